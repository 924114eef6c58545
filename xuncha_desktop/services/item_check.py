"""A unit's plan or report beside the feedback, item by item: what it leaves unanswered.

The regulations order that every problem is answered, not that the office refuses what falls short: it is told.
"""

from collections.abc import Sequence

from xuncha_desktop.records.rectification import Feedback, IncomingDocument, Progress, RectificationTask
from xuncha_desktop.services import feedback_items
from xuncha_desktop.services.feedback_versions import numbered
from xuncha_desktop.services.rectification_documents import REPORT
from xuncha_desktop.services.session import Session
from xuncha_desktop.storage.table import Where

PLAN = "rectification_plan"
_SHOWN = 24  # characters of an item's wording


def unanswered(session: Session, received: IncomingDocument) -> list[str]:
    """Each lowest item of the feedback the measures entered so far do not answer, by its number: 一（一）1.

    A plan wants a measure, with who and by when, which no measure is kept without; a report, that one was reported on.
    Empty for papers of another kind.
    """
    if received.document not in (PLAN, REPORT):
        return []
    feedback = session.table(Feedback).get(received.feedback_id)
    items = numbered(feedback_items.of(session, feedback), None, leaves_out_own=False)
    above = {one.item.parent_id for one in items}
    tasks = session.table(RectificationTask).where(Where("feedback_id = ?", (feedback.id,)))
    measured = {one.item_id for one in tasks}
    reported = _reported(session, feedback, tasks) if received.document == REPORT else measured
    return [
        f"{one.path}“{_short(one.item.wording)}”{'没有报告整改情况' if one.item.id in measured else '没有整改措施'}"
        for one in items
        if one.item.parent_id and one.item.id not in above and one.item.id not in reported
    ]


def _reported(session: Session, feedback: Feedback, tasks: Sequence[RectificationTask]) -> set[str]:
    told = "task_id IN (SELECT id FROM rectification_task WHERE feedback_id = ?)"
    done = {one.task_id for one in session.table(Progress).where(Where(told, (feedback.id,)))}
    return {one.item_id for one in tasks if one.id in done}


def _short(words: str) -> str:
    return words if len(words) <= _SHOWN else f"{words[: _SHOWN - 1]}…"
