"""Every colour of the window, once; and what a tone looks like: ink, ground, edge and shape."""

from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtGui import QColor, QPalette

from xuncha_desktop.kernel.levels import Tone


class Shape(StrEnum):
    """The small figure beside a word: a tone is told apart without its colour."""

    RING = "ring"
    TICK = "tick"
    DIAMOND = "diamond"
    TRIANGLE = "triangle"
    DASH = "dash"


@dataclass(frozen=True, slots=True)
class Look:
    """How one tone is drawn. Ink on ground has a contrast of at least 4.5 : 1."""

    ink: str
    ground: str
    edge: str
    shape: Shape


@dataclass(frozen=True, slots=True)
class Palette:
    """The colours by what they are for."""

    page: str = "#F7F6F3"
    card: str = "#FFFFFF"
    sunk: str = "#F1EFEA"
    hover: str = "#F4F1EB"
    edge: str = "#E2DFD7"
    edge_strong: str = "#8C877C"
    ink: str = "#22211F"
    ink_soft: str = "#5C5850"
    ink_faint: str = "#716C62"
    ink_off: str = "#A39E93"
    red: str = "#9B1C1F"
    red_hover: str = "#85171A"
    red_down: str = "#6E1215"
    red_wash: str = "#F8ECEA"
    on_red: str = "#FFFFFF"
    focus: str = "#1F5FA8"
    choice: str = "#E3ECF6"
    choice_idle: str = "#ECEAE5"
    link: str = "#1F5FA8"
    thumb: str = "#C9C4B8"

    def for_qt(self) -> QPalette:
        """The same colours for what the stylesheet does not reach."""
        role, found = QPalette.ColorRole, QPalette()
        colours = {
            role.Window: self.page,
            role.WindowText: self.ink,
            role.Base: self.card,
            role.AlternateBase: self.page,
            role.Text: self.ink,
            role.Button: self.card,
            role.ButtonText: self.ink,
            role.ToolTipBase: self.ink,
            role.ToolTipText: self.card,
            role.PlaceholderText: self.ink_faint,
            role.Highlight: self.choice,
            role.HighlightedText: self.ink,
            role.Link: self.link,
            role.LinkVisited: self.link,
        }
        for name, colour in colours.items():
            found.setColor(name, QColor(colour))
        for name in (role.WindowText, role.Text, role.ButtonText):
            found.setColor(QPalette.ColorGroup.Disabled, name, QColor(self.ink_off))
        return found


LIGHT = Palette()

LOOKS: dict[Tone, Look] = {
    Tone.CALM: Look("#2B4A6B", "#EBF1F7", "#C9D8E7", Shape.RING),
    Tone.DONE: Look("#22593A", "#E9F3EC", "#C2DDCB", Shape.TICK),
    Tone.NOTICE: Look("#7A4A05", "#FBF1DD", "#EBD5A6", Shape.DIAMOND),
    Tone.ALERT: Look("#9B1C1F", "#FBEAE8", "#EBC3BF", Shape.TRIANGLE),
    Tone.MUTED: Look("#5C5850", "#F1EFEA", "#DDD9CF", Shape.DASH),
}


def look(tone: Tone) -> Look:
    """How a tone is drawn."""
    return LOOKS[tone]
