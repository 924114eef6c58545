"""组务会记录: what the group decided on each working paper, and who thought otherwise."""

from dataclasses import dataclass

from xuncha_desktop.printing.blocks import NOTE, Setter
from xuncha_desktop.printing.entries import Entry, entries
from xuncha_desktop.printing.flow import Unit
from xuncha_desktop.printing.form import form
from xuncha_desktop.printing.margins import Marks
from xuncha_desktop.printing.signing import SignBox, boxes
from xuncha_desktop.printing.tables import Column, fitting, ledger
from xuncha_desktop.printing.views import beside

WIDTHS = (10, 52, 62, 32)
_BLANK_ROWS = 5
_WRITTEN = 18  # millimetres of a row filled in by hand


@dataclass(frozen=True, slots=True)
class Matter:
    """A paper or other matter, what was said with dissent, and the conclusion."""

    paper: str
    said: str
    conclusion: str


@dataclass(frozen=True, slots=True)
class MeetingRecord:
    """The head of the minutes, the matters, what else was decided; signatures of chair and minute-taker."""

    marks: Marks
    title: str
    entries: tuple[Entry, ...]
    heads: tuple[str, ...]
    matters: tuple[Matter, ...]
    others: tuple[Entry, ...]
    note: str
    places: tuple[SignBox, ...] = beside(default=())
    widths: tuple[int, ...] = WIDTHS


@form("group_meeting", "组务会记录")
def group_meeting(setter: Setter, view: MeetingRecord) -> list[Unit]:
    """Title, head, matters, the rest, signatures. Raises `Refused` for widths that do not fill the paper."""
    aligns = ("center", "left", "left", "left")
    columns = [
        Column(head, width, align)
        for head, width, align in zip(view.heads, fitting(view.widths, sum(WIDTHS)), aligns, strict=True)
    ]
    rows = [(str(n), one.paper, one.said, one.conclusion) for n, one in enumerate(view.matters, 1)]
    empty = [(str(n), "", "", "") for n in range(1, _BLANK_ROWS + 1)]
    return [
        *setter.title(view.title, after=2),
        *entries(setter, view.entries),
        *ledger(setter, columns, rows or empty, at_least=0 if rows else _WRITTEN),
        *entries(setter, view.others),
        *boxes(setter, view.places),
        *([setter.text(view.note, NOTE, before=1.5)] if view.note else []),
    ]
