"""The guards every test runs under are themselves seen to fail."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests import provisions
from tests.architecture.source import ROOT


def suite(folder: Path, body: str, *options: str) -> subprocess.CompletedProcess[str]:
    """Run a made-up test file under this project's own configuration."""
    (folder / "tests" / "area").mkdir(parents=True)
    for file in (
        "pyproject.toml",
        "tests/__init__.py",
        "tests/conftest.py",
        "tests/provisions.py",
        "tests/provisions.csv",
    ):
        shutil.copy(ROOT / file, folder / file)
    area = folder / "tests" / "area"
    (area / "conftest.py").write_text("", encoding="utf-8")  # as the real areas have
    (area / "test_made_up.py").write_text(body, encoding="utf-8")
    command = [sys.executable, "-m", "pytest", "-q", *options]
    environment = {k: v for k, v in os.environ.items() if not k.startswith("PYTEST_")}
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, env=environment)


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("logging.getLogger('x').warning('unforeseen')", "logged: x: WARNING: unforeseen"),
        ("warnings.warn('old', DeprecationWarning, stacklevel=1)", "DeprecationWarning: old"),
        ("pytest.skip('no program for it')", "was skipped: Skipped: no program for it"),
    ],
)
def test_a_stray_warning_or_a_silent_skip_fails(tmp_path: Path, line: str, told: str):
    done = suite(tmp_path, f"import logging, warnings, pytest\n\n\ndef test_one():\n    {line}\n")

    assert done.returncode == 1
    assert told in done.stdout


def test_an_expected_warning_passes_and_must_come(tmp_path: Path):
    body = (
        "import logging, pytest\n"
        "@pytest.mark.logs('fore.een')\ndef test_comes():\n    logging.warning('foreseen')\n"
        "@pytest.mark.logs('fore.een')\ndef test_stays_away():\n    pass\n"
    )
    done = suite(tmp_path, body)

    assert "expected to be logged: fore.een" in done.stdout
    assert "2 passed, 1 error" in done.stdout


@pytest.mark.parametrize("workers", ["-n0", "-n2"])
def test_what_passes_is_noted_and_what_fails_is_not(tmp_path: Path, workers: str):
    body = (
        "import pytest\n"
        "@pytest.mark.provision('YL-00-00', 'YL-01-00')\ndef test_holds():\n    pass\n"
        "@pytest.mark.provision('YL-01-00')\ndef test_does_not():\n    assert not 1\n"
    )
    suite(tmp_path, body, workers)

    kept = json.loads((tmp_path / "out/provisions.json").read_text(encoding="utf-8"))
    assert kept["passed"] == {
        "YL-00-00": ["tests/area/test_made_up.py::test_holds"],
        "YL-01-00": ["tests/area/test_made_up.py::test_holds"],
    }
    assert kept["failed"] == {"YL-01-00": ["tests/area/test_made_up.py::test_does_not"]}


@pytest.mark.parametrize("mark", ["'YL-99-99'", ""])
def test_a_mark_that_names_no_row_is_an_error(tmp_path: Path, mark: str):
    done = suite(tmp_path, f"import pytest\n@pytest.mark.provision({mark})\ndef test_one():\n    pass\n")

    assert done.returncode == 1
    assert "names no row of provisions.csv" in done.stdout


def test_the_report_counts_a_row_only_when_no_test_of_it_fails():
    told = provisions.report({"YL-07-01": ["a"], "YL-07-02": ["b"]}, {"YL-07-02": ["c"]})

    assert [line.split()[0] for line in told if " YL-07-01 " in line] == ["proved"]
    assert [line.split()[0] for line in told if " YL-07-02 " in line] == ["FAILING"]
    assert [line.split()[:2] for line in told if " YL-07-03 " in line] == [["not", "proved"]]
    assert told[-1].startswith("1 of ")
