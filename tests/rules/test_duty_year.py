"""Standing duties through a year: every turn with its stretch and its last worked day."""

import json
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xuncha_desktop.rules.basis import Standing
from xuncha_desktop.rules.calendar import shipped_calendar
from xuncha_desktop.rules.duties import Duty, DutyKind, Period
from xuncha_desktop.rules.duty_year import YearDuty, duties_of
from xuncha_desktop.rules.shipped import shipped_profile

WORK = shipped_calendar()
LIXIAN = shipped_profile("lixian")


def duty(name: str, period: Period, after: str = "") -> Duty:
    return Duty(
        id=name,
        label=name,
        kind=DutyKind.REPORT,
        period=period,
        responsible=("office",),
        addressees=("leading_group",),
        after=after,
        standing=Standing.ARTICLE,
        article="四",
    )


def year_of(year: int, *duties: Duty) -> list[YearDuty]:
    return list(duties_of(replace(LIXIAN, duties=duties), year, WORK))


@pytest.mark.parametrize(
    ("period", "turns"),
    [
        (
            Period.QUARTERLY,
            ["第一季度 2024-03-31", "第二季度 2024-06-30", "第三季度 2024-09-30", "第四季度 2024-12-31"],
        ),
        (
            Period.QUARTER_LAST_MONTH,
            [
                "第一季度末月 2024-03-31",
                "第二季度末月 2024-06-30",
                "第三季度末月 2024-09-30",
                "第四季度末月 2024-12-31",
            ],
        ),
        (Period.SEMIANNUAL, ["上半年 2024-06-30", "下半年 2024-12-31"]),
        (Period.ANNUAL, ["全年 2024-12-31"]),
        (Period.YEAR_START, ["年初 2024-01-31"]),
        (Period.YEAR_END, ["年底 2024-12-31"]),
        (Period.PER_TERM, []),
        (Period.PER_ROUND, []),
        (Period.EVERY_5_YEARS, []),
        (Period.REGULAR, []),
        (Period.ONGOING, []),
        (Period.PROMPT, []),
        (Period.UNSTATED, []),
        (Period.EVENT, []),
    ],
)
def test_each_period_has_its_turns_and_those_without_a_number_have_none(period: Period, turns: list[str]):
    (found,) = year_of(2024, duty("one", period))
    assert [f"{turn.label} {turn.last_on.isoformat()}" for turn in found.turns] == turns


def test_a_monthly_duty_ends_with_the_month_also_in_a_leap_year():
    (found,) = year_of(2024, duty("one", Period.MONTHLY))
    assert [turn.last_on.day for turn in found.turns] == [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    assert found.turns[1].label == "2月"
    # 2024-03-31 and 2024-06-30 are Sundays, 2024-08-31 a Saturday; 2024-11-30 is a Saturday too.
    last = {turn.label: turn.last_worked_on for turn in found.turns}
    assert (last["3月"], last["6月"]) == (date(2024, 3, 29), date(2024, 6, 28))
    assert (last["8月"], last["11月"]) == (date(2024, 8, 30), date(2024, 11, 29))
    assert last["9月"] == date(2024, 9, 30)


def test_the_last_month_of_a_quarter_is_a_stretch_of_its_own():
    (found,) = year_of(2024, duty("one", Period.QUARTER_LAST_MONTH))
    assert [turn.first_on for turn in found.turns] == [date(2024, month, 1) for month in (3, 6, 9, 12)]


def test_a_duty_that_builds_on_another_stands_behind_it():
    chain = (
        duty("third", Period.QUARTERLY, "second"),
        duty("first", Period.QUARTERLY),
        duty("second", Period.QUARTERLY, "first"),
    )
    assert [found.duty.id for found in year_of(2024, *chain)] == ["first", "second", "third"]


def test_a_duty_that_stands_behind_its_ground_already_keeps_its_place():
    chain = (duty("first", Period.QUARTERLY), duty("second", Period.QUARTERLY, "first"), duty("third", Period.ANNUAL))
    assert [found.duty.id for found in year_of(2024, *chain)] == ["first", "second", "third"]


def test_duties_that_wait_for_each_other_are_listed_all_the_same():
    circle = (duty("one", Period.ANNUAL, "two"), duty("two", Period.ANNUAL, "one"))
    assert {found.duty.id for found in year_of(2024, *circle)} == {"one", "two"}


def test_a_year_without_published_holidays_is_provisional():
    (found,) = year_of(2031, duty("one", Period.ANNUAL))
    assert found.turns[0].provisional


def test_a_duty_is_told_to_a_machine_with_its_bodies_and_ground():
    (found,) = year_of(2024, duty("one", Period.SEMIANNUAL))
    told = json.loads(json.dumps(found.plain(), ensure_ascii=False))
    assert told["responsible"] == [LIXIAN.body("office").label]
    assert told["addressees"] == [LIXIAN.body("leading_group").label]
    assert told["period_label"] == "每半年"
    assert [turn["last_on"] for turn in told["turns"]] == ["2024-06-30", "2024-12-31"]


@given(st.integers(1990, 2100), st.sampled_from(list(Period)))
def test_turns_follow_each_other_inside_the_year_and_end_with_work(year: int, period: Period):
    (found,) = year_of(year, duty("one", period))
    for turn in found.turns:
        assert turn.first_on <= turn.last_worked_on <= turn.last_on
        assert turn.first_on.year == turn.last_on.year == year
        assert WORK.is_working(turn.last_worked_on)
    assert all(one.last_on < two.first_on for one, two in zip(found.turns, found.turns[1:], strict=False))


@pytest.mark.parametrize(
    ("place", "regular", "ongoing", "prompt"),
    [
        ("yangling", {"committee_study", "upper_report"}, {"daily_check"}, set[str]()),
        ("jingdezhen", set[str](), set[str](), {"supervised_matters", "public_opinion"}),
        ("yulin", set[str](), set[str](), {"committee_agenda"}),
        ("lixian", {"progress_report"}, set[str](), {"liaison_report"}),
        (
            "baqiao",
            {
                "overall_summary",
                "opinion_analysis",
                "responsibility_check",
                "lead_clearance",
                "standing_review",
                "unit_briefing",
            },
            set[str](),
            set[str](),
        ),
    ],
)
def test_a_duty_is_called_regular_only_where_the_text_says_so(
    place: str, regular: set[str], ongoing: set[str], prompt: set[str]
):
    profile = shipped_profile(place)
    by = {period: {one.id for one in profile.duties_of(period)} for period in Period}
    assert (by[Period.REGULAR], by[Period.ONGOING], by[Period.PROMPT]) == (regular, ongoing, prompt)


def test_the_month_the_beginning_and_the_end_of_a_year_are_read_as_is_marked_as_inferred():
    found = {one.duty.id: one for one in duties_of(shipped_profile("baqiao"), 2026, WORK)}
    (turn,) = found["key_points"].turns
    assert (turn.last_on, turn.inferred) == (date(2026, 1, 31), "年初按一月理解")
    assert found["key_points"].plain()["turns"][0]["inferred"] == turn.inferred
    assert {turn.inferred for one in found.values() for turn in one.turns if one.duty.period is Period.QUARTERLY} == {
        ""
    }


def test_a_duty_of_an_occasion_names_it():
    found = {one.duty.id: one for one in duties_of(shipped_profile("baqiao"), 2026, WORK)}
    assert found["task_supervision"].when == "遇事（常委会部署监督任务）"
    assert found["overall_summary"].when == "定期（未定周期）"
