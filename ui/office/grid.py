"""A plain table of texts and badges for lists that are no ledger: rosters, previews, what a package holds."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem, QWidget

from ui.records.table_model import ToneRole
from ui.records.table_view import RowDelegate
from ui.theme.metrics import ROW
from ui.theme.palette import LIGHT
from xuncha_desktop.kernel.levels import Tone

KEY = Qt.ItemDataRole.UserRole
_LEAST = 160  # pixels of a column that takes what is left


@dataclass(frozen=True, slots=True)
class Said:
    """What a cell says; with a tone it is drawn as a badge. `hint` is shown on hover."""

    text: str
    tone: Tone | None = None
    hint: str = ""


class Grid(QTableWidget):
    """Rows are chosen whole, each with a key. 回车 or double click opens one."""

    opened = Signal(str)
    chosen = Signal(str)

    def __init__(
        self, name: str, columns: Sequence[tuple[str, int]], nothing: str = "", parent: QWidget | None = None
    ) -> None:
        """`columns` are (title, width); width 0 takes what is left. `nothing` stands where there are no rows."""
        super().__init__(0, len(columns), parent)
        self.nothing = nothing
        self.setAccessibleName(name)
        self.setHorizontalHeaderLabels([title for title, _ in columns])
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setItemDelegate(RowDelegate(self))
        down, across = self.verticalHeader(), self.horizontalHeader()
        down.setVisible(False)
        down.setDefaultSectionSize(ROW)
        across.setHighlightSections(False)
        across.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self._wide = [place for place, (_, width) in enumerate(columns) if not width]
        for place, (_, width) in enumerate(columns):
            self.setColumnWidth(place, width or _LEAST)
        self._stretch()
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.doubleClicked.connect(lambda index: self.opened.emit(self.key(index.row())))
        self.itemSelectionChanged.connect(lambda: self.chosen.emit(self.current))

    def show_rows(self, rows: Sequence[tuple[str, Sequence[Said | str]]]) -> None:
        """Other rows; the chosen one stays chosen if it is still there."""
        kept = self.current
        self.blockSignals(True)
        self.setRowCount(len(rows))
        for number, (key, cells) in enumerate(rows):
            for place, cell in enumerate(cells):
                said = Said(cell) if isinstance(cell, str) else cell
                item = QTableWidgetItem(said.text)
                item.setData(KEY, key)
                item.setData(ToneRole, said.tone)
                item.setTextAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
                item.setToolTip(said.hint or said.text)
                title = self.horizontalHeaderItem(place)
                name = title.text() if title is not None else ""
                item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{name}：{said.text or '空'}")
                self.setItem(number, place, item)
        self.clearSelection()
        self.setAccessibleDescription("" if rows else self.nothing)
        self.blockSignals(False)
        if not self.choose(kept):
            self.setCurrentCell(-1, -1)
            if kept:
                self.chosen.emit("")

    def key(self, row: int) -> str:
        """The key of a row."""
        item = self.item(row, 0)
        return str(item.data(KEY)) if item is not None else ""

    @property
    def current(self) -> str:
        """The key of the chosen row; empty for none."""
        rows = self.selectionModel().selectedRows()
        return self.key(rows[0].row()) if rows else ""

    def choose(self, key: str) -> bool:
        """Choose the row of that key; False if there is none."""
        for row in range(self.rowCount() if key else 0):
            if self.key(row) == key:
                self.selectRow(row)
                return True
        return False

    def texts(self, column: int) -> list[str]:
        """What a column says, row by row."""
        return [item.text() for row in range(self.rowCount()) if (item := self.item(row, column)) is not None]

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The wide columns take what is left."""
        super().resizeEvent(event)
        self._stretch()

    def _stretch(self) -> None:
        """Where little is left the wide columns keep a width in which words can be read, and the rows scroll."""
        rest = sum(self.columnWidth(place) for place in range(self.columnCount()) if place not in self._wide)
        stretch = self.viewport().width() - rest >= _LEAST * len(self._wide)
        mode = QHeaderView.ResizeMode.Stretch if stretch else QHeaderView.ResizeMode.Interactive
        for place in self._wide:
            if self.horizontalHeader().sectionResizeMode(place) is not mode:
                self.horizontalHeader().setSectionResizeMode(place, mode)
                if not stretch:
                    self.setColumnWidth(place, _LEAST)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The rows, or the sentence that there are none."""
        super().paintEvent(event)
        paint_nothing(self, self.nothing)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """回车 opens."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.current:
            self.opened.emit(self.current)
        else:
            super().keyPressEvent(event)


def paint_nothing(table: QTableWidget, sentence: str) -> None:
    """Say in a table without rows why there are none; part of its `paintEvent`."""
    if sentence and not table.rowCount():
        painter = QPainter(table.viewport())
        painter.setPen(QColor(LIGHT.ink_soft))
        box = table.viewport().rect().adjusted(12, 12, -12, -12)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, sentence)
        painter.end()
