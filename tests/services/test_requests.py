"""请示 and 批示: who signs, who answers, and what an answer brought by a package changes."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.office_room import OfficeRoom, bring, hang, office_room
from xuncha_desktop.kernel.errors import Invalid, NotAllowed, Refused
from xuncha_desktop.kernel.levels import Compartment
from xuncha_desktop.kernel.people import Post
from xuncha_desktop.records.requests import Instruction, InstructionRequest, RequestState
from xuncha_desktop.services import immediate, requests
from xuncha_desktop.services.session import Session


class Pair:
    """An office and one of its groups, with a record to ask about."""

    def __init__(self, office: OfficeRoom) -> None:
        self.office = office
        self.place = office.group_workspace()
        self.leader = self.place.session(Post.LEADER, name="王组长")
        self.liaison = self.place.session(Post.LIAISON, name="赵联络")
        self.member = self.place.session(Post.MEMBER, name="孙组员")
        office.at("2019-07-15")
        self.record = immediate.draft(
            self.member, office.group.id, problem="安全出口堆放杂物2处", suggestion="立即清理，更换应急灯6盏"
        )

    def drafted(self) -> InstructionRequest:
        return requests.draft(
            self.member, "immediate_rectification", self.record.id, title="立行立改请示", content="是否同意，请批示。"
        )

    def sent(self) -> InstructionRequest:
        made = self.drafted()
        made = requests.send(self.leader, made.id, made.version, "2019-07-15")
        bring(self.office.clerk, made)
        return made

    def answered(self, made: InstructionRequest, **values: object) -> Instruction:
        self.office.at("2019-07-17")
        given = {
            "signer": "领导小组组长",
            "agreed": True,
            "wording": "同意",
            "decided_on": "2019-07-17",
            "original_at": "巡察办",
        }
        return requests.register_instruction(self.office.clerk, made.id, **given | values)


@pytest.fixture
def pair(tmp_path: Path) -> Iterator[Pair]:
    with office_room(tmp_path) as made:
        yield Pair(made)


def apply(session: Session, instruction: Instruction) -> InstructionRequest:
    with session.carry_out("package.import", Compartment.WORK) as tx:
        return requests.apply_instruction(tx, instruction)


def test_the_body_asked_is_the_one_the_chain_names(pair: Pair) -> None:
    made = pair.drafted()
    assert made.body == "leading_group"
    assert (made.state, made.number) == (RequestState.DRAFT, "待编号")


def test_the_leader_signs_and_the_request_gets_its_number(pair: Pair) -> None:
    made = pair.sent()
    assert (made.state, made.signer, made.number) == (RequestState.SENT, "王组长", "临巡二请〔2019〕1号")


def test_a_member_cannot_sign_and_the_refusal_is_noted(pair: Pair) -> None:
    made = pair.drafted()
    with pytest.raises(NotAllowed, match="组长签发"):
        requests.send(pair.member, made.id, made.version, "2019-07-15")
    assert pair.member.table(InstructionRequest).get(made.id).state is RequestState.DRAFT
    assert any(b'"result":"refused"' in body for body in pair.place.sealed)


def test_the_liaison_enters_the_leaders_handwriting_with_the_place_of_the_original(pair: Pair) -> None:
    made = pair.drafted()
    with pytest.raises(Refused, match="原件存放处"):
        requests.send(pair.liaison, made.id, made.version, "2019-07-15", signer="王组长")
    made = requests.send(pair.liaison, made.id, made.version, "2019-07-15", signer="王组长", original_at="组内1号卷")
    assert (made.signer, made.original_at) == ("王组长", "组内1号卷")


def test_a_sent_request_is_not_changed(pair: Pair) -> None:
    made = pair.drafted()
    made = requests.correct(pair.member, made.id, made.version, title="关于消防隐患的请示")
    made = requests.send(pair.leader, made.id, made.version, "2019-07-15")
    with pytest.raises(Refused, match="已送出"):
        requests.correct(pair.member, made.id, made.version, title="别的")
    with pytest.raises(Refused, match="已经送出"):
        requests.send(pair.leader, made.id, made.version, "2019-07-15")


def test_an_unknown_body_is_refused(pair: Pair) -> None:
    with pytest.raises(Invalid, match="请示对象"):
        requests.draft(pair.member, "immediate_rectification", pair.record.id, title="请", content="请", body="nobody")


def test_a_request_dated_tomorrow_is_refused(pair: Pair) -> None:
    made = pair.drafted()
    with pytest.raises(Refused, match="不能晚于今天"):
        requests.send(pair.leader, made.id, made.version, "2019-07-16")


def test_the_office_registers_the_answer_and_is_told_that_the_scan_is_missing(pair: Pair) -> None:
    made = pair.sent()
    assert [one.id for one in requests.unanswered(pair.office.clerk)] == [made.id]
    said = pair.answered(made)
    assert (said.body, said.registered_by) == ("leading_group", "吴干事")
    assert requests.missing(pair.office.clerk, said) == ["批示原件扫描件"]
    pair.office.scan(said)
    assert requests.missing(pair.office.clerk, said) == []
    assert requests.unanswered(pair.office.clerk) == []


def test_another_body_or_an_earlier_day_is_refused(pair: Pair) -> None:
    made = pair.sent()
    with pytest.raises(Refused, match="县委巡察工作领导小组"):
        pair.answered(made, body="county_committee")
    with pytest.raises(Refused, match="不能早于请示日期"):
        pair.answered(made, decided_on="2019-07-14")
    assert pair.office.clerk.table(Instruction).count() == 0


def test_the_supervisor_does_not_register_instructions(pair: Pair) -> None:
    made = pair.sent()
    with pytest.raises(NotAllowed):
        requests.register_instruction(pair.office.supervisor, made.id, signer="甲")


def test_one_request_has_one_answer(pair: Pair) -> None:
    made = pair.sent()
    pair.answered(made)
    with pytest.raises(Refused, match="已经登记了批示"):
        pair.answered(made)


def test_an_answer_brought_twice_changes_nothing_the_second_time(pair: Pair) -> None:
    said = pair.answered(pair.sent())
    bring(pair.leader, said)
    first = apply(pair.leader, said)
    assert first.state is RequestState.ANSWERED
    assert apply(pair.leader, said) == first


def test_an_answer_to_an_unknown_request_is_refused(pair: Pair) -> None:
    said = pair.answered(pair.sent()).changed(request_id="00000000-0000-7000-8000-00000000dead")
    with pytest.raises(Refused, match="不在本工作区"):
        apply(pair.leader, said)


def test_a_copy_of_an_instruction_is_read_only_in_the_group(pair: Pair) -> None:
    said = pair.answered(pair.sent())
    bring(pair.leader, said)
    hang(pair.leader, said)  # a scan that arrives later may still be hung on it
    with (
        pytest.raises(NotAllowed, match="另一工作区保管"),
        pair.leader.carry_out("test", Compartment.WORK) as tx,
    ):
        tx.change(said, said.version, wording="改了")
