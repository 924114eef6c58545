"""Clocks: started by an event, rebuilt from trigger, rule and extensions, met by a document (foundation 18)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from xuncha_desktop.kernel.canonical import canonical
from xuncha_desktop.kernel.errors import Refused
from xuncha_desktop.kernel.people import OFFICE, Post
from xuncha_desktop.records.organisation import Group
from xuncha_desktop.records.rectification import Deadline
from xuncha_desktop.records.registry import Record, exact_day
from xuncha_desktop.rules.deadlines import DeadlineRule, Extension, Unit
from xuncha_desktop.rules.due_words import line_of, paragraph_of
from xuncha_desktop.rules.explanation import Explanation as Parts
from xuncha_desktop.rules.explanation import explained
from xuncha_desktop.rules.light_table import LightTable
from xuncha_desktop.rules.lights import TimeLight
from xuncha_desktop.services import calendars, days, profiles
from xuncha_desktop.services.session import Session, Tx
from xuncha_desktop.services.use_case import use_case
from xuncha_desktop.storage.table import Where


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why a thing is due when it is: in parts, in one line for a hover, in a paragraph for a paper."""

    parts: Parts
    line: str
    paragraph: str


EXTENDED_BY = tuple((one.value, one.label) for one in (Unit.WORKING_DAY, Unit.CALENDAR_DAY, Unit.MONTH))
_LIVE = Where("void_reason IS NULL")


def start(tx: Tx, event: str, on: str, subject: Record) -> list[Deadline]:
    """Start every clock the round's profile lets an event start for a record; one that runs already is left alone.

    `on` is the day of the event; round and unit come from the subject.
    """
    about: Any = subject
    running = {deadline.rule for deadline in of(tx.session, subject)}
    rules = profiles.of_round(tx.session, about.round_id).started_by(event)
    return [begin(tx, rule, on, subject, about.unit_id) for rule in rules if rule.id not in running]


def begin(tx: Tx, rule: DeadlineRule, on: str, subject: Record, unit_id: str) -> Deadline:
    """Start one clock for a record and a unit."""
    about: Any = subject
    clock = Deadline(
        **tx.head(),
        label=rule.label,
        round_id=about.round_id,
        unit_id=unit_id,
        subject_type=subject.type.name,
        subject_id=subject.id,
        rule=rule.id,
        profile_digest=profiles.of_round(tx.session, about.round_id).digest,
        trigger_on=days.exact(on, "起算日期").isoformat(),
        calendar_digest="",
    )
    return tx.add(rebuilt(tx.session, clock))


def happened(tx: Tx, event: str, on: str, round_id: str, unit_id: str | None, proof: str) -> None:
    """An event of the round: it meets the clocks it fulfils and starts its own, one for each group whose unit it is.

    Without a unit it happened for all of them. `proof` is the paper it is known from.
    """
    fulfil(tx, event, on, round_id, unit_id, proof)
    for group in tx.session.table(Group).where(Where("round_id = ?", (round_id,))):
        if unit_id in (None, group.unit_id):
            start(tx, event, on, group)


def fulfil(tx: Tx, event: str, on: str, round_id: str, unit_id: str | None, proof: str) -> None:
    """Meet the running clocks the round's profile lets an event fulfil; one that began after that day runs on."""
    met_by = {rule.id for rule in profiles.of_round(tx.session, round_id).deadlines if rule.fulfilled_by == event}
    for clock in running(tx.session, round_id):
        if clock.rule in met_by and unit_id in (None, clock.unit_id) and clock.trigger_on <= on:
            meet(tx, clock, on, proof)


def rebuild(tx: Tx, deadline: Deadline) -> Deadline:
    """Reckon the due date anew from the facts; where nothing differs nothing is written."""
    return tx.save(deadline, rebuilt(tx.session, deadline), reason="重新推算")


@use_case("deadline.rebuild", "按现行日历重新推算期限", by=OFFICE)
def rebuild_all(tx: Tx) -> list[Deadline]:
    """Reckon every deadline of this workspace anew; returns those whose date changed."""
    here = Where("custodian = ?", (tx.session.place.workspace_id,)) & _LIVE
    changed: list[Deadline] = []
    for old in tx.table(Deadline).where(here):
        new = rebuild(tx, old)
        if new.due_on != old.due_on:
            changed.append(new)
    return changed


