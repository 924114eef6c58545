"""What the leader, the supervisor of rectification and the auditor find at home, through their services."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.group_room import Room, room
from tests.office_room import OfficeRoom, bring, office_room
from tests.offices import Office
from xuncha_desktop.kernel.errors import NotAllowed
from xuncha_desktop.records.organisation import RoundState
from xuncha_desktop.records.rectification import DueKind
from xuncha_desktop.records.registry import Record
from xuncha_desktop.records.requests import Instruction
from xuncha_desktop.services import (
    accounts,
    auditing,
    home,
    home_audit,
    home_group,
    home_mending,
    notices,
    reading,
    rectification_documents,
    working_papers,
)
from xuncha_desktop.services.home import Figure, Listed
from xuncha_desktop.services.session import Session


@pytest.fixture
def group(tmp_path: Path) -> Iterator[Room]:
    with room(tmp_path / "group") as made:
        yield made


@pytest.fixture
def office(tmp_path: Path) -> Iterator[OfficeRoom]:
    with office_room(tmp_path) as made:
        yield made


def opened(session: Session, figure: Figure) -> list[Record]:
    return list(reading.page(session, reading.Query(figure.type, choices=figure.choices)).rows)


def numbers(found: tuple[Figure, ...]) -> dict[str, int]:
    return {one.name: one.number for one in found}


# ------------------------------------------------------------------ the leader


def test_papers_are_counted_by_special_focus_and_a_focus_without_one_shows_its_zero(group: Room) -> None:
    before = numbers(home_group.focus_figures(group.leader))
    assert list(before) == [
        "主体责任不到位",
        "人防项目违规审批验收",
        "易地建设费违规减免使用",
        "人防工程出租牟利",
        "违规审批和作风问题",
    ]
    assert set(before.values()) == {0}
    fees = group.finding(focus="relocation_fee")
    group.finding(title="还没有送审", focus="leasing")
    plain = group.finding(title="没有写明重点")
    sent = [working_papers.submit(group.member, one.id, one.version) for one in (fees, plain)]

    found = home_group.focus_figures(group.leader)

    assert numbers(found) == before | {"易地建设费违规减免使用": 1, "未注明": 1}
    shown = {one.name: opened(group.leader, one) for one in found}
    assert shown["易地建设费违规减免使用"] == [sent[0]]
    assert shown["未注明"] == [sent[1]]
    assert shown["人防工程出租牟利"] == []


def test_instructions_are_listed_newest_first_with_who_gave_them_and_whether_he_agreed(group: Room) -> None:
    assert home_group.instructions_received(group.leader) == Listed()
    of_it = {"round_id": group.round.id, "group_id": group.group.id, "registered_by": "吴干事", "original_at": "一号柜"}
    for on, agreed in (("2019-07-17", True), ("2019-07-19", False), ("2019-07-18", True)):
        with group.leader.carry_out("package", Instruction.type.compartment) as tx:
            said = {"signer": "周书记", "body": "leading_group", "wording": f"{on}的批示", "agreed": agreed}
            made = Instruction(**tx.head(), request_id=tx.session.new_id(), decided_on=on, **of_it, **said)
        bring(group.leader, made)

    listed = home_group.instructions_received(group.leader)

    assert [(one.title, one.note, one.mark) for one in listed.items] == [
        ("2019-07-19的批示", "2019-07-19 周书记", "不同意"),
        ("2019-07-18的批示", "2019-07-18 周书记", "同意"),
        ("2019-07-17的批示", "2019-07-17 周书记", "同意"),
    ]
    assert listed.count == 3


def test_only_working_papers_are_counted_as_such(group: Room) -> None:
    made = group.finding()
    sent = working_papers.submit(group.member, made.id, made.version)
    assert numbers(home.paper_figures(group.leader)) == {"审签中": 1, "已退回": 0, "已签批": 0}
    with group.leader.carry_out("package", sent.type.compartment) as tx:
        tx.save(sent, sent.changed(kind="inspection_report"), foreign=True)
    assert set(numbers(home.paper_figures(group.leader)).values()) == {0}
    assert set(numbers(home_group.focus_figures(group.leader)).values()) == {0}


# ------------------------------------------------------------------ the supervisor of rectification


def test_before_there_is_feedback_nothing_is_counted(office: OfficeRoom) -> None:
    assert home_mending.feedback_figures(office.supervisor) == ()
    assert home_mending.closing_figures(office.supervisor) == ()
    assert home_mending.papers_expected(office.supervisor) == Listed()
    assert home_mending.notices_unanswered(office.supervisor) == Listed()


def test_feedback_is_counted_by_its_four_levels_and_every_number_opens_its_records(office: OfficeRoom) -> None:
    told = office.received()
    office.task(told)

    found = home_mending.feedback_figures(office.supervisor)

    assert numbers(found) == {"方面": 2, "问题": 4, "具体表现": 5, "整改措施": 1}
    assert all(len(opened(office.supervisor, one)) == one.number for one in found)


def test_closed_unfinished_and_lasting_measures_are_all_the_measures(office: OfficeRoom) -> None:
    told = office.received()
    office.task(told)
    office.task(told, measure="长期坚持", due_kind=DueKind.LASTING)
    assert numbers(home_mending.closing_figures(office.supervisor)) == {"已销号": 0, "未完成": 1, "长期坚持": 1}
    found = home_mending.closing_figures(office.supervisor)
    assert [one.measure for one in opened(office.supervisor, found[2])] == ["长期坚持"]  # type: ignore[attr-defined]

    with office.director.carry_out("setup", office.round.type.compartment) as tx:
        tx.change(tx.table(type(office.round)).get(office.round.id), None, state=RoundState.CLOSED)

    assert home_mending.closing_figures(office.supervisor) == ()


def test_a_plan_is_expected_until_it_comes_and_again_when_it_is_sent_back(office: OfficeRoom) -> None:
    told = office.received()
    owed = [rule for rule in rectification_documents.expected(office.clerk, office.round.id) if rule.document]
    before = home_mending.papers_expected(office.supervisor)
    assert {one.title for one in before.items} == {rule.label for rule in owed}
    assert all(one.why for one in before.items)
    assert home_mending.others_due(office.supervisor).items == ()

    office.at("2019-10-08")
    plan = next(rule for rule in owed if rule.document == "rectification_plan")
    came = rectification_documents.receive(
        office.clerk, told.id, plan.document, number="临防〔2019〕9号", received_on="2019-10-08", copies=2
    )
    assert plan.label not in {one.title for one in home_mending.papers_expected(office.supervisor).items}

    rectification_documents.send_back(office.supervisor, came.id, came.version, "没有责任人")
    assert home_mending.papers_expected(office.supervisor).count == before.count


def test_a_notice_is_unanswered_until_its_reply_is_registered_and_late_after_its_day(office: OfficeRoom) -> None:
    task = office.task(office.received())
    office.at("2019-11-20")
    notice = notices.issue(office.supervisor, [task.id], "2019-11-27")
    (item,) = home_mending.notices_unanswered(office.supervisor).items
    assert (item.id, item.note, item.mark) == (notice.id, "县人防办　要求2019-11-27前回复", "待送达")
    notice = notices.deliver(office.supervisor, notice.id, notice.version, "2019-11-20", "孙祎")
    assert home_mending.notices_unanswered(office.supervisor).items[0].mark == "待回复"
    office.at("2019-11-29")
    assert home_mending.notices_unanswered(office.supervisor).items[0].mark == "逾期2天未回复"
    notices.reply(office.supervisor, notice.id, notice.version, "2019-11-29", "已整改")
    assert home_mending.notices_unanswered(office.supervisor) == Listed()


# ------------------------------------------------------------------ the auditor


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Office]:
    made = Office(tmp_path / "office").settle()
    yield made
    made.close()


def test_the_auditor_reads_how_the_last_check_ended_and_what_came_since_his_visit(place: Office) -> None:
    holder, auditor = place.enter("holder"), place.enter("auditor")
    assert home_audit.last_check(auditor) == Listed()
    verdict = auditing.check(auditor)
    (item,) = home_audit.last_check(auditor).items
    assert (item.title, item.mark, item.type) == (f"共核验{verdict.entries}条", "核验通过", "audit")

    auditing.begin(auditor)
    quiet = numbers(home_audit.unread_figures(auditor))
    assert quiet == {"未查阅": 1, "其中被拒绝": 0}  # his own reading
    with pytest.raises(NotAllowed):
        accounts.disable(holder, "anybody")
    assert numbers(home_audit.unread_figures(auditor)) == {"未查阅": 2, "其中被拒绝": 1}
    assert numbers(home_audit.unread_figures(auditor)) == {"未查阅": 2, "其中被拒绝": 1}  # looking at home is no visit


def test_a_check_that_found_something_stays_told(place: Office) -> None:
    auditor = place.enter("auditor")
    auditing.note_check(auditor, auditing.Verdict(7, "ab", {}, {}, (3,), ""))
    (item,) = home_audit.last_check(auditor).items
    assert (item.title, item.mark) == ("共核验7条", "发现问题")


def test_too_many_unread_entries_are_counted_and_not_opened(place: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    auditor = place.enter("auditor")
    monkeypatch.setattr(home_audit, "MOST_OPENED", 0)
    monkeypatch.setattr(auditing, "count_refused", lambda *_: pytest.fail("entries were opened"))
    assert list(numbers(home_audit.unread_figures(auditor))) == ["未查阅"]


def test_a06_nobody_else_is_told_anything_of_the_audit(place: Office) -> None:
    holder = place.enter("holder")
    assert home_audit.last_check(holder) == Listed()
    assert home_audit.unread_figures(holder) == ()
