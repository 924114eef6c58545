"""Which papers can be printed from which record. A module here that says how is found by being here.

    @paper_of("immediate_suggestion", ImmediateRectification)
    def suggestion(session: Session, record: ImmediateRectification) -> Suggestion:
        ...

A view is made of what stands in the workspace now; whoever reads the record prints its papers.

    @blank_of("instruction_request")
    def blank(profile: Profile, heads: Heads) -> RequestPaper:
        ...

A blank is made of no record, only of a regime's words: it is filled in by hand.
"""

import importlib
import pkgutil
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar, cast

from xuncha_desktop.kernel.errors import Refused
from xuncha_desktop.kernel.levels import Compartment
from xuncha_desktop.printing import FORMS, draft
from xuncha_desktop.printing.form import View
from xuncha_desktop.printing.samples import sample_of
from xuncha_desktop.records.registry import Record
from xuncha_desktop.rules.profile import Profile
from xuncha_desktop.services.named_persons import named
from xuncha_desktop.services.session import Session

R = TypeVar("R", bound=Record)
V = TypeVar("V", bound=View)
Ready = Callable[[Session, Any], str | None]


@dataclass(frozen=True, slots=True)
class Printable:
    """A paper that comes of a record: the form it is drawn with, and what a person calls it.

    `secret`: what stands on it is of the restricted compartment, and so its print is registered there.
    """

    form: str
    of: str
    label: str
    secret: bool
    make: Callable[[Session, Any], View]
    ready: Ready

    def why_not(self, session: Session, record: Record) -> str | None:
        """What is missing before it can be printed, in Chinese, or None."""
        return self.ready(session, record)

    def view(self, session: Session, record: Record) -> View:
        """What stands on the paper now. Raises `Refused` where something is missing."""
        if reason := self.ready(session, record):
            raise Refused(reason)
        return named(session, self.make(session, record))


@dataclass(frozen=True, slots=True)
class Heads:
    """Under whose names a blank paper goes out; empty where they too are written in by hand."""

    group: str = ""
    office: str = ""


MakeBlank = Callable[[Profile, Heads], View]
_printables: list[Printable] = []
_blanks: dict[str, MakeBlank] = {}


def _always(session: Session, record: Any) -> str | None:
    del session, record
    return None


def paper_of(
    form: str, of: type[R], label: str = "", *, secret: bool = False, ready: Ready = _always
) -> Callable[[Callable[[Session, R], View]], Callable[[Session, R], View]]:
    """Declare that a record of `of` makes the view of `form`; `label` where one form serves several papers."""

    def declare(make: Callable[[Session, R], View]) -> Callable[[Session, R], View]:
        known = label or FORMS[form].label
        type_ = of.type
        if any((one.of, one.label) == (type_.name, known) for one in _printables):
            raise TypeError(f"two papers of {type_.name} are called {known}")
        hidden = secret or type_.compartment is Compartment.RESTRICTED
        _printables.append(
            Printable(form, type_.name, known, hidden, cast(Callable[[Session, Any], View], make), ready)
        )
        return make

    return declare


def blank_of(form: str) -> Callable[[Callable[[Profile, Heads], V]], Callable[[Profile, Heads], V]]:
    """Declare the version of a form that is filled in by hand."""

    def declare(make: Callable[[Profile, Heads], V]) -> Callable[[Profile, Heads], V]:
        if form in _blanks or form not in FORMS:
            raise TypeError(f"a second blank of {form}, or of no form")
        _blanks[form] = make
        return make

    return declare


def printables() -> tuple[Printable, ...]:
    """Every declared paper, in the order of their modules."""
    _load()
    return tuple(_printables)


def blanks() -> dict[str, MakeBlank]:
    """Every form with a version for the hand, and what makes it."""
    _load()
    return dict(_blanks)


def _load() -> None:
    for module in sorted(pkgutil.iter_modules(__path__), key=lambda found: found.name):
        importlib.import_module(f"{__name__}.{module.name}")


def is_drafted(record: Record) -> bool:
    """Whether a paper of this record is long text, which goes on in a word processor and comes back as 定稿."""
    return any(one.of == record.type.name and draft.has_text(sample_of(one.form)) for one in printables())


def papers_of(session: Session, record: Record) -> tuple[Printable, ...]:
    """The papers this person may print from a record; a secret one only with the restricted key."""
    return tuple(
        one
        for one in printables()
        if one.of == record.type.name and (not one.secret or session.holds(Compartment.RESTRICTED))
    )
