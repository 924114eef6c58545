"""往来工作区 for the security officer: who data go to and come from, fingerprints, and stopping a lost one."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.office.peers_page import PeersPage
from ui.shell.frame import Frame
from ui.theme.metrics import Space


class PeersScreen(QWidget):
    """The same page as at the exchange desk, where the business posts see it."""

    def __init__(self, frame: Frame, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.WIDE, Space.TIGHT, Space.WIDE, Space.WIDE)
        column.addWidget(PeersPage(frame, self))
