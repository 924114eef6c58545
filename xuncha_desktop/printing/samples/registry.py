"""@sample: a form filled with invented content, for the manual, the tests and `xuncha form NAME --sample`."""

from collections.abc import Callable
from typing import Any, Final, TypeVar

from xuncha_desktop.printing.form import View

V = TypeVar("V", bound=View)
_SAMPLES: Final[dict[str, Callable[[], View]]] = {}


def sample(form_name: str) -> Callable[[Callable[[], V]], Callable[[], V]]:
    """Register the sample of a form. Every form has one."""

    def register(made: Callable[[], V]) -> Callable[[], V]:
        if form_name in _SAMPLES:
            raise ValueError(f"form {form_name} has two samples")
        _SAMPLES[form_name] = made
        return made

    return register


def sample_of(form_name: str) -> Any:
    """The view a form is shown with where there is no record."""
    return _SAMPLES[form_name]()
