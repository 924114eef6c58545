"""Drawing on a page in points from its upper left corner, and the papers that are drawn on."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from xuncha_desktop.kernel.levels import Tone
from xuncha_desktop.printing.faces import Faces, Role
from xuncha_desktop.printing.lines import Line, Text, set_lines

MM: Final = 72 / 25.4
RULE: Final = 0.35 * MM  # outer lines of a form (GB/T 9704-2012 uses the same for 版记)
HAIRLINE: Final = 0.18 * MM
BASELINE: Final = 0.86  # of the size, from the top of the character body down

# Ink never speaks alone: every toned line says the same in words.
INK: Final[dict[Tone, tuple[float, float, float]]] = {
    Tone.CALM: (0.0, 0.0, 0.0),
    Tone.DONE: (0.0, 0.0, 0.0),
    Tone.NOTICE: (0.0, 0.0, 0.0),
    Tone.ALERT: (0.72, 0.0, 0.0),
    Tone.MUTED: (0.35, 0.35, 0.35),
}


@dataclass(frozen=True, slots=True)
class Paper:
    """A sheet and its 版心, in millimetres from the upper left corner."""

    width: float
    height: float
    left: float
    top: float
    text_width: float
    text_height: float


PORTRAIT: Final = Paper(210, 297, left=28, top=37, text_width=156, text_height=225)  # GB/T 9704-2012, 5.2.1
LANDSCAPE: Final = Paper(297, 210, left=20, top=30, text_width=257, text_height=152)


@dataclass(frozen=True, slots=True)
class Style:
    """How a text is set; `size` and `leading` in points, `indent` of a first line in characters."""

    role: Role = Role.FANGSONG
    size: float = 12.0
    leading: float = 19.0
    align: str = "left"
    indent: float = 0.0
    tone: Tone = Tone.CALM

    def lines(self, faces: Faces, text: Text, width: float) -> tuple[Line, ...]:
        """The text broken to `width` points."""
        fill = self.align == "left"
        return set_lines(faces, text, self.role, self.size, width, indent=self.indent * self.size, fill=fill)


class Pen:
    """Draws on one page of a PDF canvas."""

    def __init__(self, canvas: Any, faces: Faces, page_height: float) -> None:
        self._canvas = canvas
        self._height = page_height
        self.faces = faces

    def line(self, left: float, top: float, width: float, line: Line, style: Style, *, indent: float = 0.0) -> None:
        """One set line in a box of `style.leading` height."""
        if not line.runs:
            return
        shift = {"left": indent, "center": (width - line.width) / 2, "right": width - line.width}[style.align]
        baseline = top + (style.leading - style.size) / 2 + style.size * BASELINE
        text = self._canvas.beginText(left + shift, self._height - baseline)
        text.setFillColorRGB(*INK[style.tone])
        text.setCharSpace(line.gap)
        for run in line.runs:
            text.setFont(self.faces.font_name(run.role), style.size)
            text.textOut(run.text)
        text.setCharSpace(0)
        self._canvas.drawText(text)

    def lines(self, left: float, top: float, width: float, lines: Sequence[Line], style: Style) -> None:
        """Set lines below each other, without a first-line indent."""
        for number, line in enumerate(lines):
            self.line(left, top + number * style.leading, width, line, style)

    def text(self, left: float, top: float, width: float, text: Text, style: Style) -> None:
        """A text known to be short, broken to the width."""
        self.lines(left, top, width, style.lines(self.faces, text, width), style)

    def rule(
        self, x1: float, y1: float, x2: float, y2: float, weight: float = HAIRLINE, *, dashed: bool = False
    ) -> None:
        """A straight line."""
        self._canvas.setLineWidth(weight)
        self._canvas.setStrokeColorRGB(0, 0, 0)
        self._canvas.setDash([3, 2] if dashed else [])
        self._canvas.line(x1, self._height - y1, x2, self._height - y2)

    def box(self, left: float, top: float, width: float, height: float) -> None:
        """A rectangle of hairlines."""
        right, bottom = left + width, top + height
        self.rule(left, top, right, top)
        self.rule(left, bottom, right, bottom)
        self.rule(left, top, left, bottom)
        self.rule(right, top, right, bottom)
