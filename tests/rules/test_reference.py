"""A second regime beside the first: the same matter is found by what both declare, and reckoned by its own rules."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xuncha_desktop.rules.calendar import shipped_calendar
from xuncha_desktop.rules.reference import NO_COUNTERPART, beside, counterpart
from xuncha_desktop.rules.shipped import shipped_profile
from xuncha_desktop.rules.side_by_side import Origin

WORK = shipped_calendar()
LIXIAN, YANGLING, JINGDEZHEN, YULIN = map(shipped_profile, ("lixian", "yangling", "jingdezhen", "yulin"))
REGIMES = (LIXIAN, YANGLING, JINGDEZHEN, YULIN)
PLAN = LIXIAN.deadline("rectification_plan")
TODAY = date(2019, 10, 1)
TOLD = {"organisation_told": date(2019, 9, 18), "feedback_received": date(2019, 9, 20)}


@pytest.mark.provision("YL-35-00b")
def test_the_second_regime_counts_by_its_own_event_article_and_number():
    found = beside(PLAN, YANGLING, TOLD, WORK, TODAY)
    assert found.due_on == date(2019, 10, 8)
    assert (found.bearing().origin, found.bearing().due_on) == (Origin.REFERENCE, date(2019, 10, 8))
    assert found.paragraph.endswith(YANGLING.due_paragraph(YANGLING.due("rectification_plan", date(2019, 9, 18), WORK)))
    assert found.plain()["explanation"]["due_on"] == "2019-10-08"


def test_the_very_matter_lends_its_own_start_only_to_a_counterpart_of_the_same_event():
    later = date(2019, 9, 27)
    same = beside(PLAN, JINGDEZHEN, TOLD, WORK, TODAY, from_on=later)
    assert same.due_on == JINGDEZHEN.due("rectification_plan", later, WORK).due_on
    assert beside(PLAN, YANGLING, TOLD, WORK, TODAY, from_on=later).due_on == date(2019, 10, 8)


def test_a_matter_without_counterpart_says_so_and_has_no_date():
    found = beside(LIXIAN.deadline("principal_report"), YULIN, TOLD, WORK, TODAY)
    assert (found.rule, found.due_on, found.light.words) == (None, None, NO_COUNTERPART)
    assert NO_COUNTERPART in found.line
    assert NO_COUNTERPART in found.paragraph
    assert found.plain() == {"rule": None, "words": NO_COUNTERPART}


def test_what_has_not_begun_waits_and_never_governs():
    waiting = beside(LIXIAN.deadline("feedback"), YANGLING, {}, WORK, TODAY)
    assert (waiting.bearing().due_on, waiting.light.words) == (None, "尚未起算")
    assert "待“书记专题会议研究同意”发生后起7个工作日" in waiting.line
    planned = beside(
        LIXIAN.deadline("feedback"), YANGLING, {"secretary_meeting_agreed": date(2019, 10, 9)}, WORK, TODAY
    )
    assert planned.due_on == date(2019, 10, 17)
    assert planned.bearing().due_on is None
    assert "【计划】" in planned.paragraph


def test_a_met_matter_is_met_under_the_second_regime_too():
    assert beside(PLAN, YANGLING, TOLD, WORK, TODAY, done_on=date(2019, 10, 9)).light.words == "已完成（逾期1天）"


def test_another_name_is_found_by_paper_and_end_and_two_candidates_by_neither():
    renamed = replace(PLAN, id="plan_of_mending")
    assert counterpart(renamed, YANGLING) is YANGLING.deadline("rectification_plan")
    assert counterpart(replace(renamed, document="ledger"), YANGLING) is None
    twice = replace(YANGLING, deadlines=(*YANGLING.deadlines, replace(YANGLING.deadline(PLAN.id), id="second_plan")))
    assert counterpart(renamed, twice) is None


@given(st.sampled_from(REGIMES), st.sampled_from(REGIMES), st.dates(date(2018, 1, 1), date(2026, 12, 31)), st.data())
def test_a_counterpart_is_reckoned_as_its_own_profile_reckons_it(first, second, on: date, data: st.DataObject):
    rule = data.draw(st.sampled_from(first.deadlines))
    other = counterpart(rule, second)
    found = beside(rule, second, {other.trigger: on} if other else {}, WORK, on + timedelta(days=5))
    assert found.rule is other
    if other is not None:
        whole = second.due(other.id, on, WORK)
        assert found.due_on == whole.due_on
        assert found.light == second.light(whole, on + timedelta(days=5))
    if second is first:
        assert other is rule
