"""@form: what kinds of paper there are, and how each turns its frozen view into units."""

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Final, Generic, Protocol, TypeVar, cast, get_type_hints

from xuncha_desktop.kernel.canonical import canonical
from xuncha_desktop.printing.blocks import Setter
from xuncha_desktop.printing.flow import Unit
from xuncha_desktop.printing.margins import Dress, Marks
from xuncha_desktop.printing.pen import PORTRAIT, Paper
from xuncha_desktop.printing.views import canonical_parts, view_of


class View(Protocol):
    """What every paper's view has."""

    @property
    def marks(self) -> Marks:
        """密级 and 编号."""
        ...


V = TypeVar("V", bound=View)
Layout = Callable[[Setter, V], Iterable[Unit]]
"""Every call lays the paper out anew. One whose rows are many gives them as they come."""


@dataclass(frozen=True, slots=True)
class Form(Generic[V]):
    """A registered paper. A public one (公告) carries no 密级, 编号, copy or digest.

    `duplex`: 版记, where the paper has one, stands on the back of a sheet.
    """

    name: str
    label: str
    view: type[V]
    layout: Layout[V]
    paper: Paper
    public: bool
    dress: Dress = Dress.PLAIN
    duplex: bool = True


FORMS: Final[dict[str, Form[Any]]] = {}


def form(
    name: str,
    label: str,
    *,
    paper: Paper = PORTRAIT,
    public: bool = False,
    dress: Dress = Dress.PLAIN,
    duplex: bool = True,
) -> Callable[[Layout[V]], Layout[V]]:
    """Register a layout; the type of its second argument is the form's view."""

    def register(layout: Layout[V]) -> Layout[V]:
        *_, view = [hint for key, hint in get_type_hints(layout).items() if key != "return"]
        if name in FORMS or any(known.view is view for known in FORMS.values()):
            raise ValueError(f"form {name} is declared twice")
        FORMS[name] = Form(name, label, cast(type[V], view), layout, paper, public, dress, duplex)
        return layout

    return register


def content_digest(view: View) -> str:
    """SHA-256 over the form's name and what is signed of the view: it stays the same when signatures are added.

    The stamp has no part in it.
    """
    chosen = next(known for known in FORMS.values() if known.view is type(view))
    found = hashlib.sha256(b'{"form":%b,"view":' % canonical(chosen.name))  # of the canonical JSON of both
    for part in canonical_parts(view, signed_only=True):
        found.update(part)
    found.update(b"}")
    return found.hexdigest()


def reopen(form_name: str, value: Any) -> View:
    """A view kept as JSON values, as a view again. Raises `Damaged`."""
    return cast(View, view_of(FORMS[form_name].view, value))


def form_of(name: str, view: View) -> Form[Any]:
    """The form of that name. Raises `TypeError` for another form's view."""
    chosen = FORMS[name]
    if type(view) is not chosen.view:
        raise TypeError(f"{name} prints {chosen.view.__name__}, not {type(view).__name__}")
    return chosen
