"""Days of 杨陵's regulation: limits from meetings and receipts, reckoned by hand; what has no number; yearly duties."""

from datetime import date

import pytest

from xuncha_desktop.rules.basis import Standing
from xuncha_desktop.rules.calendar import shipped_calendar
from xuncha_desktop.rules.clocks import Certainty, Clock, reckon
from xuncha_desktop.rules.deadlines import Unit
from xuncha_desktop.rules.duties import Period
from xuncha_desktop.rules.duty_year import duties_of
from xuncha_desktop.rules.rounds import CoverageClock
from xuncha_desktop.rules.shipped import shipped_profile

YL = shipped_profile("yangling")
CALENDAR = shipped_calendar()


def limit(provision: str, rule: str, trigger: str, began: str, due: str, responsible: str, addressees: str) -> object:
    marks = pytest.mark.provision(provision)
    return pytest.param(rule, trigger, began, due, responsible, addressees, id=f"{provision} {rule}", marks=marks)


@pytest.mark.parametrize(
    ("rule", "trigger", "began", "due", "responsible", "addressees"),
    [
        # 22, 23, 24, Sunday 28 (worked for 端午), 29, 30 June, 1, 2, 3, 6 July
        limit(
            "YL-31-00b", "secretary_meeting", "leading_group_heard", "2020-06-19", "2020-07-06", "secretary_meeting", ""
        ),
        # 6 to 10, 13, 14 July
        limit(
            "YL-32-00a",
            "feedback",
            "secretary_meeting_agreed",
            "2020-07-03",
            "2020-07-14",
            "group",
            "unit unit_principal",
        ),
        # 25, 28 to 31 December, 4 to 8 January (1 to 3 are 元旦)
        limit("YL-33-00d", "opinion_discipline", "discipline_received", "2020-12-24", "2021-01-08", "discipline", ""),
        # Sunday 7 (worked), 8, 9, 10, 18, 19, Saturday 20 (worked), 22, 23, 24 February; 11 to 17 are 春节
        limit(
            "YL-33-00d",
            "opinion_organization",
            "organization_received",
            "2021-02-05",
            "2021-02-24",
            "organization_department",
            "",
        ),
        limit(
            "YL-33-00e", "result_discipline", "discipline_received", "2020-11-30", "2021-02-28", "discipline", "office"
        ),
        limit(
            "YL-33-00e",
            "result_organization",
            "organization_received",
            "2020-12-24",
            "2021-03-24",
            "organization_department",
            "office",
        ),
        limit("YL-33-00f", "result_other", "other_received", "2021-01-31", "2021-04-30", "other_receiver", "office"),
        # 25, Sunday 27 (worked), 28 to 30 September, 9, Saturday 10 (worked), 12, 13, 14 October; 1 to 8 are holidays
        limit("YL-35-00b", "rectification_plan", "organisation_told", "2020-09-24", "2020-10-14", "unit", "office"),
        limit("YL-35-00c", "rectification_report", "organisation_told", "2020-09-24", "2020-12-24", "unit", "office"),
        limit(
            "YL-35-00d", "principal_report", "organisation_told", "2020-11-30", "2021-02-28", "unit_principal", "office"
        ),
    ],
)
def test_a_limit_with_a_number_ends_on_the_day_reckoned_by_hand(
    rule: str, trigger: str, began: str, due: str, responsible: str, addressees: str
):
    found = YL.due(rule, date.fromisoformat(began), CALENDAR)
    assert found.due_on == date.fromisoformat(due)
    assert not found.provisional
    assert (found.rule.trigger, found.rule.responsible) == (trigger, responsible)
    assert " ".join(found.rule.addressees) == addressees
    assert found.rule.standing is Standing.ARTICLE


def test_only_the_other_receivers_start_is_a_reading():
    numbered = {rule.id: rule.trigger_standing for rule in YL.deadlines if rule.amount is not None}
    assert [name for name, standing in numbered.items() if standing is not Standing.ARTICLE] == ["result_other"]
    assert len(numbered) == 10


def test_other_receivers_have_no_limit_for_an_opinion():
    assert [rule.id for rule in YL.started_by("other_received")] == ["result_other"]
    assert [rule.id for rule in YL.started_by("feedback_received")] == []


