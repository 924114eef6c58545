"""Breaking a paper into pages: what stays together, what is repeated, what may never stand alone."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from xuncha_desktop.printing.pen import MM, Pen

CUT: Final = 1.0 * MM  # air between the text of a cut row and the line that closes it; a page keeps it free


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """Something that stands in the column of a page, cut at most between its slices.

    `slices` are heights in points; `glue[i]` keeps slice i with the next one. `heads` are repeated above the unit
    when it begins or goes on at the top of a page.
    """

    slices: tuple[float, ...]
    glue: tuple[bool, ...] = ()
    before: float = 0.0  # space above, dropped at the top of a page
    with_next: bool = False
    with_previous: bool = False
    heads: tuple["Unit", ...] = ()

    def draw(self, pen: Pen, left: float, top: float, start: int, stop: int) -> None:
        """Draw the slices `start` to `stop` (exclusive) with their upper edge at `top`."""
        raise NotImplementedError


@dataclass(frozen=True, slots=True)
class Placed:
    """A run of slices of one unit on a page; `top` in points below the upper edge of the column."""

    unit: Unit
    top: float
    start: int
    stop: int


Page = tuple[Placed, ...]
Slice = tuple[Unit, int]


def paginate(units: Sequence[Unit], height: float) -> tuple[Page, ...]:
    """Fill pages of `height` points. At least one page comes back."""
    column = _Column(height)
    for chunk in _chunks(units):
        if not column.fits(chunk) and not column.empty:
            column.turn()
        whole = column.fits(chunk)
        for unit, index in chunk:  # what is too tall for any page is cut where it must be
            if not whole and not column.fits([(unit, index)]) and not column.empty:
                column.turn()
            column.put(unit, index)
    column.turn()
    return tuple(column.pages) or ((),)


@dataclass(slots=True)
class _Column:
    height: float
    pages: list[Page] = field(default_factory=list[Page])
    _page: list[Placed] = field(default_factory=list[Placed])
    _used: float = 0.0

    @property
    def empty(self) -> bool:
        return not self._page

    def fits(self, chunk: Iterable[Slice]) -> bool:
        needed = self._used
        first = self.empty
        for unit, index in chunk:
            needed += (0.0 if first else _space(unit, index)) + unit.slices[index]
            needed += sum(_height(head) for head in unit.heads) if first else 0.0
            first = False
        return needed <= self.height + 0.01

    def put(self, unit: Unit, index: int) -> None:
        if self.empty:
            for head in unit.heads:
                self._place(head, 0, len(head.slices))
        else:
            self._used += _space(unit, index)
        last = self._page[-1] if self._page else None
        if last is not None and last.unit is unit and last.stop == index:
            self._page[-1] = Placed(unit, last.top, last.start, index + 1)
            self._used += unit.slices[index]
        else:
            self._place(unit, index, index + 1)

    def turn(self) -> None:
        if self._page:
            self.pages.append(tuple(self._page))
        self._page = []
        self._used = 0.0

    def _place(self, unit: Unit, start: int, stop: int) -> None:
        self._page.append(Placed(unit, self._used, start, stop))
        self._used += sum(unit.slices[start:stop])


def _chunks(units: Sequence[Unit]) -> Iterator[list[Slice]]:
    """Runs of slices that stay together."""
    chunk: list[Slice] = []
    for number, unit in enumerate(units):
        following = units[number + 1] if number + 1 < len(units) else None
        for index in range(len(unit.slices)):
            chunk.append((unit, index))
            if index + 1 < len(unit.slices):
                held = index < len(unit.glue) and unit.glue[index]
            else:
                held = unit.with_next or (following is not None and following.with_previous)
            if not held:
                yield chunk
                chunk = []
    if chunk:
        yield chunk


def _space(unit: Unit, index: int) -> float:
    return unit.before if index == 0 else 0.0


def _height(unit: Unit) -> float:
    return sum(unit.slices)
