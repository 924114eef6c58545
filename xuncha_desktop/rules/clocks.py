"""Chains of clocks: what follows from the events registered so far, and by when the rest is to be expected.

An event starts deadlines; a deadline may name the event that fulfils it, and that event starts the next ones. Where it
has not happened, the due date before it is the latest day it can be expected, today if that day is past: a chain never
runs backwards, and what is only expected (预计) is never given out as a fact.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from xuncha_desktop.kernel.errors import NotFound, Refused
from xuncha_desktop.kernel.levels import Tone
from xuncha_desktop.rules.calendar import WorkCalendar
from xuncha_desktop.rules.deadlines import DeadlineRule, Due, Extension
from xuncha_desktop.rules.due_words import line_of
from xuncha_desktop.rules.explanation import explained
from xuncha_desktop.rules.lights import TimeLight

if TYPE_CHECKING:
    from xuncha_desktop.rules.profile import Profile


class Certainty(StrEnum):
    """How much the day of an event can be relied on.

    UNDATED: what only comes after it has happened, so it has too, on a day nobody wrote down.
    """

    HAPPENED = "happened"
    UNDATED = "undated"
    PLANNED = "planned"
    EXPECTED = "expected"
    WAITING = "waiting"

    @property
    def label(self) -> str:
        """已发生, 已发生（日期未登记）, 计划, 预计 or 待发生."""
        return _CERTAINTY_LABELS[self]


_CERTAINTY_LABELS = {
    Certainty.HAPPENED: "已发生",
    Certainty.UNDATED: "已发生（日期未登记）",
    Certainty.PLANNED: "计划",
    Certainty.EXPECTED: "预计",
    Certainty.WAITING: "待发生",
}


@dataclass(frozen=True)
class Moment:
    """An event and its day; `on` is None while nothing says when it will be."""

    event_id: str
    label: str
    on: date | None
    certainty: Certainty

    @property
    def words(self) -> str:
        """2019年9月20日签收反馈意见; 预计2019年10月10日收到整改方案; 待“收到整改方案”."""
        if self.certainty is Certainty.UNDATED:
            return f"“{self.label}”{self.certainty.label}"
        if self.on is None:
            return f"待“{self.label}”"
        head = "" if self.certainty is Certainty.HAPPENED else self.certainty.label
        return f"{head}{self.on.year}年{self.on.month}月{self.on.day}日{self.label}"


@dataclass(frozen=True)
class Clock:
    """One deadline of a chain. `due` is None while its start has no day; `light` only where the start has happened.

    `met` is what fulfilled it, on a day or on one nobody wrote down.
    """

    rule: DeadlineRule
    ground: str
    start: Moment
    due: Due | None
    met: Moment | None
    light: TimeLight | None

    @property
    def due_on(self) -> date | None:
        """The day it is due, as certain as its start; None without a number or a start."""
        return self.due.due_on if self.due else None

    @property
    def line(self) -> str:
        """The reckoning in one line, with what is only planned or expected marked as such."""
        if self.start.certainty is Certainty.UNDATED:
            return f"{self.start.words}，{self.rule.limit_text}无从起算"
        if self.due is None:
            return f"{self.start.words}发生后起{self.rule.limit_text}"
        mark = "" if self.start.certainty is Certainty.HAPPENED else f"【{self.start.certainty.label}】"
        return mark + line_of(explained(self.due, ""))

    def plain(self) -> dict[str, Any]:
        """For JSON."""
        rule, start = self.rule, self.start
        trigger = {
            "event": start.event_id,
            "label": start.label,
            "on": start.on.isoformat() if start.on else None,
            "certainty": start.certainty.value,
            "certainty_label": start.certainty.label,
            "standing": rule.trigger_standing.value,
            "standing_label": rule.trigger_standing.label,
            "note": rule.trigger_note,
        }
        return {
            "rule": rule.id,
            "label": rule.label,
            "article": rule.article,
            "standing": rule.standing.value,
            "standing_label": rule.standing.label,
            "ground": self.ground,
            "limit": rule.limit_text,
            "trigger": trigger,
            "due_on": self.due_on.isoformat() if self.due_on else None,
            "met": self.met is not None,
            "met_on": self.met.on.isoformat() if self.met and self.met.on else None,
            "light": {"tone": self.light.tone.value, "words": self.light.words} if self.light else None,
            "line": self.line,
            "explanation": explained(self.due, "").plain() | {"ground": self.ground} if self.due else None,
        }


@dataclass(frozen=True)
class Reckoning:
    """Everything that follows from some events, the earliest first, and what contradicts itself in them."""

    today: date
    clocks: tuple[Clock, ...]
    warnings: tuple[str, ...]

    def plain(self) -> dict[str, Any]:
        """For JSON."""
        return {
            "today": self.today.isoformat(),
            "deadlines": [clock.plain() for clock in self.clocks],
            "warnings": list(self.warnings),
        }


def reckon(
    profile: "Profile",
    events: Mapping[str, date],
    work: WorkCalendar,
    today: date,
    extensions: Mapping[str, Sequence[Extension]] | None = None,
) -> Reckoning:
    """All deadlines that follow from `events` (event id: its day). `extensions` by rule id.

    Raises NotFound for an event the profile does not have, DeadlineRefused for an impossible day.
    """
    for event in events:
        if event not in {item.id for item in profile.events}:
            raise NotFound(f"“{profile.about.name}”没有“{event}”这一事件")
    chain = _Chain(profile, events, work, today, extensions or {})
    clocks = [clock for rule in profile.deadlines if (clock := chain.clock(rule))]
    return Reckoning(today, _in_order(clocks), tuple(_warnings(profile, events, today)))


def reckon_each(profile: "Profile", given: Sequence[tuple[str, date]], work: WorkCalendar, today: date) -> Reckoning:
    """The same from events of which a repeatable one may have several days: the chain of the first day of each.

    Beside it stand the clocks each further day starts, met only by what came on that day or after it. Raises what
    `reckon` does, and Refused for a second day of an event that happens once.
    """
    days: dict[str, list[date]] = {}
    for event, on in sorted(given, key=lambda one: one[1]):
        days.setdefault(event, []).append(on)
    found = reckon(profile, {event: each[0] for event, each in days.items()}, work, today)
    clocks = list(found.clocks)
    for event, each in days.items():
        if len(each) > 1 and not profile.event(event).repeatable:
            raise Refused(f"“{profile.event(event).label}”给出了两次日期")
        for on in each[1:]:
            since = {name: later for name, all_days in days.items() if (later := _from(all_days, on))} | {event: on}
            clocks += [one for one in reckon(profile, since, work, today).clocks if one.rule.trigger == event]
    return Reckoning(today, _in_order(clocks), found.warnings)


def event_id(profile: "Profile", text: str) -> str:
    """The id of an event given by its id or its Chinese name. Raises NotFound, naming what there is."""
    for event in profile.events:
        if text in (event.id, event.label):
            return event.id
    known = "、".join(f"{event.id}（{event.label}）" for event in profile.events)
    raise NotFound(f"“{profile.about.name}”没有“{text}”这一事件。可用：{known}")


def _in_order(clocks: Sequence[Clock]) -> tuple[Clock, ...]:
    return tuple(sorted(clocks, key=lambda clock: (clock.start.on or date.max, clock.due_on or date.max)))


def _from(days: Sequence[date], on: date) -> date | None:
    """The first of some days, in order, that is not before one."""
    return next((day for day in days if day >= on), None)


def chain_issues(rules: Sequence[DeadlineRule]) -> Iterator[tuple[int, str]]:
    """Rules whose fulfilment leads back to their own start, each with its index; such a chain would never end."""
    after = _after(rules)
    for index, rule in enumerate(rules):
        if rule.fulfilled_by and rule.trigger in _downstream(after, rule.fulfilled_by) | {rule.fulfilled_by}:
            yield index, f"完成事件“{rule.fulfilled_by}”又回到起算事件，期限首尾相接成了圈"


class _Chain:
    """The days of the events of one reckoning, found on demand and remembered."""

    def __init__(
        self,
        profile: "Profile",
        events: Mapping[str, date],
        work: WorkCalendar,
        today: date,
        extensions: Mapping[str, Sequence[Extension]],
    ) -> None:
        self.profile, self.events, self.work, self.today, self.extensions = profile, events, work, today, extensions
        self.after = _after(profile.deadlines)
        self.reached = frozenset[str]().union(events, *(_downstream(self.after, event) for event in events))
        self.moments: dict[str, Moment] = {}

    def clock(self, rule: DeadlineRule) -> Clock | None:
        """The clock of a rule; None where nothing registered leads to it."""
        if rule.trigger not in self.reached:
            return None
        start = self.moment(rule.trigger)
        met = self.moment(rule.fulfilled_by) if rule.fulfilled_by else None
        if met and met.certainty not in (Certainty.HAPPENED, Certainty.UNDATED):
            met = None
        found, ground = self.due(rule, start), self.profile.cite(rule)
        light = None
        if found and start.certainty is Certainty.HAPPENED:
            light = self.profile.light(found, self.today, met.on if met else None)
            if met and met.on is None:
                light = TimeLight(Tone.DONE, "已完成（日期未登记）", light.ground)
        return Clock(rule, ground, start, found, met, light)

    def due(self, rule: DeadlineRule, start: Moment) -> Due | None:
        """The due date of a rule from that start."""
        if start.on is None:
            return None
        return self.profile.due(rule.id, start.on, self.work, self.extensions.get(rule.id, ()))

    def moment(self, event: str) -> Moment:
        """The day of an event: registered, or the latest day the clocks before it allow."""
        if event not in self.moments:
            label = self.profile.event(event).label
            on = self.events.get(event)
            if on is not None:
                certainty = Certainty.HAPPENED if on <= self.today else Certainty.PLANNED
            else:
                on = self.expected(event)
                certainty = Certainty.EXPECTED if on else Certainty.UNDATED if self.past(event) else Certainty.WAITING
            self.moments[event] = Moment(event, label, on, certainty)
        return self.moments[event]

    def past(self, event: str) -> bool:
        """Whether something that only comes after an event has happened."""
        days = (self.events.get(later) for later in _downstream(self.after, event))
        return any(on is not None and on <= self.today for on in days)

    def expected(self, event: str) -> date | None:
        """The latest day an event that has not happened is to be expected on.

        None where no clock with a number leads to it, or where what comes after it is registered already.
        """
        if _downstream(self.after, event) & self.events.keys():
            return None
        self.moments[event] = Moment(event, self.profile.event(event).label, None, Certainty.WAITING)  # ends a circle
        before = (
            rule for rule in self.profile.deadlines if rule.fulfilled_by == event and rule.trigger in self.reached
        )
        dues = (self.due(rule, self.moment(rule.trigger)) for rule in before)
        days = [found.due_on for found in dues if found and found.due_on]
        return max(min(days), self.today) if days else None


def _after(rules: Sequence[DeadlineRule]) -> Mapping[str, frozenset[str]]:
    """The events that directly follow each event."""
    found: dict[str, set[str]] = {}
    for rule in rules:
        if rule.fulfilled_by:
            found.setdefault(rule.trigger, set()).add(rule.fulfilled_by)
    return {event: frozenset(events) for event, events in found.items()}


def _downstream(after: Mapping[str, frozenset[str]], event: str) -> frozenset[str]:
    """Every event that follows one, directly or not; itself only in a circle."""
    found, todo = set[str](), list(after.get(event, ()))
    while todo:
        one = todo.pop()
        if one not in found:
            found.add(one)
            todo += after.get(one, ())
    return frozenset(found)


def _warnings(profile: "Profile", events: Mapping[str, date], today: date) -> Iterator[str]:
    after = _after(profile.deadlines)
    label = {event.id: event.label for event in profile.events}
    for event, on in events.items():
        if on > today:
            yield f"“{label[event]}”（{on.isoformat()}）晚于今天，按计划日期推算"
        for later in sorted(_downstream(after, event) & events.keys()):
            if events[later] < on:
                yield _backwards(label[later], events[later], label[event], on)
    for event in events:
        for before in (item for item, following in after.items() if event in following and item not in events):
            if before in frozenset[str]().union(*(_downstream(after, one) for one in events)):
                yield f"已登记“{label[event]}”，但没有登记此前的“{label[before]}”"
    feedback = profile.feedback
    sequence = feedback.sequence if feedback and feedback.ordered else ()
    told = [step for step in sequence if step.event in events]
    for first, second in pairwise(told):
        if events[second.event] < events[first.event]:
            yield _backwards(label[second.event], events[second.event], label[first.event], events[first.event])


def _backwards(later: str, later_on: date, earlier: str, earlier_on: date) -> str:
    return f"“{later}”（{later_on.isoformat()}）早于应在其前的“{earlier}”（{earlier_on.isoformat()}），请核对日期"
