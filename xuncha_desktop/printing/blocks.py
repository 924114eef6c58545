"""What papers are put together from: headings, paragraphs, form rows, ledgers, places to sign, receipts to tear off."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from xuncha_desktop.kernel.levels import Tone
from xuncha_desktop.printing.faces import Faces, Role
from xuncha_desktop.printing.flow import Unit
from xuncha_desktop.printing.lines import Line, Text, bare
from xuncha_desktop.printing.pen import MM, Pen, Style

# GB/T 9704-2012, 5.2.3: 22 lines of 28 characters fill the 版心 of 156 by 225 mm.
LINES_PER_PAGE: Final = 22
LINE: Final = (225 * MM - 16) / (LINES_PER_PAGE - 1)  # 29.61 pt from one line to the next
TRACKING: Final = 156 * MM / 28 - 16  # -0.21 pt
TIGHT: Final = (225 * MM - 16) / LINES_PER_PAGE / LINE  # one line more to a page, where a signature asks for it

TITLE: Final = Style(Role.XIAOBIAOSONG, 22, 32, align="center")  # 二号
BODY: Final = Style(Role.FANGSONG, 16, LINE, indent=2, hung=True, tracking=TRACKING)  # 三号
HEADINGS: Final = (
    replace(BODY, role=Role.HEITI),
    replace(BODY, role=Role.KAITI),
    BODY,
    BODY,
)
CELL: Final = Style(Role.FANGSONG, 12, 18)  # 小四
SMALL: Final = Style(Role.FANGSONG, 10.5, 15)  # 五号
NOTE: Final = Style(Role.FANGSONG, 9, 13, tone=Tone.MUTED)  # 小五


@dataclass(frozen=True, slots=True, kw_only=True)
class TextUnit(Unit):
    """Lines of text."""

    lines: tuple[Line, ...]
    style: Style
    width: float
    indented: frozenset[int]

    def draw(self, pen: Pen, left: float, top: float, start: int, stop: int) -> None:
        """See `Unit.draw`."""
        for number in range(start, stop):
            indent = self.style.indent_width if number in self.indented else 0.0
            pen.line(left, top, self.width, self.lines[number], self.style, indent=indent)
            top += self.slices[number]

    def after(self, stop: int) -> float:
        """See `Unit.after`."""
        return -self.style.tail


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap(Unit):
    """Empty space."""

    def draw(self, pen: Pen, left: float, top: float, start: int, stop: int) -> None:
        """Nothing is drawn."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn(Unit):
    """A piece that is never cut and draws itself; `hung` points of it are air that may hang out below a page."""

    paint: Callable[[Pen, float, float], None]
    hung: float = 0.0

    def draw(self, pen: Pen, left: float, top: float, start: int, stop: int) -> None:
        """See `Unit.draw`."""
        self.paint(pen, left, top)

    def after(self, stop: int) -> float:
        """See `Unit.after`."""
        return -self.hung


class Setter:
    """Makes units for a column of `width` millimetres.

    `tight` (at most 1) draws the body's lines together; `scale` enlarges running text, not the cells of tables.
    """

    def __init__(self, faces: Faces, width: float, *, tight: float = 1.0, scale: float = 1.0) -> None:
        self.faces = faces
        self.width = width * MM
        self._tight = tight
        self._scale = scale

    def set(self, style: Style) -> Style:
        """The style as this setting has it."""
        leading = style.leading * self._tight * self._scale
        if not style.hung:
            leading = style.leading * self._scale
        return replace(style, leading=leading, size=style.size * self._scale, tracking=style.tracking * self._scale)

    def text(self, text: Text, style: Style, *, before: float = 0.0, with_next: bool = False) -> TextUnit:
        """A text of one or more paragraphs; no single line is left behind on a page. `before` in millimetres."""
        style = self.set(style)
        lines: list[Line] = []
        indented: set[int] = set()
        for paragraph in _split(text):
            indented.add(len(lines))
            lines += style.lines(self.faces, paragraph, self.width)
        return TextUnit(
            slices=(style.leading,) * len(lines),
            glue=glue(len(lines), whole=3),
            before=before * MM,
            with_next=with_next,
            lines=tuple(lines),
            style=style,
            width=self.width,
            indented=frozenset(indented),
        )

    def title(self, text: str, *, after: float = 6.0) -> list[Unit]:
        """The paper's name, and space below it in millimetres."""
        return [self.text(text, TITLE, with_next=True), self.gap(after, with_next=True)]

    def heading(self, text: str, level: int) -> TextUnit:
        """A heading of level 1 to 4, kept with what follows."""
        return replace(self.text(text, HEADINGS[level - 1], with_next=True), entry=(text, level))

    @staticmethod
    def flush(style: Style) -> Style:
        """The style without first-line indent: for addresses."""
        return replace(style, indent=0)

    def gap(self, height: float, *, with_next: bool = False) -> Gap:
        """Space of `height` millimetres."""
        return Gap(slices=(height * MM,), with_next=with_next)


def glue(count: int, whole: int) -> tuple[bool, ...]:
    """No first or last line alone on a page; up to `whole` lines are not parted at all."""
    if count <= whole:
        return (True,) * (count - 1)
    return tuple(i == 0 or i == count - 2 for i in range(count - 1))


def kept(units: Sequence[Unit]) -> list[Unit]:
    """The units as one group that is not parted."""
    return [replace(unit, with_next=True) for unit in units[:-1]] + list(units[-1:])


def _split(text: Text) -> list[Text]:
    if isinstance(text, str):
        return list[Text](text.split("\n"))
    if "\n" in bare(text):
        raise ValueError("spans are set one paragraph at a time")
    return [text]
