"""Editors that choose: a code out of a list, another record, and several short texts."""

from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QComboBox, QCompleter, QPushButton, QVBoxLayout, QWidget

from ui.records.edit_base import Editor
from ui.records.names import Choice, Names
from ui.records.picker import RefPicker
from ui.records.text_guard import LineInput
from ui.theme.fonts import font
from ui.theme.icons import icon
from ui.theme.metrics import ICON_SMALL, Size, Space
from ui.widgets.flow_layout import FlowLayout
from xuncha_desktop.records.fields import LINE_LIMIT, Field

_VALUE = Qt.ItemDataRole.UserRole
_SEPARATORS = str.maketrans({"，": "、", ",": "、", "；": "、", ";": "、"})


class CodeEditor(Editor):
    """A code, found by typing any part of its words; the list shows headings where choices have groups."""

    def __init__(self, field: Field, names: Names, parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        self._names = names
        self.box = QComboBox()
        self.box.setEditable(True)
        self.box.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.box.setMaxVisibleItems(14)
        self._choices = list(names.choices(field.source or ""))
        self._list = _grouped(self._choices)
        self.box.setModel(self._list)
        self.box.setCurrentIndex(-1)
        completer = QCompleter([choice.label for choice in self._choices], self)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCompletionMode(QCompleter.CompletionMode.PopupCompletion)
        if (popup := completer.popup()) is not None:
            popup.setProperty("look", "popup")
        self.box.setCompleter(completer)
        line = self.box.lineEdit()
        assert line is not None
        self._line = line
        line.setPlaceholderText("选择或输入几个字")
        line.setAccessibleName(field.label)
        line.textChanged.connect(self._on_text)
        self.box.installEventFilter(self)
        self._kept: str | None = None  # a code of another profile: shown and kept, never lost by looking at it
        self.place(self.box)

    def value(self) -> str | None:
        """The code, None for nothing. Raises ValueError where words stand that name no code."""
        text = self._line.text().strip()
        if not text:
            return None if self.field.optional else ""
        for choice in self._choices:
            if choice.label == text:
                return choice.value
        if self._kept is not None and text == self._names.code(self.field.source or "", self._kept):
            return self._kept
        raise ValueError("请从列表中选择")

    def set_value(self, value: Any) -> None:
        """Show a stored code."""
        self._kept = value or None
        self.box.blockSignals(True)
        self._line.blockSignals(True)
        row = self.box.findData(value, _VALUE) if value else -1
        self.box.setCurrentIndex(row)
        self._line.setText(self._names.code(self.field.source or "", value) if value else "")
        self._line.setCursorPosition(0)
        self._line.blockSignals(False)
        self.box.blockSignals(False)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The wheel scrolls the form, not the choice."""
        if event.type() is QEvent.Type.Wheel:
            event.ignore()
            return True
        return super().eventFilter(watched, event)

    def _on_text(self, _: str) -> None:
        self.show_issue(None)
        self.changed.emit()


class RefEditor(Editor):
    """Another record."""

    def __init__(self, field: Field, names: Names, parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        self.picker = RefPicker(field.source or "", names)
        self.picker.addAction(icon("search"), self.picker.ActionPosition.LeadingPosition)
        self.picker.picked.connect(self.changed)
        self.place(self.picker)

    def value(self) -> str | None:
        """The id, None for nothing. Raises ValueError where words name no chosen record."""
        return self.picker.record_id or (None if self.field.optional else "")

    def set_value(self, value: Any) -> None:
        """Show a stored reference."""
        self.picker.show_record(value or None)


class LinesEditor(Editor):
    """Several short texts: 回车 or 、 ends one, its chip takes it away again."""

    wide = True

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        self._items: list[str] = []
        self.line = LineInput(max(field.limit or LINE_LIMIT, 2_000))  # a pasted list is longer than one entry
        self.line.setPlaceholderText("输入后按回车；多个可用顿号隔开")
        self.line.returnPressed.connect(self._take)
        self.line.textEdited.connect(self._on_edited)
        self.line.editingFinished.connect(self._take)
        self.line.told.connect(self.show_notice)
        self.line.committed.connect(self.changed)
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.TIGHT)
        self._chips = QWidget()
        self._flow = FlowLayout(self._chips)
        column.addWidget(self.line)
        column.addWidget(self._chips)
        self.place(self.line, holder)
        self._show()

    def value(self) -> tuple[str, ...]:
        """The texts, one not yet ended by 回车 included."""
        return (*self._items, *_parts(self.line.text()))

    def set_value(self, value: Any) -> None:
        """Show stored texts."""
        self._items = list(value or ())
        self.line.show_text("")
        self._show()

    @property
    def chips(self) -> list[QPushButton]:
        """The buttons that take an entry away."""
        return [chip for chip in self._chips.findChildren(QPushButton) if not chip.property("gone")]

    def _take(self) -> None:
        found = [part for part in dict.fromkeys(_parts(self.line.text())) if part not in self._items]
        if self.line.text():
            self.line.show_text("")
        if found:
            self._items += found
            self._show()
            self.changed.emit()

    def _on_edited(self, text: str) -> None:
        if text.translate(_SEPARATORS).endswith("、"):
            self._take()

    def _drop(self, entry: str) -> None:
        self._items.remove(entry)
        self._show()
        self.line.setFocus()
        self.changed.emit()

    def _show(self) -> None:
        for chip in self.chips:
            chip.setProperty("gone", True)
            chip.hide()
            self._flow.removeWidget(chip)
            chip.deleteLater()
        for entry in self._items:
            chip = QPushButton(icon("x", size=ICON_SMALL), entry)
            chip.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
            chip.setProperty("look", "chip")
            chip.setAccessibleName(f"去掉{entry}")
            chip.setToolTip("点击去掉")
            chip.clicked.connect(lambda _=False, entry=entry: self._drop(entry))
            self._flow.addWidget(chip)
        self._chips.setVisible(bool(self._items))


def _parts(text: str) -> list[str]:
    return [part.strip() for part in text.translate(_SEPARATORS).split("、") if part.strip()]


def _grouped(choices: list[Choice]) -> QStandardItemModel:
    """Choices under the headings of their groups; a heading cannot be chosen."""
    model = QStandardItemModel()
    group = ""
    for choice in choices:
        if choice.group and choice.group != group:
            head = QStandardItem(choice.group)
            head.setFlags(Qt.ItemFlag.NoItemFlags)
            head.setFont(font(Size.SMALL, medium=True))
            model.appendRow(head)
        group = choice.group
        item = QStandardItem(choice.label)
        item.setData(choice.value, _VALUE)
        item.setToolTip(choice.note or choice.label)
        model.appendRow(item)
    return model