@pytest.mark.parametrize(
    ("rule", "trigger", "addressees"),
    [
        ("unit_liaison", "object_named", ["区委巡察办", "巡察组"]),
        ("speeches_study", "entry_meeting_held", []),
        ("staff_adjustment", "inspector_unfit", []),
        ("important_matter", "important_matter_found", ["区委巡察工作领导小组"]),
        ("progress_report", "key_point_found", ["区委巡察工作领导小组"]),
        ("leading_group_hearing", "stay_ended", []),
        ("common_problem", "common_problem_found", ["相关职能部门", "区委分管领导"]),
        ("thematic_governance", "common_problem_told", []),
        ("party_circular", "reports_received", []),
        ("inaction_follow_up", "inaction_reported", []),
        ("meeting_filing", "secretary_meeting_held", ["示范区党工委巡察办"]),
        ("lead_filing", "principal_lead_found", ["示范区党工委巡察办"]),
    ],
)
def test_what_is_to_be_done_promptly_has_no_number_and_no_date(rule: str, trigger: str, addressees: list[str]):
    found = YL.due(rule, date(2020, 6, 19), CALENDAR)
    assert (found.due_on, found.rule.unit, found.rule.trigger) == (None, Unit.NONE, trigger)
    assert found.rule.limit_text == "规定未定期限（及时）"
    assert [YL.body(one).label for one in found.rule.addressees] == addressees


def clocks(events: dict[str, str], today: str) -> dict[str, Clock]:
    given = {event: date.fromisoformat(day) for event, day in events.items()}
    return {clock.rule.id: clock for clock in reckon(YL, given, CALENDAR, date.fromisoformat(today)).clocks}


def test_from_the_secretary_meetings_consent_the_units_papers_follow_the_feedback_meeting():
    found = clocks({"secretary_meeting_agreed": "2020-07-03"}, "2020-07-04")
    plan = found["rectification_plan"]
    # Fed back on 14 July at the latest: 15 to 17, 20 to 24, 27, 28 July.
    assert (plan.start.label, plan.start.certainty) == ("巡察反馈会", Certainty.EXPECTED)
    assert plan.due_on == date(2020, 7, 28)
    assert found["rectification_report"].due_on == date(2020, 10, 14)


def test_a_meeting_that_has_not_agreed_starts_no_feedback():
    found = clocks({"leading_group_heard": "2020-06-19", "secretary_meeting_held": "2020-07-01"}, "2020-07-02")
    assert found["secretary_meeting"].met is not None
    assert found["feedback"].due_on is None
    assert found["feedback"].start.certainty is Certainty.WAITING


def test_no_receipt_is_wanted_for_any_clock_to_run():
    found = clocks({"organisation_told": "2020-09-24"}, "2020-09-25")
    numbered = {name for name, clock in found.items() if clock.due_on}
    assert numbered == {"rectification_plan", "rectification_report", "principal_report"}


@pytest.mark.parametrize(
    ("duty", "period", "turns"),
    [
        ("monthly_report", Period.MONTHLY, 12),
        ("pool_renewal", Period.ANNUAL, 1),
        ("annual_plan", Period.ANNUAL, 1),
        ("programme", Period.PER_TERM, 0),
        ("materials_handover", Period.PER_ROUND, 0),
        ("committee_study", Period.REGULAR, 0),
        ("upper_report", Period.REGULAR, 0),
        ("daily_check", Period.ONGOING, 0),
    ],
)
def test_a_duty_has_the_turns_of_its_period_in_a_year(duty: str, period: Period, turns: int):
    found = {one.duty.id: one for one in duties_of(YL, 2020, CALENDAR)}[duty]
    assert (found.duty.period, len(found.turns)) == (period, turns)


def test_the_month_ends_for_the_monthly_report_on_its_last_worked_day():
    (found,) = [one for one in duties_of(YL, 2020, CALENDAR) if one.duty.id == "monthly_report"]
    last = {turn.label: turn.last_worked_on for turn in found.turns}
    assert (last["2月"], last["5月"]) == (date(2020, 2, 28), date(2020, 5, 29))
    assert (found.addressees, [point.label for point in found.duty.contents]) == ((), ["重要数据", "典型案例"])


def test_a_term_and_five_years_are_two_clocks_with_articles_of_their_own():
    found = [(rule.clock, rule.years, rule.article) for rule in YL.coverage]
    assert found == [(CoverageClock.TERM, None, "第二条"), (CoverageClock.YEARS, 5, "第二十一条")]
