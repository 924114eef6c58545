"""A word at the lower edge that goes away by itself, with one chance to take back what was done."""

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget

from ui.theme.metrics import Space
from ui.theme.palette import LIGHT
from ui.widgets.card import label

SHOWN_MS = 6_000


class Toast(QFrame):
    """It never takes the focus; a new one takes the old one's place."""

    undone = Signal()
    gone = Signal()

    def __init__(self, parent: QWidget, text: str, action: str = "") -> None:
        super().__init__(parent)
        self._around = parent
        for old in parent.findChildren(Toast):
            if old is not self:
                old.leave()
        self.setObjectName("toast")
        self.setStyleSheet(
            f"QFrame#toast {{ background: {LIGHT.ink}; border-radius: 8px; }} QLabel {{ color: {LIGHT.card}; }}"
            f"QPushButton {{ color: {LIGHT.card}; background: transparent; border: 1px solid {LIGHT.ink_off};"
            f" padding: 0 11px; min-height: 26px; }} QPushButton:focus {{ border: 2px solid {LIGHT.card}; }}"
        )
        row = QHBoxLayout(self)
        row.setContentsMargins(Space.NORMAL, Space.TIGHT, Space.TIGHT if action else Space.NORMAL, Space.TIGHT)
        row.setSpacing(Space.NORMAL)
        row.addWidget(label(text))
        self.button = QPushButton(action)
        self.button.clicked.connect(self._undo)
        row.addWidget(self.button)
        self.button.setVisible(bool(action))  # not before it has its place: it would be a window of its own
        self.setAccessibleName(text)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(SHOWN_MS)
        self._timer.timeout.connect(self.leave)
        parent.installEventFilter(self)
        self._place()
        self.show()
        self.raise_()
        self._timer.start()

    def leave(self) -> None:
        """Go now."""
        if self._timer.isActive() or self.isVisible():
            self._timer.stop()
            self.hide()
            self.gone.emit()
            self.deleteLater()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay in place when the window changes its size; wait while the mouse is on it."""
        if event.type() is QEvent.Type.Resize:
            self._place()
        return super().eventFilter(watched, event)

    def enterEvent(self, event) -> None:
        """Time stands still under the mouse."""
        self._timer.stop()
        super().enterEvent(event)

    def leaveEvent(self, event) -> None:
        """Time goes on."""
        self._timer.start()
        super().leaveEvent(event)

    def _undo(self) -> None:
        self.undone.emit()
        self.leave()

    def _place(self) -> None:
        self.adjustSize()
        around = self._around.rect()
        self.move((around.width() - self.width()) // 2, around.height() - self.height() - Space.WIDE)
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
