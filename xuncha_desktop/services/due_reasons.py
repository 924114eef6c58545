"""Why a date stands where it does: one line for a hover and a paragraph for a paper, for whatever record bears one."""

from collections.abc import Sequence
from dataclasses import dataclass

from xuncha_desktop.records.preparation import InquiryLetter
from xuncha_desktop.records.rectification import Deadline, DueKind, Feedback, RectificationTask, SupervisionNotice
from xuncha_desktop.records.registry import Record, exact_day
from xuncha_desktop.records.requests import ImmediateRectification
from xuncha_desktop.records.urging import Urging
from xuncha_desktop.services import deadlines, immediate, profiles, reading, rectification_documents, reference_clocks
from xuncha_desktop.services.session import Session

COLUMN = "due_on"
_ASKED = {
    InquiryLetter.type.name: "reply_by_on",
    SupervisionNotice.type.name: "reply_by_on",
    Urging.type.name: "reply_by_on",
    ImmediateRectification.type.name: "limit_on",
}
"""Dates somebody set for the addressee."""
DATED = {Deadline.type.name: COLUMN, RectificationTask.type.name: COLUMN, **_ASKED}
"""The field of each record whose date can be explained."""


@dataclass(frozen=True, slots=True)
class Why:
    """What the date is of, its reckoning in one line, and in full."""

    title: str
    line: str
    paragraph: str


def of(session: Session, type_name: str, record_id: str) -> Why | None:
    """Why a record's date is what it is; None for a record without one. Raises `NotFound`, `NotAllowed`."""
    if type_name == Deadline.type.name:
        return of_clock(session, session.table(Deadline).get(record_id))
    if type_name == RectificationTask.type.name:
        return of_tasks(session, [session.table(RectificationTask).get(record_id)])[record_id]
    if type_name in _ASKED:
        return _of_asked(session, next(reading.by_ids(session, type_name, [record_id])))
    return None


def of_clock(session: Session, clock: Deadline) -> Why:
    """The reckoning of a clock by the calendar in force, and beside it that of the round's second regime."""
    told = deadlines.explanation(session, clock)
    reference = reference_clocks.of_clock(session, clock)
    if reference is None:
        return Why(clock.label, told.line, told.paragraph)
    profile = profiles.by_digest(session, clock.profile_digest)
    light, due_on = deadlines.light(session, clock), exact_day(clock.due_on)
    whole = reference_clocks.together(clock.label, due_on, light, reference, profile)
    return Why(clock.label, f"{told.line}\n{reference.line}", f"{told.paragraph}\n{whole}")


def of_tasks(session: Session, tasks: Sequence[RectificationTask]) -> dict[str, Why]:
    """The ground of each measure's date by its id: the regulation's clock, reckoned once, or the unit's own."""
    clocks: dict[str, Why | None] = {}
    found: dict[str, Why] = {}
    for task in tasks:
        title = f"第{task.number}项整改措施"
        if task.due_kind is DueKind.LASTING:
            found[task.id] = Why(title, *_twice("长期坚持，不设期限。"))
        elif task.due_kind is DueKind.OWN:
            words = f"{task.due_on or '未定日期'}是单位自定时限，不是规定的期限，过期不等于违反规定。"
            found[task.id] = Why(title, *_twice(words))
        else:
            if task.feedback_id not in clocks:
                clocks[task.feedback_id] = _clock(session, task.feedback_id)
            own = clocks[task.feedback_id]
            words = own or Why(title, *_twice("规定时限；起算的期限不在本工作区。"))
            found[task.id] = Why(title, words.line, words.paragraph)
    return found


def _clock(session: Session, feedback_id: str) -> Why | None:
    feedback = session.table(Feedback).find(feedback_id)
    clock = rectification_documents.article_clock(session, feedback) if feedback else None
    return of_clock(session, clock) if clock else None


def _of_asked(session: Session, record: Record) -> Why | None:
    field = record.type.field(_ASKED[record.type.name])
    value = getattr(record, field.name)
    if not value:
        return None
    ground = immediate.light(session, record).ground if isinstance(record, ImmediateRectification) else ""
    words = f"{value}是办理人定的{field.label}，规定没有定天数，不作推算{f'；依据：{ground}' if ground else ''}。"
    return Why(f"{record.type.label}的{field.label}", *_twice(words))


def _twice(words: str) -> tuple[str, str]:
    return words, words
