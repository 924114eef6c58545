"""From the login window to the desk, and every way not to get there."""

import json
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.offices import CHEAP, INITIAL, PASSWORD, Office
from tests.services.packages.world import Exchange
from tests.ui.shell.conftest import Desk
from ui.login.change import DIFFERENT
from ui.login.guide import GuidePage
from ui.login.password import CAPS, LIMIT, TOO_LONG, PasswordEdit
from ui.login.settings import WindowSettings
from xuncha_desktop.services import accounts, reading


def test_a_right_password_opens_the_desk_and_the_workspace_is_remembered(desk: Desk, settings: WindowSettings) -> None:
    shell = desk.enter("zhangsan")

    assert shell.isVisible()
    assert shell.desk.session.actor.name == "张三"
    assert settings.recent == [desk.office.path]
    assert desk.program.login is None


def test_k01_a_wrong_password_is_refused_and_the_field_emptied(desk: Desk) -> None:
    said = desk.try_login("zhangsan", "Wrong-2019#")

    assert "登录名或口令" in said or "口令" in said
    assert desk.login.sign_in.password.text() == ""
    assert desk.login.sign_in.password.hasFocus() or desk.login.sign_in.password.isEnabled()
    assert desk.program.shell is None


def test_k03_an_unknown_name_is_refused_in_the_same_words(desk: Desk) -> None:
    assert desk.try_login("nobody", PASSWORD) == desk.try_login("zhangsan", "Wrong-2019#")


def test_after_failures_the_seconds_are_counted_down_and_the_button_waits(desk: Desk) -> None:
    desk.try_login("zhangsan", "Wrong-2019#")
    desk.try_login("zhangsan", "Wrong-2019#")
    page = desk.login.sign_in
    assert "2秒" in page.said.text()
    assert not page.enter.isEnabled()

    page._count()
    assert "1秒" in page.said.text()
    page._count()

    assert page.enter.isEnabled()
    desk.office.seconds += 60
    desk.enter("zhangsan")


def test_a_first_login_goes_through_a_new_password_to_being_known(desk: Desk) -> None:
    admin = desk.office.enter("sysadmin")
    accounts.open_account(admin, "wangwu", "王五", INITIAL, cost=CHEAP)
    admin.close()
    desk.try_login("wangwu", INITIAL)
    change = desk.login.change
    assert change is not None
    assert not all(met for _, met in change.rules.shown)

    change.new.setText("short")
    change.submit()
    assert change.said.text()
    change.new.setText(PASSWORD)
    assert all(met for _, met in change.rules.shown)
    change.again.setText(PASSWORD + "x")
    change.submit()
    assert change.said.text() == DIFFERENT
    change.again.setText(PASSWORD)
    change.submit()
    desk.wait(lambda: desk.login.change is None)

    assert "安全保密管理员" in desk.login.sign_in.said.text()
    officer = desk.office.enter("secadmin")
    (line,) = [line for line in accounts.lines(officer) if line.account.login == "wangwu"]
    assert accounts.fingerprint(officer, line.account.user_id) in desk.login.sign_in.said.text()


def test_a_pending_person_sees_what_is_awaited(desk: Desk) -> None:
    admin = desk.office.enter("sysadmin")
    accounts.open_account(admin, "wangwu", "王五", INITIAL, cost=CHEAP)
    door = desk.office.door
    door.choose_password(door.unlock("wangwu", INITIAL), INITIAL, PASSWORD, cost=CHEAP)

    assert "待安全保密管理员认定岗位" in desk.try_login("wangwu")
    assert desk.login.sign_in.enter.isEnabled()


def test_f24_a_second_window_is_told_that_the_first_is_open(desk: Desk, another_desk) -> None:
    desk.enter("zhangsan")

    second = another_desk()

    assert "另一个窗口" in second.try_login("zhangsan")


def test_f25_after_a_refused_login_the_folder_is_free(desk: Desk, another_desk) -> None:
    desk.try_login("zhangsan", "Wrong-2019#")

    assert another_desk().enter("lisi").isVisible()


