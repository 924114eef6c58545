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
                _blanks(setter, blanks),
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


def _blanks(setter: Setter, blanks: Sequence[Blank]) -> Drawn:
    rows: list[list[Blank]] = []
    for blank in blanks:
        used = sum(each.width for each in rows[-1]) if rows else 0
        if not rows or (used + blank.width) * MM > setter.width + 0.01:
            rows.append([])
        rows[-1].append(blank)

    def paint(pen: Pen, left: float, top: float) -> None:
        for number, row in enumerate(rows):
            x, y = left, top + number * _LINE + _LINE - CELL.leading
            for blank in row:
                label = CELL.lines(setter.faces, f"{blank.label}：", blank.width * MM)
                pen.lines(x, y, blank.width * MM, label, CELL)
                end = x + blank.width * MM - 4 * MM
                pen.rule(x + label[0].width, y + CELL.leading, end, y + CELL.leading, HAIRLINE)
                x += blank.width * MM

    return Drawn(slices=(len(rows) * _LINE + 2 * MM,), paint=paint)
