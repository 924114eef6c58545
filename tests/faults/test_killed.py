"""kill -9 at random moments of a working day."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.faults.conftest import ROOT, Run
from tests.offices import PASSWORD, Office
from xuncha_desktop.kernel.errors import Refused

ROUNDS = 300


@pytest.mark.slow
def test_f01_f04_after_300_kills_everything_said_to_be_done_is_there_and_audited_exactly_once(
    office: Office, child: Run, scratch: Path, papers: Path
) -> None:
    workspace = scratch / "group"
    shutil.copytree(office.path, workspace)
    done = child("killing", workspace, papers, ROUNDS)
    assert (done.returncode, done.stderr) == (0, "")
    told = json.loads(done.stdout)
    print(f"{told['rounds']} kills, {told['acts']} acts said to be done, {told['journals']} journals to roll back")
    assert told["broken"] == []
    assert told["rounds"] == ROUNDS
    assert told["acts"] > ROUNDS // 6
    assert told["journals"] > 10, "the kills came when nothing was under way"


def test_f25_the_lock_of_a_killed_window_holds_nobody_up(office: Office) -> None:
    code = (
        "import pathlib, signal, sys; from xuncha_desktop.storage.folder import WorkspaceFolder\n"
        "held = WorkspaceFolder(pathlib.Path(sys.argv[1])).lock(); print('held', flush=True); signal.pause()"
    )
    command = [sys.executable, "-c", code, str(office.path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) as window:
        assert window.stdout
        assert window.stdout.readline() == "held\n"
        with pytest.raises(Refused, match="另一个窗口"):
            office.door.folder.lock()
        window.kill()
    office.door.folder.lock().release()


def test_what_a_killed_program_left_half_written_is_gone_after_the_next_login(office: Office) -> None:
    session = office.enter("holder")
    session.close()
    leftovers = ["keys.a.part", "attempts.json.part", "drafts/0a.part", "files/0b.part", f"files/ab/{'ab' * 32}"]
    for name in leftovers:
        path = office.path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"half")
    office.enter("holder", PASSWORD)
    assert [name for name in leftovers if (office.path / name).exists()] == []
