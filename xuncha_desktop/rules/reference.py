"""Another regime beside the round's own: its rule for the same matter, and what that makes of the same events."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any

from xuncha_desktop.kernel.levels import Tone
from xuncha_desktop.rules.calendar import WorkCalendar
from xuncha_desktop.rules.clocks import Certainty, Clock, reckon
from xuncha_desktop.rules.deadlines import DeadlineRule
from xuncha_desktop.rules.due_words import paragraph_of
from xuncha_desktop.rules.explanation import explained
from xuncha_desktop.rules.lights import TimeLight
from xuncha_desktop.rules.side_by_side import Bearing, Origin

if TYPE_CHECKING:
    from xuncha_desktop.rules.profile import Profile

NO_COUNTERPART = "参照规则没有对应的期限"


@dataclass(frozen=True)
class Reference:
    """What a second regime says of a matter. `rule` is None where it has none, `clock` while nothing leads to it."""

    profile: "Profile"
    rule: DeadlineRule | None = None
    clock: Clock | None = None

    @property
    def due_on(self) -> date | None:
        """The day it would be due; None without a counterpart, a number or a start."""
        return self.clock.due_on if self.clock else None

    @property
    def running(self) -> bool:
        """Whether what starts it has happened."""
        return self.clock is not None and self.clock.start.certainty is Certainty.HAPPENED

    @property
    def ground(self) -> str:
        """Standing and article of its rule, empty without one."""
        return self.profile.cite(self.rule) if self.rule else ""

    @property
    def light(self) -> TimeLight:
        """How it would stand today."""
        if self.rule is None:
            return TimeLight(Tone.MUTED, NO_COUNTERPART, self.profile.about.cites)
        if self.clock is None or self.clock.light is None:
            return TimeLight(Tone.MUTED, "尚未起算", self.ground)
        return self.clock.light

    @property
    def line(self) -> str:
        """参照时限（条文·…）：2019年9月18日巡察反馈会起10个工作日 → … in one line."""
        if self.rule is None:
            return f"{NO_COUNTERPART}（{self.profile.about.name}）"
        return f"{Origin.REFERENCE.label}（{self.ground}）：{self._told(self.rule)}"

    @property
    def paragraph(self) -> str:
        """The reckoning as fully as the round's own."""
        about = self.profile.about
        if self.rule is None:
            return f"{NO_COUNTERPART}：“{about.name}”（第{about.edition}版）。"
        head = f"{Origin.REFERENCE.label}，按“{about.name}”（第{about.edition}版）推算，只供对照。"
        if self.clock is None or self.clock.due is None:
            return f"{head}{self.rule.label}（{self.ground}）：{self._told(self.rule)}。"
        mark = "" if self.running else f"【{self.clock.start.certainty.label}】"
        return head + mark + paragraph_of(explained(self.clock.due, about.cites))

    def _told(self, rule: DeadlineRule) -> str:
        if self.clock:
            return self.clock.line
        return f"待“{self.profile.event(rule.trigger).label}”发生后起{rule.limit_text}"

    def bearing(self) -> Bearing:
        """The clock as one of several on the matter; what has not begun has no date that could govern."""
        label = self.rule.label if self.rule else NO_COUNTERPART
        return Bearing(Origin.REFERENCE, label, self.due_on if self.running else None, self.light)

    def plain(self) -> dict[str, Any]:
        """For JSON."""
        if self.rule is None:
            return {"rule": None, "words": NO_COUNTERPART}
        if self.clock is None:
            return {"rule": self.rule.id, "label": self.rule.label, "words": self.line}
        return {**self.clock.plain(), "words": self.line}


def counterpart(rule: DeadlineRule, reference: "Profile") -> DeadlineRule | None:
    """The other regime's rule for the same matter, as both profiles declare it; None where it has none or several.

    It bears the same name; or it ends in the same event, or without an end begins with the same one, and is about the
    same kind of paper. One of another paper is never taken for it.
    """
    for other in reference.deadlines:
        if other.id == rule.id:
            return other
    alike = [other for other in reference.deadlines if _same_matter(rule, other)]
    same_paper = [other for other in alike if other.document == rule.document]
    found = same_paper or alike
    return found[0] if len(found) == 1 else None


def beside(
    rule: DeadlineRule,
    reference: "Profile",
    events: Mapping[str, date],
    work: WorkCalendar,
    today: date,
    *,
    from_on: date | None = None,
    done_on: date | None = None,
) -> Reference:
    """What `reference` says of the matter of a rule of another regime, from the same events (event id: its day).

    `from_on`: the day this very matter began, for a counterpart that begins with the same event; `done_on`: the day it
    was met. Events the reference does not know say nothing.
    """
    other = counterpart(rule, reference)
    if other is None:
        return Reference(reference)
    known = {event.id for event in reference.events}
    days = {event: on for event, on in events.items() if event in known}
    if from_on is not None and other.trigger == rule.trigger:
        days[other.trigger] = from_on
    clock = next((one for one in reckon(reference, days, work, today).clocks if one.rule is other), None)
    if clock and clock.due and clock.light and done_on:
        clock = replace(clock, light=reference.light(clock.due, today, done_on))
    return Reference(reference, other, clock)


def _same_matter(rule: DeadlineRule, other: DeadlineRule) -> bool:
    if rule.document and other.document and rule.document != other.document:
        return False
    if rule.fulfilled_by or other.fulfilled_by:
        return rule.fulfilled_by == other.fulfilled_by
    return rule.trigger == other.trigger
