"""What slips and approval sheets have in common: labelled rows, boxes to sign, the ground."""

from dataclasses import dataclass, replace

from xuncha_desktop.printing.blocks import NOTE, SMALL, Setter
from xuncha_desktop.printing.entries import Entry, entries
from xuncha_desktop.printing.faces import Role
from xuncha_desktop.printing.flow import Unit
from xuncha_desktop.printing.margins import Marks
from xuncha_desktop.printing.pen import MM
from xuncha_desktop.printing.signing import SignBox, boxes
from xuncha_desktop.printing.views import beside

LABEL_WIDTH = 34


@dataclass(frozen=True, slots=True)
class RowForm:
    """Labelled rows, each with room to write in where nothing is known yet; `label_width` in whole millimetres."""

    marks: Marks
    title: str
    scope: str
    entries: tuple[Entry, ...]
    notes: str = ""
    label_width: int = LABEL_WIDTH
    places: tuple[SignBox, ...] = beside(default=())


def row_form(setter: Setter, view: RowForm) -> list[Unit]:
    """Title, whose it is, the rows, the places to sign with the last row, notes."""
    on = setter.text(f"{view.title}（续）", replace(SMALL, align="center", role=Role.HEITI))
    over: tuple[Unit, ...] = (on, setter.gap(1))
    labels = (view.label_width, round(setter.width / MM) - view.label_width)
    return [
        *setter.title(view.title, after=2),
        *([setter.text(view.scope, replace(SMALL, align="center"), with_next=True)] if view.scope else []),
        setter.gap(2, with_next=True),
        *entries(setter, view.entries, labels, over=over),
        *(boxes(setter, view.places, over=over) if view.places else []),
        *([replace(setter.text(view.notes, NOTE, before=1.5), with_previous=True)] if view.notes else []),
    ]
