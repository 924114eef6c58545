"""Due dates: examples reckoned by hand, and what always holds."""

import json
from calendar import monthrange
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xuncha_desktop.rules.basis import Standing
from xuncha_desktop.rules.calendar import YearTable, shipped_calendar
from xuncha_desktop.rules.deadlines import (
    DeadlineRefused,
    DeadlineRule,
    Extension,
    RestDay,
    Unit,
    add_months,
    due,
)
from xuncha_desktop.rules.due_words import one_line, paragraph
from xuncha_desktop.rules.explanation import explained
from xuncha_desktop.rules.shipped import shipped_profile

WORK = shipped_calendar()
LIXIAN = shipped_profile("lixian")
SIGNED_ON = date(2019, 9, 20)


def rule(unit: Unit, amount: int | None) -> DeadlineRule:
    return DeadlineRule(
        id="trial",
        label="试",
        trigger="received",
        trigger_standing=Standing.ARTICLE,
        unit=unit,
        amount=amount,
        responsible="unit",
        standing=Standing.ARTICLE,
        article="一",
    )


@pytest.mark.provision("LX-06-04-00f")
def test_the_plan_is_due_ten_working_days_after_receipt_over_the_national_holiday():
    found = LIXIAN.due("rectification_plan", SIGNED_ON, WORK)
    assert found.due_on == date(2019, 10, 10)
    (way,) = explained(found, "方案").stretches
    assert [day.on.day for _, day in way.counted] == [23, 24, 25, 26, 27, 29, 30, 8, 9, 10]
    assert [number for number, _ in way.counted] == list(range(1, 11))
    assert [day.on.day for day in way.skipped] == [21, 22, 28, 1, 2, 3, 4, 5, 6, 7]
    assert [day.text for day in way.exchanged] == ["9月29日（周日）调休上班"]
    assert not found.provisional
    assert (found.rule.copies, found.rule.formal, found.rule.addressees) == (2, True, ("office",))
    assert found.rule.trigger == "feedback_received"
    assert found.rule.trigger_standing is Standing.INFERRED


@pytest.mark.provision("LX-06-04-00g")
def test_both_reports_are_due_two_months_after_receipt_two_copies_of_each():
    for name in ("rectification_report", "principal_report"):
        found = LIXIAN.due(name, SIGNED_ON, WORK)
        assert found.due_on == date(2019, 11, 20)
        assert (found.rule.copies, found.rule.formal, found.rule.addressees) == (2, True, ("office",))
        assert found.rule.trigger_standing is Standing.INFERRED
    documents = {LIXIAN.deadline(name).document for name in ("rectification_report", "principal_report")}
    assert len(documents) == 2


def test_the_line_names_the_inferred_start_the_exchanged_sunday_and_the_holiday():
    line = one_line(LIXIAN.due("rectification_plan", SIGNED_ON, WORK))
    assert line == (
        "2019年9月20日签收反馈意见（推定）起10个工作日 → 2019年10月10日（周四）到期；"
        "9月29日（周日）调休上班、10月1日至7日 国庆节"
    )


def test_the_paragraph_names_ground_start_counted_and_skipped_days():
    text = LIXIAN.due_paragraph(LIXIAN.due("rectification_plan", SIGNED_ON, WORK))
    for words in (
        "依据：条文·巡察工作方案六、（四）",
        "2019年9月20日（星期五）签收反馈意见（起算事件为推定",
        "第1个工作日为9月23日（周一），第10个工作日为10月10日（周四）",
        "计入：9月29日（周日）调休上班",
        "不计：9月21日至22日 周末、9月28日（周六）、10月1日至7日 国庆节",
        "到期日为2019年10月10日（星期四）",
    ):
        assert words in text


