"""The exchange desk: packages sent and received, receipts, consent that travels, and who is known."""

from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.office.consent import ImmediatePage, InstructionsPage
from ui.office.found_card import FoundCard
from ui.office.journal_page import JournalPage
from ui.office.peers_page import PeersPage
from ui.office.receive_page import ReceivePage
from ui.office.send_page import SendPage
from ui.office.tabs import Tabs
from ui.shell.frame import Frame
from ui.theme.metrics import Space
from ui.widgets.banner import Banner
from xuncha_desktop.kernel.levels import Compartment, Tone
from xuncha_desktop.records.exchange_log import Package
from xuncha_desktop.services import founding
from xuncha_desktop.services.packages import kinds
from xuncha_desktop.services.session import Changes

SEND, RECEIVE, JOURNAL, ANSWERS, ON_THE_SPOT, PEERS = "发送", "接收", "收发登记", "请示与批示", "立行立改", "往来工作区"


class ExchangeScreen(QWidget):
    """Office and group have the same desk; the office registers 批示, the group carries 立行立改.

    A group's workspace without its group asks for the 任务包 first; the desk follows once the group is founded.
    """

    def __init__(self, frame: Frame, cost: Any = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._frame, self._cost = frame, cost
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(Space.WIDE, 0, Space.WIDE, Space.NORMAL)
        self._column.setSpacing(Space.TIGHT)
        self.found_card: FoundCard | None = None
        if founding.awaits_task(frame.desk.session):
            self.found_card = FoundCard(frame, cost)
            self.found_card.founded.connect(self._on_founded)
            self._column.addWidget(self.found_card)
        else:
            self._show_desk()

    def _show_desk(self) -> None:
        frame, session = self._frame, self._frame.desk.session
        self.tabs = Tabs("数据交换")
        if session.holds(Compartment.WORK):
            self.send = SendPage(frame, self._cost)
            self.receive = ReceivePage(frame)
            self.tabs.add(SEND, lambda: self.send)
            self.tabs.add(RECEIVE, lambda: self.receive)
            self.tabs.add(JOURNAL, lambda: JournalPage(frame))
            if session.place.kind == kinds.OFFICE:
                self.tabs.add(ANSWERS, lambda: self._answers(frame))
            else:
                self.tabs.add(ON_THE_SPOT, lambda: ImmediatePage(frame))
        self.tabs.add(PEERS, lambda: PeersPage(frame))
        self._column.addWidget(self.tabs, 1)
        self.tabs.turn(self.tabs.bar.tabText(0))

    def _on_founded(self, task: Package) -> None:
        """The desk as usual, with the receipt of the task package at hand: by it the office learns the group's keys."""
        assert self.found_card is not None
        self._column.removeWidget(self.found_card)
        self.found_card.hide()
        self.found_card.deleteLater()
        self.found_card = None
        self._task_id = task.id
        self.receipt_offer = Banner(
            Tone.DONE, "已按任务包建立本组。请出具回执带回巡察办，巡察办接收后双方才能往来。", "出具回执…"
        )
        self.receipt_offer.acted.connect(self._write_receipt)
        self._column.addWidget(self.receipt_offer)
        self._show_desk()
        self.tabs.turn(JOURNAL)
        self._frame.desk.changed.connect(self._on_changed)

    def _write_receipt(self) -> None:
        page = self.tabs.turn(JOURNAL)
        assert isinstance(page, JournalPage)
        page.owed.choose(self._task_id)
        page.receipt_button.click()

    def _on_changed(self, changes: Changes) -> None:
        if changes.of("package"):
            task = self._frame.desk.session.table(Package).get(self._task_id)
            self.receipt_offer.setVisible(task.receipt_at is None)

    def _answers(self, frame: Frame) -> InstructionsPage:
        made = InstructionsPage(frame)
        made.send_wanted.connect(self._send_answer)
        return made

    def _send_answer(self) -> None:
        self.tabs.turn(SEND)
        self.send.turn(kinds.INSTRUCTION.name)
