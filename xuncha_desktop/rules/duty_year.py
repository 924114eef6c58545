"""A year of standing duties: for each the stretches in which it is owed, and the last worked day of each."""

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from xuncha_desktop.rules.calendar import ONE_DAY, WorkCalendar
from xuncha_desktop.rules.duties import Duty, Period

if TYPE_CHECKING:
    from xuncha_desktop.rules.profile import Profile

_MONTHS: Mapping[Period, tuple[tuple[int, int], ...]] = {
    Period.MONTHLY: tuple((month, month) for month in range(1, 13)),
    Period.QUARTERLY: ((1, 3), (4, 6), (7, 9), (10, 12)),
    Period.QUARTER_LAST_MONTH: ((3, 3), (6, 6), (9, 9), (12, 12)),
    Period.SEMIANNUAL: ((1, 6), (7, 12)),
    Period.ANNUAL: ((1, 12),),
    Period.YEAR_START: ((1, 1),),
    Period.YEAR_END: ((12, 12),),
}
"""First and last month of each stretch; others have no place in a year."""
_READ: Mapping[Period, str] = {Period.YEAR_START: "年初按一月理解", Period.YEAR_END: "年底按十二月理解"}
"""Stretches no text gives, so inferred whatever the duty itself rests on."""


@dataclass(frozen=True)
class Turn:
    """One time a duty is owed in a year: some day from the first to the last, both included.

    `last_worked_on` is the last worked day of the stretch; `provisional` while the year's holidays are not known.
    `inferred` says how a stretch the text does not give is read, empty where it gives it.
    """

    label: str
    first_on: date
    last_on: date
    last_worked_on: date
    provisional: bool
    inferred: str = ""

    def plain(self) -> dict[str, Any]:
        """For JSON."""
        return {
            "label": self.label,
            "first_on": self.first_on.isoformat(),
            "last_on": self.last_on.isoformat(),
            "last_worked_on": self.last_worked_on.isoformat(),
            "provisional": self.provisional,
            "inferred": self.inferred,
        }


@dataclass(frozen=True)
class YearDuty:
    """A duty with its turns in a year; none for what comes with a term, a round or an event, or without a number.

    `occasion` is what starts a duty of the period `event`, in words.
    """

    duty: Duty
    turns: tuple[Turn, ...]
    responsible: tuple[str, ...]
    addressees: tuple[str, ...]
    ground: str
    occasion: str = ""

    @property
    def when(self) -> str:
        """每季度; 遇事（常委会部署监督任务）."""
        return f"{self.duty.period.label}{f'（{self.occasion}）' if self.occasion else ''}"

    def plain(self) -> dict[str, Any]:
        """For JSON."""
        duty = self.duty
        return {
            "duty": duty.id,
            "label": duty.label,
            "kind": duty.kind.value,
            "kind_label": duty.kind.label,
            "period": duty.period.value,
            "period_label": duty.period.label,
            "responsible": list(self.responsible),
            "addressees": list(self.addressees),
            "occasion": self.occasion,
            "after": duty.after,
            "standing": duty.standing.value,
            "standing_label": duty.standing.label,
            "ground": self.ground,
            "turns": [turn.plain() for turn in self.turns],
        }


def duties_of(profile: "Profile", year: int, work: WorkCalendar) -> tuple[YearDuty, ...]:
    """Every duty of a profile in a year, in its order, but never before the one it builds on (`after`)."""
    placed: dict[str, YearDuty] = {}
    waiting = list(profile.duties)
    while waiting:
        before = len(placed)
        for duty in waiting:
            if duty.after in placed or not duty.after:
                placed[duty.id] = _year_duty(profile, duty, year, work)
        if len(placed) == before:  # the rest waits for each other
            placed |= {duty.id: _year_duty(profile, duty, year, work) for duty in waiting}
        waiting = [duty for duty in waiting if duty.id not in placed]
    return tuple(placed.values())


def _year_duty(profile: "Profile", duty: Duty, year: int, work: WorkCalendar) -> YearDuty:
    bodies = {body.id: body.label for body in profile.bodies}
    return YearDuty(
        duty,
        tuple(_turn(duty.period, number, first, last, year, work) for number, (first, last) in _numbered(duty.period)),
        tuple(bodies[body] for body in duty.responsible),
        tuple(bodies[body] for body in duty.addressees),
        profile.cite(duty),
        profile.event(duty.event).label if duty.event else duty.occasion,
    )


def _numbered(period: Period) -> list[tuple[int, tuple[int, int]]]:
    return list(enumerate(_MONTHS.get(period, ()), start=1))


def _turn(period: Period, number: int, first: int, last: int, year: int, work: WorkCalendar) -> Turn:
    first_on, last_on = date(year, first, 1), date(year, last, monthrange(year, last)[1])
    worked_on = last_on
    while not work.is_working(worked_on):
        worked_on -= ONE_DAY
    unsure, read = not work.knows(worked_on, last_on), _READ.get(period, "")
    return Turn(_label(period, number, first), first_on, last_on, worked_on, unsure, read)


def _label(period: Period, number: int, month: int) -> str:
    """3月; 第一季度; 第一季度末月; 上半年; 全年; 年初; 年底."""
    quarter = f"第{'一二三四'[number - 1]}季度" if number <= 4 else ""
    words = {
        Period.MONTHLY: f"{month}月",
        Period.QUARTERLY: quarter,
        Period.QUARTER_LAST_MONTH: f"{quarter}末月",
        Period.SEMIANNUAL: "上半年" if number == 1 else "下半年",
        Period.ANNUAL: "全年",
        Period.YEAR_START: "年初",
    }
    return words.get(period, "年底")
