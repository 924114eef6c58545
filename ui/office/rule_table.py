"""A table of sentences: rows as high as their words, a standing drawn as a badge, read with the arrows."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QTableWidget, QTableWidgetItem, QWidget

from ui.office.grid import KEY, Said, paint_nothing
from ui.records.table_model import ToneRole
from ui.records.table_view import RowDelegate
from ui.theme.fonts import font
from ui.theme.metrics import ROW, Size
from ui.theme.palette import LIGHT
from ui.widgets import clipboard
from ui.widgets.plain_table import dress

_PAD, _ABOVE, _RIM = 12, 8, 8  # beside, above and below the words; what the style takes besides


class RuleTable(QTableWidget):
    """`show_rows` takes cells as a grid does; a row without key is a heading across the table."""

    chosen = Signal(str)

    def __init__(
        self, name: str, columns: Sequence[tuple[str, int]], badges: Sequence[int] = (), parent: QWidget | None = None
    ) -> None:
        """`columns`: (head, width), 0 takes what is left. `badges`: the columns drawn as badges."""
        super().__init__(0, len(columns), parent)
        self.nothing = ""
        dress(self, name, columns, ROW)
        self.setWordWrap(True)
        self.setVerticalScrollMode(QTableWidget.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().setMinimumSectionSize(ROW)
        self.setStyleSheet(
            "QTableWidget { border: none; } QTableWidget::item { padding: 4px 12px; border-bottom: 1px solid"
            f" {LIGHT.edge}; }} QTableWidget::item:selected {{ background: {LIGHT.choice}; color: {LIGHT.ink}; }}"
        )
        self.setItemDelegate(_Wrapped(self))
        for place in badges:
            self.setItemDelegateForColumn(place, RowDelegate(self))
        self._fit = QTimer(self)
        self._fit.setSingleShot(True)
        self._fit.timeout.connect(self.resizeRowsToContents)
        self.itemSelectionChanged.connect(lambda: self.chosen.emit(self.current))

    def show_rows(self, rows: Sequence[tuple[str, Sequence[Said | str]]]) -> None:
        """Other rows; the table goes back to its top."""
        self.clearSpans()
        self.setRowCount(len(rows))
        for number, (key, cells) in enumerate(rows):
            for place, cell in enumerate(cells):
                self.setItem(number, place, self._item(key, place, Said(cell) if isinstance(cell, str) else cell))
            if not key:
                self.setSpan(number, 0, 1, self.columnCount())
        self.setCurrentCell(-1, -1)
        self.clearSelection()
        self.scrollToTop()
        self.setAccessibleDescription("" if rows else self.nothing)
        self.resizeRowsToContents()
        self._fit.start(0)  # again, once a scroll bar has taken its share of the width

    @property
    def current(self) -> str:
        """The key of the chosen row; empty for none and for a heading."""
        rows = self.selectionModel().selectedRows()
        item = self.item(rows[0].row(), 0) if rows else None
        return str(item.data(KEY)) if item is not None else ""

    def choose(self, key: str) -> bool:
        """Choose the row of a key and bring it into view; False if there is none."""
        for row in range(self.rowCount() if key else 0):
            item = self.item(row, 0)
            if item is not None and item.data(KEY) == key:
                self.selectRow(row)
                self.scrollToItem(item)
                return True
        return False

    def texts(self, column: int) -> list[str]:
        """What a column says, row by row, headings left out."""
        found = ((self.item(row, 0), self.item(row, column)) for row in range(self.rowCount()))
        return [item.text() for first, item in found if first is not None and first.data(KEY) and item is not None]

    def paintEvent(self, event: QPaintEvent) -> None:
        """The rows, or the sentence that there are none."""
        super().paintEvent(event)
        paint_nothing(self, self.nothing)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Other widths make other heights."""
        super().resizeEvent(event)
        self._fit.start(0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+C copies the row as a line of tabs."""
        if event.modifiers() == Qt.KeyboardModifier.ControlModifier and event.key() == Qt.Key.Key_C:
            self._copy()
        else:
            super().keyPressEvent(event)

    def _copy(self) -> None:
        row = self.currentRow()
        cells = (self.item(row, place) for place in range(self.columnCount()))
        clipboard.copy("\t".join(cell.text() for cell in cells if cell is not None))

    def _item(self, key: str, place: int, said: Said) -> QTableWidgetItem:
        item = QTableWidgetItem(said.text)
        item.setData(KEY, key)
        item.setData(ToneRole, said.tone)
        item.setTextAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        item.setToolTip(said.hint)
        if not key:
            item.setFlags(Qt.ItemFlag.ItemIsEnabled)
            item.setFont(font(Size.BODY, medium=True))
            item.setBackground(QColor(LIGHT.hover))
        title = self.horizontalHeaderItem(place)
        name = f"{title.text()}：" if title is not None and key else ""
        item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{name}{said.text or '空'}。{said.hint}")
        return item


class _Wrapped(QStyledItemDelegate):
    """Rows high enough for their words: the look's padding takes its share of a cell's width."""

    def __init__(self, table: QTableWidget) -> None:
        super().__init__(table)
        self._table = table

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """As high as the words are at the column's width."""
        width = self._table.columnWidth(index.column()) - 2 * _PAD - _RIM
        room = QRect(0, 0, max(width, 1), 10_000)
        words = str(index.data() or "")
        box = self._table.fontMetrics().boundingRect(room, int(Qt.TextFlag.TextWordWrap), words)
        return QSize(width, max(box.height() + 2 * _ABOVE, ROW))
