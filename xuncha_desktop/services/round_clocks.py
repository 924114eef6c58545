"""The events of a round for one unit, and the chain of clocks that follows: begun, planned, expected, waiting."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from xuncha_desktop.records.events import RoundEvent
from xuncha_desktop.records.organisation import Group
from xuncha_desktop.records.rectification import Deadline
from xuncha_desktop.records.registry import exact_day
from xuncha_desktop.rules.clocks import Certainty, Clock, Reckoning, reckon
from xuncha_desktop.rules.deadlines import Extension
from xuncha_desktop.rules.due_words import paragraph_of
from xuncha_desktop.rules.explanation import explained
from xuncha_desktop.rules.lights import TimeLight
from xuncha_desktop.rules.profile import Profile
from xuncha_desktop.rules.reference import Reference
from xuncha_desktop.rules.rounds import Event, Phase
from xuncha_desktop.services import calendars, deadlines, occurrences, profiles, reference_clocks
from xuncha_desktop.services.occurrences import Occurrence
from xuncha_desktop.services.reference_clocks import Comparison
from xuncha_desktop.services.session import Session


@dataclass(frozen=True, slots=True)
class Happening:
    """An event of the profile, each time it happened for the unit, and the act that registers it ("" for typed)."""

    event: Event
    phase: Phase | None
    times: tuple[Occurrence, ...]
    act: str


@dataclass(frozen=True, slots=True)
class ClockLine:
    """One clock as a person reads it. `deadline` is the record that runs; what is only expected has none yet.

    `why` is the reckoning in one line, `whole` the paragraph; `reference` the same matter under the round's second
    regime, where it names one, told in both.
    """

    rule: str
    label: str
    start: str
    certainty: Certainty
    due_on: date | None
    light: TimeLight | None
    why: str
    whole: str
    deadline: Deadline | None
    reference: Reference | None = None

    @property
    def happened(self) -> bool:
        """Whether what starts it is a fact."""
        return self.certainty is Certainty.HAPPENED


@dataclass(frozen=True, slots=True)
class UnitClocks:
    """Everything of one unit in a round: what happened, what runs, and what contradicts itself."""

    happenings: tuple[Happening, ...]
    clocks: tuple[ClockLine, ...]
    warnings: tuple[str, ...]


def of_group(session: Session, group: Group) -> UnitClocks:
    """How a round stands for a group's unit today."""
    profile = profiles.of_round(session, group.round_id)
    happened = [one for one in occurrences.of_round(session, group.round_id) if one.concerns(group.unit_id)]
    running = deadlines.of_unit(session, group.round_id, group.unit_id)
    found = _reckoned(session, profile, happened, running)
    second = reference_clocks.of_unit(session, group.round_id, group.unit_id)
    lines = tuple(_beside(second, profile, one) for one in _lines(session, profile, found, running))
    return UnitClocks(_happenings(profile, happened), lines, (*found.warnings, *_doubts(session, profile, happened)))


def _beside(second: Comparison | None, profile: Profile, one: ClockLine) -> ClockLine:
    if second is None:
        return one
    record = one.deadline
    begun_on, met_on = (record.trigger_on, record.met_on) if record else (None, None)
    reference = second.of(profile.deadline(one.rule), begun_on, met_on)
    told = reference_clocks.together(one.label, one.due_on, one.light, reference, profile)
    return replace(one, why=f"{one.why}\n{reference.line}", whole=f"{one.whole}\n{told}", reference=reference)


def _happenings(profile: Profile, happened: Sequence[Occurrence]) -> tuple[Happening, ...]:
    phases, acts = {phase.id: phase for phase in profile.phases}, occurrences.by_act(profile)
    order = list(phases)
    made = [
        Happening(
            event,
            phases.get(event.phase),
            tuple(one for one in happened if one.event == event.id),
            acts.get(event.id, ""),
        )
        for event in profile.events
    ]
    return tuple(sorted(made, key=lambda one: order.index(one.event.phase) if one.phase else len(order)))


def _reckoned(
    session: Session, profile: Profile, happened: Sequence[Occurrence], running: Sequence[Deadline]
) -> Reckoning:
    """The chain from the first time of each event; a later time of a repeatable one has a clock of its own."""
    extensions: dict[str, Sequence[Extension]] = {}
    events = occurrences.first_days(session, happened)
    for clock in running:
        rule = profile.deadline(clock.rule)
        on = events.get(rule.trigger)
        if on and on.isoformat() == clock.trigger_on:
            extensions[rule.id] = [Extension.from_plain(item) for item in calendars.extensions(clock)]
    return reckon(profile, events, calendars.current(session), session.today, extensions)


def _lines(session: Session, profile: Profile, found: Reckoning, running: Sequence[Deadline]) -> Iterator[ClockLine]:
    """The chain, each clock with its record; records the chain does not hold stand after it."""
    left = list(running)
    for clock in found.clocks:
        record = next((one for one in left if _is(one, clock)), None)
        if record:
            left.remove(record)
        whole = paragraph_of(explained(clock.due, profile.about.cites)) if clock.due else clock.line
        light = deadlines.light(session, record) if record else clock.light
        due_on = exact_day(record.due_on) if record else clock.due_on
        yield ClockLine(
            clock.rule.id,
            clock.rule.label,
            clock.start.words,
            clock.start.certainty,
            due_on,
            light,
            clock.line,
            whole,
            record,
        )
    for record in left:
        told = deadlines.explanation(session, record)
        event = profile.event(profile.deadline(record.rule).trigger)
        yield ClockLine(
            record.rule,
            record.label,
            f"{record.trigger_on} {event.label}",
            Certainty.HAPPENED,
            exact_day(record.due_on),
            deadlines.light(session, record),
            told.line,
            told.paragraph,
            record,
        )


def _is(record: Deadline, clock: Clock) -> bool:
    on = clock.start.on.isoformat() if clock.start.on else ""
    return record.rule == clock.rule.id and record.trigger_on == on and clock.start.certainty is Certainty.HAPPENED


def _doubts(session: Session, profile: Profile, happened: Sequence[Occurrence]) -> Iterator[str]:
    """Plans whose day has passed, and days of an event that can happen only once."""
    once = {event.id for event in profile.events if not event.repeatable}
    days_of: dict[str, set[str]] = {}
    for one in happened:
        on = exact_day(one.on)
        if one.planned and on and on <= session.today:
            yield f"“{profile.event(one.event).label}”计划于{one.on}，日期已到，请登记实际日期"
        if one.event in once and isinstance(one.source, RoundEvent):
            days_of.setdefault(one.event, set()).add(one.on)
    for event, found in days_of.items():
        if len(found) > 1:
            yield f"“{profile.event(event).label}”登记了不同的日期：{'、'.join(sorted(found))}"
