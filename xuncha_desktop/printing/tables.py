"""Rows of forms and ledgers: a long cell goes on over the page, the head is repeated, lines close at every edge."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from xuncha_desktop.kernel.levels import Tone
from xuncha_desktop.printing.blocks import CELL, SMALL, Setter, glue
from xuncha_desktop.printing.faces import Role
from xuncha_desktop.printing.flow import CUT, Unit
from xuncha_desktop.printing.lines import Line, Span, Text
from xuncha_desktop.printing.pen import MM, Pen, Style

PAD: Final = 1.6 * MM  # between text and the lines of its cell
NARROW: Final = 1.0 * MM  # the same at the sides of a ledger's cells, where every millimetre counts
WHOLE: Final = 8  # a row of up to so many lines is not parted
LABEL: Final = Style(Role.HEITI, 12, 18, align="center")
HEAD: Final = Style(Role.HEITI, 10.5, 15, align="center")
CONTINUED: Final = "（续）"


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a ledger: its head, its width in whole millimetres, how its cells are set."""

    head: str
    width: int
    align: str = "left"
    name: bool = False  # cells hold names of persons: each is set whole in one face
    toned: bool = False  # cells take the ink of their row's tone; their words say the same


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: its lines and where they stand. A label is repeated where its row goes on, with （续）."""

    lines: tuple[Line, ...]
    style: Style
    width: float
    middle: bool = False
    again: tuple[Line, ...] = ()
    pad: float = PAD


@dataclass(frozen=True, slots=True, kw_only=True)
class Row(Unit):
    """A row of cells with lines around them."""

    cells: tuple[Cell, ...]

    def draw(self, pen: Pen, left: float, top: float, start: int, stop: int) -> None:
        """See `Unit.draw`."""
        bottom = top + sum(self.slices[start:stop])
        above = top - CUT if start and any(cell.again for cell in self.cells) else top
        below = bottom + CUT if stop < len(self.slices) else bottom
        right = left + sum(cell.width for cell in self.cells)
        x = left
        ends = [(left, above, right, above), (left, below, right, below), (left, above, left, below)]
        for cell in self.cells:
            self._fill(pen, cell, x, top, bottom, start, stop)
            x += cell.width
            ends.append((x, above, x, below))
        pen.rules(ends)

    def after(self, stop: int) -> float:
        """See `Unit.after`."""
        return CUT if stop < len(self.slices) else 0.0

    def _fill(self, pen: Pen, cell: Cell, x: float, top: float, bottom: float, start: int, stop: int) -> None:
        whole = start == 0 and stop == len(self.slices)
        width = cell.width - 2 * cell.pad
        if cell.again or (whole and cell.middle):
            lines = cell.again if start and cell.again else cell.lines
            y = top + max(0.0, (bottom - top - len(lines) * cell.style.leading) / 2)
            pen.lines(x + cell.pad, y, width, lines, cell.style)
            return
        y = top + (PAD if start == 0 else 0.0)
        pen.lines(x + cell.pad, y, width, cell.lines[start:stop], cell.style)


def labelled(setter: Setter, label: str, text: Text, widths: tuple[int, int], *, at_least: float = 0.0) -> Row:
    """A form row: label left, text right. `widths` and the least height in millimetres."""
    label_width, text_width = (width * MM for width in widths)
    inner = label_width - 2 * PAD
    lines = LABEL.lines(setter.faces, label, inner)
    again = LABEL.lines(setter.faces, f"{label}\n{CONTINUED}", inner)
    value = CELL.lines(setter.faces, text, text_width - 2 * PAD)
    cells = (Cell(lines, LABEL, label_width, True, again), Cell(value, CELL, text_width))
    return _row(cells, at_least * MM)


def pairs(setter: Setter, cells: Sequence[tuple[str, Text, int, int]]) -> Row:
    """One form row of several label–text pairs: (label, text, label width, text width), widths in millimetres."""
    made: list[Cell] = []
    for label, text, label_width, text_width in cells:
        made.append(_cell(setter, label, LABEL, label_width))
        made.append(_cell(setter, text, CELL, text_width))
    return _row(tuple(made), 0.0)


def ledger(
    setter: Setter,
    columns: Sequence[Column],
    rows: Sequence[Sequence[Text]],
    tones: Sequence[Tone] = (),
    *,
    over: tuple[Unit, ...] = (),
) -> list[Unit]:
    """A table with its head repeated on every page, there under `over`; `tones` is one a row, or empty."""
    head = _row(tuple(_cell(setter, c.head, HEAD, c.width, NARROW) for c in columns), 0.0)
    lines: list[Unit] = []
    for number, row in enumerate(rows):
        tone = tones[number] if tones else Tone.CALM
        cells = tuple(_ledger_cell(setter, text, column, tone) for text, column in zip(row, columns, strict=True))
        lines.append(replace(_row(cells, 0.0), heads=(*over, head)))
    return [replace(head, with_next=bool(lines), heads=over), *lines]


def band(setter: Setter, text: str, widths: Sequence[int]) -> Row:
    """A row of one cell over the whole table, kept with the row below: the name of a part."""
    return replace(_row((_cell(setter, text, LABEL, sum(widths)),), 0.0), with_next=True)


def _ledger_cell(setter: Setter, text: Text, column: Column, tone: Tone) -> Cell:
    style = replace(SMALL, align=column.align, tone=tone if column.toned else Tone.CALM)
    shown = Span(text, name=True) if column.name and isinstance(text, str) else text
    return _cell(setter, shown, style, column.width, NARROW)


def _cell(setter: Setter, text: Text, style: Style, width: float, pad: float = PAD) -> Cell:
    lines = style.lines(setter.faces, text, width * MM - 2 * pad)
    return Cell(lines, style, width * MM, middle=True, pad=pad)


def _row(cells: tuple[Cell, ...], at_least: float) -> Row:
    count = max(len(cell.lines) for cell in cells)
    leading = max(cell.style.leading for cell in cells)
    slices = [leading] * count
    slices[0] += PAD
    slices[-1] += PAD
    slices[-1] += max(0.0, at_least - sum(slices))
    return Row(slices=tuple(slices), glue=glue(count, WHOLE), cells=cells)
