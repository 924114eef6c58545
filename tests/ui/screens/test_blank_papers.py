"""空白表 in the window: one place, found by words, looked at, printed through the dialog every paper goes through."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

from tests.group_room import Room
from tests.printing.papers import one_line
from tests.ui.screens.conftest import Window
from ui.screens.blank_papers import BlankPapersScreen
from ui.shell.places import places_for
from xuncha_desktop.records.prints import PrintStamp
from xuncha_desktop.services import paper_views

Open = Callable[..., Window]
WAIT = 60_000


def settled(qtbot: Any, w: Window) -> None:
    qtbot.waitUntil(lambda: not w.jobs.running, timeout=WAIT)


def test_the_place_is_there_for_everybody_who_writes_papers(here: Room) -> None:
    for session in (here.member, here.leader, here.liaison):
        assert "blank_papers" in {place.name for place in places_for(session)}


def test_every_blank_is_listed_and_the_first_one_is_seen(qtbot: Any, here: Room, window: Open) -> None:
    w = window(here.member, BlankPapersScreen)
    screen = w.top
    assert screen.grid.rowCount() == len(paper_views.blanks())
    assert screen.grid.current == "information_request"
    settled(qtbot, w)
    assert not screen.chooser.isVisible()  # a group has no other to print for


def test_a_form_is_found_by_its_words_and_others_come_back(qtbot: Any, here: Room, window: Open) -> None:
    w = window(here.member, BlankPapersScreen)
    screen = w.top
    screen.search.setText("信访 阅批")
    qtbot.keyClick(screen.search, Qt.Key.Key_Return)
    assert screen.grid.texts(1) == ["信访举报阅批笺"]
    assert screen.grid.current == "petition_slip"
    qtbot.keyClick(screen.search, Qt.Key.Key_Escape)
    assert screen.grid.rowCount() == len(paper_views.blanks())
    screen.search.setText("没有的")
    screen.search.search()
    assert not screen.print_button.isEnabled()
    assert screen.print_current() is None
    settled(qtbot, w)


def test_a_blank_is_printed_through_the_dialog_and_registered_as_one(
    qtbot: Any, here: Room, window: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "空白.pdf"
    offered: list[str] = []
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *said: (offered.append(said[2]), (str(target), ""))[1])
    w = window(here.member, BlankPapersScreen)
    screen = w.top
    screen.grid.choose("instruction_request")
    for said in (1, 2):
        dialog = screen.print_current()
        assert dialog is not None
        qtbot.waitUntil(lambda dialog=dialog: dialog.pdf_button.isEnabled(), timeout=WAIT)
        assert "已印过" not in dialog.told.text()
        dialog.save_pdf()
        qtbot.waitUntil(lambda said=said: len(w.said) == said, timeout=WAIT)
        settled(qtbot, w)
    assert offered == ["请示（空白）.pdf"] * 2
    stamps = here.member.table(PrintStamp).where()
    assert [(one.label, one.reprint, one.subject_id) for one in stamps] == [("请示（空白）", 0, here.group.id)] * 2
    assert "补打" not in one_line(target.read_bytes())


def test_what_was_looked_for_is_there_again_after_a_lock(qtbot: Any, here: Room, window: Open) -> None:
    w = window(here.member, BlankPapersScreen)
    w.top.search.setText("台账")
    w.top.search.search()
    w.top.grid.choose("lead_ledger")
    kept = w.top.keep()
    again = BlankPapersScreen(w)
    w.push("", again)
    again.restore(kept)
    assert again.grid.current == "lead_ledger"
    assert again.grid.rowCount() == w.pile.widget(w.pile.count() - 2).grid.rowCount() < len(paper_views.blanks())
    settled(qtbot, w)
