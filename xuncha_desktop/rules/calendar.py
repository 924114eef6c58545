"""The working calendar: which days are worked, which are not and why, and for which years that is known.

How working days are reckoned, in one place: the day something happened is never counted; the first worked day after it
is day 1, also when it happened on a day of rest; the day that makes the number full is the last day in time. Holidays
and weekends are stepped over, weekends worked in exchange (调休上班) count. `day` alone says which day is worked; the
year blocks that `after` and `working_days_between` look numbers up in are made from it.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache, cached_property
from typing import Any, cast

from chinese_calendar import constants as published  # pyright: ignore[reportMissingTypeStubs]

from xuncha_desktop.kernel.canonical import canonical, digest, strict_json
from xuncha_desktop.kernel.errors import Damaged, Refused
from xuncha_desktop.rules.holidays import statutory

ONE_DAY = timedelta(days=1)
WEEKDAYS = "一二三四五六日"
FIRST_YEAR, LAST_YEAR = 1950, 2200

BY_LAW = "法定节假日，放假通知未发布"

_FORMAT = "xuncha-year/1"
_TABLE_LIMIT = 64 * 1024
_NAMES = {
    "New Year's Day": "元旦",
    "Spring Festival": "春节",
    "Tomb-sweeping Day": "清明节",
    "Labour Day": "劳动节",
    "Dragon Boat Festival": "端午节",
    "National Day": "国庆节",
    "Mid-autumn Festival": "中秋节",
    "Anti-Fascist 70th Day": "抗战胜利纪念日",
}


class CalendarRefused(Refused):
    """A year table or a day cannot be used; the message says why."""


@dataclass(frozen=True)
class Day:
    """One day of the calendar. `name` is the holiday it belongs to, empty for a worked day and a plain weekend.

    A holiday of a year whose notice is not out stands on the law alone (`by_law`).
    """

    on: date
    working: bool
    name: str
    provisional: bool

    @property
    def reason(self) -> str:
        """Why the day is or is not worked: 国庆节, 周六, 调休上班; empty for an ordinary working day."""
        if self.working:
            return "调休上班" if self.on.weekday() >= 5 else ""
        return self.name or f"周{WEEKDAYS[self.on.weekday()]}"

    @property
    def by_law(self) -> bool:
        """Whether only the law says that it is a holiday: the year's notice is not known."""
        return self.provisional and bool(self.name)

    @property
    def text(self) -> str:
        """10月1日 国庆节; 9月29日（周日）调休上班; 9月21日（周六）; 9月23日（周一）; 1月1日 元旦（法定节假日，…）."""
        head = f"{self.on.month}月{self.on.day}日"
        if not self.working and self.name:
            return f"{head} {self.name}{f'（{BY_LAW}）' if self.by_law else ''}"
        return f"{head}（周{WEEKDAYS[self.on.weekday()]}）{self.reason if self.working else ''}"


@dataclass(frozen=True)
class YearTable:
    """The published holidays and exchanged working weekends of a year (国务院办公厅的放假安排).

    A year's notice may also settle the last days of December before it (元旦), so these are allowed.
    """

    year: int
    holidays: tuple[tuple[date, str], ...]
    workdays: tuple[date, ...]
    source: str

    @property
    def digest(self) -> str:
        """SHA-256 of the canonical content."""
        return digest(self._content())

    def to_bytes(self) -> bytes:
        """The table as a file an office can carry to another machine; the signature comes beside it."""
        return canonical({"format": _FORMAT, **self._content()})

    @staticmethod
    def from_bytes(raw: bytes) -> "YearTable":
        """Read such a file. Raises Damaged for foreign bytes and CalendarRefused for an impossible table."""
        value = strict_json(raw, limit=_TABLE_LIMIT, what="年度放假安排")
        if not isinstance(value, dict):
            raise Damaged("这不是年度放假安排文件")
        table = _parse(cast("Mapping[str, Any]", value))
        if table.to_bytes() != raw:
            raise Damaged("年度放假安排文件的内容不是规范的写法，不能读取")
        check_table(table)
        return table

    def _content(self) -> dict[str, Any]:
        return {
            "year": self.year,
            "holidays": [[day.isoformat(), name] for day, name in sorted(self.holidays)],
            "workdays": [day.isoformat() for day in sorted(self.workdays)],
            "source": self.source,
        }


