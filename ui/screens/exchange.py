"""The exchange desk: packages sent and received, receipts, consent that travels, and who is known."""

from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.office.consent import ImmediatePage, InstructionsPage
from ui.office.journal_page import JournalPage
from ui.office.peers_page import PeersPage
from ui.office.receive_page import ReceivePage
from ui.office.send_page import SendPage
from ui.office.tabs import Tabs
from ui.shell.frame import Frame
from ui.theme.metrics import Space
from xuncha_desktop.kernel.levels import Compartment
from xuncha_desktop.services.packages import kinds

SEND, RECEIVE, JOURNAL, ANSWERS, ON_THE_SPOT, PEERS = "发送", "接收", "收发登记", "请示与批示", "立行立改", "往来工作区"


class ExchangeScreen(QWidget):
    """Office and group have the same desk; the office registers 批示, the group carries 立行立改."""

    def __init__(self, frame: Frame, cost: Any = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        session = frame.desk.session
        self.tabs = Tabs("数据交换")
        if session.holds(Compartment.WORK):
            self.send = SendPage(frame, cost)
            self.receive = ReceivePage(frame)
            self.tabs.add(SEND, lambda: self.send)
            self.tabs.add(RECEIVE, lambda: self.receive)
            self.tabs.add(JOURNAL, lambda: JournalPage(frame))
            if session.place.kind == kinds.OFFICE:
                self.tabs.add(ANSWERS, lambda: self._answers(frame))
            else:
                self.tabs.add(ON_THE_SPOT, lambda: ImmediatePage(frame))
        self.tabs.add(PEERS, lambda: PeersPage(frame))
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.WIDE, 0, Space.WIDE, Space.NORMAL)
        column.addWidget(self.tabs)
        self.tabs.turn(self.tabs.bar.tabText(0))

    def _answers(self, frame: Frame) -> InstructionsPage:
        made = InstructionsPage(frame)
        made.send_wanted.connect(self._send_answer)
        return made

    def _send_answer(self) -> None:
        self.tabs.turn(SEND)
        self.send.turn(kinds.INSTRUCTION.name)
