"""B3: a ledger's data against the same statements on plain files, and its window from key press to first paint."""

from array import array
from collections.abc import Callable
from typing import Any

from tests.bench.measure import Line, in_turn, replay, statements_of
from tests.bench.world import LEADER, World, child
from xuncha_desktop.kernel.levels import Compartment
from xuncha_desktop.services import reading
from xuncha_desktop.services.reading import Query, Sort
from xuncha_desktop.services.session import Session

DATA_GOAL = "<= 1.25x"
PAINT_GOAL = "<= 50 ms"
TYPE = "finding"


def run(world: World) -> list[Line]:
    """Data, then window."""
    session = world.enter(LEADER)
    plain = {Compartment.WORK: world.plain(Compartment.WORK), Compartment.CORE: world.plain(Compartment.CORE)}
    try:
        lines = [*_data(world, session, plain)]
    finally:
        session.close()
        for db in plain.values():
            db.close()
    return [*lines, *_window(world)]


def _data(world: World, session: Session, plain: dict[Any, Any]) -> list[Line]:
    newest = Query(TYPE)
    by_title = Query(TYPE, sort=Sort("title", descending=False))
    unit = reading.page(session, newest, size=1).rows[0].unit_id  # type: ignore[attr-defined]
    of_unit = Query(TYPE, choices={"unit_id": frozenset((unit,))})
    drafts = Query(TYPE, choices={"state": frozenset(("draft",))})
    numbers = reading.order(session, newest)
    last, middle = numbers[-200:], numbers[len(numbers) // 2 :][:200]
    acts: list[tuple[str, int, Callable[[], Any]]] = [
        ("first page, newest first (100 rows)", 30, lambda: reading.page(session, newest)),
        ("first page by an indexed column", 30, lambda: reading.page(session, by_title)),
        ("200 rows by number, at the end", 30, lambda: reading.rows(session, TYPE, last)),
        ("200 rows by number, in the middle", 30, lambda: reading.rows(session, TYPE, middle)),
        ("whole order, newest first", 3, lambda: reading.order(session, newest)),
        ("whole order by an indexed column", 3, lambda: reading.order(session, by_title)),
        ("order of one unit (indexed filter)", 15, lambda: reading.order(session, of_unit)),
        ("order of drafts (indexed filter)", 5, lambda: reading.order(session, drafts)),
    ]
    lines: list[Line] = []
    for what, repeats, act in acts:
        asked = statements_of(session, act)
        ours, theirs = in_turn(repeats, act, lambda asked=asked: replay(asked, plain))
        lines.append(Line("B3", world.name, what, ours, theirs, DATA_GOAL, note=f"{len(asked)} statements"))
    lines.append(_at_one_stroke(world, session, plain))
    return lines


def _at_one_stroke(world: World, session: Session, plain: dict[Any, Any]) -> Line:
    """The remark: the whole order in slices without an open cursor, against one statement with one."""
    db = plain[Compartment.WORK]
    sql = f"SELECT rowid FROM {TYPE} ORDER BY updated_at DESC, rowid DESC"
    ours, theirs = in_turn(
        3, lambda: reading.order(session, Query(TYPE)), lambda: array("q", (row[0] for row in db.execute(sql)))
    )
    return Line("B3", world.name, "whole order against one statement", ours, theirs, "(remark)")


def _window(world: World) -> list[Line]:
    """The real view in processes of its own, so that memory is its own."""
    painted = child("ledger_window", world.workspace)
    lines = [Line("B3", world.name, what, ms, None, PAINT_GOAL) for what, ms in painted["ms"].items()]
    lines.append(
        Line("B3", world.name, "window: every row counted after opening", painted["whole"], None, "(in a job)")
    )
    used = child("ledger_window", world.workspace, "memory")
    lines.append(
        Line("B3", world.name, "window: memory beyond the page cache", used["most"], None, "<= 60 MB", unit="MB")
    )
    return lines
