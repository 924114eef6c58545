"""进驻时间: days that are only known as 上旬, 中旬 or 下旬, and how far a stay has come."""

import calendar
import re
from dataclasses import dataclass
from datetime import date

from xuncha_desktop.kernel.errors import Refused
from xuncha_desktop.rules.calendar import FIRST_YEAR, LAST_YEAR, WorkCalendar

_PARTS = ("上旬", "中旬", "下旬")
_ROUGH = re.compile(r"(\d{4})-(\d{2})(?:-(上旬|中旬|下旬))?", re.ASCII)


class StayRefused(Refused):
    """A period cannot be used; the message says why."""


@dataclass(frozen=True)
class RoughDay:
    """A day of a plan: exact, or some day of 上旬, 中旬, 下旬 or of a month. Stored as `text`."""

    earliest_on: date
    latest_on: date
    text: str

    @property
    def exact(self) -> bool:
        """Whether it is one known day."""
        return self.earliest_on == self.latest_on

    @property
    def words(self) -> str:
        """2019年7月上旬; 2019年7月8日."""
        day = self.earliest_on
        tail = f"{day.day}日" if self.exact else self.text[8:]
        return f"{day.year}年{day.month}月{tail}"


def rough_day(text: str) -> RoughDay:
    """Read 2019-07-08, 2019-07-上旬 or 2019-07. Raises StayRefused."""
    try:
        if match := _ROUGH.fullmatch(text):
            first_on = date(int(match[1]), int(match[2]), 1)
            last_on = first_on.replace(day=calendar.monthrange(first_on.year, first_on.month)[1])
            if match[3]:
                part = _PARTS.index(match[3])
                last_on = first_on.replace(day=part * 10 + 10) if part < 2 else last_on
                first_on = first_on.replace(day=part * 10 + 1)
        else:
            first_on = last_on = date.fromisoformat(text)
            if first_on.isoformat() != text:
                raise ValueError(text)
    except ValueError as error:
        raise StayRefused("日期应写作 2019-07-08、2019-07-上旬 或 2019-07") from error
    if not FIRST_YEAR <= first_on.year <= LAST_YEAR:
        raise StayRefused(f"年份{first_on.year}不合理")
    return RoughDay(first_on, last_on, text)


@dataclass(frozen=True)
class Stay:
    """The days a group is with the unit, both included. Raises StayRefused when they are the wrong way round."""

    first_on: date
    last_on: date

    def __post_init__(self) -> None:
        if self.last_on < self.first_on:
            raise StayRefused("进驻结束日期不能早于开始日期")

    @property
    def days(self) -> int:
        """How many calendar days it lasts."""
        return (self.last_on - self.first_on).days + 1

    def working_days(self, work: WorkCalendar) -> int:
        """How many of them are worked."""
        return work.working_days_between(self.first_on, self.last_on)

    def words(self, today: date) -> str:
        """进驻第9天/共31天（还剩22天）; 距进驻还有3天; 进驻已结束."""
        if today < self.first_on:
            return f"距进驻还有{(self.first_on - today).days}天"
        if today > self.last_on:
            return f"进驻已结束（共{self.days}天）"
        number = (today - self.first_on).days + 1
        return f"进驻第{number}天/共{self.days}天（还剩{self.days - number}天）"

    def fits(self, begins: RoughDay, ends: RoughDay) -> bool:
        """Whether the group's own dates lie inside what the plan says."""
        return (
            begins.earliest_on <= self.first_on <= begins.latest_on
            and ends.earliest_on <= self.last_on <= ends.latest_on
        )
