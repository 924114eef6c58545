"""Chains of clocks: what follows from what happened, what is only expected, and what cannot be true."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xuncha_desktop.kernel.errors import NotFound
from xuncha_desktop.kernel.levels import Tone
from xuncha_desktop.rules.basis import Standing
from xuncha_desktop.rules.calendar import shipped_calendar
from xuncha_desktop.rules.clocks import Certainty, Clock, Reckoning, chain_issues, event_id, reckon
from xuncha_desktop.rules.deadlines import DeadlineRule, Extension, Unit
from xuncha_desktop.rules.shipped import shipped_profile

WORK = shipped_calendar()
LIXIAN = shipped_profile("lixian")


def rule(name: str, trigger: str, unit: Unit, amount: int | None, fulfilled_by: str = "") -> DeadlineRule:
    return DeadlineRule(
        id=name,
        label=name,
        trigger=trigger,
        trigger_standing=Standing.ARTICLE,
        fulfilled_by=fulfilled_by,
        unit=unit,
        amount=amount,
        responsible="unit",
        standing=Standing.ARTICLE,
        article="四",
    )


# Leading group +10 days to the secretary meeting, +7 to the feedback, from it +10 days and 3 months (杨陵's numbers).
CHAIN = replace(
    LIXIAN,
    deadlines=(
        rule("report_up", "stay_ended", Unit.NONE, None, "leading_group_heard"),
        rule("meeting", "leading_group_heard", Unit.WORKING_DAY, 10, "secretary_meeting_agreed"),
        rule("telling", "secretary_meeting_agreed", Unit.WORKING_DAY, 7, "organisation_told"),
        rule("plan", "organisation_told", Unit.WORKING_DAY, 10, "plan_received"),
        rule("report", "organisation_told", Unit.MONTH, 3, "reports_received"),
    ),
)
HEARD_ON = date(2020, 4, 20)


def reckoned(events: dict[str, date], today: date) -> tuple[Reckoning, dict[str, Clock]]:
    found = reckon(CHAIN, events, WORK, today)
    return found, {clock.rule.id: clock for clock in found.clocks}


def test_from_one_event_the_whole_chain_follows_the_rest_marked_as_expected():
    found, by = reckoned({"leading_group_heard": HEARD_ON}, date(2020, 4, 21))
    # 4-21…24 are 1-4, Sunday 4-26 is worked, 4-27…30 are 6-9, 5-1…5 Labour Day, 5-6 is day 10.
    assert (by["meeting"].due_on, by["meeting"].start.certainty) == (date(2020, 5, 6), Certainty.HAPPENED)
    # From Wednesday 5-6: 5-7, 8, Saturday 5-9 worked, 5-11…14 are days 4-7.
    assert (by["telling"].due_on, by["telling"].start.certainty) == (date(2020, 5, 14), Certainty.EXPECTED)
    # From Thursday 5-14: 5-15, 5-18…22, 5-25…28 are 1, 2-6, 7-10.
    assert by["plan"].due_on == date(2020, 5, 28)
    assert by["report"].due_on == date(2020, 8, 14)
    assert by["plan"].start.on == date(2020, 5, 14)
    assert by["plan"].line.startswith("【预计】2020年5月14日向党组织反馈起10个工作日 → 2020年5月28日（周四）到期")
    assert by["plan"].light is None
    assert "【" not in by["meeting"].line
    assert [clock.rule.id for clock in found.clocks] == ["meeting", "telling", "plan", "report"]
    assert found.warnings == ()


def test_what_happened_replaces_what_was_expected_and_meets_the_clock_before():
    events = {"leading_group_heard": HEARD_ON, "secretary_meeting_agreed": date(2020, 4, 27)}
    _, by = reckoned(events, date(2020, 4, 28))
    assert by["meeting"].met is not None
    assert by["meeting"].light is not None
    assert (by["meeting"].light.tone, by["meeting"].light.words) == (Tone.DONE, "已完成")
    # From Monday 4-27: 4-28, 29, 30 are 1-3, then 5-6, 7, 8 are 4-6, Saturday 5-9 worked is 7.
    assert by["telling"].due_on == date(2020, 5, 9)


def test_an_event_that_is_late_is_expected_today_at_the_earliest():
    today = date(2020, 5, 20)
    _, by = reckoned({"leading_group_heard": HEARD_ON}, today)
    assert by["meeting"].light is not None
    assert by["meeting"].light.words == "逾期14天"
    assert by["telling"].start.on == today


def test_after_a_clock_without_a_number_nothing_is_expected_and_nothing_is_dated():
    found, by = reckoned({"stay_ended": date(2020, 4, 1)}, date(2020, 4, 2))
    assert (by["report_up"].due_on, by["meeting"].due) == (None, None)
    assert by["meeting"].start.certainty is Certainty.WAITING
    assert by["meeting"].line == "待“领导小组听取汇报”发生后起10个工作日"
    assert "规定未定期限" in by["report_up"].line
    assert found.warnings == ()


def test_nothing_is_said_of_clocks_no_registered_event_leads_to():
    _, by = reckoned({"organisation_told": date(2020, 5, 12)}, date(2020, 5, 13))
    assert set(by) == {"plan", "report"}


@pytest.mark.parametrize(
    ("events", "words"),
    [
        (
            {"secretary_meeting_agreed": date(2020, 4, 30), "organisation_told": date(2020, 4, 29)},
            "“向党组织反馈”（2020-04-29）早于应在其前的“县委书记专题会议审议同意”（2020-04-30）",
        ),
        (
            {"leading_group_heard": date(2020, 4, 30), "organisation_told": date(2020, 4, 29)},
            "“向党组织反馈”（2020-04-29）早于应在其前的“领导小组听取汇报”（2020-04-30）",
        ),
        (
            {"principal_told": date(2020, 4, 30), "organisation_told": date(2020, 4, 29)},
            "“向党组织反馈”（2020-04-29）早于应在其前的“向主要负责人通报”（2020-04-30）",
        ),
        (
            {"leading_group_heard": date(2020, 4, 20), "organisation_told": date(2020, 4, 29)},
            "已登记“向党组织反馈”，但没有登记此前的“县委书记专题会议审议同意”",
        ),
        ({"organisation_told": date(2020, 6, 2)}, "“向党组织反馈”（2020-06-02）晚于今天，按计划日期推算"),
    ],
)
def test_what_cannot_be_or_is_missing_is_told(events: dict[str, date], words: str):
    found, _ = reckoned(events, date(2020, 6, 1))
    assert any(words in warning for warning in found.warnings)


def test_a_meeting_nobody_registered_is_not_expected_after_what_came_of_it():
    _, by = reckoned({"leading_group_heard": HEARD_ON, "organisation_told": date(2020, 4, 29)}, date(2020, 4, 30))
    assert by["telling"].start.certainty is Certainty.UNDATED
    assert by["telling"].line == "“县委书记专题会议审议同意”已发生（日期未登记），7个工作日无从起算"
    assert by["plan"].start.certainty is Certainty.HAPPENED


def test_a_clock_whose_end_must_have_been_raises_no_alarm_though_nobody_wrote_down_the_day():
    _, by = reckoned({"leading_group_heard": HEARD_ON, "organisation_told": date(2020, 6, 1)}, date(2020, 6, 2))
    light = by["meeting"].light
    assert light is not None
    assert (light.tone, light.words, light.days) == (Tone.DONE, "已完成（日期未登记）", None)
    assert by["meeting"].plain()["met"] is True
    assert by["meeting"].plain()["met_on"] is None


def test_what_is_only_planned_after_it_does_not_mean_that_a_meeting_has_been():
    _, by = reckoned({"leading_group_heard": HEARD_ON, "organisation_told": date(2020, 6, 3)}, date(2020, 6, 2))
    assert by["meeting"].light is not None
    assert by["meeting"].light.words == "逾期27天"
    assert by["telling"].start.certainty is Certainty.WAITING


def test_same_day_is_no_contradiction():
    same = date(2020, 4, 29)
    found, _ = reckoned({"principal_told": same, "organisation_told": same}, same)
    assert found.warnings == ()


def test_a_planned_day_is_marked_as_planned():
    _, by = reckoned({"organisation_told": date(2020, 6, 2)}, date(2020, 6, 1))
    assert by["plan"].line.startswith("【计划】2020年6月2日")


def test_an_extension_moves_the_rest_of_the_chain():
    longer = {"meeting": [Extension(reason="会期调整", amount=2)]}
    found = reckon(CHAIN, {"leading_group_heard": HEARD_ON}, WORK, date(2020, 4, 21), longer)
    by = {clock.rule.id: clock for clock in found.clocks}
    assert by["meeting"].due_on == date(2020, 5, 8)
    assert by["telling"].start.on == date(2020, 5, 8)


def test_an_event_the_regulation_does_not_know_is_refused_and_the_known_ones_are_named():
    with pytest.raises(NotFound, match="没有“晚会”这一事件"):
        reckon(CHAIN, {"晚会": HEARD_ON}, WORK, HEARD_ON)
    with pytest.raises(NotFound, match="feedback_received（签收反馈意见）"):
        event_id(LIXIAN, "晚会")
    assert event_id(LIXIAN, "签收反馈意见") == event_id(LIXIAN, "feedback_received") == "feedback_received"


def test_a_reckoning_is_told_to_a_machine_with_standing_and_explanation():
    found = reckon(LIXIAN, {"feedback_received": date(2019, 9, 20)}, WORK, date(2019, 9, 21))
    told = json.loads(json.dumps(found.plain(), ensure_ascii=False))
    plan = next(item for item in told["deadlines"] if item["rule"] == "rectification_plan")
    assert (plan["due_on"], plan["standing_label"], plan["article"]) == ("2019-10-10", "条文", "六、（四）")
    assert plan["trigger"]["standing_label"] == "推定"
    assert plan["explanation"]["stretches"][0]["counted"][0]["on"] == "2019-09-23"
    assert plan["light"]["words"] == "剩19天"


@pytest.mark.parametrize(
    ("rules", "broken"),
    [
        ((), []),
        (CHAIN.deadlines, []),
        ((rule("a", "x", Unit.MONTH, 1, "x"),), [0]),
        ((rule("a", "x", Unit.MONTH, 1, "y"), rule("b", "y", Unit.MONTH, 1, "x")), [0, 1]),
        ((rule("c", "z", Unit.MONTH, 1, "x"), rule("a", "x", Unit.MONTH, 1, "x")), [1]),
    ],
)
def test_clocks_that_lead_back_to_their_own_start_are_told(rules: tuple[DeadlineRule, ...], broken: list[int]):
    assert [index for index, _ in chain_issues(rules)] == broken


NAMES = ["stay_ended", "leading_group_heard", "secretary_meeting_agreed", "organisation_told", "plan_received"]


@given(
    st.dictionaries(st.sampled_from(NAMES), st.dates(date(2018, 1, 1), date(2025, 1, 1)), min_size=1),
    st.dates(date(2018, 1, 1), date(2026, 1, 1)),
)
def test_a_chain_of_clocks_never_runs_backwards(events: dict[str, date], today: date):
    found, by = reckoned(events, today)
    for clock in found.clocks:
        if clock.due_on:
            assert clock.start.on is not None
            assert clock.due_on > clock.start.on
        if clock.start.certainty is Certainty.EXPECTED and clock.start.on:
            assert clock.start.on >= today
            before = [one for one in found.clocks if one.rule.fulfilled_by == clock.start.event_id and one.due_on]
            assert clock.start.on >= min(one.due_on for one in before if one.due_on)
            assert all(one.start.on <= clock.start.on for one in before if one.start.on)
    in_order = [events[name] for name in NAMES if name in events]
    contradicted = any("早于应在其前" in warning for warning in found.warnings)
    assert contradicted == (in_order != sorted(in_order))
    assert set(by) <= {item.id for item in CHAIN.deadlines}


@given(st.permutations(NAMES[:4]), st.dates(date(2019, 1, 1), date(2024, 1, 1)))
def test_the_order_in_which_events_are_given_does_not_matter(names: list[str], on: date):
    days: Callable[[str], date] = lambda name: on + timedelta(days=20 * NAMES.index(name))  # noqa: E731 one place
    events = {name: days(name) for name in names}
    told, _ = reckoned(events, on)
    again, _ = reckoned(dict(sorted(events.items())), on)
    assert told.clocks == again.clocks
    assert sorted(told.warnings) == sorted(again.warnings)
