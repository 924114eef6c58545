"""The exchange desk by the widgets: task and code, sending, receiving, refusals in words, receipts, consent, peers."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.printing.papers import page_texts
from tests.services.packages.test_replacing import found_anew
from tests.services.packages.world import CHEAP, Exchange
from tests.ui.office.frame import Window, click, sheet_of
from ui.office import send_page
from ui.screens.exchange import ANSWERS, JOURNAL, ON_THE_SPOT, PEERS, RECEIVE, SEND, ExchangeScreen
from xuncha_desktop.kernel.people import Post
from xuncha_desktop.records.exchange_log import Package, PackageState, Peer
from xuncha_desktop.records.onsite import GroupMeeting
from xuncha_desktop.records.papers import Paper
from xuncha_desktop.records.requests import Instruction
from xuncha_desktop.services import immediate
from xuncha_desktop.services.packages import kinds, peers, receipts
from xuncha_desktop.services.session import Session

Opener = Callable[[Session], Window]
PATIENCE = 60_000


@pytest.fixture
def planned(tmp_path: Path) -> Iterator[Exchange]:
    made = Exchange(tmp_path / "world")
    yield made
    made.close()


@pytest.fixture
def both(planned: Exchange) -> Exchange:
    return planned.start()


def shown(window: Window) -> ExchangeScreen:
    return window.show_screen(ExchangeScreen(window, CHEAP))


def settle(qtbot: QtBot, window: Window) -> None:
    qtbot.waitUntil(lambda: not window.jobs.running, timeout=PATIENCE)
    QApplication.processEvents()


def sent(qtbot: QtBot, window: Window, screen: ExchangeScreen, stick: Path) -> Package:
    screen.send.drive.use(stick)
    click(screen.send.write_button)
    settle(qtbot, window)
    assert "可以拔出" in screen.send.done_banner.text, screen.send.failed.text
    return max(window.desk.session.table(Package).where(), key=lambda one: (one.at, one.seq))


def files(stick: Path) -> list[Path]:
    return sorted(stick.glob("*.ipx"))


def test_a_task_package_shows_its_code_once_and_says_how_it_travels(
    qtbot: QtBot, planned: Exchange, window_of: Opener
) -> None:
    planned.approve()
    window = window_of(planned.office.clerk)
    screen = shown(window)
    assert screen.send.to.box.currentText() == "县委巡察二组（尚未开通）"
    assert not screen.send.write_button.isEnabled()
    sent(qtbot, window, screen, planned.stick)
    sheet = screen.send.code_sheet
    assert sheet.isVisible()
    said = sheet.findChildren(type(sheet.code))
    assert any("另行送达，不要与介质放在一起" in one.text() for one in said)
    assert not sheet.close_button.isEnabled()
    sheet.reject()
    assert sheet.isVisible(), "Esc does not lose a code that is shown once"
    planned.code = sheet.code.text()
    click(sheet.slip_button)
    screen.send.slip.save_to(planned.stick.parent / "交接单.pdf")
    (said,) = page_texts((planned.stick.parent / "交接单.pdf").read_bytes())
    assert planned.code in said
    assert "县委巡察二组" in said
    assert planned.office.entries("slip.make")
    assert not any(planned.code.encode() in body for body in planned.office.entries("slip.make"))
    screen.send.slip.reject()
    sheet.noted.setChecked(True)
    click(sheet.close_button)
    founded = planned.found(window.desk.session.table(Package).where()[0])
    assert founded.state is PackageState.RECEIVED


def test_the_code_goes_to_the_clipboard_marked_as_not_for_keeping(qtbot: QtBot, window_of: Opener) -> None:
    from PySide6.QtWidgets import QPushButton

    from ui.office.code_sheet import CodeSheet

    sheet = CodeSheet(None, "县委巡察二组", "ABCD-EFGH")
    qtbot.addWidget(sheet)
    sheet.show()
    click(next(one for one in sheet.findChildren(QPushButton) if one.text() == "复制"))
    held = QGuiApplication.clipboard().mimeData()
    assert held.text() == "ABCD-EFGH"
    assert any("Clipboard" in name for name in held.formats())
    QGuiApplication.clipboard().clear()


def test_a_round_that_is_not_approved_is_refused_in_words_and_the_stick_stays_empty(
    qtbot: QtBot, planned: Exchange, window_of: Opener
) -> None:
    window = window_of(planned.office.clerk)
    screen = shown(window)
    screen.send.drive.use(planned.stick)
    click(screen.send.write_button)
    settle(qtbot, window)
    assert "还没有批准，不能签发任务包" in screen.send.failed.text
    assert list(planned.stick.iterdir()) == []


def test_a_result_is_sent_by_the_group_and_taken_in_by_the_office(
    qtbot: QtBot, both: Exchange, window_of: Opener
) -> None:
    paper = both.signed_paper()
    both.finding("还没有写完")
    group = window_of(both.group.holder)
    desk = shown(group)
    desk.send.turn(kinds.RESULT.name)
    assert dict(zip(desk.send.goes.texts(0), desk.send.goes.texts(1), strict=True))["问题"] == "1条"
    assert "1条问题：尚未签批" in desk.send.stays.text()
    assert "移交保管权" in desk.send.moves.text()
    row = sent(qtbot, group, desk, both.stick)

    office = window_of(both.office.holder)
    screen = shown(office)
    page = screen.tabs.turn(RECEIVE)
    page.fetch(both.path_of(row))
    settle(qtbot, office)
    said = dict(zip(page.counts.texts(0), page.counts.texts(1), strict=False))
    assert said["问题"] == "新增"
    assert office.desk.session.table(Paper).count() == 0, "looking changes nothing"
    fingerprint = peers.keys_of(both.peer(both.office)).fingerprint
    assert any(one.text() == fingerprint for one in page.origin.findChildren(type(desk.send.stays)))
    click(page.accept_button)
    settle(qtbot, office)
    assert "已接收" in page.good.text
    assert office.desk.session.table(Paper).get(paper.id).number == paper.number


def test_x05_a_package_in_parts_says_how_many_and_a_missing_one_is_named_until_it_comes(
    qtbot: QtBot, both: Exchange, window_of: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(send_page, "SPLITS", (("", "超过4 GB时分卷"), ("60000", "每卷60 KB")))
    paper = both.signed_paper()
    group = window_of(both.group.holder)
    desk = shown(group)
    desk.send.turn(kinds.RESULT.name)
    assert not desk.send.parts.isVisible()
    desk.send.split.choose("60000")
    assert desk.send.parts.text() == "预计分3卷写出，各卷收齐后对方才能接收。"
    sent(qtbot, group, desk, both.stick)
    assert "共3卷，须一并送达" in desk.send.done_banner.text

    first, second, third = sorted(both.stick.glob("*of3.ipx"))
    drawer = both.root / "drawer"
    drawer.mkdir()
    second = second.rename(drawer / second.name)
    office = window_of(both.office.holder)
    page = shown(office).tabs.turn(RECEIVE)
    page.fetch(first)
    settle(qtbot, office)
    assert "已有第1、3卷，还缺第2卷" in page.incomplete.text
    assert page.incomplete.isVisible()
    assert not page.refused.isVisible()
    assert office.desk.session.table(Paper).count() == 0
    for path in (first, third):
        path.unlink()
    page.fetch(second)
    settle(qtbot, office)
    click(page.accept_button)
    settle(qtbot, office)
    assert office.desk.session.table(Paper).get(paper.id).number == paper.number
    assert not page.incomplete.isVisible()


def test_x06_waiting_for_a_part_can_be_given_up(qtbot: QtBot, both: Exchange, window_of: Opener) -> None:
    both.signed_paper()
    both.send(both.group, kinds.RESULT, part_size=60_000)
    first, second, _ = sorted(both.stick.glob("*of3.ipx"))
    second.unlink()
    window = window_of(both.office.holder)
    page = shown(window).tabs.turn(RECEIVE)
    page.fetch(first)
    settle(qtbot, window)
    click(page.incomplete.button)
    sheet = sheet_of(page)
    click(sheet.yes)
    assert not page.incomplete.isVisible()
    assert list((both.office.folder / "quarantine").iterdir()) == []


def test_a_cut_package_shows_its_sentence_and_changes_nothing(qtbot: QtBot, both: Exchange, window_of: Opener) -> None:
    both.signed_paper()
    row = both.result()
    path = both.path_of(row)
    path.write_bytes(path.read_bytes()[:-200])
    window = window_of(both.office.holder)
    page = shown(window).tabs.turn(RECEIVE)
    before = window.desk.session.table(Package).count()
    page.fetch(path)
    settle(qtbot, window)
    assert "数据包不完整或者已被改动，未导入任何内容，请发送单位重新制作" in page.refused.text
    assert page.refused.isVisible()
    assert window.desk.session.table(Paper).count() == 0
    assert window.desk.session.table(Package).count() == before


def test_the_same_package_twice_is_told_and_changes_nothing(qtbot: QtBot, both: Exchange, window_of: Opener) -> None:
    both.signed_paper()
    row = both.result()
    both.take(both.office.holder, row)
    window = window_of(both.office.holder)
    page = shown(window).tabs.turn(RECEIVE)
    page.fetch(both.path_of(row))
    settle(qtbot, window)
    assert "已经导入过" in page.refused.text


def test_a_package_is_refused_with_a_reason_that_is_registered(qtbot: QtBot, both: Exchange, window_of: Opener) -> None:
    both.signed_paper()
    row = both.result()
    window = window_of(both.office.holder)
    page = shown(window).tabs.turn(RECEIVE)
    page.fetch(both.path_of(row))
    settle(qtbot, window)
    click(page.refuse_button)
    sheet = sheet_of(page)
    assert not sheet.yes.isEnabled()
    click(sheet.chips[3])
    click(sheet.yes)
    entered = window.desk.session.table(Package).get(row.id)
    assert (entered.state, entered.reason) == (PackageState.REFUSED, "须先核实")
    assert window.desk.session.table(Paper).count() == 0


def test_what_the_person_may_not_know_is_named_and_kept_sealed(qtbot: QtBot, both: Exchange, window_of: Opener) -> None:
    both.signed_paper()
    both.petition()
    row = both.result()
    window = window_of(both.office.clerk)
    page = shown(window).tabs.turn(RECEIVE)
    page.fetch(both.path_of(row))
    settle(qtbot, window)
    assert "受限区的内容您无权知悉" in page.note.text
    assert "信访" not in page.counts.texts(0)
    click(page.accept_button)
    settle(qtbot, window)
    assert "其余部分已封存" in page.good.text
    assert window.desk.session.table(Package).get(row.id).state is PackageState.PARTIAL


def test_receipts_are_awaited_since_a_day_and_written_from_the_journal(
    qtbot: QtBot, both: Exchange, window_of: Opener
) -> None:
    both.signed_paper()
    row = both.result()
    group = window_of(both.group.holder)
    page = shown(group).tabs.turn(JOURNAL)
    assert page.waiting.texts(0) == [row.title]
    assert page.waiting.texts(2) == ["今天发出"]
    taken = both.take(both.office.holder, row)
    office = window_of(both.office.holder)
    other = shown(office).tabs.turn(JOURNAL)
    assert other.owed.texts(0) == [taken.title]
    other.write_receipt(other.owed.current, both.stick, "")
    settle(qtbot, office)
    assert other.owed.rowCount() == 0
    assert any("可以拔出" in words for words in office.said)


def test_broken_copies_on_a_stick_are_offered_for_removal(both: Exchange, window_of: Opener) -> None:
    broken = both.stick / "IPX-0000000000000000-1-00000000.ipx.part"
    broken.write_bytes(b"half")
    screen = shown(window_of(both.office.holder))
    screen.send.drive.use(both.stick)
    QApplication.processEvents()
    assert "1个上次没有写完的数据包" in screen.send.drive.left.text
    click(screen.send.drive.left.button)
    assert not broken.exists()
    assert not screen.send.drive.left.isVisible()


def test_consent_is_registered_by_the_office_with_its_scan_and_sent_back(
    qtbot: QtBot, both: Exchange, window_of: Opener, tmp_path: Path
) -> None:
    leader = both.group.holder
    immediate.draft(leader, both.group_record.id, problem="安全出口堆货", suggestion="立即清理")
    group = window_of(leader)
    desk = shown(group)
    spot = desk.tabs.turn(ON_THE_SPOT)
    click(spot.acts["immediate.request"])
    click(sheet_of(spot).yes)
    assert spot.grid.texts(2) == ["请示中"]
    desk.tabs.turn(SEND)
    desk.send.turn(kinds.REQUEST.name)
    assert "请先选择" in desk.send.why.text
    desk.send.chosen.item(0).setCheckState(desk.send.chosen.item(0).checkState().Checked)
    row = sent(qtbot, group, desk, both.stick)

    both.take(both.office.clerk, row)
    office = window_of(both.office.holder)
    screen = shown(office)
    page = screen.tabs.turn(ANSWERS)
    assert page.grid.texts(4) == ["等待批示"]
    scan = tmp_path / "批示.pdf"
    scan.write_bytes(b"%PDF-1.4 instruction")
    click(page.register_button)
    sheet = sheet_of(page)
    for name, value in (("signer", "县委书记"), ("wording", "同意，抓紧办"), ("original_at", "机要室")):
        sheet.editors[name].set_value(value)
    sheet.drop.take([scan])
    click(sheet.yes)
    settle(qtbot, office)
    assert page.grid.texts(4) == ["2019-07-08 同意"]
    click(page.send_button)
    assert screen.send.kind is kinds.INSTRUCTION
    screen.send.chosen.item(0).setCheckState(screen.send.chosen.item(0).checkState().Checked)
    back = sent(qtbot, office, screen, both.stick)
    both.take(leader, back)
    assert leader.table(Instruction).count() == 1
    spot.reload()
    assert spot.grid.texts(2) == ["已获同意"]


def test_peers_stand_with_their_fingerprints_and_only_the_officer_revokes(both: Exchange, window_of: Opener) -> None:
    page = shown(window_of(both.office.holder)).tabs.turn(PEERS)
    peer = both.peer(both.office)
    assert page.grid.texts(3) == [peers.keys_of(peer).fingerprint]
    page.grid.selectRow(0)
    assert not page.revoke_button.isEnabled()
    officer = both.office.workspace.session(Post.SECURITY_ADMIN, name="安保密")
    page = shown(window_of(officer)).tabs.turn(PEERS)
    page.grid.selectRow(0)
    click(page.revoke_button)
    sheet = sheet_of(page)
    click(sheet.chips[0])
    click(sheet.yes)
    assert officer.table(Peer).get(peer.id).revoked
    assert page.grid.texts(2) == ["已停用"]


def test_the_director_replaces_a_lost_computer_after_reading_what_is_lost(
    qtbot: QtBot, both: Exchange, window_of: Opener
) -> None:
    both.signed_paper()
    both.take(both.office.holder, both.result())
    peer = both.peer(both.office)
    clerk = shown(window_of(both.office.clerk)).tabs.turn(PEERS)
    clerk.grid.selectRow(0)
    assert not clerk.replace_button.isEnabled()
    window = window_of(both.office.holder)
    screen = shown(window)
    page = screen.tabs.turn(PEERS)
    page.grid.selectRow(0)
    click(page.replace_button)
    sheet = sheet_of(page)
    said = "".join(one.text() for one in sheet.findChildren(type(screen.send.stays)))
    assert "其后在该机上办理的内容无法收回" in said
    assert "组务会1条" in said
    assert "编号从101号起" in said
    click(sheet.chips[0])
    click(sheet.yes)
    at = window.desk.session
    assert at.table(Peer).get(peer.id).revoked
    assert at.table(GroupMeeting).where()[0].custodian == at.place.workspace_id
    page.grid.selectRow(0)
    assert "已经登记更换" in page.replace_button.toolTip()
    screen.send.reload()
    assert screen.send.to.box.currentText() == "县委巡察二组（尚未开通）"
    lost = found_anew(both)
    screen.tabs.turn(SEND)
    screen.send.reload()
    screen.send.turn(kinds.HANDOVER.name)
    assert "原机保管的记录移交给新工作机" in screen.send.moves.text()
    row = sent(qtbot, window, screen, both.stick)
    both.take(both.group.holder, row)
    assert both.group.holder.table(GroupMeeting).where()[0].custodian == both.group.holder.place.workspace_id
    screen.send.reload()
    assert kinds.HANDOVER.label not in [chip.text() for chip in screen.send.kinds.values()]
    lost.workspace.close()


def test_a_receipt_that_comes_back_ends_the_waiting(qtbot: QtBot, both: Exchange, window_of: Opener) -> None:
    both.signed_paper()
    row = both.result()
    taken = both.take(both.office.holder, row)
    answer = receipts.write(both.office.holder, taken.id, both.stick, returned="缺合同复印件")
    window = window_of(both.group.holder)
    screen = shown(window)
    journal = screen.tabs.turn(JOURNAL)
    page = screen.tabs.turn(RECEIVE)
    page.fetch(both.path_of(answer))
    settle(qtbot, window)
    assert "缺合同复印件" in page.note.text
    click(page.accept_button)
    settle(qtbot, window)
    assert journal.waiting.rowCount() == 0
    assert window.desk.session.table(Package).get(row.id).state is PackageState.RETURNED
