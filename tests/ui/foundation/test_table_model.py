"""The table of any record type: first rows at once, exact order by and by, rows on demand, place kept."""

import pytest
from PySide6.QtCore import QModelIndex, Qt

from tests.ui.foundation.conftest import World
from ui.desk import Desk
from ui.jobs import Jobs
from ui.records.names import DeskNames
from ui.records.table_model import BLOCK, BLOCKS_KEPT, FIRST_PAGE, RecordTableModel
from xuncha_desktop.kernel.levels import Compartment
from xuncha_desktop.records.onsite import Finding
from xuncha_desktop.services import reading
from xuncha_desktop.services.reading import Query, Sort

ROOT = QModelIndex()


@pytest.fixture
def make(desk: Desk, jobs: Jobs, names: DeskNames):
    made: list[RecordTableModel] = []

    def model(query: Query | None = None) -> RecordTableModel:
        made.append(RecordTableModel(Finding.type, desk, jobs, names, query=query))
        return made[-1]

    yield model
    for one in made:
        one.close()


def column(model: RecordTableModel, name: str) -> int:
    return [field.name for field in model.columns].index(name)


def titles(model: RecordTableModel, rows: range) -> list[str]:
    return [model.index(row, column(model, "title")).data() for row in rows]


def test_the_first_page_shows_at_once_and_then_the_whole_order(qtbot, world: World, make):
    world.add_findings(1_000)
    model = make()
    model.start()

    assert model.rowCount() == FIRST_PAGE
    assert model.canFetchMore(ROOT)
    assert not model.complete
    assert titles(model, range(2)) == ["问题00999", "问题00998"]

    qtbot.waitUntil(lambda: not model.busy)
    assert model.rowCount() == 1_000
    assert not model.canFetchMore(ROOT)
    assert titles(model, range(998, 1_000)) == ["问题00001", "问题00000"]


def test_a_small_ledger_is_whole_without_a_job(world: World, make, jobs: Jobs):
    world.add_findings(7)
    model = make()
    model.start()

    assert model.complete
    assert (model.rowCount(), jobs.running) == (7, ())


def test_more_pages_can_be_fetched_before_the_order_is_there(world: World, make):
    world.add_findings(250)
    model = make()
    model.start()
    model.fetchMore(ROOT)

    assert model.rowCount() == 2 * FIRST_PAGE
    assert titles(model, range(199, 200)) == ["问题00050"]


def test_the_order_grows_the_table_without_resetting_it(qtbot, world: World, make, seen):
    world.add_findings(300)
    model = make()
    model.start()
    resets, grown = seen(model.modelReset), seen(model.rowsInserted)
    qtbot.waitUntil(lambda: not model.busy)

    assert resets == []
    assert [(first, last) for _, first, last in grown] == [(FIRST_PAGE, 299)]


def test_jumping_about_keeps_only_some_blocks(qtbot, world: World, make):
    world.add_findings(BLOCK * (BLOCKS_KEPT + 4))
    model = make()
    model.start()
    qtbot.waitUntil(lambda: not model.busy)
    for row in range(0, model.rowCount(), BLOCK):
        assert titles(model, range(row, row + 1)) == [f"问题{model.rowCount() - 1 - row:05d}"]

    assert len(model._blocks) == BLOCKS_KEPT


def test_titles_of_references_are_asked_once_for_a_block(qtbot, world: World, make, monkeypatch):
    units = world.add_units("青石镇党委", "云峰乡党委")
    world.add_findings(BLOCK + 50, unit_id=lambda n: units[n % 2].id)
    asked: list[list[str]] = []
    real = reading.titles
    monkeypatch.setattr(reading, "titles", lambda s, t, ids: asked.append(list(ids)) or real(s, t, ids))
    model = make()
    model.start()
    qtbot.waitUntil(lambda: not model.busy)
    shown = {model.index(row, column(model, "unit_id")).data() for row in range(model.rowCount())}

    assert shown == {"青石镇党委", "云峰乡党委"}
    assert len(asked) == 1


