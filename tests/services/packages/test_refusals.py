"""Every bad package is refused with a sentence, changes nothing, and leaves exactly one refused entry (X cases)."""

import errno
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyrage
import pytest

from tests.services.packages.faults import changes_nothing, open_notes, records
from tests.services.packages.world import CHEAP, OPEN, SECRET, Exchange, Side, copied
from tests.sessions import TestWorkspace
from xuncha_desktop.crypto.access_code import new_code
from xuncha_desktop.crypto.age_keys import age_identity
from xuncha_desktop.exchange import media
from xuncha_desktop.exchange.receipt import Receipt, Result
from xuncha_desktop.exchange.refusal import PackageRefused
from xuncha_desktop.kernel.errors import Cancelled, Damaged, Invalid, NotAllowed, Refused, StorageFailed
from xuncha_desktop.kernel.levels import Compartment
from xuncha_desktop.kernel.people import Post
from xuncha_desktop.records.exchange_log import Package, PackageState, Peer
from xuncha_desktop.records.onsite import Finding
from xuncha_desktop.records.papers import Paper
from xuncha_desktop.records.restricted import Petition
from xuncha_desktop.services.packages import (
    accept,
    drive,
    journal,
    kinds,
    notes,
    peers,
    preview,
    receipts,
    receive,
    send,
    shipping,
    taking,
)
from xuncha_desktop.services.packages.merge import Fate
from xuncha_desktop.services.packages.tasks import open_task
from xuncha_desktop.storage import schemas

Spoil = Callable[[bytes], bytes]


def flip(place: float) -> Spoil:
    def spoil(whole: bytes) -> bytes:
        at = min(len(whole) - 1, int(len(whole) * place))
        return whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :]

    return spoil


SPOILED: dict[str, tuple[Spoil, str]] = {
    "x11 header": (flip(0.001), "打不开|已被改动"),
    "x11 middle": (flip(0.5), "已被改动"),
    "x11 last": (flip(1), "已被改动"),
    "x12 cut": (lambda whole: whole[:-100], "已被改动"),
    "x12 appended": (lambda whole: whole + b"\0", "已被改动"),
    "x29 sqlite": (lambda _: b"SQLite format 3\0" + bytes(5000), "不是本系统的数据包"),
    "empty": (lambda _: b"", "不是本系统的数据包"),
}


def test_x11_x12_x29_an_altered_cut_or_foreign_file_is_refused(ready: Exchange) -> None:
    row = ready.result()
    path, at = ready.path_of(row), ready.office.holder
    whole = path.read_bytes()
    for spoil, sentence in SPOILED.values():
        path.write_bytes(spoil(whole))
        with (
            changes_nothing(ready.office.workspace, at, row.channel),
            pytest.raises(PackageRefused, match=sentence),
        ):
            receive.fetch(at, path)
    path.write_bytes(whole)
    assert ready.take(at, row).state is PackageState.RECEIVED


def test_x07_a_package_taken_in_twice_changes_nothing_the_second_time(ready: Exchange) -> None:
    row, at = ready.result(), ready.office.holder
    ready.take(at, row)
    with changes_nothing(ready.office.workspace, at, row.channel), pytest.raises(Refused, match="已经导入过"):
        ready.take(at, row)


def test_x08_a_later_package_waits_for_the_one_before_and_names_it(ready: Exchange) -> None:
    _, at = ready.result(), ready.office.holder
    ready.finding("又一个")
    second = ready.result()
    arrival = receive.fetch(at, ready.path_of(second))
    assert "缺少序号：2（共1个）" in arrival.verdict.sentence
    assert receive.waiting(at) == []
    with pytest.raises(Refused, match="缺少序号"):
        accept.accept(at, arrival)
    assert at.table(Paper).count() == 0

    ready.path_of(second).unlink()
    again = ready.office.fresh(at)
    accept.settle(again)
    with pytest.raises(Refused, match="缺少序号"):
        accept.accept(again, receive.fetch_waiting(again, arrival.examined.inner.with_suffix(".ipx").name))


