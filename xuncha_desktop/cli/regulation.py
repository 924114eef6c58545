"""`xuncha deadlines`, `xuncha events`, `xuncha duties`: what a regulation makes of days, without any workspace."""

import argparse
import json
import re
from collections import Counter
from collections.abc import Mapping
from datetime import date
from typing import Any

from xuncha_desktop.kernel.clock import day_of, system_clock
from xuncha_desktop.kernel.errors import NotFound, Refused
from xuncha_desktop.rules.calendar import shipped_calendar
from xuncha_desktop.rules.clocks import Certainty, Clock, Reckoning, event_id, reckon_each
from xuncha_desktop.rules.deadlines import checked_day
from xuncha_desktop.rules.duty_year import YearDuty, duties_of
from xuncha_desktop.rules.profile import Profile
from xuncha_desktop.rules.reference import Reference
from xuncha_desktop.rules.reference import beside as beside_of
from xuncha_desktop.rules.shipped import find_profile

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_HINT = "；加 --help 查看用法"


def deadlines(chosen: argparse.Namespace) -> int:
    """Every deadline that follows from the events given, in the order of their starts; a second regime's beside it."""
    profile = find_profile(chosen.profile)
    second = _second(profile, chosen.reference)
    given = _events(profile, second, chosen.event)
    own = [pair for pair in given if pair[0] in {one.id for one in profile.events}]
    found = reckon_each(profile, own, shipped_calendar(), _today(chosen))
    events = dict(sorted(given, key=lambda pair: pair[1], reverse=True))  # the first day of each
    beside = [_beside(clock, second, events, found.today) for clock in found.clocks]
    if chosen.json:
        _print_json(_head(profile) | _with_second(found, second, beside))
        return 0
    print(f"{profile.about.name}（今天：{found.today.isoformat()}）")
    if second:
        print(f"参照：{second.about.name}")
    for clock, other in zip(found.clocks, beside, strict=True):
        print("\n".join(_clock_lines(clock, other)))
    if not found.clocks:
        print("这些事件没有引起任何期限")
    for warning in found.warnings:
        print(f"注意：{warning}")
    return 0


def events(chosen: argparse.Namespace) -> int:
    """The events of a profile, with the deadlines each one starts and meets."""
    profile = find_profile(chosen.profile)
    phases = {phase.id: phase.label for phase in profile.phases}
    rows: list[dict[str, Any]] = [
        {
            "id": event.id,
            "label": event.label,
            "phase": phases.get(event.phase, ""),
            "repeatable": event.repeatable,
            "ground": profile.cite(event),
            "starts": [rule.label for rule in profile.started_by(event.id)],
            "meets": [rule.label for rule in profile.deadlines if rule.fulfilled_by == event.id],
        }
        for event in profile.events
    ]
    if chosen.json:
        _print_json(_head(profile) | {"events": rows})
        return 0
    for row in rows:
        said = [f"起算：{'、'.join(row['starts'])}" if row["starts"] else ""]
        said.append(f"完成：{'、'.join(row['meets'])}" if row["meets"] else "")
        print("\t".join([row["id"], row["label"], row["phase"], *filter(None, said)]))
    if not rows:
        print("这份规则档没有登记事件")
    return 0


def duties(chosen: argparse.Namespace) -> int:
    """The standing duties of a profile in a year."""
    profile = find_profile(chosen.profile)
    year = checked_day(date(chosen.year, 1, 1)).year
    found = duties_of(profile, year, shipped_calendar())
    if chosen.json:
        _print_json(_head(profile) | {"year": year, "duties": [duty.plain() for duty in found]})
        return 0
    print(f"{profile.about.name}（{year}年）")
    for duty in found:
        print("\n".join(_duty_lines(duty)))
    if not found:
        print("这份规则档没有定期事项")
    return 0


