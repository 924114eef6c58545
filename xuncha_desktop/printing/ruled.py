"""Text on ruled lines, and ruled lines left to write on by hand."""

from dataclasses import dataclass

from xuncha_desktop.printing.blocks import Setter, glue
from xuncha_desktop.printing.faces import Role
from xuncha_desktop.printing.flow import Unit
from xuncha_desktop.printing.lines import Line
from xuncha_desktop.printing.pen import HAIRLINE, MM, Pen, Style

PITCH = 9  # millimetres from one ruled line to the next: room for a pen
_TEXT = Style(Role.FANGSONG, 14, PITCH * MM, indent=2)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruled(Unit):
    """Lines of text, each with a rule below; a line without text is there to be written on."""

    lines: tuple[Line, ...]
    indented: frozenset[int]
    width: float

    def draw(self, pen: Pen, left: float, top: float, start: int, stop: int) -> None:
        """See `Unit.draw`."""
        for number in range(start, stop):
            if number < len(self.lines):
                indent = _TEXT.indent_width if number in self.indented else 0.0
                pen.line(left, top, self.width, self.lines[number], _TEXT, indent=indent)
            top += self.slices[number]
            pen.rule(left, top, left + self.width, top, HAIRLINE)


def ruled(setter: Setter, text: str, *, at_least: int = 0) -> Ruled:
    """The paragraphs of a text on ruled lines, with empty ones after it up to `at_least` lines."""
    lines: list[Line] = []
    indented: set[int] = set()
    for paragraph in text.split("\n") if text else ():
        indented.add(len(lines))
        lines += _TEXT.lines(setter.faces, paragraph, setter.width)
    count = max(1, len(lines), at_least)
    return Ruled(
        slices=(_TEXT.leading,) * count,
        glue=glue(count, whole=1),
        lines=tuple(lines),
        indented=frozenset(indented),
        width=setter.width,
    )


def lines_on(pages: int, height: float, first: float, last: float) -> int:
    """How many ruled lines fill so many pages of `height` points, of which head and foot take `first` and `last`."""
    pitch = PITCH * MM
    if pages <= 1:
        return max(1, int((height - first - last) / pitch))
    whole = int(height / pitch) * (pages - 2)
    return int((height - first) / pitch) + whole + int((height - last) / pitch)
