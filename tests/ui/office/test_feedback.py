"""Feedback by the widgets: the tree from the keyboard, both readers' versions, the gate, the signature, the dates."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit
from pytestqt.qtbot import QtBot

from tests.office_room import PRINCIPAL, OfficeRoom
from tests.ui.office.frame import Window, click, sheet_of
from ui.screens.feedback import ITEMS, UNUSED, WAY, FeedbackScreen
from xuncha_desktop.records.onsite import Evidence
from xuncha_desktop.records.rectification import Decision, Feedback, FeedbackItem, FeedbackState, ItemLevel
from xuncha_desktop.services import feedback, feedback_items
from xuncha_desktop.services.session import Session

Opener = Callable[[Session], Window]


def shown(window: Window) -> FeedbackScreen:
    return window.show_screen(FeedbackScreen(window))


def key(widget: object, pressed: Qt.Key, *held: Qt.KeyboardModifier) -> None:
    modifiers = held[0] if held else Qt.KeyboardModifier.NoModifier
    QTest.keyClick(widget, pressed, modifiers)
    QApplication.processEvents()


def writing(screen: FeedbackScreen) -> QLineEdit:
    QApplication.processEvents()
    return next(one for one in screen.items.tree.findChildren(QLineEdit) if one.isVisible())


def write(screen: FeedbackScreen, words: str, end: Qt.Key) -> None:
    line = writing(screen)
    line.setText(words)
    key(line, end)


def texts(screen: FeedbackScreen) -> list[str]:
    return screen.items.reader.text.splitlines()


def stored(room: OfficeRoom) -> list[tuple[str, ItemLevel]]:
    found = room.clerk.table(Feedback).where()[0]
    return [(item.wording, item.level) for item in feedback_items.of(room.clerk, found)]


@pytest.mark.provision("LX-06-04-00b")
def test_a_tree_of_three_levels_is_written_from_the_keyboard_alone(room: OfficeRoom, window_of: Opener) -> None:
    feedback.create(room.clerk, room.group.id, "反馈意见")
    screen = shown(window_of(room.clerk))
    tree = screen.items.tree
    tree.setFocus()
    key(tree, Qt.Key.Key_Return)
    write(screen, "落实主体责任有差距", Qt.Key.Key_Return)
    write(screen, "大额支出未经集体研究", Qt.Key.Key_Tab)
    assert writing(screen) is not None, "Tab takes the new item one level down and goes on writing"
    key(writing(screen), Qt.Key.Key_Return)
    write(screen, "维修费28.6万元未上会", Qt.Key.Key_Tab)
    key(writing(screen), Qt.Key.Key_Return)
    write(screen, "材料制作费14.2万元未上会", Qt.Key.Key_Return)
    key(writing(screen), Qt.Key.Key_Escape)
    assert stored(room) == [
        ("落实主体责任有差距", ItemLevel.ASPECT),
        ("大额支出未经集体研究", ItemLevel.PROBLEM),
        ("维修费28.6万元未上会", ItemLevel.MANIFESTATION),
        ("材料制作费14.2万元未上会", ItemLevel.MANIFESTATION),
    ]
    assert texts(screen) == [
        "一、落实主体责任有差距",
        "（一）大额支出未经集体研究",
        "1.维修费28.6万元未上会",
        "2.材料制作费14.2万元未上会",
    ]


def test_tab_and_alt_arrows_change_level_and_place_of_a_stored_item(room: OfficeRoom, window_of: Opener) -> None:
    found = room.drafted()
    screen = shown(window_of(room.clerk))
    tree = screen.items.tree
    item = room.items(found)["公章管理不严"]
    tree.setFocus()
    tree.choose(item.id)
    key(tree, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert room.items(found)["公章管理不严"].position == 2
    key(tree, Qt.Key.Key_Backtab)
    moved = room.items(found)
    assert moved["公章管理不严"].level is ItemLevel.ASPECT
    assert moved["用印无登记"].level is ItemLevel.PROBLEM
    assert tree.current_id == item.id
    key(tree, Qt.Key.Key_Tab)
    assert room.items(found)["用印无登记"].level is ItemLevel.MANIFESTATION


def test_a_fourth_level_is_refused_and_said(room: OfficeRoom, window_of: Opener) -> None:
    found = room.drafted()
    window = window_of(room.clerk)
    screen = shown(window)
    tree = screen.items.tree
    tree.setFocus()
    tree.choose(room.items(found)["公章管理不严"].id)
    key(tree, Qt.Key.Key_Tab)
    assert window.refusals == ["反馈意见只有方面、问题、具体表现三层"]
    assert room.items(found)["公章管理不严"].level is ItemLevel.PROBLEM


@pytest.mark.provision("LX-06-04-00c")
def test_each_reader_sees_his_own_continuous_numbers(room: OfficeRoom, window_of: Opener) -> None:
    room.drafted()
    screen = shown(window_of(room.clerk))
    assert "（二）主任一人签批支出" in texts(screen)
    assert "（三）公章管理不严" in texts(screen)
    click(screen.items.reader.switches["principal"])
    assert "（二）公章管理不严" in texts(screen)
    assert not any("主任" in line for line in texts(screen))


def test_causes_are_saved_by_themselves_and_the_reader_sees_them(
    qtbot: QtBot, room: OfficeRoom, window_of: Opener
) -> None:
    found = room.drafted()
    screen = shown(window_of(room.clerk))
    item = room.items(found)["用印无登记"]
    screen.items.tree.choose(item.id)
    edit = screen.items.form.form.editors["cause"]
    edit.input.setFocus()
    edit.input.insertPlainText("制度形同虚设")
    qtbot.waitUntil(lambda: room.items(found)["用印无登记"].cause == "制度形同虚设")
    assert "原因：制度形同虚设" in texts(screen)


def test_a_signed_paper_is_offered_and_no_longer_listed_as_unused(room: OfficeRoom, window_of: Opener) -> None:
    found = room.drafted()
    paper = room.signed_paper("临巡二〔2019〕底001号")
    screen = shown(window_of(room.clerk))
    assert screen.tabs.bar.tabText(2) == f"{UNUSED}（1）"
    assert screen.unused.grid.texts(0) == [paper.number]
    screen.items.tree.choose(room.items(found)["用印无登记"].id)
    box = screen.items.form.paper
    box.setFocus()
    QTest.keyClick(box, Qt.Key.Key_Down)
    assert room.items(found)["用印无登记"].paper_id == paper.id
    assert screen.tabs.bar.tabText(2) == UNUSED


def test_a_paper_left_out_is_listed_with_the_reason_given_on_the_spot(room: OfficeRoom, window_of: Opener) -> None:
    room.drafted()
    paper, other = room.signed_paper("临巡二〔2019〕底001号"), room.signed_paper("临巡二〔2019〕底002号")
    screen = shown(window_of(room.clerk))
    screen.tabs.bar.setCurrentIndex(2)
    page = screen.unused
    assert page.grid.texts(3) == ["还没有写明理由"] * 2
    page.grid.choose(other.id)
    click(page.reason_button)
    sheet = sheet_of(page)
    assert not sheet.yes.isEnabled()
    click(sheet.chips[0])
    click(sheet.yes)
    assert page.grid.texts(0) == [paper.number, other.number]
    assert page.grid.texts(3) == ["还没有写明理由", "并入另一份底稿反映"]
    assert screen.tabs.bar.tabText(2) == f"{UNUSED}（1）"


@pytest.mark.provision("LX-06-04-00a")
def test_approval_waits_for_the_decisions_and_their_scans(
    qtbot: QtBot, room: OfficeRoom, window_of: Opener, tmp_path: Path
) -> None:
    room.drafted()
    screen = shown(window_of(room.director))
    screen.tabs.turn(WAY)
    way = screen.way
    assert not way.approve_button.isEnabled()
    assert "须先登记县委书记专题会议的“审议同意”" in way.why_not.text()
    scan = tmp_path / "纪要.pdf"
    scan.write_bytes(b"%PDF-1.4 minutes")
    for document in ("inspection_report", "feedback"):
        click(way.decision_buttons[document])
        sheet = sheet_of(way)
        sheet.editors["wording"].set_value("原则同意")
        sheet.editors["original_at"].set_value("3号柜")
        sheet.drop.take([scan])
        click(sheet.yes)
        qtbot.waitUntil(lambda: room.director.table(Evidence).count() == room.director.table(Decision).count())
    assert way.approve_button.isEnabled()
    click(way.approve_button)
    assert room.director.table(Feedback).where()[0].state is FeedbackState.APPROVED
    assert screen.tabs.turn(ITEMS) is screen.items
    assert not screen.items.tree.editable


@pytest.mark.provision("LX-06-04-00d", "LX-06-04-00f", "LX-06-04-00g")
def test_the_signature_starts_the_clocks_and_the_dates_stand_on_the_screen(room: OfficeRoom, window_of: Opener) -> None:
    room.told("principal")
    screen = shown(window_of(room.clerk))
    screen.tabs.turn(WAY)
    way = screen.way
    assert not way.receipt_button.isEnabled()
    click(way.tell_buttons["organisation"])
    sheet = sheet_of(way)
    sheet.editors["on"].set_value("2019-09-20")
    sheet.editors["at"].set_value("10:30")
    click(sheet.yes)
    click(way.receipt_button)
    sheet = sheet_of(way)
    assert sheet.editors["signer"].value() == PRINCIPAL
    sheet.editors["signer"].set_value("孙祎")
    sheet.editors["signed_at"].set_value("11:00")
    click(sheet.yes)
    assert "亲自签收" in sheet.refusal.text
    sheet.editors["signer"].set_value(PRINCIPAL)
    click(sheet.yes)
    QApplication.processEvents()
    said = [one.text() for one in way.dates.findChildren(QLabel) if one.isVisible()]
    assert said.count("2019-10-10") == 1
    assert said.count("2019-11-20") == 2
    assert all("推定" in one.why for one in way.due)
    assert any(one.why in said for one in way.due)
    assert [one.whole for one in way.due if "国庆" in one.whole or "调休" in one.whole]


def test_a_removed_item_asks_first(room: OfficeRoom, window_of: Opener) -> None:
    found = room.drafted()
    screen = shown(window_of(room.clerk))
    tree = screen.items.tree
    tree.setFocus()
    tree.choose(room.items(found)["公章管理不严"].id)
    key(tree, Qt.Key.Key_Delete)
    sheet = sheet_of(screen.items)
    assert "公章管理不严" in room.items(found)
    click(sheet.yes)
    assert "公章管理不严" not in room.items(found)
    assert room.clerk.table(FeedbackItem).count() == 11
