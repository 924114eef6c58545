"""A group's computer is lost: the office takes back what it kept, and another one goes on without a number twice."""

import pytest

from tests.services.packages.faults import Killer, survives
from tests.services.packages.world import CHEAP, OPEN, REPORTER, SCAN, Exchange, Side
from xuncha_desktop.exchange.refusal import PackageRefused, Reason
from xuncha_desktop.kernel.errors import Invalid, NotAllowed, Refused, Stale
from xuncha_desktop.kernel.levels import Compartment
from xuncha_desktop.kernel.people import Post
from xuncha_desktop.records.exchange_log import Package, PackageState, Peer
from xuncha_desktop.records.onsite import Finding, FindingState, GroupMeeting
from xuncha_desktop.records.papers import Opinion, Paper, PaperState
from xuncha_desktop.records.requests import ImmediateRectification, ImmediateState, InstructionRequest, RequestState
from xuncha_desktop.records.restricted import Petition
from xuncha_desktop.services import (
    evidence,
    findings,
    identity,
    immediate,
    reading,
    requests,
    verification,
    working_papers,
)
from xuncha_desktop.services.packages import kinds, notes, peers, receipts, receive, replacing, send, settling, tasks
from xuncha_desktop.services.packages.replacing import Losses

WHY = "工作机在驻点被盗"


def register(both: Exchange, **said: object) -> Losses:
    """The director registers that the group's computer is lost."""
    peer = both.peer(both.office)
    return replacing.replace(both.office.holder, peer.id, peer.version, WHY, **said)  # type: ignore[arg-type]


def found_anew(both: Exchange, seed: int = 3) -> Side:
    """A new task package founds a new workspace, whose receipt tells the office its keys. Returns the lost one."""
    lost = both.group
    issued, code = tasks.issue_task(both.office.clerk, both.group_record.id, both.stick, cost=CHEAP)
    path = both.path_of(issued)
    both.group = both._side(  # pyright: ignore[reportPrivateUsage]
        both.root / f"group{seed}", "group", "县委巡察二组", seed, Post.LEADER, Post.LIAISON
    )
    task = tasks.found_group(both.group.holder, tasks.open_task(path, code, both.root / "landing", cost=CHEAP))
    both.take(both.office.clerk, receipts.write(both.group.clerk, task.id, both.stick))
    return lost


def hand_over(both: Exchange) -> Package:
    return both.take(both.group.holder, both.send(both.office, kinds.HANDOVER))


@pytest.fixture
def returned(both: Exchange) -> Paper:
    """The group had sent two papers and a request, and got one paper back; then its computer was stolen."""
    paper, _ = both.signed_paper(), both.signed_paper("采购未招标")
    both.petition()
    record = immediate.draft(both.group.holder, both.group_record.id, problem="安全出口堆货", suggestion="立即清理")
    request = immediate.request(both.group.holder, record.id, record.version, "2019-07-08")
    both.take(both.office.holder, both.send(both.group, kinds.REQUEST, request.id))
    both.take(both.office.holder, both.result())
    both.take(both.group.holder, both.send(both.office, kinds.RETURN, paper.id, reason="缺合同复印件"))
    return paper


def test_what_the_lost_computer_kept_comes_back_as_of_the_last_package(both: Exchange, returned: Paper) -> None:
    at, lost = both.office.holder, both.group.holder.place.workspace_id
    both.finding("没有报出的问题")
    assert at.table(Paper).get(returned.id).custodian == lost
    found = register(both)
    here = at.place.workspace_id
    for cls in (Paper, Finding, Opinion, GroupMeeting, InstructionRequest):
        assert {one.custodian for one in at.table(cls).where()} == {here}, cls.type.name
    assert (found.returning["paper"], found.returning["group_meeting"]) == (1, 2)
    assert found.last is not None
    assert found.last.kind == "成果包"
    assert [row.kind for row in found.unanswered] == ["退回包"]
    words = "；".join(found.words())
    assert f"最后接收的是第{found.last.seq}号数据包" in words
    assert "其后在该机上办理的内容无法收回" in words
    assert "文书1条" in words
    assert at.table(Package).get(found.unanswered[0].id).state is PackageState.LOST
    assert verification.verify(at, full=False).first_broken is None
    (entry,) = both.office.entries("peer.replace")
    assert WHY.encode() in entry
    assert len(both.office.entries("package.come_home_work")) == 1


def test_numbers_that_never_came_are_listed(both: Exchange) -> None:
    both.signed_paper()
    both.result()  # this one stays on the stolen stick
    both.signed_paper("采购未招标")
    later = both.result()
    receive.fetch(both.office.holder, both.path_of(later))
    with pytest.raises(Refused, match=rf"暂存在本机没有接收（序号{later.seq}）"):
        register(both)
    both.take(both.office.holder, later, skip_reason="U盘一并被盗")
    found = register(both)
    assert found.never_came == (later.seq - 1,)
    assert f"从未收到的序号：{later.seq - 1}" in "；".join(found.words())


