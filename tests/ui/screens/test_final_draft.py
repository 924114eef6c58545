"""定稿 hung back on the page of the record whose draft went out."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

from tests.group_room import Room
from tests.ui.screens.conftest import Window
from xuncha_desktop.services import evidence

Open = Callable[..., Window]


def test_a_final_draft_is_hung_on_the_page_and_listed_as_such(
    qtbot: Any, here: Room, window: Open, scan: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    w = window(here.leader)
    w.open_record("inspection_group", here.group.id)
    files = w.top.files
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: ([str(scan)], ""))
    qtbot.mouseClick(files.final_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: files.count == 1, timeout=60_000)
    (file,) = evidence.of(here.leader, here.group)
    assert (file.form, file.pages) == (evidence.FINAL, 2)
    assert files.grid.item(0, 3).text() == "定稿"


def test_a_record_that_makes_no_draft_offers_no_final_one(here: Room, window: Open) -> None:
    w = window(here.leader)
    w.open_record("finding", here.finding().id)
    assert not w.top.files.final_button.isVisible()
    assert w.top.files.add_button.isVisible()
