"""Measures in a list, grouped by the item they answer: light in word, colour and figure; due date and whose it is."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionButton, QStyleOptionViewItem, QWidget

from ui.theme.fonts import font
from ui.theme.metrics import Size
from ui.theme.palette import LIGHT
from ui.theme.shapes import badge_size, draw_badge
from ui.widgets import why
from xuncha_desktop.kernel.levels import Tone
from xuncha_desktop.services.due_reasons import Why

KEY = Qt.ItemDataRole.UserRole
ROW = Qt.ItemDataRole.UserRole + 1
_HEAD, _HIGH = 34, 62
_BOX = 18


@dataclass(frozen=True, slots=True)
class TaskRow:
    """One measure as it is shown. `tickable`: it may stand in a notice."""

    id: str
    number: str
    measure: str
    tone: Tone
    words: str
    due: str
    whose: str
    responsible: str
    state: str
    tickable: bool
    why: Why | None = None

    @property
    def told(self) -> str:
        """What a screen reader says."""
        return (
            f"第{self.number}项，{self.measure}，{self.words}，{self.due}{self.whose}，{self.responsible}，{self.state}"
            f"{f'。{self.why.line}' if self.why else ''}"
        )


class TaskList(QListView):
    """`chosen` carries the id of the measure; `ticked` that the ticks changed. 空格 ticks a late one."""

    chosen = Signal(str)
    ticked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("整改措施")
        self.setObjectName("tasks")
        self.setStyleSheet(
            f"QListView#tasks {{ background: {LIGHT.card}; border: 1px solid {LIGHT.edge}; border-radius: 8px; }}"
            f"QListView#tasks:focus {{ border: 2px solid {LIGHT.focus}; }}"
        )
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self._model = QStandardItemModel(self)
        self.setModel(self._model)
        self.setItemDelegate(_Drawn(self))
        self.selectionModel().currentChanged.connect(lambda now, _: self._tell(now))
        self._model.itemChanged.connect(lambda _: self.ticked.emit())
        why.attach(self, self._why)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)

    def show_groups(self, groups: Sequence[tuple[str, Sequence[TaskRow]]]) -> None:
        """Other rows under their items; ticks and the chosen row stay where they still can."""
        kept, ticks = self.current, set(self.ticks)
        self._model.blockSignals(True)
        self._model.clear()
        for title, rows in groups:
            head = QStandardItem(title)
            head.setFlags(Qt.ItemFlag.ItemIsEnabled)
            head.setToolTip(title)
            self._model.appendRow(head)
            for row in rows:
                self._model.appendRow(_item(row, row.id in ticks))
        self._model.blockSignals(False)
        self._model.layoutChanged.emit()
        self.reset()
        self.ticked.emit()
        if not self.choose(kept):
            first = next(
                (self._model.item(n) for n in range(self._model.rowCount()) if self._model.item(n).data(KEY)), None
            )
            if first is None:
                self.chosen.emit("")
            else:
                self.setCurrentIndex(first.index())

    @property
    def current(self) -> str:
        """The chosen measure."""
        return str(self.currentIndex().data(KEY) or "")

    @property
    def ticks(self) -> list[str]:
        """The ticked measures in the order they stand."""
        return [str(one.data(KEY)) for one in self._items() if one.checkState() is Qt.CheckState.Checked]

    @property
    def shown(self) -> list[TaskRow]:
        """The rows on the list."""
        return [one.data(ROW) for one in self._items()]

    def choose(self, task_id: str) -> bool:
        """Turn to a measure; False if it is not on the list."""
        found = next((one for one in self._items() if task_id and one.data(KEY) == task_id), None)
        if found is not None:
            self.setCurrentIndex(found.index())
        return found is not None

    def tick(self, task_id: str, on: bool = True) -> None:
        """Tick or untick a measure that may be ticked."""
        for one in self._items():
            if one.data(KEY) == task_id and one.isCheckable():
                one.setCheckState(Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)

    def tick_all(self) -> None:
        """Tick every late measure shown."""
        for row in self.shown:
            self.tick(row.id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """空格 ticks; the rest is the list's own."""
        item = self._model.itemFromIndex(self.currentIndex())
        if event.key() == Qt.Key.Key_Space and item is not None and item.isCheckable():
            self.tick(self.current, item.checkState() is not Qt.CheckState.Checked)
        else:
            super().keyPressEvent(event)

    def _why(self) -> Why | None:
        row = self.currentIndex().data(ROW)
        return row.why if isinstance(row, TaskRow) else None

    def _items(self) -> list[QStandardItem]:
        found = (self._model.item(number) for number in range(self._model.rowCount()))
        return [one for one in found if one.data(KEY)]

    def _tell(self, now: QModelIndex) -> None:
        if now.data(KEY):
            self.chosen.emit(str(now.data(KEY)))