def test_the_lost_computer_is_trusted_no_more(both: Exchange) -> None:
    both.signed_paper()
    register(both)
    late = both.result()
    with pytest.raises(PackageRefused) as caught:
        receive.fetch(both.office.holder, both.path_of(late))
    assert caught.value.reason is Reason.REVOKED_SENDER
    with pytest.raises(Refused, match="停用"):
        both.send(both.office, kinds.RECTIFICATION)


def test_the_new_computer_goes_on_with_what_the_old_one_had_kept(both: Exchange, returned: Paper) -> None:
    register(both)
    lost = found_anew(both)
    at, office, group = both.office.holder, both.office.holder.place.workspace_id, both.group.holder
    assert both.peer(both.office).workspace_id == group.place.workspace_id
    taken = hand_over(both)
    assert taken.state is PackageState.RECEIVED
    here = group.place.workspace_id
    back, kept = group.table(Paper).get(returned.id), group.table(Paper).where()
    assert (back.state, back.custodian) == (PaperState.RETURNED, here)
    assert sorted(one.custodian for one in kept) == sorted([here, office])
    assert {one.custodian for one in group.table(GroupMeeting).where()} == {here}
    petition = group.table(Petition).where()[0]
    assert petition.custodian == office
    assert identity.reveal(group, petition.id, "核实身份") == REPORTER
    finding = group.table(Finding).get(returned.subject_id)
    assert finding.state is FindingState.DRAFT
    assert [evidence.content(group, file) for file in evidence.of(group, finding)] == [SCAN]

    both.take(at, receipts.write(group, taken.id, both.stick))
    finding = findings.correct(group, finding.id, finding.version, fact="已补合同复印件")
    again = both.sign(working_papers.submit(group, finding.id, finding.version))
    assert again.number == returned.number
    second = both.take(at, both.result())
    assert second.state is PackageState.RECEIVED
    assert at.table(Paper).get(returned.id).state is PaperState.SIGNED
    assert at.table(Finding).get(finding.id).fact == "已补合同复印件"
    for side in (at, group):
        assert verification.verify(side, full=False).first_broken is None
    lost.workspace.close()


def test_what_the_body_answered_reaches_the_new_computer(both: Exchange, returned: Paper) -> None:
    (request,) = both.office.holder.table(InstructionRequest).where()
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
    register(both)
    lost = found_anew(both)
    hand_over(both)
    at = both.group.holder
    assert at.table(InstructionRequest).get(request.id).state is RequestState.ANSWERED
    assert at.table(ImmediateRectification).get(request.subject_id).state is ImmediateState.CONSENTED
    lost.workspace.close()


def test_no_number_the_lost_computer_may_have_given_is_given_again(both: Exchange, returned: Paper) -> None:
    unsent = both.signed_paper("没有报出的底稿")
    given = {paper.number for paper in both.group.holder.table(Paper).where()} | {unsent.number}
    found = register(both)
    assert found.numbers_after == 100
    lost = found_anew(both)
    paper = both.signed_paper("换机后的底稿")
    assert paper.number == "临巡二〔2019〕底101号"
    assert paper.number not in given
    assert both.petition().number == "临巡二〔2019〕信101号"
    assert both.signed_paper("再一份").number == "临巡二〔2019〕底102号"
    lost.workspace.close()


def test_the_director_may_leave_more_numbers_but_no_fewer_than_are_known(both: Exchange) -> None:
    peer = both.peer(both.office)
    at = both.office.holder
    with pytest.raises(Invalid, match="编号须从100号之后接续"):
        replacing.replace(at, peer.id, peer.version, WHY, after=0)
    register(both, after=300)
    lost = found_anew(both)
    assert both.signed_paper().number == "临巡二〔2019〕底301号"
    lost.workspace.close()


def test_a_second_loss_goes_on_above_the_first(both: Exchange) -> None:
    register(both)
    first = found_anew(both)
    both.take(both.office.holder, receipts_of_nothing(both))
    found = register(both)
    assert found.numbers_after == 200
    second = found_anew(both, 4)
    assert both.signed_paper().number == "临巡二〔2019〕底201号"
    for side in (first, second):
        side.workspace.close()


def receipts_of_nothing(both: Exchange) -> Package:
    """A result with one paper, so that the second computer is known to have given a number."""
    both.signed_paper()
    return both.result()


