"""处置建议表: all leads of a round with what is suggested for each, approved as a whole with exceptions."""

from dataclasses import dataclass, replace
from typing import Final

from xuncha_desktop.printing.blocks import NOTE, SMALL, Setter
from xuncha_desktop.printing.faces import Role
from xuncha_desktop.printing.flow import Unit
from xuncha_desktop.printing.form import form
from xuncha_desktop.printing.hand import columns_of, listed
from xuncha_desktop.printing.marks import Marks
from xuncha_desktop.printing.pen import LANDSCAPE
from xuncha_desktop.printing.signing import SignBox, boxes
from xuncha_desktop.printing.tables import band, fitting
from xuncha_desktop.printing.views import beside

WIDTHS: Final = (12, 38, 25, 42, 75, 30, 35)
EXCEPTION_WIDTHS: Final = (12, 38, 25, 182)
_ALIGNS: Final = ("center", "center", "center", "left", "left", "center", "left")
_EXCEPTION_ALIGNS: Final = ("center", "center", "center", "left")
_ACCUSED: Final = 2  # the column of names in both tables
_ROWS: Final = 5  # empty ones to write in
_EXCEPTIONS: Final = 2


@dataclass(frozen=True, slots=True)
class Proposed:
    """One lead and what is suggested for it."""

    number: str
    accused: str
    post: str
    content: str
    disposition: str
    reason: str


@dataclass(frozen=True, slots=True)
class Excepted:
    """One lead the body decided otherwise, in its words."""

    number: str
    accused: str
    decision: str


@dataclass(frozen=True, slots=True)
class DispositionProposal:
    """What the table shows. `exceptions` are the body's, so they are no part of what is put before it."""

    marks: Marks
    title: str
    scope: str
    heads: tuple[str, ...]
    leads: tuple[Proposed, ...]
    exceptions_label: str
    exception_heads: tuple[str, ...]
    basis: str
    exceptions: tuple[Excepted, ...] = beside(default=())
    places: tuple[SignBox, ...] = beside(default=())
    widths: tuple[int, ...] = WIDTHS


@form("disposition_proposal", "处置建议表", paper=LANDSCAPE)
def disposition_proposal(setter: Setter, table: DispositionProposal) -> list[Unit]:
    """The leads, the exceptions, the deciding body's place, the ground."""
    columns = columns_of(table.heads, fitting(table.widths, sum(WIDTHS)), _ALIGNS, names=(_ACCUSED,))
    other = columns_of(table.exception_heads, EXCEPTION_WIDTHS, _EXCEPTION_ALIGNS, names=(_ACCUSED,))
    on = setter.text(f"{table.title}（续）", replace(SMALL, align="center", role=Role.HEITI))
    over: tuple[Unit, ...] = (on, setter.gap(1))
    rows = [
        (str(n), one.number, one.accused, one.post, one.content, one.disposition, one.reason)
        for n, one in enumerate(table.leads, 1)
    ]
    excepted = [(str(n), one.number, one.accused, one.decision) for n, one in enumerate(table.exceptions, 1)]
    return [
        *setter.title(table.title, after=1),
        setter.text(table.scope, replace(SMALL, align="center"), with_next=True),
        setter.gap(2, with_next=True),
        *listed(setter, columns, rows, blanks=_ROWS, over=over),
        replace(band(setter, table.exceptions_label, WIDTHS), heads=over),
        *listed(setter, other, excepted, blanks=_EXCEPTIONS, over=over),
        *boxes(setter, table.places, over=over),
        setter.text(table.basis, NOTE, before=1.5),
    ]