@pytest.mark.parametrize(
    ("trigger_on", "amount", "due_on"),
    [
        (date(2020, 1, 17), 10, date(2020, 2, 7)),  # 1-19 … 1-23 are days 1-5, 2-3 … 2-7 days 6-10
        (date(2024, 2, 1), 10, date(2024, 2, 20)),  # 2-2 is 1, 2-4 … 2-9 are 2-7, 2-18 … 2-20 are 8-10
        (date(2025, 1, 24), 10, date(2025, 2, 13)),  # 1-26, 1-27 are 1-2, 2-5 … 2-8 are 3-6, 2-10 … 2-13 are 7-10
        (date(2018, 12, 28), 1, date(2018, 12, 29)),  # a Saturday worked for 元旦
        (date(2018, 12, 29), 1, date(2019, 1, 2)),
        (date(2024, 2, 28), 1, date(2024, 2, 29)),
        (date(2019, 10, 3), 1, date(2019, 10, 8)),  # received in the holiday itself
        (date(2019, 9, 28), 1, date(2019, 9, 29)),
    ],
)
def test_working_days_around_holidays_and_year_ends(trigger_on: date, amount: int, due_on: date):
    assert due(rule(Unit.WORKING_DAY, amount), trigger_on, WORK).due_on == due_on


@pytest.mark.parametrize(
    ("day", "months", "end"),
    [
        (date(2019, 1, 31), 1, date(2019, 2, 28)),
        (date(2020, 1, 31), 1, date(2020, 2, 29)),
        (date(2020, 2, 29), 12, date(2021, 2, 28)),
        (date(2019, 2, 28), 1, date(2019, 3, 28)),
        (date(2019, 12, 31), 2, date(2020, 2, 29)),
        (date(2019, 11, 20), 2, date(2020, 1, 20)),
        (date(2019, 8, 31), 3, date(2019, 11, 30)),
    ],
)
def test_calendar_months_end_on_the_same_number_or_the_months_last_day(day: date, months: int, end: date):
    found = due(rule(Unit.MONTH, months), day, WORK)
    assert found.due_on == end
    assert ("当月最后一日为准" in paragraph(found, "方案")) == (end.day != day.day)


def test_calendar_days_are_counted_through_holidays():
    assert due(rule(Unit.CALENDAR_DAY, 7), date(2019, 9, 28), WORK).due_on == date(2019, 10, 5)


def test_an_explanation_is_told_in_parts_that_a_machine_can_read():
    told = json.loads(json.dumps(explained(LIXIAN.due("rectification_plan", SIGNED_ON, WORK), "方案").plain()))
    assert (told["rule"], told["limit"], told["ground"]) == ("rectification_plan", "10个工作日", "条文·方案六、（四）")
    assert told["trigger"]["on"] == "2019-09-20"
    assert told["trigger"]["standing_label"] == "推定"
    (way,) = told["stretches"]
    counted = {day["number"]: day["text"] for day in way["counted"]}
    assert (counted[1], counted[6], counted[10]) == ("9月23日（周一）", "9月29日（周日）调休上班", "10月10日（周四）")
    assert [day["reason"] for day in way["skipped"]] == ["周六", "周日", "周六", *["国庆节"] * 7]
    assert (told["due_on"], told["provisional"], told["calendar"]) == ("2019-10-10", False, WORK.digest)


def test_a_due_date_on_a_day_of_rest_stays_and_is_told_or_moves_as_the_profile_says():
    two_months = rule(Unit.MONTH, 2)
    stays = due(two_months, date(2019, 8, 1), WORK)
    assert (stays.due_on, stays.rest_name) == (date(2019, 10, 1), "国庆节")
    assert "休息日（国庆节）" in one_line(stays)
    assert "不顺延" in paragraph(stays, "方案")
    moves = due(two_months, date(2019, 8, 1), WORK, rest_day=RestDay.NEXT_WORKING_DAY)
    assert (moves.due_on, moves.rest_name) == (date(2019, 10, 8), "")
    assert "顺延至2019年10月8日" in paragraph(moves, "方案")
    assert LIXIAN.due("rectification_report", date(2019, 8, 1), WORK).due_on == date(2019, 10, 1)


