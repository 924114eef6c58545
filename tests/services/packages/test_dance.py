"""A round's packages in their order: task, receipt, request, instruction, result, return, result again, receipts."""

import pytest

from tests.services.packages.world import CHEAP, REPORTER, SCAN, Exchange
from xuncha_desktop.kernel.errors import NotAllowed, Refused
from xuncha_desktop.records.exchange_log import Package, PackageState
from xuncha_desktop.records.onsite import Evidence, Finding, FindingState, GroupMeeting
from xuncha_desktop.records.organisation import Group, GroupMember, Round
from xuncha_desktop.records.papers import Opinion, Paper, PaperState
from xuncha_desktop.records.requests import (
    ImmediateRectification,
    ImmediateState,
    Instruction,
    InstructionRequest,
    RequestState,
)
from xuncha_desktop.records.restricted import Lead, Petition, RestrictedFile
from xuncha_desktop.services import evidence, findings, identity, immediate, reading, requests, working_papers
from xuncha_desktop.services.packages import kinds, peers, receipts, send, tasks
from xuncha_desktop.storage.table import Where


def test_a_task_package_founds_the_group_with_copies_the_office_keeps(planned: Exchange) -> None:
    planned.approve()
    row = planned.found(planned.issue())
    at, office = planned.group.clerk, planned.office.workspace.place.workspace_id
    group = at.table(Group).get(planned.group_record.id)
    assert group.custodian == office
    assert at.table(Round).get(group.round_id).profile_digest == planned.round.profile_digest
    assert [member.name for member in at.table(GroupMember).where()] == ["王组长", "李副组长", "赵联络", "孙组员"]
    assert row.state is PackageState.RECEIVED
    assert peers.keys_of(planned.peer(planned.group)) == peers.public_keys(planned.office.clerk)


def test_the_first_receipt_tells_the_office_the_keys_of_the_group(planned: Exchange) -> None:
    planned.approve()
    issued = planned.issue()
    task = planned.found(issued)
    with pytest.raises(Refused, match="还没有开通"):
        planned.send(planned.office, kinds.RECTIFICATION)
    receipt = receipts.write(planned.group.clerk, task.id, planned.stick)
    assert receipt.state is PackageState.SENT, "a receipt wants no receipt"
    planned.take(planned.office.clerk, receipt)
    known = peers.keys_of(planned.peer(planned.office))
    assert known == peers.public_keys(planned.group.clerk)
    assert len(known.fingerprint.split()) == 10
    assert planned.office.clerk.table(Package).get(issued.id).state is PackageState.ACKNOWLEDGED


def test_a_task_is_not_issued_before_approval_nor_with_a_wrong_roster(planned: Exchange) -> None:
    with pytest.raises(Refused, match="还没有批准"):
        planned.issue()
    planned.approve()
    at = planned.office.holder
    one = at.table(GroupMember).where(Where("post = 'liaison'"))[0]
    with at.carry_out("setup", one.type.compartment) as tx:
        tx.change(one, None, post="member")
    with pytest.raises(Refused, match="联络员"):
        planned.issue()
    assert not list(planned.stick.iterdir())
    assert at.table(Package).count() == 0


def test_a_member_may_not_issue_and_one_refusal_is_noted(both: Exchange) -> None:
    before = both.group.refused()
    with pytest.raises(NotAllowed):
        tasks.issue_task(both.group.clerk, both.group_record.id, both.stick, cost=CHEAP)
    assert both.group.refused() == before + 1


def test_consent_travels_out_and_back_and_opens_the_gate(both: Exchange) -> None:
    leader, clerk = both.group.holder, both.office.clerk
    record = immediate.draft(leader, both.group_record.id, problem="安全出口堆货", suggestion="立即清理")
    request = immediate.request(leader, record.id, record.version, "2019-07-08")
    both.take(clerk, both.send(both.group, kinds.REQUEST, request.id))
    assert clerk.table(InstructionRequest).get(request.id).number == request.number
    assert clerk.table(ImmediateRectification).get(record.id).problem == "安全出口堆货"
    with pytest.raises(NotAllowed, match="另一工作区保管"):
        clerk_tx_save(both, clerk.table(InstructionRequest).get(request.id))
    made = requests.register_instruction(
        both.office.holder,
        request.id,
        signer="县委书记",
        agreed=True,
        wording="同意，抓紧办",
        decided_on="2019-07-08",
        original_at="县委机要室",
    )
    both.hang_scan(both.office.holder, made, "批示.pdf")
    back = both.take(both.group.clerk, both.send(both.office, kinds.INSTRUCTION, made.id))
    assert back.state is PackageState.RECEIVED
    at = both.group.holder
    assert at.table(InstructionRequest).get(request.id).state is RequestState.ANSWERED
    assert at.table(ImmediateRectification).get(record.id).state is ImmediateState.CONSENTED
    here = at.table(Instruction).get(made.id)
    assert here.custodian == both.office.workspace.place.workspace_id
    (scan,) = evidence.of(at, here)
    assert evidence.content(at, scan) == SCAN


def clerk_tx_save(both: Exchange, request: InstructionRequest) -> None:
    with both.office.clerk.carry_out("test", request.type.compartment) as tx:
        tx.change(request, None, title="改了")


