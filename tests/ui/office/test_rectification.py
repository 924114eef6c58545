"""The supervisor's board by the widgets: lights, filters, review, closing by two, notices, incoming papers, pasting."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.office_room import OfficeRoom
from tests.ui.office.frame import Window, click, sheet_of
from tests.ui.screens.papers import pdf
from ui.screens.rectification import CLOSED, INCOMING, LATE, NOTICES, REVIEW, RectificationScreen
from xuncha_desktop.kernel.levels import Tone
from xuncha_desktop.records.rectification import (
    DueKind,
    IncomingDocument,
    Progress,
    ProgressState,
    RectificationTask,
    SupervisionNotice,
    TaskState,
)
from xuncha_desktop.services import rectification
from xuncha_desktop.services.session import Session

Opener = Callable[[Session], Window]
TABLE = (
    "反馈条目\t整改措施\t责任单位\t责任人\t整改时限\n"
    "一（一）1\t修订议事规则\t办公室\t孙祎\t2019年11月8日\n"
    "\t补开会议\t办公室\t孙祎\t长期坚持\n"
)


def shown(window: Window) -> RectificationScreen:
    return window.show_screen(RectificationScreen(window))


def fresh(room: OfficeRoom, task: RectificationTask) -> RectificationTask:
    return room.clerk.table(RectificationTask).get(task.id)


def words(screen: RectificationScreen) -> list[tuple[str, Tone]]:
    return [(row.words, row.tone) for row in screen.board.list.shown]


def test_without_a_signed_feedback_the_board_says_why_it_is_empty(room: OfficeRoom, window_of: Opener) -> None:
    screen = shown(window_of(room.supervisor))
    assert screen.empty.isVisible()
    assert "还没有签收的反馈意见" in screen.empty.sentence


def test_a_units_own_late_date_is_told_in_words_and_never_as_red(room: OfficeRoom, window_of: Opener) -> None:
    found = room.received()
    room.task(found, due_on="2019-11-08")
    room.task(found, due_kind=DueKind.ARTICLE)
    room.task(found, due_kind=DueKind.LASTING)
    room.at("2019-11-25")
    screen = shown(window_of(room.supervisor))
    assert words(screen) == [("自定时限逾期17天", Tone.NOTICE), ("逾期5天", Tone.ALERT), ("长期坚持", Tone.CALM)]
    assert [row.whose for row in screen.board.list.shown] == [" 自定时限", " 规定时限", ""]
    assert screen.figures["整改措施"].accessibleName() == "整改措施：3"
    assert screen.figures["逾期"].accessibleName() == "逾期：2"
    click(screen.board.filters[LATE])
    assert len(screen.board.list.shown) == 2
    click(screen.board.filters[CLOSED])
    assert "没有“已销号”的措施" in screen.board.nothing.sentence


def test_a_figure_opens_the_records_it_counts(room: OfficeRoom, window_of: Opener) -> None:
    room.task(room.received())
    window = window_of(room.supervisor)
    screen = shown(window)
    click(screen.figures["整改中"])
    ((title, query),) = window.lists
    assert (title, query.type) == ("整改中", "rectification_task")


def test_a_table_pasted_from_wps_becomes_measures(room: OfficeRoom, window_of: Opener) -> None:
    room.received()
    screen = shown(window_of(room.supervisor))
    screen.board.nothing.button.click()
    sheet = screen.board.sheet
    sheet.text.setPlainText(TABLE)
    assert sheet.yes.text() == "登记2行"
    click(sheet.yes)
    rows = screen.board.list.shown
    assert [(row.measure, row.due) for row in rows] == [("修订议事规则", "2019-11-08"), ("补开会议", "")]


def test_a_wrong_cell_of_a_pasted_table_is_marked_in_its_cell(room: OfficeRoom, window_of: Opener) -> None:
    room.received()
    screen = shown(window_of(room.supervisor))
    screen.board.paste()
    sheet = screen.board.sheet
    sheet.text.setPlainText(TABLE.replace("2019年11月8日", "年底前").replace("一（一）1", "五（一）1"))
    assert not sheet.yes.isEnabled()
    assert "反馈意见里没有条目" in sheet.table.item(0, 1).text()
    assert "年底前" in sheet.table.item(0, 6).text()
    assert room.clerk.table(RectificationTask).count() == 0


def test_progress_is_returned_with_a_reason_and_accepted_with_its_evidence_beside_it(
    room: OfficeRoom, window_of: Opener
) -> None:
    task = room.task(room.received())
    made = rectification.report(room.clerk, task.id, reported_on="2019-09-20", content="已修订", finished=True)
    room.scan(made, "新规则.pdf")
    screen = shown(window_of(room.supervisor))
    panel = screen.board.panel
    assert panel.said.text() == "已修订"
    assert panel.files.count == 1
    click(panel.open_button)
    assert screen.board._frame.opened == [("progress", made.id)]
    click(screen.board.filters[REVIEW])
    assert len(screen.board.list.shown) == 1
    click(panel.return_button)
    sheet = sheet_of(panel)
    assert not sheet.yes.isEnabled()
    click(sheet.chips[1])
    click(sheet.yes)
    assert room.clerk.table(Progress).get(made.id).review == "材料不能证明完成"
    assert fresh(room, task).state is TaskState.OPEN
    panel.files.close_child()


def test_closing_without_evidence_is_refused_in_words_on_the_screen(room: OfficeRoom, window_of: Opener) -> None:
    task = room.task(room.received())
    room.accepted(task, proof=False)
    screen = shown(window_of(room.supervisor))
    panel = screen.board.panel
    QApplication.processEvents()
    assert not panel.propose_button.isEnabled()
    assert panel.why_not.isVisible()
    assert panel.why_not.text() == "审核通过的报告没有佐证材料，请先补充材料，再提请销号"


def test_evidence_is_added_to_an_accepted_report_and_the_closing_opens(
    qtbot: QtBot, room: OfficeRoom, window_of: Opener, tmp_path: Path
) -> None:
    task = room.task(room.received())
    room.accepted(task, proof=False)
    panel = shown(window_of(room.supervisor)).board.panel
    assert panel.files.add_button.isEnabled()
    proof = tmp_path / "修订后的规则.pdf"
    proof.write_bytes(pdf(1))
    panel.files.take([proof])
    qtbot.waitUntil(lambda: panel.propose_button.isEnabled(), timeout=20_000)
    assert panel.files.count == 1
    assert "审核后补充材料1份" in panel.verdict.text()
    click(panel.propose_button)
    assert not panel.files.add_button.isEnabled()
    assert "销号审定中" in panel.files.note.text()
    panel.files.close_child()


def test_on_a_small_screen_the_evidence_has_half_the_panel_and_all_its_height(
    room: OfficeRoom, window_of: Opener
) -> None:
    task = room.task(room.received())
    made = rectification.report(room.clerk, task.id, reported_on="2019-09-20", content="已修订", finished=True)
    room.scan(made)
    panel = shown(window_of(room.supervisor)).board.panel
    QApplication.processEvents()
    pages = panel.files.preview
    assert pages.width() >= 340
    assert pages.height() >= 240
    assert panel.files.grid.height() >= 44
    assert panel.accept_button.isVisible()
    panel.files.close_child()


def test_two_persons_close_a_measure_and_it_is_reopened_with_a_reason(room: OfficeRoom, window_of: Opener) -> None:
    task = room.task(room.received())
    room.accepted(task)
    first = shown(window_of(room.supervisor)).board.panel
    click(first.propose_button)
    QApplication.processEvents()
    assert first.approve_button.isVisible()
    assert not first.approve_button.isEnabled()
    second = shown(window_of(room.director)).board.panel
    click(second.approve_button)
    assert fresh(room, task).state is TaskState.CLOSED
    click(second.reopen_button)
    sheet = sheet_of(second)
    sheet._words.setPlainText("复查发现未执行")
    click(sheet.yes)
    assert (fresh(room, task).state, fresh(room, task).reopened) == (TaskState.OPEN, 1)
    for panel in (first, second):
        panel.files.close_child()


def test_late_measures_are_ticked_looked_at_as_pages_and_pressed_for_in_one_notice(
    qtbot: QtBot, room: OfficeRoom, window_of: Opener, tmp_path: Path
) -> None:
    found = room.received()
    late = room.task(found, due_on="2019-10-08")
    room.task(found, due_on="2019-12-20", measure="未到期")
    room.at("2019-10-18")
    screen = shown(window_of(room.supervisor))
    board = screen.board
    assert not board.notice_button.isEnabled()
    board.list.setFocus()
    board.list.choose(late.id)
    QTest.keyClick(board.list, Qt.Key.Key_Space)
    assert board.list.ticks == [late.id]
    click(board.tick_button)
    assert board.list.ticks == [late.id]
    click(board.notice_button)
    sheet = board.notice
    qtbot.waitUntil(lambda: sheet.pane.showing and not sheet.pane.pages.picture.isNull(), timeout=60_000)
    assert room.clerk.table(SupervisionNotice).count() == 0
    click(sheet.issue_button)
    made = room.clerk.table(SupervisionNotice).where()[0]
    assert made.reply_by_on == "2019-10-25"
    assert made.number in sheet.done_banner.text
    out = tmp_path / "督办.pdf"
    sheet.save_to(out)
    assert out.read_bytes().startswith(b"%PDF-")
    sheet.reject()
    page = screen.tabs.turn(NOTICES)
    assert page.grid.texts(0) == [made.number]
    assert page.grid.texts(3) == ["未送达"]
    click(page.deliver_button)
    asked = sheet_of(page)
    asked.editors["receiver"].set_value("孙祎")
    click(asked.yes)
    assert room.clerk.table(SupervisionNotice).get(made.id).delivered_on == "2019-10-18"
    assert page.grid.texts(4) == ["孙祎"]


def test_a_day_of_answer_that_has_passed_is_refused_in_the_sheet(room: OfficeRoom, window_of: Opener) -> None:
    late = room.task(room.received(), due_on="2019-10-08")
    room.at("2019-10-18")
    board = shown(window_of(room.supervisor)).board
    board.list.tick(late.id)
    click(board.notice_button)
    sheet = board.notice
    sheet.day.set_value("2019-10-01")
    click(sheet.issue_button)
    assert "不能早于今天" in sheet.refusal.text
    assert room.clerk.table(SupervisionNotice).count() == 0
    sheet.reject()


@pytest.mark.provision("LX-06-04-00f")
def test_too_few_copies_of_a_plan_are_registered_with_a_warning(room: OfficeRoom, window_of: Opener) -> None:
    room.received()
    room.at("2019-10-12")
    window = window_of(room.clerk)
    page = shown(window).tabs.turn(INCOMING)
    click(page.receive_button)
    sheet = sheet_of(page)
    sheet.editors["document"].set_value("rectification_plan")
    sheet.editors["number"].set_value("人防发〔2019〕31号")
    sheet.editors["copies"].set_value(1)
    click(sheet.yes)
    assert room.clerk.table(IncomingDocument).count() == 1
    assert "应报2份，实收1份" in page.grid.texts(5)[0]
    assert "逾期2天" in window.said[-1]


def test_a_report_is_entered_in_the_panel(room: OfficeRoom, window_of: Opener) -> None:
    task = room.task(room.received())
    panel = shown(window_of(room.clerk)).board.panel
    click(panel.report_button)
    sheet = sheet_of(panel)
    sheet.editors["content"].set_value("已召开三次会议")
    click(sheet.yes)
    (made,) = rectification.reports(room.clerk, task)
    assert made.state is ProgressState.REPORTED
    assert panel.list.count() == 1
    assert panel.said.text() == "已召开三次会议"
    assert not panel.accept_button.isEnabled(), "a clerk registers, the supervisor judges"


def test_a_measure_is_made_lasting_and_loses_its_date(room: OfficeRoom, window_of: Opener) -> None:
    task = room.task(room.received())
    panel = shown(window_of(room.clerk)).board.panel
    click(panel.correct_button)
    sheet = sheet_of(panel)
    click(sheet.editors["due_kind"].chips["lasting"])
    click(sheet.yes)
    assert (fresh(room, task).due_kind, fresh(room, task).due_on) == (DueKind.LASTING, None)
    assert panel.light.text == "长期坚持"


def test_a_units_date_and_the_regulations_stand_side_by_side(room: OfficeRoom, window_of: Opener) -> None:
    found = room.received()
    room.task(found, due_on="2019-12-31")
    room.at("2019-11-15")
    board = shown(window_of(room.supervisor)).board
    assert board.panel.beside.isVisible()
    assert board.panel.beside.text().startswith(
        "以规定时限为准。规定时限 2019-11-20（条文·巡察工作方案六、（四）），剩5天；"
    )
    assert board.panel.beside.text().endswith("自定时限 2019-12-31，剩46天")
    bound = room.task(found, due_kind=DueKind.ARTICLE)
    board.list.choose(bound.id)
    assert not board.panel.beside.isVisible()
