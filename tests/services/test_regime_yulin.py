"""A round on 榆林's practice, from planning to the unit's papers: a leading group that decides, a joint feedback."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.office_room import OfficeRoom, bring, office_room
from xuncha_desktop.kernel.errors import Invalid, NotAllowed, Refused
from xuncha_desktop.kernel.levels import Compartment
from xuncha_desktop.kernel.people import Post
from xuncha_desktop.records.onsite import Finding, GroupMeeting
from xuncha_desktop.records.papers import Paper, PaperState
from xuncha_desktop.records.rectification import Deadline, DueKind, Feedback, FeedbackState
from xuncha_desktop.records.registry import Record
from xuncha_desktop.records.requests import ImmediateState
from xuncha_desktop.rules.shipped import shipped_profile
from xuncha_desktop.services import (
    chains,
    deadlines,
    decisions,
    feedback,
    feedback_items,
    findings,
    immediate,
    onsite,
    planning,
    profiles,
    rectification,
    rectification_documents,
    working_papers,
)
from xuncha_desktop.services.chains import Verdict
from xuncha_desktop.services.feedback_items import Outline
from xuncha_desktop.services.session import Session

YULIN = shipped_profile("yulin")
TREE = (Outline("选人用人", children=(Outline("违规选人", cause="审核不严", children=(Outline("两人破格"),)),)),)


class Yulin:
    """A round planned on 榆林's profile in an office that had only 礼县's, and its group's people."""

    def __init__(self, office: OfficeRoom) -> None:
        self.office = office
        office.at("2019-04-01")
        director = office.director
        term = planning.register_term(director, name="第四届市委", from_on="2016-09-01")
        self.unit = planning.register_unit(director, name="市交投集团", kind="enterprise", principal="高董事长")
        self.round = planning.plan_round(
            director,
            YULIN,
            term_id=term.id,
            name="第三轮常规巡察",
            year=2019,
            kind="regular",
            from_on="2019-04-08",
            until_on="2019-05-17",
        )
        self.group = planning.form_group(
            director, round_id=self.round.id, name="市委巡察三组", code="榆巡三", unit_id=self.unit.id
        )
        self.members = [
            planning.appoint(director, group_id=self.group.id, name=name, post=post.value, home_unit="市审计局")
            for name, post in (("冯组长", Post.LEADER), ("白副组长", Post.DEPUTY_LEADER), ("康组员", Post.MEMBER))
        ]
        self._bring_to_group(term)

    def _bring_to_group(self, term: Record) -> None:
        place = self.office.group_workspace()
        people = (
            ("冯组长", Post.LEADER),
            ("白副组长", Post.DEPUTY_LEADER),
            ("曹联络", Post.LIAISON),
            ("康组员", Post.MEMBER),
        )
        self.leader, self.deputy, self.liaison, self.member = (place.session(post, name=name) for name, post in people)
        with self.leader.carry_out("package", Compartment.CORE) as tx:
            profiles.keep(tx, YULIN)
        bring(self.leader, term, self.unit, self.round, self.group)

    def finding(self, **values: Any) -> Finding:
        whole: dict[str, Any] = {
            "round_id": self.round.id,
            "group_id": self.group.id,
            "unit_id": self.unit.id,
            "title": "违规选人用人",
            "category": "organisational",
            "source": "research",
            "summary": "两名中层破格任用未报批",
            "fact": "2018年3月破格任用两人，无报批材料",
            "basis": "干部选拔任用有关规定",
            "subject": "市交投集团党委",
            "suggestion": "责令整改",
            "handlers": ("康组员", "曹联络"),
        }
        return findings.draft(self.member, **(whole | values))

    def meeting(self) -> GroupMeeting:
        given = {"held_on": "2019-04-20", "chair": "冯组长", "minute_taker": "曹联络", "attendees": ("冯组长",)}
        return onsite.register_group_meeting(self.liaison, self.group.id, **given)

    def decide(self, document: str, body: str, *, agreed: bool = True) -> None:
        given = {"subject": "听取汇报", "wording": "同意", "original_at": "巡察办"}
        on = self.office.clerk.today.isoformat()
        clerk: Session = self.office.clerk
        made = decisions.register(clerk, self.round.id, document, body=body, agreed=agreed, decided_on=on, **given)
        self.office.scan(made)

    def on_group(self) -> dict[str, Deadline]:
        return {one.rule: one for one in deadlines.of(self.office.clerk, self.group)}

    def drafted(self) -> Feedback:
        made = feedback.create(self.office.clerk, self.group.id, "关于巡察市交投集团的反馈意见")
        feedback_items.build(self.office.clerk, made.id, TREE)
        return made

    def told(self) -> Feedback:
        """Reviewed by the leading group, decided by the committee, told at a meeting."""
        self.office.at("2019-06-06")
        self.decide("inspection_report", "leading_group")
        self.office.at("2019-06-14")
        self.decide("feedback", "city_committee")
        found = self.drafted()
        found = feedback.approve(self.office.director, found.id, found.version)
        self.office.at("2019-06-28", "18:00")
        return feedback.tell(self.office.clerk, found.id, found.version, "organisation", "2019-06-28", "15:00")


@pytest.fixture
def here(tmp_path: Path) -> Iterator[Yulin]:
    with office_room(tmp_path) as made:
        yield Yulin(made)


def test_the_profile_is_offered_and_the_round_is_bound_to_it(here: Yulin) -> None:
    assert YULIN in profiles.offered()
    assert profiles.of_round(here.office.clerk, here.round.id) == YULIN
    assert planning.roster_issues(here.office.clerk, here.group) == ("联络员应有1名，现有0名",)


