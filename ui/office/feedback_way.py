"""The way of a feedback after its text: decisions, approval, tellings with their hour, the signature, the dates."""

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from ui.office import clocks
from ui.office.names import ProfileNames
from ui.office.parts import allow, button, clear, column, line, only, row, scrolled
from ui.office.scan_sheet import ScanSheet
from ui.pages.sheet import FieldSheet, ask
from ui.shell.frame import Frame
from ui.theme.metrics import Space
from ui.widgets.badge import Badge
from ui.widgets.banner import Banner
from ui.widgets.card import Card, label
from ui.widgets.confirm import ConfirmSheet
from xuncha_desktop.kernel.errors import Refused
from xuncha_desktop.kernel.levels import Tone
from xuncha_desktop.records.fields import Kind
from xuncha_desktop.records.organisation import Unit
from xuncha_desktop.records.rectification import Decision, Feedback, FeedbackReceipt, FeedbackState
from xuncha_desktop.services import deadlines, decisions, feedback, profiles, reading, rectification_documents

_DECISION = ("subject", "agreed", "wording", "decided_on", "original_at")
_TOLD = {
    "committee_notice": ("committee_notice_on", ""),
    "principal": ("principal_on", "principal_at"),
    "organisation": ("organisation_on", "organisation_at"),
}


