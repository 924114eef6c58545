"""The strip at the foot of a letter that the receiver signs, tears off and sends back."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from xuncha_desktop.printing.blocks import CELL, NOTE, Drawn, Setter, kept
from xuncha_desktop.printing.faces import Role
from xuncha_desktop.printing.flow import Unit
from xuncha_desktop.printing.pen import HAIRLINE, MM, Pen, Style

_TITLE: Final = Style(Role.HEITI, 14, 22, align="center")
_CUT: Final = replace(NOTE, align="center")
_LINE: Final = 9 * MM  # height of a line to write on
_AIR: Final = 3 * MM  # above a label larger than that line
_TO_WRITE: Final = 24 * MM  # left at least beside a label, if that is not most of the blank


@dataclass(frozen=True, slots=True)
class Blank:
    """A label with a line to write on, `width` whole millimetres together."""

    label: str
    width: int


def receipt(setter: Setter, title: str, number: str, text: str, blanks: Sequence[Blank]) -> list[Unit]:
    """The strip as one piece that is never parted, nor left to a page without the letter it belongs to."""
    return [
        *kept(
            [
                replace(_cut(setter), before=5 * MM, with_previous=True),
                setter.text(title, _TITLE),
                *([setter.text(f"编号：{number}", replace(CELL, align="center"))] if number else []),
                setter.text(text, replace(CELL, indent=2)),
                handwritten(setter, blanks),
            ]
        )
    ]


def _cut(setter: Setter) -> Drawn:
    def paint(pen: Pen, left: float, top: float) -> None:
        middle = top + NOTE.leading / 2
        word = 28 * MM
        half = (setter.width - word) / 2
        pen.rule(left, middle, left + half, middle, dashed=True)
        pen.rule(left + half + word, middle, left + setter.width, middle, dashed=True)
        pen.text(left + half, top, word, "沿 此 线 撕 下", _CUT)

    return Drawn(slices=(NOTE.leading + 1 * MM,), paint=paint)


def handwritten(setter: Setter, blanks: Sequence[Blank], style: Style = CELL) -> Drawn:
    """Labels with lines to write on, as many to a row as fit; one piece that is never parted."""
    rows: list[list[Blank]] = []
    for blank in blanks:
        used = sum(each.width for each in rows[-1]) if rows else 0
        if not rows or (used + blank.width) * MM > setter.width + 0.01:
            rows.append([])
        rows[-1].append(blank)

    set_rows = [[_Written(setter, blank, style) for blank in row] for row in rows]
    heights = [max(blank.height for blank in row) for row in set_rows]

    def paint(pen: Pen, left: float, top: float) -> None:
        for row, height in zip(set_rows, heights, strict=True):
            x, top = left, top + height
            for blank in row:
                blank.paint(pen, x, top)
                x += blank.width

    return Drawn(slices=(sum(heights) + 2 * MM,), paint=paint)


class _Written:
    """A label, in as many lines as leave room to write beside the last one, and the line to write on."""

    def __init__(self, setter: Setter, blank: Blank, style: Style) -> None:
        self.width = blank.width * MM
        self._style = style
        self._lines = style.lines(setter.faces, f"{blank.label}：", max(self.width - _TO_WRITE, self.width / 2))
        self.height = max(_LINE, len(self._lines) * style.leading + _AIR)

    def paint(self, pen: Pen, left: float, bottom: float) -> None:
        """With the line to write on at `bottom`."""
        pen.lines(left, bottom - len(self._lines) * self._style.leading, self.width, self._lines, self._style)
        pen.rule(left + self._lines[-1].full_width, bottom, left + self.width - 4 * MM, bottom, HAIRLINE)
