"""The time light: what a due date means today, in a tone and in words; computed when looked at, never stored."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from xuncha_desktop.kernel.levels import Tone
from xuncha_desktop.rules.basis import Between, Rule, cited


@dataclass(frozen=True, kw_only=True)
class Threshold:
    """From this many calendar days before the due date on, the light has this tone."""

    days_left: Annotated[int, Between(0, 365)]
    tone: Tone


@dataclass(frozen=True, kw_only=True)
class LightPolicy(Rule):
    """When a light changes. `own_overdue` is the tone of a unit's own date that passed: no article is broken."""

    overdue: Tone
    own_overdue: Tone
    thresholds: tuple[Threshold, ...]


@dataclass(frozen=True)
class TimeLight:
    """What is shown, and the ground it rests on. `days` are left (positive) or late (negative), None without a date."""

    tone: Tone
    words: str
    ground: str
    days: int | None = None


def rule_light(
    due_on: date | None, today: date, policy: LightPolicy, *, rule: Rule, title: str, done_on: date | None = None
) -> TimeLight:
    """The light of a deadline the regulation sets; `title` names the regulation in the ground."""
    ground = cited(title, rule.standing, rule.article)
    if done_on:
        return _done(due_on, done_on, ground)
    if due_on is None:
        return TimeLight(Tone.MUTED, "规定未定期限", ground)
    return _running(due_on, today, policy, ground, "", policy.overdue)


def own_light(
    due_on: date | None, today: date, policy: LightPolicy, *, lasting: bool = False, done_on: date | None = None
) -> TimeLight:
    """The light of a date the unit set itself (自定时限): it cites no article. 长期坚持 has no date and no alarm."""
    if done_on:
        return _done(due_on, done_on, "自定时限")
    if lasting:
        return TimeLight(Tone.CALM, "长期坚持", "自定时限")
    if due_on is None:
        return TimeLight(Tone.MUTED, "未定时限", "自定时限")
    return _running(due_on, today, policy, "自定时限", "自定时限", policy.own_overdue)


def _done(due_on: date | None, done_on: date, ground: str) -> TimeLight:
    days = (due_on - done_on).days if due_on else None
    late = f"（逾期{-days}天）" if days is not None and days < 0 else ""
    return TimeLight(Tone.DONE, f"已完成{late}", ground, days)


def _running(due_on: date, today: date, policy: LightPolicy, ground: str, head: str, overdue: Tone) -> TimeLight:
    left = (due_on - today).days
    if left < 0:
        return TimeLight(overdue, f"{head}逾期{-left}天", ground, left)
    reached = [item for item in policy.thresholds if left <= item.days_left]
    tone = min(reached, key=lambda item: item.days_left).tone if reached else Tone.CALM
    return TimeLight(tone, f"{head}今天到期" if left == 0 else f"{head}剩{left}天", ground, left)
