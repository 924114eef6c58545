"""A regime nobody shipped, written as TOML and worked through to the end of a round: nothing but data makes it.

Its names, its chain (the leader before the meeting, a council last), its events, its clocks in calendar days and one
body more are its own; it asks nobody's consent for mending on the spot.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.office_room import OfficeRoom, bring, hang, office_room
from tests.services.fifth_regime import write
from xuncha_desktop.kernel.errors import NotAllowed, Refused
from xuncha_desktop.kernel.levels import Compartment
from xuncha_desktop.kernel.people import Post
from xuncha_desktop.records.onsite import Finding
from xuncha_desktop.records.organisation import RoundState
from xuncha_desktop.records.papers import Paper, PaperState
from xuncha_desktop.records.rectification import Deadline, DueKind, Feedback, FeedbackState, TaskState
from xuncha_desktop.records.requests import ImmediateState
from xuncha_desktop.rules.profile import Profile, load_folder
from xuncha_desktop.services import (
    chains,
    deadlines,
    decisions,
    feedback,
    feedback_items,
    findings,
    immediate,
    notices,
    onsite,
    planning,
    profiles,
    rectification,
    rectification_board,
    rectification_documents,
    round_clocks,
    round_events,
    working_papers,
)
from xuncha_desktop.services.chains import Verdict
from xuncha_desktop.services.feedback_items import Outline

TREE = (Outline("账目", children=(Outline("账外设账", cause="监管缺位", children=(Outline("小金库八万元"),)),)),)
HEAD = "尹主任"


class Riverside:
    """A round of 云川区 in an office that had another regime's, and its group's people."""

    def __init__(self, office: OfficeRoom, profile: Profile) -> None:
        self.office, self.profile = office, profile
        office.at("2021-03-01")
        director = office.director
        term = planning.register_term(director, name="第七届区委", from_on="2021-01-01")
        self.unit = planning.register_unit(director, name="区港务局", kind="bureau", principal=HEAD)
        about = {"term_id": term.id, "name": "第一巡", "year": 2021, "kind": "sweep"}
        made = planning.plan_round(director, profile, **about, from_on="2021-03-08", until_on="2021-04-06")
        self.round = planning.advance_round(director, made.id, made.version, RoundState.APPROVED)
        of_it = {"round_id": made.id, "unit_id": self.unit.id}
        days = {"stay_from_on": "2021-03-08", "stay_until_on": "2021-04-06"}
        self.group = planning.form_group(director, name="第一察访组", code="云察一", **of_it, **days)
        place = office.group_workspace()
        office.at("2021-03-10")
        names = (("邹组长", Post.LEADER), ("韦副组长", Post.DEPUTY_LEADER))
        self.leader, self.deputy = (place.session(post, name=name) for name, post in names)
        self.liaison = place.session(Post.LIAISON, name="柯联络")
        self.member = place.session(Post.MEMBER, name="鲍组员")
        with self.leader.carry_out("package", Compartment.CORE) as tx:
            profiles.keep(tx, profile)
        bring(self.leader, term, self.unit, self.round, self.group)

    def happened(self, event: str, on: str, **values: Any) -> None:
        self.office.at(on)
        round_events.register(self.office.clerk, self.round.id, event, on, group_id=self.group.id, **values)

    def clocks(self) -> dict[str, Deadline]:
        return {one.rule: one for one in deadlines.of_unit(self.office.clerk, self.round.id, self.unit.id)}

    def decide(self, document: str, body: str, on: str, *, agreed: bool = True) -> None:
        self.office.at(on)
        given = {"subject": "议事", "wording": "照办", "original_at": "档案柜", "decided_on": on}
        made = decisions.register(self.office.clerk, self.round.id, document, body=body, agreed=agreed, **given)
        hang(self.office.clerk, made)

    def finding(self) -> Finding:
        said = {"summary": "账外设账", "fact": "收入八万元未入账", "basis": "财务规定", "subject": "港务局"}
        of_it = {"round_id": self.round.id, "group_id": self.group.id, "unit_id": self.unit.id}
        rest = {"title": "账外设账", "category": "money", "source": "ledger_check", "suggestion": "清缴"}
        return findings.draft(self.member, handlers=("鲍组员",), **of_it, **said, **rest)

    def drafted(self) -> Feedback:
        made = feedback.create(self.office.clerk, self.group.id, "对区港务局的反馈意见")
        feedback_items.build(self.office.clerk, made.id, TREE)
        return made

    def told(self) -> Feedback:
        """Decided by the council, which no other regime has, and told to the unit first."""
        self.decide("inspection_report", "review_council", "2021-04-20")
        found = feedback.approve(self.office.director, self.drafted().id, 1)
        self.office.at("2021-04-25", "18:00")
        found = feedback.tell(self.office.clerk, found.id, found.version, "organisation", "2021-04-25", "09:00")
        return feedback.tell(self.office.clerk, found.id, found.version, "principal", "2021-04-25", "11:00")

    def acknowledged(self) -> Feedback:
        found = self.told()
        self.office.at("2021-04-26", "18:00")
        signed = {"signed_on": "2021-04-26", "signed_at": "10:00", "signer": "尹副主任"}
        feedback.receipt(self.office.clerk, found.id, found.version, **signed)
        return self.office.clerk.table(Feedback).get(found.id)


@pytest.fixture
def here(tmp_path: Path) -> Iterator[Riverside]:
    with office_room(tmp_path) as office:
        yield Riverside(office, load_folder(write(tmp_path / "yunchuan")))


def test_the_office_keeps_it_and_the_round_stands_on_it(here: Riverside) -> None:
    found = profiles.of_round(here.office.clerk, here.round.id)
    assert found == here.profile
    assert found.about.name == "云川区委察访"
    assert planning.stay_issues(here.office.clerk, here.group) == ()


def test_its_paper_goes_to_the_leader_first_and_is_signed_after_the_meeting(here: Riverside) -> None:
    found = here.finding()
    paper = working_papers.submit(here.member, found.id, found.version)
    with pytest.raises(NotAllowed):
        chains.decide(here.deputy, paper.id, paper.version, Verdict(True, "2021-03-10"))
    paper = chains.decide(here.leader, paper.id, paper.version, Verdict(True, "2021-03-10"))
    sat = {"held_on": "2021-03-10", "chair": "邹组长", "minute_taker": "柯联络", "attendees": ("邹组长",)}
    minutes = onsite.register_group_meeting(here.liaison, here.group.id, **sat)
    paper = chains.decide(here.liaison, paper.id, paper.version, Verdict(True, "2021-03-10", meeting_id=minutes.id))
    paper = chains.decide(here.deputy, paper.id, paper.version, Verdict(True, "2021-03-10"))
    assert here.leader.table(Paper).get(paper.id).state is PaperState.SIGNED
    assert "钱物" in paper.view


def test_nobody_consents_to_mending_on_the_spot(here: Riverside) -> None:
    record = immediate.draft(here.member, here.group.id, problem="账册散失", suggestion="三日内补齐")
    issued = immediate.issue(here.leader, record.id, record.version, "2021-03-10", "2021-03-13")
    assert issued.state is ImmediateState.ISSUED


def test_half_the_time_used_warns_of_a_suggestion_and_of_a_notice(here: Riverside) -> None:
    record = immediate.draft(here.member, here.group.id, problem="账册散失", suggestion="补齐")
    record = immediate.issue(here.leader, record.id, record.version, "2021-03-10", "2021-03-20")
    marks = []
    for day in ("2021-03-14", "2021-03-15"):
        here.office.at(day)
        marks.append(immediate.light(here.leader, record).mark)
    assert marks == ["", "黄签"]
    found, office = here.acknowledged(), here.office
    item = next(one for one in feedback_items.of(office.clerk, found) if one.wording == "小金库八万元")
    who = {"responsible_unit": "财务股", "responsible_person": "谭股长"}
    task = rectification.add(office.supervisor, item.id, measure="建账", due_on="2021-05-10", **who)
    office.at("2021-05-20")
    notice = notices.issue(office.supervisor, [task.id], "2021-05-30")
    notice = notices.deliver(office.clerk, notice.id, notice.version, "2021-05-20", "谭股长")
    marks = []
    for day in ("2021-05-24", "2021-05-25"):
        office.at(day)
        marks.append(notices.light(office.clerk, notice).mark)
    assert marks == ["", "黄签"]


def test_its_clocks_run_in_calendar_days_from_its_own_events(here: Riverside) -> None:
    here.happened("boats_left", "2021-04-06")
    assert here.clocks()["digest_due"].due_on == "2021-04-16"
    expected = {one.rule: one for one in round_clocks.of_group(here.office.clerk, here.group).clocks}["council_due"]
    assert (str(expected.due_on), expected.certainty.label, expected.deadline) == ("2021-05-01", "预计", None)
    here.happened("digest_sent", "2021-04-15")
    assert here.clocks()["digest_due"].met_on == "2021-04-15"
    assert here.clocks()["council_due"].due_on == "2021-04-30"
    shown = {one.rule: one for one in round_clocks.of_group(here.office.clerk, here.group).clocks}
    assert "2021年4月15日摘要送达起15日 → 2021年4月30日" in shown["council_due"].why
    with pytest.raises(Refused, match="由“登记决策”登记"):
        here.happened("council_sat", "2021-04-20")
    here.decide("inspection_report", "review_council", "2021-04-20", agreed=False)
    assert here.clocks()["council_due"].met_on == "2021-04-20"


def test_feedback_waits_for_its_council_alone_and_any_deputy_may_sign(here: Riverside) -> None:
    here.office.at("2021-04-18")
    with pytest.raises(Refused, match="评议会的“放行”"):
        feedback.approve(here.office.director, here.drafted().id, 1)


def test_the_receipt_is_its_own_event_and_starts_the_units_clocks(here: Riverside) -> None:
    found = here.acknowledged()
    assert found.state is FeedbackState.RECEIPTED
    due = {one.rule: one.due_on for one in deadlines.of(here.office.clerk, found)}
    assert due == {"mending_plan": "2021-05-16", "mending_report": "2021-07-25"}
    asked = [rule.document for rule in rectification_documents.expected(here.office.clerk, here.round.id)]
    assert asked == ["rectification_plan", "rectification_report"]


def test_the_round_is_worked_to_its_end(here: Riverside) -> None:
    found, office = here.acknowledged(), here.office
    office.at("2021-05-17")
    came = {"number": "港〔2021〕5号", "received_on": "2021-05-17", "copies": 1}
    plan = rectification_documents.receive(office.clerk, found.id, "rectification_plan", **came)
    assert rectification_documents.warnings(office.clerk, plan) == ["逾期1天（应于2021-05-16前报送）"]
    rectification_documents.accept(office.supervisor, plan.id, plan.version)
    item = next(one for one in feedback_items.of(office.clerk, found) if one.wording == "小金库八万元")
    who = {"responsible_unit": "财务股", "responsible_person": "谭股长"}
    task = rectification.add(office.supervisor, item.id, measure="清缴入账", due_kind=DueKind.ARTICLE, **who)
    assert task.due_on == "2021-07-25"
    own = rectification.add(office.supervisor, item.id, measure="建账", due_on="2021-08-30", **who)
    both = rectification_board.beside(office.clerk, own)
    assert both.words.startswith("规定时限 2021-07-25（条文·云川察访规程九）")
    assert both.words.endswith("自定时限 2021-08-30，剩105天")
    # 90 days from 26 April: half of them are used on 10 June.
    lights = []
    for day in ("2021-06-09", "2021-06-10"):
        office.at(day)
        lights.append(rectification_board.light(office.clerk, task).mark)
    assert lights == ["", "黄签"]
    office.accepted(task)
    paper = rectification.propose_closing(
        office.supervisor, task.id, office.clerk.table(type(task)).get(task.id).version
    )
    chains.decide(office.director, paper.id, paper.version, Verdict(True, office.clerk.today.isoformat()))
    assert office.clerk.table(type(task)).get(task.id).state is TaskState.CLOSED
    round_ = here.round
    for stage in (RoundState.ON_SITE, RoundState.REPORTING, RoundState.FEEDBACK, RoundState.CLOSED):
        round_ = planning.advance_round(office.director, round_.id, round_.version, stage)
    assert round_.state is RoundState.CLOSED