@pytest.mark.parametrize("descending", [False, True])
def test_sorting_by_a_column_with_gaps_loses_no_row(qtbot, world: World, make, monkeypatch, descending: bool):
    monkeypatch.setattr("xuncha_desktop.storage.table.ROW_SLICE", 64)
    world.add_findings(400, amount=lambda n: None if n % 4 else n)
    model = make(Query("finding", sort=Sort("amount", descending)))
    model.start()
    qtbot.waitUntil(lambda: model.complete and not model.busy)
    amounts = [model.index(row, column(model, "amount")).data() for row in range(model.rowCount())]

    assert len(amounts) == 400
    filled = [a for a in amounts if a]
    assert len(filled) == 100
    assert (amounts[:100] if descending else amounts[300:]) == filled
    numbers = [float(a.replace(",", "")) for a in filled]
    assert numbers == sorted(numbers, reverse=descending)


def test_a_new_sort_stops_the_running_one(qtbot, world: World, make, jobs: Jobs):
    world.add_findings(6_000)
    model = make()
    model.start()
    first = jobs.running[0]
    model.sort(column(model, "title"), Qt.SortOrder.AscendingOrder)

    assert first.stopping
    qtbot.waitUntil(lambda: not model.busy)
    assert titles(model, range(3)) == ["问题00000", "问题00001", "问题00002"]
    assert model.rowCount() == 6_000


def test_a_filter_shows_only_its_rows_and_none_is_none(qtbot, world: World, make):
    world.add_findings(300, category=lambda n: "m1" if n % 3 == 0 else "p1")
    model = make()
    model.start(Query("finding", choices={"category": frozenset({"m1"})}))
    qtbot.waitUntil(lambda: not model.busy)
    assert model.rowCount() == 100

    model.start(Query("finding", choices={"category": frozenset({"m2"})}))
    qtbot.waitUntil(lambda: not model.busy)
    assert (model.rowCount(), model.complete) == (0, True)


def test_a_change_is_taken_up_and_a_row_found_again(qtbot, world: World, make, desk: Desk):
    world.add_findings(300)
    model = make()
    model.start()
    qtbot.waitUntil(lambda: not model.busy)
    key = model.key(250)
    assert key
    record = world.session.table(Finding).get(key.id)

    with desk.session.carry_out("test.change", Compartment.WORK) as tx:
        tx.change(record, None, title="改过的问题")
    qtbot.waitUntil(lambda: not model.busy)
    row = model.row_of(key)

    assert row is not None
    assert titles(model, range(row, row + 1)) == ["改过的问题"]


def test_a_long_ledger_keeps_its_rows_while_the_new_order_is_read(qtbot, world: World, make, desk: Desk):
    world.add_findings(5_400)
    model = make()
    model.start()
    qtbot.waitUntil(lambda: not model.busy)
    record = world.session.table(Finding).get(model.id_at(5_399) or "")
    with desk.session.carry_out("test.change", Compartment.WORK) as tx:
        tx.change(record, None, title="最早的问题")

    assert model.rowCount() == 5_400
    assert titles(model, range(5_399, 5_400)) == ["最早的问题"]
    qtbot.waitUntil(lambda: not model.busy)
    assert model.rowCount() == 5_400


def test_changes_of_other_types_are_none_of_its_business(qtbot, world: World, make, seen):
    world.add_findings(3)
    model = make()
    model.start()
    resets = seen(model.modelReset)
    with world.session.carry_out("test.other", Compartment.WORK) as tx:
        tx.touched.append(("interview", "x"))

    assert resets == []


def test_a_row_that_is_gone_is_said_to_be_gone(qtbot, world: World, make, seen):
    world.add_findings(300)
    model = make()
    model.start()
    qtbot.waitUntil(lambda: not model.busy)
    world.session.db(Compartment.WORK).execute("DELETE FROM finding WHERE title = '问题00010'")

    assert model.index(289, 0).data() == "（已不存在）"
    assert model.id_at(289) is None


def test_a_failing_disk_is_told_and_the_table_stays_alive(qtbot, world: World, make, seen, monkeypatch):
    from xuncha_desktop.kernel.errors import StorageFailed

    world.add_findings(300)
    model = make()
    model.start()
    qtbot.waitUntil(lambda: not model.busy)
    told = seen(model.failed)

    def broken(*_):
        raise StorageFailed("读写磁盘失败")

    monkeypatch.setattr(reading, "rows", broken)
    assert model.index(120, 0).data() == "（已不存在）"
    assert told == ["读写磁盘失败"]


def test_heads_say_the_unit_of_amounts(make):
    model = make()
    heads = [model.headerData(n, Qt.Orientation.Horizontal) for n in range(model.columnCount())]
    assert "涉及金额（元）" in heads
    assert "问题标题" in heads
