"""What registers and lists have in common: a table across or along the paper, its ground, places to sign."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from xuncha_desktop.printing.blocks import NOTE, SMALL, Setter
from xuncha_desktop.printing.faces import Role
from xuncha_desktop.printing.flow import Unit
from xuncha_desktop.printing.forms.ledger import Ledger
from xuncha_desktop.printing.pen import MM
from xuncha_desktop.printing.signing import SignBox, boxes
from xuncha_desktop.printing.tables import fitting, ledger
from xuncha_desktop.printing.views import beside

WRITTEN: Final = 10  # millimetres of a row that is filled in by hand


@dataclass(frozen=True, slots=True)
class Register(Ledger):
    """A ledger that is signed. Without rows it has `blanks` empty ones to write in; `room` is a row's least height."""

    blanks: int = 8
    room: int = 0
    places: tuple[SignBox, ...] = beside(default=())


def register(setter: Setter, view: Register) -> Iterator[Unit]:
    """Title, what is listed, the table, the places to sign with its last row, notes.

    Raises `Refused` for columns that do not fill the paper.
    """
    fitting([column.width for column in view.columns], round(setter.width / MM))
    on = setter.text(f"{view.title}（续）", replace(SMALL, align="center", role=Role.HEITI))
    over: tuple[Unit, ...] = (on, setter.gap(1))
    cells = [row.cells for row in view.rows] or [("",) * len(view.columns)] * view.blanks
    # Empty cells of a column that joins equal ones are to be written in one by one.
    columns = view.columns if view.rows else [replace(column, grouped=False) for column in view.columns]
    tones = [row.tone for row in view.rows]
    at_least = view.room if view.rows else WRITTEN
    yield from setter.title(view.title, after=1)
    if view.scope:
        yield setter.text(view.scope, replace(SMALL, align="center"), with_next=True)
    yield setter.gap(2, with_next=True)
    yield from ledger(setter, columns, cells, tones, over=over, at_least=at_least)
    if view.places:
        yield from boxes(setter, view.places, over=over)
    if view.notes:
        yield replace(setter.text(view.notes, NOTE, before=1.5), with_previous=True)
