"""The chain of a 问题底稿, from an incomplete draft to the leader's signature."""

import io
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.group_room import Room, room
from xuncha_desktop.kernel.errors import Invalid, NotAllowed, Refused, Stale
from xuncha_desktop.records.onsite import Finding, FindingState, GroupMeeting
from xuncha_desktop.records.papers import Paper, PaperState
from xuncha_desktop.services import chains, evidence, findings, onsite, reading, working_papers
from xuncha_desktop.services.chains import Verdict, decide

YES = Verdict(True, "2019-07-11")


@pytest.fixture
def here(tmp_path: Path) -> Iterator[Room]:
    with room(tmp_path / "group") as made:
        yield made


def sent(here: Room) -> Paper:
    found = here.finding()
    return working_papers.submit(here.member, found.id, found.version)


def meeting(here: Room) -> GroupMeeting:
    return onsite.register_group_meeting(
        here.liaison, here.group.id, held_on="2019-07-12", chair="王组长", minute_taker="赵联络", attendees=("王组长",)
    )


def before_leader(here: Room) -> Paper:
    paper = sent(here)
    paper = decide(here.deputy, paper.id, paper.version, YES)
    return decide(here.liaison, paper.id, paper.version, Verdict(True, "2019-07-12", meeting_id=meeting(here).id))


def finding_of(here: Room, paper: Paper) -> Finding:
    return here.member.table(Finding).get(paper.subject_id)


def test_an_incomplete_paper_is_not_sent_and_every_gap_is_named(here: Room) -> None:
    found = here.finding(fact="", basis="", handlers=("孙组员",))
    with pytest.raises(Invalid, match="事实描述、定性依据、承办人（至少2名）"):
        working_papers.submit(here.member, found.id, found.version)
    assert here.member.table(Paper).count() == 0
    assert here.member.table(Finding).get(found.id) == found
    whole = findings.correct(here.member, found.id, found.version, fact="事实", basis="依据", handlers=("甲", "乙"))
    paper = working_papers.submit(here.member, whole.id, whole.version)
    assert paper.number == "临巡二〔2019〕底001号"


def test_a_wrong_post_is_refused_and_leaves_one_entry(here: Room) -> None:
    paper = sent(here)
    before = len(here.entries("refused"))
    for_member = chains.why_not(here.member, paper)
    assert for_member is not None
    assert "副组长" in for_member
    with pytest.raises(NotAllowed, match="不由您的岗位办理"):
        decide(here.member, paper.id, paper.version, YES)
    assert len(here.entries("refused")) == before + 1
    assert here.member.table(Paper).get(paper.id) == paper
    assert chains.opinions(here.member, paper) == []


def test_a_returned_finding_opens_again_and_goes_back_under_its_number(here: Room) -> None:
    paper = sent(here)
    with pytest.raises(Refused, match="原因"):
        decide(here.deputy, paper.id, paper.version, Verdict(False, "2019-07-11"))
    with pytest.raises(Refused, match="送审"):
        findings.correct(here.member, paper.subject_id, finding_of(here, paper).version, fact="改")
    back = decide(here.deputy, paper.id, paper.version, Verdict(False, "2019-07-11", reason="缺会议记录复印件"))
    assert back.state is PaperState.RETURNED
    found = finding_of(here, paper)
    assert found.state is FindingState.DRAFT
    found = findings.correct(here.member, found.id, found.version, fact="已补会议记录")
    again = working_papers.submit(here.member, found.id, found.version)
    assert (again.id, again.number, again.rounds) == (paper.id, paper.number, 2)
    assert again.view_digest != paper.view_digest
    assert [o.reason for o in chains.opinions(here.member, again)] == ["缺会议记录复印件"]


def test_the_group_meetings_step_wants_its_minutes(here: Room) -> None:
    paper = decide(here.deputy, (first := sent(here)).id, first.version, YES)
    with pytest.raises(Refused, match="会议记录"):
        decide(here.liaison, paper.id, paper.version, YES)
    with pytest.raises(Refused, match="没有找到所选的会议记录"):
        decide(here.liaison, paper.id, paper.version, Verdict(True, "2019-07-12", meeting_id="nowhere"))
    done = decide(here.liaison, paper.id, paper.version, Verdict(True, "2019-07-12", meeting_id=meeting(here).id))
    assert done.step_label == "组长签批"


