"""The supervisor's board: time lights, what is late, due soon or to be reviewed, figures that open their records."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from xuncha_desktop.kernel.errors import Refused
from xuncha_desktop.records.rectification import (
    Deadline,
    DueKind,
    Feedback,
    ItemLevel,
    Progress,
    ProgressState,
    RectificationTask,
    TaskState,
)
from xuncha_desktop.records.registry import exact_day
from xuncha_desktop.rules.lights import TimeLight, own_light, rule_light
from xuncha_desktop.rules.profile import Profile
from xuncha_desktop.rules.side_by_side import Bearing, Origin, SideBySide, side_by_side
from xuncha_desktop.services import profiles, reading, reference_clocks
from xuncha_desktop.services.reading import Query
from xuncha_desktop.services.rectification_documents import article_rule
from xuncha_desktop.services.session import Session
from xuncha_desktop.storage.table import Where

SOON = 10  # calendar days; the office's custom
_RUNNING = frozenset((TaskState.OPEN.value, TaskState.REPORTED.value))
_DATED = frozenset((DueKind.OWN.value, DueKind.ARTICLE.value))


@dataclass(frozen=True, slots=True)
class Lit:
    """A measure with its light of today."""

    task: RectificationTask
    light: TimeLight


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of the board and the query that opens what was counted."""

    label: str
    count: int
    query: Query


def light(session: Session, task: RectificationTask) -> TimeLight:
    """How a measure stands today: by the unit's own date, or by the regulation's where that was set."""
    return _light(session, profiles.of_round(session, task.round_id), task, _begun(session, [task]))


def beside(session: Session, task: RectificationTask) -> SideBySide:
    """Every clock that bears on a measure: the unit's own date, the regulation's for its report, a second regime's.

    `light` follows the date the measure itself was given; the first of these is the one the regulation lets govern.
    """
    profile = profiles.of_round(session, task.round_id)
    begun = _begun(session, [task])
    bearings: list[Bearing] = []
    if task.due_kind is not DueKind.ARTICLE:
        own = _light(session, profile, task, begun)
        bearings.append(Bearing(Origin.OWN, "本项措施", exact_day(task.due_on), own))
    clock = begun.get(task.feedback_id)
    if clock is not None:
        rule, due_on = profile.deadline(clock.rule), exact_day(clock.due_on)
        done_on = exact_day(task.closed_on) if task.due_kind is DueKind.ARTICLE else exact_day(clock.met_on)
        days = {"from_on": exact_day(clock.trigger_on), "done_on": done_on}
        shown = rule_light(due_on, session.today, profile.lights, rule=rule, title=profile.about.cites, **days)
        bearings.append(Bearing(Origin.REGULATION, rule.label, due_on, shown))
        reference = reference_clocks.of_clock(session, clock)
        bearings += [reference.bearing()] if reference else []
    elif not bearings:
        bearings.append(Bearing(Origin.REGULATION, "规定时限", exact_day(task.due_on), light(session, task)))
    return side_by_side(bearings, profile.lights)


def overdue(session: Session, round_id: str | None = None, *, limit: int = -1) -> list[Lit]:
    """Measures past their date and not closed: the article's before the unit's own, the oldest first.

    长期坚持 is never among them. `limit` takes only the first of them; `count_overdue` counts all.
    """
    return _listed(session, _late(session, round_id), "due_kind <> 'article', due_on, rowid", limit)


def count_overdue(session: Session, round_id: str | None = None) -> int:
    """How many measures `overdue` lists."""
    return session.table(RectificationTask).count(_late(session, round_id))


def due_soon(session: Session, round_id: str | None = None, *, limit: int = -1) -> list[Lit]:
    """Measures due today or in the next `SOON` days, the nearest first; `count_due_soon` counts all."""
    return _listed(session, _soon(session, round_id), "due_on, rowid", limit)


def count_due_soon(session: Session, round_id: str | None = None) -> int:
    """How many measures `due_soon` lists."""
    return session.table(RectificationTask).count(_soon(session, round_id))


def to_review(session: Session, round_id: str | None = None) -> list[Progress]:
    """Reports nobody has judged yet, the oldest first."""
    where = Where("state = ?", (ProgressState.REPORTED.value,))
    if round_id:
        where = where & Where("task_id IN (SELECT id FROM rectification_task WHERE round_id = ?)", (round_id,))
    return session.table(Progress).where(where, order="reported_on, rowid")


def of(session: Session, feedback: Feedback) -> list[Lit]:
    """Every measure a unit owes for a feedback, in the order of their numbers."""
    found = session.table(RectificationTask).where(Where("feedback_id = ?", (feedback.id,)), order="rowid")
    profile = profiles.of_round(session, feedback.round_id)
    begun = _begun(session, found)
    return [Lit(task, _light(session, profile, task, begun)) for task in found]