def test_a_rule_without_a_number_has_no_due_date_and_says_so():
    found = LIXIAN.due("feedback", date(2019, 9, 18), WORK)
    assert found.due_on is None
    assert "规定未定期限（及时）" in one_line(found)
    assert "不推算到期日" in LIXIAN.due_paragraph(found)


def test_only_the_three_duties_with_a_number_have_one():
    numbered = {item.id: (item.amount, item.unit) for item in LIXIAN.deadlines if item.amount is not None}
    assert numbered == {
        "rectification_plan": (10, Unit.WORKING_DAY),
        "rectification_report": (2, Unit.MONTH),
        "principal_report": (2, Unit.MONTH),
    }


def test_in_an_unpublished_year_the_result_is_provisional_until_its_table_arrives():
    found = due(rule(Unit.WORKING_DAY, 10), date(2027, 9, 20), WORK)
    assert found.provisional
    assert "暂算" in one_line(found)
    notice = YearTable(2027, tuple((date(2027, 10, day), "国庆节") for day in range(1, 8)), (date(2027, 10, 9),), "试")
    settled = due(rule(Unit.WORKING_DAY, 10), date(2027, 9, 20), WORK.replaced(notice))
    assert not settled.provisional
    assert settled.due_on == date(2027, 10, 9)
    assert settled.calendar_digest != found.calendar_digest


def test_a_month_ends_on_its_day_in_any_year_but_whether_that_is_a_day_of_rest_waits_for_the_notice():
    found = due(rule(Unit.MONTH, 2), date(2027, 1, 5), WORK)
    assert (found.provisional, found.movable) == (True, False)
    assert one_line(found).endswith("；到期日是否休息日为暂算，放假安排未公布")
    assert paragraph(found, "").endswith("到期日所在年份的放假安排尚未公布，日期不变，是否休息日为暂算。")
    moving = due(rule(Unit.MONTH, 2), date(2027, 1, 5), WORK, rest_day=RestDay.NEXT_WORKING_DAY)
    assert (moving.provisional, moving.movable) == (True, True)
    known = due(rule(Unit.MONTH, 2), date(2026, 1, 5), WORK)
    assert (known.provisional, known.movable) == (False, False)


def test_a_weekend_of_an_unpublished_year_is_a_day_of_rest_with_a_reserve():
    found = due(rule(Unit.MONTH, 3), date(2027, 1, 4), WORK)
    assert "到期日为休息日（周日，可能调休上班）" in one_line(found)
    by_law = due(rule(Unit.MONTH, 1), date(2027, 12, 1), WORK)
    assert "到期日为休息日（元旦，法定节假日，放假通知未发布）" in one_line(by_law)
    published = due(rule(Unit.MONTH, 3), date(2025, 12, 1), WORK)
    assert one_line(published).endswith("到期日为休息日（周日）")


def test_the_explanation_names_what_the_law_gives_and_what_only_the_notice_can():
    # From Wednesday 30 December 2026: Thursday 31, then 1 January off by law, the weekend, 4 to 7 January.
    found = due(rule(Unit.WORKING_DAY, 5), date(2026, 12, 30), WORK)
    assert found.due_on == date(2027, 1, 7)
    line = one_line(found)
    assert "1月1日 元旦（法定节假日，放假通知未发布）" in line
    assert "暂算，放假安排未公布，春节、清明节、端午节、中秋节未计入，放假通知发布后重算" in line
    assert "春节、清明节、端午节、中秋节未计入" in paragraph(found, "")
    before = due(rule(Unit.WORKING_DAY, 5), date(2002, 12, 30), WORK)
    assert before.provisional
    assert "未计入" not in one_line(before)


def test_extensions_add_up_in_order_and_every_reason_is_told():
    extensions = (
        Extension(reason="材料待补", amount=5, unit=Unit.WORKING_DAY),
        Extension(reason="县委同意", until_on=date(2019, 11, 1)),
    )
    found = LIXIAN.due("rectification_plan", SIGNED_ON, WORK, extensions)
    assert [leg.due_on for leg in found.legs] == [date(2019, 10, 10), date(2019, 10, 16), date(2019, 11, 1)]
    assert found.due_on == date(2019, 11, 1)
    text = LIXIAN.due_paragraph(found)
    assert "材料待补" in text
    assert "县委同意" in text
    assert "已延期" in one_line(found)


