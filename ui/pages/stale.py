"""Somebody saved the record meanwhile: mine and theirs side by side, field by field, and a choice for each."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QPlainTextEdit, QRadioButton, QScrollArea, QWidget

from ui.pages.sheet import Run, Sheet
from ui.records.names import Names
from ui.theme.metrics import Space
from ui.widgets.card import label
from xuncha_desktop.records.fields import Field, Kind
from xuncha_desktop.services.cells import text_of

MINE, THEIRS = "我的", "已保存的"


@dataclass(frozen=True, slots=True)
class Clash:
    """A field both touched."""

    field: Field
    mine: Any
    theirs: Any


class StaleSheet(Sheet):
    """`run` gets what the person chose: mine for some fields, theirs for others. 取消 goes back to the form."""

    def __init__(
        self, parent: QWidget | None, names: Names, what: str, clashes: Sequence[Clash], rest: int, run: Run
    ) -> None:
        others = f"您改的另外{rest}项没有冲突，会一并保存。" if rest else ""
        super().__init__(
            parent,
            f"这条{what}刚被别人改过",
            f"下面是两边都改了的内容，请逐项选择保留哪一边。{others}取消则回到原处，您填写的内容仍在。",
            "按所选保存",
            run,
        )
        self.setMinimumSize(820, 420)
        self._clashes = list(clashes)
        self.choices: dict[str, tuple[QRadioButton, QRadioButton]] = {}
        body = QWidget()
        grid = QGridLayout(body)
        grid.setContentsMargins(0, 0, Space.TIGHT, 0)
        grid.setHorizontalSpacing(Space.NORMAL)
        grid.setVerticalSpacing(Space.TIGHT)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        for number, clash in enumerate(clashes):
            self._add(grid, 3 * number, clash, names)
        grid.setRowStretch(3 * len(self._clashes), 1)
        area = QScrollArea()
        area.setWidget(body)
        area.setWidgetResizable(True)
        self.column.addWidget(area, 1)
        self.finish()

    def values(self) -> dict[str, Any]:
        """The chosen side of every field."""
        return {
            clash.field.name: clash.mine if self.choices[clash.field.name][0].isChecked() else clash.theirs
            for clash in self._clashes
        }

    def _add(self, grid: QGridLayout, row: int, clash: Clash, names: Names) -> None:
        field = clash.field
        grid.addWidget(label(field.label, "strong"), row, 0, 1, 2)
        mine, theirs = QRadioButton(MINE), QRadioButton(THEIRS)
        group = QButtonGroup(self)
        for place, (side, value) in enumerate(((mine, clash.mine), (theirs, clash.theirs))):
            side.setAccessibleName(f"{field.label}：保留{side.text()}")
            group.addButton(side)
            grid.addWidget(side, row + 1, place)
            shown = QPlainTextEdit(_whole(field, value, names))
            shown.setReadOnly(True)
            shown.setTabChangesFocus(True)
            shown.setAccessibleName(f"{field.label}，{side.text()}")
            shown.setFixedHeight(112 if field.kind in (Kind.TEXT, Kind.BLOCKS) else 44)
            shown.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
            grid.addWidget(shown, row + 2, place)
        mine.setChecked(True)
        self.choices[field.name] = (mine, theirs)


def _whole(field: Field, value: Any, names: Names) -> str:
    return str(value or "") if field.kind is Kind.TEXT else text_of(field, value, names) or "（空）"
