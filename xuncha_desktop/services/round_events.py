"""事项登记: events of a round that no other act registers; the clocks they start and meet follow their corrections."""

import logging
from collections.abc import Iterator, Sequence
from typing import Any

from xuncha_desktop.kernel.errors import Invalid, Refused
from xuncha_desktop.kernel.people import OFFICE, Post
from xuncha_desktop.records.events import EventState, RoundEvent
from xuncha_desktop.records.onsite import EntryMeeting
from xuncha_desktop.records.organisation import Group
from xuncha_desktop.records.rectification import Deadline
from xuncha_desktop.rules.deadlines import DeadlineRule
from xuncha_desktop.rules.profile import Profile
from xuncha_desktop.rules.rounds import Fact
from xuncha_desktop.rules.stay import rough_day
from xuncha_desktop.services import deadlines, occurrences, profiles
from xuncha_desktop.services.occurrences import PROOF, Occurrence
from xuncha_desktop.services.session import Session, Tx
from xuncha_desktop.services.use_case import use_case
from xuncha_desktop.storage.table import Where

log = logging.getLogger(__name__)

REGISTRARS = frozenset(
    (
        *(Post.LEADER, Post.DEPUTY_LEADER, Post.LIAISON),
        *(Post.OFFICE_DIRECTOR, Post.OFFICE_CLERK, Post.RECTIFICATION_SUPERVISOR),
    )
)
_STAY = frozenset((Fact.STAY_BEGINS, Fact.STAY_ENDS))
_FACTS = frozenset(fact.label for fact in Fact)


@use_case("round_event.register", "登记事项", by=REGISTRARS)
def register(tx: Tx, round_id: str, event: str, happened_on: str, **values: Any) -> RoundEvent:
    """Register an event of the round's profile; what it starts and meets follows at once.

    A day to come makes it a plan, a rough one is kept as typed: neither starts a clock. An order that is odd is told
    by `round_clocks.of_group`, not refused. Raises `Invalid` for an unknown event or one that happens only once and
    has, `Refused` for one another act registers.
    """
    profile = profiles.of_round(tx.session, round_id)
    known = {one.id: one for one in profile.events}
    if event not in known:
        raise Invalid({"event": "事项种类不是本轮次规则档所列的事项"})
    if act := occurrences.by_act(profile).get(event):
        raise Refused(f"“{known[event].label}”由“{act}”登记，不在这里重复登记")
    given = {"round_id": round_id, "event": event, "happened_on": happened_on, **values}
    cleaned = RoundEvent.type.clean(given)
    cleaned["group_id"] = _group_id(tx.session, round_id, cleaned.get("group_id"))
    made = RoundEvent(**tx.head(), **cleaned, label=known[event].label, registered_by=tx.actor.name)
    RoundEvent.type.validate(made)
    if not known[event].repeatable:
        _refuse_twice(tx.session, made)
    made = made.changed(answers_id=_answered(tx.session, made), state=_state(tx, made.happened_on))
    kept = tx.add(made)
    settle(tx, kept)
    return kept


@use_case("round_event.correct", "修改事项登记", by=REGISTRARS)
def correct(
    tx: Tx, event_id: str, version: int, *, happened_on: str | None = None, note: str | None = None
) -> RoundEvent:
    """Another day or note; the clocks it had started run from the new day. Raises `Refused`, `Invalid`, `Stale`."""
    found = _standing(tx, event_id)
    given = {name: value for name, value in (("happened_on", happened_on), ("note", note)) if value is not None}
    cleaned = RoundEvent.type.clean(given)
    new = found.changed(**cleaned)
    RoundEvent.type.validate(new)
    changed = tx.change(found, version, **cleaned, state=_state(tx, new.happened_on))
    settle(tx, changed)
    return changed


@use_case("round_event.cancel", "作废事项登记", by=REGISTRARS)
def cancel(tx: Tx, event_id: str, version: int, reason: str) -> RoundEvent:
    """It did not happen: the clocks it started are withdrawn, those it met run on. Raises `Refused`, `Stale`."""
    found = _standing(tx, event_id)
    if not reason.strip():
        raise Refused("作废须写明原因")
    void = tx.change(found, version, reason=reason, void_reason=reason, state=EventState.VOID)
    settle(tx, void)
    return void


