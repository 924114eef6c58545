"""整改任务: measures under feedback items, reports on them and their review, closing by two persons, reopening."""

import json
from typing import Any

from xuncha_desktop.kernel.canonical import digest
from xuncha_desktop.kernel.errors import Invalid, NotAllowed, Refused, Stale
from xuncha_desktop.kernel.people import OFFICE, Post
from xuncha_desktop.records.onsite import Evidence
from xuncha_desktop.records.papers import Paper, PaperState
from xuncha_desktop.records.rectification import (
    DueKind,
    Feedback,
    FeedbackItem,
    FeedbackState,
    Progress,
    ProgressState,
    RectificationTask,
    TaskState,
)
from xuncha_desktop.services import chains, days, feedback_items, numbering, profiles, rectification_table
from xuncha_desktop.services.feedback_versions import numbered
from xuncha_desktop.services.rectification_documents import JUDGES, article_clock
from xuncha_desktop.services.rectification_table import Preview
from xuncha_desktop.services.session import Session, Tx
from xuncha_desktop.services.use_case import use_case
from xuncha_desktop.storage.table import Where

CLOSING = "rectification_closing"


@use_case("rectification_task.add", "添加整改任务", by=OFFICE)
def add(tx: Tx, item_id: str, **values: Any) -> RectificationTask:
    """Write down one measure under a feedback item. Raises `Invalid`, `Refused` before the feedback was received."""
    item = tx.table(FeedbackItem).get(item_id)
    feedback = _received(tx, item.feedback_id)
    _refuse_branch(tx, feedback, item)
    made = _task(tx, feedback, item, _count(tx.session, feedback) + 1, values)
    return tx.add(_dated(tx.session, made))


@use_case("rectification_task.import", "导入整改任务", by=OFFICE)
def import_table(tx: Tx, feedback_id: str, text: str) -> list[RectificationTask]:
    """Keep every row of a pasted table, or none: `Invalid` names each row that cannot be kept."""
    feedback = _received(tx, feedback_id)
    found = preview(tx.session, feedback, text)
    if found.issues:
        raise Invalid({str(number): issue for number, issue in enumerate(found.issues)})
    first = _count(tx.session, feedback) + 1
    made = [
        _task(tx, feedback, row.item, number, dict(row.values))
        for number, row in enumerate(found.rows, first)
        if row.item
    ]
    tx.add_many(made)
    return made


@use_case("rectification_task.correct", "修改整改任务", by=OFFICE)
def correct(tx: Tx, task_id: str, version: int, **values: Any) -> RectificationTask:
    """Change a measure that is not closed. Raises `Refused`, `Invalid`, `Stale`."""
    task = _open(tx, task_id)
    cleaned = RectificationTask.type.clean(values)
    dated = _dated(tx.session, task.changed(**cleaned))
    return tx.change(task, version, **cleaned | {"due_on": dated.due_on})


@use_case("progress.report", "登记整改进展", by=OFFICE)
def report(tx: Tx, task_id: str, **values: Any) -> Progress:
    """Enter what the unit reports on a measure; its evidence is hung on the report. Raises `Refused`, `Invalid`."""
    task = _open(tx, task_id)
    if _newest(tx.session, task, ProgressState.REPORTED):
        raise Refused("上一份进展还没有审核，请先审核")
    made = tx.new(Progress, task_id=task.id, turn=task.reopened, **values)
    days.happened(tx.session, made.reported_on, "报告日期")
    if made.finished:
        tx.change(task, None, state=TaskState.REPORTED)
    return made


@use_case("progress.review", "审核整改进展", by={Post.RECTIFICATION_SUPERVISOR})
def review(tx: Tx, progress_id: str, version: int, *, agree: bool, words: str = "") -> Progress:
    """Accept a report or return it with a reason; an accepted one may still be returned until it closed the measure.

    Raises `Refused`, `Stale`.
    """
    progress = tx.table(Progress).get(progress_id)
    task = _open(tx, progress.task_id)
    if progress.state is ProgressState.RETURNED or (agree and progress.state is ProgressState.ACCEPTED):
        raise Refused(f"这份进展已经审核（{progress.state.label}）")
    if not agree and not words.strip():
        raise Refused("退回须写明原因，让单位知道还差什么")
    state = ProgressState.ACCEPTED if agree else ProgressState.RETURNED
    said = {"review": words, "reviewed_on": tx.today.isoformat(), "reviewer": tx.actor.name}
    if not agree:
        tx.change(task, None, reason=words, state=TaskState.OPEN)
    return tx.change(progress, version, state=state, **said)


