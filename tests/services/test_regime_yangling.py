"""A round under 杨陵's regulation, from planning to the unit's papers: meetings and feedback start the clocks."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.office_room import OfficeRoom, bring
from tests.sessions import TestWorkspace
from xuncha_desktop.kernel.errors import Refused
from xuncha_desktop.kernel.levels import Compartment
from xuncha_desktop.kernel.people import Post
from xuncha_desktop.records.onsite import Finding, FindingState
from xuncha_desktop.records.organisation import Group, Round, Term, Unit
from xuncha_desktop.records.papers import Paper, PaperState
from xuncha_desktop.records.rectification import Deadline, Feedback, FeedbackState
from xuncha_desktop.rules.shipped import shipped_profile
from xuncha_desktop.services import (
    chains,
    deadlines,
    feedback,
    feedback_items,
    findings,
    immediate,
    onsite,
    planning,
    profiles,
    rectification_documents,
    working_papers,
)
from xuncha_desktop.services.chains import Verdict
from xuncha_desktop.services.feedback_items import Outline

YL = shipped_profile("yangling")
PEOPLE = (("王组长", "leader"), ("李副组长", "deputy_leader"), ("赵联络", "liaison"), ("孙组员", "member"))


class District:
    """An office that planned one round by 杨陵's regulation, and the group with its own workspace."""

    def __init__(self, folder: Path) -> None:
        place = TestWorkspace(folder / "office", "office", "区委巡察办", seed=1)
        director = place.session(Post.OFFICE_DIRECTOR, name="周主任")
        clerk = place.session(Post.OFFICE_CLERK, name="吴干事")
        self.term = planning.register_term(clerk, name="第十八届区委", from_on="2016-10-01")
        self.unit = planning.register_unit(clerk, name="区水务局", kind="government_organ", principal="钱局长")
        stay = {"from_on": "2020-06-15", "until_on": "2020-08-15"}
        about = {"term_id": self.term.id, "name": "2020年第一轮", "year": 2020, "kind": "regular"}
        self.round = planning.plan_round(clerk, YL, **about, **stay)
        of_it = {"round_id": self.round.id, "unit_id": self.unit.id}
        self.group = planning.form_group(clerk, name="区委巡察一组", code="杨巡一", **of_it)
        self.office = OfficeRoom.within(place, director, clerk, self.group)
        self.place = TestWorkspace(folder / "group", "group", "区委巡察一组", seed=2)
        self.office._others.append(self.place)
        posts = (Post.LEADER, Post.DEPUTY_LEADER, Post.LIAISON, Post.MEMBER)
        entered = [self.place.session(post, name=name) for post, (name, _) in zip(posts, PEOPLE, strict=True)]
        self.leader, self.deputy, self.liaison, self.member = entered
        with self.leader.carry_out("setup", Compartment.CORE) as tx:
            profiles.keep(tx, YL)
        bring(self.leader, *self.core())

    def core(self) -> tuple[Term, Unit, Round, Group]:
        return self.term, self.unit, self.round, self.group

    def signed(self) -> Paper:
        """A finding carried through the chain on 2020-07-20, with finding and paper brought to the office."""
        self.office.at("2020-07-20")
        found = findings.draft(
            self.member,
            round_id=self.round.id,
            group_id=self.group.id,
            unit_id=self.unit.id,
            title="工程款支付未经集体研究",
            category="organisational",
            focus="projects",
            source="special_check",
            summary="三笔工程款支付未经集体研究",
            fact="三笔合计52.6万元，均无会议记录",
            basis="单位财务管理制度",
            subject="区水务局",
            suggestion="责令限期整改",
            handlers=("孙组员", "赵联络"),
        )
        paper = working_papers.submit(self.member, found.id, found.version)
        held = {"held_on": "2020-07-20", "chair": "王组长", "minute_taker": "赵联络", "attendees": ("王组长",)}
        meeting = onsite.register_group_meeting(self.liaison, self.group.id, **held)
        yes, studied = Verdict(True, "2020-07-20"), Verdict(True, "2020-07-20", meeting_id=meeting.id)
        for session, verdict in ((self.deputy, yes), (self.liaison, studied), (self.leader, yes)):
            paper = chains.decide(session, paper.id, paper.version, verdict)
        found = self.member.table(Finding).get(paper.subject_id)
        assert (paper.state, found.state) == (PaperState.SIGNED, FindingState.SIGNED)
        bring(self.office.clerk, found, paper)
        return paper

    def clock(self, rule: str) -> Deadline:
        """The one clock of a rule in the office."""
        (found,) = [one for one in self.office.clerk.table(Deadline).where() if one.rule == rule]
        return found

    def clocks(self) -> set[str]:
        return {one.rule for one in self.office.clerk.table(Deadline).where()}

    def heard_and_agreed(self) -> None:
        """The leading group heard the report on Friday 4 September, the secretary's meeting agreed on the 17th."""
        self.office.at("2020-09-04")
        self.office.decide("inspection_report", "leading_group")
        self.office.at("2020-09-17")
        self.office.decide("inspection_report", "secretary_meeting")

    def drafted(self, paper: Paper) -> Feedback:
        """A feedback whose one problem rests on the signed paper."""
        found = feedback.create(self.office.clerk, self.group.id, "关于巡察区水务局的反馈意见")
        shown = Outline("三笔工程款支付未上会", paper_id=paper.id)
        problem = Outline("工程款支付未经集体研究", cause="议事规则不健全", children=(shown,))
        feedback_items.build(self.office.clerk, found.id, (Outline("组织建设", children=(problem,)),))
        return found

    def approved(self) -> Feedback:
        """A feedback the leader signed on paper on the 18th."""
        paper = self.signed()
        self.heard_and_agreed()
        self.office.at("2020-09-18")
        found = self.drafted(paper)
        self.office.decide("feedback", "group")
        return feedback.approve(self.office.director, found.id, found.version)

    def met(self) -> Feedback:
        """The feedback meeting of 24 September: first the team, then the principal."""
        found = self.approved()
        self.office.at("2020-09-24", "18:00")
        for step, at in (("organisation", "09:00"), ("principal", "11:00")):
            found = feedback.tell(self.office.clerk, found.id, found.version, step, "2020-09-24", at)
        return found


