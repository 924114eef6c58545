"""Plans and reports a unit sends: registered with number, copies and day; what falls short is said, not refused."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.office import clocks
from ui.office.grid import Grid, Said
from ui.office.names import MoreNames
from ui.office.parts import allow, button, clear, row
from ui.office.scan_sheet import ScanSheet
from ui.pages.sheet import ask
from ui.records.names import Choice
from ui.shell.frame import Frame
from ui.theme.metrics import Space
from ui.widgets.card import Card, label
from ui.widgets.confirm import ConfirmSheet
from xuncha_desktop.kernel.levels import Tone
from xuncha_desktop.records.fields import Kind
from xuncha_desktop.records.rectification import Feedback, IncomingDocument, IncomingState
from xuncha_desktop.services import deadlines, item_check, rectification_documents
from xuncha_desktop.services.session import Session

_FIELDS = ("number", "received_on", "copies", "formal")


class IncomingPage(QWidget):
    """What one unit owes, and what came."""

    def __init__(self, frame: Frame, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._frame = frame
        self._feedback: Feedback | None = None
        self._found: dict[str, IncomingDocument] = {}
        self.due = Card("应报材料的期限")
        self.due.body.setContentsMargins(Space.NORMAL, Space.TIGHT, Space.NORMAL, Space.TIGHT)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(Space.TIGHT)
        self.due.body.addLayout(self._lines)
        columns = (("来文文号", 190), ("种类", 190), ("收到", 104), ("份数", 60), ("状态", 130), ("需要注意", 0))
        self.grid = Grid("整改来文", columns, nothing="单位还没有报来整改方案或报告")
        self.grid.chosen.connect(lambda _: self._show_acts())
        self.grid.opened.connect(lambda one: frame.open_record(IncomingDocument.type.name, one))
        self.receive_button = button("登记来文…", self._receive, "primary", "plus")
        self.accept_button = button("审核通过…", self._accept)
        self.return_button = button("退回…", self._return)
        card = Card("整改方案和报告")
        card.body.setContentsMargins(Space.NORMAL, Space.TIGHT, Space.NORMAL, Space.TIGHT)
        card.head.add(self.receive_button)
        card.add(self.grid, 1)
        card.body.addLayout(row(1, self.return_button, self.accept_button))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.NEAR)
        column.addWidget(self.due)
        column.addWidget(card, 1)

    def show_feedback(self, found: Feedback) -> None:
        """Another feedback, or the same anew."""
        session = self._frame.desk.session
        self._feedback = found
        clear(self._lines)
        lines = clocks.read(session, deadlines.of(session, found))
        for one in lines:
            self._lines.addWidget(clocks.line(one))
        if not lines:
            self._lines.addWidget(label("登记反馈或签收后起算", "soft"))
        words = {rule.document: rule.label for rule in rectification_documents.expected(session, found.round_id)}
        came = rectification_documents.of(session, found)
        self._found = {one.id: one for one in came}
        self.grid.show_rows([(one.id, self._cells(session, one, words)) for one in came])
        if came and not self.grid.current:
            self.grid.choose(came[0].id)
        allow(self.receive_button, rectification_documents.receive.why_not(session))
        self._show_acts()

    def _cells(self, session: Session, one: IncomingDocument, words: dict[str, str]) -> list[Said | str]:
        state = Said(one.state.label, one.state.tone, one.answer or "")
        open_items = item_check.unanswered(session, one)
        told = [f"逐项对照缺{len(open_items)}项"] if open_items else []
        warned = "；".join((*told, *rectification_documents.warnings(session, one)))
        noted = Said(warned, Tone.NOTICE, "\n".join(open_items)) if warned else Said("")
        kind = words.get(one.document, one.document)
        return [one.number, kind, one.received_on, f"{one.copies}份", state, noted]

    def _show_acts(self) -> None:
        one, session = self._found.get(self.grid.current), self._frame.desk.session
        done = None if one is None or one.state is IncomingState.RECEIVED else f"这份文件{one.state.label}"
        for made, act in (
            (self.accept_button, rectification_documents.accept),
            (self.return_button, rectification_documents.send_back),
        ):
            allow(made, "请先选择一份来文" if one is None else done or act.why_not(session))

    def _receive(self) -> None:
        found, session = self._feedback, self._frame.desk.session
        assert found is not None
        rules = rectification_documents.expected(session, found.round_id)
        waiting = [one for one in rules if one.document]
        choices = [Choice(one.document, one.label) for one in waiting]
        fields = [
            ask("document", "种类", Kind.CODE, source="expected", optional=False),
            *(IncomingDocument.type.field(name) for name in _FIELDS),
        ]
        sheet = ScanSheet(
            self,
            self._frame,
            MoreNames(self._frame.names, {"expected": choices}),
            "登记来文",
            "份数不足、不是正式文件或逾期的照样登记，并提示。",
            "登记",
            fields,
            lambda v: rectification_documents.receive(session, found.id, v.pop("document"), **v),
            {"received_on": session.today.isoformat(), "formal": True},
        )
        sheet.done_with.connect(self._warn)
        sheet.open()

    def _warn(self, made: IncomingDocument) -> None:
        warned = rectification_documents.warnings(self._frame.desk.session, made)
        self._frame.say("已登记" + (f"，注意：{'；'.join(warned)}" if warned else "，按期"))
        self.grid.choose(made.id)

    def _accept(self) -> None:
        one = self._found[self.grid.current]
        lacking = item_check.unanswered(self._frame.desk.session, one)
        told = f"与反馈意见逐项对照，以下{len(lacking)}项还没有答复：{'；'.join(lacking)}。" if lacking else ""
        sheet = ConfirmSheet(self, "审核通过", told or f"{one.number}符合要求。", "通过", ask_reason=True)
        sheet.accepted.connect(
            lambda: self._frame.desk.run(
                lambda session: rectification_documents.accept(session, one.id, one.version, sheet.reason)
            )
        )
        sheet.open()

    def _return(self) -> None:
        one = self._found[self.grid.current]
        sheet = ConfirmSheet(
            self,
            "退回来文",
            "退回后这一期限继续计算，单位须重新报送。",
            "退回",
            reasons=("措施没有责任人", "份数不足", "没有加盖公章", "没有按反馈条目逐条列出"),
            reason_required=True,
        )
        sheet.accepted.connect(
            lambda: self._frame.desk.run(
                lambda session: rectification_documents.send_back(session, one.id, one.version, sheet.reason)
            )
        )
        sheet.open()
