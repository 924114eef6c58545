"""Deadlines: the rule as a profile states it, and the due date with every day counted and every day skipped."""

import calendar
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from functools import cached_property
from typing import Annotated, Any

from xuncha_desktop.kernel.errors import Refused
from xuncha_desktop.rules.basis import Between, BodyRef, DocumentRef, EventRef, Id, Rule, Standing
from xuncha_desktop.rules.calendar import FIRST_YEAR, LAST_YEAR, ONE_DAY, Day, WorkCalendar


class DeadlineRefused(Refused):
    """A trigger day or an extension cannot be used; the message says why."""


class Unit(StrEnum):
    """What a deadline counts."""

    WORKING_DAY = "working_day"
    CALENDAR_DAY = "calendar_day"
    MONTH = "month"
    NONE = "none"

    @property
    def label(self) -> str:
        """The word after the number."""
        return _UNIT_LABELS[self]


_UNIT_LABELS = {
    Unit.WORKING_DAY: "个工作日",
    Unit.CALENDAR_DAY: "日",
    Unit.MONTH: "个月",
    Unit.NONE: "",
}


class RestDay(StrEnum):
    """What becomes of a due date that falls on a day of rest.

    Only months and calendar days can end on one. No regulation or custom we know moves a date forward to the working
    day before.
    """

    UNCHANGED = "unchanged"
    NEXT_WORKING_DAY = "next_working_day"


@dataclass(frozen=True, kw_only=True)
class DeadlinePolicy(Rule):
    """What holds for every deadline of the profile. The trigger day itself is never counted."""

    rest_day: RestDay


@dataclass(frozen=True, kw_only=True)
class DeadlineRule(Rule):
    """A time limit. Unit `none` has no number: `wording` keeps the text's 及时 or 定期 and nothing is computed.

    `trigger_standing` says how sure the starting event is; `own_date` that the matter itself may set a date.
    `fulfilled_by` is the event that meets it and may start the next one: so clocks form a chain.
    """

    id: Id
    label: str
    document: DocumentRef = ""
    trigger: EventRef
    trigger_standing: Standing
    trigger_note: str = ""
    fulfilled_by: EventRef = ""
    unit: Unit
    amount: Annotated[int, Between(1, 3650)] | None = None
    wording: str = ""
    responsible: BodyRef
    addressees: tuple[BodyRef, ...] = ()
    copies: Annotated[int, Between(1, 99)] | None = None
    formal: bool = False
    own_date: bool = False

    @property
    def limit_text(self) -> str:
        """10个工作日, 2个月, 规定未定期限（及时）."""
        if self.amount is None:
            return f"规定未定期限（{self.wording}）" if self.wording else "规定未定期限"
        return f"{self.amount}{self.unit.label}"


@dataclass(frozen=True, kw_only=True)
class Extension:
    """A recorded lengthening: so many more units counted from the date in force, or a new date; always a reason."""

    reason: str
    amount: int | None = None
    unit: Unit = Unit.WORKING_DAY
    until_on: date | None = None

    def plain(self) -> dict[str, str | int]:
        """As it is kept in a record."""
        if self.until_on is not None:
            return {"reason": self.reason, "until_on": self.until_on.isoformat()}
        return {"reason": self.reason, "amount": self.amount or 0, "unit": self.unit.value}

    @staticmethod
    def from_plain(value: Mapping[str, Any]) -> "Extension":
        """The inverse of `plain`. Raises DeadlineRefused for anything else."""
        try:
            if "until_on" in value:
                return Extension(reason=str(value["reason"]), until_on=date.fromisoformat(value["until_on"]))
            return Extension(reason=str(value["reason"]), amount=int(value["amount"]), unit=Unit(value["unit"]))
        except (KeyError, TypeError, ValueError) as error:
            raise DeadlineRefused("延期记录的内容不全，不能推算") from error


@dataclass(frozen=True)
class Leg:
    """One stretch of the reckoning: from a day, by an amount or to a date, to a day; the first is the rule's own.

    `cut` tells that the month has no such day, so its last day stands; `moved_from` is the day of rest moved off.
    """

    from_on: date
    due_on: date
    amount: int | None
    unit: Unit
    reason: str = ""
    cut: bool = False
    moved_from: date | None = None
    work: WorkCalendar | None = field(default=None, repr=False, compare=False)

    @cached_property
    def days(self) -> tuple[Day, ...]:
        """All days walked when working days are counted; the last one is worked. Looked up when somebody asks why."""
        if self.work is None or self.unit is not Unit.WORKING_DAY:
            return ()
        return tuple(self.work.days(self.from_on + ONE_DAY, self.due_on))


