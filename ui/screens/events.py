"""事项与期限 for a group: what happened in its round, and which clocks follow; the office has it under planning."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.office.events_page import EventsPage
from ui.shell.frame import Frame
from ui.theme.metrics import Space


class EventsScreen(QWidget):
    """The page with a screen's margins."""

    def __init__(self, frame: Frame, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.page = EventsPage(frame)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.WIDE, Space.NORMAL, Space.WIDE, Space.NORMAL)
        column.addWidget(self.page)
