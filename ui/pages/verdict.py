"""The bar under a paper: opinion and day, hand signature or minutes where the step wants them, F8 and F9."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QPushButton, QWidget

from ui.pages import typing_in
from ui.pages.form_sheet import FormSheet
from ui.pages.sheet import ask
from ui.records.edit_base import Editor
from ui.records.editors import editor
from ui.shell.frame import Frame
from ui.theme.metrics import Space
from ui.widgets.banner import Banner
from ui.widgets.card import Card, label
from ui.widgets.confirm import ConfirmSheet
from xuncha_desktop.kernel.levels import Tone
from xuncha_desktop.records.fields import Kind
from xuncha_desktop.records.onsite import GroupMeeting
from xuncha_desktop.records.papers import Paper, PaperState
from xuncha_desktop.services import chains, onsite, paper_desk, prefill, reading
from xuncha_desktop.services.chains import Verdict
from xuncha_desktop.services.paper_desk import Wanted
from xuncha_desktop.services.reading import Query

REASONS = ("事实不清", "证据不足", "缺原始凭证", "定性依据不准", "金额对不上", "责任主体不明", "文字需修改")
MEETINGS = 30


class VerdictBar(Card):
    """`decided` carries the paper as it is after this person's word; `overtaken`: somebody was faster."""

    decided = Signal(object)
    overtaken = Signal()

    def __init__(self, frame: Frame, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.frame = frame
        self._paper: Paper | None = None
        self._wanted: Wanted | None = None
        self.body.setContentsMargins(Space.NEAR, Space.TIGHT, Space.NEAR, Space.TIGHT)
        self.body.setSpacing(Space.TIGHT)
        self.hint = Banner(Tone.NOTICE, "")
        self.why = label("", "small", wrap=True)
        self.words = self._editor("words", "意见", Kind.LINE)
        self.dated = self._editor("dated_on", "日期", Kind.DAY)
        self.by_hand = QCheckBox("代录手写签批")
        self.signer = self._editor("registered_for", "签批人", Kind.LINE, 50)
        self.original = self._editor("original_at", "原件存放处", Kind.LINE)
        self.meetings = QComboBox()
        self.meetings.setAccessibleName("组务会")
        self.new_meeting = QPushButton("新建组务会…")
        self.agree = QPushButton("同意（F8）")
        self.agree.setProperty("look", "primary")
        self.send_back = QPushButton("退回（F9）")
        self._lay()
        self.by_hand.toggled.connect(self._on_by_hand)
        self.new_meeting.clicked.connect(self._on_new_meeting)
        self.agree.clicked.connect(self.say_yes)
        self.send_back.clicked.connect(self.say_no)
        self.show_paper(None)

    def keys(self, over: QWidget) -> None:
        """F8 and F9 work anywhere on a page."""
        for key, act in (("F8", self.say_yes), ("F9", self.say_no)):
            QShortcut(QKeySequence(key), over, act)

    def show_paper(self, paper: Paper | None) -> None:
        """The step of a paper; what was typed for another paper goes."""
        session = self.frame.desk.session
        another = paper is None or self._paper is None or paper.id != self._paper.id
        self._paper = paper
        self._wanted = paper_desk.wanted(session, paper) if paper else None
        why = chains.why_not(session, paper) if paper else "请先选择一份底稿"
        hints = paper_desk.hints(session, paper) if paper and self._wanted else []
        if paper is not None and paper.state is PaperState.RETURNED:
            hints = [paper_desk.last_return(session, paper)]
            why = "已退回承办人；改好后在问题页再次提交"
        self.hint.set_text("；".join(hints))
        self.hint.setVisible(bool(hints))
        self.why.setText(why or "")
        self.why.setVisible(bool(why))
        if another:
            self.words.set_value(None)
            self.dated.set_value(session.today.isoformat())
            self.original.set_value(None)
            self.by_hand.setChecked(False)
        self._show_step(why)

    @property
    def open(self) -> bool:
        """Whether this person may say something now."""
        return self.agree.isEnabled()

    def say_yes(self) -> None:
        """F8."""
        if self.open:
            self._decide(agree=True, reason="")

    def say_no(self) -> None:
        """F9: the reason first."""
        if self._paper is None or not self.send_back.isEnabled():
            return
        typing_in.commit()
        sheet = ConfirmSheet(
            self.window(),
            "退回底稿",
            f"{self._paper.number}　{self._paper.title}\n承办人会看到原因，改好后用原编号再送审。",
            "退回",
            reasons=REASONS,
            reason_required=True,
        )
        self.sheet = sheet
        sheet.accepted.connect(lambda: self._decide(agree=False, reason=sheet.reason))
        sheet.open()

    def _decide(self, *, agree: bool, reason: str) -> None:
        typing_in.commit()
        paper = self._paper
        assert paper is not None
        try:
            dated = self.dated.value()
        except ValueError as wrong:
            self.dated.show_issue(str(wrong))
            return
        hand = self.by_hand.isChecked()
        verdict = Verdict(
            agree,
            dated or "",
            words=self.words.value() or "",
            reason=reason,
            registered_for=(self.signer.value() or "") if hand else "",
            original_at=(self.original.value() or "") if hand else "",
            meeting_id=self.meetings.currentData() if self._wanted and self._wanted.minutes else None,
        )
        done = self.frame.desk.run(
            lambda session: chains.decide(session, paper.id, paper.version, verdict), done=self.decided.emit
        )
        if not done and reading.again(self.frame.desk.session, paper).version != paper.version:
            self.overtaken.emit()

    def _show_step(self, why: str | None) -> None:
        step = self._wanted
        minutes = step is not None and step.minutes
        for part in (self.meetings, self.new_meeting):
            part.setVisible(minutes and why is None)
        if minutes:
            self._load_meetings()
        registrar = bool(self.frame.desk.session.actor.posts & chains.REGISTRARS)
        hand = step is not None and not step.on_paper and registrar
        self.by_hand.setVisible(hand and why is None)
        if hand and step is not None and not step.own:
            self.by_hand.setChecked(True)
        self._on_by_hand(self.by_hand.isChecked())
        self.agree.setText(f"{step.agree if step else '同意'}（F8）")
        self.send_back.setText(f"{step.send_back or '退回'}（F9）" if step else "退回（F9）")
        self.agree.setEnabled(why is None)
        no = why or ("" if step is None or step.send_back else f"“{step.label}”环节不能退回")
        self.send_back.setEnabled(not no)
        self.agree.setToolTip(why or (f"“{step.label}”，F8" if step else ""))
        self.send_back.setToolTip(no)
        for part in (self.words, self.dated):
            part.setVisible(why is None)

    def _load_meetings(self) -> None:
        kept = self.meetings.currentData()
        found = reading.page(self.frame.desk.session, Query("group_meeting"), size=MEETINGS).rows
        self.meetings.clear()
        for meeting in found:
            assert isinstance(meeting, GroupMeeting)
            self.meetings.addItem(f"{meeting.held_on}　{meeting.chair}主持", meeting.id)
        if not found:
            self.meetings.addItem("还没有组务会记录", None)
        self.meetings.setCurrentIndex(max(0, self.meetings.findData(kept)))

    def _on_new_meeting(self) -> None:
        session = self.frame.desk.session
        group = prefill.group_of(session)
        if group is None:
            self.frame.desk.refused.emit("本工作区有多个巡察组，请在组务会台账登记")
            return
        self.sheet = FormSheet(
            self.window(),
            self.frame.names,
            GroupMeeting.type,
            "登记组务会",
            prefill.first_values(session, "group_meeting", group),
            lambda values: onsite.register_group_meeting(session, group.id, **values),
            without=("round_id", "group_id"),
        )
        self.sheet.done_with.connect(self._take_meeting)
        self.sheet.open()

    def _take_meeting(self, meeting: GroupMeeting) -> None:
        self._load_meetings()
        self.meetings.setCurrentIndex(self.meetings.findData(meeting.id))

    def _on_by_hand(self, on: bool) -> None:
        shown = on and self.by_hand.isVisibleTo(self)
        self._hand.setVisible(shown)
        if shown and not self.signer.value() and self._wanted:
            self.signer.input.setProperty("placeholderText", f"{self._wanted.by}姓名")

    def _editor(self, name: str, words: str, kind: Kind, limit: int = 0) -> Editor:
        made = editor(ask(name, words, kind, limit=limit), self.frame.names)
        assert made is not None
        made.input.setProperty("placeholderText", "意见（可不填）" if name == "words" else words)
        return made

    def _lay(self) -> None:
        self._hand = QWidget()
        hand = QHBoxLayout(self._hand)
        hand.setContentsMargins(0, 0, 0, 0)
        hand.addWidget(self.signer, 1)
        hand.addWidget(self.original, 2)
        meeting = QHBoxLayout()
        meeting.addWidget(self.meetings, 1)
        meeting.addWidget(self.new_meeting)
        said = QHBoxLayout()
        said.addWidget(self.words, 1)
        said.addWidget(self.dated)
        self.dated.setFixedWidth(168)
        buttons = QHBoxLayout()
        buttons.setSpacing(Space.TIGHT)
        buttons.addWidget(self.by_hand)
        buttons.addStretch(1)
        buttons.addWidget(self.send_back)
        buttons.addWidget(self.agree)
        self.body.addWidget(self.hint)
        self.body.addWidget(self.why)
        self.body.addLayout(meeting)
        self.body.addLayout(said)
        self.body.addWidget(self._hand)
        self.body.addLayout(buttons)
