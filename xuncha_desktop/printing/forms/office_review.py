"""巡察办审核意见表: what the office remarks on a group's report before it goes further, each remark numbered."""

from dataclasses import dataclass, replace

from xuncha_desktop.printing.blocks import NOTE, SMALL, Setter
from xuncha_desktop.printing.entries import LABEL_WIDTHS, Entry, entries
from xuncha_desktop.printing.faces import Role
from xuncha_desktop.printing.flow import Unit
from xuncha_desktop.printing.form import form
from xuncha_desktop.printing.hand import columns_of, listed
from xuncha_desktop.printing.marks import Marks
from xuncha_desktop.printing.signing import SignBox, boxes
from xuncha_desktop.printing.tables import band, fitting
from xuncha_desktop.printing.views import beside

WIDTHS = (10, 32, 76, 38)
_ALIGNS = ("center", "left", "left", "left")
_ROWS = 6  # empty ones to write in


@dataclass(frozen=True, slots=True)
class Comment:
    """One remark: where in the paper, what, and what the group did about it ("" while it has not answered)."""

    place: str
    words: str
    answer: str = ""


@dataclass(frozen=True, slots=True)
class OfficeReview:
    """What the sheet shows: `entries` above the remarks, `verdict` below them."""

    marks: Marks
    title: str
    entries: tuple[Entry, ...]
    comments_label: str
    heads: tuple[str, ...]
    comments: tuple[Comment, ...]
    verdict: Entry
    basis: str
    places: tuple[SignBox, ...] = beside(default=())
    label_width: int = LABEL_WIDTHS[0]
    widths: tuple[int, ...] = WIDTHS


@form("office_review", "巡察办审核意见表")
def office_review(setter: Setter, sheet: OfficeReview) -> list[Unit]:
    """What was reviewed, remarks, verdict, signatures, ground."""
    columns = columns_of(sheet.heads, fitting(sheet.widths, sum(WIDTHS)), _ALIGNS)
    labels = (sheet.label_width, sum(LABEL_WIDTHS) - sheet.label_width)
    on = setter.text(f"{sheet.title}（续）", replace(SMALL, align="center", role=Role.HEITI))
    over: tuple[Unit, ...] = (on, setter.gap(1))
    rows = [(str(n), one.place, one.words, one.answer) for n, one in enumerate(sheet.comments, 1)]
    return [
        *setter.title(sheet.title, after=3),
        *entries(setter, sheet.entries, labels, over=over),
        replace(band(setter, sheet.comments_label, WIDTHS), heads=over),
        *listed(setter, columns, rows, blanks=_ROWS, over=over),
        *entries(setter, [sheet.verdict], labels, over=over),
        *boxes(setter, sheet.places, over=over),
        setter.text(sheet.basis, NOTE, before=1.5),
    ]
