"""What the process shows the machine: no socket, no temporary file, no core dump, no memory; and little memory."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.faults.conftest import ROOT, Run
from tests.offices import Office
from xuncha_desktop.services import auditing
from xuncha_desktop.services.verification import verify

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="only on Linux")
# Whoever the tests run as: another user's memory is closed to him anyway, so both sides are this one.
NOBODY = 65534
WINDOW = (
    "from ui import app, theme; from ui.gate import ServiceGate; from ui.login.settings import WindowSettings\n"
    "from PySide6.QtWidgets import QApplication\n"
    "a = QApplication(['x']); theme.apply(a); p = app.Program(ServiceGate(), WindowSettings())\n"
    "w = p.open_login(None); a.processEvents(); assert not w.grab().isNull(); w.close()\n"
)


def traced(tmp_path: Path, command: list[str]) -> list[str]:
    """Run under strace; the calls that ask for sockets and files, of every process."""
    if not shutil.which("strace"):
        pytest.skip("only on systems with strace")
    log = tmp_path / "trace"
    calls = "trace=socket,socketpair,connect,bind,listen,open,openat,creat"
    before = ["strace", "-f", "-qq", "-e", calls, "-e", "signal=none", "-o", str(log)]
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen", "DBUS_SESSION_BUS_ADDRESS": "disabled:"}
    done = subprocess.run([*before, *command], cwd=ROOT, env=environment, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return log.read_text(errors="replace").splitlines()


def foreign_sockets(calls: list[str]) -> list[str]:
    return [line for line in calls if re.search(r"\b(socket|connect|bind)\(", line) and "AF_UNIX" not in line]


def test_h01_f30_a_working_day_opens_no_socket_and_no_temporary_file(
    office: Office, papers: Path, tmp_path: Path
) -> None:
    calls = traced(tmp_path, [sys.executable, "-m", "tests.faults.day", str(office.path), str(papers)])
    assert foreign_sockets(calls) == []
    made = [line for line in calls if "O_CREAT" in line and "ENOENT" not in line]
    outside = [line for line in made if str(office.path) not in line and "__pycache__" not in line]
    assert outside == []
    assert [line for line in calls if "etilqs" in line] == []
    assert any("work.db-journal" in line for line in made), "the trace sees what the day writes"


@pytest.mark.parametrize("words", [["--version"], ["profiles"], ["verify"]])
def test_h01_the_command_line_asks_for_no_socket(office: Office, tmp_path: Path, words: list[str]) -> None:
    words = [*words, str(office.path)] if words == ["verify"] else words
    if words[0] == "verify":  # without a password nothing inside can be checked, and it says so by its exit code
        command = ["sh", "-c", '"$@"; test $? = 3', "sh", sys.executable, "-m", "ui", *words]
    else:
        command = [sys.executable, "-m", "ui", *words]
    assert foreign_sockets(traced(tmp_path, command)) == []


def test_h01_the_window_asks_for_no_socket_even_before_the_lock_that_would_refuse_one(tmp_path: Path) -> None:
    assert foreign_sockets(traced(tmp_path, [sys.executable, "-c", WINDOW])) == []


def test_h01_a_foreign_socket_would_be_seen(tmp_path: Path) -> None:
    code = "import socket; socket.socket(socket.AF_INET, socket.SOCK_DGRAM).close()"
    assert foreign_sockets(traced(tmp_path, [sys.executable, "-c", code]))


@pytest.mark.parametrize("program", ["environment.settle()", "main()"], ids=["the window", "the command line"])
def test_h03_a_crash_leaves_no_core_dump(tmp_path: Path, program: str) -> None:
    code = (
        "import os, resource, sys; from ui import environment; from ui.__main__ import main\n"
        f"sys.argv = ['xuncha', '--version']; {program}\n"
        "print(resource.getrlimit(resource.RLIMIT_CORE)); sys.stdout.flush(); os.abort()"
    )
    command, environment = [sys.executable, "-c", code], os.environ | {"PYTHONPATH": str(ROOT)}
    allowing = ["sh", "-c", 'ulimit -c unlimited 2>&-; exec "$@"', "sh"]
    with subprocess.Popen([*allowing, *command], cwd=tmp_path, env=environment, stdout=subprocess.PIPE) as crashing:
        assert crashing.stdout
        told = crashing.stdout.read().decode()
        _, status = os.waitpid(crashing.pid, 0)
        crashing.returncode = -os.WTERMSIG(status)
    assert "(0, 0)" in told
    assert os.WIFSIGNALED(status)
    assert not os.WCOREDUMP(status)
    assert list(tmp_path.glob("core*")) == []


@pytest.mark.parametrize("settled", [True, False])
def test_h04_the_memory_of_the_crashingis_closed_to_its_own_user(settled: bool) -> None:
    if os.geteuid() != 0:
        pytest.skip("only on systems where the test may become another user")
    code = (
        "import ctypes, os, resource, signal; from xuncha_desktop.kernel import sandbox; from ui import environment\n"
        f"os.setgid({NOBODY}); os.setuid({NOBODY})\n"
        "assert not ctypes.CDLL(None).prctl(4, 1, 0, 0, 0)  # leaving root closed it; the control case is open\n"
        f"{'environment.settle()' if settled else ''}\n"
        "print('ready', flush=True); signal.pause()"
    )
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True, cwd=ROOT) as program:
        assert program.stdout
        assert program.stdout.readline() == "ready\n"
        look = f"import os; os.setgid({NOBODY}); os.setuid({NOBODY}); open('/proc/{program.pid}/mem', 'rb').close()"
        done = subprocess.run([sys.executable, "-S", "-c", look], capture_output=True, text=True)
        program.kill()
    assert (done.returncode == 0) is not settled
    assert ("PermissionError" in done.stderr) is settled


def test_h05_out_of_memory_is_told_and_nothing_is_lost(office: Office, child: Run, papers: Path) -> None:
    done = child("limited", "memory", office.path, papers)
    assert (done.returncode, done.stderr) == (0, "")
    said = json.loads(done.stdout)
    assert any("内存不足" in words for words in said["refused"])
    assert said["later"] == "后来的问题"
    session = office.enter("holder")
    titles = {row[0] for row in session.connections["work"].execute("SELECT title FROM finding").fetchall()}
    assert titles == {*said["kept"], said["later"]}
    assert verify(session).exit_code == 0
    session.close()
    assert auditing.check(office.enter("auditor")).sound
