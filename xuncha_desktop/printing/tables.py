"""Rows of forms and ledgers: a long cell goes on over the page, the head is repeated, lines close at every edge."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final, NamedTuple

from xuncha_desktop.kernel.errors import Refused
from xuncha_desktop.kernel.levels import Tone
from xuncha_desktop.printing.blocks import CELL, SMALL, Setter, glue
from xuncha_desktop.printing.faces import Role
from xuncha_desktop.printing.flow import CUT, Unit
from xuncha_desktop.printing.lines import Line, Span, Text, bare
from xuncha_desktop.printing.pen import MM, Pen, Style

PAD: Final = 1.6 * MM  # between text and the lines of its cell
NARROW: Final = 1.0 * MM  # the same at the sides of a ledger's cells, where every millimetre counts
WHOLE: Final = 8  # a row of up to so many lines is not parted
LABEL: Final = Style(Role.HEITI, 12, 18, align="center")
HEAD: Final = Style(Role.HEITI, 10.5, 15, align="center")
_SUM: Final = replace(HEAD, align="right")
CONTINUED: Final = "（续）"
CARRIED: Final = "承前页"
TOTAL: Final = "合计"
_KNOWN: Final = 500  # different cells of a column that are kept for the next rows
_NUMBER: Final = re.compile(r"-?[0-9]{1,15}(\.[0-9]{1,6})?")

Edge = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a ledger: its head, its width in whole millimetres, how its cells are set."""

    head: str
    width: int
    align: str = "left"
    name: bool = False  # cells hold names of persons: each is set whole in one face
    toned: bool = False  # cells take the ink of their row's tone; their words say the same
    grouped: bool = False  # equal cells below each other are one, told again at the top of a page
    summed: bool = False  # amounts: added up at the end, and carried over to each next page


class Cell(NamedTuple):
    """One cell: its lines and where they stand. A label is repeated where its row goes on, with （续）."""

    lines: tuple[Line, ...]
    style: Style
    width: float
    middle: bool = False
    again: tuple[Line, ...] = ()
    pad: float = PAD
    joined_above: bool = False  # one with the cell above it, unless a page begins between them
    joined_below: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Row(Unit):
    """A row of cells with lines around them."""

    cells: tuple[Cell, ...]

    def draw(self, pen: Pen, left: float, top: float, start: int, stop: int) -> None:
        """See `Unit.draw`."""
        bottom = top + sum(self.slices[start:stop])
        above = top - CUT if start and any(cell.again for cell in self.cells) else top
        below = bottom + CUT if stop < len(self.slices) else bottom
        right = left + sum([cell.width for cell in self.cells])
        x = left
        ends = [(left, above, left, below)]
        if not any([cell.joined_above or cell.joined_below for cell in self.cells]):
            ends += [(left, above, right, above), (left, below, right, below)]
        else:
            ends += self._edges(pen, left, above, below, start, stop)
        for cell in self.cells:
            if not cell.joined_above or pen.opens or start:
                self._fill(pen, cell, x, top, bottom, start, stop)
            x += cell.width
            ends.append((x, above, x, below))
        pen.rules(ends)

    def _edges(self, pen: Pen, left: float, above: float, below: float, start: int, stop: int) -> list[Edge]:
        """The upper and lower line, left out where a cell is one with its neighbour on the same page."""
        x, found = left, list[Edge]()
        for cell in self.cells:
            if start or pen.opens or not cell.joined_above:
                found.append((x, above, x + cell.width, above))
            if stop < len(self.slices) or pen.closes or not cell.joined_below:
                found.append((x, below, x + cell.width, below))
            x += cell.width
        return found

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