@use_case("deadline.extend", "登记延期", by={Post.OFFICE_DIRECTOR, Post.OFFICE_CLERK})
def extend(  # long: signature and record of one fact
    tx: Tx,
    deadline_id: str,
    version: int,
    *,
    reason: str,
    body: str,
    decided_on: str,
    amount: int | None = None,
    unit: str = Unit.WORKING_DAY,
    until_on: date | None = None,
) -> Deadline:
    """Record that a body lengthened a deadline, by an amount or to a day. The rule and the trigger stay as they are.

    Raises `Refused` for a met deadline, an unknown body, a missing reason or a new date that is not later.
    """
    deadline = tx.table(Deadline).get(deadline_id)
    if deadline.met_on or deadline.void_reason:
        raise Refused(f"这一期限已经{'作废' if deadline.void_reason else '完成'}，不能再延期")
    profile = profiles.by_digest(tx.session, deadline.profile_digest)
    if body not in profiles.codes(profile, "body"):
        raise Refused("请选择同意延期的机构")
    days.happened(tx.session, decided_on, "同意延期日期", after=deadline.trigger_on, what="起算日期")
    longer = Extension(reason=reason.strip(), amount=amount, unit=Unit(unit), until_on=until_on)
    if not longer.reason:
        raise Refused("延期必须写明理由")
    if (amount is None) == (until_on is None):
        raise Refused("延期应写明延长多少或延到哪一天，两者取一")
    entry = {**longer.plain(), "body": body, "decided_on": decided_on, "registered_by": tx.actor.name}
    kept = canonical([*calendars.extensions(deadline), entry]).decode()
    longer_one = rebuilt(tx.session, deadline.changed(extensions=kept))
    return tx.change(
        deadline,
        version,
        reason=longer.reason,
        extensions=longer_one.extensions,
        due_on=longer_one.due_on,
        calendar_digest=longer_one.calendar_digest,
    )


def meet(tx: Tx, deadline: Deadline, on: str, document: str) -> Deadline:
    """Stop a clock: what was due arrived on a day, proved by a document."""
    if deadline.met_on:
        raise Refused(f"“{deadline.label}”已经登记完成（{deadline.met_on}）")
    days.happened(tx.session, on, "完成日期", after=deadline.trigger_on, what="起算日期")
    return tx.save(deadline, deadline.changed(met_on=on, met_by=document))


def resume(tx: Tx, deadline: Deadline, reason: str) -> Deadline:
    """Let a clock run again: what had met it was sent back."""
    return tx.save(deadline, deadline.changed(met_on=None, met_by=None), reason=reason)


def move(tx: Tx, deadline: Deadline, on: str, reason: str) -> Deadline:
    """Let a clock begin on another day: the day of its event was corrected. What met it before then no longer does."""
    begun = deadline.changed(trigger_on=days.exact(on, "起算日期").isoformat())
    if begun.met_on and begun.met_on < on:
        begun = begun.changed(met_on=None, met_by=None)
    return tx.save(deadline, rebuilt(tx.session, begun), reason=reason)


def withdraw(tx: Tx, deadline: Deadline, reason: str) -> Deadline:
    """Take a clock back: what had started it did not happen. It stays on record without a day to be late against."""
    return tx.save(deadline, deadline.changed(void_reason=reason, due_on=None), reason=reason)


def of(session: Session, subject: Record) -> list[Deadline]:
    """The clocks that run or ran for a record."""
    where = Where("subject_type = ? AND subject_id = ?", (subject.type.name, subject.id))
    return session.table(Deadline).where(where & _LIVE, order="due_on, rowid")


def of_unit(session: Session, round_id: str, unit_id: str) -> list[Deadline]:
    """The clocks that run or ran for a unit in a round."""
    where = Where("round_id = ? AND unit_id = ?", (round_id, unit_id))
    return session.table(Deadline).where(where & _LIVE, order="due_on IS NULL, due_on, rowid")


def running(session: Session, round_id: str | None = None) -> list[Deadline]:
    """What is still expected, the nearest first; what has no date comes last."""
    where = Where("met_on IS NULL") & _LIVE
    if round_id:
        where = where & Where("round_id = ?", (round_id,))
    return session.table(Deadline).where(where, order="due_on IS NULL, due_on, rowid")


def explanation(session: Session, deadline: Deadline) -> Explanation:
    """The reckoning, in one line and in full, by the calendar in force now."""
    profile = profiles.by_digest(session, deadline.profile_digest)
    found = calendars.reckoned(session, deadline, calendars.current(session))
    parts = explained(found, profile.about.cites)
    return Explanation(parts, line_of(parts), paragraph_of(parts))


def light(session: Session, deadline: Deadline) -> TimeLight:
    """How the deadline stands today."""
    profile = profiles.by_digest(session, deadline.profile_digest)
    found = calendars.reckoned(session, deadline, calendars.current(session))
    return profile.light(found, session.today, exact_day(deadline.met_on))


def lights(session: Session, found: Sequence[Deadline]) -> list[TimeLight]:
    """How many deadlines stand today, in their order; clocks that are alike are reckoned once."""
    work = calendars.current(session)
    tables: dict[str, LightTable] = {}
    shown: list[TimeLight] = []
    for one in found:
        digest = one.profile_digest
        if digest not in tables:
            tables[digest] = LightTable(profiles.by_digest(session, digest), work, session.today)
        longer = tuple(Extension.from_plain(item) for item in calendars.extensions(one))
        trigger_on = days.exact(one.trigger_on, "起算日期")
        shown.append(tables[digest][one.rule, trigger_on, longer, exact_day(one.met_on)].light)
    return shown


def rebuilt(session: Session, deadline: Deadline) -> Deadline:
    """A deadline as the calendar in force now makes it; nothing is stored."""
    found = calendars.reckoned(session, deadline, calendars.current(session))
    due_on = found.due_on.isoformat() if found.due_on else None
    return deadline.changed(due_on=due_on, calendar_digest=found.calendar_digest)