def figures(session: Session, round_id: str, feedback_id: str = "") -> tuple[Figure, ...]:
    """方面, 问题, 具体表现, 措施 of a round or of one feedback, and how many measures are closed, under way, late."""
    feedback = session.table(Feedback).where(Where("round_id = ?", (round_id,)))
    ours = frozenset(one.id for one in feedback if feedback_id in ("", one.id))
    tasks = {"feedback_id": ours}
    running = tasks | {"state": _RUNNING}
    late = {"due_kind": _DATED, "due_on": _late_days(session, round_id)}
    asked = [
        (level.label, Query("feedback_item", choices=items_of(ours, level)))
        for level in (ItemLevel.ASPECT, ItemLevel.PROBLEM, ItemLevel.MANIFESTATION)
    ]
    asked += [
        ("整改措施", Query("rectification_task", choices=tasks)),
        ("已销号", Query("rectification_task", choices=tasks | {"state": frozenset((TaskState.CLOSED.value,))})),
        ("整改中", Query("rectification_task", choices=running | {"due_kind": _DATED})),
        ("长期坚持", Query("rectification_task", choices=running | {"due_kind": frozenset((DueKind.LASTING.value,))})),
        ("逾期", Query("rectification_task", choices=running | late)),
    ]
    return tuple(Figure(label, reading.count(session, query), query) for label, query in asked)


def items_of(feedback: frozenset[str], level: ItemLevel) -> dict[str, frozenset[str]]:
    """What a ledger's query chooses to list the items of a level that stand in some feedback."""
    return {"feedback_id": feedback, "level": frozenset((level.value,)), "removed": frozenset(("0",))}


def _late_days(session: Session, round_id: str) -> frozenset[str]:
    """The dates that have passed among a round's measures: a ledger's query chooses by value, not by range."""
    rows = session.table(RectificationTask).db.execute(
        "SELECT DISTINCT due_on FROM rectification_task WHERE round_id = ? AND due_on < ?",
        (round_id, session.today.isoformat()),
    )
    return frozenset(str(row[0]) for row in rows.fetchall())


def _late(session: Session, round_id: str | None) -> Where:
    return _dated(round_id, Where("due_on < ?", (session.today.isoformat(),)))


def _soon(session: Session, round_id: str | None) -> Where:
    last = session.today + timedelta(days=SOON)
    return _dated(round_id, Where("due_on BETWEEN ? AND ?", (session.today.isoformat(), last.isoformat())))


def _dated(round_id: str | None, due: Where) -> Where:
    running = Where("state <> ? AND due_kind <> ?", (TaskState.CLOSED.value, DueKind.LASTING.value))
    return due & running & Where("round_id = ?", (round_id,)) if round_id else due & running


def _listed(session: Session, where: Where, order: str, limit: int) -> list[Lit]:
    found = session.table(RectificationTask).where(where, order=order, limit=limit)
    by_round: dict[str, Profile] = {}
    for task in found:
        if task.round_id not in by_round:
            by_round[task.round_id] = profiles.of_round(session, task.round_id)
    begun = _begun(session, found)
    return [Lit(task, _light(session, by_round[task.round_id], task, begun)) for task in found]


def _begun(session: Session, tasks: Sequence[RectificationTask]) -> Mapping[str, Deadline]:
    """The regulation's clock of each measure's feedback, by the feedback's id: from its start the time is running."""
    wanted = sorted({task.feedback_id for task in tasks})
    rules: dict[str, str] = {}
    for round_id in {task.round_id for task in tasks}:
        rule = article_rule(profiles.of_round(session, round_id))
        rules |= {round_id: rule.id} if rule else {}
    where = Where("void_reason IS NULL AND subject_id IN (SELECT value FROM json_each(?))", (json.dumps(wanted),))
    found = session.table(Deadline).where(where) if wanted else []
    return {clock.subject_id: clock for clock in found if clock.rule == rules.get(clock.round_id)}


def _light(session: Session, profile: Profile, task: RectificationTask, begun: Mapping[str, Deadline]) -> TimeLight:
    due_on, done_on, today = exact_day(task.due_on), exact_day(task.closed_on), session.today
    clock = begun.get(task.feedback_id)
    from_on = exact_day(clock.trigger_on) if clock else None
    if task.due_kind is not DueKind.ARTICLE:
        lasting = task.due_kind is DueKind.LASTING
        return own_light(due_on, today, profile.lights, lasting=lasting, from_on=from_on, done_on=done_on)
    rule = article_rule(profile)
    if rule is None:
        raise Refused("本轮次的规则档没有规定整改的日期")
    days = {"from_on": from_on, "done_on": done_on}
    return rule_light(due_on, today, profile.lights, rule=rule, title=profile.about.cites, **days)
