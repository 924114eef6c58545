"""A state in word, colour and figure."""

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.theme.shapes import badge_size, draw_badge
from xuncha_desktop.kernel.levels import Tone


class Badge(QWidget):
    """Shows a mark; it takes no focus and is read as its words."""

    def __init__(self, tone: Tone, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.tone, self.text = tone, text
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.show_mark(tone, text)

    def show_mark(self, tone: Tone, text: str) -> None:
        """Another state."""
        self.tone, self.text = tone, text
        self.setToolTip(text)
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Room for the word."""
        return badge_size(self.text)

    def minimumSizeHint(self) -> QSize:
        """A badge may be cut, but its figure stays."""
        return QSize(40, badge_size(self.text).height())

    def paintEvent(self, _: QPaintEvent) -> None:
        """Draw it."""
        if self.text:
            draw_badge(QPainter(self), QRectF(self.rect()), self.tone, self.text)
