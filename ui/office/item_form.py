"""What stands beside an item's words: cause, requirement, persons, the mark for the principal, the supporting paper."""

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from ui.office.parts import row
from ui.pages import typing_in
from ui.records.form import RecordForm
from ui.records.names import Names
from ui.theme.metrics import Space
from ui.widgets.card import label
from xuncha_desktop.kernel.errors import Invalid
from xuncha_desktop.records.papers import Paper
from xuncha_desktop.records.rectification import FeedbackItem

NO_PAPER = "不依据底稿"
_LOW = 56
_FIELDS = ("cause", "requirement", "persons", "about_principal")


class ItemForm(QWidget):
    """Saves itself after a pause: `edited` carries the item and what was touched."""

    edited = Signal(object, object)

    def __init__(self, names: Names, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.item: FeedbackItem | None = None
        self.form = RecordForm(FeedbackItem.type, names, only=_FIELDS)
        self.form.edited.connect(self.save)
        for name in ("cause", "requirement"):
            self.form.editors[name].input.setFixedHeight(_LOW)
        self.paper = QComboBox()
        self.paper.setAccessibleName("依据的底稿")
        self.paper.setMinimumContentsLength(24)
        self.paper.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.paper.activated.connect(lambda _: self._on_paper())
        told = label("依据的底稿", "label")
        told.setBuddy(self.paper)
        across = row(told, self.paper)
        across.setStretch(1, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, Space.TIGHT, 0)
        column.setSpacing(Space.NEAR)
        column.addLayout(across)
        column.addWidget(self.form)
        column.addStretch(1)

    def show_item(self, item: FeedbackItem | None, papers: list[Paper], *, editable: bool) -> None:
        """Another item, or the same as it is now; what is being typed into the same one stays."""
        same = item is not None and self.item is not None and self.item.id == item.id
        if same and item is not None and (self.form.dirty or self.item == item):
            self.item = item
        else:
            self.save()
            self.item = item
            if item is not None:
                self.form.fill(item)
        self.setEnabled(item is not None and editable)
        self.paper.clear()
        self.paper.addItem(NO_PAPER, "")
        for one in papers:
            self.paper.addItem(f"{one.number}　{one.title}", one.id)
        place = self.paper.findData(item.paper_id or "") if item is not None else 0
        self.paper.setCurrentIndex(max(place, 0))

    def save(self) -> None:
        """Tell what was touched; a value that cannot be read stays in its field with its sentence."""
        if self.item is None or not self.form.dirty:
            return
        typing_in.commit()
        try:
            values: dict[str, Any] = self.form.touched_values()
        except Invalid as invalid:
            self.form.show_issues(invalid)
            return
        item = self.item
        self.form.saved()
        self.edited.emit(item, values)

    def _on_paper(self) -> None:
        self.save()
        if self.item is not None:
            self.edited.emit(self.item, {"paper_id": self.paper.currentData() or None})