@pytest.mark.provision("LX-06-03-03b")
def test_results_go_to_the_office_and_with_them_their_custody(both: Exchange) -> None:
    paper, _ = both.signed_paper(), both.signed_paper("采购未招标")
    petition = both.petition()
    lead = both.lead(petition)
    first = both.result()
    group, office = both.group.holder, both.office.holder
    here, there = both.group.workspace.place.workspace_id, both.office.workspace.place.workspace_id

    taken = both.take(office, first)
    assert taken.state is PackageState.RECEIVED
    assert office.table(Paper).get(paper.id) == group.table(Paper).get(paper.id)
    for cls, id_ in ((Paper, paper.id), (Finding, paper.subject_id), (Petition, petition.id), (Lead, lead.id)):
        assert office.table(cls).get(id_).custodian == there
        assert group.table(cls).get(id_).custodian == there
    assert office.table(Opinion).count() == group.table(Opinion).count() == 6
    assert office.table(GroupMeeting).where()[0].custodian == here
    both.take(group, receipts.write(office, taken.id, both.stick, returned="缺合同复印件"))
    assert group.table(Package).get(first.id).state is PackageState.RETURNED


def test_a_paper_sent_back_with_a_reason_is_the_groups_again(both: Exchange) -> None:
    paper, kept = both.signed_paper(), both.signed_paper("采购未招标")
    both.take(both.office.holder, both.result())
    group, office = both.group.holder, both.office.holder
    here, there = both.group.workspace.place.workspace_id, both.office.workspace.place.workspace_id
    finding = group.table(Finding).get(paper.subject_id)
    with pytest.raises(Refused):
        findings.correct(group, finding.id, finding.version, fact="改")
    with pytest.raises(Refused, match="原因"):
        both.send(both.office, kinds.RETURN, paper.id)
    both.take(group, both.send(both.office, kinds.RETURN, paper.id, reason="缺合同复印件"))
    back = group.table(Finding).get(paper.subject_id)
    assert (back.state, back.custodian) == (FindingState.DRAFT, here)
    assert group.table(Paper).get(paper.id).state is PaperState.RETURNED
    assert group.table(Paper).get(kept.id).custodian == there
    assert office.table(Paper).get(paper.id) == group.table(Paper).get(paper.id)


def test_a_paper_sent_back_goes_again_under_its_number(both: Exchange) -> None:
    paper = both.signed_paper()
    group, office = both.group.holder, both.office.holder
    both.take(office, both.result())
    both.take(group, both.send(both.office, kinds.RETURN, paper.id, reason="缺合同复印件"))
    back = group.table(Finding).get(paper.subject_id)
    back = findings.correct(group, back.id, back.version, fact="已补合同复印件")
    both.hang_scan(group, back, "合同.pdf", b"contract " * 900)
    again = both.sign(working_papers.submit(group, back.id, back.version))
    assert again.number == paper.number
    second = both.result()
    both.take(office, second)
    assert office.table(Finding).get(back.id).fact == "已补合同复印件"
    assert office.table(Paper).get(paper.id).state is PaperState.SIGNED
    assert [file.name for file in evidence.of(office, office.table(Finding).get(back.id))] == [
        "会议记录.pdf",
        "合同.pdf",
    ]
    both.take(group, receipts.write(office, second.id, both.stick))
    assert group.table(Package).get(second.id).state is PackageState.ACKNOWLEDGED
    acts = [revision.act for revision in reading.history(office, "finding", back.id)]
    assert acts == ["package.accept_work", "package.hand_over_work", "package.accept_work"]


def test_a_sealed_reporter_and_every_file_open_on_the_other_side(both: Exchange) -> None:
    paper, petition = both.signed_paper(), both.petition()
    both.take(both.office.holder, both.result())
    at = both.office.holder
    assert identity.reveal(at, petition.id, "核实身份") == REPORTER
    there, here = both.group.holder.table(Petition).get(petition.id), at.table(Petition).get(petition.id)
    assert here.reporter != there.reporter
    assert here.version == there.version
    finding = at.table(Finding).get(paper.subject_id)
    assert [evidence.content(at, file) for file in evidence.of(at, finding)] == [SCAN]
    assert [evidence.content(at, file) for file in evidence.of(at, here)] == [b"letter " * 400]
    assert at.table(Evidence).count() == at.table(RestrictedFile).count() == 1


def test_a_sender_without_the_identity_key_writes_nothing(both: Exchange) -> None:
    both.petition()
    deputy = both.group.workspace.session(name="李副组长", compartments=both.group.holder.connections)
    deputy.actor = both.group.clerk.actor
    before, lying = both.group.refused(), sorted(both.stick.iterdir())
    with pytest.raises(NotAllowed, match="信访人身份"):
        both.send(both.group, kinds.RESULT, by=deputy)
    assert sorted(both.stick.iterdir()) == lying
    assert both.group.refused() == before + 1


def test_the_preview_names_what_stays_behind(both: Exchange) -> None:
    both.signed_paper()
    both.finding("还没有写完")
    both.petition()
    whole = send.preview(both.group.holder, both.order(both.group, kinds.RESULT))
    assert whole.counts["finding"] == whole.counts["paper"] == whole.counts["petition"] == 1
    assert whole.behind == ["1条问题：尚未签批"]
    assert ("密级", "机密") in whole.rows()
    narrow = send.preview(both.group.clerk, both.order(both.group, kinds.RESULT))
    assert "petition" not in narrow.counts
    assert any("受限区" in words for words in narrow.behind)
    assert ("密级", "秘密") in narrow.rows()


def test_a_second_result_without_news_carries_only_what_is_still_kept_here(both: Exchange) -> None:
    both.signed_paper()
    both.take(both.office.holder, both.result())
    again = send.preview(both.group.holder, both.order(both.group, kinds.RESULT))
    assert set(again.counts) == {"group_meeting"}
    before = both.office.holder.table(GroupMeeting).where()
    both.take(both.office.holder, both.result())
    assert both.office.holder.table(GroupMeeting).where() == before
