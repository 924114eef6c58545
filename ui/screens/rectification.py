"""The supervisor's board: a unit's measures with lights, progress and evidence; notices, plans and reports."""

from datetime import timedelta
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from ui.office.incoming import IncomingPage
from ui.office.notice_sheet import NoticeSheet, NoticesPage
from ui.office.parts import Chooser, allow, button, clear, row
from ui.office.paste import Line, PasteSheet
from ui.office.tabs import Tabs
from ui.office.task_list import TaskList, TaskRow
from ui.office.task_panel import TaskPanel
from ui.office.urging_page import UrgingPage
from ui.shell.frame import Frame
from ui.theme.metrics import Space
from ui.widgets.card import Card, Figure
from ui.widgets.empty import EmptyState
from xuncha_desktop.records.rectification import DueKind, Feedback, FeedbackState, ProgressState, TaskState
from xuncha_desktop.services import (
    due_reasons,
    feedback_items,
    notices,
    quality_cards,
    reading,
    rectification,
    rectification_board,
    rectification_table,
)
from xuncha_desktop.services.due_reasons import Why
from xuncha_desktop.services.feedback_versions import numbered
from xuncha_desktop.services.reading import Query
from xuncha_desktop.services.rectification_board import SOON, Lit
from xuncha_desktop.services.session import Changes

BOARD, INCOMING, NOTICES, URGED = "整改任务", "方案和报告", "督办通知单", "质量和督促"
ALL, LATE, DUE, REVIEW, CLOSED = "全部", "逾期", f"{SOON}天内到期", "待审核", "已销号"
FILTERS = (ALL, LATE, DUE, REVIEW, CLOSED)
REPLY_DAYS = 7  # calendar days from today that a notice proposes; the supervisor may write another
_WORDS = {  # of a refused row: which column the sentence is about
    "item": ("条目",),
    "due": ("时限", "这一天"),
    "responsible_unit": ("责任单位",),
    "responsible_person": ("责任人",),
    "goal": ("整改目标",),
    "measure": ("整改措施",),
}
_COLUMNS = (
    ("item", "反馈条目"),
    ("measure", "整改措施"),
    ("goal", "整改目标"),
    ("responsible_unit", "责任单位"),
    ("responsible_person", "责任人"),
    ("due", "整改时限"),
)


class RectificationScreen(QWidget):
    """One unit at a time."""

    def __init__(self, frame: Frame, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._frame = frame
        self.feedback: Feedback | None = None
        self.chooser = Chooser("单位", 270)
        self.chooser.turned.connect(lambda _: self.reload())
        self.figures: dict[str, Figure] = {}
        self._figure_row = QHBoxLayout()
        self._figure_row.setSpacing(0)
        self.board = BoardPage(frame)
        self.incoming = IncomingPage(frame)
        self.notices = NoticesPage(frame)
        self.urged = UrgingPage(frame)
        self.tabs = Tabs("整改督查")
        pages = ((BOARD, self.board), (INCOMING, self.incoming), (NOTICES, self.notices), (URGED, self.urged))
        for title, page in pages:
            self.tabs.add(title, lambda page=page: page)
        self.empty = EmptyState("clipboard-check", "还没有签收的反馈意见。反馈意见签收后，单位的整改从这里督查。")
        self._stack = QStackedWidget()
        self._stack.addWidget(self.empty)
        self._stack.addWidget(self.tabs)
        head = Card()
        head.body.setContentsMargins(Space.TIGHT, 0, Space.TIGHT, 0)
        head.body.addLayout(self._figure_row)
        self._head = head
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.WIDE, 0, Space.WIDE, Space.NORMAL)
        column.setSpacing(Space.TIGHT)
        top = row(self.chooser, head)
        top.setStretch(1, 1)
        column.addLayout(top)
        column.addWidget(self._stack, 1)
        for title in (INCOMING, NOTICES, URGED, BOARD):
            self.tabs.turn(title)
        frame.desk.changed.connect(self._on_changed)
        frame.desk.day_changed.connect(lambda _: self.reload())
        self.reload()

    def reload(self) -> None:
        """Read everything anew."""
        session = self._frame.desk.session
        wanted = Query(Feedback.type.name, choices={"state": frozenset((FeedbackState.RECEIPTED.value,))})
        found: list[Any] = list(reading.page(session, wanted, size=200).rows)
        units = self._frame.names.titles("unit", [one.unit_id for one in found])
        self.chooser.show_items([(one.id, f"{units[one.unit_id]}　{one.number}") for one in found])
        self.feedback = next((one for one in found if one.id == self.chooser.current), None)
        self._stack.setCurrentWidget(self.tabs if self.feedback else self.empty)
        self.chooser.setVisible(self.feedback is not None)
        self._head.setVisible(self.feedback is not None)
        if self.feedback is not None:
            self._show_figures(self.feedback)
            self.board.show_feedback(self.feedback)
            self.incoming.show_feedback(self.feedback)
            self.notices.show_feedback(self.feedback)
            self.urged.show_feedback(self.feedback)

    def _show_figures(self, found: Feedback) -> None:
        listed = rectification_board.figures(self._frame.desk.session, found.round_id, found.id)
        if list(self.figures) != [one.label for one in listed]:
            clear(self._figure_row)
            self.figures = {}
            for one in listed:
                made = Figure("", one.label)
                made.ensurePolished()
                made.setFixedSize(76, 60)
                made.opened.connect(lambda name=one.label: self._frame.open_list(name, self._queries[name]))
                self.figures[one.label] = made
                self._figure_row.addWidget(made)
            self._figure_row.addStretch(1)
        self._queries = {one.label: one.query for one in listed}
        for one in listed:
            self.figures[one.label].show_number(str(one.count))

    def _on_changed(self, changes: Changes) -> None:
        types = ("feedback", "feedback_item", "rectification_task", "progress", "evidence", "paper", "deadline")
        if changes.of(*types, "incoming_document", "supervision_notice", "quality_card", "urging"):
            self.reload()


