"""The editor of several codes: a box for each, under the headings of their sets."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QGridLayout, QPushButton, QVBoxLayout, QWidget

from ui.records.edit_base import Editor
from ui.records.names import Choice, Names
from ui.theme.metrics import Space
from ui.widgets.card import label
from xuncha_desktop.records.fields import Field

_OPEN = 8  # so many boxes stand open; more are folded away behind what is chosen
_ABREAST = ((6, 4), (11, 3))  # boxes in a line where the longest has so many characters; two where it has more
_TOLD = 40  # characters of the chosen ones on the button


class CodesEditor(Editor):
    """Several codes. Many choices are folded: what is chosen stands on the button that opens them."""

    wide = True

    def __init__(self, field: Field, names: Names, parent: QWidget | None = None) -> None:
        super().__init__(field, parent)
        self._names = names
        choices = names.choices(field.source or "")
        self.boxes: dict[str, QCheckBox] = {}
        self._panel = QWidget()
        self._sets = QVBoxLayout(self._panel)
        self._sets.setContentsMargins(0, 0, 0, 0)
        self._sets.setSpacing(Space.TIGHT)
        for group in dict.fromkeys(choice.group for choice in choices):
            self._add_group(group, [choice for choice in choices if choice.group == group])
        self._foreign = self._grid("")
        self.button = QPushButton()
        self.button.setCheckable(True)
        self.button.toggled.connect(self._panel.setVisible)
        self._folds = len(choices) > _OPEN
        holder = QWidget()
        whole = QVBoxLayout(holder)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(Space.TIGHT)
        whole.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)
        whole.addWidget(self._panel)
        if not choices:
            whole.addWidget(label("规则档没有列出可选项", "small"))
        self.button.setVisible(self._folds)  # now that both have a parent: alone they would be windows
        self._panel.setVisible(not self._folds)
        self.place(self.button if self._folds else next(iter(self.boxes.values()), holder), holder)
        self._tell()

    def value(self) -> tuple[str, ...]:
        """The chosen codes, in the order they are offered."""
        return tuple(value for value, box in self.boxes.items() if box.isChecked())

    def set_value(self, value: Any) -> None:
        """Show stored codes; those of another profile get a box too, so that looking at them loses none."""
        stored = tuple(value or ())
        for code in stored:
            if code not in self.boxes:
                self._add(
                    Choice(code, self._names.code(self.field.source or "", code)), self._foreign, len(self.boxes), 0
                )
        for code, box in self.boxes.items():
            box.blockSignals(True)
            box.setChecked(code in stored)
            box.blockSignals(False)
        self._tell()

    def _add_group(self, group: str, choices: list[Choice]) -> None:
        grid = self._grid(group)
        longest = max(len(choice.label) for choice in choices)
        abreast = next((boxes for limit, boxes in _ABREAST if longest <= limit), 2)
        for number, choice in enumerate(choices):
            self._add(choice, grid, number // abreast, number % abreast)
        for column in range(abreast):
            grid.setColumnStretch(column, 1)

    def _grid(self, head: str) -> QGridLayout:
        if head:
            self._sets.addWidget(label(head, "small"))
        made = QGridLayout()
        made.setSpacing(Space.TIGHT)
        self._sets.addLayout(made)
        return made

    def _add(self, choice: Choice, grid: QGridLayout, row: int, column: int) -> None:
        box = QCheckBox(choice.label)
        box.setToolTip(choice.note)
        box.toggled.connect(self._on_toggled)
        self.boxes[choice.value] = box
        grid.addWidget(box, row, column)

    def _on_toggled(self, _: bool) -> None:
        self.show_issue(None)
        self._tell()
        self.changed.emit()

    def _tell(self) -> None:
        chosen = "、".join(box.text() for box in self.boxes.values() if box.isChecked())
        told = chosen if len(chosen) <= _TOLD else f"{chosen[: _TOLD - 1]}…"
        self.button.setText(told or f"选择（共{len(self.boxes)}项）")
        self.button.setToolTip(chosen)
        self.button.setAccessibleName(f"{self.field.label}：{chosen or '未选'}")
