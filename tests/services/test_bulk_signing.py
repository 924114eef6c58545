"""批量登记签批: one act, one scan, one audit entry; all of the stack or none."""

import io
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.group_room import Room, room
from xuncha_desktop.kernel.errors import NotAllowed, Refused
from xuncha_desktop.records.onsite import Evidence, Finding, FindingState
from xuncha_desktop.records.papers import Opinion, Paper, PaperState
from xuncha_desktop.services import bulk_signing, chains, evidence, onsite, working_papers
from xuncha_desktop.services.bulk_signing import Scan, decide_many
from xuncha_desktop.services.chains import Verdict

LEADER, MEETING = "组长签批", "组务会研究"
BY_HAND = Verdict(True, "2019-07-13", registered_for="王组长", original_at="二组文件盒3")


@pytest.fixture
def here(tmp_path: Path) -> Iterator[Room]:
    with room(tmp_path / "group") as made:
        yield made


def sent(here: Room, title: str) -> Paper:
    found = here.finding(title=title)
    paper = working_papers.submit(here.member, found.id, found.version)
    return chains.decide(here.deputy, paper.id, paper.version, Verdict(True, "2019-07-11"))


def minutes(here: Room) -> str:
    return onsite.register_group_meeting(
        here.liaison, here.group.id, held_on="2019-07-12", chair="王组长", minute_taker="赵联络", attendees=("王组长",)
    ).id


def for_leader(here: Room, *titles: str) -> list[Paper]:
    papers, meeting = [sent(here, title) for title in titles], minutes(here)
    return decide_many(here.liaison, named(papers), MEETING, Verdict(True, "2019-07-12", meeting_id=meeting))


def named(papers: list[Paper]) -> list[tuple[str, int]]:
    return [(paper.id, paper.version) for paper in papers]


def scan(here: Room) -> Scan:
    return Scan(evidence.take_in_stream(here.liaison, io.BytesIO(b"%PDF-1.4 signed")), "签批页.pdf", 3)


def test_one_meetings_minutes_pass_several_papers_on(here: Room) -> None:
    papers = for_leader(here, "甲", "乙", "丙")
    assert {paper.step_label for paper in papers} == {LEADER}
    said = [one for one in here.liaison.table(Opinion).where() if one.step_label == MEETING]
    assert len({one.meeting_id for one in said}) == 1
    assert len(said) == 3


def test_signatures_by_hand_are_registered_with_one_scan_and_one_audit_entry(here: Room) -> None:
    papers = for_leader(here, "甲", "乙")
    before = len(here.entries("done"))
    done = decide_many(here.liaison, named(papers), LEADER, BY_HAND, scan(here))
    assert [paper.state for paper in done] == [PaperState.SIGNED] * 2
    assert {here.liaison.table(Finding).get(paper.subject_id).state for paper in done} == {FindingState.SIGNED}
    entries = here.entries("done")[before:]
    assert len(entries) == 1
    assert b'"act":"paper.decide_many"' in entries[0]
    assert b'"count":2' in entries[0]
    hung = here.liaison.table(Evidence).where()
    assert {one.owner_id for one in hung} == {paper.id for paper in done}
    assert len({one.file for one in hung}) == 1
    assert {(one.name, one.pages, one.original_at) for one in hung} == {("签批页.pdf", 3, "二组文件盒3")}
    said = chains.opinions(here.liaison, done[0])[-1]
    assert (said.signer, said.registered_for, said.original_at) == ("王组长", "王组长", "二组文件盒3")


def test_papers_that_do_not_stand_at_the_step_are_named_and_nothing_is_registered(here: Room) -> None:
    papers, early = for_leader(here, "甲", "乙"), sent(here, "丙")
    done = chains.decide(here.leader, papers[1].id, papers[1].version, Verdict(True, "2019-07-13"))
    with pytest.raises(Refused) as refused:
        decide_many(here.liaison, named([papers[0], done, early]), LEADER, BY_HAND, scan(here))
    assert f"{done.number}（已签批）" in str(refused.value)
    assert f"{early.number}（现在“{MEETING}”环节）" in str(refused.value)
    assert papers[0].number not in str(refused.value)
    assert here.liaison.table(Paper).get(papers[0].id) == papers[0]
    assert here.liaison.table(Evidence).where() == []


def test_a_paper_handled_meanwhile_stops_the_whole_stack_by_name(here: Room) -> None:
    first, second = for_leader(here, "甲", "乙")
    with pytest.raises(Refused, match="底002号（刚被办理过）"):
        decide_many(here.liaison, [(first.id, first.version), (second.id, second.version - 1)], LEADER, BY_HAND)
    assert here.liaison.table(Paper).get(first.id).state is PaperState.IN_CHAIN


def test_by_hand_wants_the_originals_place_and_a_stack_is_never_returned(here: Room) -> None:
    papers = for_leader(here, "甲", "乙")
    with pytest.raises(Refused, match="原件存放处"):
        decide_many(here.liaison, named(papers), LEADER, Verdict(True, "2019-07-13", registered_for="王组长"))
    with pytest.raises(Refused, match="逐份"):
        decide_many(here.leader, named(papers), LEADER, Verdict(False, "2019-07-13", reason="事实不清"))
    with pytest.raises(Refused, match="请选择"):
        decide_many(here.leader, [], LEADER, BY_HAND)
    with pytest.raises(NotAllowed):
        decide_many(here.member, named(papers), LEADER, Verdict(True, "2019-07-13"))
    assert {paper.state for paper in here.liaison.table(Paper).where()} == {PaperState.IN_CHAIN}


def test_a_stack_is_sorted_by_what_this_person_may_register(here: Room) -> None:
    papers, early = for_leader(here, "甲", "乙"), sent(here, "丙")
    found = bulk_signing.stack(here.liaison, [*papers, early], LEADER)
    assert list(found.ready) == papers
    assert [(paper.id, why) for paper, why in found.others] == [(early.id, f"现在“{MEETING}”环节")]
    assert bulk_signing.stack(here.member, papers, LEADER).ready == ()
