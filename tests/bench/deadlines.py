"""B11: due dates and lights of a million open clocks on one day, against one plain pass over ordinals known before."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from tests.bench.measure import Line, in_turn, spent
from xuncha_desktop.demonstration.draws import Draws
from xuncha_desktop.kernel.levels import Tone
from xuncha_desktop.rules.calendar import WorkCalendar, shipped_calendar
from xuncha_desktop.rules.deadlines import DeadlineRule, Unit
from xuncha_desktop.rules.light_table import Facts, LightTable
from xuncha_desktop.rules.profile import Profile
from xuncha_desktop.rules.shipped import shipped_profile

SCALES = {"office": (15_000, 300), "city": (1_000_000, 3_000)}
"""Clocks, and units whose feedback started them: every task of a unit runs from the day it signed for it."""
REPEATS = 5
GOAL = "<= 1.2x, <= 1 s"
TERM = (date(2019, 1, 1), 5 * 365)
TODAY = date(2023, 7, 3)
LIMITS = ((7, Unit.WORKING_DAY), (10, Unit.WORKING_DAY), (15, Unit.WORKING_DAY), (2, Unit.MONTH), (3, Unit.MONTH))


def run() -> list[Line]:
    """Everything from the facts of a clock (rule, trigger day) to date, tone and words, at both scales."""
    work, profile = shipped_calendar(), _profile()
    lines: list[Line] = []
    for scale, (count, units) in SCALES.items():
        facts = _facts(profile, count, units)
        known = {one: profile.due(one[0], one[1], work).due_on or date.max for one in set(facts)}
        ordinals = [known[one].toordinal() for one in facts]
        ours, theirs = in_turn(REPEATS, _ours(profile, work, facts), lambda given=ordinals: _plain(given))
        _agree(profile, work, facts, ordinals)
        apart = len(set(facts))
        warm = LightTable(profile, work, TODAY)
        again = spent(lambda table=warm, given=facts: list(map(table.__getitem__, given)))
        again = min(again, spent(lambda table=warm, given=facts: list(map(table.__getitem__, given))))
        note = f"{count:,} clocks, {apart:,} different ones reckoned; {again:.0f} ms once these are known"
        lines.append(Line("B11", scale, "dates and lights of open clocks", ours, theirs, GOAL, note=note))
    return lines


def _ours(profile: Profile, work: WorkCalendar, facts: list[Facts]) -> Callable[[], object]:
    return lambda: list(map(LightTable(profile, work, TODAY).__getitem__, facts))


def _plain(ordinals: list[int]) -> list[tuple[int, int, Tone]]:
    """The least anybody could do, knowing every due date already."""
    today, found = TODAY.toordinal(), list[tuple[int, int, Tone]]()
    add = found.append
    for due in ordinals:
        left = due - today
        if left < 0:
            tone = Tone.ALERT
        elif left <= 10:
            tone = Tone.NOTICE
        else:
            tone = Tone.CALM
        add((due, left, tone))
    return found


def _agree(profile: Profile, work: WorkCalendar, facts: list[Facts], ordinals: list[int]) -> None:
    """A benchmark that answers something else measures nothing."""
    table = LightTable(profile, work, TODAY)
    for one, (due, left, tone) in zip(facts, _plain(ordinals), strict=True):
        lit = table[one]
        if lit.due_on is None or (lit.due_on.toordinal(), lit.light.days, lit.light.tone) != (due, left, tone):
            raise AssertionError(one)


def _facts(profile: Profile, count: int, units: int) -> list[Facts]:
    """Clocks as they lie in a file: rule and trigger day, drawn the same way in every run; no value is shared."""
    draws, (first, days) = Draws(11), TERM
    rules = [rule.id for rule in profile.deadlines]
    begun = [draws.below(days) for _ in range(units)]
    return [
        (rules[draws.below(len(rules))], first + timedelta(days=begun[draws.below(units)]), (), None)
        for _ in range(count)
    ]


def _profile() -> Profile:
    """礼县's lights over the limits the regulations set."""
    shipped = shipped_profile("lixian")
    model = next(rule for rule in shipped.deadlines if rule.amount is not None)
    rules: list[DeadlineRule] = [
        replace(model, id=f"{unit.value}_{amount}", amount=amount, unit=unit) for amount, unit in LIMITS
    ]
    return replace(shipped, deadlines=tuple(rules))
