"""The working calendar: known years, unknown years, imported years."""

from datetime import date, timedelta

import chinese_calendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from xuncha_desktop.kernel.errors import Damaged
from xuncha_desktop.rules.calendar import CalendarRefused, YearTable, shipped_calendar

WORK = shipped_calendar()
DAYS = st.dates(date(2004, 1, 1), date(2026, 9, 30))


def table(**changes: object) -> YearTable:
    """A small but possible notice for 2027, which also settles the end of 2026."""
    values: dict[str, object] = {
        "year": 2027,
        "holidays": ((date(2026, 12, 31), "元旦"), (date(2027, 1, 1), "元旦"), (date(2027, 10, 1), "国庆节")),
        "workdays": (date(2026, 12, 27), date(2027, 10, 9)),
        "source": "国办发明电〔2026〕0号",
    }
    return YearTable(**(values | changes))  # type: ignore[arg-type]


def test_every_day_of_every_published_year_agrees_with_the_library():
    day = date(min(WORK.years), 1, 1)
    while day.year in WORK.years:
        assert WORK.is_working(day) == chinese_calendar.is_workday(day), day
        day += timedelta(days=1)


@pytest.mark.parametrize(
    ("on", "working", "reason", "text"),
    [
        (date(2019, 9, 29), True, "调休上班", "9月29日（周日）调休上班"),
        (date(2019, 10, 1), False, "国庆节", "10月1日 国庆节"),
        (date(2019, 10, 5), False, "国庆节", "10月5日 国庆节"),
        (date(2019, 9, 21), False, "周六", "9月21日（周六）"),
        (date(2019, 9, 23), True, "", "9月23日（周一）"),
        (date(2020, 1, 31), False, "春节", "1月31日 春节"),
        (date(2024, 2, 9), True, "", "2月9日（周五）"),
        (date(2025, 1, 26), True, "调休上班", "1月26日（周日）调休上班"),
        (date(2025, 10, 6), False, "中秋节", "10月6日 中秋节"),
    ],
)
def test_a_day_says_why_it_is_or_is_not_worked(on: date, working: bool, reason: str, text: str):
    day = WORK.day(on)
    assert (day.working, day.reason, day.text, day.provisional) == (working, reason, text, False)


def test_the_month_of_the_stay_has_23_working_days_both_ends_counted():
    assert WORK.working_days_between(date(2019, 7, 8), date(2019, 8, 7)) == 23
    assert WORK.working_days_between(date(2019, 7, 8), date(2019, 7, 8)) == 1
    assert WORK.working_days_between(date(2019, 8, 7), date(2019, 7, 8)) == 0


def test_beyond_the_published_years_weekends_are_known_and_the_answer_says_so():
    day = WORK.day(date(2027, 9, 30))
    assert (day.provisional, day.working) == (True, True)
    day = WORK.day(date(2027, 9, 25))
    assert (day.provisional, day.working, day.name) == (True, False, "")


@pytest.mark.parametrize(
    ("on", "name"),
    [
        (date(2027, 1, 1), "元旦"),
        (date(2027, 1, 2), ""),
        (date(2027, 5, 1), "劳动节"),
        (date(2027, 5, 2), "劳动节"),
        (date(2027, 5, 3), ""),
        (date(2027, 9, 30), ""),
        (date(2027, 10, 1), "国庆节"),
        (date(2027, 10, 3), "国庆节"),
        (date(2027, 10, 4), ""),
        (date(2028, 1, 1), "元旦"),
    ],
)
def test_what_the_law_puts_on_a_fixed_day_is_known_before_the_notice(on: date, name: str):
    day = WORK.day(on)
    assert (day.name, day.by_law, day.provisional) == (name, bool(name), True)
    assert day.working == (not name and on.weekday() < 5)
    assert day.text.endswith(f"{name}（法定节假日，放假通知未发布）") == bool(name)


def test_the_law_of_today_says_nothing_of_years_before_it():
    day = WORK.day(date(2003, 10, 1))
    assert (day.provisional, day.name, day.working) == (True, "", True)


def test_a_years_notice_stands_over_the_law():
    new = WORK.replaced(table())
    assert not new.is_working(date(2027, 1, 1))
    assert new.is_working(date(2027, 10, 4))
    assert not new.day(date(2027, 10, 1)).by_law
    assert new.day(date(2027, 5, 3)).working
    assert new.day(date(2027, 5, 4)).name == ""