@dataclass(frozen=True)
class WorkCalendar:
    """Year tables in force. Outside the years they cover weekends and the holidays of a date fixed by law are known.

    There every answer is provisional: other holidays are missing, and a weekend may be worked in exchange.
    """

    tables: tuple[YearTable, ...]
    _blocks: dict[int, list[int]] = field(default_factory=dict[int, list[int]], init=False, repr=False, compare=False)

    @cached_property
    def digest(self) -> str:
        """SHA-256 over every table, in order of years: equal calendars give equal due dates."""
        return digest([table.digest for table in sorted(self.tables, key=lambda table: table.year)])

    @cached_property
    def years(self) -> frozenset[int]:
        """The years that are covered."""
        return frozenset(table.year for table in self.tables)

    @cached_property
    def _settled(self) -> dict[date, str]:
        """The days the notices name: a holiday's name, or nothing for a weekend worked; a later year's notice wins."""
        found: dict[date, str] = {}
        for table in sorted(self.tables, key=lambda table: table.year):
            found.update(table.holidays)
            found.update(dict.fromkeys(table.workdays, ""))
        return found

    def replaced(self, *tables: YearTable) -> "WorkCalendar":
        """The calendar with these years put in the place of what it had for them. Raises CalendarRefused."""
        for table in tables:
            check_table(table)
        new = {table.year: table for table in (*self.tables, *tables)}
        return WorkCalendar(tuple(new[year] for year in sorted(new)))

    def day(self, on: date) -> Day:
        """What kind of day it is. The last week of a year is settled only once the next year is known too."""
        known = self.knows(on, on)
        if on in self._settled:
            name = self._settled[on]
            return Day(on, not name, name, not known)
        by_law = "" if on.year in self.years else statutory().on(on)
        return Day(on, not by_law and on.weekday() < 5, by_law, not known)

    def knows(self, first_on: date, last_on: date) -> bool:
        """Whether the notices settle every day from the first to the last, both included."""
        for year in range(first_on.year, last_on.year + 1):
            if year not in self.years:
                return False
            if year + 1 not in self.years and last_on >= date(year, 12, 25):
                return False
        return True

    def is_working(self, on: date) -> bool:
        """Whether the office works on that day."""
        return self.day(on).working

    def days(self, first_on: date, last_on: date) -> Iterator[Day]:
        """Every day from the first to the last, both included."""
        on = first_on
        while on <= last_on:
            yield self.day(on)
            on += ONE_DAY

    def after(self, on: date, working_days: int) -> date:
        """The day that is so many working days after a day; the first worked day after it is day 1."""
        year = on.year
        block = self._blocks.get(year) or self._worked(year)
        index = bisect_right(block, on.toordinal()) + working_days - 1
        while index >= len(block):
            index -= len(block)
            year += 1
            block = self._worked(year)
        return date.fromordinal(block[index])

    def next_working(self, on: date) -> date:
        """The day itself when it is worked, else the first worked day after it."""
        return on if self.is_working(on) else self.after(on, 1)

    def working_days_between(self, first_on: date, last_on: date) -> int:
        """How many days are worked from the first to the last, both included; 0 when they are the wrong way round."""
        first, last = first_on.toordinal(), last_on.toordinal()
        blocks = (self._worked(year) for year in range(first_on.year, last_on.year + 1))
        return sum(max(bisect_right(block, last) - bisect_left(block, first), 0) for block in blocks)

    def _worked(self, year: int) -> list[int]:
        """The worked days of a year as ordinals."""
        if year not in self._blocks:
            days = self.days(date(year, 1, 1), date(year, 12, 31))
            self._blocks[year] = [day.on.toordinal() for day in days if day.working]
        return self._blocks[year]


@cache
def shipped_calendar() -> WorkCalendar:
    """The calendar of the published years the library covers; which these are is found by looking."""
    holidays = cast("Mapping[date, str]", published.holidays)
    workdays = cast("Iterable[date]", published.workdays)
    years = range(min(holidays).year, max(holidays).year + 1)
    return WorkCalendar(tuple(_published_year(year, holidays, list(workdays)) for year in years))


def check_table(table: YearTable) -> None:
    """Refuse a table that no notice can mean. Raises CalendarRefused."""
    if not FIRST_YEAR <= table.year <= LAST_YEAR:
        raise CalendarRefused(f"年份{table.year}不合理")
    if not table.source.strip():
        raise CalendarRefused(f"{table.year}年放假安排没有写明出处")
    if not table.holidays:
        raise CalendarRefused(f"{table.year}年放假安排没有放假日期")
    days = [day for day, _ in table.holidays] + list(table.workdays)
    if len(set(days)) != len(days):
        raise CalendarRefused(f"{table.year}年放假安排中有日期重复，或既放假又上班")
    for day in days:
        if day.year != table.year and not date(table.year - 1, 12, 25) <= day < date(table.year, 1, 1):
            raise CalendarRefused(f"{day.isoformat()}不属于{table.year}年放假安排")
    for day in table.workdays:
        if day.weekday() < 5:
            raise CalendarRefused(f"{day.isoformat()}本来就是工作日，不能列为调休上班")
    for day, name in table.holidays:
        if not name.strip():
            raise CalendarRefused(f"{day.isoformat()}没有写明是什么节日")


def _published_year(year: int, holidays: Mapping[date, str], workdays: Iterable[date]) -> YearTable:
    return YearTable(
        year=year,
        holidays=tuple((day, _NAMES.get(name, "法定节假日")) for day, name in holidays.items() if day.year == year),
        workdays=tuple(day for day in workdays if day.year == year),
        source="国务院办公厅公布的放假安排",
    )


def _parse(value: Mapping[str, Any]) -> YearTable:
    try:
        if value["format"] != _FORMAT or set(value) != {"format", "year", "holidays", "workdays", "source"}:
            raise Damaged("这不是年度放假安排文件")
        return YearTable(
            year=int(value["year"]),
            holidays=tuple((date.fromisoformat(day), str(name)) for day, name in value["holidays"]),
            workdays=tuple(date.fromisoformat(day) for day in value["workdays"]),
            source=str(value["source"]),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise Damaged("年度放假安排文件的内容不全或写法不对，不能读取") from error
