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


@dataclass(frozen=True, slots=True)
class Blank:
    """A label with a line to write on, `width` whole millimetres together."""

    label: str
    width: int


def receipt(setter: Setter, title: str, number: str, text: str, blanks: Sequence[Blank]) -> list[Unit]:
    """The strip as one piece that is never parted."""
    return [
        *kept(
            [
                replace(_cut(setter), before=5 * MM),
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

    pitch = max(_LINE, style.leading + _AIR)

    def paint(pen: Pen, left: float, top: float) -> None:
        for number, row in enumerate(rows):
            x, y = left, top + (number + 1) * pitch - style.leading
            for blank in row:
                label = style.lines(setter.faces, f"{blank.label}：", blank.width * MM)
                pen.lines(x, y, blank.width * MM, label, style)
                end = x + blank.width * MM - 4 * MM
                pen.rule(x + label[0].width, y + style.leading, end, y + style.leading, HAIRLINE)
                x += blank.width * MM

    return Drawn(slices=(len(rows) * pitch + 2 * MM,), paint=paint)