class BoardPage(QWidget):
    """The measures at the left, the chosen one at the right."""

    def __init__(self, frame: Frame, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._frame = frame
        self._feedback: Feedback | None = None
        self._lit: dict[str, Lit] = {}
        self._why: dict[str, Why] = {}
        self._waiting: set[str] = set()
        self._cards: dict[str, str] = {}
        self.filters: dict[str, QPushButton] = {}
        self._group = QButtonGroup(self)
        for words in FILTERS:
            chip = QPushButton(words)
            chip.setCheckable(True)
            chip.setProperty("look", "chip")
            chip.clicked.connect(lambda: self._show_list())
            self._group.addButton(chip)
            self.filters[words] = chip
        self.filters[ALL].setChecked(True)
        self.list = TaskList()
        self.list.chosen.connect(lambda task_id: self.panel.show_task(self._lit.get(task_id)))
        self.list.ticked.connect(self._show_ticks)
        self.panel = TaskPanel(frame)
        self.paste_button = button("从WPS粘贴措施…", self.paste, picture="table")
        self.tick_button = button("勾选全部逾期", self.list.tick_all, "quiet")
        self.notice_button = button("督办通知单…", self.press, "primary", "bell")
        self.nothing = EmptyState("list", "", "")
        self.nothing.acted.connect(self._on_nothing)
        self._build()

    def show_feedback(self, found: Feedback) -> None:
        """Another feedback, or the same anew."""
        session = self._frame.desk.session
        self._feedback = found
        self._lit = {lit.task.id: lit for lit in rectification_board.of(session, found)}
        self._why = due_reasons.of_tasks(session, [lit.task for lit in self._lit.values()])
        self._waiting = {one.task_id for one in rectification_board.to_review(session, found.round_id)}
        self._cards = quality_cards.upheld_words(session, found)
        self._lines = numbered(feedback_items.of(session, found), None, leaves_out_own=False)
        allow(self.paste_button, rectification.import_table.why_not(session))
        for words, chip in self.filters.items():
            count = sum(self._fits(lit, words) for lit in self._lit.values())
            chip.setText(f"{words} {count}")
            chip.setAccessibleName(f"{words}，{count}项")
        self._show_list()

    def paste(self) -> None:
        """Ask for the unit's table of measures."""
        found, session = self._feedback, self._frame.desk.session
        assert found is not None
        self.sheet = PasteSheet(
            self,
            self._frame,
            "粘贴单位的整改措施表",
            "各列依次为："
            + "、".join(words for _, words in _COLUMNS)
            + "。反馈条目写编号，如“一（一）1”，空着的同上一行。",
            _COLUMNS,
            lambda text: _lines(rectification.preview(session, found, text).rows),
            lambda values: self._frame.say(
                f"已登记{len(rectification.import_table(session, found.id, values['text']))}项措施"
            ),
            rectification_table.MAX_ROWS,
        )
        self.sheet.open()

    def press(self) -> None:
        """Look at a notice about the ticked measures."""
        today = self._frame.desk.session.today
        self.notice = NoticeSheet(self, self._frame, self.list.ticks, (today + timedelta(days=REPLY_DAYS)).isoformat())
        self.notice.open()

    @property
    def wanted(self) -> str:
        """The filter that is on."""
        return next(words for words, chip in self.filters.items() if chip.isChecked())

    def _fits(self, lit: Lit, words: str) -> bool:
        task, days = lit.task, lit.light.days
        running = task.state is not TaskState.CLOSED
        dated = running and task.due_kind is not DueKind.LASTING and days is not None
        return {
            ALL: True,
            LATE: dated and days is not None and days < 0,
            DUE: dated and days is not None and 0 <= days <= SOON,
            REVIEW: task.id in self._waiting,
            CLOSED: not running,
        }[words]

    def _show_list(self) -> None:
        chosen = [lit for lit in self._lit.values() if self._fits(lit, self.wanted)]
        by_item: dict[str, list[TaskRow]] = {}
        for lit in chosen:
            by_item.setdefault(lit.task.item_id, []).append(self._row(lit))
        groups = [
            (f"{one.path}　{' '.join(one.item.wording.split())}", by_item[one.item.id])
            for one in self._lines
            if one.item.id in by_item
        ]
        self.list.show_groups(groups)
        self._left.setCurrentWidget(self.list if chosen else self.nothing)
        if not self._lit:
            self.nothing.say("table", "还没有登记整改措施。把单位报来的措施表从WPS粘贴进来。", "从WPS粘贴措施…")
        elif not chosen:
            self.nothing.say("check-circle", f"没有“{self.wanted}”的措施", "显示全部")
        if not chosen:
            self.panel.show_task(None)
        else:
            self.panel.show_task(self._lit.get(self.list.current))
        self.tick_button.setVisible(any(self._fits(lit, LATE) for lit in self._lit.values()))

    def _row(self, lit: Lit) -> TaskRow:
        task = lit.task
        whose = {DueKind.OWN: "自定时限", DueKind.ARTICLE: "规定时限", DueKind.LASTING: ""}[task.due_kind]
        said = "　".join(task.measure.split())
        state = ProgressState.REPORTED.label if task.id in self._waiting else task.state.label
        card = f"　质量牌：{self._cards[task.id]}" if task.id in self._cards else ""
        return TaskRow(
            task.id,
            task.number,
            said,
            lit.light.tone,
            lit.light.words,
            task.due_on or "",
            f" {whose}" if whose else "",
            f"{task.responsible_unit} {task.responsible_person}",
            f"{state}{card}",
            self._fits(lit, LATE),
            self._why.get(task.id),
        )

    def _show_ticks(self) -> None:
        count = len(self.list.ticks)
        self.notice_button.setText(f"督办通知单（{count}项）…" if count else "督办通知单…")
        why_not = notices.issue.why_not(self._frame.desk.session)
        allow(self.notice_button, why_not or (None if count else "请先勾选逾期的措施"))

    def _on_nothing(self) -> None:
        if self._lit:
            self.filters[ALL].click()
        else:
            self.paste()

    def _build(self) -> None:
        self._left = QStackedWidget()
        self._left.addWidget(self.list)
        self._left.addWidget(self.nothing)
        self.parts = QSplitter(Qt.Orientation.Horizontal)
        self.parts.addWidget(self._left)
        self.parts.addWidget(self.panel)
        self.parts.setSizes([360, 660])
        self.parts.setHandleWidth(Space.NEAR)
        self.parts.setChildrenCollapsible(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.TIGHT)
        acts = (self.paste_button, self.tick_button, self.notice_button)
        column.addLayout(row(*self.filters.values(), 1, *acts))
        column.addWidget(self.parts, 1)


def _lines(rows: Any) -> list[Line]:
    """Pasted rows with what is wrong laid into the cell it is about."""
    found: list[Line] = []
    for one in rows:
        values = one.values
        due = values.get("due_on") or ("长期坚持" if values.get("due_kind") is DueKind.LASTING else "")
        cells = {name: str(values.get(name) or "") for name, _ in _COLUMNS} | {"item": one.path, "due": due}
        issues: dict[str, str] = {}
        rest: list[str] = []
        for issue in one.issues:
            name = next((name for name, words in _WORDS.items() if any(word in issue for word in words)), "")
            if name:
                issues[name] = issue
            else:
                rest.append(issue)
        found.append(Line(one.line, cells, issues, "；".join(rest)))
    return found