class FeedbackWay(QWidget):
    """Shows one feedback. `asked` is for tests and the screen: a sheet was opened."""

    asked = Signal(object)

    def __init__(self, frame: Frame, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._frame = frame
        self._feedback: Feedback | None = None
        self.gate = Card("一、审定", "决策机构在纸上决定，这里登记并挂原件扫描件")
        self.telling = Card("二、通报与反馈", "按规则档的顺序，同一天的以时刻为序")
        self.signing = Card("三、签收")
        self.dates = Card("四、期限", "登记反馈或签收后自动起算")
        for card in (self.gate, self.telling, self.signing, self.dates):
            card.body.setSpacing(Space.TIGHT)
        left = column(self.gate, self.telling, spacing=Space.NEAR)
        right = column(self.signing, self.dates, spacing=Space.NEAR)
        inner = QWidget()
        across = QHBoxLayout(inner)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(Space.NORMAL)
        across.addWidget(left, 1)
        across.addWidget(right, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scrolled(inner, "审定、反馈与签收"))
        self.decision_buttons: dict[str, Any] = {}
        self.tell_buttons: dict[str, Any] = {}

    def show_feedback(self, found: Feedback) -> None:
        """Another feedback, or the same further on."""
        self._feedback = found
        self._profile = profiles.of_round(self._frame.desk.session, found.round_id)
        self._rule = profiles.feedback_rule(self._profile)
        for card in (self.gate, self.telling, self.signing, self.dates):
            _empty(card)
        self._show_gate(found)
        self._show_telling(found)
        self._show_signing(found)
        self._show_dates(found)

    # ------------------------------------------------------------ decisions and approval

    def _show_gate(self, found: Feedback) -> None:
        session = self._frame.desk.session
        self.decision_buttons = {}
        for need in decisions.before_feedback(self._profile):
            said = decisions.latest(session, found.round_id, found.unit_id, need)
            tone, words = self._stand(found, need, said)
            act = button("登记决定…", lambda need=need: self._decide(need))
            allow(act, decisions.register.why_not(session))
            only(act, found.state is FeedbackState.DRAFT and tone is not Tone.DONE)
            self.decision_buttons[need.document] = act
            self.gate.body.addLayout(line(label(need.words, wrap=True), Badge(tone, words), act))
            if said is not None and tone is Tone.NOTICE:
                self.gate.body.addLayout(
                    row(1, button("添加扫描件", lambda said=said: self._open(said), "quiet", "paperclip"))
                )
        why_not = feedback.why_not_approve(session, found)
        self.approve_button = button("登记审定，编文号", self._approve, "primary")
        self.withdraw_button = button("退回起草…", self._withdraw, "quiet")
        only(self.approve_button, found.state is FeedbackState.DRAFT)
        allow(self.approve_button, str(why_not) if why_not else None)
        only(self.withdraw_button, found.state is FeedbackState.APPROVED and not feedback.told(found))
        self.why_not = label(str(why_not or ""), "small", wrap=True)
        only(self.why_not, why_not is not None and found.state is FeedbackState.DRAFT)
        self.gap = Banner(Tone.ALERT, "")
        self.gap.hide()
        self.gate.add(self.why_not)
        self.gate.add(self.gap)
        if found.state is not FeedbackState.DRAFT:
            self.gate.add(label(f"已审定，文号：{feedback.numbers_words(found)}", "strong", wrap=True))
        self.gate.body.addLayout(row(1, self.withdraw_button, self.approve_button))

    def _stand(self, found: Feedback, need: decisions.Need, said: Decision | None) -> tuple[Tone, str]:
        if said is None:
            return Tone.MUTED, "尚未登记"
        if not said.agreed:
            return Tone.ALERT, f"{said.decided_on} 未同意"
        try:
            decisions.require(self._frame.desk.session, found.round_id, found.unit_id, need)
        except Refused:
            return Tone.NOTICE, f"{said.decided_on} 同意，缺扫描件"
        return Tone.DONE, f"{said.decided_on} 同意"

    def _decide(self, need: decisions.Need) -> None:
        found = self._feedback
        assert found is not None
        session = self._frame.desk.session
        sheet = ScanSheet(
            self,
            self._frame,
            ProfileNames(self._frame.names, self._profile),
            f"登记{need.body}的决定",
            f"代录：登记人为{session.actor.name}。{need.words}。",
            "登记",
            [Decision.type.field(name) for name in _DECISION],
            lambda values: decisions.register(
                session, found.round_id, need.document, body=need.step.body, unit_id=found.unit_id, **values
            ),
            {"subject": found.title, "agreed": True, "decided_on": session.today.isoformat()},
        )
        self.asked.emit(sheet)
        sheet.open()

    def _approve(self) -> None:
        found = self._feedback
        assert found is not None
        self._frame.desk.run(
            lambda session: feedback.approve(session, found.id, found.version),
            done=lambda made: self._frame.say(f"已审定，文号：{feedback.numbers_words(made)}"),
            invalid=lambda issues: (self.gap.set_text(str(issues)), self.gap.show()),
        )

    def _withdraw(self) -> None:
        found = self._feedback
        assert found is not None
        sheet = ConfirmSheet(self, "退回起草", "退回后可以修改条目，文号保留。", "退回起草", reason_required=True)
        sheet.accepted.connect(
            lambda: self._frame.desk.run(
                lambda session: feedback.withdraw(session, found.id, found.version, sheet.reason)
            )
        )
        sheet.open()

    # ------------------------------------------------------------ tellings, signature, dates

    def _show_telling(self, found: Feedback) -> None:
        grid = QGridLayout()
        grid.setSpacing(Space.TIGHT)
        grid.setColumnStretch(0, 1)
        self.tell_buttons = {}
        told = feedback.told(found)
        for at, step in enumerate(self._rule.sequence):
            on_field, at_field = _TOLD[step.id]
            done = step.id in told
            when = f"{getattr(found, on_field) or ''} {getattr(found, at_field) or '' if at_field else ''}".strip()
            act = button("登记…", lambda step=step: self._tell(step))
            issue = self._rule.order_issue(told, step.id)
            if found.state is FeedbackState.DRAFT:
                issue = "反馈意见审定后才能登记"
            allow(act, issue or None)
            act.setAccessibleName(f"登记{step.label}")
            only(act, not done)
            self.tell_buttons[step.id] = act
            said = label(step.label)
            said.setToolTip(self._profile.cite(self._rule))
            grid.addWidget(said, at, 0)
            grid.addWidget(Badge(Tone.DONE if done else Tone.MUTED, when if done else "尚未登记"), at, 1)
            grid.addWidget(act, at, 2)
        self.telling.body.addLayout(grid)

    def _tell(self, step: Any) -> None:
        found = self._feedback
        assert found is not None
        session = self._frame.desk.session
        fields = [ask("on", "日期", Kind.DAY, optional=False)]
        if _TOLD[step.id][1]:
            fields.append(ask("at", "时刻（如09:30）", Kind.LINE, optional=False, limit=5))
        sheet = FieldSheet(
            self,
            self._frame.names,
            f"登记{step.label}",
            "",
            "登记",
            fields,
            lambda values: feedback.tell(session, found.id, found.version, step.id, values["on"], values.get("at", "")),
            given={"on": session.today.isoformat()},
        )
        self.asked.emit(sheet)
        sheet.open()

    def _show_signing(self, found: Feedback) -> None:
        session = self._frame.desk.session
        rule = self._rule
        self.receipt_button = button("登记签收…", self._receipt, "primary", "signature")
        done = found.state is FeedbackState.RECEIPTED
        allow(self.receipt_button, None if found.state is FeedbackState.ISSUED else "反馈完成后才能登记签收")
        only(self.receipt_button, not done)
        signs = self._profile.body(rule.signed_by).label if rule.signed_by else "被巡察单位"
        told = f"由{signs}签收" + ("" if rule.deputy_may_sign else "，不能由他人代签")
        self.signing.add(label(f"{told}（{self._profile.cite(rule)}）", "soft", wrap=True))
        rows: list[Any] = reading.related(session, FeedbackReceipt.type.name, "feedback_id", found.id)
        for one in rows:
            words = f"{one.signer}　{one.signed_on} {one.signed_at or ''}　{one.copies}份"
            self.signing.body.addLayout(row(Badge(Tone.DONE, "已签收"), label(words), 1))
        self.signing.body.addLayout(row(1, self.receipt_button))

    def _receipt(self) -> None:
        found = self._feedback
        assert found is not None
        session = self._frame.desk.session
        unit = session.table(Unit).get(found.unit_id)
        names = ("signed_on", "signed_at", "signer", "copies", "original_at")
        sheet = ScanSheet(
            self,
            self._frame,
            self._frame.names,
            "登记反馈意见签收",
            "签收日期起算整改方案和两份报告的期限，请按签收单填写到时刻。",
            "登记签收",
            [FeedbackReceipt.type.field(name) for name in names],
            lambda values: feedback.receipt(session, found.id, found.version, **values),
            {"signed_on": feedback.last_told(found)[0], "signer": unit.principal, "copies": 1},
        )
        self.asked.emit(sheet)
        sheet.open()

    def _show_dates(self, found: Feedback) -> None:
        self.due = clocks.read(self._frame.desk.session, deadlines.of(self._frame.desk.session, found))
        for one in self.due:
            self.dates.add(clocks.line(one))
        if not self.due:
            for rule in rectification_documents.expected(self._frame.desk.session, found.round_id):
                start = self._profile.event(rule.trigger).label
                self.dates.add(
                    label(f"{rule.label}：{start}后{rule.limit_text}（{self._profile.cite(rule)}）", "soft", wrap=True)
                )

    def _open(self, said: Decision) -> None:
        self._frame.open_record(Decision.type.name, said.id)


def _empty(card: Card) -> None:
    """Everything but the head of a card."""
    while card.body.count() > 1:
        item = card.body.takeAt(1)
        inner = item.layout() if item is not None else None
        if item is not None and (widget := item.widget()) is not None:
            widget.hide()
            widget.deleteLater()
        elif isinstance(inner, (QVBoxLayout, QHBoxLayout)):
            clear(inner)
            inner.deleteLater()
        elif isinstance(inner, QGridLayout):
            while (part := inner.takeAt(0)) is not None:
                if (widget := part.widget()) is not None:
                    widget.hide()
                    widget.deleteLater()
            inner.deleteLater()
