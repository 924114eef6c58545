"""Why a date stands where it does, wherever one stands: on hover, read aloud, in full by Shift+F1, and copied."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from tests.office_room import OfficeRoom
from tests.regimes import bind
from tests.ui.office.frame import Window, click
from ui.office import clocks
from ui.office.coverage_page import CoveragePage
from ui.screens.home import HomeScreen
from ui.screens.record_page import RecordPage
from ui.screens.rectification import RectificationScreen
from ui.shell.ledger_page import LedgerPage
from ui.shell.lines import line_of
from ui.widgets import why
from ui.widgets.why import WhyPopup
from xuncha_desktop.records.rectification import DueKind
from xuncha_desktop.rules.shipped import shipped_profile
from xuncha_desktop.services import deadlines, due_reasons, notices, planning
from xuncha_desktop.services.session import Session

Opener = Callable[[Session], Window]
PLAN = "2019年9月20日签收反馈意见（推定）起10个工作日 → 2019年10月10日（周四）到期"


def popup() -> WhyPopup:
    QApplication.processEvents()
    found = [one for one in QApplication.topLevelWidgets() if isinstance(one, WhyPopup) and one.isVisible()]
    assert len(found) == 1
    return found[0]


def asked(widget: QWidget) -> WhyPopup:
    """What Shift+F1 shows while a widget has the focus."""
    widget.setFocus()
    QApplication.processEvents()
    QTest.keyClick(widget, Qt.Key.Key_F1, Qt.KeyboardModifier.ShiftModifier)
    return popup()


def test_a_clock_tells_on_hover_and_by_keys_and_its_paragraph_is_copied(room: OfficeRoom, window_of: Opener) -> None:
    found = room.received()
    due = clocks.read(room.clerk, deadlines.of(room.clerk, found))
    plan = next(one for one in due if one.label == "报送整改方案")
    window = window_of(room.clerk)
    line = window.show_screen(clocks.line(plan))
    assert PLAN in line.toolTip()
    assert PLAN in line.accessibleDescription()
    shown = asked(line)
    assert "依据：" in shown.text
    assert "9月29日" in shown.text
    click(shown.copy_button)
    assert QGuiApplication.clipboard().text() == plan.whole


def test_the_ledger_of_deadlines_explains_the_date_of_the_row(room: OfficeRoom, window_of: Opener) -> None:
    room.received()
    line = line_of("deadline")
    assert line is not None
    window = window_of(room.clerk)
    page = window.show_screen(LedgerPage(window, line))
    model = page.ledger.model
    names = [field.name for field in model.columns]
    row = next(
        n for n in range(model.rowCount()) if model.index(n, names.index("due_on")).data().startswith("2019-10-10")
    )
    cell = model.index(row, names.index("due_on"))
    assert PLAN in cell.data(Qt.ItemDataRole.ToolTipRole)
    assert PLAN in cell.data(Qt.ItemDataRole.AccessibleDescriptionRole)
    assert PLAN not in (model.index(row, names.index("label")).data(Qt.ItemDataRole.ToolTipRole) or "")
    page.ledger.table.selectRow(row)
    shown = asked(page.ledger.table)
    assert "到期日为2019年10月10日" in shown.text
    shown.close()


def test_a_line_of_the_home_page_explains_its_date(room: OfficeRoom, window_of: Opener, qtbot: Any) -> None:
    room.received()
    room.at("2019-10-08")
    window = window_of(room.clerk)
    home = window.show_screen(HomeScreen(window))
    card = next(one for one in home.lists if "三十日" in one.head.findChild(QLabel).text())
    qtbot.waitUntil(lambda: bool(card.rows), timeout=20_000)
    row = next(one for one in card.rows if "10月10日" in one.toolTip())
    assert PLAN in row.accessibleDescription()
    shown = asked(row)
    assert "依据：" in shown.text
    shown.close()


def test_a_measure_says_whose_date_it_bears(room: OfficeRoom, window_of: Opener) -> None:
    found = room.received()
    own = room.task(found, due_kind=DueKind.OWN, due_on="2019-10-20")
    lasting = room.task(found, due_kind=DueKind.LASTING, due_on=None)
    article = room.task(found, due_kind=DueKind.ARTICLE, due_on=None)
    window = window_of(room.supervisor)
    screen = window.show_screen(RectificationScreen(window))
    told = {row.id: row.why for row in screen.board.list.shown}
    assert told[own.id].line == "2019-10-20是单位自定时限，不是规定的期限，过期不等于违反规定。"
    assert told[lasting.id].line == "长期坚持，不设期限。"
    assert "起2个月 → 2019年11月20日" in told[article.id].line
    screen.board.list.choose(article.id)
    assert told[article.id].line in screen.board.panel.facts.toolTip()
    shown = asked(screen.board.list)
    assert shown.text == told[article.id].paragraph
    shown.close()


def test_where_nothing_is_chosen_nothing_is_told(room: OfficeRoom, window_of: Opener) -> None:
    window = window_of(room.supervisor)
    screen = window.show_screen(RectificationScreen(window))
    assert why.show(screen, None) is None
    assert due_reasons.of(room.clerk, "unit", room.unit.id) is None


def test_the_page_of_a_clock_explains_its_date(room: OfficeRoom, window_of: Opener) -> None:
    found = room.received()
    clock = next(one for one in deadlines.of(room.clerk, found) if one.rule == "rectification_plan")
    window = window_of(room.clerk)
    page = window.show_screen(RecordPage(window, "deadline", clock.id))
    said = [one for one in page.findChildren(QLabel) if PLAN in one.toolTip()]
    assert [one.text() for one in said if not one.isHidden()] == ["2019-10-10"] * len(said)
    assert said
    assert "9月29日" in asked(page).text


def test_a_date_somebody_set_is_told_as_such_on_its_page(room: OfficeRoom, window_of: Opener) -> None:
    task = room.task(room.received())
    room.at("2020-01-10")
    notice = notices.issue(room.supervisor, [task.id], "2020-01-20")
    reason = due_reasons.of(room.clerk, "supervision_notice", notice.id)
    assert reason is not None
    assert "规定没有定天数，不作推算" in reason.line
    window = window_of(room.clerk)
    page = window.show_screen(RecordPage(window, "supervision_notice", notice.id))
    assert reason.paragraph == asked(page).text


def test_the_day_a_unit_is_to_be_inspected_again_tells_its_years_and_ground(
    room: OfficeRoom, window_of: Opener
) -> None:
    bind(room.director, room.round.id, shipped_profile("yangling"))
    planning.register_unit(room.director, name="五泉镇党委", kind="government_organ", last_inspected="2015-11")
    page = window_of(room.director).show_screen(CoveragePage(window_of(room.director)))
    page.grid.selectRow(page.grid.texts(0).index("五泉镇党委"))
    item = page.grid.item(page.grid.currentRow(), 4)
    assert item is not None
    assert item.toolTip().startswith("上次巡察约2015-11-01起5年 → 2020-11-01；条文·实施办法第二十一条")
    assert "按该年或该月的第一天起算" in asked(page.grid).text
