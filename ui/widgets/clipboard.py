"""What we put on the clipboard does not stay there: it is marked as not for keeping, and emptied after 30 seconds."""

from collections.abc import Callable

from PySide6.QtCore import QMimeData, QObject, QTimer, Slot
from PySide6.QtGui import QGuiApplication

KEPT_MS = 30_000
# What Windows' clipboard history and its cloud copy look for.
_NOT_KEPT = {
    'application/x-qt-windows-mime;value="ExcludeClipboardContentFromMonitorProcessing"': b"\1",
    'application/x-qt-windows-mime;value="CanIncludeInClipboardHistory"': bytes(4),
    'application/x-qt-windows-mime;value="CanUploadToCloudClipboard"': bytes(4),
}


def copy(text: str) -> None:
    """Put text on the clipboard, marked as not for keeping."""
    QGuiApplication.clipboard().setMimeData(_marked(text))


class ClipboardWatch(QObject):
    """Empties the clipboard 30 s after anything of this window was copied, and when the window locks.

    `ours` tells whether the content is this program's; only that is ever touched.
    """

    def __init__(self, parent: QObject, ours: Callable[[], bool] | None = None) -> None:
        super().__init__(parent)
        self._marking = False
        self._board = QGuiApplication.clipboard()
        self._ours = ours or self._board.ownsClipboard
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(KEPT_MS)
        self._timer.timeout.connect(self.empty)
        self._board.dataChanged.connect(self._on_changed)

    @property
    def waiting(self) -> bool:
        """Whether something of ours lies there and will be emptied."""
        return self._timer.isActive()

    @Slot()
    def empty(self) -> None:
        """Empty it now if it is ours; called at lock too."""
        self._timer.stop()
        if self._ours():
            self._board.clear()

    @Slot()
    def _on_changed(self) -> None:
        if self._marking:
            return
        words = self._board.text() if self._ours() else ""
        if not words:
            self._timer.stop()
            return
        self._timer.start()
        formats = set(self._board.mimeData().formats())
        if not formats.issuperset(_NOT_KEPT):  # a text field's own 复制
            self._marking = True
            copy(words)
            self._marking = False


def _marked(text: str) -> QMimeData:
    made = QMimeData()
    made.setText(text)
    for name, value in _NOT_KEPT.items():
        made.setData(name, value)
    return made
