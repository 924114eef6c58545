"""The time light: what a due date means today, in a tone and in words; computed when looked at, never stored.

Three customs are known, and a profile chooses one by its data: letters at 20 and 10 days before and on being late
(`days_left` 20, 10); a warning once half of the time allowed is used (`share_used` 50); a warning seven days before
(`days_left` 7). A quality card for 敷衍整改 or 虚假整改 is no light: it is the state of a record, needs evidence and a
named decision, and nothing here computes it; the policy only says in which tone it is shown.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property
from itertools import pairwise
from typing import Annotated, NamedTuple

from xuncha_desktop.kernel.levels import Tone
from xuncha_desktop.rules.basis import Between, Rule, cited


class LightKind(StrEnum):
    """What the thresholds of a policy measure."""

    DAYS_LEFT = "days_left"
    SHARE_USED = "share_used"

    @property
    def label(self) -> str:
        """What the custom is called."""
        return _KIND_LABELS[self]


_RISING = (Tone.MUTED, Tone.DONE, Tone.CALM, Tone.NOTICE, Tone.ALERT)
_KIND_LABELS = {LightKind.DAYS_LEFT: "按剩余天数", LightKind.SHARE_USED: "按已用时间占比"}


class Governs(StrEnum):
    """Which of several clocks on one matter the light follows."""

    REGULATION = "regulation"
    EARLIEST = "earliest"


@dataclass(frozen=True, kw_only=True)
class Threshold:
    """From here on the light has this tone: so many calendar days before the due date, or so much of the time used.

    `words` is what the office calls the mark or the letter that goes with it (绿函, 黄函).
    """

    days_left: Annotated[int, Between(0, 365)] | None = None
    used_percent: Annotated[int, Between(1, 100)] | None = None
    tone: Tone
    words: str = ""


@dataclass(frozen=True, kw_only=True)
class LightPolicy(Rule):
    """When a light changes. `own_overdue` is the tone of a unit's own date that passed: no article is broken.

    `quality_card` is the tone of a record whose state says 敷衍 or 虚假.
    """

    kind: LightKind = LightKind.DAYS_LEFT
    governs: Governs = Governs.REGULATION
    overdue: Tone
    own_overdue: Tone
    quality_card: Tone = Tone.ALERT
    overdue_words: str = ""
    thresholds: tuple[Threshold, ...]

    def reached(self, due_on: date, today: date, from_on: date | None) -> Threshold | None:
        """The last threshold that has been reached; a share of time needs the day the time began."""
        if self.kind is LightKind.DAYS_LEFT:
            left = (due_on - today).days
            for days, item in self._nearest_first:
                if left <= days:
                    return item
            return None
        if from_on is None:
            return None
        used, allowed = (today - from_on).days, (due_on - from_on).days
        met = [item for item in self.thresholds if item.used_percent and used * 100 >= allowed * item.used_percent]
        return max(met, key=lambda item: item.used_percent or 0, default=None)

    @cached_property
    def looks(self) -> dict[tuple[str, int, bool], "TimeLight"]:
        """What `running` has made already, by ground, days left, and whether the date is the unit's own."""
        return {}

    @cached_property
    def _nearest_first(self) -> tuple[tuple[int, Threshold], ...]:
        """The thresholds by days left, the nearest to the due date first."""
        found = [(item.days_left, item) for item in self.thresholds if item.days_left is not None]
        return tuple(sorted(found, key=lambda each: each[0]))


class TimeLight(NamedTuple):
    """What is shown, and the ground it rests on. `days` are left (positive) or late (negative), None without a date.

    `mark` is the office's own word for the colour or letter, empty where it has none.
    """

    tone: Tone
    words: str
    ground: str
    days: int | None = None
    mark: str = ""


