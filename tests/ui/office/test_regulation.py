"""The rules and the calendar through the widgets: read, searched, compared, edited into an edition, dates explained."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog

from tests.office_room import OfficeRoom
from tests.services.test_profile_reading import other
from tests.ui.office.frame import Window, click
from ui.office.compare_page import ComparePage
from ui.office.rules_page import RulesPage
from ui.screens.regulation import RULES, RegulationScreen
from xuncha_desktop.kernel.levels import Compartment
from xuncha_desktop.services import profiles
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
    assert "8处疑点" in found.doubts.text


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