def _clock_lines(clock: Clock, other: Reference | None) -> list[str]:
    light = f"\t{clock.light.words}" if clock.light else ""
    lines = [f"{clock.rule.label}\t{clock.ground}{light}", f"\t{clock.line}"]
    if other is None:
        return lines
    shown = f"\t{other.light.words}" if other.running else ""
    return [*lines, f"\t{other.line}{shown}"]


def _second(profile: Profile, name: str | None) -> Profile | None:
    """The second regime asked for. Raises Refused for the first one again."""
    found = find_profile(name) if name else None
    if found and found.digest == profile.digest:
        raise Refused("参照规则档不能与所依据的规则档相同")
    return found


def _beside(clock: Clock, second: Profile | None, events: Mapping[str, date], today: date) -> Reference | None:
    if second is None:
        return None
    done_on = clock.met.on if clock.met else None
    from_on = clock.start.on if clock.start.certainty is Certainty.HAPPENED else None
    return beside_of(clock.rule, second, events, shipped_calendar(), today, from_on=from_on, done_on=done_on)


def _with_second(found: Reckoning, second: Profile | None, beside: list[Reference | None]) -> dict[str, Any]:
    told = found.plain()
    if second is None:
        return told
    for line, other in zip(told["deadlines"], beside, strict=True):
        line["reference"] = other.plain() if other else None
    return {"reference": _head(second)} | told


def _duty_lines(found: YearDuty) -> list[str]:
    to = f" → {'、'.join(found.addressees)}" if found.addressees else ""
    lines = [f"{found.duty.label}\t{found.when}\t{'、'.join(found.responsible)}{to}\t{found.ground}"]
    for turn in found.turns:
        worked = "" if turn.last_worked_on == turn.last_on else f"（最后一个工作日{turn.last_worked_on.isoformat()}）"
        unsure = "（暂算，放假安排未公布）" if turn.provisional else ""
        read = f"（推定，{turn.inferred}）" if turn.inferred else ""
        lines.append(f"\t{turn.label}\t至{turn.last_on.isoformat()}{worked}{read}{unsure}")
    return lines


def _events(profile: Profile, second: Profile | None, given: list[str]) -> list[tuple[str, date]]:
    """EVENT=DAY as typed; an event of either regime by its id or its Chinese name. Raises Refused.

    A repeatable event may be given more than once, but no day twice.
    """
    pairs: list[tuple[str, date]] = []
    for text in given:
        name, parted, day = text.rpartition("=")
        if not parted or not name:
            raise Refused(f"“{text}”应写作 事件=日期，如 feedback_received=2019-09-20{_HINT}")
        pairs.append((_event_id(profile, second, name), _day(day)))
    twice = [name for (name, _), count in Counter(pairs).items() if count > 1]
    if twice:
        labels = {one.id: one.label for whose in (second, profile) if whose for one in whose.events}
        raise Refused(f"“{labels[twice[0]]}”的同一日期给出了两次")
    return pairs


def _event_id(profile: Profile, second: Profile | None, name: str) -> str:
    try:
        return event_id(profile, name)
    except NotFound:
        only = [one.id for one in second.events if name in (one.id, one.label)] if second else []
        if not only:
            raise
        return only[0]


def _today(chosen: argparse.Namespace) -> date:
    return _day(chosen.today) if chosen.today else day_of(system_clock())


def _day(text: str) -> date:
    try:
        found = date.fromisoformat(text)
    except ValueError as error:
        if _DAY.fullmatch(text):
            raise Refused(f"没有{text}这一天，请核对日期") from error
        raise Refused(f"日期“{text}”应写作 2019-09-20{_HINT}") from error
    if found.isoformat() != text:
        raise Refused(f"日期“{text}”应写作 2019-09-20{_HINT}")
    return checked_day(found)


def _head(profile: Profile) -> dict[str, Any]:
    return {"profile": profile.about.id, "name": profile.about.name, "digest": profile.digest}


def _print_json(value: Any) -> None:
    print(json.dumps(value, ensure_ascii=False, indent=2))
