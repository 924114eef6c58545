"""A whole form of a record type in a sheet, for what is wanted in the middle of something else."""

from collections.abc import Collection, Mapping
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QWidget

from ui.pages.sheet import Run, Sheet
from ui.records.form import RecordForm
from ui.records.names import Names
from xuncha_desktop.kernel.errors import Invalid
from xuncha_desktop.records.registry import RecordType


class FormSheet(Sheet):
    """`run` gets the form's values."""

    def __init__(
        self,
        parent: QWidget | None,
        names: Names,
        type_: RecordType[Any],
        title: str,
        given: Mapping[str, Any],
        run: Run,
        *,
        without: Collection[str] = (),
    ) -> None:
        super().__init__(parent, title, "", "登记", run)
        self.setMinimumSize(760, 520)
        self.form = RecordForm(type_, names, without=without)
        self.form.fill_values(given)
        area = QScrollArea()
        area.setWidget(self.form)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.column.addWidget(area, 1)
        self.finish()

    def values(self) -> dict[str, Any]:
        """What stands in the form."""
        return self.form.values()

    def show_invalid(self, invalid: Invalid) -> None:
        """Each sentence under its field."""
        self.form.show_issues(invalid)
