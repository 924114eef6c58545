"""The borders between our packages hold, and each is seen to fail when it is broken."""

import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.architecture.source import ROOT

SETTINGS = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
CONTRACTS = {contract["id"]: contract["name"] for contract in SETTINGS["tool"]["importlinter"]["contracts"]}

LOGIN = "ui/login/__init__.py" if (ROOT / "ui/login").is_dir() else "ui/login.py"

# One broken border each: contract, file, the line planted in it.
BREACHES = [
    ("qt", "xuncha_desktop/services/planted.py", "import PySide6"),
    ("qt", "xuncha_desktop/kernel/planted.py", "import ui"),
    ("layers", "xuncha_desktop/records/planted.py", "import xuncha_desktop.services"),
    ("layers", "xuncha_desktop/storage/planted.py", "import xuncha_desktop.printing"),
    ("layers", "xuncha_desktop/unplaced/__init__.py", ""),
    ("storage", "xuncha_desktop/cli/planted.py", "import xuncha_desktop.storage"),
    ("storage", "ui/screens/planted.py", "import xuncha_desktop.storage"),
    ("window", "ui/planted.py", "import xuncha_desktop.printing"),
    ("window", "ui/planted.py", "import xuncha_desktop.crypto"),
    ("sqlcipher", "xuncha_desktop/services/planted.py", "import sqlcipher3"),
    ("sqlcipher", "ui/planted.py", "from sqlcipher3 import dbapi2"),
    ("reportlab", "xuncha_desktop/services/planted.py", "from reportlab.pdfgen import canvas"),
    ("pdfium", "xuncha_desktop/printing/planted.py", "import pypdfium2"),
    ("workbooks", "xuncha_desktop/services/planted.py", "import xlsxwriter"),
    ("workbooks", "ui/planted.py", "from python_calamine import load_workbook"),
    ("drafts", "xuncha_desktop/sheets/planted.py", "import docx"),
    ("crypto", "xuncha_desktop/storage/planted.py", "from cryptography.hazmat.primitives import hashes"),
    ("crypto", "xuncha_desktop/exchange/planted.py", "import cryptography"),
    ("crypto", "xuncha_desktop/services/planted.py", "import pyrage"),
    ("network", "xuncha_desktop/exchange/planted.py", "import socket"),
    ("network", "ui/planted.py", "def later():\n    from urllib.request import urlopen\n    return urlopen"),
    ("screens", "ui/screens/planted.py", "import ui.screens.neighbour"),
    ("pages", "ui/pages/planted.py", "import ui.screens.neighbour"),
    ("login", LOGIN, "import xuncha_desktop.services"),
]


def lint(root: Path, *contracts: str) -> subprocess.CompletedProcess[str]:
    """Run the contracts on the packages under `root`, which are found first because it is where it runs."""
    command = [sys.executable, "-m", "tests.architecture.borders", *contracts]
    return subprocess.run(command, cwd=root, capture_output=True, text=True)


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The packages and their contracts in a place where they may be broken."""
    leave = shutil.ignore_patterns("__pycache__")
    for folder in ("xuncha_desktop", "ui", "tests/architecture"):
        shutil.copytree(ROOT / folder, tmp_path / folder, ignore=leave)
    for file in ("pyproject.toml", "tests/__init__.py"):
        shutil.copy(ROOT / file, tmp_path / file)
    return tmp_path


def test_every_border_holds():
    done = lint(ROOT)

    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize(("contract", "file", "line"), BREACHES)
def test_a_broken_border_is_seen(copy: Path, contract: str, file: str, line: str):
    planted = copy / file
    planted.parent.mkdir(exist_ok=True)
    (copy / "ui/screens/neighbour.py").write_text('"""A neighbour."""\n', encoding="utf-8")
    before = planted.read_text(encoding="utf-8") if planted.exists() else '"""Planted."""\n'
    planted.write_text(f"{before}\n{line}\n", encoding="utf-8")

    done = lint(copy, contract)

    assert done.returncode == 1
    assert f"{CONTRACTS[contract]} BROKEN" in done.stdout, done.stdout + done.stderr


def test_every_contract_has_a_breach_that_it_sees():
    assert {contract for contract, _, _ in BREACHES} == set(CONTRACTS)