def test_the_handover_goes_once_to_a_replaced_computer_and_to_no_other(both: Exchange, returned: Paper) -> None:
    with pytest.raises(Refused, match="只发给刚更换的工作机"):
        both.send(both.office, kinds.HANDOVER)
    register(both)
    lost = found_anew(both)
    assert replacing.wanted(both.office.clerk, both.peer(both.office))
    declined = both.send(both.office, kinds.HANDOVER)
    group = both.group.holder
    refusal = receive.refuse(group, receive.fetch(group, both.path_of(declined)), "先不收")
    both.take(both.office.holder, receipts.write(group, refusal.id, both.stick))
    assert both.office.holder.table(Paper).get(returned.id).custodian == both.office.holder.place.workspace_id
    taken = hand_over(both)
    assert taken.state is PackageState.RECEIVED
    assert group.table(Paper).get(returned.id).custodian == group.place.workspace_id
    assert not replacing.wanted(both.office.clerk, both.peer(both.office))
    with pytest.raises(Refused, match="每次更换发一次"):
        both.send(both.office, kinds.HANDOVER)
    lost.workspace.close()


def test_only_the_director_registers_it_with_a_reason_and_once(both: Exchange) -> None:
    peer, at = both.peer(both.office), both.office.holder
    with pytest.raises(NotAllowed):
        replacing.replace(both.office.clerk, peer.id, peer.version, WHY)
    with pytest.raises(Refused, match="原因"):
        replacing.replace(at, peer.id, peer.version, " ")
    with pytest.raises(Stale):
        replacing.replace(at, peer.id, peer.version + 1, WHY)
    assert not at.table(Peer).get(peer.id).revoked
    assert notes.every(at.db(Compartment.CORE), notes.REPLACED) == {}
    register(both)
    with pytest.raises(Refused, match="已经登记更换"):
        register(both)


def test_a_computer_the_officer_has_stopped_is_replaced_the_same_way(both: Exchange) -> None:
    officer = both.office.workspace.session(Post.SECURITY_ADMIN, name="安保密", compartments=OPEN)
    peer = both.peer(both.office)
    peers.revoke(officer, peer.id, peer.version, "电脑遗失")
    with pytest.raises(Refused, match="登记更换工作机"):
        tasks.issue_task(both.office.clerk, both.group_record.id, both.stick, cost=CHEAP)
    register(both)
    lost = found_anew(both)
    assert peers.keys_of(both.peer(both.office)) == peers.public_keys(both.group.clerk)
    lost.workspace.close()


def test_restricted_records_come_back_when_somebody_with_the_key_logs_in(both: Exchange) -> None:
    petition = both.petition()
    both.take(both.office.holder, both.result())
    sent = both.send(both.office, kinds.RETURN, petition.id, reason="转组续办")
    both.take(both.group.holder, sent)
    both.office.holder.close()
    narrow = both.office.workspace.session(Post.OFFICE_DIRECTOR, name="周主任", compartments=OPEN)
    peer = both.peer(both.office)
    found = replacing.replace(narrow, peer.id, peer.version, WHY)
    assert found.unseen == (Compartment.RESTRICTED,)
    holder = both.office.fresh(both.office.holder)
    assert holder.table(Petition).get(petition.id).custodian != holder.place.workspace_id
    settling.settle(holder)
    assert holder.table(Petition).get(petition.id).custodian == holder.place.workspace_id


@pytest.mark.parametrize("number", range(1, 8))
def test_a_replacement_stopped_at_any_commit_is_made_good_at_the_next_login(
    both: Exchange, returned: Paper, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    through = survives(Killer(monkeypatch), number, lambda: register(both), after=True)
    both.office.holder.close()
    at = both.office.fresh(both.office.holder)
    settling.settle(at)
    assert at.table(Peer).get(both.peer(both.office).id).revoked
    assert at.table(Paper).get(returned.id).custodian == at.place.workspace_id
    assert len([one for one in reading.history(at, "paper", returned.id) if one.act == "package.come_home_work"]) == 1
    assert notes.every(at.db(Compartment.WORK), notes.TASK) == {}
    assert through == (number == 7)


def test_whoever_has_the_old_computer_cannot_enrol_another_with_its_proof(both: Exchange) -> None:
    work = both.office.holder.db(Compartment.WORK)
    assert notes.every(work, notes.TASK)
    register(both)
    assert notes.every(work, notes.TASK) == {}


def test_the_preview_says_what_is_handed_over_and_what_goes_as_a_copy(both: Exchange, returned: Paper) -> None:
    register(both)
    lost = found_anew(both)
    plan = send.preview(both.office.holder, both.order(both.office, kinds.HANDOVER))
    assert plan.counts["paper"] == 2
    moving = [ticket for cargo in plan.cargos for ticket in cargo.moving if ticket.type == "paper"]
    assert [ticket.id for ticket in moving] == [returned.id]
    lost.workspace.close()