def fitting(widths: Sequence[int], width: int) -> tuple[int, ...]:
    """The widths an office gave, if together they are the paper's. Raises `Refused`."""
    if sum(widths) != width:
        raise Refused(f"表格各栏宽度之和应为{width}毫米，规则档给出的是{sum(widths)}毫米，请修改规则档中的栏宽")
    return tuple(widths)


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
    at_least: float = 0.0,
) -> Iterator[Unit]:
    """A table with its head repeated on every page, there under `over`; its rows are set when they are asked for.

    `tones` is one a row, or empty. `at_least` is the least height of a row in millimetres, for rows to write in.
    Grouped columns join equal cells; summed ones are carried over (承前页) and added up (合计) in a last row.
    """
    head = _row(tuple(_cell(setter, c.head, HEAD, c.width, NARROW) for c in columns), 0.0)
    yield replace(head, with_next=bool(rows), heads=over)
    summing = any(column.summed for column in columns)
    sums = [Decimal(0)] * len(columns)
    made = [_Cells(setter, column) for column in columns]
    heads = (*over, head)
    for number, row in enumerate(rows):
        tone = tones[number] if tones else Tone.CALM
        cells = tuple([column.cell(text, tone) for column, text in zip(made, row, strict=True)])
        carried = (_sums(setter, columns, sums, CARRIED),) if summing and number else ()
        yield _row(_joined(cells, columns, rows, number), at_least * MM, (*heads, *carried) if carried else heads)
        if summing:
            amounts = zip(columns, sums, row, strict=True)
            sums = [total + _amount(text) if column.summed else total for column, total, text in amounts]
    if summing and rows:
        yield replace(_sums(setter, columns, sums, TOTAL), heads=heads, with_previous=True)


def _joined(
    cells: tuple[Cell, ...], columns: Sequence[Column], rows: Sequence[Sequence[Text]], number: int
) -> tuple[Cell, ...]:
    """Equal cells of a grouped column become one, but only where all grouped columns left of them are equal too."""
    if not any(column.grouped for column in columns):
        return cells
    above = rows[number - 1] if number else None
    below = rows[number + 1] if number + 1 < len(rows) else None
    made = list(cells)
    same_above, same_below = above is not None, below is not None
    for place, column in enumerate(columns):
        if column.grouped:
            same_above = same_above and above is not None and above[place] == rows[number][place]
            same_below = same_below and below is not None and below[place] == rows[number][place]
            made[place] = cells[place]._replace(joined_above=same_above, joined_below=same_below)
    return tuple(made)


def _sums(setter: Setter, columns: Sequence[Column], sums: Sequence[Decimal], label: str) -> Row:
    widest = max((column.width for column in columns if not column.summed), default=0)
    place = next((n for n, column in enumerate(columns) if not column.summed and column.width == widest), -1)
    cells = tuple(
        _cell(setter, f"{total:,}", _SUM, column.width, NARROW)
        if column.summed
        else _cell(setter, label if n == place else "", HEAD, column.width, NARROW)
        for n, (column, total) in enumerate(zip(columns, sums, strict=True))
    )
    return _row(cells, 0.0)


def _amount(text: Text) -> Decimal:
    """A cell's amount; one that is no number adds nothing."""
    plain = bare(text).replace(",", "").strip()
    return Decimal(plain) if _NUMBER.fullmatch(plain) else Decimal(0)


def band(setter: Setter, text: str, widths: Sequence[int]) -> Row:
    """A row of one cell over the whole table, kept with the row below: the name of a part."""
    return replace(_row((_cell(setter, text, LABEL, sum(widths)),), 0.0), with_next=True)


class _Cells:
    """The cells of one column of a ledger; what is said again is set once."""

    def __init__(self, setter: Setter, column: Column) -> None:
        self._setter = setter
        self._column = column
        self._calm = replace(SMALL, align=column.align)
        self._known: dict[tuple[Text, Tone], Cell] = {}

    def cell(self, text: Text, tone: Tone) -> Cell:
        """The cell of a text in a row of a tone."""
        tone = tone if self._column.toned else Tone.CALM
        if (text, tone) not in self._known:
            if len(self._known) == _KNOWN:
                self._known.clear()
            style = replace(self._calm, tone=tone) if tone is not Tone.CALM else self._calm
            shown = Span(text, name=True) if self._column.name and isinstance(text, str) else text
            self._known[text, tone] = _cell(self._setter, shown, style, self._column.width, NARROW)
        return self._known[text, tone]


def _cell(setter: Setter, text: Text, style: Style, width: float, pad: float = PAD) -> Cell:
    lines = style.lines(setter.faces, text, width * MM - 2 * pad)
    return Cell(lines, style, width * MM, middle=True, pad=pad)


def _row(cells: tuple[Cell, ...], at_least: float, heads: tuple[Unit, ...] = ()) -> Row:
    count = max([len(cell.lines) for cell in cells])
    leading = max([cell.style.leading for cell in cells])
    slices = [leading] * count
    slices[0] += PAD
    slices[-1] += PAD
    slices[-1] += max(0.0, at_least - sum(slices))
    return Row(slices=tuple(slices), glue=glue(count, WHOLE), heads=heads, cells=cells)
