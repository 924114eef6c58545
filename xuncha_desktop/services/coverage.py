"""Coverage: which units this term has inspected, and whose next inspection falls due by the regulation's years.

The two clocks are independent: a unit inspected in this term may still be due by the years, and the other way round.
"""

import re
from dataclasses import dataclass, replace
from datetime import date

from xuncha_desktop.records.organisation import Group, Round, RoundState, Term, Unit
from xuncha_desktop.records.registry import exact_day
from xuncha_desktop.rules.deadlines import add_months
from xuncha_desktop.rules.lights import TimeLight, rule_light
from xuncha_desktop.rules.profile import Profile
from xuncha_desktop.rules.rounds import Coverage, CoverageClock
from xuncha_desktop.services import profiles, round_words
from xuncha_desktop.services.due_reasons import Why
from xuncha_desktop.services.session import Session
from xuncha_desktop.storage.table import ANY, Where

INSPECTED = frozenset((RoundState.ON_SITE, RoundState.REPORTING, RoundState.FEEDBACK, RoundState.CLOSED))
_TYPED = re.compile(r"\s*(\d{4})\s*(?:[-./年]\s*(\d{1,2})?)?\s*(?:[-./月]\s*(\d{1,2})?)?\s*日?\s*")


@dataclass(frozen=True, slots=True)
class Covered:
    """One unit. `kind` is what the last round there was in words, empty where none of this workspace's was.

    `last_on` is None where nothing is known; `rough` where only a month or year is: then its first day.
    `light` is of the years' clock, None where the regulation has no such clock or nothing is known; `why` is how its
    day was reckoned.
    """

    unit: Unit
    last_on: date | None
    rough: bool
    in_term: bool
    due_on: date | None
    light: TimeLight | None
    kind: str = ""
    why: Why | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """The term's name, the regulation's rules with their ground, and every unit, the one due first at the top."""

    term: str
    rules: tuple[str, ...]
    units: tuple[Covered, ...]

    @property
    def done(self) -> int:
        """How many units have been inspected in the term."""
        return sum(one.in_term for one in self.units)


def standing(session: Session) -> Standing:
    """Reckon coverage as of today by the profile of the newest round."""
    profile = profiles.latest(session)
    terms = session.table(Term).where(ANY, order="from_on DESC, rowid DESC", limit=1)
    visits, of_term = _visits(session, terms[0].id if terms else "")
    years = next((rule for rule in profile.coverage if rule.clock is CoverageClock.YEARS), None)
    kinds = {run.id: round_words.kind(session, run) for _, run in visits.values()}
    days = {unit_id: day for unit_id, (day, _) in visits.items()}
    found = [
        replace(
            _covered(unit, days.get(unit.id), unit.id in of_term, years, profile, session.today),
            kind=kinds[visits[unit.id][1].id] if unit.id in visits else "",
        )
        for unit in session.table(Unit).where(ANY, order="name, rowid")
    ]
    found.sort(key=lambda one: (one.in_term and one.due_on is None, one.due_on or date.min))
    rules = tuple(f"{rule.words}（{profile.cite(rule)}）" for rule in profile.coverage)
    return Standing(terms[0].name if terms else "", rules, tuple(found))


def typed_day(text: str | None) -> tuple[date, bool] | None:
    """What a person wrote as 上次巡察: the day and whether it is rough; None for what names no year."""
    match = _TYPED.fullmatch(text or "")
    if match is None:
        return None
    year, month, day = (int(part) if part else 1 for part in match.groups())
    try:
        return date(year, month, day), match[3] is None
    except ValueError:
        return None


def _visits(session: Session, term_id: str) -> tuple[dict[str, tuple[date, Round]], frozenset[str]]:
    """The last day a group of this workspace's rounds was at each unit, with the round, and the units of the term."""
    rounds = {one.id: one for one in session.table(Round).where(ANY) if one.state in INSPECTED}
    last: dict[str, tuple[date, Round]] = {}
    of_term: set[str] = set()
    for group in session.table(Group).where(Where("unit_id IS NOT NULL")):
        round_ = rounds.get(group.round_id)
        if round_ is None:
            continue
        if round_.term_id == term_id:
            of_term.add(group.unit_id)
        day = exact_day(group.stay_until_on or "") or exact_day(round_.until_on)
        if day is not None and (group.unit_id not in last or last[group.unit_id][0] < day):
            last[group.unit_id] = (day, round_)
    return last, frozenset(of_term)


def _covered(
    unit: Unit, visited: date | None, in_term: bool, years: Coverage | None, profile: Profile, today: date
) -> Covered:
    typed = typed_day(unit.last_inspected)
    last_on, rough = (visited, False) if visited else (typed or (None, False))
    if years is None or years.years is None or last_on is None:
        return Covered(unit, last_on, rough, in_term, None, None)
    due_on = add_months(last_on, 12 * years.years)
    light = rule_light(due_on, today, profile.lights, rule=years, title=profile.about.cites, from_on=last_on)
    why = _why(unit, last_on, rough, years, due_on, profile.cite(years))
    return Covered(unit, last_on, rough, in_term, due_on, light, why=why)


def _why(unit: Unit, last_on: date, rough: bool, years: Coverage, due_on: date, ground: str) -> Why:
    start = f"上次巡察{'约' if rough else ''}{last_on.isoformat()}"
    line = f"{start}起{years.years}年 → {due_on.isoformat()}；{ground}"
    counted = f"{start}，按日历年计{years.years}年，最迟{due_on.isoformat()}再次巡察。"
    text = f"应再次巡察：{years.words}，依据：{ground}。{counted}"
    if rough:
        text += "上次巡察只登记到年或月，按该年或该月的第一天起算。"
    if last_on.day != due_on.day:
        text += f"{due_on.year}年没有该日，以当月最后一日为准。"
    return Why(f"{unit.name}应再次巡察的日期", line, text)
