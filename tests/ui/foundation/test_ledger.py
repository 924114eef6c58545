"""A ledger worked with keys and mouse."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from tests.ui.foundation.conftest import World
from ui.desk import Desk
from ui.jobs import Jobs
from ui.records.ledger import NOT_COPIED, LedgerView
from ui.records.names import DeskNames
from ui.records.table_view import fitted
from xuncha_desktop.kernel.levels import Compartment
from xuncha_desktop.records.onsite import Finding


@pytest.fixture
def make(qtbot, desk: Desk, jobs: Jobs, names: DeskNames):
    def made(type_=Finding.type, **given) -> LedgerView:
        view = LedgerView(type_, desk, jobs, names, **given)
        qtbot.addWidget(view, before_close_func=lambda v: v.model.close())
        view.resize(1200, 600)
        view.show()
        view.activateWindow()
        qtbot.waitUntil(view.isActiveWindow)
        qtbot.waitUntil(lambda: not view.model.busy)
        return view

    return made


def test_the_number_of_rows_is_said(world: World, make):
    world.add_findings(1_500)
    assert make().count_text == "共1,500条"


def test_nothing_is_said_with_a_way_on(make, seen):
    view = make(empty=("inbox", "本轮还没有登记问题。", "登记第一个问题"))
    acted = seen(view.acted)

    assert view._stack.currentWidget() is view.empty
    assert view.empty.sentence == "本轮还没有登记问题。"
    view.empty.button.click()
    assert len(acted) == 1


def test_a_search_without_hits_offers_to_show_all_again(world: World, make, qtbot):
    world.add_findings(5)
    view = make()
    view.search.setText("地下商场")
    view.search.search()
    qtbot.waitUntil(lambda: not view.model.busy)
    assert view.empty.sentence == "没有符合条件的问题"
    view.empty.button.click()
    qtbot.waitUntil(lambda: not view.model.busy)

    assert view.count_text == "共5条"
    assert view.search.text() == ""


def test_a_search_finds_by_words(world: World, make, qtbot, desk: Desk):
    world.add_findings(3)
    with world.session.carry_out("t", Compartment.WORK) as tx:
        old = world.session.table(Finding).where()[1]
        tx.change(old, None, title="地下商场租金欠收")
    view = make()
    view.search.setText("商场")
    qtbot.keyClick(view.search, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not view.model.busy)

    assert view.count_text == "共1条"


def test_a_filter_is_a_chip_that_goes_away_again(world: World, make, qtbot):
    world.add_findings(30, category=lambda n: "m1" if n % 3 == 0 else "p1")
    view = make()
    view._open_filters()
    box = next(b for b in view.popup.boxes if b.text() == "三重一大事项未经集体研究")
    box.setChecked(True)
    view.popup.close()
    qtbot.waitUntil(lambda: not view.model.busy)
    chips = [view._flow.itemAt(n).widget() for n in range(view._flow.count())]  # pyright: ignore

    assert view.count_text == "共10条"
    assert [chip.text() for chip in chips] == ["问题分类：三重一大事项未经集体研究"]
    chips[0].click()
    qtbot.waitUntil(lambda: not view.model.busy)
    assert view.count_text == "共30条"
    assert view._chips.isHidden()


def test_return_opens_the_row_and_ctrl_f_goes_to_the_search(world: World, make, qtbot, seen):
    world.add_findings(3)
    view = make()
    opened = seen(view.opened)
    view.table.setFocus()
    qtbot.keyClick(view.table, Qt.Key.Key_Down)
    qtbot.keyClick(view.table, Qt.Key.Key_Return)
    assert [world.session.table(Finding).get(one).title for one in opened] == ["问题00001"]

    qtbot.keyClick(view.table, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: view.search.hasFocus())


def test_end_goes_to_the_last_row(world: World, make, qtbot):
    world.add_findings(900)
    view = make()
    view.table.setFocus()
    qtbot.keyClick(view.table, Qt.Key.Key_End)

    assert view.table.currentIndex().row() == 899


def test_the_chosen_row_stays_chosen_when_things_change(world: World, make, qtbot):
    world.add_findings(500)
    view = make()
    view.table.selectRow(321)
    chosen = view.model.id_at(321)
    with world.session.carry_out("t", Compartment.WORK) as tx:
        world.moment = world.moment.replace(hour=5)
        tx.now += 10_000_000
        other = world.session.table(Finding).get(view.model.id_at(450) or "")
        tx.change(other, None, title="别的问题")
    qtbot.waitUntil(lambda: not view.model.busy)

    assert view.model.id_at(view.table.currentIndex().row()) == chosen
    assert world.session.table(Finding).get(view.model.id_at(0) or "").title == "别的问题"
    assert view.table.currentIndex().row() == 322


def test_a_click_on_a_head_sorts(world: World, make, qtbot):
    world.add_findings(20, amount=lambda n: (n * 7) % 20 + 1)
    view = make()
    place = [f.name for f in view.model.columns].index("amount")
    view.table.horizontalHeader().setSortIndicator(place, Qt.SortOrder.DescendingOrder)
    qtbot.waitUntil(lambda: not view.model.busy)
    shown = [view.model.index(row, place).data() for row in range(20)]

    assert shown[0] == "0.20"
    assert shown == sorted(shown, reverse=True)


def test_columns_and_widths_are_remembered(world: World, make, seen):
    world.add_findings(2)
    settings = {}
    view = make(settings=settings)
    changed = seen(view.settings_changed)
    view.show_column("", "fact", True)
    view.show_column("", "source", False)
    view.table.horizontalHeader().resizeSection(0, 222)
    again = make(settings=settings)

    assert changed
    assert "fact" in settings["columns"]
    assert [f.name for f in again.model.columns] == settings["columns"]
    assert "source" not in settings["columns"]
    assert again.table.columnWidth(0) == 222


def test_columns_fit_the_room_the_widest_giving_first_until_they_are_narrow():
    assert fitted([280, 144, 112], 600) == [280, 144, 112]
    narrowed = fitted([280, 144, 112], 460)
    assert sum(narrowed) <= 460
    assert narrowed[1:] == [144, 112]
    assert fitted([280, 144, 96], 100) == [112, 112, 96]


def test_unknown_columns_of_older_settings_are_passed_over(world: World, make):
    view = make(settings={"columns": ["title", "no_such_column"]})
    assert [f.name for f in view.model.columns] == ["title"]


def test_a_cell_and_a_row_can_be_copied(world: World, make):
    world.add_findings(2)
    view = make()
    place = [f.name for f in view.model.columns].index("title")
    view.table.setCurrentIndex(view.model.index(0, place))
    view.copy_cell()
    assert QApplication.clipboard().text() == "问题00001"
    view.copy_row()
    assert "问题00001\t贯彻上级决策部署不到位" in QApplication.clipboard().text()


def test_secret_rows_are_not_copied(world: World, make, seen, monkeypatch):
    world.add_findings(1)
    view = make()
    monkeypatch.setattr(LedgerView, "copyable", property(lambda self: False))
    told = seen(view.refused)
    QApplication.clipboard().setText("before")
    view.table.setCurrentIndex(view.model.index(0, 0))
    view.copy_cell()

    assert told == [NOT_COPIED]
    assert QApplication.clipboard().text() == "before"


def test_without_the_key_the_ledger_says_so(make, seen, desk: Desk, jobs: Jobs, names: DeskNames, qtbot):
    from xuncha_desktop.records.restricted import Petition

    view = LedgerView(Petition.type, desk, jobs, names)
    qtbot.addWidget(view, before_close_func=lambda v: v.model.close())
    told = seen(view.refused)
    view.model.start()

    assert told
    assert "无权知悉" in told[0]
    assert not view.copyable


def test_everything_is_reached_by_tab(world: World, make):
    world.add_findings(2)
    view = make()
    reached, widget = [], view.nextInFocusChain()
    while widget is not view:
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isVisible():
            reached.append(widget)
        widget = widget.nextInFocusChain()

    assert [w for w in (view.search, view.filter_button, view.columns_button, view.table) if w not in reached] == []
    assert [w for w in reached if not (w.accessibleName() or getattr(w, "text", str)())] == []
