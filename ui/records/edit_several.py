"""The editor of several codes: a box for each, under the headings of their sets."""

from typing import Any

from PySide6.QtWidgets import QCheckBox, QPushButton, QVBoxLayout, QWidget

from ui.records.edit_base import Editor
from ui.records.names import Choice, Names
from ui.theme.metrics import Space
from ui.widgets.card import label
from ui.widgets.flow_layout import FlowLayout
from xuncha_desktop.records.fields import Field

_OPEN = 8  # so many boxes stand open; more are folded away behind what is chosen


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
        self._foreign = self._flow("")
        self.button = QPushButton()
        self.button.setProperty("look", "quiet")
        self.button.setCheckable(True)
        self.button.toggled.connect(self._panel.setVisible)
        self._folds = len(choices) > _OPEN
        holder = QWidget()
        whole = QVBoxLayout(holder)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(Space.TIGHT)
        whole.addWidget(self.button)
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
                self._add(Choice(code, self._names.code(self.field.source or "", code)), self._foreign)
        for code, box in self.boxes.items():
            box.blockSignals(True)
            box.setChecked(code in stored)
            box.blockSignals(False)
        self._tell()

    def _add_group(self, group: str, choices: list[Choice]) -> None:
        flow = self._flow(group)
        for choice in choices:
            self._add(choice, flow)

    def _flow(self, head: str) -> FlowLayout:
        if head:
            self._sets.addWidget(label(head, "small"))
        row = QWidget()
        self._sets.addWidget(row)
        return FlowLayout(row, Space.NEAR)

    def _add(self, choice: Choice, flow: FlowLayout) -> None:
        box = QCheckBox(choice.label)
        box.setToolTip(choice.note)
        box.toggled.connect(self._on_toggled)
        self.boxes[choice.value] = box
        flow.addWidget(box)

    def _on_toggled(self, _: bool) -> None:
        self.show_issue(None)
        self._tell()
        self.changed.emit()

    def _tell(self) -> None:
        chosen = [box.text() for box in self.boxes.values() if box.isChecked()]
        self.button.setText("、".join(chosen) or f"选择（共{len(self.boxes)}项）")
        self.button.setAccessibleName(f"{self.field.label}：{'、'.join(chosen) or '未选'}")