@dataclass(frozen=True)
class Due:
    """When something is due and why. `due_on` is None where the regulation sets no number and nobody extended it.

    `provisional`: a day on the way, or the due date, lies in a year whose holidays are not known yet; `movable`: they
    may move the due date, else they only settle whether it is a day of rest.
    `rest_name` is why the due date itself is no working day (周六, 国庆节), empty when it is one.
    """

    rule: DeadlineRule
    trigger_label: str
    trigger_on: date
    due_on: date | None
    provisional: bool
    movable: bool
    rest_name: str
    calendar_digest: str
    legs: tuple[Leg, ...] = field(default=())


def due(
    rule: DeadlineRule,
    trigger_on: date,
    work: WorkCalendar,
    extensions: Sequence[Extension] = (),
    *,
    rest_day: RestDay = RestDay.UNCHANGED,
    trigger_label: str = "",
) -> Due:
    """Reckon a due date. Working days: the day after the trigger is day 1. Months: same day number, see `add_months`.

    Raises DeadlineRefused for a day outside 1950-2200 and an extension without reason or that shortens.
    """
    checked_day(trigger_on)
    legs: list[Leg] = []
    if rule.amount is not None:
        legs.append(_leg(trigger_on, rule.amount, rule.unit, work, rest_day))
    for extension in extensions:
        legs.append(_extended(legs[-1].due_on if legs else None, trigger_on, extension, work, rest_day))
    due_on = legs[-1].due_on if legs else None
    end = work.day(due_on) if due_on else None
    movable = any(_is_provisional(leg, work, rest_day) for leg in legs)
    return Due(
        rule=rule,
        trigger_label=trigger_label or rule.trigger,
        trigger_on=trigger_on,
        due_on=due_on,
        provisional=movable or bool(end and end.provisional),
        movable=movable,
        rest_name=end.reason if end and not end.working else "",
        calendar_digest=work.digest,
        legs=tuple(legs),
    )


def add_months(day: date, months: int) -> date:
    """The same day number so many calendar months on; the month's last day where it has no such number.

    31 January + 1 month is the last day of February; 28 February + 1 month is 28 March (no clinging to month ends).
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if day.day <= 28:
        return date(year, month + 1, day.day)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def counting(
    amount: int, unit: Unit, work: WorkCalendar, rest_day: RestDay = RestDay.UNCHANGED
) -> Callable[[date], date]:
    """What leads from a day to the day that makes the amount full, moved off a day of rest if that is the policy."""
    if rest_day is RestDay.NEXT_WORKING_DAY:
        full = counting(amount, unit, work)
        return lambda from_on: work.next_working(full(from_on))
    if unit is Unit.WORKING_DAY:
        return lambda from_on: work.after(from_on, amount)
    if unit is Unit.MONTH:
        return lambda from_on: add_months(from_on, amount)
    span = timedelta(days=amount)
    return lambda from_on: from_on + span


def _leg(from_on: date, amount: int, unit: Unit, work: WorkCalendar, rest_day: RestDay, reason: str = "") -> Leg:
    end = counting(amount, unit, work)(from_on)
    cut = unit is Unit.MONTH and end.day != from_on.day
    moved = work.next_working(end) if rest_day is RestDay.NEXT_WORKING_DAY else end
    return Leg(from_on, moved, amount, unit, reason, cut, end if moved != end else None, work)


def _extended(
    due_on: date | None, trigger_on: date, extension: Extension, work: WorkCalendar, rest_day: RestDay
) -> Leg:
    if not extension.reason.strip():
        raise DeadlineRefused("延期必须写明理由")
    if (extension.amount is None) == (extension.until_on is None):
        raise DeadlineRefused("延期应写明延长多少或延到哪一天，两者取一")
    if extension.until_on is not None:
        checked_day(extension.until_on)
        if extension.until_on <= (due_on or trigger_on):
            raise DeadlineRefused("延期后的日期必须晚于原定日期")
        return Leg(due_on or trigger_on, extension.until_on, None, Unit.NONE, extension.reason)
    if due_on is None:
        raise DeadlineRefused("规定未定期限的事项不能按天数延期，只能写明延到哪一天")
    amount = extension.amount or 0
    if not 1 <= amount <= 3650 or extension.unit is Unit.NONE:
        raise DeadlineRefused("延长的数量不合理")
    return _leg(due_on, amount, extension.unit, work, rest_day, extension.reason)


def _is_provisional(leg: Leg, work: WorkCalendar, rest_day: RestDay) -> bool:
    """Whether holidays not known yet may move the end of a leg."""
    if leg.unit is Unit.WORKING_DAY:
        return not work.knows(leg.from_on + ONE_DAY, leg.due_on)
    if rest_day is RestDay.UNCHANGED or leg.amount is None:
        return False
    return not work.knows(leg.moved_from or leg.due_on, leg.due_on)


def checked_day(day: date) -> date:
    """The day itself. Raises DeadlineRefused for one outside 1950-2200: somebody mistyped the year."""
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise DeadlineRefused(f"日期{day.isoformat()}不合理，请核对年份")
    return day
