"""反馈意见签收单: which papers were handed over, who signed for them and when, and what falls due because of it."""

from dataclasses import dataclass, replace

from xuncha_desktop.printing.blocks import NOTE, SMALL, Setter
from xuncha_desktop.printing.faces import Role
from xuncha_desktop.printing.flow import Unit
from xuncha_desktop.printing.form import form
from xuncha_desktop.printing.hand import BLANK_MOMENT, columns_of, listed
from xuncha_desktop.printing.marks import Marks
from xuncha_desktop.printing.signing import BLANK_DATE, SignBox, boxes
from xuncha_desktop.printing.tables import band, fitting, labelled
from xuncha_desktop.printing.views import beside

WIDTHS = (60, 36, 14, 14, 16, 16)
DUE_WIDTHS = (52, 52, 52)
_LABELS = (28, 128)
_ALIGNS = ("left", "center", "center", "center", "center", "left")
_ROWS = 4  # empty ones to write in


@dataclass(frozen=True, slots=True)
class Handed:
    """One paper handed over."""

    name: str
    number: str
    copies: str
    pages: str
    level: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class FallsDue:
    """What the signature sets running: its day with its standing in words, and why. No day before the signature."""

    label: str
    limit: str
    due_on: str = beside(default="")
    explanation: str = beside(default="")


@dataclass(frozen=True, slots=True)
class FeedbackReceipt:
    """What the receipt shows. `signed_at` with hour and minute, "" to be written by hand; `basis` names the ground."""

    marks: Marks
    title: str
    unit_label: str
    unit: str
    heads: tuple[str, ...]
    papers: tuple[Handed, ...]
    signed_label: str
    due_label: str
    due_heads: tuple[str, ...]
    due: tuple[FallsDue, ...]
    basis: str
    copies_note: str
    signed_at: str = beside(default="")
    places: tuple[SignBox, ...] = beside(default=())
    widths: tuple[int, ...] = WIDTHS


@form("feedback_receipt", "反馈意见签收单")
def feedback_receipt(setter: Setter, slip: FeedbackReceipt) -> list[Unit]:
    """Unit, papers, moment, what falls due, signatures, how each day was reckoned."""
    columns = columns_of(slip.heads, fitting(slip.widths, sum(WIDTHS)), _ALIGNS)
    on = setter.text(f"{slip.title}（续）", replace(SMALL, align="center", role=Role.HEITI))
    over: tuple[Unit, ...] = (on, setter.gap(1))
    rows = [(x.name, x.number, x.copies, x.pages, x.level, x.note) for x in slip.papers]
    return [
        *setter.title(slip.title, after=4),
        labelled(setter, slip.unit_label, slip.unit, _LABELS, at_least=10),
        *listed(setter, columns, rows, blanks=_ROWS, over=over),
        labelled(setter, slip.signed_label, slip.signed_at or BLANK_MOMENT, _LABELS, at_least=10),
        *_due(setter, slip, over),
        *boxes(setter, slip.places, over=over),
        *(setter.text(one.explanation, replace(NOTE, indent=2), before=1.5) for one in slip.due if one.explanation),
        setter.text(f"{slip.basis}{slip.copies_note}", replace(NOTE, indent=2), before=1.5),
    ]


def _due(setter: Setter, slip: FeedbackReceipt, over: tuple[Unit, ...]) -> list[Unit]:
    if not slip.due:
        return []
    columns = columns_of(slip.due_heads, DUE_WIDTHS, ("left", "center", "center"))
    rows = [(one.label, one.limit, one.due_on or BLANK_DATE) for one in slip.due]
    return [
        replace(band(setter, slip.due_label, DUE_WIDTHS), heads=over),
        *listed(setter, columns, rows, blanks=1, over=over),
    ]
