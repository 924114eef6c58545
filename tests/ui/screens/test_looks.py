"""Looking at secret records in the window: one entry a visit, whatever is redrawn, reloaded or sorted meanwhile."""

import json
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt

from tests.group_room import Room
from tests.ui.screens.conftest import Window
from tests.ui.screens.test_petitions import letter
from ui.screens.petitions import PetitionsScreen
from ui.shell.search import find
from xuncha_desktop.services import petitions

Open = Callable[..., Window]


class Report:
    """A job's report nobody reads."""

    def __call__(self, done: int, total: int, text: str) -> None:
        pass


def told(here: Room, act: str) -> list[dict[str, Any]]:
    return [body["facts"] for body in map(json.loads, here.workspace.sealed) if body["act"] == act]


def test_a_visit_to_a_petitions_page_is_one_entry_and_a_second_visit_another(here: Room, window: Open) -> None:
    made = letter(here)
    w = window(here.leader)
    w.open_record("petition", made.id)
    petitions.correct(here.leader, made.id, made.version, content="补充反映")
    w.top._read_again()
    assert w.top.record.content == "补充反映"
    assert told(here, "record.open") == [{"type": "petition", "id": made.id}]
    w.back()
    w.open_record("petition", made.id)
    assert len(told(here, "record.open")) == 2


def test_a_ledger_of_petitions_is_one_entry_for_each_wish(qtbot: Any, here: Room, window: Open) -> None:
    letter(here)
    letter(here, content="反映摊位转租")
    w = window(here.leader, PetitionsScreen)
    view = w.top.ledger
    letter(here)  # a change is taken up, the order of the rows turned: the same look
    view.model.reload()
    view.table.horizontalHeader().setSortIndicator(0, Qt.SortOrder.AscendingOrder)
    qtbot.waitUntil(lambda: not view.model.busy)
    assert told(here, "ledger.open") == [{"type": "petition", "count": 2, "narrowed": False}]
    view.search.setText("摊位")
    view.search.search()
    qtbot.waitUntil(lambda: not view.model.busy)
    assert view.model.rowCount() == 1
    assert told(here, "ledger.open")[1:] == [{"type": "petition", "count": 1, "narrowed": True}]


def test_opening_a_row_leaves_the_entry_of_the_page_alone(here: Room, window: Open) -> None:
    made = letter(here)
    w = window(here.leader, PetitionsScreen)
    w.top.ledger.open_row(0)
    assert w.top.record == made
    assert len(told(here, "record.open")) == 1


def test_the_windows_search_over_petitions_leaves_one_entry(here: Room) -> None:
    made = letter(here)
    hits = find("车位")(here.leader, Report())  # pyright: ignore[reportArgumentType]
    assert [hit.id for hit in hits] == [made.id]
    assert told(here, "record.search") == [{"count": 1, "ids": [made.id]}]