@use_case("rectification_task.propose_closing", "提请整改销号", by=OFFICE)
def propose_closing(tx: Tx, task_id: str, version: int) -> Paper:
    """The first of two: send the measure to the director for closing, as the profile's chain says.

    Raises `Refused` without an accepted report that has evidence, `NotAllowed` for another post, `Stale`.
    """
    task = tx.table(RectificationTask).get(task_id)
    if reason := why_not_close(tx.session, task):
        raise reason
    if version != task.version:
        raise Stale("这条整改任务刚被别人改过，请重新打开后再提请")
    view = _closing_view(tx, task)
    title = f"整改任务{task.number}销号：{task.measure.splitlines()[0][:60]}"
    before = closing_of(tx.session, task)
    if before and before.state is PaperState.RETURNED:
        return chains.again(tx, before, title, view, digest(view))
    number = numbering.of_office(tx, CLOSING, tx.today.year)
    return chains.start(tx, CLOSING, number, title, task, view, digest(view))


@chains.outcome(CLOSING)
def _follow(tx: Tx, paper: Paper) -> None:
    """The second of two closes the measure; he cannot be the first."""
    if paper.state is not PaperState.SIGNED:
        return
    if json.loads(paper.view)["proposer"] == tx.actor.user_id:
        raise NotAllowed("销号须由两人先后办理，提请人不能自己审定")
    task = tx.table(RectificationTask).get(paper.subject_id)
    closed = task.changed(state=TaskState.CLOSED, closed_on=tx.today.isoformat())
    tx.save(task, closed, reason=f"销号{paper.number}")


@use_case("rectification_task.reopen", "重新打开整改任务", by=JUDGES)
def reopen(tx: Tx, task_id: str, version: int, reason: str) -> RectificationTask:
    """A closed measure turns out not to be mended; what was accepted before closes nothing any more."""
    task = tx.table(RectificationTask).get(task_id)
    if task.state is not TaskState.CLOSED:
        raise Refused("只有已销号的任务可以重新打开")
    if not reason.strip():
        raise Refused("请写明重新打开的原因")
    again = {"state": TaskState.OPEN, "closed_on": None, "reopened": task.reopened + 1}
    return tx.change(task, version, reason=reason, **again)


def preview(session: Session, feedback: Feedback, text: str) -> Preview:
    """What a pasted table would become: every row with its item, its values and what is wrong with it."""
    lines = numbered(feedback_items.of(session, feedback), None, leaves_out_own=False)
    return rectification_table.read(text, lines)


def why_not_close(session: Session, task: RectificationTask) -> Refused | None:
    """Why this person cannot propose closing this measure now; None if he can."""
    chain = profiles.of_round(session, task.round_id).chain_for(CLOSING)
    if chain is None:
        return Refused("本轮次的规则档没有规定销号由谁办理")
    if not {post.value for post in session.actor.posts} & set(chain.steps[0].by):
        return NotAllowed(f"“{chain.steps[0].label}”不由您的岗位办理")
    if task.state is TaskState.CLOSED:
        return Refused("这项任务已经销号")
    paper = closing_of(session, task)
    if paper and paper.state is PaperState.IN_CHAIN:
        return Refused("这项任务正在销号审定中")
    accepted = _newest(session, task, ProgressState.ACCEPTED, finished=True)
    if accepted is None:
        return Refused("没有审核通过的完成报告，不能销号")
    if not session.table(Evidence).count(Where("owner_id = ?", (accepted.id,))):
        return Refused("审核通过的报告没有佐证材料，请先补充材料，再提请销号")
    return None


def closing_of(session: Session, task: RectificationTask) -> Paper | None:
    """The last closing paper of a measure."""
    where = Where("subject_id = ? AND kind = ?", (task.id, CLOSING))
    found = session.table(Paper).where(where, order="rowid DESC", limit=1)
    return found[0] if found else None


def reports(session: Session, task: RectificationTask) -> list[Progress]:
    """What was reported on a measure, the newest first."""
    return session.table(Progress).where(Where("task_id = ?", (task.id,)), order="rowid DESC")