def test_a_meeting_that_studied_the_paper_before_it_was_mended_does_not_count_again(here: Room) -> None:
    paper = before_leader(here)
    old = chains.opinions(here.leader, paper)[-1].meeting_id
    paper = decide(here.leader, paper.id, paper.version, Verdict(False, "2019-07-12", reason="金额对不上"))
    found = finding_of(here, paper)
    paper = working_papers.submit(here.member, found.id, found.version)
    paper = decide(here.deputy, paper.id, paper.version, YES)
    with pytest.raises(Refused, match="修改前的文书"):
        decide(here.liaison, paper.id, paper.version, Verdict(True, "2019-07-12", meeting_id=old))
    done = decide(here.liaison, paper.id, paper.version, Verdict(True, "2019-07-12", meeting_id=meeting(here).id))
    assert done.step_label == "组长签批"


def test_what_the_leader_signed_is_never_changed_again(here: Room) -> None:
    paper = before_leader(here)
    signed = decide(here.leader, paper.id, paper.version, YES)
    assert signed.state is PaperState.SIGNED
    assert (signed.view, signed.view_digest) == (paper.view, paper.view_digest)
    assert {o.view_digest for o in chains.opinions(here.leader, signed)} == {signed.view_digest}
    found = finding_of(here, paper)
    assert found.state is FindingState.SIGNED
    for act in (
        lambda: findings.correct(here.leader, found.id, found.version, fact="改"),
        lambda: findings.void(here.leader, found.id, found.version, "不要了"),
        lambda: working_papers.submit(here.leader, found.id, found.version),
        lambda: decide(here.leader, signed.id, signed.version, YES),
    ):
        with pytest.raises(Refused):
            act()
    assert here.leader.table(Paper).get(paper.id) == signed


def test_who_looked_at_an_older_form_of_the_paper_cannot_decide_on_it(here: Room) -> None:
    paper = sent(here)
    decide(here.deputy, paper.id, paper.version, YES)
    said = Verdict(True, "2019-07-12", meeting_id=meeting(here).id)
    with pytest.raises(Stale):
        decide(here.liaison, paper.id, paper.version, said)
    assert len(chains.opinions(here.liaison, paper)) == 1


def test_the_liaison_enters_a_handwritten_signature_only_with_the_place_of_the_original(here: Room) -> None:
    paper = before_leader(here)
    with pytest.raises(NotAllowed):
        decide(here.liaison, paper.id, paper.version, YES)
    with pytest.raises(Refused, match="原件存放处"):
        decide(here.liaison, paper.id, paper.version, Verdict(True, "2019-07-13", registered_for="王组长"))
    said = Verdict(True, "2019-07-13", registered_for="王组长", original_at="二组文件盒3")
    signed = decide(here.liaison, paper.id, paper.version, said)
    last = chains.opinions(here.liaison, signed)[-1]
    assert (last.signer, last.registered_for, last.original_at) == ("王组长", "王组长", "二组文件盒3")
    assert last.created_by == here.liaison.actor.user_id
    acts = [revision.act for revision in reading.history(here.leader, "paper", signed.id)]
    assert acts == ["paper.decide", "paper.decide", "paper.decide", "working_paper.submit"]


def test_a_finding_under_way_takes_no_more_files(here: Room) -> None:
    under_way = sent(here)
    stored = evidence.take_in_stream(here.member, io.BytesIO(b"%PDF-1.4 late"))
    with pytest.raises(Refused, match="底稿已送审"):
        evidence.attach(here.member, "finding", under_way.subject_id, stored, "迟到的材料.pdf")
    assert evidence.of(here.member, finding_of(here, under_way)) == []


def test_nobody_puts_anothers_name_under_a_paper_without_the_place_of_the_original(here: Room) -> None:
    paper = sent(here)
    with pytest.raises(Refused, match="原件存放处"):
        decide(here.deputy, paper.id, paper.version, Verdict(True, "2019-07-11", registered_for="县委书记"))
    assert chains.opinions(here.deputy, paper) == []


def test_what_a_paper_under_way_says_of_its_evidence_stays_but_the_original_may_move(here: Room) -> None:
    found = here.finding()
    stored = evidence.take_in_bytes(here.member, b"%PDF-1.4 minutes")
    file = evidence.attach(here.member, "finding", found.id, stored, "会议记录.pdf")
    working_papers.submit(here.member, found.id, found.version)
    with pytest.raises(Refused, match="底稿已送审"):
        evidence.describe(here.member, file.id, file.version, name="另一份.pdf")
    moved = evidence.describe(here.member, file.id, file.version, name=file.name, original_at="二组文件盒3")
    assert moved.original_at == "二组文件盒3"
