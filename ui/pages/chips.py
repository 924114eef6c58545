"""One code out of a few, every choice in sight: faster than a list where a leader decides on a stack of papers."""

from typing import Any

from PySide6.QtWidgets import QButtonGroup, QPushButton, QWidget

from ui.records.edit_base import Editor
from ui.records.names import Names
from ui.widgets.flow_layout import FlowLayout
from xuncha_desktop.records.fields import Field


class ChipEditor(Editor):
    """A chip for each code of a list; arrows and space choose one, pressing it again takes the choice back."""

    wide = True

    def __init__(self, field: Field, names: Names, parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        self.chips: dict[str, QPushButton] = {}
        holder = QWidget()
        flow = FlowLayout(holder)
        self._group = QButtonGroup(self)
        self._group.setExclusive(False)
        for choice in names.choices(field.source or ""):
            chip = QPushButton(choice.label)
            chip.setCheckable(True)
            chip.setAutoDefault(False)
            chip.setProperty("look", "chip")
            chip.setToolTip(choice.note)
            chip.setAccessibleName(f"{field.label}：{choice.label}")
            chip.toggled.connect(lambda on, code=choice.value: self._on_toggled(code, on))
            self._group.addButton(chip)
            self.chips[choice.value] = chip
            flow.addWidget(chip)
        self.place(holder)
        if self.chips:
            self.setFocusProxy(next(iter(self.chips.values())))

    def value(self) -> str | None:
        """The chosen code; None for none."""
        return next((code for code, chip in self.chips.items() if chip.isChecked()), None)

    def set_value(self, value: Any) -> None:
        """Show a stored code."""
        for code, chip in self.chips.items():
            chip.blockSignals(True)
            chip.setChecked(code == value)
            chip.blockSignals(False)

    def _on_toggled(self, code: str, on: bool) -> None:
        if on:
            self.set_value(code)
        self.show_issue(None)
        self.changed.emit()
