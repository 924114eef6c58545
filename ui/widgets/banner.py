"""A line across the screen: a warning in one of the tones, and the 密级 of what is shown."""

from PySide6.QtCore import QRectF, QSize, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget

from ui.theme.icons import pixmap
from ui.theme.metrics import ICON_SMALL, Space
from ui.theme.palette import LIGHT, look
from ui.theme.shapes import draw_figure
from ui.widgets.card import label
from xuncha_desktop.kernel.levels import Level, Tone


class _FigureBox(QWidget):
    def __init__(self, tone: Tone) -> None:
        super().__init__()
        self._look = look(tone)
        self.setFixedSize(QSize(14, 14))

    def paintEvent(self, _: QPaintEvent) -> None:
        draw_figure(QPainter(self), self._look.shape, QRectF(1, 1, 12, 12), self._look.ink)


class Banner(QFrame):
    """A sentence in a tone, with at most one action."""

    acted = Signal()

    def __init__(self, tone: Tone, text: str, action: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        worn = look(tone)
        self.setObjectName("banner")
        self.setStyleSheet(
            f"QFrame#banner {{ background: {worn.ground}; border: 1px solid {worn.edge}; border-radius: 8px; }}"
        )
        self._said = label(text, wrap=True)
        self._said.setStyleSheet(f"color: {worn.ink};")
        row = QHBoxLayout(self)
        row.setContentsMargins(Space.NEAR, Space.TIGHT, Space.NEAR, Space.TIGHT)
        row.setSpacing(Space.TIGHT)
        row.addWidget(_FigureBox(tone))
        row.addWidget(self._said, 1)
        self.button = QPushButton(action)
        self.button.clicked.connect(self.acted)
        row.addWidget(self.button)
        self.button.setVisible(bool(action))  # not before it has its place: it would be a window of its own
        self.setAccessibleName(text)

    @property
    def text(self) -> str:
        """What it says."""
        return self._said.text()

    def set_text(self, text: str) -> None:
        """Say something else."""
        self._said.setText(text)
        self.setAccessibleName(text)


class SecrecyBanner(QFrame):
    """The highest 密级 of what is on the screen. Red from 秘密 on, quiet below; the word is always there."""

    def __init__(self, level: Level, remark: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._mark = label("")
        self._said = label("")
        self._remark = label("")
        row = QHBoxLayout(self)
        row.setContentsMargins(Space.NORMAL, Space.HAIR, Space.NORMAL, Space.HAIR)
        row.setSpacing(Space.TIGHT)
        for part in (self._mark, self._said, self._remark):
            row.addWidget(part)
        row.addStretch(1)
        self.show_level(level, remark)

    def show_level(self, level: Level, remark: str = "") -> None:
        """Another 密级, and what is said beside it."""
        secret = level.rank >= Level.CONFIDENTIAL.rank
        self._mark.setPixmap(
            pixmap("lock" if secret else "info", LIGHT.on_red if secret else LIGHT.ink_soft, ICON_SMALL)
        )
        self._said.setText(level.label)
        self._remark.setText(remark)
        self.setProperty("look", "secrecy" if secret else "")
        for part in (self, self._said, self._remark):
            part.style().unpolish(part)
            part.style().polish(part)
        self.setAccessibleName(f"密级：{level.label}。{remark}")