def settle(tx: Tx, found: RoundEvent) -> None:
    """Make the office's clocks agree with the events as they now stand; doing it again changes nothing.

    A group registers events but keeps no clocks: they start when its package reaches the office.
    """
    if tx.session.place.kind != "office":
        return
    profile = profiles.of_round(tx.session, found.round_id)
    happened = [one for one in occurrences.of_round(tx.session, found.round_id) if one.dated]
    for group in tx.session.table(Group).where(Where("round_id = ?", (found.round_id,))):
        if found.group_id in (None, group.id):
            ours = [one for one in happened if one.concerns(group.unit_id)]
            _settle_starts(tx, profile, ours, found, group)
            _settle_ends(tx, profile, ours, found.event, group)


def settle_stated(tx: Tx, meeting: EntryMeeting) -> None:
    """The same for the events a 动员会 is, once its record is at the office."""
    if tx.session.place.kind != "office":
        return
    _settle_kinds(tx, tx.session.table(Group).get(meeting.group_id), frozenset((Fact.ENTRY_MEETING,)))


def stays_settled(session: Session) -> None:
    """Let the clocks follow the groups' days at their units; at login as well, for one that was cut off or came due.

    A group lies in another file than its clocks, so no transaction holds both. Where they agree nothing is written,
    and nothing is where this person keeps no clocks.
    """
    if session.place.kind != "office" or settle_stays.why_not(session):
        return
    groups = session.table(Group).where()
    happened = {id_: occurrences.of_round(session, id_) for id_ in {group.round_id for group in groups}}
    if unsettled := [group.id for group in groups if _unsettled(session, group, happened[group.round_id])]:
        try:
            settle_stays(session, unsettled)
        except Refused as reason:
            log.info("the clocks of a stay wait for the next login: %s", type(reason).__name__)


@use_case("round_event.settle_stays", "按进驻日期推算期限", by=OFFICE)
def settle_stays(tx: Tx, group_ids: Sequence[str]) -> None:
    """Make the clocks of these groups agree with their days of stay; doing it again changes nothing."""
    for group_id in group_ids:
        _settle_kinds(tx, tx.session.table(Group).get(group_id), _STAY)


def _settle_kinds(tx: Tx, group: Group, facts: frozenset[Fact]) -> None:
    """The clocks of the events these facts are."""
    profile = profiles.of_round(tx.session, group.round_id)
    ours = _of_group(occurrences.of_round(tx.session, group.round_id), group)
    for kind in _stated_kinds(profile, facts):
        on = next((one.on for one in ours if one.event == kind), None)
        for rule in profile.started_by(kind):
            _settle_start(tx, rule, on, group, group.unit_id)
        _settle_ends(tx, profile, ours, kind, group)


def _unsettled(session: Session, group: Group, happened: Sequence[Occurrence]) -> bool:
    """Whether a clock is not as the days of the group's stay want it."""
    profile = profiles.of_round(session, group.round_id)
    kinds = _stated_kinds(profile, _STAY)
    ours = _of_group(happened, group)
    begun = {one.rule: one.trigger_on for one in deadlines.of(session, group) if one.unit_id == group.unit_id}
    for kind in kinds:
        on = next((one.on for one in ours if one.event == kind), None)
        if any(begun.get(rule.id) != on for rule in profile.started_by(kind)):
            return True
        if any(True for _ in _other_ends(session, profile, ours, kind, group)):
            return True
    return False


def _stated_kinds(profile: Profile, facts: frozenset[Fact]) -> list[str]:
    return [one.id for one in profile.events if one.stated_by in facts and not one.repeatable]


def _of_group(happened: Sequence[Occurrence], group: Group) -> list[Occurrence]:
    return [one for one in happened if one.dated and one.concerns(group.unit_id)]


def open_answers(session: Session, round_id: str, event: str, group_id: str | None) -> list[RoundEvent]:
    """The registered events an event of this kind would answer and nothing has answered yet, the earliest first."""
    profile = profiles.of_round(session, round_id)
    repeatable = {one.id for one in profile.events if one.repeatable}
    asked = {rule.trigger for rule in profile.deadlines if rule.fulfilled_by == event} & repeatable
    where = Where("round_id = ? AND state = ?", (round_id, EventState.REGISTERED.value))
    stand = session.table(RoundEvent).where(where, order="happened_on, rowid")
    answered = {one.answers_id for one in stand if one.event == event}
    waiting = [one for one in stand if one.event in asked and one.id not in answered]
    return [one for one in waiting if group_id is None or one.group_id in (None, group_id)]


