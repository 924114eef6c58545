"""A group's workspace whose 任务包 was lost on the way: the desk asks for it, and the first page leads there."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from tests.services.packages.world import CHEAP, OPEN, SECRET, Exchange
from tests.sessions import TestWorkspace
from tests.ui.office.frame import Window, click
from ui.office.journal_page import JournalPage
from ui.screens.exchange import JOURNAL, PEERS, ExchangeScreen
from ui.screens.home import HomeScreen
from xuncha_desktop.kernel.levels import Compartment
from xuncha_desktop.kernel.people import Post
from xuncha_desktop.records.exchange_log import Package
from xuncha_desktop.records.organisation import Group
from xuncha_desktop.services import numbering
from xuncha_desktop.services.packages import peers
from xuncha_desktop.services.session import Session

Opener = Callable[[Session], Window]
PATIENCE = 60_000


@pytest.fixture
def world(tmp_path: Path) -> Iterator[Exchange]:
    """An office that has issued its task package."""
    made = Exchange(tmp_path / "world")
    made.approve()
    yield made
    made.close()


@pytest.fixture
def bare(tmp_path: Path) -> Iterator[TestWorkspace]:
    """The group's workspace, without its group."""
    made = TestWorkspace(tmp_path / "bare", "group", "县委巡察二组", 2)
    yield made
    made.close()


def leader(bare: TestWorkspace) -> Session:
    return bare.session(Post.LEADER, name="王组长", compartments=SECRET, identity=True)


def liaison(bare: TestWorkspace) -> Session:
    return bare.session(Post.LIAISON, name="赵联络", compartments=OPEN)


def shown(window: Window) -> ExchangeScreen:
    return window.show_screen(ExchangeScreen(window, CHEAP))


def settle(qtbot: QtBot, window: Window) -> None:
    qtbot.waitUntil(lambda: not window.jobs.running, timeout=PATIENCE)
    QApplication.processEvents()


def open_with(qtbot: QtBot, window: Window, screen: ExchangeScreen, path: Path, code: str) -> None:
    card = screen.found_card
    assert card is not None
    card.use(path)
    card.code.edit.setText(code)
    click(card.found_button)
    settle(qtbot, window)


def test_a_lost_task_package_is_taken_in_at_the_desk_and_answered(
    qtbot: QtBot, world: Exchange, bare: TestWorkspace, window_of: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    task = world.issue()
    window = window_of(leader(bare))
    screen = shown(window)
    assert not hasattr(screen, "tabs"), "nothing else can be done before"
    open_with(qtbot, window, screen, world.path_of(task), world.code.lower())
    group = numbering.group_of(window.desk.session)
    assert group is not None
    assert group.id == world.group_record.id
    assert screen.found_card is None
    page = screen.tabs.turn(JOURNAL)
    assert isinstance(page, JournalPage)
    assert page.owed.texts(0) == [window.desk.session.table(Package).get(task.id).title]
    assert screen.receipt_offer.isVisible()

    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(world.stick))
    click(screen.receipt_offer.button)
    settle(qtbot, window)
    assert page.owed.rowCount() == 0
    assert not screen.receipt_offer.isVisible()
    (answer,) = (one for one in window.desk.session.table(Package).where() if one.id != task.id)
    world.take(world.office.clerk, answer)
    assert peers.keys_of(world.peer(world.office)).workspace_id == bare.place.workspace_id


def test_a_wrong_code_is_refused_in_its_place_and_the_right_one_still_opens(
    qtbot: QtBot, world: Exchange, bare: TestWorkspace, window_of: Opener
) -> None:
    path = world.path_of(world.issue())
    own = world.code
    world.issue()
    window = window_of(leader(bare))
    screen = shown(window)
    card = screen.found_card
    assert card is not None
    click(card.found_button)
    assert (card.file.issue, card.code.issue) == ("请选择任务包", "请填写开通码")
    open_with(qtbot, window, screen, path, "ABCD")
    assert "开通码应有" in card.code.issue
    open_with(qtbot, window, screen, path, world.code)
    assert "这个开通码打不开所选的任务包" in card.refused.text
    assert card.refused.isVisible()
    assert window.desk.session.table(Group).count() == 0
    assert not any((bare.folder / "quarantine").rglob("*.*")), "nothing of it stays on this computer"
    open_with(qtbot, window, screen, path, own)
    assert window.desk.session.table(Group).count() == 1
    assert window.refusals == []


def test_a_file_that_is_no_task_package_is_refused_in_words(
    qtbot: QtBot, world: Exchange, bare: TestWorkspace, window_of: Opener, tmp_path: Path
) -> None:
    world.issue()
    other = tmp_path / "任务.ipx"
    other.write_bytes(b"not a package " * 100)
    window = window_of(leader(bare))
    screen = shown(window)
    open_with(qtbot, window, screen, other, world.code)
    assert screen.found_card is not None
    assert screen.found_card.refused.isVisible()
    open_with(qtbot, window, screen, tmp_path / "gone.ipx", world.code)
    assert screen.found_card.refused.isVisible()
    assert window.refusals == []
    assert window.desk.session.table(Group).count() == 0


def test_the_first_page_leads_to_the_desk_until_the_group_is_there(
    qtbot: QtBot, world: Exchange, bare: TestWorkspace, window_of: Opener
) -> None:
    task = world.issue()
    window = window_of(liaison(bare))
    home = window.show_screen(HomeScreen(window))
    settle(qtbot, window)
    click(home.no_group.button)
    assert window.places == ["package"]
    open_with(qtbot, window, shown(window), world.path_of(task), world.code)
    settle(qtbot, window)
    assert not home.no_group.isVisible()


def test_only_who_may_found_the_group_is_asked_for_the_task_package(
    qtbot: QtBot, world: Exchange, bare: TestWorkspace, window_of: Opener
) -> None:
    assert shown(window_of(liaison(bare))).found_card is not None
    core = (Compartment.CORE, Compartment.AUDIT)
    member = bare.session(Post.MEMBER, name="孙组员", compartments=core)
    for session in (bare.session(Post.SECURITY_ADMIN, name="安保密", compartments=core), member, world.office.clerk):
        screen = shown(window_of(session))
        assert screen.found_card is None
        assert screen.tabs.turn(PEERS).isVisible()
    for session in (member, world.office.clerk):
        window = window_of(session)
        home = window.show_screen(HomeScreen(window))
        settle(qtbot, window)
        assert not home.no_group.isVisible()
