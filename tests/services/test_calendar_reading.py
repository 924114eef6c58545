"""The calendar in words: which years are known, a year's days, what a person types from the notice."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.office_room import OfficeRoom, office_room
from xuncha_desktop.kernel.errors import Invalid
from xuncha_desktop.services import calendar_reading, calendars, year_files


@pytest.fixture
def here(tmp_path: Path) -> Iterator[OfficeRoom]:
    with office_room(tmp_path) as made:
        made.at("2019-09-10")
        yield made


def last_known(here: OfficeRoom) -> int:
    return max(calendars.current(here.clerk).years)


def taken_over(here: OfficeRoom, year: int) -> None:
    free, worked = calendar_reading.typed(year, "元旦 1月1日至3日\n国庆节 10月1日至10月7日", "")
    file = year_files.compose(here.clerk, year, free, worked, "通知")
    year_files.take_over(here.clerk, file.raw, year_files.preview(here.clerk, file).seen, incomplete=True)


def test_a_year_is_shipped_taken_over_or_only_reckoned_by_weekends(here: OfficeRoom) -> None:
    after = last_known(here) + 1
    found = {one.year: one.state for one in calendar_reading.years(here.clerk)}
    assert (found[2019], found[after]) == ("随程序", "暂算")
    taken_over(here, after)
    found = {one.year: one.state for one in calendar_reading.years(here.clerk)}
    assert (found[after], found[after + 1]) == ("已启用", "暂算")


def test_holidays_are_told_as_stretches_and_worked_weekends_by_day(here: OfficeRoom) -> None:
    said = calendar_reading.stretches(calendar_reading.days_of(here.clerk, 2019))
    assert "10月1日至10月7日　国庆节（7天）" in said
    assert "9月29日　调休上班" in said
    assert "1月1日　元旦" in said


def test_next_year_is_missed_from_november_on_until_it_is_in_force(here: OfficeRoom) -> None:
    year = last_known(here)
    here.at(f"{year}-10-31")
    assert calendar_reading.missing_year(here.clerk) is None
    here.at(f"{year}-11-01")
    assert calendar_reading.missing_year(here.clerk) == year + 1
    taken_over(here, year + 1)
    assert calendar_reading.missing_year(here.clerk) is None


def test_a_year_that_has_begun_unknown_is_missed_at_any_time(here: OfficeRoom) -> None:
    here.at(f"{last_known(here) + 1}-03-02")
    assert calendar_reading.missing_year(here.clerk) == last_known(here) + 1


@pytest.mark.parametrize(
    ("line", "first", "count"),
    [
        ("春节 2月15日至2月23日", date(2027, 2, 15), 9),
        ("春节：2月15日至23日放假，共9天。", date(2027, 2, 15), 9),
        ("春节 2月15日（周一）-2月23日（周二）", date(2027, 2, 15), 9),
        ("国庆节 2027-10-01至2027-10-07", date(2027, 10, 1), 7),
        ("元旦 2026年12月31日至2027年1月2日", date(2026, 12, 31), 3),
        ("元旦 1月1日", date(2027, 1, 1), 1),
    ],
)
def test_a_line_of_the_notice_is_read_as_it_stands(line: str, first: date, count: int) -> None:
    free, worked = calendar_reading.typed(2027, line, "")
    assert [day for day, _ in free] == [first + timedelta(days=number) for number in range(count)]
    assert {name for _, name in free} == {line[:2] if line[2] in " ：" else line[:3]}
    assert worked == []


def test_worked_weekends_stand_one_after_the_other() -> None:
    _, worked = calendar_reading.typed(2027, "元旦 1月1日", "2月14日（周日）、2月28日上班\n10月9日")
    assert worked == [date(2027, 2, 14), date(2027, 2, 28), date(2027, 10, 9)]


@pytest.mark.parametrize(
    ("holidays", "workdays", "place"),
    [
        ("春节", "", "holidays"),
        ("2月15日", "", "holidays"),
        ("春节 2月30日", "", "holidays"),
        ("春节 2月23日至2月15日", "", "holidays"),
        ("春节 2月1日至5月1日", "", "holidays"),
        ("元旦 1月1日", "二月十四", "workdays"),
        ("元旦 1月1日", "2月14日至2月16日", "workdays"),
    ],
)
def test_what_cannot_be_meant_is_refused_with_its_line(holidays: str, workdays: str, place: str) -> None:
    with pytest.raises(Invalid) as caught:
        calendar_reading.typed(2027, holidays, workdays)
    assert list(caught.value.issues) == [place]
    assert "第1行" in caught.value.issues[place]
