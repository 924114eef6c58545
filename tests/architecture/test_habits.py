"""Habits of the house that no tool checks: one clock, no chance, nothing of a workplace left in the tree."""

import ast
import re
import tomllib
from pathlib import Path

import pytest

import xuncha_desktop
from tests.architecture.source import ROOT, Source, program, sources, tree_files

CLOCK = "xuncha_desktop/kernel/clock.py"
READS_THE_CLOCK = re.compile(
    r"\b(datetime\.(now|utcnow|today)|date\.today|time\.time(_ns)?|currentDate(Time)?(Utc)?|currentTime)$"
)
DRAWS_BY_CHANCE = re.compile(r"\b(uuid[14]|uuid\.uuid[14]|random\.\w+)$")

# Written in two halves, so that this file does not hold them.
NEVER_IN_THE_TREE = (
    re.escape("index" + "-url"),
    re.escape("find" + "-links"),
    re.escape("trusted" + "-host"),
    r"(?<![\w./})-])/wor" + r"k/",
    r"(?<![\w./})-])/roo" + r"t/",
    "TO" + "DO|FIX" + "ME",
    "import" + "orskip",
)
NOT_TEXT = {".ttf", ".otf", ".png", ".ico", ".pdf", ".xcpkg", ".gz", ".zip", ".bin", ".woff2"}


def test_only_the_clock_reads_the_machines_clock():
    assert calls(READS_THE_CLOCK, [s for s in program() if s.name != CLOCK]) == []


def test_chance_comes_only_from_an_injected_source():
    assert calls(DRAWS_BY_CHANCE, program()) == []


@pytest.mark.parametrize(
    "line", ["datetime.now(UTC)", "datetime.datetime.utcnow()", "time.time()", "QDate.currentDate()", "date.today()"]
)
def test_a_second_clock_is_seen(line: str, monkeypatch):
    source = Source("made_up.py")
    monkeypatch.setitem(source.__dict__, "text", f"moment = {line}\n")

    assert calls(READS_THE_CLOCK, [source]) == ["made_up.py:1"]


def test_no_line_names_a_machine_path_or_an_index():
    words = re.compile("|".join([*NEVER_IN_THE_TREE, re.escape(f"{ROOT}/"), *home()]))
    found = [
        f"{name}:{number}: {line.strip()[:100]}"
        for name in tree_files()
        if Path(name).suffix not in NOT_TEXT
        for number, line in enumerate((ROOT / name).read_text(encoding="utf-8", errors="replace").splitlines(), 1)
        if words.search(line)
    ]
    assert found == []


def test_the_packaging_folder_is_no_package():
    assert not (ROOT / "packaging/__init__.py").exists()


def test_the_version_stands_in_one_place():
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert "version" in settings["project"]["dynamic"]
    assert settings["tool"]["setuptools"]["dynamic"]["version"] == {"attr": "xuncha_desktop.__version__"}
    assert [s.name for s in sources() if re.search(r"^__version__\s*=", s.text, re.MULTILINE)] == [
        "xuncha_desktop/__init__.py"
    ]
    newest = re.search(r"^## (\S+)", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert newest
    assert newest[1] == xuncha_desktop.__version__


def calls(pattern: re.Pattern[str], files: list[Source] | tuple[Source, ...]) -> list[str]:
    """Where a called or handed-over name matches."""
    return [
        f"{source.name}:{node.lineno}"
        for source in files
        for node in source.walk()
        if isinstance(node, ast.Attribute | ast.Name) and pattern.search(ast.unparse(node))
    ]


def home() -> list[str]:
    """This person's folder, where it is more than the root of the disk."""
    folder = f"{Path.home()}/"
    return [re.escape(folder)] if len(folder) > 2 else []
