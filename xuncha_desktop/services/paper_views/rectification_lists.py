"""三清单 and 整改台账 of a feedback: its levels, the measures under them, who answers, how far they have come."""

from collections.abc import Mapping
from typing import TypeVar

from xuncha_desktop.kernel.levels import Tone
from xuncha_desktop.printing.forms import rectification_ledger as ledger_form
from xuncha_desktop.printing.forms import three_lists
from xuncha_desktop.printing.forms.ledger import LedgerRow
from xuncha_desktop.printing.forms.rectification_ledger import RectificationLedger
from xuncha_desktop.printing.forms.register import Register
from xuncha_desktop.printing.forms.three_lists import DutyList, ProblemList, TaskList
from xuncha_desktop.printing.tables import Column
from xuncha_desktop.records.organisation import Round, Unit
from xuncha_desktop.records.rectification import (
    DueKind,
    Feedback,
    FeedbackItem,
    ItemLevel,
    Progress,
    ProgressState,
    RectificationTask,
    TaskState,
)
from xuncha_desktop.rules.profile import Profile
from xuncha_desktop.services import days, feedback_items, profiles, rectification_board
from xuncha_desktop.services.office_forms import TableWords
from xuncha_desktop.services.paper_views import Heads, blank_of, paper_of
from xuncha_desktop.services.rectification_board import Lit
from xuncha_desktop.services.session import Session
from xuncha_desktop.storage.table import Where

PROBLEMS, TASKS, DUTIES, LEDGER = "problem_list", "task_list", "duty_list", "rectification_ledger"
_ACROSS = 257
_LEVEL = RectificationTask.type.level
R = TypeVar("R", bound=Register)


def _has_items(session: Session, feedback: Feedback) -> str | None:
    return None if feedback_items.of(session, feedback) else "反馈意见还没有条目"


def _has_tasks(session: Session, feedback: Feedback) -> str | None:
    found = session.table(RectificationTask).count(Where("feedback_id = ?", (feedback.id,)))
    return None if found else "还没有登记整改任务"


@paper_of(PROBLEMS, Feedback, ready=_has_items)
def problems(session: Session, feedback: Feedback) -> ProblemList:
    """The feedback by its levels, one row an item that has none below; it names no 底稿."""
    words = TableWords(profiles.of_round(session, feedback.round_id), PROBLEMS, three_lists.PROBLEMS)
    tree = _Tree(feedback_items.of(session, feedback))
    rows = [
        words.row({"order": str(number), **tree.levels(item), "requirement": tree.requirement(item)})
        for number, item in enumerate(tree.leaves(), 1)
    ]
    scope = _scope(session, feedback, f"共{len(rows)}项")
    return words.register(ProblemList, Feedback.type.level, scope, rows, across=_ACROSS)


@paper_of(TASKS, Feedback, ready=_has_tasks)
def tasks(session: Session, feedback: Feedback) -> TaskList:
    """Goal, measure and date of each problem."""
    words = TableWords(profiles.of_round(session, feedback.round_id), TASKS, three_lists.TASKS)
    rows = _measures(session, feedback, words)
    scope = _scope(session, feedback, f"共{len(rows)}项措施")
    return words.register(TaskList, _LEVEL, scope, rows, across=_ACROSS)


@paper_of(DUTIES, Feedback, ready=_has_tasks)
def duties(session: Session, feedback: Feedback) -> DutyList:
    """Who answers for each measure; the leader in charge is written in by the unit."""
    words = TableWords(profiles.of_round(session, feedback.round_id), DUTIES, three_lists.DUTIES)
    rows = _measures(session, feedback, words)
    scope = _scope(session, feedback, f"共{len(rows)}项措施")
    return words.register(DutyList, _LEVEL, scope, rows, across=_ACROSS)


@paper_of(LEDGER, Feedback, ready=_has_tasks)
def ledger(session: Session, feedback: Feedback) -> RectificationLedger:
    """Every measure with its last report, its evidence and its light of today."""
    words = TableWords(profiles.of_round(session, feedback.round_id), LEDGER, ledger_form.COLUMNS)
    rows = _measures(session, feedback, words, toned=True)
    scope = _scope(session, feedback, f"共{len(rows)}项措施")
    return words.register(RectificationLedger, _LEVEL, scope, rows, across=_ACROSS)


@blank_of(PROBLEMS)
def _blank_problems(profile: Profile, heads: Heads) -> ProblemList:
    return _empty(ProblemList, profile, PROBLEMS, three_lists.PROBLEMS)


