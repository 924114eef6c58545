"""Why something is due when it is, in parts: ground, start, each day counted, each day stepped over, result."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from xuncha_desktop.rules.basis import Standing, cited
from xuncha_desktop.rules.calendar import Day
from xuncha_desktop.rules.deadlines import Due, Leg, Unit


@dataclass(frozen=True)
class Start:
    """The event a reckoning starts from, and how sure it is that this one is meant."""

    label: str
    on: date
    standing: Standing
    note: str

    def plain(self) -> dict[str, Any]:
        """For JSON."""
        return {
            "label": self.label,
            "on": self.on.isoformat(),
            "standing": self.standing.value,
            "standing_label": self.standing.label,
            "note": self.note,
        }


@dataclass(frozen=True)
class Stretch:
    """One stretch of the way: the rule's own amount, or an extension with its reason. `counted` is numbered from 1.

    `cut` tells that the month has no such day number; `moved_from` is the day of rest moved off. Days are listed for
    working days only: calendar days and months are not counted one by one.
    """

    from_on: date
    due_on: date
    amount: int | None
    unit: Unit
    reason: str
    counted: tuple[tuple[int, Day], ...]
    skipped: tuple[Day, ...]
    cut: bool
    moved_from: date | None

    @property
    def exchanged(self) -> tuple[Day, ...]:
        """Each weekend that was counted because it was worked in exchange (调休上班)."""
        return tuple(day for _, day in self.counted if day.on.weekday() >= 5)

    def plain(self) -> dict[str, Any]:
        """For JSON."""
        return {
            "from_on": self.from_on.isoformat(),
            "due_on": self.due_on.isoformat(),
            "amount": self.amount,
            "unit": self.unit.value,
            "reason": self.reason,
            "counted": [{"number": number, **_day_plain(day)} for number, day in self.counted],
            "skipped": [_day_plain(day) for day in self.skipped],
            "month_has_no_such_day": self.cut,
            "moved_from": self.moved_from.isoformat() if self.moved_from else None,
        }


@dataclass(frozen=True)
class Explanation:
    """A whole reckoning. `due_on` is None where nothing sets a number; `ground` is how a paper cites the rule.

    `rest_name` is why the due date is no working day; `provisional` tells of a year whose holidays are not known yet,
    `movable` that they may move the due date.
    """

    rule_id: str
    label: str
    limit: str
    ground: str
    standing: Standing
    article: str
    numbered: bool
    start: Start
    stretches: tuple[Stretch, ...]
    due_on: date | None
    rest_name: str
    provisional: bool
    movable: bool
    calendar_digest: str

    @property
    def extended(self) -> bool:
        """Whether somebody lengthened it, or gave a date where the rule has none."""
        return len(self.stretches) > (1 if self.numbered else 0)

    def plain(self) -> dict[str, Any]:
        """For JSON: the same parts, no sentence."""
        return {
            "rule": self.rule_id,
            "label": self.label,
            "limit": self.limit,
            "ground": self.ground,
            "standing": self.standing.value,
            "standing_label": self.standing.label,
            "article": self.article,
            "trigger": self.start.plain(),
            "stretches": [stretch.plain() for stretch in self.stretches],
            "due_on": self.due_on.isoformat() if self.due_on else None,
            "rest_name": self.rest_name,
            "provisional": self.provisional,
            "movable": self.movable,
            "calendar": self.calendar_digest,
        }


def explained(found: Due, title: str) -> Explanation:
    """Take a due date apart. `title` is how the profile's regulation is named in print."""
    rule = found.rule
    return Explanation(
        rule_id=rule.id,
        label=rule.label,
        limit=rule.limit_text,
        ground=cited(title, rule.standing, rule.article),
        standing=rule.standing,
        article=rule.article,
        numbered=rule.amount is not None,
        start=Start(found.trigger_label, found.trigger_on, rule.trigger_standing, rule.trigger_note),
        stretches=tuple(_stretch(leg) for leg in found.legs),
        due_on=found.due_on,
        rest_name=found.rest_name,
        provisional=found.provisional,
        movable=found.movable,
        calendar_digest=found.calendar_digest,
    )


def _stretch(leg: Leg) -> Stretch:
    return Stretch(
        from_on=leg.from_on,
        due_on=leg.due_on,
        amount=leg.amount,
        unit=leg.unit,
        reason=leg.reason,
        counted=tuple(enumerate(_worked(leg.days), start=1)),
        skipped=tuple(day for day in leg.days if not day.working),
        cut=leg.cut,
        moved_from=leg.moved_from,
    )


def _worked(days: Iterable[Day]) -> Iterable[Day]:
    return (day for day in days if day.working)


def _day_plain(day: Day) -> dict[str, Any]:
    return {"on": day.on.isoformat(), "text": day.text, "reason": day.reason, "provisional": day.provisional}
