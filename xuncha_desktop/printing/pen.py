"""Drawing on a page in points from its upper left corner, and the papers that are drawn on."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from xuncha_desktop.kernel.levels import Tone
from xuncha_desktop.printing.embedding import Codes
from xuncha_desktop.printing.faces import Faces, Role
from xuncha_desktop.printing.lines import Line, Text, set_lines
from xuncha_desktop.printing.marks import Sheet
from xuncha_desktop.printing.strokes import Strokes

MM: Final = 72 / 25.4
RULE: Final = 0.35 * MM  # outer lines of a form (GB/T 9704-2012 uses the same for 版记)
HAIRLINE: Final = 0.18 * MM
BASELINE: Final = 0.86  # of the size, from the top of the character body down

Colour = tuple[float, float, float]
BLACK: Final[Colour] = (0.0, 0.0, 0.0)
RED: Final[Colour] = (1.0, 0.0, 0.0)  # of 发文机关标志 and its line

# Ink never speaks alone: every toned line says the same in words.
INK: Final[dict[Tone, Colour]] = {
    Tone.CALM: BLACK,
    Tone.DONE: BLACK,
    Tone.NOTICE: BLACK,
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
    scale: float = 1.0  # of the running text, for a sheet that is read from afar

    @property
    def bottom(self) -> float:
        """The lower edge of the 版心."""
        return self.top + self.text_height


PORTRAIT: Final = Paper(210, 297, left=28, top=37, text_width=156, text_height=225)  # GB/T 9704-2012, 5.2.1
POSTER: Final = Paper(297, 420, left=39.6, top=52.3, text_width=220.6, text_height=318.3, scale=2**0.5)  # A3
LANDSCAPE: Final = Paper(297, 210, left=20, top=30, text_width=257, text_height=152)


@dataclass(frozen=True, slots=True)
class Style:
    """How a text is set; `size` and `leading` in points, `indent` of a first line in characters.

    `hung`: the space between lines is all below each line, so that the first line of a page touches the upper and
    the last one the lower edge of the 版心. `tracking` in points is added to every character.
    """

    role: Role = Role.FANGSONG
    size: float = 12.0
    leading: float = 19.0
    align: str = "left"
    indent: float = 0.0
    tone: Tone = Tone.CALM
    hung: bool = False
    tracking: float = 0.0
    red: bool = False
    squeeze: float = 1.0  # of the width of the characters, for very long marks

    @property
    def indent_width(self) -> float:
        """The first line's indent in points."""
        return self.indent * (self.size + self.tracking)

    @property
    def head_room(self) -> float:
        """From the upper edge of a line to that of its character bodies, in points."""
        return 0.0 if self.hung else (self.leading - self.size) / 2

    @property
    def tail(self) -> float:
        """What may hang out below the page under a last line, in points."""
        return self.leading - self.size if self.hung else 0.0

    def lines(self, faces: Faces, text: Text, width: float) -> tuple[Line, ...]:
        """The text broken to `width` points."""
        fill, indent = self.align == "left", self.indent_width
        return set_lines(faces, text, self.role, self.size, width, indent=indent, fill=fill, tracking=self.tracking)


_FREE: Final = {"left": 0.0, "center": 0.5, "right": 1.0}  # of what a line leaves empty, the share before it

Kind = tuple[float, bool, Colour]
"""Of a line: its weight, whether it is dashed, its colour."""


