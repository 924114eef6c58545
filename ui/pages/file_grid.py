"""The grid in which files are described: name, pages, original or copy, who gave it, where the original lies."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from ui.records.edit_values import read_count
from ui.records.text_guard import LineInput
from ui.shell.frame import Frame
from xuncha_desktop.kernel.text import shown
from xuncha_desktop.records.onsite import Evidence
from xuncha_desktop.services import evidence
from xuncha_desktop.services.evidence import File

COLUMNS = (
    ("", "序", 36),
    ("name", "名称", 0),
    ("pages", "页数", 56),
    ("form", "原/复", 84),
    ("provider", "提供人", 84),
)
_NAME = 1
_SPARED = (0, 3, 4)
_NARROW = 340
_Index = QModelIndex | QPersistentModelIndex


class _Cells(QStyledItemDelegate):
    """Edits a cell in place: a line, or the list of forms."""

    def __init__(self, grid: "FileGrid") -> None:
        super().__init__(grid)
        self._grid = grid

    def createEditor(self, parent: QWidget, _: QStyleOptionViewItem, index: _Index) -> QWidget:
        name, words, _width = COLUMNS[index.column()]
        if name == "form":
            box = QComboBox(parent)
            for choice in self._grid.frame.names.choices("evidence_form"):
                box.addItem(choice.label, choice.value)
            box.setAccessibleName(words)
            box.activated.connect(lambda _: self.commitData.emit(box))
            return box
        line = LineInput(Evidence.type.field(name).limit or 6, parent)
        line.setAccessibleName(words)
        return line

    def setEditorData(self, editor: QWidget, index: _Index) -> None:
        if isinstance(editor, QComboBox):
            editor.setCurrentText(index.data() or "")
        elif isinstance(editor, LineInput):
            editor.show_text(index.data() or "")
            editor.selectAll()

    def setModelData(self, editor: QWidget, _: Any, index: _Index) -> None:
        value = editor.currentData() if isinstance(editor, QComboBox) else ""
        if isinstance(editor, LineInput):
            value = editor.text()
        self._grid.describe(index.row(), COLUMNS[index.column()][0], value)


class FileGrid(QTableWidget):
    """`chosen` carries the file of the current row, or None."""

    chosen = Signal(object)

    def __init__(self, frame: Frame) -> None:
        super().__init__(0, len(COLUMNS))
        self.frame = frame
        self.files: list[File] = []
        self._editable = False
        self.setAccessibleName("佐证材料")
        self.setHorizontalHeaderLabels([words for _, words, _ in COLUMNS])
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setItemDelegate(_Cells(self))
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.verticalHeader().setVisible(False)
        self.verticalHeader().setDefaultSectionSize(32)
        across = self.horizontalHeader()
        across.setHighlightSections(False)
        across.setMinimumSectionSize(32)
        across.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.setStyleSheet("QTableWidget::item { padding: 0 8px; } QHeaderView::section { padding: 7px 8px; }")
        for place, (_, _, width) in enumerate(COLUMNS):
            if width:
                across.resizeSection(place, width)
        across.setSectionResizeMode(_NAME, QHeaderView.ResizeMode.Stretch)
        self.currentCellChanged.connect(self._on_current)

    @property
    def chosen_id(self) -> str | None:
        """The file of the current row."""
        row = self.currentRow()
        return self.files[row].id if 0 <= row < len(self.files) else None

    @property
    def last_provider(self) -> str | None:
        """Who gave the last one: the next is usually his too."""
        return next((file.provider for file in reversed(self.files) if file.provider), None)

    def show_files(self, files: Sequence[File], *, editable: bool) -> None:
        """Other files, or the same after a change."""
        self.files, self._editable = list(files), editable
        on_key = QAbstractItemView.EditTrigger.EditKeyPressed | QAbstractItemView.EditTrigger.DoubleClicked
        self.setEditTriggers(on_key if editable else QAbstractItemView.EditTrigger.NoEditTriggers)
        self.blockSignals(True)
        self.setRowCount(len(files))
        for row, file in enumerate(files):
            said = (
                str(row + 1),
                shown(file.name),
                str(file.pages or ""),
                self.frame.names.code("evidence_form", file.form),
                shown(file.provider or ""),
            )
            for place, text in enumerate(said):
                item = QTableWidgetItem(text)
                item.setToolTip("　".join(part for part in said[1:] if part) if place == _NAME else text)
                if not place:
                    item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsEditable)
                self.setItem(row, place, item)
        self.blockSignals(False)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A narrow grid keeps name and pages; the rest is on hover."""
        super().resizeEvent(event)
        for place in _SPARED:
            self.setColumnHidden(place, event.size().width() < _NARROW)

    def choose(self, file_id: str) -> bool:
        """Make a file's row the current one; False if it is not there."""
        for row, file in enumerate(self.files):
            if file.id == file_id:
                if self.currentRow() == row:
                    self.chosen.emit(file)
                self.setCurrentCell(row, _NAME)
                return True
        return False

    def describe(self, row: int, name: str, typed: str) -> None:
        """Store what was typed into a cell."""
        file = self.files[row]
        try:
            value = read_count(typed) if name == "pages" else typed or None
        except ValueError as reason:
            self.frame.desk.refused.emit(f"页数{reason}")
            return
        if value == getattr(file, name) or (name == "name" and not value):
            return
        act = evidence.describe if isinstance(file, Evidence) else evidence.describe_restricted
        desk = self.frame.desk
        if desk.run(lambda session: act(session, file.id, file.version, **{name: value}), done=self._keep):
            self.show_files(self.files, editable=self._editable)

    def _keep(self, saved: File) -> None:
        self.files = [saved if file.id == saved.id else file for file in self.files]

    def _on_current(self, row: int, _: int, before: int, __: int) -> None:
        if row != before:
            self.chosen.emit(self.files[row] if 0 <= row < len(self.files) else None)
