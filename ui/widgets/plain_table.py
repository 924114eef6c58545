"""A table of a few short columns that is read and chosen from, never typed into."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHeaderView, QTableWidget

from ui.theme.palette import LIGHT


def dress(table: QTableWidget, name: str, columns: Sequence[tuple[str, int]], height: int) -> None:
    """Name, heads and look. `columns`: (head, width in pixels); a width of 0 takes what is left. `height` of a row."""
    table.setAccessibleName(name)
    table.setHorizontalHeaderLabels([title for title, _ in columns])
    table.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
    table.setSelectionMode(QTableWidget.SelectionMode.SingleSelection)
    table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
    table.setTabKeyNavigation(False)
    table.setShowGrid(False)
    table.setWordWrap(False)
    table.verticalHeader().hide()
    table.verticalHeader().setDefaultSectionSize(height)
    header = table.horizontalHeader()
    header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    header.setHighlightSections(False)
    for column, (_, width) in enumerate(columns):
        if width:
            table.setColumnWidth(column, width)
        else:
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
    table.setStyleSheet(
        f"QTableWidget {{ border: none; }} QTableWidget::item {{ padding: 0 12px; border-bottom: 1px solid"
        f" {LIGHT.edge}; }} QTableWidget::item:selected {{ background: {LIGHT.choice}; color: {LIGHT.ink}; }}"
    )
