"""The main window: places by post, pages, search, refusals, and a page for every record type."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QLabel
from pytestqt.qtbot import QtBot
from python_calamine import load_workbook

from tests.ui.shell.conftest import IN_OFFICE, Desk
from ui.shell import places
from ui.shell.ledger_page import LedgerPage
from ui.shell.lines import LINES, line_of
from ui.shell.navigation import Navigation
from ui.shell.pages import Address
from ui.shell.window import DEMO
from ui.widgets.toast import Toast
from xuncha_desktop.kernel.errors import Cancelled, Refused
from xuncha_desktop.kernel.levels import Compartment
from xuncha_desktop.kernel.people import Post
from xuncha_desktop.records.onsite import Finding
from xuncha_desktop.records.registry import record_types
from xuncha_desktop.services import findings, reading
from xuncha_desktop.services.session import Session


def the_finding(session: Session) -> Finding:
    (found,) = reading.page(session, reading.Query("finding")).rows
    assert isinstance(found, Finding)
    return found


@pytest.mark.parametrize(
    ("kind", "login", "sees", "never"),
    [
        ("group", "sysadmin", {"home", "accounts"}, {"finding", "petition", "audit", "unit"}),
        ("group", "secadmin", {"home", "accounts"}, {"finding", "audit"}),
        ("group", "auditor", {"home", "audit"}, {"finding", "petition"}),
        ("group", "zhangsan", {"home", "finding", "interview", "petition"}, {"audit", "unit", "feedback"}),
        ("group", "lisi", {"home", "finding", "petition", "lead"}, {"audit", "feedback"}),
        ("office", "holder", {"home", "planning", "petition", "rectification_task"}, {"audit", "unit"}),
    ],
)
def test_each_post_sees_its_places_and_no_others(desk: Desk, login: str, sees: set[str], never: set[str]) -> None:
    shell = desk.enter(login)
    assert sees <= set(shell.places)
    assert not never & set(shell.places)


@pytest.mark.parametrize("posts", [{Post.LEADER}, {Post.OFFICE_DIRECTOR}, {Post.SECURITY_ADMIN}])
def test_no_heading_of_the_navigation_stands_twice(qtbot: QtBot, posts: set[Post]) -> None:
    seen = [place for place in places.PLACES if place.posts & posts]
    navigation = Navigation(seen)
    qtbot.addWidget(navigation)
    texts = [item.text() for row in range(navigation.count()) if (item := navigation.item(row))]
    assert {place.title for place in seen} <= set(texts)
    assert len(texts) == len(set(texts))


def test_a_ledger_of_a_compartment_without_a_key_is_no_place(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    session = desk.enter("lisi").desk.session
    assert "instruction" in {place.name for place in places.places_for(session)}
    monkeypatch.setattr(Session, "holds", lambda self, c: c is not Compartment.WORK)
    assert "instruction" not in {place.name for place in places.places_for(session)}


@IN_OFFICE
def test_every_place_opens_for_those_who_see_it(desk: Desk) -> None:
    shell = desk.enter("holder")
    for name in shell.places:
        shell.go(name)
        desk.settle()
        assert shell.place == name, name
        assert shell.refusal == "", name


def test_the_banner_says_the_highest_level_and_that_data_are_made_up(desk: Desk) -> None:
    shell = desk.enter("lisi")
    assert shell.demo.text() == DEMO
    assert "机密" in shell.findChild(type(shell._secrecy(shell.desk.session))).accessibleName()


def test_a_line_in_the_navigation_gives_a_ledger_and_a_form(desk: Desk) -> None:
    shell = desk.enter("zhangsan")
    line = line_of("finding")
    assert line is not None
    page = LedgerPage(shell, line)
    shell.push("问题", page)
    desk.wait(lambda: page.ledger.model.rowCount() == 1)

    page.ledger.open_row(0)
    record = shell.pile.top
    record.form.editors["title"].input.setText("三笔大额支出未经班子集体研究")
    assert record.dirty
    shell.activateWindow()
    QTest.keyClick(record.form.editors["title"].input, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)

    desk.wait(lambda: not record.dirty)
    assert the_finding(shell.desk.session).title == "三笔大额支出未经班子集体研究"


@IN_OFFICE
def test_a_new_record_is_written_down_and_shown(desk: Desk) -> None:
    shell = desk.enter("holder")
    line = line_of("unit")
    assert line is not None
    shell.push("单位库", LedgerPage(shell, line))
    shell.pile.top.new.click()
    page = shell.pile.top
    page.store()
    assert page.form.issues["name"]
    page.form.editors["name"].input.setText("青石镇党委")
    page.form.editors["kind"].set_value(reading.page(shell.desk.session, reading.Query("unit")).rows[0].kind)

    assert page.store()

    desk.wait(lambda: shell.pile.titles == ["首页", "单位库", "青石镇党委"])
    assert {unit.name for unit in reading.page(shell.desk.session, reading.Query("unit")).rows} == {
        "县人防办党组",
        "青石镇党委",
    }


def test_every_line_names_a_type_an_icon_and_a_post() -> None:
    known = record_types()
    for line in LINES:
        assert line.type in known
        assert places.ledger(line).title == line.title


def test_a_place_is_left_and_found_again_as_it_was(desk: Desk) -> None:
    shell = desk.enter("zhangsan")
    shell.go("finding")
    shell.open_record("finding", the_finding(shell.desk.session).id)
    page = shell.pile.top
    page.form.editors["summary"].input.setPlainText("正在写")

    shell.go("home")
    shell.go("finding")

    assert shell.pile.top is page
    assert page.form.editors["summary"].input.toPlainText() == "正在写"


def test_alt_left_goes_back_and_saves_what_was_typed(desk: Desk) -> None:
    shell = desk.enter("zhangsan")
    shell.go("finding")
    shell.open_record("finding", the_finding(shell.desk.session).id)
    shell.pile.top.form.editors["summary"].input.setPlainText("三笔支出共52.6万元")

    shell.activateWindow()
    QTest.keyClick(shell, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)

    desk.wait(lambda: shell.pile.over == 0)
    assert the_finding(shell.desk.session).summary == "三笔支出共52.6万元"


@IN_OFFICE
def test_a_refused_act_shows_its_sentence_and_keeps_the_page(desk: Desk) -> None:
    shell = desk.enter("holder")
    ok = shell.desk.run(lambda session: findings.draft(session, title="某问题"))

    assert not ok
    assert shell.refusal == "您的岗位不能办理“登记问题”"
    shell._notice.button.click()
    assert shell.refusal == ""


def test_one_handler_takes_refusals_and_lets_a_cancelled_job_pass(desk: Desk) -> None:
    shell = desk.enter("zhangsan")
    broken: list[object] = []
    shell.broke.disconnect()
    shell.broke.connect(broken.append)

    shell.refuse(Cancelled())
    assert shell.refusal == ""
    shell.refuse(Refused("磁盘空间不足"))
    assert shell.refusal == "磁盘空间不足"
    bug = KeyError("x")
    shell.refuse(bug)
    assert broken == [bug]


def test_a_record_that_may_not_be_known_is_refused_and_nothing_opens(desk: Desk) -> None:
    shell = desk.enter("zhangsan")
    shell.open_record("petition", "01890000-0000-7000-8000-000000000000")
    assert "无权知悉" in shell.refusal
    assert shell.pile.over == 0


def test_search_finds_words_and_opens_the_record(desk: Desk) -> None:
    shell = desk.enter("zhangsan")
    shell.search.setText("大额")
    shell.search.search()
    desk.wait(shell.search.results.isVisible)

    QTest.keyClick(shell.search, Qt.Key.Key_Return)

    assert shell.pile.page_at(Address("finding", the_finding(shell.desk.session).id)) is shell.pile.top
    assert not shell.search.results.isVisible()


def test_r06_search_shows_an_officer_nothing_of_the_work(desk: Desk) -> None:
    shell = desk.enter("sysadmin")
    shell.search.setText("大额")
    shell.search.search()
    desk.wait(shell.search.results.isVisible)
    assert shell.search.results.item(0).text() == "没有找到您可以查看的记录"
    QTest.keyClick(shell.search, Qt.Key.Key_Return)
    assert shell.pile.over == 0


def test_ctrl_k_goes_to_the_search(desk: Desk, qtbot) -> None:
    shell = desk.enter("zhangsan")
    shell.activateWindow()
    QTest.keyClick(shell, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    desk.wait(shell.search.hasFocus)


def test_what_another_act_changed_is_seen_on_an_open_page(desk: Desk) -> None:
    shell = desk.enter("zhangsan")
    finding = the_finding(shell.desk.session)
    shell.open_record("finding", finding.id)
    findings.correct(shell.desk.session, finding.id, finding.version, title="另一标题")
    desk.wait(lambda: shell.pile.top.form.editors["title"].input.text() == "另一标题")


def test_what_is_typed_is_kept_and_put_back_in_every_place(desk: Desk) -> None:
    shell = desk.enter("zhangsan")
    finding = the_finding(shell.desk.session)
    shell.go("finding")
    shell.open_record("finding", finding.id)
    shell.pile.top.form.editors["fact"].input.setPlainText("写到一半")
    shell.go("interview")
    shell.new_record("interview")
    shell.pile.top.form.editors["interviewee"].input.setText("赵某")
    shell.go("home")

    kept = shell.keep()
    for pile in shell.piles.values():
        while pile.over:
            pile.drop()
    shell.restore(kept)

    assert shell.place == "home"
    page = shell.piles["finding"].top
    assert page.form.editors["fact"].input.toPlainText() == "写到一半"
    assert page.dirty
    assert shell.piles["interview"].top.form.editors["interviewee"].input.text() == "赵某"


def test_f1_opens_the_manual_and_alt_left_leaves_it(desk: Desk) -> None:
    shell = desk.enter("sysadmin")
    shell.go("accounts")
    shell.activateWindow()
    QTest.keyClick(shell, Qt.Key.Key_F1)
    desk.wait(lambda: shell.pile.titles == ["账号与授权", "帮助"])
    assert "巡察工作台" in shell.pile.top.toPlainText()
    QTest.keyClick(shell, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    desk.wait(lambda: shell.pile.titles == ["账号与授权"])


def test_closing_asks_a_page_with_unsaved_words_first(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    shell = desk.enter("zhangsan")
    shell.go("finding")
    shell.new_record("finding")
    page = shell.pile.top
    page.form.editors["title"].input.setText("新问题")
    monkeypatch.setattr(type(page), "may_leave", lambda self: False)
    assert not shell.close()
    assert desk.ended == []
    monkeypatch.setattr(type(page), "may_leave", lambda self: True)
    assert shell.close()
    assert desk.ended == [None]


def test_a_new_name_in_the_way_back_leaves_the_cursor_where_it_is(desk: Desk) -> None:
    shell = desk.enter("zhangsan")
    shell.open_record("finding", the_finding(shell.desk.session).id)
    field = shell.pile.top.form.editors["title"].input
    shell.activateWindow()
    field.setFocus()
    field.setText("另一标题")
    desk.wait(field.hasFocus)

    assert shell.pile.top.store()

    desk.wait(lambda: shell.pile.titles[-1] == "另一标题")
    assert field.hasFocus()


def test_a_ledger_is_exported_as_it_is_shown(desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shell = desk.enter("lisi")
    line = line_of("finding")
    assert line is not None
    page = LedgerPage(shell, line)
    shell.push("问题", page)
    desk.wait(lambda: page.ledger.model.rowCount() == 1)
    target = tmp_path / "问题台账"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))

    QTest.mouseClick(page.export, Qt.MouseButton.LeftButton)
    desk.settle()

    desk.wait(lambda: target.with_suffix(".xlsx").exists())
    with load_workbook(target.with_suffix(".xlsx")) as book:
        head, row = book.get_sheet_by_index(0).to_python()
    assert head == [field.label for field in page.ledger.model.columns]
    assert "三笔大额支出未经集体研究" in row
    desk.wait(lambda: any("已导出1行" in toast.findChild(QLabel).text() for toast in shell.findChildren(Toast)))
