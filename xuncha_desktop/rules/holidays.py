"""The statutory holidays (全国年节及纪念日放假办法): those of a fixed date are known before any year's notice."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property

from xuncha_desktop.kernel.resources import resource

_STEM = 2
"""A notice may write 清明 for 清明节: the first characters tell which is meant."""


@dataclass(frozen=True)
class StatutoryHolidays:
    """The holidays the law gives everybody, each with its fixed days (month, day), none where they move."""

    title: str
    number: str
    from_year: int
    days: Mapping[str, tuple[tuple[int, int], ...]]

    @property
    def cited(self) -> str:
        """《全国年节及纪念日放假办法》（国务院令第795号）."""
        return f"《{self.title}》（{self.number}）"

    @cached_property
    def moving(self) -> tuple[str, ...]:
        """Those whose days only the year's notice tells."""
        return tuple(name for name, days in self.days.items() if not days)

    @cached_property
    def fixed(self) -> tuple[str, ...]:
        """Those whose days the law itself tells."""
        return tuple(name for name, days in self.days.items() if days)

    @cached_property
    def _by_day(self) -> Mapping[tuple[int, int], str]:
        return {day: name for name, days in self.days.items() for day in days}

    def on(self, day: date) -> str:
        """The holiday the law itself puts on a day, empty for none and for a year before it was in force."""
        return self._by_day.get((day.month, day.day), "") if day.year >= self.from_year else ""

    def missing(self, named: Iterable[str]) -> tuple[str, ...]:
        """The holidays none of some names means; 国庆节、中秋节 in one name means both."""
        said = "".join(named)
        return tuple(name for name in self.days if name[:_STEM] not in said)


@cache
def statutory() -> StatutoryHolidays:
    """The law in force, as it is shipped."""
    told = tomllib.loads(resource("rules/holidays.toml").read_text("utf-8"))
    days = {one["name"]: tuple((month, day) for month, day in one.get("days", ())) for one in told["holidays"]}
    return StatutoryHolidays(told["title"], told["number"], told["from_year"], days)
