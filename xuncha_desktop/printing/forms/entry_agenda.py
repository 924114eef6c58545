"""巡察动员会议程: where and when, who leads the meeting, and its items in their order."""

from dataclasses import dataclass

from xuncha_desktop.printing.blocks import NOTE, Setter
from xuncha_desktop.printing.entries import Entry, entries
from xuncha_desktop.printing.flow import Unit
from xuncha_desktop.printing.form import form
from xuncha_desktop.printing.margins import Marks
from xuncha_desktop.printing.tables import Column, fitting, ledger

WIDTHS = (12, 104, 40)
_ROOM = 16  # millimetres of an item
_BLANK_ROWS = 4


@dataclass(frozen=True, slots=True)
class Item:
    """One item: what is done and by whom."""

    matter: str
    speaker: str


@dataclass(frozen=True, slots=True)
class Agenda:
    """The head of the agenda and its items; `heads` are the three words over them, `note` their ground."""

    marks: Marks
    title: str
    entries: tuple[Entry, ...]
    heads: tuple[str, ...]
    items: tuple[Item, ...]
    note: str
    widths: tuple[int, ...] = WIDTHS


@form("entry_agenda", "动员会议程")
def entry_agenda(setter: Setter, view: Agenda) -> list[Unit]:
    """Title, head, items. Raises `Refused` for widths that do not fill the paper."""
    columns = [
        Column(head, width, align)
        for head, width, align in zip(
            view.heads, fitting(view.widths, sum(WIDTHS)), ("center", "left", "left"), strict=True
        )
    ]
    rows = [(str(n), one.matter, one.speaker) for n, one in enumerate(view.items, 1)]
    empty = [(str(n), "", "") for n in range(1, _BLANK_ROWS + 1)]
    return [
        *setter.title(view.title, after=4),
        *entries(setter, view.entries),
        setter.gap(4),
        *ledger(setter, columns, rows or empty, at_least=_ROOM),
        *([setter.text(view.note, NOTE, before=1.5)] if view.note else []),
    ]
