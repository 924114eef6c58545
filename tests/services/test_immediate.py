"""立行立改: consent before suggestion, limit after issue, evidence before result, a check at the end."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.office_room import bring, hang, office_room
from tests.services.test_requests import Pair, apply
from xuncha_desktop.kernel.errors import NotAllowed, Refused
from xuncha_desktop.kernel.levels import Tone
from xuncha_desktop.records.requests import ImmediateRectification, ImmediateState, Instruction
from xuncha_desktop.services import immediate


@pytest.fixture
def pair(tmp_path: Path) -> Iterator[Pair]:
    with office_room(tmp_path) as made:
        yield Pair(made)


def now(pair: Pair) -> ImmediateRectification:
    return pair.leader.table(ImmediateRectification).get(pair.record.id)


def answer(pair: Pair, *, agreed: bool = True, scan: bool = True, **changes: str) -> Instruction:
    """Ask, have the office register the answer, and bring it back."""
    record = now(pair)
    asked = immediate.request(pair.leader, record.id, record.version, "2019-07-15")
    bring(pair.office.clerk, asked)
    said = pair.answered(asked, agreed=agreed).changed(**changes)
    bring(pair.leader, said)
    if scan:
        hang(pair.leader, said)
    apply(pair.leader, said)
    return said


def issued(pair: Pair) -> ImmediateRectification:
    answer(pair)
    return immediate.issue(pair.leader, pair.record.id, now(pair).version, "2019-07-17", "2019-07-24")


def reported(pair: Pair) -> ImmediateRectification:
    record = issued(pair)
    pair.office.at("2019-07-23")
    hang(pair.member, record, "照片1.jpg")
    return immediate.report(pair.member, record.id, record.version, "2019-07-23", "已清理，已更换")


@pytest.mark.provision("LX-06-02-08a")
def test_the_whole_way_from_request_to_check(pair: Pair) -> None:
    record = reported(pair)
    pair.office.at("2019-07-24")
    record = immediate.verify(pair.leader, record.id, record.version, "2019-07-24", "现场复核属实")
    assert record.state is ImmediateState.VERIFIED
    assert (record.consent_on, record.issued_on, record.limit_on) == ("2019-07-17", "2019-07-17", "2019-07-24")
    assert record.number == "临巡二改〔2019〕1号"


@pytest.mark.provision("LX-06-02-08a")
def test_nothing_is_issued_before_consent(pair: Pair) -> None:
    refusal = "须经县委巡察工作领导小组同意"
    with pytest.raises(Refused, match=refusal):
        immediate.issue(pair.leader, pair.record.id, pair.record.version, "2019-07-15", "2019-07-22")
    immediate.request(pair.leader, pair.record.id, pair.record.version, "2019-07-15")
    with pytest.raises(Refused, match=refusal):
        immediate.issue(pair.leader, pair.record.id, now(pair).version, "2019-07-15", "2019-07-22")
    assert now(pair).state is ImmediateState.REQUESTED


def test_a_declined_request_issues_nothing_and_can_be_written_again(pair: Pair) -> None:
    answer(pair, agreed=False)
    record = now(pair)
    assert record.state is ImmediateState.DECLINED
    with pytest.raises(Refused, match="未获同意"):
        immediate.issue(pair.leader, record.id, record.version, "2019-07-17", "2019-07-24")
    record = immediate.redraft(pair.member, record.id, record.version, "补充情况后再请示")
    record = immediate.correct(pair.member, record.id, record.version, suggestion="三日内清理")
    immediate.request(pair.leader, record.id, record.version, "2019-07-17")
    assert now(pair).state is ImmediateState.REQUESTED


def test_consent_of_another_body_opens_nothing(pair: Pair) -> None:
    answer(pair, body="county_committee")
    record = now(pair)
    assert record.state is ImmediateState.REQUESTED
    assert immediate.consent(pair.leader, record) is None
    with pytest.raises(Refused, match="领导小组同意"):
        immediate.issue(pair.leader, record.id, record.version, "2019-07-17", "2019-07-24")
    assert immediate.redraft(pair.member, record.id, record.version, "批示机构不符").state is ImmediateState.DRAFT


def test_consent_without_its_scan_opens_nothing(pair: Pair) -> None:
    said = answer(pair, scan=False)
    record = now(pair)
    with pytest.raises(Refused, match="扫描件"):
        immediate.issue(pair.leader, record.id, record.version, "2019-07-17", "2019-07-24")
    hang(pair.leader, said)
    assert immediate.issue(pair.leader, record.id, record.version, "2019-07-17", "2019-07-24").limit_on == "2019-07-24"


def test_a_limit_before_the_day_of_issue_is_refused(pair: Pair) -> None:
    answer(pair)
    for limit, why in (("2019-07-16", "不能早于发出日期"), ("2019-07-下旬", "写明到日")):
        with pytest.raises(Refused, match=why):
            immediate.issue(pair.leader, pair.record.id, now(pair).version, "2019-07-17", limit)
    with pytest.raises(Refused, match="不能早于同意日期"):
        immediate.issue(pair.leader, pair.record.id, now(pair).version, "2019-07-16", "2019-07-20")


def test_only_the_leader_signs_the_request(pair: Pair) -> None:
    with pytest.raises(NotAllowed):
        immediate.request(pair.member, pair.record.id, pair.record.version, "2019-07-15")
    assert now(pair).state is ImmediateState.DRAFT


def test_a_result_needs_evidence(pair: Pair) -> None:
    record = issued(pair)
    pair.office.at("2019-07-23")
    with pytest.raises(Refused, match="佐证材料"):
        immediate.report(pair.member, record.id, record.version, "2019-07-23", "已清理")
    assert immediate.why_not(pair.member, record, immediate.report) == "请先添加整改结果的佐证材料（照片、单据等）"
    hang(pair.member, record)
    assert immediate.why_not(pair.member, record, immediate.report) is None


def test_a_result_that_does_not_satisfy_goes_back_with_its_reason(pair: Pair) -> None:
    record = reported(pair)
    with pytest.raises(Refused, match="原因"):
        immediate.send_back(pair.leader, record.id, record.version, " ")
    record = immediate.send_back(pair.leader, record.id, record.version, "还差一处")
    assert (record.state, record.reported_on) == (ImmediateState.ISSUED, None)
    assert immediate.report(pair.member, record.id, record.version, "2019-07-23", "两处均已清理")


def test_a_check_needs_a_verdict(pair: Pair) -> None:
    record = reported(pair)
    with pytest.raises(Refused, match="核验意见"):
        immediate.verify(pair.leader, record.id, record.version, "2019-07-23", "")


def test_the_office_sees_why_it_cannot_take_the_groups_steps(pair: Pair) -> None:
    assert "岗位" in (immediate.why_not(pair.office.clerk, pair.record, immediate.issue) or "")


def test_the_light_of_a_passed_limit_is_an_alert_on_the_article(pair: Pair) -> None:
    record = issued(pair)
    assert immediate.light(pair.leader, record).tone is Tone.NOTICE
    pair.office.at("2019-07-26")
    light = immediate.light(pair.leader, record)
    assert (light.tone, light.words, light.ground) == (Tone.ALERT, "逾期2天", "条文·巡察工作方案六、（二）8")
    hang(pair.member, record)
    record = immediate.report(pair.member, record.id, record.version, "2019-07-26", "已清理")
    assert immediate.light(pair.leader, record).words == "已完成（逾期2天）"
