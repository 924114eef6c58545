"""A round of 景德镇's measures from planning to its clocks: the five-member group decides, feedback in either order."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from tests.office_room import OfficeRoom, bring, office_room
from tests.sessions import TestWorkspace
from xuncha_desktop.kernel.errors import Refused
from xuncha_desktop.kernel.levels import Compartment
from xuncha_desktop.kernel.people import Post
from xuncha_desktop.records.organisation import Round
from xuncha_desktop.records.papers import PaperState
from xuncha_desktop.records.rectification import Deadline, Feedback, FeedbackState
from xuncha_desktop.records.requests import ImmediateState
from xuncha_desktop.services import (
    chains,
    deadlines,
    decisions,
    feedback,
    findings,
    immediate,
    onsite,
    planning,
    profiles,
    rectification_documents,
    working_papers,
)
from xuncha_desktop.services.chains import Verdict

PRINCIPAL = "钱启明"


@dataclass
class Municipal:
    """An office that planned a round on 景德镇's profile itself, and the group's workspace with the round in it."""

    office: OfficeRoom
    group: TestWorkspace

    def clock(self, rule: str) -> Deadline:
        """The one clock of a rule."""
        (found,) = [one for one in self.office.clerk.table(Deadline).where() if one.rule == rule]
        return found

    def ended(self, on: str) -> None:
        """Register the day the round is over."""
        with self.office.clerk.carry_out("test", Compartment.WORK) as tx:
            deadlines.happened(tx, "round_ended", on, self.office.round.id, None, "轮次结束")

    def decided(self) -> None:
        """Everything the feedback stands on: the hearing, the decision, the settled text."""
        self.office.at("2018-10-12")
        self.office.decide("inspection_report", "leading_group", decided_on="2018-10-09")
        self.office.decide("inspection_report", "secretary_meeting")
        self.office.decide("feedback", "leading_group")

    def received(self) -> Feedback:
        """Told to the leadership first, to the principal after, signed for on Friday 2018-10-19."""
        self.decided()
        clerk, found = self.office.clerk, self.office.drafted()
        found = feedback.approve(self.office.director, found.id, found.version)
        self.office.at("2018-10-19", "18:00")
        found = feedback.tell(clerk, found.id, found.version, "organisation", "2018-10-19", "09:00")
        found = feedback.tell(clerk, found.id, found.version, "principal", "2018-10-19", "10:00")
        signed = {"signed_on": "2018-10-19", "signed_at": "11:00", "signer": PRINCIPAL, "copies": 3}
        feedback.receipt(clerk, found.id, found.version, **signed)
        return clerk.table(Feedback).get(found.id)


@pytest.fixture
def here(tmp_path: Path) -> Iterator[Municipal]:
    with office_room(tmp_path) as room:
        room.at("2018-06-20")
        (profile,) = [one for one in profiles.offered() if one.about.id == "jingdezhen"]
        director = room.director
        term = planning.register_term(director, name="第十一届市委", from_on="2016-09-01")
        unit = planning.register_unit(director, name="市水务局", kind="government_organ", principal=PRINCIPAL)
        span = {"year": 2018, "kind": "regular", "from_on": "2018-07-02", "until_on": "2018-08-03"}
        made = planning.plan_round(director, profile, term_id=term.id, name="2018年第二轮", **span)
        group = planning.form_group(director, name="市委巡察一组", code="景巡一", round_id=made.id, unit_id=unit.id)
        office = OfficeRoom.within(room.workspace, director, room.clerk, group)
        place = TestWorkspace(tmp_path / "municipal", "group", "市委巡察一组", seed=3)
        office.at("2018-07-20")
        place.clock.now = office.workspace.clock.now
        leader = place.session(Post.LEADER, name="王组长")
        with leader.carry_out("setup", Compartment.CORE) as tx:
            profiles.keep(tx, profile)
        bring(leader, term, unit, made, group)
        yield Municipal(office, place)
        place.close()


@pytest.mark.provision("JDZ-51-00")
def test_the_round_is_bound_to_the_edition_it_was_planned_on(here: Municipal) -> None:
    found = here.office.clerk.table(Round).get(here.office.round.id)
    profile = profiles.of_round(here.office.clerk, found.id)
    assert (found.profile_digest, profile.about.place) == (profile.digest, "景德镇")
    assert profile.about.effective_from == date(2017, 6, 29)


def test_a_paper_goes_to_the_groups_meeting_before_the_leader_signs(here: Municipal) -> None:
    place = here.group
    member, liaison = place.session(Post.MEMBER, name="孙组员"), place.session(Post.LIAISON, name="赵联络")
    deputy, leader = place.session(Post.DEPUTY_LEADER, name="李副组长"), place.session(Post.LEADER, name="王组长")
    of_it = {"round_id": here.office.round.id, "group_id": here.office.group.id, "unit_id": here.office.unit.id}
    told = {"summary": "概述", "fact": "事实", "basis": "依据", "subject": "市水务局", "suggestion": "限期整改"}
    found = findings.draft(
        member, title="违规用人", category="appointments", source="audit", handlers=("甲", "乙"), **of_it, **told
    )
    paper = working_papers.submit(member, found.id, found.version)
    paper = chains.decide(deputy, paper.id, paper.version, Verdict(True, "2018-07-20"))
    with pytest.raises(Refused, match="会议记录"):
        chains.decide(leader, paper.id, paper.version, Verdict(True, "2018-07-20"))
    sat = {"held_on": "2018-07-20", "chair": "王组长", "minute_taker": "赵联络", "attendees": ("王组长",)}
    meeting = onsite.register_group_meeting(liaison, here.office.group.id, **sat)
    paper = chains.decide(liaison, paper.id, paper.version, Verdict(True, "2018-07-20", meeting_id=meeting.id))
    paper = chains.decide(leader, paper.id, paper.version, Verdict(True, "2018-07-20"))
    assert (paper.state, paper.number) == (PaperState.SIGNED, "景巡一〔2018〕底001号")


@pytest.mark.provision("JDZ-25-00")
def test_the_leader_issues_a_suggestion_without_asking_anybody(here: Municipal) -> None:
    member, leader = here.group.session(Post.MEMBER, name="孙组员"), here.group.session(Post.LEADER, name="王组长")
    record = immediate.draft(member, here.office.group.id, problem="路面塌陷未修", suggestion="立即修复")
    with pytest.raises(Refused, match="没有规定立行立改向谁请示"):
        immediate.request(leader, record.id, record.version, "2018-07-20")
    issued = immediate.issue(leader, record.id, record.version, "2018-07-20", "2018-07-27")
    assert (issued.state, issued.consent_on) == (ImmediateState.ISSUED, None)
    assert immediate.light(leader, issued).ground == "自定时限"


@pytest.mark.provision("JDZ-31-00a", "JDZ-31-00b")
def test_the_hearing_is_due_fifteen_worked_days_after_the_rounds_end_and_met_by_it(here: Municipal) -> None:
    here.office.at("2018-10-09")
    here.ended("2018-09-14")
    assert here.clock("leading_group_hearing").due_on == "2018-10-11"
    assert here.clock("handling_opinion").due_on == "2018-10-11"
    assert here.clock("secretary_meeting").due_on is None
    here.office.decide("inspection_report", "leading_group")
    assert here.clock("leading_group_hearing").met_on == "2018-10-09"
    assert here.clock("handling_opinion").met_on is None


@pytest.mark.provision("JDZ-32-00c")
def test_the_five_member_groups_meeting_is_filed_above_even_where_it_did_not_agree(here: Municipal) -> None:
    here.office.at("2018-10-12")
    here.ended("2018-09-14")
    here.office.decide("inspection_report", "secretary_meeting", agreed=False)
    assert here.clock("secretary_meeting").met_on == "2018-10-12"
    filing = here.clock("filing")
    assert (filing.trigger_on, filing.due_on) == ("2018-10-12", None)
    assert "feedback" not in {one.rule for one in here.office.clerk.table(Deadline).where()}
    with here.office.clerk.carry_out("test", Compartment.WORK) as tx:
        deadlines.happened(tx, "filed_up", "2018-10-12", here.office.round.id, None, "备案报告")
    assert here.clock("filing").met_on == "2018-10-12"


@pytest.mark.provision("JDZ-05-04")
def test_feedback_waits_for_the_five_member_group_and_the_settled_text(here: Municipal) -> None:
    found = here.office.drafted()
    here.office.at("2018-10-12")
    for missing, document, body in (
        ("五人小组", "inspection_report", "secretary_meeting"),
        ("审定同意", "feedback", "leading_group"),
    ):
        with pytest.raises(Refused, match=missing):
            feedback.approve(here.office.director, found.id, found.version)
        here.office.decide(document, body)
    assert feedback.approve(here.office.director, found.id, found.version).state is FeedbackState.APPROVED
    with pytest.raises(Refused, match="不由市委决定"):
        decisions.register(
            here.office.clerk,
            here.office.round.id,
            "feedback",
            body="committee",
            subject="试",
            wording="同意",
            agreed=True,
            decided_on="2018-10-12",
            original_at="柜",
        )


@pytest.mark.provision("JDZ-34-00b", "JDZ-34-00c")
def test_the_receipt_starts_ten_worked_days_and_twice_two_months(here: Municipal) -> None:
    found = here.received()
    # 22–26 October 1–5, 29 October – 2 November 6–10.
    assert {one.rule: one.due_on for one in deadlines.of(here.office.clerk, found) if one.due_on} == {
        "rectification_plan": "2018-11-02",
        "rectification_report": "2018-12-19",
        "principal_report": "2018-12-19",
    }
    assert here.clock("feedback").met_on == "2018-10-19"


def test_three_papers_are_expected_and_a_late_plan_is_told(here: Municipal) -> None:
    here.received()
    clerk, round_id = here.office.clerk, here.office.round.id
    expected = [rule.document for rule in rectification_documents.expected(clerk, round_id)]
    assert expected == ["rectification_plan", "rectification_report", "principal_report"]
    (found,) = clerk.table(Feedback).where()
    here.office.at("2018-11-05")
    plan = rectification_documents.receive(
        clerk,
        found.id,
        "rectification_plan",
        number="景水〔2018〕9号",
        received_on="2018-11-05",
        copies=1,
        formal=False,
    )
    assert rectification_documents.warnings(clerk, plan) == ["逾期3天（应于2018-11-02前报送）"]


def test_a_deputy_does_not_sign_for_the_principal(here: Municipal) -> None:
    here.decided()
    clerk, found = here.office.clerk, here.office.drafted()
    found = feedback.approve(here.office.director, found.id, found.version)
    for step, at in (("organisation", "09:00"), ("principal", "10:00")):
        found = feedback.tell(clerk, found.id, found.version, step, "2018-10-12", at)
    here.office.at("2018-10-12", "18:00")
    with pytest.raises(Refused, match="不能由他人代签"):
        feedback.receipt(clerk, found.id, found.version, signed_on="2018-10-12", signer="孙副局长", signed_at="11:00")


@pytest.mark.provision("JDZ-36-00b")
def test_each_hand_over_runs_three_months_of_its_own(here: Municipal) -> None:
    here.office.at("2019-02-20")
    papers = [here.office.signed_paper(f"景巡一〔2018〕底00{number}号") for number in (1, 2)]
    with here.office.clerk.carry_out("test", Compartment.WORK) as tx:
        for paper, on in zip(papers, ("2018-10-16", "2018-11-30"), strict=True):
            deadlines.start(tx, "transfer_received", on, paper)
    found = [one for one in here.office.clerk.table(Deadline).where() if one.rule == "lead_result"]
    assert [one.due_on for one in found] == ["2019-01-16", "2019-02-28"]
