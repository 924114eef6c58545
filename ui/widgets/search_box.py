"""The box to search in: it waits for a pause in typing, and Esc empties it."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from ui.theme.icons import icon

SEARCH_AFTER_MS = 250
MAX_LENGTH = 200


class SearchBox(QLineEdit):
    """`searched` tells the words after a pause, at 回车 at once, and only when they changed."""

    searched = Signal(str)

    def __init__(self, hint: str = "搜索", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setPlaceholderText(hint)
        self.setAccessibleName(hint)
        self.setMaxLength(MAX_LENGTH)
        self.setClearButtonEnabled(True)
        self.addAction(icon("search"), QLineEdit.ActionPosition.LeadingPosition)
        self._told = ""
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(SEARCH_AFTER_MS)
        self._wait.timeout.connect(self.search)
        self.textChanged.connect(lambda: self._wait.start())
        self.returnPressed.connect(self.search)

    def search(self) -> None:
        """Tell the words now."""
        self._wait.stop()
        words = " ".join(self.text().split())
        if words != self._told:
            self._told = words
            self.searched.emit(words)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc empties; where nothing stands it is for whoever is around."""
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
            self.search()
            return
        super().keyPressEvent(event)
