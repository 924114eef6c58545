"""The rules and the calendar through the widgets: read, searched, compared, edited into an edition, dates explained."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QListWidget

from tests.office_room import OfficeRoom
from tests.services.test_profile_reading import other
from tests.ui.office.frame import Window, click, sheet_of
from ui.office.compare_page import ComparePage
from ui.office.edition_page import EditionPage
from ui.office.rules_page import RulesPage
from ui.screens.regulation import RULES, RegulationScreen
from xuncha_desktop.kernel.levels import Compartment
from xuncha_desktop.services import profile_editions, profiles
from xuncha_desktop.services.session import Session

Opener = Callable[[Session], Window]


def page(window: Window) -> RulesPage:
    found = window.show_screen(RegulationScreen(window)).tabs.turn(RULES)
    assert isinstance(found, RulesPage)
    return found


def section(found: RulesPage, name: str) -> None:
    for row in range(found.sections.count()):
        item = found.sections.item(row)
        if item is not None and item.text().startswith(name):
            found.sections.setCurrentRow(row)


def test_the_rules_of_a_section_are_shown_with_ground_and_standing(room: OfficeRoom, window_of: Opener) -> None:
    found = page(window_of(room.clerk))
    assert "1个轮次" in found.chooser.box.currentText()
    section(found, "期限")
    assert "报送整改方案" in found.table.texts(0)
    assert set(found.table.texts(2)) <= {"条文", "推定", "惯例"}
    assert "7处疑点" in found.doubts.text


def test_words_typed_into_the_box_leave_only_rules_that_hold_them(room: OfficeRoom, window_of: Opener) -> None:
    found = page(window_of(room.clerk))
    every = len(found.table.texts(0))
    found.search.setText("督办")
    found.search.search()
    assert 0 < len(found.table.texts(0)) < every
    found.search.setText("量子力学")
    found.search.search()
    assert found.table.texts(0) == []


def test_two_profiles_are_compared_and_the_table_is_saved(
    room: OfficeRoom, window_of: Opener, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with room.director.carry_out("setup", Compartment.CORE) as tx:
        profiles.keep(tx, other())
    window = window_of(room.clerk)
    click(page(window).compare_button)
    shown = window.pages[-1][1]
    assert isinstance(shown, ComparePage)
    shown.right.choose(other().digest)
    assert shown.table.texts(0) == ["到期日遇休息日"]
    assert shown.table.texts(3) == ["规定不同"]
    shown.only.setChecked(False)
    assert len(shown.table.texts(0)) > 100
    target = tmp_path / "对照.xlsx"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    window.show_screen(shown)
    click(shown.export_button)
    assert target.exists()
    assert "已导出" in window.said[-1]


def editing(window: Window) -> EditionPage:
    """The page of the next edition, laid over the rules."""
    shown = page(window)
    click(shown.edit_button)
    found = window.pages[-1][1]
    assert isinstance(found, EditionPage)
    shown.parentWidget().hide()
    window.show_screen(found)
    return found


def to_plan(found: EditionPage) -> None:
    ids = [one["id"] for one in found.draft.content["deadlines"]]
    found.turn(("deadlines", ids.index("rectification_plan")))


def typed(found: EditionPage, name: str, text: str) -> None:
    assert found.form is not None
    made = found.form.editor(name)
    made.setFocus()
    made.selectAll()
    made.insert(text)
    QTest.keyClick(made, Qt.Key.Key_Return)


def chosen(found: EditionPage, name: str, value: object) -> None:
    assert found.form is not None
    box = found.form.editor(name)
    box.setCurrentIndex(box.findData(value))
    box.activated.emit(box.currentIndex())


def test_a_changed_amount_is_refused_under_its_standing_until_it_is_owned(room: OfficeRoom, window_of: Opener) -> None:
    window = window_of(room.director)
    found = editing(window)
    to_plan(found)
    assert found.title.text() == "期限 › 报送整改方案"
    typed(found, "amount", "15")
    assert not found.keep_button.isEnabled()
    assert [found.list.item(0).text()[:18]] == ["▲ 期限 › 报送整改方案 › 效力"]
    assert found.form is not None
    assert "不能仍作条文" in found.form.editor("standing").accessibleDescription()
    chosen(found, "standing", "custom")
    chosen(found, "article", None)
    typed(found, "note", "县委2019年决定")
    assert found.list.isHidden()
    click(found.keep_button)
    sheet = sheet_of(found)
    sheet.editors["name"].set_value("本县修订")
    sheet.editors["reason"].set_value("书记专题会议决定")
    click(sheet.yes)
    new = profiles.offered(room.clerk)[0]
    assert (new.about.name, new.about.edition, new.deadline("rectification_plan").amount) == ("本县修订", 2, 15)
    assert profiles.of_round(room.clerk, room.round.id).deadline("rectification_plan").amount == 10


def test_dates_that_would_move_are_listed_before_an_edition_is_kept(room: OfficeRoom, window_of: Opener) -> None:
    room.received()
    found = editing(window_of(room.director))
    to_plan(found)
    typed(found, "amount", "15")
    chosen(found, "standing", "custom")
    chosen(found, "article", None)
    click(found.keep_button)
    sheet = sheet_of(found)
    listed = next(one for one in sheet.findChildren(QListWidget) if one.accessibleName() == "期限变动")
    shown = [listed.item(place).text() for place in range(listed.count())]
    assert shown[0].startswith("2019年专项巡察　")
    assert any("报送整改方案：" in line for line in shown)
    sheet.reject()
    assert len(profiles.digests(room.clerk)) == 1


def test_an_entry_is_added_filled_and_taken_out_again(room: OfficeRoom, window_of: Opener) -> None:
    found = editing(window_of(room.director))
    found.turn(("code_lists", 0, "items", 0))
    before = len(found.draft.content["code_lists"][0]["items"])
    click(found.more_button)
    assert len(found.draft.content["code_lists"][0]["items"]) == before + 1
    assert any("必须填写" in found.list.item(row).text() for row in range(found.list.count()))
    typed(found, "label", "其他来源")
    item = found.tree.currentItem()
    assert item is not None
    assert item.text(0) == "其他来源"
    click(found.less_button)
    assert len(found.draft.content["code_lists"][0]["items"]) == before
    click(found.undo_button)
    assert len(found.draft.content["code_lists"][0]["items"]) == before + 1


def test_an_edition_begun_survives_a_lock(room: OfficeRoom, window_of: Opener) -> None:
    window = window_of(room.director)
    screen = window.show_screen(RegulationScreen(window))
    assert screen.keep() == {}
    click(screen.rules.edit_button)
    screen.rules.draft.put(("deadlines", 0, "label"), "改过的名称")
    kept = json.loads(json.dumps(screen.keep()))
    screen.hide()
    again = window.show_screen(RegulationScreen(window))
    again.restore(kept)
    assert again.rules.edit_button.text() == "继续修订"
    assert again.rules.draft.content["deadlines"][0]["label"] == "改过的名称"


def test_a_round_in_draft_is_put_on_the_new_edition_with_a_reason(room: OfficeRoom, window_of: Opener) -> None:
    draft = profile_editions.begin(room.director, room.round.profile_digest)
    draft.put(("deadline_policy", "rest_day"), "next_working_day")
    for name, value in (("standing", "custom"), ("article", None), ("note", "本县掌握")):
        draft.put(("deadline_policy", name), value)
    new = profile_editions.keep(room.director, draft, "本县修订", "会议决定")
    shown = page(window_of(room.director))
    shown.chooser.choose(new.digest)
    adopts = next(one for one in shown.menu.actions() if "改用本版" in one.text())
    assert adopts.isEnabled()
    adopts.trigger()
    sheet = sheet_of(shown)
    sheet.editors["reason"].set_value("会议决定")
    click(sheet.yes)
    assert profiles.of_round(room.clerk, room.round.id).digest == new.digest
    assert "1个轮次" in shown.chooser.box.currentText()


def test_who_may_not_decide_reads_and_is_told_why_the_button_is_grey(room: OfficeRoom, window_of: Opener) -> None:
    shown = page(window_of(room.clerk))
    assert not shown.edit_button.isEnabled()
    assert "您的岗位不能办理" in shown.edit_button.toolTip()


def test_a_profile_is_given_out_and_a_damaged_one_refused(room: OfficeRoom, window_of: Opener, tmp_path: Path) -> None:
    window = window_of(room.director)
    shown = page(window)
    target = tmp_path / "礼县.xprofile"
    shown.hand_out(target)
    assert target.read_bytes() == profiles.of_round(room.clerk, room.round.id).to_bytes()
    target.write_bytes(target.read_bytes()[:-20])
    shown.take_in(target)
    assert window.refusals
    assert len(profiles.digests(room.clerk)) == 1
