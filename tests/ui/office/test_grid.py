"""The plain table's wide columns: what is left, and never less than can be read."""

from typing import Any

from PySide6.QtWidgets import QHeaderView

from ui.office.grid import Grid


def shown(qtbot: Any, width: int) -> Grid:
    grid = Grid("事项", (("阶段", 92), ("事项", 0), ("日期", 96)))
    qtbot.addWidget(grid)
    grid.resize(width, 200)
    grid.show()
    return grid


def test_a_wide_column_takes_what_is_left(qtbot: Any) -> None:
    grid = shown(qtbot, 700)
    assert grid.columnWidth(1) > 400
    assert grid.horizontalScrollBar().maximum() == 0


def test_in_a_narrow_place_a_wide_column_can_still_be_read_and_the_rows_scroll(qtbot: Any) -> None:
    grid = shown(qtbot, 240)
    assert grid.columnWidth(1) == 160
    assert grid.horizontalScrollBar().maximum() > 0
    grid.resize(700, 200)
    assert grid.horizontalHeader().sectionResizeMode(1) is QHeaderView.ResizeMode.Stretch
    assert grid.columnWidth(1) > 400
