"""Search over everything this person may read: results under the box, the newest first; 回车 opens the record."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from ui.jobs import Job, Jobs, Report
from ui.theme.palette import LIGHT
from ui.widgets.search_box import SearchBox
from xuncha_desktop.kernel.clock import local_text
from xuncha_desktop.services import reading
from xuncha_desktop.services.session import Session

MOST = 50


@dataclass(frozen=True, slots=True)
class Hit:
    """A record that was found, and the line that stands for it."""

    type: str
    id: str
    text: str
    note: str


def find(words: str) -> Callable[[Session, Report], list[Hit]]:
    """Work for a job: the newest records that hold every word."""

    def work(session: Session, report: Report) -> list[Hit]:
        found: list[tuple[int, Hit]] = []
        for hit in reading.search_all(session, words, limit=MOST):
            report(len(found), 0, "")
            type_, record = hit.type, hit.record
            note = f"{type_.label}　{local_text(record.updated_at)}"
            found.append((record.updated_at, Hit(type_.name, record.id, type_.title_of(record), note)))
        found.sort(key=lambda pair: pair[0], reverse=True)
        return [hit for _, hit in found[:MOST]]

    return work


class GlobalSearch(SearchBox):
    """`opened` carries type and id of a record."""

    opened = Signal(str, str)
    broke = Signal(object)

    def __init__(self, jobs: Jobs, around: QWidget) -> None:
        super().__init__("搜索全部内容（Ctrl+K）")
        self.setAccessibleName("搜索全部内容")
        self._jobs = jobs
        self._job: Job | None = None
        self.results = QListWidget(around)
        self.results.setAccessibleName("搜索结果")
        self.results.setStyleSheet(
            f"QListWidget {{ background: {LIGHT.card}; border: 1px solid {LIGHT.edge_strong}; border-radius: 8px;"
            " padding: 6px; } QListWidget::item { padding: 6px 8px; border-radius: 6px; }"
        )
        self.results.hide()
        self.results.itemClicked.connect(self._open)
        self.results.installEventFilter(self)
        self.searched.connect(self._ask)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """↓ goes into the results; 回车 opens the first."""
        if event.key() == Qt.Key.Key_Down and self.results.isVisible():
            self.results.setFocus()
            self.results.setCurrentRow(0)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.results.isVisible() and self._current():
            self._open(self.results.item(0))
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """In the results 回车 opens and Esc goes back to the box; elsewhere they close."""
        if watched is self.results and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._open(self.results.currentItem())
                return True
            if event.key() == Qt.Key.Key_Escape or (event.key() == Qt.Key.Key_Up and self.results.currentRow() == 0):
                self.setFocus()
                if event.key() == Qt.Key.Key_Escape:
                    self.results.hide()
                return True
        if watched is self.results and event.type() == QEvent.Type.FocusOut and not self.hasFocus():
            self.results.hide()
        return super().eventFilter(watched, event)

    def show_hits(self, hits: list[Hit]) -> None:
        """Show what was found."""
        self.results.clear()
        for hit in hits:
            item = QListWidgetItem(f"{hit.text}\n{hit.note}")
            item.setData(Qt.ItemDataRole.UserRole, (hit.type, hit.id))
            self.results.addItem(item)
        if not hits:
            item = QListWidgetItem("没有找到您可以查看的记录")
            item.setFlags(Qt.ItemFlag.NoItemFlags)
            self.results.addItem(item)
        self._place()
        self.results.show()
        self.results.raise_()

    def _current(self) -> bool:
        item = self.results.item(0)
        return item is not None and bool(item.data(Qt.ItemDataRole.UserRole))

    def _ask(self, words: str) -> None:
        if self._job is not None:
            self._job.cancel()
            self._job = None
        if not words:
            self.results.hide()
            return
        job = self._jobs.start("搜索", find(words))
        job.finished.connect(self.show_hits)
        job.failed.connect(self.broke)
        job.ended.connect(lambda: self._forget(job))
        self._job = job

    def _forget(self, job: Job) -> None:
        if self._job is job:
            self._job = None

    def _open(self, item: QListWidgetItem | None) -> None:
        found = item.data(Qt.ItemDataRole.UserRole) if item is not None else None
        if not found:
            return
        self.results.hide()
        self.clear()
        self.search()
        self.opened.emit(*found)

    def _place(self) -> None:
        around = self.results.parentWidget()
        assert around is not None
        corner = self.mapTo(around, QPoint(0, self.height() + 4))
        wide = max(self.width(), 480)
        left = min(corner.x(), around.width() - wide - 16)
        lines = max(1, min(self.results.count(), 8))
        self.results.setGeometry(left, corner.y(), wide, lines * 50 + 16)