class Pen:
    """Draws the content of pages, one after the other, with the same faces.

    All text of a page is one text object, all lines of a kind are one path: what is equal is said once.
    """

    def __init__(self, faces: Faces) -> None:
        self._height = 0.0
        self.faces = faces
        self._sheet: Sheet | None = None
        self.opens = False  # what is drawn now begins its page, but for repeated heads
        self.closes = False  # … or ends it
        self._codes: dict[Role, Codes] = {}
        self._drawn: list[str] = []  # of this page
        self._shown: list[str] = []  # … and its text
        self._dress: tuple[Colour, float, float] | None = None  # colour, gap and squeeze the text is in
        self._font: tuple[Role, float] | None = None
        self._rules: dict[Kind, Strokes] = {}

    @property
    def sheet(self) -> Sheet:
        """Which page of which copy is drawn. What all copies have in common is drawn once and knows of none."""
        if self._sheet is None:
            raise RuntimeError("a unit that shows what tells copies apart is drawn for each: each_copy")
        return self._sheet

    @property
    def codes(self) -> Mapping[Role, Codes]:
        """The faces used, each with its characters."""
        return self._codes

    def begin(self, paper: Paper, sheet: Sheet | None = None) -> None:
        """Begin a page, or a part of one; whoever draws ends it with `end`."""
        self._height = paper.height * MM
        self._sheet = sheet

    def end(self) -> bytes:
        """What has been drawn, for a content stream."""
        said = self._drawn
        if self._shown:
            said.append(f"BT {' '.join(self._shown)} ET")
        for (weight, dashed, colour), strokes in self._rules.items():
            red, green, blue = colour
            dash = "[3 2] 0 d" if dashed else "[] 0 d"
            path = " ".join(strokes.path(self._height))
            said.append(f"{weight:.4f} w {red:g} {green:g} {blue:g} RG {dash} {path} S")
        self._drawn, self._shown, self._rules = [], [], {}
        self._dress = self._font = None
        return "\n".join(said).encode("ascii")

    def mark(self) -> dict[Role, int]:
        """How many characters of each face are used by now."""
        return {role: len(codes) for role, codes in self._codes.items()}

    def take_back(self, mark: Mapping[Role, int]) -> None:
        """Forget the characters used since, and what has been drawn of a page."""
        self.end()
        self._codes = {role: codes for role, codes in self._codes.items() if role in mark}
        for role, codes in self._codes.items():
            codes.forget(mark[role])

    def line(self, left: float, top: float, width: float, line: Line, style: Style, *, indent: float = 0.0) -> None:
        """One set line in a box of `style.leading` height."""
        if not line.runs:
            return
        left += indent
        if free := _FREE[style.align]:
            left += free * (width - line.full_width * style.squeeze)
        baseline = self._height - (top + style.head_room + style.size * BASELINE)
        dress = (RED if style.red else INK[style.tone], line.gap, style.squeeze)
        if dress != self._dress:
            (red, green, blue), gap, squeeze = self._dress = dress
            self._shown.append(f"{red:g} {green:g} {blue:g} rg {gap:.4f} Tc {squeeze * 100:g} Tz")
        self._shown.append(f"1 0 0 1 {left:.3f} {baseline:.3f} Tm")
        for run in line.runs:
            codes = self._codes_of(run.role)
            if self._font != (run.role, style.size):
                self._font = (run.role, style.size)
                self._shown.append(f"/{codes.name} {style.size:g} Tf")
            shown = "".join(map(codes.__getitem__, run.text))
            kern = -run.kern / style.size * 1000
            self._shown.append(f"[<{shown}> {kern:.2f}] TJ" if run.kern else f"<{shown}> Tj")

    def lines(self, left: float, top: float, width: float, lines: Sequence[Line], style: Style) -> None:
        """Set lines below each other, without a first-line indent."""
        for number, line in enumerate(lines):
            self.line(left, top + number * style.leading, width, line, style)

    def text(self, left: float, top: float, width: float, text: Text, style: Style) -> None:
        """A text known to be short, broken to the width."""
        self.lines(left, top, width, style.lines(self.faces, text, width), style)

    def rule(
        self,
        x1: float,
        y1: float,
        x2: float,
        y2: float,
        weight: float = HAIRLINE,
        *,
        dashed: bool = False,
        colour: Colour = BLACK,
    ) -> None:
        """A straight line."""
        self.rules([(x1, y1, x2, y2)], weight, dashed=dashed, colour=colour)

    def rules(
        self,
        ends: Iterable[tuple[float, float, float, float]],
        weight: float = HAIRLINE,
        *,
        dashed: bool = False,
        colour: Colour = BLACK,
    ) -> None:
        """Straight lines of one kind, each (x1, y1, x2, y2)."""
        kind = (weight, dashed, colour)
        if kind not in self._rules:
            self._rules[kind] = Strokes()
        self._rules[kind].add(ends)

    def box(self, left: float, top: float, width: float, height: float) -> None:
        """A rectangle of hairlines."""
        right, bottom = left + width, top + height
        self.rules(
            [
                (left, top, right, top),
                (left, bottom, right, bottom),
                (left, top, left, bottom),
                (right, top, right, bottom),
            ]
        )

    def squares(self, left: float, top: float, side: float, places: tuple[tuple[int, int], ...]) -> None:
        """Filled squares of `side` points at (column, row): the modules of a code."""
        upper, size = self._height - top, f"{side:.3f} {side:.3f} re"
        drawn = [f"{left + x * side:.3f} {upper - (y + 1) * side:.3f} {size}" for x, y in places]
        self._drawn.append(f"0 0 0 rg {' '.join(drawn)} f")

    def _codes_of(self, role: Role) -> Codes:
        if role not in self._codes:
            self._codes[role] = Codes(f"F{len(self._codes) + 1}")
        return self._codes[role]
