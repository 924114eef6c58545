"""问题线索: split off a finding without a trace, then reviewed, screened, proposed on and decided on paper."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.group_room import Room, everything_in, room
from xuncha_desktop.kernel.errors import Invalid, NotAllowed, Refused, Stale
from xuncha_desktop.kernel.levels import Compartment
from xuncha_desktop.kernel.people import GROUP
from xuncha_desktop.records.onsite import Finding
from xuncha_desktop.records.restricted import Lead, LeadState
from xuncha_desktop.services import deposits, leads, petitions, reading, working_papers
from xuncha_desktop.services.reading import Query
from xuncha_desktop.services.use_case import use_cases

WORK = Compartment.WORK
PERSON: dict[str, Any] = {"accused": "诸葛焘", "accused_post": "原副主任", "content": "涉嫌收受开发商好处"}


@pytest.fixture
def here(tmp_path: Path) -> Iterator[Room]:
    with room(tmp_path / "group") as made:
        yield made


def formed(here: Room) -> Lead:
    return leads.register(here.liaison, here.group.id, source="interview", **PERSON)


def screened(here: Room) -> Lead:
    lead = formed(here)
    lead = leads.review(here.liaison, lead.id, lead.version, reviewed_on="2019-07-11", words="已阅")
    return leads.screen(here.leader, lead.id, lead.version, screening="transfer", words="超出职责")


def test_a_member_splits_a_lead_off_and_the_finding_keeps_no_trace(here: Room) -> None:
    found = here.finding()
    told: list[Any] = []
    here.member.on_change = told.append
    got = leads.split_off(here.member, found.id, found.version, corrected={"fact": "仅写制度问题"}, **PERSON)
    assert got is None
    latest = here.member.table(Finding).get(found.id)
    assert latest.fact == "仅写制度问题"
    assert [revision.act for revision in reading.history(here.member, "finding", found.id)] == [
        "finding.correct",
        "finding.draft",
    ]
    assert {name for name, _ in told[0].records} == {"finding"}
    tables = ("finding", "revision", "search_entry", "sequence", "evidence", "paper", "meta")
    rows = [here.member.db(WORK).execute(f"SELECT * FROM {name}").fetchall() for name in tables]
    for trace in ("诸葛焘", "lead.", '"lead', "线索"):
        assert trace not in str(rows)
        assert trace.encode() not in everything_in(here.member.db(WORK)).replace(b'"act":"lead.split_off"', b"")
    assert not any("诸葛焘".encode() in body for body in here.workspace.sealed)


def test_the_lead_points_at_its_finding_once_a_holder_has_taken_it_in(here: Room) -> None:
    found = here.finding()
    leads.split_off(here.member, found.id, found.version, **PERSON)
    assert here.member.table(Finding).get(found.id) == found
    assert deposits.take_in(here.liaison) == 1
    (lead,) = reading.related(here.leader, "lead", "finding_id", found.id)
    assert isinstance(lead, Lead)
    assert (lead.number, lead.source, lead.unit_id) == ("临巡二〔2019〕线001号", "finding", found.unit_id)
    assert reading.related(here.member, "lead", "finding_id", found.id) == []
    with pytest.raises(NotAllowed, match="无权知悉"):
        reading.count(here.member, Query("lead"))


def test_a_holder_finds_the_lead_registered_at_once(here: Room) -> None:
    found = here.finding()
    lead = leads.split_off(here.leader, found.id, found.version, corrected={"fact": "改"}, **PERSON)
    assert lead is not None
    assert lead.number.endswith("线001号")
    assert here.leader.table(Finding).get(found.id).fact == "改"
    assert deposits.look(here.leader).ready == ()


def test_a_refused_split_leaves_neither_lead_nor_correction(here: Room) -> None:
    found = here.finding()
    with pytest.raises(Invalid, match="被反映人"):
        leads.split_off(here.member, found.id, found.version, corrected={"fact": "改"}, **(PERSON | {"accused": ""}))
    with pytest.raises(Invalid, match="问题标题"):
        leads.split_off(here.member, found.id, found.version, corrected={"title": ""}, **PERSON)
    with pytest.raises(Stale):
        leads.split_off(here.member, found.id, found.version + 1, **PERSON)
    assert here.member.table(Finding).get(found.id) == found
    assert deposits.look(here.member).unopened == 0


def test_a_finding_under_way_may_lose_a_lead_but_not_be_rewritten(here: Room) -> None:
    found = here.finding()
    working_papers.submit(here.member, found.id, found.version)
    sent = here.member.table(Finding).get(found.id)
    with pytest.raises(Refused, match="送审"):
        leads.split_off(here.member, sent.id, sent.version, corrected={"fact": "改"}, **PERSON)
    assert deposits.look(here.member).unopened == 0
    leads.split_off(here.member, sent.id, sent.version, **PERSON)
    assert deposits.take_in(here.liaison) == 1
    assert here.member.table(Finding).get(found.id) == sent


def test_a_lead_from_a_petition_points_back_at_it(here: Room) -> None:
    letter = petitions.register(
        here.liaison,
        here.group.id,
        channel="letter",
        received_on="2019-07-10",
        signature="anonymous",
        content="反映减免租金",
    )
    lead = leads.register(here.liaison, here.group.id, petition_id=letter.id, source="petition", **PERSON)
    assert (lead.petition_id, lead.unit_id, lead.formed_on) == (letter.id, letter.unit_id, "2019-07-08")


@pytest.mark.provision("LX-06-03-03a")
def test_leads_and_petitions_are_two_ledgers_with_numbers_of_their_own(here: Room) -> None:
    formed(here)
    letter = {"channel": "visit", "received_on": "2019-07-10", "signature": "anonymous", "content": "反映"}
    petitions.register(here.liaison, here.group.id, **letter)
    numbers = [
        row.type.title_of(row) for kind in ("lead", "petition") for row in reading.page(here.leader, Query(kind)).rows
    ]
    assert numbers == ["临巡二〔2019〕线001号", "临巡二〔2019〕信001号"]


@pytest.mark.provision("LX-05-05")
def test_a_lead_is_shown_to_the_reviewing_body_before_anything_else(here: Room) -> None:
    lead = formed(here)
    with pytest.raises(Refused, match="县委第五巡视组"):
        leads.screen(here.leader, lead.id, lead.version, screening="report")
    seen = leads.review(here.liaison, lead.id, lead.version, reviewed_on="2019-07-11", words="同意")
    assert seen.reviewed_by == "县委第五巡视组"
    assert leads.screen(here.leader, seen.id, seen.version, screening="report").state is LeadState.SCREENED


@pytest.mark.provision("LX-06-02-07b")
def test_screening_is_the_leaders_and_keeps_result_words_and_day(here: Room) -> None:
    lead = formed(here)
    lead = leads.review(here.liaison, lead.id, lead.version, reviewed_on="2019-07-11")
    with pytest.raises(NotAllowed):
        leads.screen(here.liaison, lead.id, lead.version, screening="keep")
    with pytest.raises(Invalid, match="甄别结果不是"):
        leads.screen(here.leader, lead.id, lead.version, screening="case")
    done = leads.screen(here.leader, lead.id, lead.version, screening="keep", words="情节轻微")
    kept = (done.screening, done.screening_words, done.screened_by, done.screened_on)
    assert kept == ("keep", "情节轻微", "王组长", "2019-07-08")


def test_the_steps_of_a_lead_keep_their_order(here: Room) -> None:
    lead = formed(here)
    decided = {"body": "leading_group", "decision": "移交纪委", "decided_on": "2019-08-01", "original_at": "办公室"}
    with pytest.raises(Refused, match="不能提处置建议"):
        leads.propose(here.leader, lead.id, lead.version, disposition="preliminary")
    with pytest.raises(Refused, match="不能登记决定"):
        leads.decide(here.liaison, lead.id, lead.version, **decided)
    lead = screened(here)
    lead = leads.propose(here.leader, lead.id, lead.version, disposition="preliminary", words="线索具体")
    lead = leads.correct(here.liaison, lead.id, lead.version, content="补充内容")
    with pytest.raises(Refused, match="原件存放处"):
        leads.decide(here.liaison, lead.id, lead.version, **(decided | {"original_at": " "}))
    with pytest.raises(Refused, match="机构"):
        leads.decide(here.liaison, lead.id, lead.version, **(decided | {"body": "nobody"}))
    done = leads.decide(here.liaison, lead.id, lead.version, **decided)
    assert done.state is LeadState.DECIDED
    told = (done.decided_by, done.decision_registered_by, done.decision_original_at)
    assert told == ("县委巡察工作领导小组", "赵联络", "办公室")
    with pytest.raises(Refused, match="不能再改"):
        leads.correct(here.liaison, done.id, done.version, content="再改")


def test_no_act_of_a_group_investigates_anybody() -> None:
    acts = {name: act.label for name, act in use_cases().items() if act.by & GROUP}
    assert "lead.screen" in acts
    forbidden = ("初核", "初步核实", "立案", "审查", "讯问", "询问")
    assert not [label for label in acts.values() if any(word in label for word in forbidden)]