@blank_of(TASKS)
def _blank_tasks(profile: Profile, heads: Heads) -> TaskList:
    return _empty(TaskList, profile, TASKS, three_lists.TASKS)


@blank_of(DUTIES)
def _blank_duties(profile: Profile, heads: Heads) -> DutyList:
    return _empty(DutyList, profile, DUTIES, three_lists.DUTIES)


@blank_of(LEDGER)
def _blank_ledger(profile: Profile, heads: Heads) -> RectificationLedger:
    return _empty(RectificationLedger, profile, LEDGER, ledger_form.COLUMNS)


def _empty(kind: type[R], profile: Profile, form: str, own: Mapping[str, Column]) -> R:
    """The table with rows to write in; a list of the unit's own says nothing of which unit."""
    return TableWords(profile, form, own).register(kind, _LEVEL, "", across=_ACROSS)


class _Tree:
    """The items of a feedback by their ids, and what stands above and below each."""

    def __init__(self, items: list[FeedbackItem]) -> None:
        self._items = items
        self._by_id = {item.id: item for item in items}

    def leaves(self) -> list[FeedbackItem]:
        """The items without any below, in reading order."""
        above = {item.parent_id for item in self._items}
        return [item for item in self._items if item.id not in above]

    def line(self, item: FeedbackItem | None) -> list[FeedbackItem]:
        """The item and all above it, itself first."""
        found: list[FeedbackItem] = []
        while item is not None:
            found.append(item)
            item = self._by_id.get(item.parent_id or "")
        return found

    def levels(self, item: FeedbackItem | None) -> dict[str, str]:
        """The words of each level over an item, by the level's name."""
        return {one.level.value: one.wording for one in self.line(item)}

    def requirement(self, item: FeedbackItem) -> str:
        """What is required, said on the item or on the next one above that says it."""
        return next((one.requirement for one in self.line(item) if one.requirement), "")

    def problem(self, item_id: str) -> str:
        """The problem an item belongs to; where nothing is told by problems, the item's own words."""
        item = self._by_id.get(item_id)
        return self.levels(item).get(ItemLevel.PROBLEM.value, item.wording if item else "")


def _measures(session: Session, feedback: Feedback, words: TableWords, *, toned: bool = False) -> tuple[LedgerRow, ...]:
    tree = _Tree(feedback_items.of(session, feedback))
    told, files = _told(session, feedback), _files(session, feedback)
    return tuple(
        words.row(
            {
                "order": one.task.number,
                "problem": tree.problem(one.task.item_id),
                "progress": told.get(one.task.id, ""),
                "evidence": f"{files[one.task.id]}件" if one.task.id in files else "",
                **_said(one),
            },
            one.light.tone if toned else Tone.CALM,
        )
        for one in rectification_board.of(session, feedback)
    )


def _said(one: Lit) -> dict[str, str]:
    task = one.task
    lasting = task.due_kind is DueKind.LASTING
    return {
        "goal": task.goal or "",
        "measure": task.measure,
        "responsible_unit": task.responsible_unit,
        "responsible_person": task.responsible_person,
        "person": task.responsible_person,
        "due": task.due_kind.label if lasting else task.due_on or "",
        "note": "" if lasting else task.due_kind.label,
        "state": task.state.label if task.state is TaskState.CLOSED else one.light.words,
    }


def _told(session: Session, feedback: Feedback) -> Mapping[str, str]:
    """The last report on each measure; one that was not accepted says so."""
    where = Where("task_id IN (SELECT id FROM rectification_task WHERE feedback_id = ?)", (feedback.id,))
    found = session.table(Progress).where(where, order="rowid")
    return {
        one.task_id: one.content if one.state is ProgressState.ACCEPTED else f"{one.content}（{one.state.label}）"
        for one in found
    }


def _files(session: Session, feedback: Feedback) -> Mapping[str, int]:
    rows = session.table(Progress).db.execute(
        "SELECT progress.task_id, count(*) FROM evidence JOIN progress ON progress.id = evidence.owner_id"
        " JOIN rectification_task ON rectification_task.id = progress.task_id"
        " WHERE rectification_task.feedback_id = ? GROUP BY progress.task_id",
        (feedback.id,),
    )
    return {str(task_id): int(count) for task_id, count in rows.fetchall()}


def _scope(session: Session, feedback: Feedback, count: str) -> str:
    names = session.table(Round).get(feedback.round_id).name, session.table(Unit).get(feedback.unit_id).name
    return "　".join((*names, f"截至{days.words(session.today)}", count))