class _Drawn(QStyledItemDelegate):
    """A heading, or a measure on two lines."""

    def sizeHint(self, _: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(200, _HIGH if index.data(KEY) else _HEAD)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw a row."""
        box: QRect = option.rect  # pyright: ignore[reportAttributeAccessIssue]
        painter.save()
        if not index.data(KEY):
            self._head(painter, box, str(index.data()))
        else:
            chosen = bool(option.state & QStyle.StateFlag.State_Selected)  # pyright: ignore[reportAttributeAccessIssue]
            self._measure(painter, box, index, chosen, option.widget)  # pyright: ignore[reportAttributeAccessIssue]
        painter.restore()

    def editorEvent(self, event: QEvent, model: Any, option: Any, index: QModelIndex | QPersistentModelIndex) -> bool:
        """A click on the box ticks."""
        if event.type() is QEvent.Type.MouseButtonRelease and index.data(KEY):
            item = model.itemFromIndex(index)
            if item.isCheckable() and _box(option.rect).adjusted(-8, -14, 8, 14).contains(event.position().toPoint()):  # pyright: ignore[reportAttributeAccessIssue]
                on = item.checkState() is not Qt.CheckState.Checked
                item.setCheckState(Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)
                return True
        return False

    def _head(self, painter: QPainter, box: QRect, text: str) -> None:
        painter.fillRect(box, QColor(LIGHT.sunk))
        painter.setPen(QColor(LIGHT.ink_soft))
        painter.setFont(font(Size.BODY, medium=True))
        _text(painter, box.adjusted(12, 0, -12, 0), text)

    def _measure(self, painter: QPainter, box: QRect, index: Any, chosen: bool, view: QWidget | None) -> None:
        row: TaskRow = index.data(ROW)
        if chosen:
            painter.fillRect(box, QColor(LIGHT.choice if view is not None and view.hasFocus() else LIGHT.choice_idle))
        painter.fillRect(box.left(), box.bottom(), box.width(), 1, QColor(LIGHT.edge))
        left = box.left() + 12
        if row.tickable and view is not None:
            tick = QStyleOptionButton()
            tick.rect = _box(box)  # pyright: ignore[reportAttributeAccessIssue]
            on = Qt.CheckState(index.data(Qt.ItemDataRole.CheckStateRole)) is Qt.CheckState.Checked
            tick.state = QStyle.StateFlag.State_Enabled | (  # pyright: ignore[reportAttributeAccessIssue]
                QStyle.StateFlag.State_On if on else QStyle.StateFlag.State_Off
            )
            view.style().drawPrimitive(QStyle.PrimitiveElement.PE_IndicatorCheckBox, tick, painter, view)
        left += _BOX + 10
        painter.setPen(QColor(LIGHT.ink))
        painter.setFont(font())
        upper = QRect(left, box.top() + 6, box.right() - 12 - left, 22)
        _text(painter, upper, f"{row.number}．{row.measure}")
        size = badge_size(row.words)
        draw_badge(painter, QRectF(left, box.top() + 31, size.width(), size.height()), row.tone, row.words)
        painter.setPen(QColor(LIGHT.ink_faint))
        painter.setFont(font(Size.SMALL))
        after = left + size.width() + 10
        lower = QRect(after, box.top() + 31, box.right() - 12 - after, size.height())
        _text(painter, lower, "　".join(part for part in (f"{row.due}{row.whose}", row.responsible, row.state) if part))


def _box(rect: QRect) -> QRect:
    return QRect(rect.left() + 12, rect.top() + 8, _BOX, _BOX)


def _text(painter: QPainter, box: QRect, text: str) -> None:
    cut = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, box.width())
    painter.drawText(box, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, cut)


def _item(row: TaskRow, ticked: bool) -> QStandardItem:
    item = QStandardItem(row.measure)
    item.setData(row.id, KEY)
    item.setData(row, ROW)
    reckoned = f"\n{why.hint(row.why)}" if row.why else ""
    item.setToolTip(f"{row.measure}\n{row.words}　{row.due}{row.whose}\n{row.responsible}　{row.state}{reckoned}")
    item.setData(row.told, Qt.ItemDataRole.AccessibleTextRole)
    if row.tickable:
        item.setCheckable(True)
        item.setCheckState(Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked)
    return item
