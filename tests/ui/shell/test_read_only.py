"""The window over a workspace that cannot be written to: it says so, shows what it may, and keeps nothing."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.read_only import read_only
from tests.ui.shell.conftest import Desk
from tests.ui.shell.test_shell import the_finding
from ui.shell.window import READING_ONLY
from xuncha_desktop.services.session import NO_TRACE

SENTENCE = "只读方式打开：工作区所在的磁盘或文件夹不能写入，不能保存"


@pytest.fixture
def stuck(desk: Desk) -> Iterator[Desk]:
    with read_only(desk.office.path):
        yield desk
        if desk.program.shell is not None and not desk.shell.desk.session.closed:
            desk.shell.finish()


def test_f10_the_window_says_that_nothing_can_be_saved_and_every_place_opens(stuck: Desk) -> None:
    shell = stuck.enter("lisi")
    assert shell.read_only.isVisible()
    assert shell.read_only.text == f"{SENTENCE}。{READING_ONLY}"
    for name in shell.places:
        shell.go(name)
        stuck.wait(lambda: not shell.jobs.running)
        assert (shell.place, shell.refusal) == (name, "")
    petitions: Any = shell.piles["petition"].top
    assert petitions.unknown.sentence == NO_TRACE


def test_f10_a_page_shows_its_record_and_saves_nothing(stuck: Desk) -> None:
    shell = stuck.enter("zhangsan")
    shell.go("finding")
    shell.open_record("finding", the_finding(shell.desk.session).id)
    page: Any = shell.pile.top
    assert page.record.title == "三笔大额支出未经集体研究"
    assert not page.save.isEnabled()
    assert page.save.toolTip() == SENTENCE
    assert not any(button.isEnabled() for button in page.acts.values())


def test_f10_a_lock_is_not_held_up_by_a_draft_that_cannot_be_kept(stuck: Desk) -> None:
    shell = stuck.enter("zhangsan")
    shell.go("finding")
    stuck.lock.note()
    assert shell.refusal == ""
    stuck.lock.begin()
    stuck.wait(lambda: stuck.ended)
    assert stuck.ended == [stuck.office.path]
    assert [path for path in stuck.office.path.glob("drafts/*")] == []


def test_f10_failures_are_counted_over_several_tries_at_the_window(stuck: Desk) -> None:
    stuck.office.seconds += 60
    assert "口令不对" in stuck.try_login("zhangsan", "wrong-Pass-1#")
    assert "等待2秒" in stuck.try_login("zhangsan")
