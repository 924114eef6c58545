"""What other regimes say otherwise or not at all: the services follow, or say so in a sentence."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.office_room import PRINCIPAL, OfficeRoom, office_room
from tests.regimes import bind, other
from tests.services.test_requests import Pair
from xuncha_desktop.kernel.errors import NotAllowed, Refused
from xuncha_desktop.kernel.levels import Compartment
from xuncha_desktop.records.rectification import Deadline, Feedback, FeedbackState
from xuncha_desktop.records.requests import ImmediateState
from xuncha_desktop.rules.profile import load_folder
from xuncha_desktop.services import deadlines, feedback, immediate, planning, profiles, rectification_documents


@pytest.fixture
def here(tmp_path: Path) -> Iterator[OfficeRoom]:
    with office_room(tmp_path) as made:
        made.at("2019-09-10")
        yield made


@pytest.fixture
def pair(tmp_path: Path) -> Iterator[Pair]:
    with office_room(tmp_path) as made:
        yield Pair(made)


def without_feedback(content: dict[str, Any]) -> None:
    del content["feedback"]


def in_any_order(content: dict[str, Any]) -> None:
    content["feedback"] |= {"ordered": False, "deputy_may_sign": True}
    content["feedback"]["sequence"] = content["feedback"]["sequence"][1:]


def from_the_meeting(content: dict[str, Any]) -> None:
    """The unit's clocks run from the telling to its organisation, and the meetings have days of their own."""
    for rule in content["deadlines"]:
        if rule["trigger"] == "feedback_received":
            rule |= {"trigger": "organisation_told", "trigger_standing": "article"}
        if rule["id"] == "feedback":
            rule |= {"unit": "working_day", "amount": 7}
            del rule["wording"]
    (chain,) = [chain for chain in content["chains"] if chain["document"] == "inspection_report"]
    chain["steps"][-1] |= {"heard": "leading_group_heard", "agreed": "secretary_meeting_agreed"}


def without_consent(content: dict[str, Any]) -> None:
    (chain,) = [chain for chain in content["chains"] if chain["document"] == "immediate_rectification"]
    chain["steps"] = chain["steps"][:-1]


def test_a_regime_silent_on_feedback_says_so(here: OfficeRoom) -> None:
    bind(here.director, here.round.id, other(without_feedback))
    with pytest.raises(Refused, match="没有规定巡察反馈"):
        feedback.create(here.clerk, here.group.id, "反馈意见")


def test_tellings_in_no_set_order_are_all_wanted_before_the_receipt(here: OfficeRoom) -> None:
    bind(here.director, here.round.id, other(in_any_order))
    found = here.drafted()
    here.decided()
    found = feedback.approve(here.director, found.id, found.version)
    found = feedback.tell(here.clerk, found.id, found.version, "organisation", "2019-09-10", "09:00")
    assert found.state is FeedbackState.APPROVED
    found = feedback.tell(here.clerk, found.id, found.version, "principal", "2019-09-10", "08:30")
    assert found.state is FeedbackState.ISSUED
    given = {"signed_on": "2019-09-10", "signed_at": "10:00", "signer": "孙副主任", "copies": 1}
    assert given["signer"] != PRINCIPAL
    feedback.receipt(here.clerk, found.id, found.version, **given, original_at="巡察办文件柜")


def test_the_unit_owes_its_papers_from_the_telling_where_the_regime_says_so(here: OfficeRoom) -> None:
    bind(here.director, here.round.id, other(from_the_meeting))
    here.at("2019-09-10")
    told = here.told(upto="principal")
    assert deadlines.of(here.clerk, told) == []
    with pytest.raises(Refused, match="“向党组织反馈”还没有登记"):
        receive(here, told)
    told = feedback.tell(here.clerk, told.id, told.version, "organisation", "2019-09-20", "10:30")
    found = {clock.rule: clock.due_on for clock in deadlines.of(here.clerk, told)}
    assert found == {
        "rectification_plan": "2019-10-10",
        "rectification_report": "2019-11-20",
        "principal_report": "2019-11-20",
    }
    receive(here, told)


def receive(here: OfficeRoom, told: Feedback) -> None:
    given = {"number": "临人防〔2019〕31号", "received_on": "2019-09-20", "copies": 2}
    rectification_documents.receive(here.clerk, told.id, "rectification_plan", **given)


def test_a_decision_meets_the_clock_before_it_and_starts_the_next(here: OfficeRoom) -> None:
    bind(here.director, here.round.id, other(from_the_meeting))

    def on_group() -> dict[str, Deadline]:
        return {one.rule: one for one in deadlines.of(here.clerk, here.group)}

    with here.clerk.carry_out("test", Compartment.WORK) as tx:
        deadlines.happened(tx, "stay_ended", "2019-08-07", here.round.id, None, "巡察结束")
    here.decide("inspection_report", "secretary_meeting", agreed=False)
    hearing = on_group()["leading_group_hearing"]
    assert (hearing.met_on, hearing.met_by) == ("2019-09-10", "听取巡察情况")
    assert "feedback" not in on_group()
    here.decide("inspection_report", "secretary_meeting")
    here.decide("inspection_report", "secretary_meeting", subject="再次听取")
    assert on_group()["feedback"].due_on == "2019-09-20"  # 11, 12, 16 … 20 September; 中秋 is 13 to 15
    here.decide("feedback", "leading_group")
    found = here.drafted()
    found = feedback.approve(here.director, found.id, found.version)
    for step, at in (("committee_notice", ""), ("principal", "09:00"), ("organisation", "10:30")):
        found = feedback.tell(here.clerk, found.id, found.version, step, "2019-09-10", at)
    assert on_group()["feedback"].met_on == "2019-09-10"


def test_where_nobody_consents_the_leader_issues_the_suggestion_himself(pair: Pair) -> None:
    bind(pair.leader, pair.record.round_id, other(without_consent))
    record = pair.record
    with pytest.raises(Refused, match="没有规定立行立改向谁请示"):
        immediate.request(pair.leader, record.id, record.version, "2019-07-15")
    with pytest.raises(NotAllowed, match="不由您的岗位办理"):
        immediate.issue(pair.member, record.id, record.version, "2019-07-15", "2019-07-22")
    made = immediate.issue(pair.leader, record.id, record.version, "2019-07-15", "2019-07-22")
    assert (made.state, made.consent_on) == (ImmediateState.ISSUED, None)
    with pytest.raises(Refused, match="不能再发出建议"):
        immediate.issue(pair.leader, made.id, made.version, "2019-07-15", "2019-07-22")


def test_no_round_is_planned_on_a_regulation_of_daily_supervision(here: OfficeRoom, root: Path) -> None:
    daily = load_folder(root / "tests" / "rules" / "daily")
    with pytest.raises(Refused, match="不是巡察的规则档"):
        planning.plan_round(here.director, daily, term_id=here.round.term_id, name="试", year=2020)
    assert daily not in profiles.offered()
