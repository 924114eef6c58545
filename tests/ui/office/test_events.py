"""事项与期限 by the widgets: an event registered from the keyboard, corrected, voided; the chain and why; extension."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.office_room import OfficeRoom
from tests.regimes import bind
from tests.ui.office.frame import Window, click, sheet_of
from ui.office.events_page import EventsPage
from ui.screens.events import EventsScreen
from ui.screens.planning import EVENTS, PlanningScreen
from ui.shell.lines import line_of
from ui.widgets.why import WhyPopup
from xuncha_desktop.kernel.errors import Refused
from xuncha_desktop.kernel.people import Post
from xuncha_desktop.records.events import EventState, RoundEvent
from xuncha_desktop.records.rectification import Deadline
from xuncha_desktop.rules.shipped import shipped_profile
from xuncha_desktop.services import round_events
from xuncha_desktop.services.session import Session

Opener = Callable[[Session], Window]


@pytest.fixture
def municipal(room: OfficeRoom) -> OfficeRoom:
    bind(room.director, room.round.id, shipped_profile("jingdezhen"))
    room.at("2018-12-10")
    return room


def page_of(window: Window) -> EventsPage:
    return window.show_screen(PlanningScreen(window)).tabs.turn(EVENTS)


def press(widget: object, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(widget, key, held)
    QApplication.processEvents()


def row_of(page: EventsPage, words: str) -> int:
    return page.events.texts(1).index(words)


def clock(page: EventsPage, words: str) -> list[str]:
    number = page.clocks.texts(0).index(words)
    return [page.clocks.texts(column)[number] for column in range(4)]


def test_enter_on_an_event_registers_it_and_the_chain_follows(municipal: OfficeRoom, window_of: Opener) -> None:
    window = window_of(municipal.clerk)
    page = page_of(window)
    page.events.selectRow(row_of(page, "每轮巡察结束"))
    page.events.setFocus()
    press(page.events, Qt.Key.Key_Return)
    sheet = sheet_of(page)
    assert sheet.windowTitle() == "登记“每轮巡察结束”"
    sheet.editors["happened_on"].set_value("2018-12-03")
    press(sheet, Qt.Key.Key_Return)
    (made,) = municipal.clerk.table(RoundEvent).where()
    assert (made.event, made.happened_on, made.group_id) == ("round_ended", "2018-12-03", municipal.group.id)
    assert clock(page, "领导小组听取巡察汇报") == ["领导小组听取巡察汇报", "已发生", "2018-12-24", "剩14天"]
    assert page.events.texts(2)[row_of(page, "每轮巡察结束")] == "2018-12-03"
    assert window.said[-1].startswith("已登记“每轮巡察结束”")


def test_the_reckoning_is_told_below_and_by_shift_f1(municipal: OfficeRoom, window_of: Opener) -> None:
    round_events.register(municipal.clerk, municipal.round.id, "round_ended", "2018-12-03")
    page = page_of(window_of(municipal.clerk))
    page.clocks.selectRow(page.clocks.texts(0).index("领导小组听取巡察汇报"))
    assert "第三十一条" in page.told.text()
    assert page.clocks.item(page.clocks.currentRow(), 2).toolTip().startswith("2018年12月3日每轮巡察结束起15个工作日")
    page.clocks.setFocus()
    QApplication.processEvents()
    press(page.clocks, Qt.Key.Key_F1, Qt.KeyboardModifier.ShiftModifier)
    popup = next(one for one in QApplication.topLevelWidgets() if isinstance(one, WhyPopup))
    assert popup.text == page.told.text()
    popup.close()


def test_voiding_an_event_takes_its_clocks_off_the_page(municipal: OfficeRoom, window_of: Opener) -> None:
    round_events.register(municipal.clerk, municipal.round.id, "round_ended", "2018-12-03")
    page = page_of(window_of(municipal.clerk))
    page.events.selectRow(row_of(page, "每轮巡察结束"))
    click(page.cancel_button)
    assert not page.ask.yes.isEnabled()
    page.ask._words.setPlainText("登记错了轮次")
    click(page.ask.yes)
    assert municipal.clerk.table(RoundEvent).where()[0].state is EventState.VOID
    assert page.clocks.texts(0) == []
    assert not page.cancel_button.isEnabled()


def test_an_event_is_corrected_in_its_sheet(municipal: OfficeRoom, window_of: Opener) -> None:
    round_events.register(municipal.clerk, municipal.round.id, "round_ended", "2018-12-03")
    page = page_of(window_of(municipal.clerk))
    page.events.selectRow(row_of(page, "每轮巡察结束"))
    press(page.events, Qt.Key.Key_Return)
    sheet = sheet_of(page)
    sheet.editors["happened_on"].set_value("2018-12-04")
    click(sheet.yes)
    assert clock(page, "领导小组听取巡察汇报")[2] == "2018-12-25"


def test_a_deadline_is_extended_with_body_and_reason(municipal: OfficeRoom, window_of: Opener) -> None:
    round_events.register(municipal.clerk, municipal.round.id, "round_ended", "2018-12-03")
    page = page_of(window_of(municipal.clerk))
    page.clocks.selectRow(page.clocks.texts(0).index("领导小组听取巡察汇报"))
    click(page.extend_button)
    sheet = sheet_of(page)
    sheet.editors["body"].set_value("leading_group")
    click(sheet.yes)
    assert sheet.isVisible()
    sheet.editors["reason"].set_value("主要领导外出")
    sheet.editors["amount"].set_value(2)
    click(sheet.yes)
    assert clock(page, "领导小组听取巡察汇报")[2] == "2018-12-26"
    assert "主要领导外出" in page.told.text()
    assert any("主要领导外出" in one.extensions for one in municipal.clerk.table(Deadline).where())


def test_what_another_act_registers_opens_its_paper_or_says_which(room: OfficeRoom, window_of: Opener) -> None:
    told = room.received()
    window = window_of(room.clerk)
    page = page_of(window)
    page.events.selectRow(row_of(page, "向主要负责人通报"))
    press(page.events, Qt.Key.Key_Return)
    assert window.opened[-1] == ("feedback", told.id)
    page.events.selectRow(row_of(page, "收到整改方案"))
    assert not page.register_button.isEnabled()
    press(page.events, Qt.Key.Key_Return)
    assert window.said[-1] == "由“登记整改来文”登记"


def test_a_clock_that_has_not_begun_cannot_be_extended(municipal: OfficeRoom, window_of: Opener) -> None:
    round_events.register(municipal.clerk, municipal.round.id, "round_ended", "2018-12-14")
    page = page_of(window_of(municipal.clerk))
    assert clock(page, "领导小组听取巡察汇报")[1] == "计划"
    page.clocks.selectRow(0)
    assert not page.extend_button.isEnabled()
    assert page.extend_button.toolTip() == "期限还没有起算，不能延期"
    assert "晚于今天，按计划日期推算" in page.warnings.text


def test_a_group_registers_and_voids_its_own_events(room: OfficeRoom, window_of: Opener) -> None:
    liaison = room.group_workspace().session(Post.LIAISON, name="赵联络")
    room.at("2019-09-10")
    window = window_of(liaison)
    page = window.show_screen(EventsScreen(window)).page
    page.events.selectRow(row_of(page, "巡察结束"))
    click(page.register_button)
    sheet = sheet_of(page)
    sheet.editors["happened_on"].set_value("2019-08-07")
    click(sheet.yes)
    (made,) = liaison.table(RoundEvent).where()
    assert (made.group_id, made.happened_on) == (room.group.id, "2019-08-07")
    assert "召开巡察汇报会议" in page.clocks.texts(0)
    click(page.cancel_button)
    page.ask._words.setPlainText("还没有离驻")
    click(page.ask.yes)
    assert page.clocks.texts(0) == []


def test_the_form_of_an_entry_changes_its_day_and_refuses_another_event(room: OfficeRoom) -> None:
    liaison = room.group_workspace().session(Post.LIAISON, name="赵联络")
    room.at("2019-09-10")
    line = line_of("round_event")
    assert line is not None
    assert line.add is not None
    assert line.correct is not None
    made = line.add(liaison, {"event": "stay_ended", "happened_on": "2019-08-07", "group_id": ""})
    assert isinstance(made, RoundEvent)
    again = line.correct(liaison, made, {"event": "stay_ended", "happened_on": "2019-08-06", "group_id": made.group_id})
    assert isinstance(again, RoundEvent)
    assert again.happened_on == "2019-08-06"
    with pytest.raises(Refused, match="只能改日期和说明"):
        line.correct(liaison, again, {"event": "stay_began", "happened_on": "2019-08-06"})