def test_x08_the_waiting_package_is_taken_in_after_the_one_before(ready: Exchange) -> None:
    first, at = ready.result(), ready.office.holder
    second = ready.result()
    receive.fetch(at, ready.path_of(second))
    ready.path_of(second).unlink()
    ready.take(at, first)
    (name,) = receive.waiting(at)
    assert accept.accept(at, receive.fetch_waiting(at, name)).id == second.id
    assert open_notes(at) == []
    assert list((ready.office.folder / "quarantine").iterdir()) == []


def test_x09_a_package_older_than_what_was_taken_in_is_refused(ready: Exchange) -> None:
    first, at = ready.result(), ready.office.holder
    second = ready.result()
    ready.take(at, second, skip_reason="U盘丢失，对方已重新制作")
    with changes_nothing(ready.office.workspace, at, first.channel), pytest.raises(Refused, match="旧包"):
        ready.take(at, first)


def test_x10_an_absurd_number_is_refused(ready: Exchange, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(journal, "next_place", lambda *_: (1_000_000, "ab" * 32))
    row, at = ready.result(), ready.office.holder
    with changes_nothing(ready.office.workspace, at, row.channel), pytest.raises(Refused, match="跳跃异常"):
        ready.take(at, row)


def test_x27_two_laptops_with_one_number_raise_the_alarm(ready: Exchange, tmp_path: Path) -> None:
    other = copied(ready.group.workspace, tmp_path / "cloned")
    clone = other.session(Post.LEADER, name="王组长", compartments=SECRET, identity=True)
    row, at = ready.result(), ready.office.holder
    second = tmp_path / "second stick"
    second.mkdir()
    forked = send.write(clone, ready.order(ready.group, kinds.RESULT), second)
    other.close()
    assert forked.seq == row.seq
    ready.take(at, row)
    with changes_nothing(ready.office.workspace, at, row.channel), pytest.raises(Refused, match="复制或恢复"):
        receive.fetch(at, next(second.iterdir()))


def other_office(ready: Exchange) -> Side:
    """A third workspace that knows the group."""
    made = TestWorkspace(ready.root / "third", "office", "邻县巡察办", 3)
    names = {"compartments": SECRET, "identity": True}
    third = Side(made, made.session(Post.OFFICE_DIRECTOR, name="郑主任", **names), made.session(Post.OFFICE_CLERK))
    officer = made.session(Post.SECURITY_ADMIN, name="孙密", compartments=(Compartment.CORE, Compartment.AUDIT))
    keys = peers.public_keys(ready.group.clerk)
    with pytest.raises(Refused, match="指纹"):
        peers.register(officer, keys, "0000 " * 10)
    peers.register(officer, keys, keys.fingerprint)
    return third


def test_x13_x16_a_package_for_another_or_passed_on_by_another_is_refused(ready: Exchange) -> None:
    row, third = ready.result(), other_office(ready)
    path = ready.path_of(row)
    with (
        changes_nothing(third.workspace, third.holder, row.channel),
        pytest.raises(PackageRefused, match="不是发给本单位"),
    ):
        receive.fetch(third.holder, path)
    opened = pyrage.decrypt(
        path.read_bytes(),
        [pyrage.x25519.Identity.from_str(age_identity(peers.identity_of(ready.office.holder).age))],
    )
    to = pyrage.x25519.Recipient.from_str(peers.public_keys(third.holder).recipient)
    path.write_bytes(pyrage.encrypt(opened, [to]))
    with (
        changes_nothing(third.workspace, third.holder, row.channel),
        pytest.raises(PackageRefused, match="可能被他人转发"),
    ):
        receive.fetch(third.holder, path)
    third.workspace.close()


def test_x14_x15_unknown_and_revoked_senders_are_refused(ready: Exchange) -> None:
    row, at = ready.result(), ready.office.holder
    officer = ready.office.workspace.session(Post.SECURITY_ADMIN, name="孙密", compartments=OPEN)
    peer = ready.peer(ready.office)
    peers.revoke(officer, peer.id, peer.version, "笔记本丢失")
    with changes_nothing(ready.office.workspace, at, row.channel), pytest.raises(PackageRefused, match="已被吊销"):
        receive.fetch(at, ready.path_of(row))
    with pytest.raises(Refused, match="已停用"):
        ready.send(ready.office, kinds.RETURN, "x", reason="退")
    with at.carry_out("test", Compartment.CORE) as tx:
        revoked = tx.table(Peer).get(peer.id)
        tx.change(revoked, None, keys="{}", revoked=False)
    with (
        changes_nothing(ready.office.workspace, at, row.channel),
        pytest.raises(PackageRefused, match="未在本单位登记"),
    ):
        receive.fetch(at, ready.path_of(row))


def test_x17_a_newer_schema_or_record_version_is_refused_whole(
    ready: Exchange, monkeypatch: pytest.MonkeyPatch
) -> None:
    at = ready.office.holder
    with monkeypatch.context() as newer:
        newer.setattr(schemas, "version_of", lambda _: 7)
        row = ready.result()
    with changes_nothing(ready.office.workspace, at, row.channel), pytest.raises(PackageRefused, match="更新版本"):
        ready.take(at, row)
    with monkeypatch.context() as newer:
        newer.setattr(shipping, "ENCLOSURE_WIRE", 2)
        row = receipts_of_nothing(ready)
    with changes_nothing(ready.office.workspace, at, row.channel), pytest.raises(PackageRefused, match="更新版本"):
        ready.take(at, row)


def receipts_of_nothing(ready: Exchange) -> Package:
    """Any package at all from the group."""
    ready.finding("另一个")
    return ready.result()


def test_x20_a_damaged_attachment_is_found_before_anything_leaves(ready: Exchange) -> None:
    at = ready.group.holder
    for path in (ready.group.folder / "files").glob("*/*"):
        path.write_bytes(path.read_bytes()[:-1] + b"\0")
    before, lying = records(at), sorted(ready.stick.iterdir())
    with pytest.raises(Damaged, match="附件"):
        ready.result()
    assert (records(at), sorted(ready.stick.iterdir())) == (before, lying)
    assert open_notes(at) == []


def test_x22_links_devices_and_folders_are_not_read(ready: Exchange) -> None:
    row, at = ready.result(), ready.office.holder
    link, fifo = ready.stick / "link.ipx", ready.stick / "fifo.ipx"
    link.symlink_to(ready.path_of(row))
    os.mkfifo(fifo)
    for path in (link, fifo, ready.stick):
        with (
            changes_nothing(ready.office.workspace, at, row.channel),
            pytest.raises(PackageRefused, match="不是普通文件"),
        ):
            receive.fetch(at, path)


def test_x24_only_packages_are_offered_and_anybody_may_know_their_size(ready: Exchange) -> None:
    row = ready.result()
    (ready.stick / "autorun.inf").write_text("open=virus.exe")
    (ready.stick / "virus.ipx").write_bytes(b"MZ")
    (ready.stick / "IPX-00000000-0001-00000000.ipx.part").write_bytes(b"half")
    assert ready.path_of(row) in drive.offered(ready.stick)
    assert all(path.name.startswith("IPX-") for path in drive.offered(ready.stick))
    assert drive.remove_leftovers(ready.stick) == 1
    facts = drive.public_facts(ready.path_of(row))
    assert (facts.is_package, facts.recipients, facts.size, int(facts.seq)) == (True, 1, row.size, row.seq)


def test_x02_a_drive_pulled_out_while_reading_leaves_nothing(ready: Exchange, monkeypatch: pytest.MonkeyPatch) -> None:
    row, at = ready.result(), ready.office.holder

    def gone(*_: Any) -> bytes:
        raise OSError(errno.EIO, "Input/output error")

    with changes_nothing(ready.office.workspace, at, row.channel), monkeypatch.context() as pulled:
        pulled.setattr(media.os, "read", gone)
        with pytest.raises(StorageFailed, match="拔出"):
            receive.fetch(at, ready.path_of(row))


@pytest.mark.parametrize(
    ("code", "sentence"),
    [(errno.EIO, "拔出"), (errno.ENOSPC, "空间已满"), (errno.EROFS, "写保护")],
    ids=["x01 yanked", "x03 full", "x04 read-only"],
)
def test_x01_x03_x04_a_failing_drive_leaves_custody_and_journal_as_they_were(
    ready: Exchange, monkeypatch: pytest.MonkeyPatch, code: int, sentence: str
) -> None:
    at = ready.group.holder
    before, lying = records(at), sorted(ready.stick.iterdir())

    def fails(*_: Any) -> None:
        raise OSError(code, "fails")

    with monkeypatch.context() as failing:
        failing.setattr(media, "_publish", fails)
        with pytest.raises(StorageFailed, match=sentence):
            ready.result()
    assert (records(at), sorted(ready.stick.iterdir())) == (before, lying)
    assert open_notes(at) == []
    assert list((ready.group.folder / "outbox").glob("*0002*")) == []
    row = ready.result()
    assert ready.take(ready.office.holder, row).seq == row.seq == 2


def test_a_cancelled_package_was_never_sent(ready: Exchange) -> None:
    at = ready.group.holder
    before = records(at)
    with pytest.raises(Cancelled):
        ready.send(ready.group, kinds.RESULT, cancel=lambda: True)
    assert records(at) == before
    assert open_notes(at) == []


def test_a_record_edited_while_it_is_packed_calls_the_package_back(ready: Exchange) -> None:
    at, lying = ready.group.holder, sorted(ready.stick.iterdir())
    other = ready.group.fresh(at)
    done: list[int] = []

    def edit(_done: int, _total: int, text: str) -> None:
        if "写入U盘" in text and not done:
            done.append(1)
            with other.carry_out("test", Compartment.RESTRICTED) as tx:
                tx.change(tx.table(Petition).where()[0], None, accused="另一人")

    with pytest.raises(Refused, match="已撤回"):
        ready.send(ready.group, kinds.RESULT, progress=edit)
    assert sorted(ready.stick.iterdir()) == lying
    assert at.table(Paper).where()[0].custodian == ready.group.workspace.place.workspace_id
    assert open_notes(at) == []


def test_a_conflict_is_shown_and_taken_in_only_on_purpose(ready: Exchange) -> None:
    """The office holds a record the group still claims: somebody broke the protocol."""
    at = ready.office.holder
    ready.take(at, ready.result())
    finding = at.table(Finding).where()[0]
    with ready.group.holder.carry_out("test", Compartment.WORK) as tx:
        mine = tx.table(Finding).get(finding.id)
        claimed = mine.changed(custodian=ready.group.workspace.place.workspace_id, title="私自改的")
        tx.bring([(mine, claimed.changed(version=mine.version + 1))])
    row = ready.result()
    arrival = receive.fetch(at, ready.path_of(row))
    shown = preview.preview(at, arrival)
    assert shown.conflicts == 1
    assert [each.id for each in shown.rows if each.fate is Fate.CONFLICT] == [finding.id]
    with changes_nothing(ready.office.workspace, at, row.channel), pytest.raises(Refused, match="冲突"):
        accept.accept(at, arrival)
    taken = ready.take(at, row, leave_conflicts=True)
    assert taken.state is PackageState.RECEIVED
    assert at.table(Finding).get(finding.id) == finding


def test_a_package_brings_no_record_of_another_group_nor_of_a_foreign_type(
    ready: Exchange, monkeypatch: pytest.MonkeyPatch
) -> None:
    at = ready.office.holder
    peer = ready.peer(ready.office)
    with at.carry_out("test", Compartment.CORE) as tx:
        tx.change(peer, None, group_id="another-group")
    row = ready.result()
    with changes_nothing(ready.office.workspace, at, row.channel), pytest.raises(Damaged, match="其他巡察组"):
        ready.take(at, row)
    with at.carry_out("test", Compartment.CORE) as tx:
        tx.change(tx.table(Peer).get(peer.id), None, group_id=ready.group_record.id)
    monkeypatch.setattr(taking, "kind_of", lambda _: kinds.REQUEST)
    with changes_nothing(ready.office.workspace, at, row.channel), pytest.raises(Damaged, match="不应有"):
        ready.take(at, row)


def test_a_person_without_a_business_post_takes_nothing_in(ready: Exchange) -> None:
    row = ready.result()
    admin = ready.office.workspace.session(Post.SYSTEM_ADMIN, name="钱管", compartments=OPEN)
    (ready.office.folder / "quarantine").mkdir(exist_ok=True)
    with changes_nothing(ready.office.workspace, admin, row.channel), pytest.raises(NotAllowed):
        receive.fetch(admin, ready.path_of(row))


def test_a_declined_package_gives_custody_back_and_the_next_one_follows(ready: Exchange) -> None:
    group, office = ready.group.holder, ready.office.holder
    here = ready.group.workspace.place.workspace_id
    row = ready.result()
    with pytest.raises(Refused, match="原因"):
        receive.refuse(office, receive.fetch(office, ready.path_of(row)), " ")
    declined = receive.refuse(office, receive.fetch(office, ready.path_of(row)), "不是本轮次的成果")
    assert declined.state is PackageState.REFUSED
    assert office.table(Paper).count() == 0
    ready.take(group, receipts.write(office, declined.id, ready.stick))
    assert group.table(Package).get(row.id).state is PackageState.REFUSED
    assert group.table(Package).get(row.id).reason == "不是本轮次的成果"
    assert {group.table(cls).where()[0].custodian for cls in (Paper, Finding, Petition)} == {here}
    with pytest.raises(Refused, match="拒收过"):
        receive.fetch(office, ready.path_of(row))
    assert ready.take(office, ready.result()).state is PackageState.RECEIVED
    assert office.table(Paper).where()[0].custodian == ready.office.workspace.place.workspace_id


def test_x26_a_receipt_of_another_package_or_another_sender_is_refused(
    ready: Exchange, monkeypatch: pytest.MonkeyPatch
) -> None:
    group, office = ready.group.holder, ready.office.holder
    taken = ready.take(office, ready.result())
    for field, wrong, sentence in (
        ("id", "0190a1b2-0000-7000-8000-00000000ffff", "另一个数据包"),
        ("manifest_digest", "ab" * 32, "不一致"),
    ):
        with monkeypatch.context() as forging:
            real = Receipt(taken.id, taken.manifest_digest, Result.ACCEPTED, "", shipping.checkpoint(office))
            name = "package_id" if field == "id" else field
            forged = Receipt(**(real.wire() | {name: wrong, "result": real.result, "checkpoint": real.checkpoint}))
            forging.setattr(receipts, "_receipt", lambda *_, made=forged: made)
            answer = receipts.write(office, taken.id, ready.stick)
        with changes_nothing(ready.group.workspace, group, answer.channel), pytest.raises(Refused, match=sentence):
            ready.take(group, answer, skip_reason="测试")
        assert group.table(Package).get(taken.id).state is PackageState.WRITTEN
    assert [row.id for row in journal.unreceipted(group)] == [taken.id]


def test_x26_a_lost_receipt_can_be_brought_again_from_the_kept_copy(ready: Exchange) -> None:
    group, office = ready.group.holder, ready.office.holder
    row = ready.result()
    ready.path_of(row).unlink()
    shipping.deliver_again(group, row.id, ready.stick)
    taken = ready.take(office, row)
    ready.take(group, receipts.write(office, taken.id, ready.stick))
    assert list((ready.group.folder / "outbox").glob(f"*-{row.seq:04d}-*")) == []
    with pytest.raises(Refused, match="没有这个数据包的副本"):
        shipping.deliver_again(group, row.id, ready.stick)


def test_a_stranger_with_a_receipt_but_without_the_code_is_not_registered(planned: Exchange) -> None:
    planned.approve()
    task = planned.found(planned.issue())
    founded = notes.get(planned.group.clerk.db(Compartment.WORK), notes.FOUNDED)
    wrong = founded | {"mac": "00" * 32}
    notes.put_alone(planned.group.clerk.db(Compartment.WORK), notes.FOUNDED, wrong)
    answer = receipts.write(planned.group.clerk, task.id, planned.stick)
    at = planned.office.holder
    with changes_nothing(planned.office.workspace, at, answer.channel), pytest.raises(Refused, match="开通凭证"):
        receive.fetch(at, planned.path_of(answer))
    assert planned.peer(planned.office).keys == "{}"


def test_a_wrong_code_opens_no_task(planned: Exchange) -> None:
    planned.approve()
    row = planned.issue()
    landing = planned.root / "landing"
    with pytest.raises(PackageRefused, match="开通码打不开"):
        open_task(planned.path_of(row), new_code(planned.office.workspace.random), landing, cost=CHEAP)
    with pytest.raises(Invalid, match="字符"):
        open_task(planned.path_of(row), "ABCD", landing, cost=CHEAP)
    assert list(landing.iterdir()) == []
    assert planned.code.replace("-", "").encode() not in b"".join(
        path.read_bytes() for path in planned.office.folder.rglob("*.db")
    )