def light_issues(policy: LightPolicy) -> Iterator[tuple[int | None, str]]:
    """What is wrong with a policy, in Chinese, each with the threshold's index where it is one's."""
    if policy.own_overdue is Tone.ALERT:
        yield None, "单位自定时限过期不违反规定，不能用告警色（own_overdue）"
    name = "days_left" if policy.kind is LightKind.DAYS_LEFT else "used_percent"
    seen: set[int] = set()
    for index, item in enumerate(policy.thresholds):
        wanted, other = item.days_left, item.used_percent
        if policy.kind is LightKind.SHARE_USED:
            wanted, other = other, wanted
        if wanted is None or other is not None:
            yield index, f"“{policy.kind.label}”预警的每一档只写 {name}"
        elif wanted in seen:
            yield index, "两档预警的天数相同" if policy.kind is LightKind.DAYS_LEFT else "两档预警的占比相同"
        seen.add(wanted or 0)
    nearer_last = sorted(policy.thresholds, key=lambda item: (-(item.days_left or 0), item.used_percent or 0))
    if any(_RISING.index(a.tone) > _RISING.index(b.tone) for a, b in pairwise(nearer_last)):
        yield None, "越临近到期，预警不能越轻（thresholds）"


def rule_light(  # long: one light's whole ground
    due_on: date | None,
    today: date,
    policy: LightPolicy,
    *,
    rule: Rule,
    title: str,
    from_on: date | None = None,
    done_on: date | None = None,
) -> TimeLight:
    """The light of a deadline the regulation sets; `title` names the regulation in the ground.

    `from_on` is the day the time began; without it a policy by share of time warns only of being late.
    """
    ground = cited(title, rule.standing, rule.article)
    if done_on:
        return _done(due_on, done_on, ground)
    if due_on is None:
        return TimeLight(Tone.MUTED, "规定未定期限", ground)
    return running(due_on, today, policy, ground, from_on)


def own_light(
    due_on: date | None,
    today: date,
    policy: LightPolicy,
    *,
    lasting: bool = False,
    from_on: date | None = None,
    done_on: date | None = None,
) -> TimeLight:
    """The light of a date the unit set itself (自定时限): it cites no article. 长期坚持 has no date and no alarm."""
    if done_on:
        return _done(due_on, done_on, "自定时限")
    if lasting:
        return TimeLight(Tone.CALM, "长期坚持", "自定时限")
    if due_on is None:
        return TimeLight(Tone.MUTED, "未定时限", "自定时限")
    return running(due_on, today, policy, "自定时限", from_on, own=True)


def _done(due_on: date | None, done_on: date, ground: str) -> TimeLight:
    days = (due_on - done_on).days if due_on else None
    late = f"（逾期{-days}天）" if days is not None and days < 0 else ""
    return TimeLight(Tone.DONE, f"已完成{late}", ground, days)


def running(
    due_on: date, today: date, policy: LightPolicy, ground: str, from_on: date | None, *, own: bool = False
) -> TimeLight:
    """The light of a clock that has a date and is not met; `own` is one the unit set itself.

    The ground is given in words: who asks for many lights names each ground once. By days left a clock looks the same
    on every day that leaves as many, so that look is made once; by the share used it depends on the clock's own days.
    """
    if policy.kind is LightKind.SHARE_USED:
        return _look(due_on, today, policy, ground, from_on, own)
    alike = (ground, (due_on - today).days, own)
    found = policy.looks.get(alike)
    if found is None:
        found = policy.looks[alike] = _look(due_on, today, policy, ground, None, own)
    return found


def _look(due_on: date, today: date, policy: LightPolicy, ground: str, from_on: date | None, own: bool) -> TimeLight:
    left = (due_on - today).days
    head, overdue = ("自定时限", policy.own_overdue) if own else ("", policy.overdue)
    if left < 0:
        return TimeLight(overdue, f"{head}逾期{-left}天", ground, left, policy.overdue_words)
    reached = policy.reached(due_on, today, from_on)
    tone = reached.tone if reached else Tone.CALM
    if tone is Tone.ALERT and head:
        tone = overdue  # a unit's own date never alarms, however near it is
    words = f"{head}今天到期" if left == 0 else f"{head}剩{left}天"
    return TimeLight(tone, words, ground, left, reached.words if reached else "")
