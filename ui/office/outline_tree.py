"""The tree of a feedback written from the keyboard: 回车 a new item, Tab and Shift+Tab its level, Alt+↑↓ its place."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QBrush, QColor, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QStyledItemDelegate, QTreeWidget, QTreeWidgetItem, QWidget

from ui.pages import typing_in
from ui.records.text_guard import LineInput
from ui.theme.icons import icon
from ui.theme.palette import LIGHT
from xuncha_desktop.kernel.levels import Tone
from xuncha_desktop.records.rectification import ItemLevel
from xuncha_desktop.services.feedback_versions import Numbered

ID = Qt.ItemDataRole.UserRole
WORDING = Qt.ItemDataRole.UserRole + 1
FRESH = "fresh"  # the id of a row that is not stored yet
LONGEST = 2_000
NEXT, DEEPER, HIGHER, STAY = "next", "deeper", "higher", ""
_DEPTH = {ItemLevel.ASPECT: 0, ItemLevel.PROBLEM: 1, ItemLevel.MANIFESTATION: 2}
_HINTS = ("方面", "问题", "具体表现")


class OutlineTree(QTreeWidget):
    """Only tells what a person wants; the screen does it and shows the tree anew.

    `added` carries parent, place from 1, words, and what to do next; `written` id and words; `shifted` and `moved`
    id and way; `removed` and `chosen` an id.
    """

    added = Signal(str, int, str, str)
    written = Signal(str, str, str)
    shifted = Signal(str, int)
    moved = Signal(str, int)
    removed = Signal(str)
    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("反馈条目")
        self.setHeaderHidden(True)
        self.setIndentation(22)
        self.setUniformRowHeights(True)
        self.setExpandsOnDoubleClick(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setStyleSheet("QTreeView::item { min-height: 30px; }")
        self._writer = _Writer(self)
        self.setItemDelegate(self._writer)
        self._writer.closeEditor.connect(lambda *_: QTimer.singleShot(0, self, self._drop_fresh))
        self.editable = False
        self._busy = False
        self.currentItemChanged.connect(lambda now, _: self._tell(now))
        self.itemDoubleClicked.connect(lambda item, _: self.write(item))

    def show_lines(self, lines: Sequence[Numbered]) -> None:
        """Show every item with its number; the chosen one stays chosen."""
        kept = self.current_id
        self._busy = True
        self.clear()
        rows: dict[str, QTreeWidgetItem] = {}
        for line in lines:
            above = rows.get(line.item.parent_id or "")
            rows[line.item.id] = _row(line, above if above is not None else self.invisibleRootItem())
        self.expandAll()
        self._busy = False
        self._rows = rows
        if not self.choose(kept) and rows:
            self.choose(next(iter(rows)))
        elif not rows:
            self.chosen.emit("")

    @property
    def current_id(self) -> str:
        """The chosen item; empty for none or one not stored yet."""
        item = self.currentItem()
        found = str(item.data(0, ID)) if item is not None else ""
        return "" if found == FRESH else found

    def choose(self, item_id: str) -> bool:
        """Choose an item; False if it is not there."""
        item = getattr(self, "_rows", {}).get(item_id)
        if item is not None:
            self.setCurrentItem(item)
        return item is not None

    def begin(self, *, under: bool = False) -> None:
        """Write a new item after the chosen one, or under it."""
        if not self.editable:
            return
        self._drop_fresh()
        at = self.currentItem()
        if at is None:
            above, place = self.invisibleRootItem(), self.topLevelItemCount()
        elif under and _depth(at) < 2:
            above, place = at, at.childCount()
        else:
            above = at.parent() or self.invisibleRootItem()
            place = above.indexOfChild(at) + 1
        self._put_fresh(above, place, "")

    def write(self, item: QTreeWidgetItem | None = None) -> None:
        """Write the words of an item in its place."""
        item = item or self.currentItem()
        if self.editable and item is not None:
            self.editItem(item, 0)

    def take(self, item_id: str, text: str, then: str) -> None:
        """What was written in a row, and where to go from there."""
        words = text.strip()
        if item_id == FRESH:
            self._take_fresh(words, then)
            return
        item = self._rows.get(item_id)
        if item is None:
            return
        if words and words != item.data(0, WORDING):
            self.written.emit(item_id, words, then)
        else:
            self.go_on(item_id, then)

    def go_on(self, item_id: str, then: str) -> None:
        """After an item was stored: a new one under the same parent, another level, or nothing."""
        self.choose(item_id)
        if then == NEXT:
            self.begin()
        elif then in (DEEPER, HIGHER):
            self.shifted.emit(item_id, 1 if then == DEEPER else -1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The keys of the tree itself."""
        key, alt = event.key(), bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        if not self.editable:
            super().keyPressEvent(event)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.begin(under=bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier))
        elif key == Qt.Key.Key_F2:
            self.write()
        elif alt and key in (Qt.Key.Key_Up, Qt.Key.Key_Down) and self.current_id:
            self.moved.emit(self.current_id, -1 if key == Qt.Key.Key_Up else 1)
        elif key == Qt.Key.Key_Delete and self.current_id:
            self.removed.emit(self.current_id)
        else:
            super().keyPressEvent(event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab changes the level of the chosen item; without one, or in a text that is fixed, it leaves."""
        if self.editable and self.current_id:
            self.shifted.emit(self.current_id, 1 if forward else -1)
            return True
        return super().focusNextPrevChild(forward)

    def _put_fresh(self, above: QTreeWidgetItem, place: int, text: str) -> None:
        item = QTreeWidgetItem()
        item.setData(0, ID, FRESH)
        item.setData(0, WORDING, text)
        item.setText(0, text)
        item.setFlags(item.flags() | Qt.ItemFlag.ItemIsEditable)
        self._busy = True
        above.insertChild(place, item)
        above.setExpanded(True)
        self.setCurrentItem(item)
        self._busy = False
        self.editItem(item, 0)

    def _take_fresh(self, words: str, then: str) -> None:
        item = self._fresh()
        if item is None:
            return
        above = item.parent() or self.invisibleRootItem()
        place = above.indexOfChild(item)
        if then in (DEEPER, HIGHER):
            target = self._beside(above, place, deeper=then == DEEPER)
            above.removeChild(item)
            self._put_fresh(*(target or (above, place)), words)
            return
        above.removeChild(item)
        if words:
            self.added.emit(str(above.data(0, ID) or ""), place + 1, words, then)

    def _beside(self, above: QTreeWidgetItem, place: int, *, deeper: bool) -> tuple[QTreeWidgetItem, int] | None:
        if deeper:
            before = above.child(place - 1) if place else None
            return None if before is None or _depth(before) >= 2 else (before, before.childCount())
        if above is self.invisibleRootItem():
            return None
        higher = above.parent() or self.invisibleRootItem()
        return higher, higher.indexOfChild(above) + 1

    def _fresh(self) -> QTreeWidgetItem | None:
        item = self.currentItem()
        if item is not None and item.data(0, ID) == FRESH:
            return item
        found = self.findItems("", Qt.MatchFlag.MatchContains | Qt.MatchFlag.MatchRecursive)
        return next((one for one in found if one.data(0, ID) == FRESH), None)

    def _drop_fresh(self) -> None:
        """A new row that was left without words."""
        item = self._fresh()
        if item is not None and self.state() is not QAbstractItemView.State.EditingState:
            (item.parent() or self.invisibleRootItem()).removeChild(item)

    def _tell(self, now: QTreeWidgetItem | None) -> None:
        if not self._busy and now is not None and now.data(0, ID) != FRESH:
            self.chosen.emit(str(now.data(0, ID)))


class _Writer(QStyledItemDelegate):
    """Writes an item's words in the tree; a key that ends the writing says where to go on."""

    def __init__(self, tree: OutlineTree) -> None:
        super().__init__(tree)
        self._tree = tree
        self._done = False

    def createEditor(self, parent: QWidget, _: Any, index: QModelIndex | QPersistentModelIndex) -> QWidget:
        self._done = False
        line = LineInput(LONGEST, parent)
        line.setAccessibleName("条目内容")
        depth, at = 0, index.parent()
        while at.isValid():
            depth, at = depth + 1, at.parent()
        line.setPlaceholderText(f"{_HINTS[min(depth, 2)]}：写好按回车，Tab下移一层，Shift+Tab上移一层")
        return line

    def setEditorData(self, editor: QWidget, index: QModelIndex | QPersistentModelIndex) -> None:
        assert isinstance(editor, LineInput)
        editor.show_text(str(index.data(WORDING) or ""))
        editor.end(False)

    def setModelData(self, editor: QWidget, _: Any, index: QModelIndex | QPersistentModelIndex) -> None:
        """Leaving the row keeps what stands in it."""
        if not self._done and isinstance(editor, LineInput):
            self._finish(str(index.data(ID)), editor.text(), STAY)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The keys that end the writing. While the input method is composing they are its own."""
        if not (
            isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress and isinstance(watched, LineInput)
        ):
            return super().eventFilter(watched, event)
        then = {
            Qt.Key.Key_Return: NEXT,
            Qt.Key.Key_Enter: NEXT,
            Qt.Key.Key_Tab: DEEPER,
            Qt.Key.Key_Backtab: HIGHER,
        }.get(Qt.Key(event.key()))
        if then is None or self._done:
            return super().eventFilter(watched, event)
        typing_in.commit()
        item = self._tree.currentItem()
        self._finish(str(item.data(0, ID)) if item is not None else "", watched.text(), then)
        self.closeEditor.emit(watched)
        return True

    def _finish(self, item_id: str, text: str, then: str) -> None:
        self._done = True
        QTimer.singleShot(0, self._tree, lambda: self._tree.take(item_id, text, then))


def _depth(item: QTreeWidgetItem) -> int:
    depth, at = 0, item.parent()
    while at is not None:
        depth, at = depth + 1, at.parent()
    return depth


def _row(line: Numbered, above: QTreeWidgetItem) -> QTreeWidgetItem:
    item, made = line.item, QTreeWidgetItem(above)
    said = " ".join(item.wording.split())
    made.setText(0, f"{line.number}{said}")
    made.setData(0, ID, item.id)
    made.setData(0, WORDING, said)
    made.setFlags(made.flags() | Qt.ItemFlag.ItemIsEditable)
    notes = [item.level.label]
    if item.about_principal:
        made.setIcon(0, icon("user", Tone.NOTICE))
        notes.append("涉及主要负责人本人，不在主要负责人版中")
    if item.paper_id:
        notes.append("有底稿依据")
    elif item.level is not ItemLevel.ASPECT:
        notes.append("没有底稿依据")
    if item.level is ItemLevel.MANIFESTATION:
        made.setForeground(0, QBrush(QColor(LIGHT.ink_soft)))
    made.setToolTip(0, f"{item.wording}\n{'；'.join(notes)}")
    made.setData(0, Qt.ItemDataRole.AccessibleTextRole, f"{line.number}{said}。{'；'.join(notes)}")
    return made
