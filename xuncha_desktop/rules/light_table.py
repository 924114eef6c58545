"""The lights of very many clocks on one day: the same reckoning, done once for all clocks that are alike."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, TypeAlias

from xuncha_desktop.rules.calendar import WorkCalendar
from xuncha_desktop.rules.deadlines import Extension
from xuncha_desktop.rules.lights import TimeLight

if TYPE_CHECKING:
    from xuncha_desktop.rules.profile import Profile

Facts: TypeAlias = tuple[str, date, tuple[Extension, ...], date | None]
"""All a light depends on beside profile, calendar and day: rule id, trigger day, extensions, the day it was met."""


@dataclass(frozen=True, slots=True)
class Lit:
    """When a clock is due and how it stands."""

    due_on: date | None
    light: TimeLight


class LightTable(dict[Facts, Lit]):
    """What every clock of a profile shows on one day under one calendar; a clock not looked at yet is reckoned.

    A county has a dozen rules and a few thousand trigger days, so a million clocks are looked up rather than reckoned:
    `list(map(table.__getitem__, facts))`. Raises DeadlineRefused, KeyError for a rule the profile does not have.
    """

    def __init__(self, profile: "Profile", work: WorkCalendar, today: date) -> None:
        super().__init__()
        self._profile, self._work, self._today = profile, work, today

    def __missing__(self, facts: Facts) -> Lit:
        rule_id, trigger_on, extensions, met_on = facts
        found = self._profile.due(rule_id, trigger_on, self._work, extensions)
        made = self[facts] = Lit(found.due_on, self._profile.light(found, self._today, met_on))
        return made
