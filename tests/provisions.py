"""Which provisions of the regulations a passing test proves.

`tests/provisions.csv` lists them, a row an obligation. Every run notes the rows its marks name in
`out/provisions.json`; `python -m tests.provisions` runs the marked tests and prints where each row stands.
"""

import csv
import json
import subprocess
import sys
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
LIST = ROOT / "tests" / "provisions.csv"
RECORD = ROOT / "out" / "provisions.json"
PROPERTY = "provision"
NOT_SOFTWARE = "principle-only"  # a principle no program can be tested against


@lru_cache(maxsize=1)
def listed() -> Mapping[str, Mapping[str, str]]:
    """The rows by their id."""
    with LIST.open(encoding="utf-8", newline="") as file:
        return {row["id"]: row for row in csv.DictReader(file)}


@dataclass(eq=False)
class Recorder:
    """A pytest plug-in. The marks travel to the controlling process with each report."""

    config: pytest.Config
    passed: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    failed: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    def pytest_itemcollected(self, item: pytest.Item) -> None:
        for name in marked(item):
            item.user_properties.append((PROPERTY, name))

    def pytest_runtest_setup(self, item: pytest.Item) -> None:
        """A mark that names no row is a mistake, even on a test that passes."""
        unknown = [name for name in marked(item) if name not in listed()]
        if unknown or any(not mark.args for mark in item.iter_markers(PROPERTY)):
            pytest.fail(f"the provision mark names no row of {LIST.name}: {unknown}", pytrace=False)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        for key, name in report.user_properties:
            if key != PROPERTY:
                continue
            if report.failed or report.skipped:
                self.failed[str(name)].add(report.nodeid)
            elif report.when == "call":
                self.passed[str(name)].add(report.nodeid)

    def pytest_sessionfinish(self) -> None:
        """Written by the controlling process only; a worker has seen but a part."""
        if hasattr(self.config, "workerinput") or self.config.option.collectonly:
            return
        RECORD.parent.mkdir(exist_ok=True)
        kept = {"passed": as_lists(self.passed), "failed": as_lists(self.failed)}
        RECORD.write_text(json.dumps(kept, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def marked(item: pytest.Item) -> list[str]:
    """The ids an item's own, its class's and its module's marks name, each once."""
    return sorted({str(name) for mark in item.iter_markers(PROPERTY) for name in mark.args})


def as_lists(found: Mapping[str, set[str]]) -> dict[str, list[str]]:
    return {name: sorted(found[name]) for name in sorted(found)}


def report(passed: Mapping[str, list[str]], failed: Mapping[str, list[str]]) -> list[str]:
    """Row by row in the order of the list, then counts by kind. A row with one failing test is not proved."""
    proved = {name for name in passed if name not in failed}
    lines: list[str] = []
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for name, row in listed().items():
        counts[row["kind"]][1] += 1
        counts[row["kind"]][0] += name in proved
        if name in proved:
            lines.append(f"  proved      {name:<12}{row['article']}  {passed[name][0]}")
        elif row["kind"] != NOT_SOFTWARE or name in failed:
            standing = "FAILING   " if name in failed else "not proved"
            lines.append(f"  {standing}  {name:<12}{row['article']}  {row['records']}")
    owed = sum(total for kind, (_, total) in counts.items() if kind != NOT_SOFTWARE)
    done = sum(count for kind, (count, _) in counts.items() if kind != NOT_SOFTWARE)
    lines += [f"{kind:<22}{count:>4} of {total}" for kind, (count, total) in sorted(counts.items())]
    return [*lines, f"{done} of {owed} provisions are proved by a passing test ({NOT_SOFTWARE} rows not counted)"]


def main() -> int:
    """Run what is marked and print where each row stands; fails when a marked test does."""
    command = [sys.executable, "-m", "pytest", "-q", "-n2", "-m", PROPERTY, "--no-header"]
    done = subprocess.run(command, cwd=ROOT)
    kept = json.loads(RECORD.read_text(encoding="utf-8"))
    print("\n".join(report(kept["passed"], kept["failed"])))
    return done.returncode


if __name__ == "__main__":
    sys.exit(main())
