"""The calendar through the widgets: a year looked at, entered, previewed, taken over, handed on, or refused."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

from PySide6.QtWidgets import QDialog

from tests.office_room import OfficeRoom
from tests.ui.office.frame import Window, click, sheet_of
from ui.office.calendar_page import CalendarPage
from ui.screens.home import HomeScreen
from ui.screens.regulation import CALENDAR, RegulationScreen
from ui.widgets.banner import Banner
from xuncha_desktop.records.rectification import Deadline
from xuncha_desktop.services import calendars, year_files
from xuncha_desktop.services.session import Session

Opener = Callable[[Session], Window]
OLD = "元旦 1月1日\n春节 2月4日至10日\n国庆节 10月1日至10月8日"


def page(window: Window) -> CalendarPage:
    found = window.show_screen(RegulationScreen(window)).tabs.turn(CALENDAR)
    assert isinstance(found, CalendarPage)
    return found


def entered(found: CalendarPage, year: int, holidays: str = OLD, workdays: str = "2月2日、2月3日") -> QDialog:
    click(found.enter_button)
    sheet = sheet_of(found)
    for name, value in (("year", year), ("source", "国办发明电〔2018〕15号"), ("holidays", holidays)):
        sheet.editors[name].set_value(value)
    sheet.editors["workdays"].set_value(workdays)
    click(sheet.yes)
    return sheet


def test_a_year_is_shown_with_its_holidays_and_worked_weekends(room: OfficeRoom, window_of: Opener) -> None:
    found = page(window_of(room.clerk))
    assert found.title.text() == "2019年　随程序"
    assert "9月29日　调休上班" in [found.list.item(row).text() for row in range(found.list.count())]
    assert "放假" in found.view.accessibleName()
    day = found.view.day_at(found.view.box_of(date(2019, 10, 1)).center().toPoint())
    assert day is not None
    assert day.text == "10月1日 国庆节"


def test_what_a_year_moves_is_seen_before_it_is_in_force(room: OfficeRoom, window_of: Opener) -> None:
    room.received()
    window = window_of(room.clerk)
    found = page(window)
    entered(found, 2019)
    sheet = sheet_of(found)
    assert [sheet.list.item(row).text() for row in range(sheet.list.count())] == [
        "2019年专项巡察　县人防办",
        "　　报送整改方案：2019-10-10 → 2019-10-14",
    ]
    plan = next(one for one in room.clerk.table(Deadline).where() if one.rule == "rectification_plan")
    assert plan.due_on == "2019-10-10"
    assert not sheet.yes.isEnabled()
    assert sheet.checked.text() == "已核对：通知确实没有列出清明节、劳动节、端午节、中秋节"
    told = " ".join(banner.text for banner in sheet.findChildren(Banner))
    assert "没有列出清明节、劳动节、端午节、中秋节" in told
    assert "启用后替换随程序提供的2019年放假安排" in told
    sheet.checked.setChecked(True)
    click(sheet.yes)
    assert room.clerk.table(Deadline).get(plan.id).due_on == "2019-10-14"
    assert found.title.text() == "2019年　已启用"
    assert "1项期限改变" in window.said[-1]


def test_a_whole_year_needs_no_further_check(room: OfficeRoom, window_of: Opener) -> None:
    found = page(window_of(room.clerk))
    whole = "\n".join((OLD, "清明节 4月5日", "劳动节 5月1日至4日", "端午节 6月7日", "中秋节 9月13日"))
    entered(found, 2019, whole)
    sheet = sheet_of(found)
    assert sheet.yes.isEnabled()
    assert sheet.checked.isHidden()


def test_a_line_that_cannot_be_read_keeps_the_sheet_open_with_its_place(room: OfficeRoom, window_of: Opener) -> None:
    found = page(window_of(room.clerk))
    sheet = entered(found, 2019, "春节 二月")
    assert sheet.isVisible()
    assert calendars.kept(room.clerk) == []


def test_a_signed_year_is_handed_on_and_an_altered_one_is_refused(
    room: OfficeRoom, window_of: Opener, tmp_path: Path
) -> None:
    window = window_of(room.clerk)
    found = page(window)
    entered(found, 2019)
    sheet_of(found).checked.setChecked(True)
    click(sheet_of(found).yes)
    found.hand_out(tmp_path)
    (path,) = tmp_path.glob("*.xyear")
    assert path.read_bytes() == calendars.kept(room.clerk)[0].raw
    value = json.loads(path.read_bytes())
    value["table"]["source"] = "另一份通知"
    path.write_text(json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")), "utf-8")
    found.take_in(path)
    assert "签名不符" in window.refusals[-1]
    path.write_text("春节放假", "utf-8")
    found.take_in(path)
    assert len(window.refusals) == 2


def test_a_group_imports_and_is_told_why_it_does_not_enter(room: OfficeRoom, window_of: Opener) -> None:
    leader = room.group_workspace().session(*[next(iter(year_files.KEEPERS - year_files.COMPOSERS))], name="王组长")
    found = page(window_of(leader))
    assert not found.enter_button.isEnabled()
    assert found.take_button.isEnabled()


def test_home_warns_in_november_that_next_year_is_not_known(room: OfficeRoom, window_of: Opener) -> None:
    last = max(calendars.current(room.clerk).years)
    room.at(f"{last}-11-02")
    window = window_of(room.clerk)
    home = window.show_screen(HomeScreen(window))
    assert not home.no_year.isHidden()
    assert f"{last + 1}年的放假安排还没有录入" in home.no_year.text
    click(home.no_year.button)
    assert window.places == ["regulation"]