def test_a_matter_without_a_number_can_be_given_a_date():
    given_date = Extension(reason="批示限期", until_on=date(2019, 7, 24))
    assert LIXIAN.due("feedback", date(2019, 7, 17), WORK, [given_date]).due_on == date(2019, 7, 24)


@pytest.mark.parametrize(
    "extension",
    [
        Extension(reason="", amount=5),
        Extension(reason="试"),
        Extension(reason="试", amount=5, until_on=date(2019, 11, 1)),
        Extension(reason="试", amount=0),
        Extension(reason="试", amount=-3),
        Extension(reason="试", amount=5, unit=Unit.NONE),
        Extension(reason="试", until_on=date(2019, 10, 10)),
        Extension(reason="试", until_on=date(2019, 10, 9)),
        Extension(reason="试", until_on=date(9019, 10, 9)),
    ],
)
def test_an_extension_that_says_nothing_or_shortens_is_refused(extension: Extension):
    with pytest.raises(DeadlineRefused):
        LIXIAN.due("rectification_plan", SIGNED_ON, WORK, [extension])


@pytest.mark.parametrize("trigger_on", [date.min, date.max, date(219, 9, 20), date(2919, 9, 20)])
def test_a_day_typed_wrong_is_refused_and_not_reckoned_with(trigger_on: date):
    with pytest.raises(DeadlineRefused, match="核对年份"):
        LIXIAN.due("rectification_plan", trigger_on, WORK)


@pytest.mark.parametrize(
    "extension",
    [Extension(reason="试", amount=5, unit=Unit.MONTH), Extension(reason="试", until_on=date(2019, 11, 1))],
)
def test_an_extension_comes_back_from_its_record(extension: Extension):
    assert Extension.from_plain(extension.plain()) == extension


@pytest.mark.parametrize(
    "value", [{}, {"reason": "试"}, {"reason": "试", "until_on": 5}, {"reason": "试", "amount": "x", "unit": "month"}]
)
def test_a_broken_extension_record_is_refused(value: dict[str, object]):
    with pytest.raises(DeadlineRefused):
        Extension.from_plain(value)


@given(
    st.dates(date(2004, 1, 1), date(2025, 12, 31)),
    st.sampled_from([Unit.WORKING_DAY, Unit.CALENDAR_DAY, Unit.MONTH]),
    st.integers(1, 40),
    st.sampled_from(list(RestDay)),
    st.lists(st.integers(1, 20), max_size=3),
)
def test_a_reckoning_never_runs_backwards(
    trigger_on: date, unit: Unit, amount: int, rest_day: RestDay, more: list[int]
):
    extensions = [Extension(reason="试", amount=number, unit=unit) for number in more]
    found = due(rule(unit, amount), trigger_on, WORK, extensions, rest_day=rest_day)
    ends = [trigger_on, *(leg.due_on for leg in found.legs)]
    assert ends == sorted(set(ends))
    assert found.due_on == ends[-1]
    assert due(rule(unit, amount + 1), trigger_on, WORK, rest_day=rest_day).legs[0].due_on >= found.legs[0].due_on
    assert f"{found.due_on.year}年{found.due_on.month}月{found.due_on.day}日" in one_line(found)


@given(st.dates(date(2004, 1, 1), date(2030, 12, 31)), st.integers(1, 400))
def test_adding_months_lands_in_the_right_month_never_past_its_end(day: date, months: int):
    end = add_months(day, months)
    assert (end.year * 12 + end.month) - (day.year * 12 + day.month) == months
    assert end.day == min(day.day, monthrange(end.year, end.month)[1])
    assert add_months(day + timedelta(days=1), months) >= end
