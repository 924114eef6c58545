"""Rows of a form: the label left, what was written right, or room to write in by hand."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from xuncha_desktop.printing.blocks import Setter
from xuncha_desktop.printing.flow import Unit
from xuncha_desktop.printing.tables import labelled

LABEL_WIDTHS = (28, 128)


@dataclass(frozen=True, slots=True)
class Entry:
    """A row of the form: the profile's label and what was written; `room` millimetres to write in by hand."""

    label: str
    text: str
    room: int = 0


def entries(
    setter: Setter,
    rows: Sequence[Entry],
    widths: tuple[int, int] = LABEL_WIDTHS,
    *,
    over: tuple[Unit, ...] = (),
) -> list[Unit]:
    """The rows below each other; `over` is repeated where one begins a page. Widths in millimetres."""
    made = [labelled(setter, row.label, row.text, widths, at_least=row.room) for row in rows]
    return [replace(row, heads=over) for row in made]
