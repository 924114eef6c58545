"""A form made from a record type's declaration."""

from collections.abc import Collection, Mapping
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from ui.records.edit_base import Editor
from ui.records.editors import editor
from ui.records.names import Names
from ui.theme.metrics import TWO_COLUMNS_FROM, Space
from ui.theme.palette import LIGHT
from ui.widgets.banner import Banner
from xuncha_desktop.kernel.errors import Invalid
from xuncha_desktop.kernel.levels import Tone
from xuncha_desktop.records.fields import Field
from xuncha_desktop.records.registry import Record, RecordType
from xuncha_desktop.services.cells import answerable

AUTOSAVE_AFTER_MS = 800


class RecordForm(QWidget):
    """The typed fields of a record type the regime has an answer to: labels above, two columns where there is room.

    `changed` tells every touch, `edited` a pause in typing: a screen saves then.
    """

    changed = Signal()
    edited = Signal()

    def __init__(
        self,
        type_: RecordType[Any],
        names: Names,
        parent: QWidget | None = None,
        *,
        without: Collection[str] = (),
        only: Collection[str] | None = None,
    ) -> None:
        super().__init__(parent)
        self.type = type_
        self.editors: dict[str, Editor] = {}
        self._touched: set[str] = set()
        self._cells: list[_Cell] = []
        self._columns = 0
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(AUTOSAVE_AFTER_MS)
        self._pause.timeout.connect(self.edited)
        self._whole = Banner(Tone.ALERT, "")
        self._whole.hide()
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(Space.WIDE)
        self._grid.setVerticalSpacing(Space.NORMAL)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.NORMAL)
        column.addWidget(self._whole)
        column.addLayout(self._grid)
        column.addStretch(1)
        for field in type_.fields:
            if field.typed and field.name not in without and (only is None or field.name in only):
                self._add(field, names)
        self._arrange(1)

    def values(self) -> dict[str, Any]:
        """What stands in the form, by field name; a sealed field only where something was typed.

        Raises `Invalid` where an input cannot be read.
        """
        found: dict[str, Any] = {}
        issues: dict[str, str] = {}
        for name, edit in self.editors.items():
            if edit.untouched():
                continue
            try:
                found[name] = edit.value()
            except ValueError as reason:
                issues[name] = str(reason)
        if issues:
            raise Invalid(issues)
        return found

    def touched_values(self) -> dict[str, Any]:
        """Only what the person touched since the form was filled. Raises `Invalid`."""
        return {name: value for name, value in self.values().items() if name in self._touched}

    def fill(self, record: Record) -> None:
        """Show a record; nothing is dirty any more."""
        self.fill_values({name: getattr(record, name) for name in self.editors})

    def fill_values(self, values: Mapping[str, Any]) -> None:
        """Show values; fields without one are left as they are."""
        for name, value in values.items():
            if name in self.editors:
                self.editors[name].set_value(value)
        self.show_issues(None)
        self._forget()

    def put_back(self, values: Mapping[str, Any]) -> None:
        """Show values that were typed earlier and never stored: they are dirty again."""
        for name, value in values.items():
            if name in self.editors:
                self.editors[name].set_value(value)
                self._on_changed(name)

    @property
    def touched(self) -> frozenset[str]:
        """The fields the person touched since the form was filled."""
        return frozenset(self._touched)

    def saved(self) -> None:
        """What was entered is stored: nothing is dirty, and sealed words leave the screen and the memory."""
        for edit in self.editors.values():
            if edit.field.kind == "sealed" and not edit.untouched():
                edit.set_value("·")
        self.show_issues(None)
        self._forget()

    @property
    def dirty(self) -> bool:
        """Whether the person touched anything since the form was filled or saved."""
        return bool(self._touched)

    def show_issues(self, invalid: Invalid | None) -> None:
        """Put each sentence under its field and go to the first; what belongs to no field stands on top."""
        issues = invalid.issues if invalid else {}
        for name, edit in self.editors.items():
            edit.show_issue(issues.get(name))
        rest = [text for name, text in issues.items() if name not in self.editors]
        self._whole.set_text("；".join(rest))
        self._whole.setVisible(bool(rest))
        first = next((edit for name, edit in self.editors.items() if name in issues), None)
        if first is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def issues(self) -> dict[str, str]:
        """The sentences that stand under fields now."""
        return {name: edit.issue for name, edit in self.editors.items() if edit.issue}

    def flush(self) -> None:
        """Tell `edited` at once if it is still to come; called before the window locks or closes."""
        if self._pause.isActive():
            self._pause.stop()
            self.edited.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """One or two columns, as there is room."""
        super().resizeEvent(event)
        self._arrange(2 if event.size().width() >= TWO_COLUMNS_FROM else 1)

    def _add(self, field: Field, names: Names) -> None:
        made = editor(field, names) if answerable(field, names) else None
        if made is None:
            return
        self.editors[field.name] = made
        self._cells.append(_Cell(field, made, self))
        made.changed.connect(lambda name=field.name: self._on_changed(name))

    def _arrange(self, columns: int) -> None:
        if columns == self._columns:
            return
        self._columns = columns
        for cell in self._cells:
            self._grid.removeWidget(cell)
        for number in range(2):
            self._grid.setColumnStretch(number, 1 if number < columns else 0)
        row = column = 0
        for cell in self._cells:
            if cell.editor.wide and columns == 2:
                row, column = (row + 1, 0) if column else (row, 0)
                self._grid.addWidget(cell, row, 0, 1, 2)
                row += 1
                continue
            self._grid.addWidget(cell, row, column, Qt.AlignmentFlag.AlignTop)
            column += 1
            if column == columns:
                row, column = row + 1, 0

    def _on_changed(self, name: str) -> None:
        self._touched.add(name)
        self.editors[name].show_issue(None)
        self._pause.start()
        self.changed.emit()

    def _forget(self) -> None:
        self._touched.clear()
        self._pause.stop()


class _Cell(QWidget):
    """A label, with a mark where an entry is required, above its editor."""

    def __init__(self, field: Field, edit: Editor, parent: QWidget) -> None:
        super().__init__(parent)
        self.editor = edit
        label = QLabel(field.label)
        label.setProperty("look", "label")
        if not field.optional and field.kind not in ("flag", "state", "lines"):
            label.setText(f'{field.label}<span style="color:{LIGHT.red}"> *</span>')
            label.setToolTip("必填，提交前补齐即可")
        label.setBuddy(edit)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(label)
        column.addWidget(edit)