def why_no_evidence(session: Session, progress: Progress) -> str:
    """Why a report takes no more files; empty if it does.

    An accepted one still does while its measure is open, or it would have to be sent back only to get them; what the
    two who close a measure vouch for lists every file, so from then on nothing is added.
    """
    if progress.state is ProgressState.RETURNED:
        return "这份进展已退回，请登记新的进展，材料加在新的进展上"
    task = session.table(RectificationTask).find(progress.task_id)
    if task is None:
        return ""
    if task.state is TaskState.CLOSED:
        return "这项任务已经销号，材料不再增减"
    paper = closing_of(session, task)
    if paper and paper.state is PaperState.IN_CHAIN:
        return "这项任务正在销号审定中，材料不再增减"
    return ""


def added_after_review(session: Session, progress: Progress) -> int:
    """How many files were hung on an accepted report after it was accepted."""
    if progress.state is not ProgressState.ACCEPTED:
        return 0
    where = Where("owner_id = ? AND created_at > ?", (progress.id, progress.updated_at))
    return session.table(Evidence).count(where)


def _received(tx: Tx, feedback_id: str) -> Feedback:
    feedback = tx.table(Feedback).get(feedback_id)
    if feedback.state is not FeedbackState.RECEIPTED:
        raise Refused("反馈意见签收后才能登记整改任务")
    return feedback


def _refuse_branch(tx: Tx, feedback: Feedback, item: FeedbackItem) -> None:
    if item.removed or item.parent_id is None or feedback_items.children(tx.session, feedback, item.id):
        raise Refused("整改措施应写在最下一层的条目之下")


def _task(tx: Tx, feedback: Feedback, item: FeedbackItem, number: int, values: dict[str, Any]) -> RectificationTask:
    return RectificationTask(
        **tx.head(),
        **RectificationTask.type.clean(values),
        number=str(number),
        feedback_id=feedback.id,
        item_id=item.id,
        round_id=feedback.round_id,
        group_id=feedback.group_id,
        unit_id=feedback.unit_id,
    )


def _dated(session: Session, task: RectificationTask) -> RectificationTask:
    """The date that goes with whose date it is. Raises `Refused`."""
    if task.due_kind is DueKind.LASTING:
        return task.changed(due_on=None)
    if task.due_kind is DueKind.ARTICLE:
        feedback = session.table(Feedback).get(task.feedback_id)
        clock = article_clock(session, feedback)
        if clock is None or clock.due_on is None:
            raise Refused("本轮次的规则档没有规定整改的日期，请按单位自定时限登记")
        return task.changed(due_on=clock.due_on)
    days.exact(task.due_on or "", "整改时限")
    return task


def _open(tx: Tx, task_id: str) -> RectificationTask:
    task = tx.table(RectificationTask).get(task_id)
    if task.state is TaskState.CLOSED:
        raise Refused("这项任务已经销号；如有问题请先重新打开")
    paper = closing_of(tx.session, task)
    if paper and paper.state is PaperState.IN_CHAIN:
        raise Refused("这项任务正在销号审定中，请等审定后再办理")
    return task


def _newest(
    session: Session, task: RectificationTask, state: ProgressState, *, finished: bool = False
) -> Progress | None:
    where = Where("task_id = ? AND turn = ? AND state = ?", (task.id, task.reopened, state.value))
    if finished:
        where = where & Where("finished = 1")
    found = session.table(Progress).where(where, order="rowid DESC", limit=1)
    return found[0] if found else None


def _closing_view(tx: Tx, task: RectificationTask) -> dict[str, Any]:
    """What the two vouch for: the measure, the accepted report and its evidence; and who was the first of them."""
    accepted = _newest(tx.session, task, ProgressState.ACCEPTED, finished=True)
    assert accepted is not None  # why_not_close has proved it
    files = tx.table(Evidence).where(Where("owner_id = ?", (accepted.id,)), order="position")
    return {
        "task": task.id,
        "number": task.number,
        "measure": task.measure,
        "progress": accepted.id,
        "content": accepted.content,
        "review": accepted.review,
        "evidence": [{"name": file.name, "file": file.file} for file in files],
        "proposer": tx.actor.user_id,
    }


def _count(session: Session, feedback: Feedback) -> int:
    return session.table(RectificationTask).count(Where("feedback_id = ?", (feedback.id,)))
