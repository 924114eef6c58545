"""The whole line of the demonstration: office and group take turns, each scene in a process of its own.

The two workspaces share nothing but a folder standing for the stick (and the envelope with the 开通码).
"""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from xuncha_desktop.demonstration import group_scenes, office_scenes, stage
from xuncha_desktop.kernel.errors import Refused

TURNS = (
    ("office", "plan", "巡察办：届次、40个单位、轮次、编组，签发任务包"),
    ("group", "open", "巡察组：凭开通码建立工作区，出具回执"),
    ("group", "onsite", "巡察组：动员会、谈话、信访、三个问题、分出线索、请示立行立改"),
    ("office", "answer", "巡察办：接收请示，登记批示，送回"),
    ("group", "papers", "巡察组：立行立改办结，底稿退回一次后签批，报送成果"),
    ("office", "return", "巡察办：接收成果，退回补证"),
    ("group", "again", "巡察组：补证后再报成果"),
    ("office", "feedback", "巡察办：登记决策，双反馈，签收起算期限"),
    ("group", "close", "巡察组：收回执"),
    ("office", "follow", "巡察办：方案、任务、进展、督办、销号、重新打开，发整改资料包"),
    ("group", "watch", "巡察组：接收整改资料，出具回执"),
    ("office", "answered", "巡察办：收回执"),
)
_ROOT = str(Path(__file__).resolve().parents[2])
_START = (
    "import sys; sys.path.insert(0, sys.argv[1]); "
    "from xuncha_desktop.demonstration.line import scene; scene(*sys.argv[2:])"
)


def run(folder: Path, report: Callable[[str], object] = lambda _: None) -> None:
    """Live the whole round in an empty folder, every scene in its own process. Raises `Refused` with its last words."""
    if folder.exists() and any(folder.iterdir()):
        raise Refused(f"“{folder}”不是空文件夹，请另选一个文件夹存放演示")
    stick(folder).mkdir(parents=True)
    for side, name, words in TURNS:
        report(words)
        command = [sys.executable, "-I", "-B", "-c", _START, _ROOT, side, name, str(folder.resolve())]
        done = subprocess.run(command, capture_output=True, text=True, env=_plain_environment(), check=False)
        if done.returncode:
            raise Refused(f"演示在“{words}”处停下：{done.stderr.strip()[-2000:]}")


def scene(side: str, name: str, folder: str) -> None:
    """Play one scene in this process."""
    path = Path(folder)
    if side == "office":
        office_scenes.SCENES[name](stage.office(path, name), stick(path))
    else:
        group_scenes.SCENES[name](stage.group(path, name), stick(path))


def stick(folder: Path) -> Path:
    """The folder standing for the USB stick."""
    return folder / "U盘"


def _plain_environment() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
