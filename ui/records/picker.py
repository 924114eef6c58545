"""Choosing another record by typing a few of its words."""

from PySide6.QtCore import QModelIndex, QStringListModel, Qt, QTimer, Signal
from PySide6.QtWidgets import QCompleter, QListView, QWidget

from ui.records.names import Names
from ui.records.text_guard import LineInput
from xuncha_desktop.records.fields import LINE_LIMIT

SEARCH_AFTER_MS = 150
NONE_FOUND = "没有找到"


class RefPicker(LineInput):
    """A line that holds one record: id and title. Typing searches, choosing fills in, emptying clears."""

    picked = Signal()

    def __init__(self, source: str, names: Names, parent: QWidget | None = None) -> None:
        super().__init__(LINE_LIMIT, parent)
        self._source = source
        self._names = names
        self._id: str | None = None
        self._title = ""
        self._hits: list[tuple[str, str]] = []
        self._offered = QStringListModel(self)
        self._popup = QListView()
        self._popup.setProperty("look", "popup")
        self._completer = QCompleter(self._offered, self)
        self._completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self._completer.setMaxVisibleItems(10)
        self._completer.setPopup(self._popup)
        self._completer.setWidget(self)  # not setCompleter: that would put a title in without telling which record
        self._completer.activated[QModelIndex].connect(self._on_chosen)  # pyright: ignore
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(SEARCH_AFTER_MS)
        self._wait.timeout.connect(self.search)
        self.setPlaceholderText("输入几个字查找")
        self.textEdited.connect(self._on_edited)

    @property
    def record_id(self) -> str | None:
        """The chosen record; None for nothing. Raises ValueError where words stand that name no chosen record."""
        if self.text().strip() and self.text() != self._title:
            raise ValueError("请从列出的记录中选择一条")
        return self._id if self.text().strip() else None

    def show_record(self, record_id: str | None, title: str | None = None) -> None:
        """Show a stored reference."""
        self._id = record_id
        if title is None and record_id:
            title = self._names.titles(self._source, [record_id]).get(record_id, "")
        self._title = title or ""
        self.show_text(self._title)

    def search(self) -> None:
        """Offer what holds the typed words; the newest records where nothing is typed."""
        self._wait.stop()
        words = "" if self.text() == self._title else self.text()
        self._hits = list(self._names.find(self._source, words))
        self._offered.setStringList([title for _, title in self._hits] or [NONE_FOUND])
        if self.isVisible():
            self._completer.complete()

    @property
    def offered(self) -> list[str]:
        """The titles that are offered now."""
        return self._offered.stringList()

    def choose(self, row: int) -> None:
        """Take the hit in that row of the offer."""
        if 0 <= row < len(self._hits):
            self.show_record(*self._hits[row])
            self.picked.emit()

    def keyPressEvent(self, event) -> None:
        """Down opens the offer; everything else is the line's own business."""
        if event.key() == Qt.Key.Key_Down and not self._popup.isVisible():
            self.search()
            return
        super().keyPressEvent(event)

    def _on_edited(self, _: str) -> None:
        self._wait.start()
        self.picked.emit()

    def _on_chosen(self, index: QModelIndex) -> None:
        self.choose(index.row())
