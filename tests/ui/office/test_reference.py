"""A second regime in the window: chosen in a sheet, its date beside the round's, told on hover and by Shift+F1."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.office_room import OfficeRoom
from tests.ui.office.frame import Window, click, sheet_of
from ui.office.events_page import EventsPage
from ui.screens.planning import EVENTS, PlanningScreen
from ui.screens.rectification import RectificationScreen
from ui.widgets.why import WhyPopup
from xuncha_desktop.records.organisation import Round
from xuncha_desktop.rules.shipped import shipped_profile
from xuncha_desktop.services import reference_clocks
from xuncha_desktop.services.session import Session

Opener = Callable[[Session], Window]
LIXIAN, YANGLING = map(shipped_profile, ("lixian", "yangling"))


def chosen(room: OfficeRoom, digest: str = YANGLING.digest) -> None:
    found = room.director.table(Round).get(room.round.id)
    reference_clocks.choose(room.director, found.id, found.version, digest, "与上级规定对照")


def events_of(window: Window) -> EventsPage:
    return window.show_screen(PlanningScreen(window)).tabs.turn(EVENTS)


def test_the_director_names_changes_and_takes_away_the_second_regime(room: OfficeRoom, window_of: Opener) -> None:
    window = window_of(room.director)
    page = window.show_screen(PlanningScreen(window)).rounds
    for digest, words, reason in ((YANGLING.digest, "参照：杨陵区委", "与上级规定对照"), ("none", "", "不再对照")):
        click(page.reference_button)
        sheet = sheet_of(page)
        sheet.editors["profile"].set_value(digest)
        click(sheet.yes)
        assert not sheet.refusal.isHidden()
        sheet.editors["reason"].set_value(reason)
        click(sheet.yes)
        page.reload()
        assert ("参照：" in page.profile.text()) is bool(words)
        assert words in page.profile.text()
    assert room.director.table(Round).get(room.round.id).reference is None


def test_who_may_not_name_it_is_told_why(room: OfficeRoom, window_of: Opener) -> None:
    window = window_of(room.clerk)
    page = window.show_screen(PlanningScreen(window)).rounds
    assert not page.reference_button.isEnabled()
    assert page.reference_button.toolTip()


def test_the_second_date_stands_beside_each_deadline_with_its_whole_reason(room: OfficeRoom, window_of: Opener) -> None:
    room.received()
    page = events_of(window_of(room.clerk))
    assert page.clocks.isColumnHidden(4)
    chosen(room)
    page.reload()
    assert not page.clocks.isColumnHidden(4)
    row = page.clocks.texts(0).index(LIXIAN.deadline("rectification_report").label)
    assert (page.clocks.texts(2)[row], page.clocks.texts(4)[row]) == ("2019-11-20", "2019-12-20")
    page.clocks.selectRow(row)
    assert "到期日为2019年12月20日（星期五）。以规定时限为准。" in page.told.text()
    page.clocks.setFocus()
    QApplication.processEvents()
    QTest.keyClick(page.clocks, Qt.Key.Key_F1, Qt.KeyboardModifier.ShiftModifier)
    QApplication.processEvents()
    popup = next(one for one in QApplication.topLevelWidgets() if isinstance(one, WhyPopup) and one.isVisible())
    assert "参照时限，按“杨陵区委巡察工作实施办法”（第1版）推算，只供对照" in popup.text
    popup.close()


def test_a_matter_the_second_regime_does_not_know_is_marked(room: OfficeRoom, window_of: Opener) -> None:
    room.received()
    chosen(room, shipped_profile("yulin").digest)
    page = events_of(window_of(room.clerk))
    row = page.clocks.texts(0).index(LIXIAN.deadline("principal_report").label)
    assert page.clocks.texts(4)[row] == "无对应"
    assert "参照规则没有对应的期限" in page.clocks.item(row, 4).toolTip()


def test_a_measure_shows_three_clocks_side_by_side(room: OfficeRoom, window_of: Opener) -> None:
    room.task(room.received(), due_on="2019-12-31")
    chosen(room)
    window = window_of(room.supervisor)
    screen = window.show_screen(RectificationScreen(window))
    said = screen.board.panel.beside.text()
    assert said.startswith("以规定时限为准。规定时限 2019-11-20")
    assert "自定时限 2019-12-31" in said
    assert "参照时限 2019-12-20（条文·实施办法第三十五条）" in said
