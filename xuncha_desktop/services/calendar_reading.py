"""The working calendar as a person reads it: the years known, a year's days, a published notice as it is typed."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from xuncha_desktop.kernel.errors import Invalid
from xuncha_desktop.kernel.levels import Compartment, Tone
from xuncha_desktop.rules.calendar import ONE_DAY, Day, WorkCalendar, YearTable
from xuncha_desktop.rules.holidays import statutory
from xuncha_desktop.services import calendars
from xuncha_desktop.services.session import Session

__all__ = ["Day"]

ANNOUNCED = 11  # the month in which the State Council publishes next year's holidays
_LONGEST = 40  # days of one stretch
_DAY = r"(?:(\d{4})[年\-./])?(\d{1,2})[月\-./](\d{1,2})日?"
_STRETCH = re.compile(rf"^{_DAY}(?:\s*[至到~—–\-－]+\s*(?:(?:(\d{{4}})[年\-./])?(\d{{1,2}})[月\-./])?(\d{{1,2}})日?)?$")
_NAMED = re.compile(r"^([^\d\s：:，,]+)[\s：:，,]*(\d.*)$")
_ASIDE = re.compile(r"[（(][^）)]*[）)]|放假|调休|上班|，?共\d+天|。|；|;")


@dataclass(frozen=True, slots=True)
class Year:
    """A year of the calendar: how it is known, in a word with its tone, and from which notice."""

    year: int
    state: str
    tone: Tone
    source: str
    exportable: bool


def years(session: Session) -> list[Year]:
    """The years that are known, the latest first, and before them those to come that are only reckoned by weekends."""
    work = calendars.current(session)
    files = {one.table.year: one for one in calendars.kept(session)}
    tables = {one.year: one for one in work.tables}
    last = max(max(work.years), session.today.year) + 1
    return [_year(number, tables, files) for number in range(last, min(work.years) - 1, -1)]


def days_of(session: Session, year: int) -> list[Day]:
    """Every day of a year as it counts now."""
    return list(calendars.current(session).days(date(year, 1, 1), date(year, 12, 31)))


def stretches(found: Iterable[Day]) -> list[str]:
    """Holidays as stretches and exchanged weekends as days, in words: 2月15日至2月23日　春节（9天）."""
    said: list[str] = []
    for name, group in groupby(found, key=_named):
        run = list(group)
        if not name:
            continue
        first, last = run[0].on, run[-1].on
        until = f"至{last.month}月{last.day}日" if last != first else ""
        count = f"（{len(run)}天）" if len(run) > 1 else ""
        said.append(f"{first.month}月{first.day}日{until}　{name}{count}")
    return said


def missing_year(session: Session) -> int | None:
    """Next year from November on, and this year at any time, where its holidays are not known yet.

    Nothing for who has no key to the calendar.
    """
    if not session.holds(Compartment.WORK):
        return None
    known, today = calendars.current(session).years, session.today
    if today.year not in known:
        return today.year
    return today.year + 1 if today.month >= ANNOUNCED and today.year + 1 not in known else None


def missing_words(year: int) -> str:
    """What is said where a year's holidays are not known."""
    return f"{year}年的放假安排还没有录入，涉及该年的期限{reckoned_by()}，均为暂算。"


def reckoned_by() -> str:
    """What is known of a year before its notice is out."""
    return f"只按周末和{'、'.join(statutory().fixed)}推算"


def next_to_enter(session: Session) -> int:
    """The first year after the known ones."""
    return max(calendars.current(session).years) + 1


def typed(year: int, holidays: str, workdays: str) -> tuple[list[tuple[date, str]], list[date]]:
    """What was typed from the notice: 春节 2月15日至23日, a line each; weekends worked: 2月14日. Raises `Invalid`."""
    issues: dict[str, list[str]] = {"holidays": [], "workdays": []}
    free: list[tuple[date, str]] = []
    for number, line in _lines(holidays, split=False):
        named = _NAMED.match(line)
        found = _days(year, named[2]) if named else None
        if named is None or found is None:
            issues["holidays"].append(f"第{number}行“{line}”应写作：春节 2月15日至2月23日")
        else:
            free += [(day, named[1]) for day in found]
    worked: list[date] = []
    for number, line in _lines(workdays, split=True):
        found = _days(year, line)
        if found is None or len(found) != 1:
            issues["workdays"].append(f"第{number}行“{line}”应写作：2月14日")
        else:
            worked += found
    if any(issues.values()):
        raise Invalid({name: "；".join(said) for name, said in issues.items() if said})
    return free, worked


def summary(table: YearTable) -> str:
    """How many days a table frees and takes, to be held against the notice."""
    return f"放假{len(table.holidays)}天，调休上班{len(table.workdays)}天"


def preview_days(session: Session, table: YearTable) -> list[Day]:
    """The days of a table's year as they would count with it."""
    new: WorkCalendar = calendars.current(session).replaced(table)
    return list(new.days(date(table.year, 1, 1), date(table.year, 12, 31)))


def _year(number: int, tables: dict[int, YearTable], files: Mapping[int, object]) -> Year:
    if number not in tables:
        return Year(number, "暂算", Tone.NOTICE, f"放假安排还没有录入，{reckoned_by()}", exportable=False)
    source = tables[number].source
    if number in files:
        return Year(number, "已启用", Tone.DONE, source, exportable=True)
    return Year(number, "随程序", Tone.CALM, source, exportable=False)


def _named(day: Day) -> str:
    return day.name if not day.working and day.name else day.reason if day.working else ""


def _lines(text: str, *, split: bool) -> Iterator[tuple[int, str]]:
    for number, line in enumerate(text.splitlines(), 1):
        parts = re.split(r"[、，,；;]", line) if split else [line]
        for part in parts:
            if said := _ASIDE.sub("", part).strip():
                yield number, said


def _days(year: int, text: str) -> list[date] | None:
    """The days of a stretch; a last day without month lies in the first one's."""
    match = _STRETCH.match(text.strip())
    if match is None:
        return None
    first_year, first_month, first_day, last_year, last_month, last_day = match.groups()
    try:
        first = date(int(first_year or year), int(first_month), int(first_day))
        if last_day is None:
            return [first]
        last = date(int(last_year or first.year), int(last_month or first.month), int(last_day))
    except ValueError:
        return None
    if last < first and last_year is None:
        last = date(last.year + 1, last.month, last.day)  # 12月31日至1月2日
    if not timedelta() <= last - first < timedelta(days=_LONGEST):
        return None
    return [first + ONE_DAY * number for number in range((last - first).days + 1)]