def test_f14_an_empty_file_is_damage_and_never_a_new_beginning(desk: Desk) -> None:
    (desk.office.path / "work.db").write_bytes(b"")

    said = desk.try_login("zhangsan")

    assert said
    assert "口令" not in said
    assert desk.program.shell is None


def test_k07_two_damaged_key_files_are_named(desk: Desk) -> None:
    for name in ("keys.a", "keys.b"):
        (desk.office.path / name).write_bytes(b"x")
    assert "密钥文件" in desk.try_login("zhangsan")


def test_f13_a_folder_without_a_workspace_is_said_to_be_none(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    desk.login.choose(tmp_path / "empty")

    assert "没有工作区" in desk.try_login("zhangsan")


def test_nothing_is_tried_without_a_name_and_a_password(desk: Desk) -> None:
    assert "请填写" in desk.try_login("", "")
    assert "请填写" in desk.try_login("zhangsan", "")


def test_k19_a_megabyte_pasted_as_password_is_turned_away(qtbot) -> None:
    edit = PasswordEdit("口令")
    qtbot.addWidget(edit)
    told: list[str] = []
    edit.told.connect(told.append)
    QApplication.clipboard().setText("x" * 1_000_000)

    QTest.keyClick(edit, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)

    assert edit.text() == ""
    assert told[-1] == TOO_LONG
    QApplication.clipboard().setText("Lin-xi-2019#x\n")
    QTest.keyClick(edit, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert edit.text() == "Lin-xi-2019#x"
    edit.setText("y" * 10 * LIMIT)
    assert len(edit.text()) <= 2 * LIMIT


def test_a_capital_without_shift_betrays_the_caps_lock(qtbot) -> None:
    edit = PasswordEdit("口令")
    qtbot.addWidget(edit)
    told: list[str] = []
    edit.told.connect(told.append)

    QTest.keyClicks(edit, "a")
    assert told[-1] == ""
    QTest.keyEvent(QTest.KeyAction.Click, edit, "A", Qt.KeyboardModifier.NoModifier)
    assert told[-1] == CAPS
    QTest.keyEvent(QTest.KeyAction.Click, edit, "A", Qt.KeyboardModifier.ShiftModifier)
    assert told[-1] == ""


def test_a_password_can_be_looked_at_and_is_hidden_again(qtbot) -> None:
    edit = PasswordEdit("口令")
    qtbot.addWidget(edit)
    assert edit.echoMode() is PasswordEdit.EchoMode.Password
    edit.eye.trigger()
    assert edit.echoMode() is PasswordEdit.EchoMode.Normal
    edit.forget()
    assert edit.echoMode() is PasswordEdit.EchoMode.Password


# ------------------------------------------------------------------ the first-run guide


def test_the_guide_founds_an_office_and_each_initial_password_opens_its_account(desk: Desk, tmp_path: Path) -> None:
    desk.login.open_guide()
    guide = desk.login.guide
    assert guide is not None
    guide.next.click()
    guide.next.click()
    assert guide.name.issue
    assert guide.place.issue
    guide.name.edit.setText("临溪县委巡察办")
    guide.choose_folder(desk.office.path)
    assert "不是空的" in guide.place.issue
    guide.choose_folder(tmp_path / "new")
    guide.next.click()
    guide.next.click()
    assert guide.people["holder"][1].issue
    for (_, person), name in zip(guide.people.values(), ("钱管", "孙密", "李审", "周主任"), strict=True):
        person.edit.setText(name)
    guide.next.click()
    desk.wait(lambda: guide.accounts)
    shown = [(one.login, one.password) for one in guide.accounts]
    assert [guide.table.item(row, 3).text() for row in range(4)] == [password for _, password in shown]

    guide.next.click()

    assert guide.accounts == ()
    assert desk.login.workspace == tmp_path / "new"
    for login, password in shown:
        desk.try_login(login, password)
        assert desk.login.change is not None
        desk.login.change.back.click()


def test_two_accounts_of_one_name_are_refused_in_the_guide(desk: Desk, tmp_path: Path) -> None:
    desk.login.open_guide()
    guide = desk.login.guide
    assert guide is not None
    guide.name.edit.setText("临溪县委巡察办")
    guide.choose_folder(tmp_path / "new")
    guide.go("people")
    for _, person in guide.people.values():
        person.edit.setText("某人")
    guide.people["holder"][0].edit.setText("XTGL")
    guide.next.click()
    assert "四个人" in guide.people["holder"][0].issue
    assert not (tmp_path / "new").exists()


# ------------------------------------------------------------------ what the window remembers


def test_only_folders_and_sizes_are_remembered(desk: Desk, settings: WindowSettings) -> None:
    shell = desk.enter("zhangsan")
    shell.finish()
    said = json.loads(settings.path.read_text("utf-8"))
    assert set(said) == {"recent", "geometry", "ledgers"}
    assert "zhangsan" not in settings.path.read_text("utf-8")
    desk.ended.append(None)
    desk.program.gate.let_go()
    shell.hide()


@pytest.mark.parametrize("raw", [b"", b"{", b"[]", b'{"recent": 5, "geometry": {"a": "?"}, "ledgers": []}', b"\xff"])
def test_unreadable_settings_are_begun_anew(tmp_path: Path, raw: bytes) -> None:
    path = tmp_path / "w.json"
    path.write_bytes(raw)
    settings = WindowSettings(path)
    assert settings.recent == []
    assert settings.geometry("shell") == b""
    settings.used(tmp_path)
    assert WindowSettings(path).recent == [tmp_path]


def test_a_workspace_that_is_gone_is_marked_and_can_be_chosen_no_less(qtbot, office: Office, tmp_path: Path) -> None:
    settings = WindowSettings(tmp_path / "w.json")
    settings.used(tmp_path / "gone")
    made = Desk(qtbot, office, settings)
    texts = [made.login.recent.item(row).text() for row in range(made.login.recent.count())]
    assert "gone（找不到）" in texts
    made.close()


@pytest.fixture(scope="module")
def issued(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A 任务包 on a drive and its 开通码."""
    planned = Exchange(tmp_path_factory.mktemp("exchange"))
    planned.approve()
    row = planned.issue()
    path = planned.path_of(row)
    planned.office.workspace.close()
    return path, planned.code


def fill_task(desk: Desk, package: Path, code: str) -> GuidePage:
    """Choose the group's way and hand the package over."""
    desk.login.open_guide()
    guide = desk.login.guide
    assert guide is not None
    guide.of_group.setChecked(True)
    guide.next.click()
    guide.next.click()
    assert guide.file.issue
    assert guide.code.issue
    guide.choose_package(package)
    guide.code.edit.setText(code)
    guide.next.click()
    desk.wait(lambda: not desk.login.worker.busy)
    return guide


def test_a_group_is_founded_from_its_task_package_at_the_leaders_first_login(
    desk: Desk, tmp_path: Path, issued: tuple[Path, str]
) -> None:
    guide = fill_task(desk, *issued)
    assert guide.step == "place"
    assert guide.name.edit.text() == "县委巡察二组"
    assert guide.people["holder"][1].edit.text() == "王组长"
    guide.choose_folder(tmp_path / "group")
    guide.next.click()
    for role, name in (("system_admin", "钱管"), ("security_admin", "孙密"), ("security_auditor", "李审")):
        guide.people[role][1].edit.setText(name)
    guide.next.click()
    desk.wait(lambda: guide.accounts)
    holder = guide.accounts[3]
    assert holder.post == "组长"
    guide.next.click()

    desk.try_login(holder.login, holder.password)
    change = desk.login.change
    assert change is not None
    change.new.setText(PASSWORD)
    change.again.setText(PASSWORD)
    change.submit()
    desk.wait(lambda: desk.program.shell)

    session = desk.shell.desk.session
    (group,) = reading.page(session, reading.Query("inspection_group")).rows
    assert group.name == "县委巡察二组"
    assert group.custodian != session.place.workspace_id
    assert session.place.kind == "group"


def test_a_wrong_code_is_refused_and_founds_nothing(desk: Desk, issued: tuple[Path, str]) -> None:
    guide = fill_task(desk, issued[0], "ABCD-EFGH")
    assert guide.step == "task"
    assert guide.said.text()