@pytest.fixture
def here(tmp_path: Path) -> Iterator[District]:
    made = District(tmp_path)
    yield made
    made.office.close()


@pytest.mark.provision("YL-45-00")
def test_the_round_is_bound_to_the_regulation_offered_for_planning(here: District) -> None:
    assert YL.digest in {profile.digest for profile in profiles.offered()}
    assert here.round.profile_digest == YL.digest
    assert profiles.of_round(here.leader, here.round.id).about.number == "杨发〔2020〕6号"


@pytest.mark.provision("YL-10-00a")
def test_a_group_needs_its_four_posts_and_may_have_two_liaisons(here: District) -> None:
    clerk = here.office.clerk
    assert planning.roster_issues(clerk, here.group) == (
        "组长应有1名，现有0名",
        "副组长应有至少1名，现有0名",
        "联络员应有至少1名，现有0名",
        "组员应有至少1名，现有0名",
    )
    for name, post in (*PEOPLE, ("冯联络", "liaison")):
        planning.appoint(clerk, group_id=here.group.id, name=name, post=post, home_unit="区审计局干部")
    assert planning.roster_issues(clerk, here.group) == ()


def test_a_paper_passes_the_groups_meeting_and_is_signed_by_the_leader(here: District) -> None:
    paper = here.signed()
    assert [said.step_label for said in chains.opinions(here.leader, paper)] == [
        "副组长审核",
        "组务会研究",
        "组长签批",
    ]
    assert paper.number == "杨巡一〔2020〕底001号"


@pytest.mark.provision("YL-31-00b", "YL-31-00a")
def test_the_leading_groups_hearing_gives_the_secretarys_meeting_ten_working_days(here: District) -> None:
    here.office.at("2020-09-04")
    here.office.decide("inspection_report", "leading_group", agreed=False)
    clock = here.clock("secretary_meeting")
    assert (clock.trigger_on, clock.due_on, clock.unit_id) == ("2020-09-04", "2020-09-18", here.unit.id)
    here.office.at("2020-09-10")
    here.office.decide("inspection_report", "secretary_meeting", agreed=False)
    assert here.clock("secretary_meeting").met_on == "2020-09-10"
    assert "feedback" not in here.clocks()


