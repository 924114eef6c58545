"""B11: due dates and lights of a million open clocks on one day, against one plain pass with ordinals known before."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from tests.bench.measure import Line, in_turn
from xuncha_desktop.demonstration.draws import Draws
from xuncha_desktop.kernel.levels import Tone
from xuncha_desktop.rules.calendar import WorkCalendar, shipped_calendar
from xuncha_desktop.rules.deadlines import DeadlineRule, Unit
from xuncha_desktop.rules.light_table import Facts, LightTable
from xuncha_desktop.rules.profile import Profile
from xuncha_desktop.rules.shipped import shipped_profile

SCALES = {"office": (15_000, 300, 51), "city": (1_000_000, 3_000, 5)}
"""Clocks, units whose feedback started them (every task of a unit runs from the day it signed for it), repeats."""
GOAL = "<= 1.2x, <= 1 s"
TERM = (date(2019, 1, 1), 5 * 365)
TODAY = date(2023, 7, 3)
LIMITS = ((7, Unit.WORKING_DAY), (10, Unit.WORKING_DAY), (15, Unit.WORKING_DAY), (2, Unit.MONTH), (3, Unit.MONTH))


def run() -> list[Line]:
    """Everything from the facts of a clock (rule, trigger day) to date, tone and words, at both scales."""
    work, profile = shipped_calendar(), _profile()
    ordinals = _ordinals(profile, work)
    lines: list[Line] = []
    for scale, (count, units, repeats) in SCALES.items():
        facts = _facts(profile, count, units)
        ours, theirs = in_turn(repeats, _ours(profile, work, facts), lambda given=facts: _plain(given, ordinals))
        _agree(profile, work, facts, ordinals)
        note = f"{count:,} clocks, {len(set(facts)):,} different ones reckoned"
        lines.append(Line("B11", scale, "dates and lights of open clocks", ours, theirs, GOAL, note=note))
    return lines


def _ours(profile: Profile, work: WorkCalendar, facts: list[Facts]) -> Callable[[], object]:
    return lambda: list(map(LightTable(profile, work, TODAY).__getitem__, facts))


def _ordinals(profile: Profile, work: WorkCalendar) -> dict[str, list[int]]:
    """For each rule the due day of every trigger day of the term, made before anything is measured."""
    first, days = TERM
    found: dict[str, list[int]] = {}
    for rule in profile.deadlines:
        dues = (profile.due(rule.id, first + timedelta(days=day), work).due_on for day in range(days))
        found[rule.id] = [due.toordinal() for due in dues if due]
    return found


def _plain(facts: list[Facts], ordinals: dict[str, list[int]]) -> list[tuple[int, int, Tone]]:
    """One plain pass: due day from the ordinals, days left and tone; no words, no ground, no extension."""
    today, base, found = TODAY.toordinal(), TERM[0].toordinal(), list[tuple[int, int, Tone]]()
    alert, notice, calm = Tone.ALERT, Tone.NOTICE, Tone.CALM
    for rule, trigger_on, _, _ in facts:
        due = ordinals[rule][trigger_on.toordinal() - base]
        left = due - today
        found.append((due, left, alert if left < 0 else notice if left <= 10 else calm))
    return found


def _agree(profile: Profile, work: WorkCalendar, facts: list[Facts], ordinals: dict[str, list[int]]) -> None:
    """A benchmark that answers something else measures nothing."""
    table = LightTable(profile, work, TODAY)
    for one, (due, left, tone) in zip(facts, _plain(facts, ordinals), strict=True):
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
