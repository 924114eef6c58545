"""The rules the office works by: the regulation's profile and the working calendar."""

from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.office.calendar_page import CalendarPage
from ui.office.rules_page import RulesPage
from ui.office.tabs import Tabs
from ui.shell.frame import Frame
from ui.theme.metrics import Space

RULES, CALENDAR = "规则档", "工作日历"


class RegulationScreen(QWidget):
    """Read by every post of the work; changed by those who may."""

    def __init__(self, frame: Frame, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.tabs = Tabs("规则与日历")
        self.rules = RulesPage(frame)
        self.tabs.add(RULES, lambda: self.rules)
        self.tabs.add(CALENDAR, lambda: CalendarPage(frame))
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.WIDE, 0, Space.WIDE, Space.NORMAL)
        column.addWidget(self.tabs)
        self.tabs.turn(RULES)

    def keep(self) -> dict[str, Any]:
        """The edition being made."""
        return self.rules.keep()

    def restore(self, kept: dict[str, Any]) -> None:
        """Go on with it."""
        self.rules.restore(kept)