@pytest.mark.provision("YULIN-03-03a")
def test_a_paper_goes_through_the_customary_chain_with_the_articles_categories(here: Yulin) -> None:
    here.office.at("2019-04-20")
    found = here.finding(focus="poverty_funds")
    paper = working_papers.submit(here.member, found.id, found.version)
    assert "组织纪律" in paper.view
    assert "扶贫：资金使用管理" in paper.view
    paper = chains.decide(here.deputy, paper.id, paper.version, Verdict(True, "2019-04-20"))
    minutes = here.meeting()
    paper = chains.decide(here.liaison, paper.id, paper.version, Verdict(True, "2019-04-20", meeting_id=minutes.id))
    with pytest.raises(NotAllowed):
        chains.decide(here.deputy, paper.id, paper.version, Verdict(True, "2019-04-20"))
    paper = chains.decide(here.leader, paper.id, paper.version, Verdict(True, "2019-04-20"))
    assert here.leader.table(Paper).get(paper.id).state is PaperState.SIGNED
    assert paper.number == "榆巡三〔2019〕底001号"


def test_mending_on_the_spot_is_suggested_by_the_leader_and_nobody_is_asked(here: Yulin) -> None:
    here.office.at("2019-04-22")
    record = immediate.draft(here.member, here.group.id, problem="公车私用", suggestion="立即停止并清退费用")
    with pytest.raises(Refused, match="没有规定立行立改向谁请示"):
        immediate.request(here.leader, record.id, record.version, "2019-04-22")
    made = immediate.issue(here.leader, record.id, record.version, "2019-04-22", "2019-04-30")
    assert made.state is ImmediateState.ISSUED


@pytest.mark.provision("YULIN-02-01g", "YULIN-02-01h")
def test_feedback_waits_for_the_leading_group_and_for_the_committees_decision(here: Yulin) -> None:
    here.office.at("2019-05-17")
    with here.office.clerk.carry_out("test", Compartment.WORK) as tx:
        deadlines.happened(tx, "report_submitted", "2019-05-17", here.round.id, None, "巡察工作报告")
    assert here.on_group()["leading_group_review"].due_on is None
    found = here.drafted()
    with pytest.raises(Refused, match="须先登记市委巡察工作领导小组的“审定”"):
        feedback.approve(here.office.director, found.id, found.version)
    here.office.at("2019-06-06")
    here.decide("inspection_report", "leading_group", agreed=False)
    assert here.on_group()["leading_group_review"].met_on is None
    here.decide("inspection_report", "leading_group")
    assert here.on_group()["leading_group_review"].met_on == "2019-06-06"
    assert here.on_group()["feedback"].trigger_on == "2019-06-06"
    with pytest.raises(Refused, match="须先登记市委的“决定联合反馈”"):
        feedback.approve(here.office.director, found.id, found.version)
    with pytest.raises(Refused, match="不由市委巡察工作领导小组决定"):
        here.decide("feedback", "leading_group")
    here.decide("feedback", "city_committee")
    approved = feedback.approve(here.office.director, found.id, found.version)
    assert approved.state is FeedbackState.APPROVED


@pytest.mark.provision("YULIN-02-01i")
def test_the_meeting_starts_the_units_clocks_without_a_day_and_every_measure_needs_one(here: Yulin) -> None:
    told = here.told()
    assert told.state is FeedbackState.ISSUED
    assert here.on_group()["feedback"].met_on == "2019-06-28"
    clocks = {one.rule: one for one in deadlines.of(here.office.clerk, told)}
    assert {name: (one.trigger_on, one.due_on) for name, one in clocks.items()} == {
        "rectification_plan": ("2019-06-28", None),
        "rectification_report": ("2019-06-28", None),
    }
    given = {"number": "榆交投党字〔2019〕21号", "received_on": "2019-06-28", "copies": 1}
    rectification_documents.receive(here.office.clerk, told.id, "rectification_report", **given)
    with pytest.raises(Refused, match="没有要求单位报送"):
        rectification_documents.receive(here.office.clerk, told.id, "principal_report", **given)
    signed = {"signed_on": "2019-06-28", "signer": "高副总", "signed_at": "16:00"}
    feedback.receipt(here.office.clerk, told.id, told.version, **signed)
    item = next(one for one in feedback_items.of(here.office.clerk, told) if one.wording == "两人破格")
    measure = {"measure": "重新履行报批", "responsible_unit": "组织人事部", "responsible_person": "任部长"}
    with pytest.raises(Refused, match="整改时限"):
        rectification.add(here.office.supervisor, item.id, **measure)
    with pytest.raises(Refused, match="没有规定整改的日期"):
        rectification.add(here.office.supervisor, item.id, **measure, due_kind=DueKind.ARTICLE)
    with pytest.raises(Invalid, match="责任人"):
        rectification.add(
            here.office.supervisor, item.id, **(measure | {"responsible_person": ""}), due_on="2019-08-30"
        )
    made = rectification.add(here.office.supervisor, item.id, **measure, due_on="2019-08-30")
    assert made.due_on == "2019-08-30"


def test_a_day_the_office_is_told_of_is_kept_as_an_extension_with_its_body(here: Yulin) -> None:
    told = here.told()
    (clock,) = [one for one in deadlines.of(here.office.clerk, told) if one.rule == "rectification_report"]
    given: dict[str, Any] = {"body": "leading_group", "decided_on": "2019-06-28", "until_on": date(2019, 8, 30)}
    longer = deadlines.extend(here.office.director, clock.id, clock.version, reason="反馈会上明确的日期", **given)
    assert longer.due_on == "2019-08-30"