def _settle_starts(tx: Tx, profile: Profile, happened: Sequence[Occurrence], found: RoundEvent, group: Group) -> None:
    """The clocks one kind of event starts for a unit: one from its first day, or one for each time it happens."""
    kind = profile.event(found.event)
    for rule in profile.started_by(kind.id):
        if kind.repeatable:
            on = next((one.on for one in happened if one.source.id == found.id), None)
            _settle_start(tx, rule, on, found, group.unit_id)
        else:
            on = next((one.on for one in happened if one.event == kind.id), None)
            _settle_start(tx, rule, on, group, group.unit_id)


def _settle_start(tx: Tx, rule: DeadlineRule, on: str | None, subject: Group | RoundEvent, unit_id: str) -> None:
    running = [one for one in deadlines.of(tx.session, subject) if one.rule == rule.id and one.unit_id == unit_id]
    if on is None:
        for clock in running:
            deadlines.withdraw(tx, clock, "起算的事项已作废或没有确切日期")
    elif not running:
        deadlines.begin(tx, rule, on, subject, unit_id)
    elif running[0].trigger_on != on:
        deadlines.move(tx, running[0], on, "起算的事项改了日期")


def _settle_ends(tx: Tx, profile: Profile, happened: Sequence[Occurrence], event: str, group: Group) -> None:
    """The clocks this kind of event meets, and those it starts whose end was registered before their start."""
    for clock, end in _other_ends(tx.session, profile, happened, event, group):
        open_again = deadlines.resume(tx, clock, "完成的事项已作废或改了日期") if clock.met_on else clock
        if end:
            deadlines.meet(tx, open_again, end.on, end.words)


def _other_ends(
    session: Session, profile: Profile, happened: Sequence[Occurrence], event: str, group: Group
) -> Iterator[tuple[Deadline, Occurrence | None]]:
    """Each clock of this kind of event that ended otherwise than it should have, with its end."""
    rules = {rule.id: rule for rule in profile.deadlines if event in (rule.trigger, rule.fulfilled_by)}
    for clock in deadlines.of_unit(session, group.round_id, group.unit_id):
        if clock.rule not in rules or clock.custodian != session.place.workspace_id:
            continue
        end = _end(clock, rules[clock.rule], happened)
        if clock.met_on and not (clock.met_by in _FACTS or (clock.met_by or "").startswith(PROOF)):
            continue  # a paper that came met it
        if (clock.met_on, clock.met_by) != ((end.on, end.words) if end else (None, None)):
            yield clock, end


def _end(clock: Deadline, rule: DeadlineRule, happened: Sequence[Occurrence]) -> Occurrence | None:
    """The first time what fulfils a clock happened after its start; an answer ends only what it answers."""
    for one in happened:
        if one.event != rule.fulfilled_by or one.on < clock.trigger_on:
            continue
        if one.answers_id in (None, clock.subject_id) or clock.subject_type != RoundEvent.type.name:
            return one
    return None


def _group_id(session: Session, round_id: str, given: str | None) -> str | None:
    """Whose event it is. In a group's own workspace it is that group's, whatever was said."""
    groups = session.table(Group).where(Where("round_id = ?", (round_id,)))
    if session.place.kind != "office" and len(groups) == 1:
        return groups[0].id
    if given and given not in {group.id for group in groups}:
        raise Invalid({"group_id": "请选择本轮次的巡察组"})
    return given or None


def _refuse_twice(session: Session, made: RoundEvent) -> None:
    where = Where("round_id = ? AND event = ? AND state <> ?", (made.round_id, made.event, EventState.VOID.value))
    for one in session.table(RoundEvent).where(where):
        if None in (one.group_id, made.group_id) or one.group_id == made.group_id:
            raise Invalid({"event": f"“{one.label}”已登记（{one.happened_on}），日期有误请修改原登记"})


def _answered(session: Session, made: RoundEvent) -> str | None:
    """Which earlier event it answers; the only open one needs no choosing."""
    waiting = open_answers(session, made.round_id, made.event, made.group_id)
    if made.answers_id:
        if made.answers_id not in {one.id for one in waiting}:
            raise Invalid({"answers_id": "对应的事项不在等待办理之列"})
        return made.answers_id
    if len(waiting) > 1:
        said = "、".join(f"{one.happened_on}“{one.label}”" for one in waiting)
        raise Invalid({"answers_id": f"请选择对应哪一次：{said}"})
    return waiting[0].id if waiting else None


def _state(tx: Tx, on: str) -> EventState:
    return EventState.PLANNED if rough_day(on).earliest_on > tx.today else EventState.REGISTERED


def _standing(tx: Tx, event_id: str) -> RoundEvent:
    found = tx.table(RoundEvent).get(event_id)
    if found.state is EventState.VOID:
        raise Refused("这项登记已经作废，不能再改")
    return found
