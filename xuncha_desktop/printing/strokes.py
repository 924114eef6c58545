"""The straight lines of a page, gathered so that each is drawn once."""

from collections.abc import Iterable, Iterator
from typing import Final

_TOUCHING: Final = 0.01  # points


class Strokes:
    """Straight lines of one kind on one page; one that goes on where another ended makes it longer."""

    def __init__(self) -> None:
        self._lines: list[list[float]] = []
        self._last: dict[float, list[float]] = {}  # the lowest upright line at each x
        self._flat: set[tuple[float, float, float]] = set()

    def add(self, ends: Iterable[tuple[float, float, float, float]]) -> None:
        """Lines from (x1, y1) to (x2, y2), points from the upper left corner."""
        for x1, y1, x2, y2 in ends:
            if x1 == x2:
                above = self._last.get(x1)
                if above is not None and abs(above[3] - y1) < _TOUCHING:
                    above[3] = y2
                    continue
                made = self._last[x1] = [x1, y1, x2, y2]
                self._lines.append(made)
            elif y1 != y2:
                self._lines.append([x1, y1, x2, y2])
            elif (known := (x1, round(y1, 2), x2)) not in self._flat:
                self._flat.add(known)
                self._lines.append([x1, y1, x2, y2])

    def path(self, height: float) -> Iterator[str]:
        """The operators that draw them on a page of `height` points."""
        return (f"{x1:.3f} {height - y1:.3f} m {x2:.3f} {height - y2:.3f} l" for x1, y1, x2, y2 in self._lines)