def test_the_last_week_of_the_last_known_year_waits_for_the_next_notice():
    last = max(WORK.years)
    assert WORK.day(date(last, 12, 30)).provisional
    assert not WORK.day(date(last, 12, 24)).provisional
    assert not WORK.day(date(2018, 12, 29)).provisional


def test_an_imported_year_takes_over_and_changes_the_digest():
    new = WORK.replaced(table())
    assert not new.day(date(2027, 10, 1)).provisional
    assert new.day(date(2027, 10, 1)).name == "国庆节"
    assert new.is_working(date(2027, 10, 9))
    assert not new.is_working(date(2026, 12, 31))
    assert not new.day(date(2026, 12, 31)).provisional
    assert new.digest != WORK.digest
    assert new.replaced(table()).digest == new.digest


def test_an_imported_year_replaces_what_was_published_for_it():
    only = YearTable(2019, ((date(2019, 10, 1), "国庆节"),), (), "试")
    new = WORK.replaced(only)
    assert new.is_working(date(2019, 10, 2))
    assert not WORK.is_working(date(2019, 10, 2))


def test_a_year_table_comes_back_from_its_bytes_in_any_order_of_entry():
    one = table()
    other = table(holidays=tuple(reversed(one.holidays)), workdays=tuple(reversed(one.workdays)))
    assert other.to_bytes() == one.to_bytes()
    assert YearTable.from_bytes(one.to_bytes()).digest == one.digest


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"workdays": (date(2027, 10, 8),)}, "本来就是工作日"),
        ({"workdays": (date(2027, 10, 9), date(2027, 10, 9))}, "重复"),
        ({"workdays": (date(2028, 10, 8),)}, "不属于2027年"),
        ({"holidays": ((date(2026, 12, 24), "元旦"),)}, "不属于2027年"),
        ({"holidays": ()}, "没有放假日期"),
        ({"holidays": ((date(2027, 1, 1), " "),)}, "什么节日"),
        ({"source": ""}, "出处"),
        ({"year": 27}, "不合理"),
    ],
)
def test_an_impossible_year_table_is_refused(changes: dict[str, object], words: str):
    with pytest.raises(CalendarRefused, match=words):
        WORK.replaced(table(**changes))


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"[]",
        b"{}",
        b'{"format":"xuncha-year/2"}',
        table().to_bytes()[:-1],
        table().to_bytes() + b" ",
        table().to_bytes().replace(b"2027-10-01", b"2027-13-01"),
        table().to_bytes().replace(b'"year":2027', b'"year":"2027"'),
    ],
)
def test_bytes_that_are_no_year_table_are_refused(raw: bytes):
    with pytest.raises(Damaged):
        YearTable.from_bytes(raw)


def counted_by_hand(after_on: date, number: int) -> date:
    """Day after day, with a finger on the calendar."""
    on = after_on
    while number:
        on += timedelta(days=1)
        number -= WORK.day(on).working
    return on


@given(DAYS, st.integers(1, 300))
def test_adding_working_days_is_counting_them_one_by_one_and_the_inverse_of_counting(after_on: date, number: int):
    end = WORK.after(after_on, number)
    assert end == counted_by_hand(after_on, number)
    assert WORK.is_working(end)
    assert WORK.working_days_between(after_on + timedelta(days=1), end) == number
    assert WORK.working_days_between(end, after_on) == 0


@given(DAYS, st.integers(1, 60), st.integers(1, 30))
def test_more_working_days_end_later_and_a_later_start_never_ends_earlier(on: date, number: int, later: int):
    end = WORK.after(on, number)
    assert WORK.after(on, number + 1) > end
    assert WORK.after(on + timedelta(days=later), number) >= end


@given(DAYS, st.integers(1, 200), st.integers(1, 200))
def test_the_way_taken_does_not_matter(on: date, first: int, second: int):
    assert WORK.after(WORK.after(on, first), second) == WORK.after(on, first + second)


@given(DAYS, st.integers(0, 800))
def test_days_are_known_together_when_each_of_them_is(on: date, length: int):
    last_on = on + timedelta(days=length)
    each = all(not day.provisional for day in WORK.days(on, last_on))
    assert WORK.knows(on, last_on) == each
