"""The lock loses no word, waits for a running job, and ends the process; the next one stands where the last one did."""

import json
import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.offices import Office
from tests.ui.shell.conftest import Desk
from tests.ui.shell.test_shell import the_finding
from ui import lock
from ui.lock import IdleWatch
from ui.widgets.banner import Banner
from xuncha_desktop.kernel.errors import StorageFailed
from xuncha_desktop.services import drafts, findings, idle


def write_half(desk: Desk, text: str) -> None:
    """Open the finding and begin to write."""
    shell = desk.shell
    shell.go("finding")
    shell.open_record("finding", the_finding(shell.desk.session).id)
    shell.pile.top.form.editors["fact"].input.setPlainText(text)


def test_k20_a_lock_ends_the_session_and_the_words_come_back(desk: Desk, another_desk) -> None:
    desk.enter("zhangsan")
    write_half(desk, "写到一半的事实")
    session = desk.shell.desk.session

    QTest.keyClick(desk.shell, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    desk.wait(lambda: desk.ended)

    assert desk.ended == [desk.office.path]
    with pytest.raises(Exception, match="closed"):
        session.connections["work"].execute("SELECT 1")
    again = another_desk()
    shell = again.enter("zhangsan")
    assert shell.place == "finding"
    assert shell.pile.top.form.editors["fact"].input.toPlainText() == "写到一半的事实"
    assert shell.pile.top.dirty


def test_another_person_after_a_lock_finds_nothing_of_it(desk: Desk, another_desk) -> None:
    desk.enter("zhangsan")
    write_half(desk, "写到一半的事实")
    desk.lock.begin()

    shell = another_desk().enter("lisi")

    assert shell.place == "home"
    assert list(shell.piles) == ["home"]


def test_keys_are_wiped_by_the_lock(desk: Desk) -> None:
    desk.enter("zhangsan")
    unlocked = desk.program.gate._unlocked
    signing = unlocked.bundle.signing
    desk.lock.begin()
    assert not any(signing)
    assert unlocked.keys == {}


def test_a_running_job_reaches_its_safe_point_first(desk: Desk) -> None:
    desk.enter("zhangsan")
    reached, go_on, done = threading.Event(), threading.Event(), []

    def work(report) -> None:
        reached.set()
        go_on.wait(20)
        done.append("written")
        report(1, 2)
        done.append("too far")

    desk.shell.jobs.start_bare("写数据包", work)
    reached.wait(20)
    desk.lock.begin()
    assert desk.ended == []
    assert "安全的位置" in desk.shell.centralWidget().currentWidget().findChild(Banner).text
    go_on.set()
    desk.wait(lambda: desk.ended)
    assert done == ["written"]


def test_f05_a_full_disk_hides_the_content_and_keeps_the_words(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.enter("zhangsan")
    write_half(desk, "写到一半的事实")
    full = [StorageFailed("磁盘空间不足")]

    def put(*words: object) -> None:
        if full:
            raise full[0]
        real(*words)

    real = drafts.put
    monkeypatch.setattr(drafts, "put", put)
    desk.lock.begin()
    cover = desk.shell.centralWidget().currentWidget().findChild(Banner)
    assert "磁盘空间不足" in cover.text
    assert not desk.shell.pile.top.isVisible()
    assert desk.ended == []
    full.clear()

    cover.button.click()

    assert desk.ended == [desk.office.path]


def test_a_pause_in_typing_already_keeps_the_words(desk: Desk, another_desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.enter("zhangsan")
    write_half(desk, "停电前写的")
    desk.shell.pile.top.form.flush()
    # The power goes: nothing is closed in good order, only the folder becomes free.
    desk.program.gate._lock.release()

    shell = another_desk().enter("zhangsan")

    assert shell.pile.top.form.editors["fact"].input.toPlainText() == "停电前写的"


def test_saving_leaves_nothing_unsaved_behind_and_a_clean_end_no_draft(desk: Desk) -> None:
    desk.enter("zhangsan")
    write_half(desk, "停电前写的")
    page, session = desk.shell.pile.top, desk.shell.desk.session
    page.form.flush()
    assert page.store()
    desk.wait(lambda: "停电前写的" not in json.dumps(drafts.get(session, desk.office.path), ensure_ascii=False))

    desk.lock.leave()

    assert drafts.get(session, desk.office.path) is None


def test_an_altered_draft_is_told_and_the_desk_opens_all_the_same(desk: Desk, another_desk) -> None:
    desk.enter("zhangsan")
    write_half(desk, "写到一半")
    desk.lock.begin()
    (file,) = (desk.office.path / "drafts").iterdir()
    file.write_bytes(b"1" * 64)

    shell = another_desk().enter("zhangsan")

    assert "无法恢复" in shell.refusal
    assert list((desk.office.path / "drafts").iterdir()) == []


def test_a_draft_the_disk_would_not_read_is_there_the_next_time(
    desk: Desk, another_desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.enter("zhangsan")
    write_half(desk, "写到一半的事实")
    desk.lock.begin()

    def failing(*_: object) -> None:
        raise StorageFailed("读写磁盘失败")

    with monkeypatch.context() as patched:
        patched.setattr(drafts, "get", failing)
        second = another_desk()
        assert second.enter("zhangsan").place == "home"
    session = second.shell.desk.session
    assert drafts.get(session, second.office.path) is not None


def test_words_over_a_record_that_changed_meanwhile_are_put_back_with_a_warning(desk: Desk, another_desk) -> None:
    desk.enter("zhangsan")
    write_half(desk, "写到一半")
    desk.lock.begin()
    session = desk.office.enter("lisi")
    finding = the_finding(session)
    findings.correct(session, finding.id, finding.version, title="组长改过的标题")
    session.close()

    page = another_desk().enter("zhangsan").pile.top

    assert page.form.editors["title"].input.text() == "组长改过的标题"
    assert page.form.editors["fact"].input.toPlainText() == "写到一半"


# ------------------------------------------------------------------ when


class Hand:
    """A clock of seconds that a test turns."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def test_ten_minutes_without_a_touch_lock_once(qtbot) -> None:
    hand, idles = Hand(), []
    watch = IdleWatch(hand, lambda: 10)
    watch.idle.connect(lambda: idles.append(hand.now))
    hand.now += 599
    watch.look()
    assert idles == []
    hand.now += 1
    watch.look()
    watch.look()
    assert idles == [1600.0]


def test_a_key_puts_the_lock_off(qtbot) -> None:
    hand, idles = Hand(), []
    watch = IdleWatch(hand, lambda: 3)
    watch.idle.connect(lambda: idles.append(1))
    hand.now += 170
    key = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_A, Qt.KeyboardModifier.NoModifier, "a")
    QApplication.sendEvent(QApplication.instance(), key)
    hand.now += 170
    watch.look()
    assert idles == []
    watch.stop()


def test_k21_after_a_sleep_the_first_touch_finds_the_lock(qtbot) -> None:
    hand, idles = Hand(), []
    watch = IdleWatch(hand, lambda: 10)
    watch.idle.connect(lambda: idles.append(1))
    hand.now += 8 * 3600
    key = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_A, Qt.KeyboardModifier.NoModifier, "a")
    QApplication.sendEvent(QApplication.instance(), key)
    assert idles == [1]


def test_the_idle_time_of_the_workspace_is_the_windows(desk: Desk, another_desk) -> None:
    shell = desk.enter("secadmin")
    assert desk.lock._minutes == 10
    idle.set_minutes(shell.desk.session, 4)
    assert desk.lock._minutes == 4


# ------------------------------------------------------------------ with real processes


def test_k20_a_real_process_begins_anew_and_returns_to_the_words(settled: Office, tmp_path: Path) -> None:
    office = settled.copied(tmp_path / "office")
    told = tmp_path / "told.jsonl"
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen", "XUNCHA_TOLD": str(told)}

    done = subprocess.run(
        [sys.executable, "-m", "tests.ui.shell.child", "--return", str(office.path)],
        cwd=Path(__file__).parents[3],
        env=environment,
        capture_output=True,
        text=True,
        timeout=180,
    )

    said = [json.loads(line) for line in told.read_text("utf-8").splitlines()] if told.exists() else []
    assert done.returncode == 0, done.stdout + done.stderr
    assert [one["what"] for one in said] == ["typed", "returned"]
    assert said[1]["fact"] == "写到一半的事实"
    assert said[1]["place"] == "finding"
    # On Linux one process takes the other's place; nothing of the password stands on its command line.
    assert "Lin-xi" not in said[1]["argv"]


def test_no_secret_stands_on_the_command_line_of_the_next_process(monkeypatch: pytest.MonkeyPatch) -> None:
    ran: list[list[str]] = []
    monkeypatch.setattr(lock.sys, "platform", "linux")
    monkeypatch.setattr(lock.os, "execv", lambda _, words: ran.append(words))
    lock.start_again(Path("folder"))
    assert ran == [[sys.executable, "-m", "ui", "--return", "folder"]]
