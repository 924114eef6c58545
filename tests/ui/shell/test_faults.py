"""What nobody caught, and what the surroundings may not do to the process."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.ui.shell.conftest import Desk
from ui import environment
from ui.shell import faults
from ui.shell.faults import CrashWindow, Faults
from xuncha_desktop.kernel.errors import Cancelled, Refused

ROOT = Path(__file__).parents[3]


def broken(secret: str) -> BaseException:
    try:
        raise ValueError(f"could not store {secret}")
    except ValueError as error:
        return error


def test_the_log_says_where_and_never_what(qtbot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(faults, "log_path", lambda: tmp_path / "x" / "faults.log")
    hook, told = Faults(), []
    hook.bug.connect(told.append)

    hook.handle(broken("信访人李某"))

    said = (tmp_path / "x" / "faults.log").read_text("utf-8")
    assert "test_faults.py" in said
    assert "ValueError" in said
    assert "李某" not in said + told[0]
    assert str(ROOT) not in said


def test_refusals_are_told_and_cancelled_work_is_nothing(qtbot) -> None:
    hook, refused, bugs = Faults(), [], []
    hook.refused.connect(refused.append)
    hook.bug.connect(bugs.append)
    reason = Refused("磁盘空间不足")
    hook.handle(reason)
    hook.handle(Cancelled())
    assert refused == [reason]
    assert bugs == []


def test_a_full_log_is_begun_anew(qtbot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "faults.log"
    path.write_text("x" * 600_000, "utf-8")
    monkeypatch.setattr(faults, "log_path", lambda: path)
    assert faults.write_down("新的一条")
    assert path.read_text("utf-8") == "新的一条\n\n"
    monkeypatch.setattr(faults, "log_path", lambda: path / "below" / "a-file")
    assert not faults.write_down("无处可写")


def test_a_bug_on_the_desk_opens_the_crash_window_and_keeps_the_page(desk: Desk) -> None:
    shell = desk.enter("zhangsan")
    shell.go("finding")
    shell.new_record("finding")
    page = shell.pile.top
    page.form.editors["title"].input.setText("写到一半")

    shell.refuse(broken("写到一半"))

    (window,) = shell.findChildren(CrashWindow)
    assert window.isVisible()
    assert "写到一半" not in window.shown.toPlainText()
    window.reject()
    assert shell.pile.top is page
    assert page.form.editors["title"].input.text() == "写到一半"


def test_from_the_crash_window_the_program_begins_anew_with_the_words_kept(desk: Desk) -> None:
    shell = desk.enter("zhangsan")
    shell.refuse(broken("x"))
    (window,) = shell.findChildren(CrashWindow)
    window.accept()
    desk.lock.begin()
    assert desk.ended == [desk.office.path]


# ------------------------------------------------------------------ surroundings


def test_h02_what_loads_foreign_code_or_opens_a_port_is_dropped() -> None:
    around = {
        "QT_QPA_PLATFORM": "vnc",
        "QT_QPA_GENERIC_PLUGINS": "tuiotouch",
        "QT_PLUGIN_PATH": "/media/stick",
        "QT_QPA_PLATFORM_PLUGIN_PATH": "/media/stick",
        "QT_QPA_PLATFORMTHEME": "evil",
        "QT_STYLE_OVERRIDE": "evil",
        "QML_IMPORT_PATH": "/media/stick",
        "QML2_IMPORT_PATH": "/media/stick",
        "PYTHONSTARTUP": "/media/stick/a.py",
        "PYTHONPATH": "/media/stick",
        "PYTHON_KEYRING_BACKEND": "evil",
        "QT_SCALE_FACTOR": "1.5",
        "QT_IM_MODULE": "fcitx",
        "LANG": "zh_CN.UTF-8",
    }
    environment.clean(around)
    assert around == {"QT_SCALE_FACTOR": "1.5", "QT_IM_MODULE": "fcitx", "LANG": "zh_CN.UTF-8"}


@pytest.mark.parametrize("platform", ["xcb", "wayland", "windows", "offscreen"])
def test_a_usual_platform_stays(platform: str) -> None:
    around = {"QT_QPA_PLATFORM": platform}
    environment.clean(around)
    assert around == {"QT_QPA_PLATFORM": platform}


@pytest.mark.parametrize("platform", ["vnc:size=800x600", "xcb:x", "linuxfb", "eglfs"])
def test_h02_another_platform_or_one_with_options_is_dropped(platform: str) -> None:
    around = {"QT_QPA_PLATFORM": platform}
    environment.clean(around)
    assert around == {}


def test_h02_code_injected_into_the_process_is_refused_before_qt_is_loaded() -> None:
    with pytest.raises(environment.Injected, match="LD_PRELOAD"):
        environment.refuse_injection({"LD_PRELOAD": "x.so"})
    environment.refuse_injection({"LD_PRELOAD": ""})
    code = (
        "import os, sys; os.environ['LD_PRELOAD'] = 'x.so'; from ui.__main__ import main; code = main([]);"
        "assert not any(name.startswith('PySide6') for name in sys.modules); sys.exit(code)"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert done.returncode == 2, done.stderr
    assert "LD_PRELOAD" in done.stderr


@pytest.mark.skipif(sys.platform != "linux", reason="only on Linux is there such a lock")
def test_h01_the_window_lives_without_a_network() -> None:
    code = (
        "from ui import environment; environment.settle()\n"
        "from ui import app, theme; from ui.gate import ServiceGate; from ui.login.settings import WindowSettings\n"
        "from PySide6.QtWidgets import QApplication\n"
        "a = QApplication(['x']); theme.apply(a); p = app.Program(ServiceGate(), WindowSettings())\n"
        "w = p.open_login(None); a.processEvents(); assert not w.grab().isNull(); w.close()\n"
        "import socket\n"
        "for family in (socket.AF_INET, socket.AF_INET6, socket.AF_NETLINK):\n"
        "    try: socket.socket(family, socket.SOCK_DGRAM)\n"
        "    except PermissionError: continue\n"
        "    raise SystemExit(f'{family} opened')\n"
        "import resource; assert resource.getrlimit(resource.RLIMIT_CORE) == (0, 0)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_login_window_stands_before_anything_heavy_is_loaded() -> None:
    code = (
        "import sys\n"
        "from ui import app, theme; from ui.gate import ServiceGate; from ui.login.settings import WindowSettings\n"
        "from PySide6.QtWidgets import QApplication\n"
        "a = QApplication(['x']); theme.apply(a); w = app.Program(ServiceGate(), WindowSettings()).open_login(None)\n"
        "heavy = ('sqlcipher3', 'cryptography', 'reportlab', 'pyrage', 'xuncha_desktop.services', 'ui.shell')\n"
        "found = [name for name in sys.modules if name.startswith(heavy)]\n"
        "w.close(); assert not found, found\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr


def test_words_after_the_name_go_to_the_command_line(capsys: pytest.CaptureFixture[str]) -> None:
    from ui.__main__ import main

    assert main(["no-such-command"]) == 2
    assert "xuncha" in capsys.readouterr().err
