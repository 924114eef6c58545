"""How a ledger's table is drawn and steered: rows, badges, keys."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QKeySequence, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from ui.records.table_model import ToneRole
from ui.theme.metrics import ROW
from ui.theme.palette import LIGHT
from ui.theme.shapes import badge_size, draw_badge
from xuncha_desktop.records.fields import Field, Kind

_PAD = 12
WIDTHS = {
    Kind.LINE: 176,
    Kind.TEXT: 320,
    Kind.BLOCKS: 320,
    Kind.COUNT: 96,
    Kind.MONEY: 144,
    Kind.DAY: 112,
    Kind.MOMENT: 152,
    Kind.FLAG: 104,
    Kind.CODE: 144,
    Kind.REF: 160,
    Kind.CODES: 160,
    Kind.LINES: 160,
    Kind.STATE: 128,
    Kind.SEALED: 136,
    Kind.JSON: 96,
}
_TITLE_WIDTH = 280
_NUMBER_WIDTH = 192  # 临巡二〔2019〕底001号
_BADGE_WIDTH = 228  # ✓ 2019-10-10 已完成（逾期14天）
_LEAST_WIDTH = 112


def width_of(field: Field, *, title: bool, badge: bool = False) -> int:
    """A column's width until the person chose another; `badge` where it says more than what is stored."""
    if badge:
        return _BADGE_WIDTH
    if field.name == "number":
        return _NUMBER_WIDTH
    return _TITLE_WIDTH if title else WIDTHS[field.kind]


def fitted(widths: Sequence[int], room: int) -> list[int]:
    """The widths made to fit: the widest give first. Where even narrow columns do not fit, the table scrolls."""
    cap = max(widths, default=0)
    while cap > _LEAST_WIDTH and sum(min(width, cap) for width in widths) > room:
        cap -= 4
    return [min(width, cap) for width in widths]


class RowDelegate(QStyledItemDelegate):
    """Quiet rows with a hair line between them; states as badges."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw a cell."""
        box = option.rect  # pyright: ignore[reportAttributeAccessIssue]
        state = option.state  # pyright: ignore[reportAttributeAccessIssue]
        view = option.widget  # pyright: ignore[reportAttributeAccessIssue]
        painter.save()
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(box, QColor(LIGHT.choice if view is not None and view.hasFocus() else LIGHT.choice_idle))
        painter.fillRect(box.left(), box.bottom(), box.width(), 1, QColor(LIGHT.edge))
        text, tone = index.data(), index.data(ToneRole)
        if tone is not None and text:
            size = badge_size(text)
            wide = min(size.width(), box.width() - 2 * _PAD + 8)
            top = box.top() + (box.height() - size.height()) / 2
            draw_badge(painter, QRectF(box.left() + _PAD - 4, top, wide, size.height()), tone, text)
        elif text:
            room = box.adjusted(_PAD, 0, -_PAD, 0)
            painter.setPen(QColor(LIGHT.ink))
            painter.setFont(option.font)  # pyright: ignore[reportAttributeAccessIssue]
            shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, room.width())
            painter.drawText(room, int(index.data(Qt.ItemDataRole.TextAlignmentRole)), shown)
        painter.restore()


class LedgerTable(QTableView):
    """Whole rows are chosen; 回车 opens, Tab leaves."""

    entered_row = Signal(int)
    copy_wanted = Signal()
    focus_changed = Signal(bool)
    resized = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setSortingEnabled(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setItemDelegate(RowDelegate(self))
        down = self.verticalHeader()
        down.setVisible(False)
        down.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        down.setMinimumSectionSize(ROW)
        down.setDefaultSectionSize(ROW)
        across = self.horizontalHeader()
        across.setHighlightSections(False)
        across.setSectionsClickable(True)
        across.setSortIndicatorShown(True)
        across.setSortIndicatorClearable(True)
        across.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        across.setStretchLastSection(True)
        across.setMinimumSectionSize(64)
        self.doubleClicked.connect(lambda index: self.entered_row.emit(index.row()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """回车 opens, Ctrl+C copies, Home and End go to the ends."""
        row = self.currentIndex().row()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and row >= 0:
            self.entered_row.emit(row)
        elif event.matches(QKeySequence.StandardKey.Copy):
            self.copy_wanted.emit()
        elif event.key() in (Qt.Key.Key_Home, Qt.Key.Key_End) and not event.modifiers():
            self._jump(last=event.key() == Qt.Key.Key_End)
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Tell how much room there is now."""
        super().resizeEvent(event)
        self.resized.emit()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The first row is chosen where none was."""
        super().focusInEvent(event)
        model = self.model()
        if not self.currentIndex().isValid() and model is not None and model.rowCount():
            self.selectRow(0)
        self.focus_changed.emit(True)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """The ring goes."""
        super().focusOutEvent(event)
        self.focus_changed.emit(False)

    def _jump(self, *, last: bool) -> None:
        model = self.model()
        if model is not None and model.rowCount():
            row = model.rowCount() - 1 if last else 0
            self.setCurrentIndex(model.index(row, max(self.currentIndex().column(), 0)))
