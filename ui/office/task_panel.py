"""One measure beside the list: what the unit reported with its evidence next to it, accepted, returned, closed."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from ui.office.card_part import propose_sheet
from ui.office.names import MoreNames
from ui.office.parts import allow, button, only, row, scrolled
from ui.pages.files import FilesPane
from ui.pages.sheet import FieldSheet, ask
from ui.records.names import Choice
from ui.shell.frame import Frame
from ui.theme.metrics import Space
from ui.widgets import why
from ui.widgets.badge import Badge
from ui.widgets.card import Card, label
from ui.widgets.confirm import ConfirmSheet
from ui.widgets.empty import EmptyState
from xuncha_desktop.kernel.errors import Refused
from xuncha_desktop.kernel.levels import Tone
from xuncha_desktop.records.fields import Kind
from xuncha_desktop.records.papers import PaperState
from xuncha_desktop.records.rectification import (
    DueKind,
    Feedback,
    Progress,
    ProgressState,
    RectificationTask,
    TaskState,
)
from xuncha_desktop.services import (
    chains,
    due_reasons,
    profiles,
    quality_cards,
    rectification,
    rectification_board,
    why_not,
)
from xuncha_desktop.services.chains import Verdict
from xuncha_desktop.services.rectification_board import Lit

RETURN_REASONS = ("没有佐证材料", "材料不能证明完成", "只有计划没有结果", "金额对不上", "责任人未签字")
_LOW = 48
_REPORTS = 52  # pixels: two reports
_JUDGE = 250
_REPORT = ("reported_on", "content", "finished")
_CORRECT = ("measure", "goal", "responsible_unit", "responsible_person", "due_on")
_KINDS = [Choice(kind.value, kind.label) for kind in DueKind]


class TaskPanel(Card):
    """Shows one measure; every act is registered at once."""

    def __init__(self, frame: Frame, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._frame = frame
        self._lit: Lit | None = None
        self.reports: list[Progress] = []
        self.measure = label("", "lead", wrap=True)
        self.light = Badge(Tone.MUTED, "")
        self.card = Badge(Tone.MUTED, "")
        self.facts = label("", "soft", wrap=True)
        self.beside = label("", "small", wrap=True)
        self.why_not = label("", "small", wrap=True)
        self.why_not.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.list = QListWidget()
        self.list.setAccessibleName("整改进展")
        self.list.currentRowChanged.connect(lambda _: self._show_progress())
        self.said = label("", wrap=True)
        self.verdict = label("", "small", wrap=True)
        self.files = FilesPane(frame, apart=True)
        self._make_buttons()
        self.empty = EmptyState("inbox", "单位还没有报告进展")
        self._build()
        self.show_task(None)

    def show_task(self, lit: Lit | None) -> None:
        """Another measure, or the same anew."""
        self._lit = lit
        self._stack.setCurrentIndex(1 if lit else 0)
        if lit is None:
            return
        task, session = lit.task, self._frame.desk.session
        self.measure.setText(f"{task.number}．{task.measure}")
        self.light.show_mark(lit.light.tone, lit.light.words)
        self.light.setToolTip(lit.light.ground)
        self._show_card(task)
        due = f"{task.due_on or '不设日期'}（{task.due_kind.label}）"
        goal = f"　目标：{task.goal}" if task.goal else ""
        again = f"　曾重新打开{task.reopened}次" if task.reopened else ""
        self.facts.setText(f"{task.responsible_unit} {task.responsible_person}　{due}　{task.state.label}{again}{goal}")
        reason = due_reasons.of(session, task.type.name, task.id)
        self.facts.setToolTip(why.hint(reason) if reason else "")
        self.facts.setAccessibleDescription(reason.line if reason else "")
        clocks = rectification_board.beside(session, task)
        self.beside.setText(f"以{clocks.bearings[clocks.governing].origin.label}为准。{clocks.words}")
        self.beside.setVisible(len(clocks.bearings) > 1)
        kept = self.list.currentRow()
        before = [one.id for one in self.reports]
        self.reports = rectification.reports(session, task)
        self.list.blockSignals(True)
        self.list.clear()
        for one in self.reports:
            done = "，报告完成" if one.finished else ""
            self.list.addItem(QListWidgetItem(f"{one.reported_on}　{one.state.label}{done}"))
        self.list.setCurrentRow(kept if before == [one.id for one in self.reports] and kept >= 0 else 0)
        self.list.blockSignals(False)
        self._below.setCurrentIndex(1 if self.reports else 0)
        self._show_progress()
        self._show_acts(task)

    # ------------------------------------------------------------ what is shown

    @property
    def progress(self) -> Progress | None:
        """The report that is looked at."""
        at = self.list.currentRow()
        return self.reports[at] if 0 <= at < len(self.reports) else None

    def _show_card(self, task: RectificationTask) -> None:
        """The card of this measure that counts, or the one that waits; and whether another can be put forward."""
        session = self._frame.desk.session
        found = session.table(Feedback).get(task.feedback_id)
        profile = profiles.of_round(session, task.round_id)
        card = quality_cards.standing(quality_cards.of(session, found), task.id)
        self.card.setVisible(card is not None)
        if card:
            self.card.show_mark(
                card.state.tone, f"质量牌：{quality_cards.quality_of(profile, card)}，{card.state.label}"
            )
            self.card.setToolTip(card.wording or card.grounds)
        allow(self.card_button, quality_cards.propose.why_not(session) or quality_cards.why_none(profile) or None)

    def _show_progress(self) -> None:
        one, session = self.progress, self._frame.desk.session
        if one is None:
            self.files.show_record(None, "先登记进展，再添加佐证材料")
            return
        self.said.setText(one.content)
        judged = f"{one.reviewer} {one.reviewed_on}：{one.review or one.state.label}" if one.reviewer else ""
        later = rectification.added_after_review(session, one)
        self.verdict.setText(judged + (f"；审核后补充材料{later}份" if later else ""))
        self.verdict.setVisible(bool(judged))
        self.files.show_record(one, why_not.attaching(session, one))
        no = rectification.review.why_not(session)
        self.accept_button.setVisible(one.state is ProgressState.REPORTED)
        self.return_button.setVisible(one.state in (ProgressState.REPORTED, ProgressState.ACCEPTED))
        open_ = self._lit is not None and self._lit.task.state is not TaskState.CLOSED
        allow(self.accept_button, no or (None if open_ else "这项任务已经销号"))
        allow(self.return_button, no or (None if open_ else "这项任务已经销号"))

    def _show_acts(self, task: RectificationTask) -> None:
        session = self._frame.desk.session
        closed = task.state is TaskState.CLOSED
        self.paper = rectification.closing_of(session, task)
        waiting = self.paper is not None and self.paper.state is PaperState.IN_CHAIN
        no = None if closed else rectification.why_not_close(session, task)
        self.propose_button.setVisible(not closed and not waiting)
        allow(self.propose_button, str(no) if no else None)
        self.why_not.setText(str(no) if no and not waiting else "")
        for one in (self.approve_button, self.decline_button):
            one.setVisible(waiting)
            if waiting and self.paper is not None:
                allow(one, chains.why_not(session, self.paper))
        self.reopen_button.setVisible(closed)
        allow(self.reopen_button, rectification.reopen.why_not(session))
        self.report_button.setVisible(not closed)
        allow(self.report_button, rectification.report.why_not(session))
        self.correct_button.setVisible(not closed and not waiting)

    # ------------------------------------------------------------ acts

    def _report(self) -> None:
        task, session = self._task(), self._frame.desk.session
        sheet = FieldSheet(
            self,
            self._frame.names,
            "登记整改进展",
            "按单位报来的内容登记；佐证材料登记后加在右边。",
            "登记",
            [Progress.type.field(name) for name in _REPORT],
            lambda values: rectification.report(session, task.id, **values),
            given={"reported_on": session.today.isoformat()},
        )
        sheet.open()

    def _propose_card(self) -> None:
        task = self._task()
        found = self._frame.desk.session.table(Feedback).get(task.feedback_id)
        propose_sheet(self, self._frame, found, task).open()

    def _accept(self) -> None:
        one = self.progress
        if one is None:
            return
        sheet = ConfirmSheet(self, "审核通过", "这份进展属实，佐证材料齐全。", "通过", ask_reason=True)
        sheet.accepted.connect(
            lambda: self._do(
                lambda session: rectification.review(session, one.id, one.version, agree=True, words=sheet.reason)
            )
        )
        sheet.open()

    def _return(self) -> None:
        one = self.progress
        if one is None:
            return
        sheet = ConfirmSheet(
            self, "退回进展", "单位将看到退回原因。", "退回", reasons=RETURN_REASONS, reason_required=True
        )
        sheet.accepted.connect(
            lambda: self._do(
                lambda session: rectification.review(session, one.id, one.version, agree=False, words=sheet.reason)
            )
        )
        sheet.open()

    def _open(self) -> None:
        if self.progress is not None:
            self._frame.open_record(Progress.type.name, self.progress.id)

    def _propose(self) -> None:
        task = self._task()
        self._do(lambda session: rectification.propose_closing(session, task.id, task.version))

    def _approve(self) -> None:
        self._decide(Verdict(True, self._frame.desk.session.today.isoformat()))

    def _decline(self) -> None:
        sheet = ConfirmSheet(self, "退回销号", "这项任务退回督查员，继续整改。", "退回", reason_required=True)
        today = self._frame.desk.session.today.isoformat()
        sheet.accepted.connect(lambda: self._decide(Verdict(False, today, reason=sheet.reason)))
        sheet.open()

    def _decide(self, verdict: Verdict) -> None:
        paper = self.paper
        if paper is not None:
            self._do(lambda session: chains.decide(session, paper.id, paper.version, verdict))

    def _reopen(self) -> None:
        task = self._task()
        sheet = ConfirmSheet(
            self, "重新打开", "以前审核通过的报告不再作为销号依据，单位须重新报告。", "重新打开", reason_required=True
        )
        sheet.accepted.connect(
            lambda: self._do(lambda session: rectification.reopen(session, task.id, task.version, sheet.reason))
        )
        sheet.open()

    def _correct(self) -> None:
        task, session = self._task(), self._frame.desk.session
        kind = ask("due_kind", "时限性质", Kind.CODE, source="due_kind", optional=False)
        FieldSheet(
            self,
            MoreNames(self._frame.names, {"due_kind": _KINDS}),
            f"修改第{task.number}项措施",
            "单位自定时限由单位确定；规定时限按条文推算，不必填写日期；长期坚持没有日期。",
            "保存",
            [
                *(RectificationTask.type.field(name) for name in _CORRECT[:-1]),
                kind,
                RectificationTask.type.field("due_on"),
            ],
            lambda values: rectification.correct(
                session, task.id, task.version, **values | {"due_kind": DueKind(values["due_kind"])}
            ),
            given={name: getattr(task, name) for name in _CORRECT} | {"due_kind": task.due_kind.value},
            chips=("due_kind",),
        ).open()

    def _do(self, work: Any) -> None:
        self._frame.desk.run(work)

    def _task(self) -> RectificationTask:
        if self._lit is None:
            raise Refused("请先选择一项措施")
        return self._lit.task

    # ------------------------------------------------------------ building

    def _make_buttons(self) -> None:
        self.report_button = button("登记进展…", self._report, picture="plus")
        self.correct_button = button("修改…", self._correct, "quiet")
        self.card_button = button("质量牌…", self._propose_card, "quiet")
        self.card_button.setToolTip("提出这项措施的质量牌，由另一人认定")
        self.accept_button = button("通过…", self._accept)
        self.return_button = button("退回…", self._return)
        self.open_button = button("放大", self._open, "quiet")
        self.open_button.setToolTip("在整页上查看这份进展和佐证材料")
        self.propose_button = button("提请销号", self._propose, "primary")
        self.approve_button = button("审定销号", self._approve, "primary")
        self.decline_button = button("退回…", self._decline)
        self.reopen_button = button("重新打开…", self._reopen)
        for one in (self.approve_button, self.decline_button, self.reopen_button):
            only(one, False)

    def _build(self) -> None:
        self._below = QStackedWidget()
        self._below.addWidget(self.empty)
        self._below.addWidget(self._reported())
        inner = QWidget()
        whole = QVBoxLayout(inner)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(Space.TIGHT)
        head = QHBoxLayout()
        head.addWidget(self.measure, 1)
        head.addWidget(self.card, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self.light, 0, Qt.AlignmentFlag.AlignTop)
        whole.addLayout(head)
        whole.addWidget(self.facts)
        whole.addWidget(self.beside)
        whole.addWidget(self._below, 1)
        acts = (self.report_button, self.correct_button, self.card_button, self.why_not, self.reopen_button)
        foot = row(*acts, self.decline_button, self.approve_button, self.propose_button)
        foot.setStretch(3, 1)
        whole.addLayout(foot)
        self._stack = QStackedWidget()
        self._stack.addWidget(EmptyState("list", "在左边选中一项措施，在这里查看进展和佐证材料"))
        self._stack.addWidget(inner)
        self.body.setContentsMargins(Space.NORMAL, Space.NEAR, Space.NORMAL, Space.NEAR)
        self.add(self._stack, 1)

    def _reported(self) -> QSplitter:
        """A report and the names of its evidence at the left; at the right the pages, with all the height there is."""
        judge = QWidget()
        left = QVBoxLayout(judge)
        left.setContentsMargins(0, 0, 0, 0)
        left.setSpacing(Space.HAIR)
        self.list.setFixedHeight(_REPORTS)
        self.said.setAlignment(Qt.AlignmentFlag.AlignTop)
        left.addWidget(self.list)
        left.addWidget(scrolled(self.said, "进展情况"), 3)
        left.addWidget(self.verdict)
        left.addLayout(row(self.accept_button, self.return_button, 1, self.open_button))
        left.addWidget(self.files, 4)
        self.parts = QSplitter(Qt.Orientation.Horizontal)
        self.parts.addWidget(judge)
        self.parts.addWidget(self.files.preview)
        for small in (self.files.empty, self.files.grid, self.files.preview.told):
            small.setMinimumHeight(_LOW)  # the board is looked at on 680 lines too
        self.files.grid.horizontalHeader().hide()  # name and pages tell themselves apart
        judge.setMinimumWidth(_JUDGE)
        self.parts.setSizes([_JUDGE, 380])
        self.parts.setHandleWidth(Space.NEAR)
        self.parts.setChildrenCollapsible(False)
        return self.parts
