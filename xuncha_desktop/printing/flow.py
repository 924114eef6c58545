"""Breaking a paper into pages: what stays together, what is repeated, what may never stand alone."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from xuncha_desktop.printing.pen import MM, Pen

CUT: Final = 1.0 * MM  # air between the text of a cut row and the line that closes it
_ROUNDING: Final = 0.01


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """Something that stands in the column of a page, cut at most between its slices.

    `slices` are heights in points; `glue[i]` keeps slice i with the next one. `heads` are repeated above the unit
    when it begins or goes on at the top of a page. `fresh` begins a new page. `foot` stands at the lower edge of the
    last page (版记). For a `signature` the lines of a paper are drawn together, so that it is not left to a page of
    its own. `entry` is the unit's line in the outline, with its level from 0. `each_copy` shows what tells copies
    apart (份号) and is drawn anew for each.
    """

    slices: tuple[float, ...]
    glue: tuple[bool, ...] = ()
    before: float = 0.0  # space above, dropped at the top of a page
    with_next: bool = False
    with_previous: bool = False
    heads: tuple["Unit", ...] = ()
    fresh: bool = False
    foot: bool = False
    signature: bool = False
    each_copy: bool = False
    entry: tuple[str, int] | None = None

    def draw(self, pen: Pen, left: float, top: float, start: int, stop: int) -> None:
        """Draw the slices `start` to `stop` (exclusive) with their upper edge at `top`."""
        raise NotImplementedError

    def after(self, stop: int) -> float:
        """What a page needs below the unit if it ends there before slice `stop`; negative: so much may hang out."""
        return 0.0


@dataclass(frozen=True, slots=True)
class Placed:
    """A run of slices of one unit on a page; `top` in points below the upper edge of the column."""

    unit: Unit
    top: float
    start: int
    stop: int


Page = tuple[Placed, ...]
Slice = tuple[Unit, int]


def paginate(units: Iterable[Unit], height: float, *, duplex: bool = False) -> Iterator[Page]:
    """Fill pages of `height` points, and give each as soon as it is full. At least one page comes.

    A foot stands on the last page, or on one of its own; `duplex` puts it on the back of a sheet, behind an empty page
    if need be (GB/T 9704-2012, 7.4 and 7.5).
    """
    feet: list[Unit] = []
    column = _Column(height)
    full = 0  # pages given
    for chunk in _chunks(_above(units, feet)):
        if not column.empty and ((chunk[0][0].fresh and chunk[0][1] == 0) or not column.fits(chunk)):
            column.turn()
        column.take([chunk] if column.fits(chunk) else _torn(chunk))
        yield from column.full
        full += len(column.full)
        column.full.clear()
    yield from _with_feet(column.page, full, feet, height, height - column.used, duplex)


def _above(units: Iterable[Unit], feet: list[Unit]) -> Iterator[Unit]:
    """The units that run on; the feet are laid aside."""
    for unit in units:
        if unit.foot:
            feet.append(unit)
        else:
            yield unit


def _with_feet(
    last: Page, before: int, feet: Sequence[Unit], height: float, room: float, duplex: bool
) -> Iterator[Page]:
    """The last page, behind `before` others, and what pages the feet need."""
    pages = [last]
    if not feet:
        return iter(pages)
    tall = sum(_height(unit) for unit in feet)
    if tall + feet[0].before > room + _ROUNDING:
        pages.append(())
    if duplex and (before + len(pages)) % 2:
        pages.append(())
    top = height - tall
    placed = list(pages.pop())
    for unit in feet:
        placed.append(Placed(unit, top, 0, len(unit.slices)))
        top += _height(unit)
    return iter([*pages, tuple(placed)])


@dataclass(slots=True)
class _Column:
    height: float
    full: list[Page] = field(default_factory=list[Page])
    used: float = 0.0
    _page: list[Placed] = field(default_factory=list[Placed])

    @property
    def page(self) -> Page:
        """The page at hand."""
        return tuple(self._page)

    @property
    def empty(self) -> bool:
        return not self._page

    def fits(self, chunk: Sequence[Slice]) -> bool:
        needed = self.used
        first = self.empty
        for unit, index in chunk:
            needed += (0.0 if first else _space(unit, index)) + unit.slices[index]
            needed += sum(_height(head) for head in unit.heads) if first else 0.0
            first = False
        last, index = chunk[-1]
        return needed + last.after(index + 1) <= self.height + _ROUNDING

    def take(self, pieces: Iterable[Sequence[Slice]]) -> None:
        """Piece after piece; one that is itself too tall for a page goes slice by slice."""
        for piece in pieces:
            if not self.empty and not self.fits(piece):
                self.turn()
            whole = self.fits(piece)
            for unit, index in piece:
                if not whole and not self.empty and not self.fits([(unit, index)]):
                    self.turn()
                self.put(unit, index)

    def put(self, unit: Unit, index: int) -> None:
        if self.empty:
            for head in unit.heads:
                self._place(head, 0, len(head.slices))
        else:
            self.used += _space(unit, index)
        last = self._page[-1] if self._page else None
        if last is not None and last.unit is unit and last.stop == index:
            self._page[-1] = Placed(unit, last.top, last.start, index + 1)
            self.used += unit.slices[index]
        else:
            self._place(unit, index, index + 1)

    def turn(self) -> None:
        self.full.append(self.page)
        self._page = []
        self.used = 0.0

    def _place(self, unit: Unit, start: int, stop: int) -> None:
        self._page.append(Placed(unit, self.used, start, stop))
        self.used += sum(unit.slices[start:stop])


def _chunks(units: Iterable[Unit]) -> Iterator[list[Slice]]:
    """Runs of slices that stay together."""
    chunk: list[Slice] = []
    for unit, following in _followed(units):
        for index in range(len(unit.slices)):
            chunk.append((unit, index))
            if index + 1 < len(unit.slices):
                held = index < len(unit.glue) and unit.glue[index]
            else:
                held = unit.with_next or (following is not None and following.with_previous)
                held = held and not (following is not None and following.fresh)
            if not held:
                yield chunk
                chunk = []
    if chunk:
        yield chunk


def _torn(chunk: Sequence[Slice]) -> list[list[Slice]]:
    """What is too tall for any page, cut where it must be: what may not stand alone keeps two lines before it."""
    at = len(chunk) - 1
    while at and chunk[at][0].with_previous:
        at -= 1
    if at < len(chunk) - 1 and at:
        # a line more of the same text, or the heading over its only one
        at -= chunk[at][1] > 0 or chunk[at - 1][0].entry is not None
    return [[one] for one in chunk[:at]] + [list(chunk[at:])]


def _followed(units: Iterable[Unit]) -> Iterator[tuple[Unit, Unit | None]]:
    """Each unit with the next one."""
    coming = iter(units)
    unit = next(coming, None)
    while unit is not None:
        following = next(coming, None)
        yield unit, following
        unit = following


def _space(unit: Unit, index: int) -> float:
    return unit.before if index == 0 else 0.0


def _height(unit: Unit) -> float:
    return sum(unit.slices)
