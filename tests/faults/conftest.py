"""What every fault needs: a workspace to harm, a small disk to fill, the shim, and child programs to run under them."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.faults import desk
from tests.offices import Office

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """A whole workspace of a group; tests copy it before they harm it."""
    return desk.template(tmp_path_factory.mktemp("whole") / "group")


@pytest.fixture
def office(whole: Office, tmp_path: Path) -> Iterator[Office]:
    """A copy to be harmed."""
    made = whole.copied(tmp_path / "group")
    yield made
    made.close()


@pytest.fixture
def papers(tmp_path: Path) -> Path:
    """A file to attach."""
    path = tmp_path / "会议记录.txt"
    path.write_text(desk.EVIDENCE, encoding="utf-8")
    return path


@pytest.fixture(scope="session")
def preload(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The compiled shim."""
    target = tmp_path_factory.mktemp("shim") / "shim.so"
    command = ["cc", "-O2", "-shared", "-fPIC", "-o", str(target), str(Path(__file__).with_name("shim.c")), "-ldl"]
    try:
        subprocess.run(command, check=True)
    except FileNotFoundError:
        pytest.skip("only on systems with a C compiler")
    return target


@pytest.fixture
def scratch(tmp_path: Path) -> Iterator[Path]:
    """A folder in memory where there is one: the shim decides what fails, so waiting for a real disk proves nothing."""
    memory = Path("/dev/shm")
    made = Path(tempfile.mkdtemp(dir=memory if os.access(memory, os.W_OK) else tmp_path))
    yield made
    shutil.rmtree(made)


Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def child() -> Run:
    """Run a program of this folder to its end: `child("limited", "…", preload=shim, before=["strace"])`."""

    def run(program: str, *words: object, preload: Path | None = None, before: tuple[str, ...] = ()):
        environment = os.environ | ({"LD_PRELOAD": str(preload)} if preload else {})
        command = [*before, sys.executable, "-m", f"tests.faults.{program}", *map(str, words)]
        return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, encoding="utf-8")

    return run


@dataclass
class SmallDisk:
    """A disk of a few megabytes, filled and freed at will."""

    path: Path

    def fill(self, leaving: int = 0) -> None:
        """Leave only so many bytes; a file holds the rest."""
        self.free()
        room = os.statvfs(self.path).f_bavail * os.statvfs(self.path).f_frsize
        (self.path / "filler").write_bytes(bytes(max(0, room - leaving)))

    def free(self) -> None:
        """Give the room back."""
        (self.path / "filler").unlink(missing_ok=True)

    def remount(self, how: str) -> None:
        """`ro` or `rw`."""
        subprocess.run(["mount", "-o", f"remount,{how}", str(self.path)], check=True)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[SmallDisk]:
    """Six megabytes of their own."""
    path = tmp_path / "disk"
    path.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=6m", "tmpfs", str(path)]
    try:
        done = subprocess.run(command, capture_output=True, text=True)
    except FileNotFoundError:
        pytest.skip("only on systems with mount")
    if done.returncode:
        pytest.skip(f"only on systems where this user may mount a small disk: {done.stderr.strip()}")
    yield SmallDisk(path)
    subprocess.run(["umount", "--lazy", str(path)], check=True)