@pytest.mark.provision("YL-32-00a")
def test_feedback_is_due_seven_working_days_after_the_meeting_agreed(here: District) -> None:
    here.heard_and_agreed()
    # 18, 21 to 25, and Sunday 27 September, worked for the holidays
    assert here.clock("feedback").due_on == "2020-09-27"
    assert (here.clock("meeting_filing").trigger_on, here.clock("meeting_filing").due_on) == ("2020-09-17", None)
    assert here.clock("results_decided").met_on == "2020-09-17"
    here.office.at("2020-09-29")
    assert deadlines.light(here.office.clerk, here.clock("feedback")).words == "逾期2天"


@pytest.mark.provision("YL-31-00c")
def test_feedback_stays_locked_until_the_secretarys_meeting_has_agreed_and_the_leader_signed(here: District) -> None:
    paper = here.signed()
    here.office.at("2020-09-18")
    found = here.drafted(paper)
    here.office.decide("inspection_report", "leading_group")
    with pytest.raises(Refused, match="须先登记区委书记专题会议的“研究同意”（条文·实施办法第三十二条）"):
        feedback.approve(here.office.director, found.id, found.version)
    here.office.decide("inspection_report", "secretary_meeting")
    with pytest.raises(Refused, match="须先登记巡察组的“签批”（条文·实施办法第十一条（三））"):
        feedback.approve(here.office.director, found.id, found.version)
    here.office.decide("feedback", "group")
    found = feedback.approve(here.office.director, found.id, found.version)
    assert found.state is FeedbackState.APPROVED


def test_the_leading_group_does_not_decide_on_the_words_of_the_feedback(here: District) -> None:
    here.office.at("2020-09-18")
    with pytest.raises(Refused, match="不由区委巡察工作领导小组决定"):
        here.office.decide("feedback", "leading_group")


@pytest.mark.provision("YL-35-00b", "YL-35-00d")
def test_the_feedback_meeting_starts_the_units_three_papers_without_any_receipt(here: District) -> None:
    found = here.met()
    assert found.state is FeedbackState.ISSUED
    assert here.clock("feedback").met_on == "2020-09-24"
    due = {clock.rule: clock.due_on for clock in deadlines.of(here.office.clerk, found)}
    assert due == {
        "rectification_plan": "2020-10-14",
        "rectification_report": "2020-12-24",
        "principal_report": "2020-12-24",
    }
    here.office.at("2020-10-12")
    given = {"number": "杨水党〔2020〕9号", "received_on": "2020-10-12", "copies": 1}
    plan = rectification_documents.receive(here.office.clerk, found.id, "rectification_plan", **given)
    assert rectification_documents.warnings(here.office.clerk, plan) == []
    assert here.clock("rectification_plan").met_on == "2020-10-12"


def test_the_days_of_the_units_papers_are_explained_from_the_feedback_meeting(here: District) -> None:
    here.met()
    said = deadlines.explanation(here.office.clerk, here.clock("rectification_plan"))
    assert said.line.startswith("2020年9月24日巡察反馈会起10个工作日 → 2020年10月14日")
    assert "条文·实施办法第三十五条" in said.paragraph


def test_a_receipt_may_be_registered_and_starts_nothing_of_its_own(here: District) -> None:
    found = here.met()
    before = here.clocks()
    given = {"signed_on": "2020-09-24", "signed_at": "16:00", "signer": "办公室负责人"}
    feedback.receipt(here.office.clerk, found.id, found.version, **given)
    assert here.office.clerk.table(Feedback).get(found.id).state is FeedbackState.RECEIPTED
    assert here.clocks() == before


def test_mending_on_the_spot_is_asked_of_the_leading_group(here: District) -> None:
    here.office.at("2020-07-20")
    record = immediate.draft(here.member, here.group.id, problem="公示栏长期不更新", suggestion="立即更新")
    sent = immediate.request(here.leader, record.id, record.version, "2020-07-20")
    assert (sent.body, sent.number) == ("leading_group", "杨巡一请〔2020〕1号")
