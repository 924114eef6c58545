"""A field for a password: shown or hidden, capped, with a hint about 大写锁定."""

from PySide6.QtCore import QMimeData, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from ui.theme.icons import icon

LIMIT = 1024
"""Characters; the same cap the key derivation has."""

CAPS = "大写锁定可能已打开"
TOO_LONG = f"粘贴的内容过长，口令不能超过{LIMIT}个字符"


class PasswordEdit(QLineEdit):
    """`told` carries a hint, or nothing when it is no longer true."""

    told = Signal(str)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self.setMaxLength(2 * LIMIT)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.eye = QAction(icon("eye"), "显示口令", self)
        self.eye.setCheckable(True)
        self.eye.toggled.connect(self._show)
        self.addAction(self.eye, QLineEdit.ActionPosition.TrailingPosition)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A letter whose case contradicts the shift key betrays 大写锁定; Qt tells it no other way."""
        if event.matches(QKeySequence.StandardKey.Paste):
            self._paste(QApplication.clipboard().mimeData())
            return
        text = event.text()
        if len(text) == 1 and text.isascii() and text.isalpha():
            shifted = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self.told.emit(CAPS if text.isupper() != shifted else "")
        super().keyPressEvent(event)

    def forget(self) -> None:
        """Empty it, its undo history too."""
        self.setText("")
        self.eye.setChecked(False)

    def _paste(self, held: QMimeData) -> None:
        text = held.text() if held.hasText() else ""
        if len(text) > LIMIT:
            self.told.emit(TOO_LONG)
            return
        self.told.emit("")
        self.insert(text.strip("\r\n"))

    def _show(self, on: bool) -> None:
        self.setEchoMode(QLineEdit.EchoMode.Normal if on else QLineEdit.EchoMode.Password)
        self.eye.setIcon(icon("eye-off" if on else "eye"))
        self.eye.setText("隐藏口令" if on else "显示口令")
