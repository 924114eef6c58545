"""The lights of very many clocks on one day: the day and the words alone, once for all clocks that are alike."""

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from xuncha_desktop.rules.calendar import WorkCalendar
from xuncha_desktop.rules.deadlines import Extension, checked_day, counting
from xuncha_desktop.rules.lights import TimeLight, running

if TYPE_CHECKING:
    from xuncha_desktop.rules.profile import Profile

Facts: TypeAlias = tuple[str, date, tuple[Extension, ...], date | None]
"""All a light depends on beside profile, calendar and day: rule id, trigger day, extensions, the day it was met."""


class Lit(NamedTuple):
    """When a clock is due and how it stands."""

    due_on: date | None
    light: TimeLight


class LightTable(dict[Facts, Lit]):
    """What every clock of a profile shows on one day under one calendar; a clock not looked at yet is reckoned.

    A county has a dozen rules and a few thousand trigger days, so a million clocks are looked up rather than reckoned:
    `list(map(table.__getitem__, facts))`. A clock that runs as its rule says is reckoned without the legs and days a
    reader would ask for; one that is met or was lengthened goes the way that explains it.
    Raises DeadlineRefused, KeyError for a rule the profile does not have.
    """

    def __init__(self, profile: "Profile", work: WorkCalendar, today: date) -> None:
        super().__init__()
        self._profile, self._work, self._today = profile, work, today
        self._rules: dict[str, tuple[Callable[[date], date] | None, str]] = {}

    def __missing__(self, facts: Facts) -> Lit:
        rule_id, trigger_on, extensions, met_on = facts
        reckon, ground = self._rules.get(rule_id) or self._ready(rule_id)
        if reckon is None or extensions or met_on:
            found = self._profile.due(rule_id, trigger_on, self._work, extensions)
            made = Lit(found.due_on, self._profile.light(found, self._today, met_on))
        else:
            due_on = reckon(checked_day(trigger_on))
            made = Lit(due_on, running(due_on, self._today, self._profile.lights, ground, trigger_on))
        self[facts] = made
        return made

    def _ready(self, rule_id: str) -> tuple[Callable[[date], date] | None, str]:
        """How a rule is reckoned, None where it has no number, and its ground in words."""
        rule, rest_day = self._profile.deadline(rule_id), self._profile.deadline_policy.rest_day
        reckon = None if rule.amount is None else counting(rule.amount, rule.unit, self._work, rest_day)
        ready = self._rules[rule_id] = reckon, self._profile.cite(rule)
        return ready
