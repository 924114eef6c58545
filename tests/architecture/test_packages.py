"""The packages we ask for are the packages we use, and each is pinned by digest."""

import ast
import re
import sys
from functools import lru_cache
from importlib import metadata
from pathlib import Path

from tests.architecture.source import ROOT, Source, program, sources

LOCKS = ("runtime.txt", "dev.txt", "floor.txt")
OURS = {"xuncha_desktop", "ui", "tests"}


def test_the_program_imports_only_what_it_asks_for():
    """A package that comes along with another may leave with it."""
    strange = {
        f"{source.name}: {name}"
        for source in program()
        for name in imported(source)
        if not distributions(name) & asked_for("runtime.in")
    }
    assert strange == set()


def test_every_package_asked_for_is_used():
    used = {name for source in sources() for module in imported(source) for name in distributions(module)}
    assert asked_for("runtime.in") - used == set()


def test_what_is_installed_is_what_a_lock_says():
    """One of two locks: the suite also runs on the lowest versions we claim."""
    pins = [pinned("dev.txt"), pinned("floor.txt")]
    for name in asked_for("runtime.in"):
        assert metadata.version(name) in {pin[name] for pin in pins}, name


def test_every_pin_carries_digests():
    for lock in LOCKS:
        blocks = re.split(r"\n(?=\S)", read(lock).strip())
        assert len(blocks) > 5
        assert [block for block in blocks if "==" not in block or "--hash=sha256:" not in block] == [], lock


def test_what_is_shipped_is_part_of_what_is_tested():
    assert pinned("runtime.txt").items() <= pinned("dev.txt").items()


def test_the_floor_is_what_we_claim():
    claimed = dict(re.findall(r"^([\w-]+)>=([\w.]+)", read("runtime.in"), re.MULTILINE))
    floor = pinned("floor.txt")
    assert {name: release(floor[name.lower()]) for name in claimed} == {n: release(v) for n, v in claimed.items()}


def read(name: str) -> str:
    return Path(ROOT / "requirements" / name).read_text(encoding="utf-8")


def asked_for(name: str) -> set[str]:
    """Distributions named by hand, in lower case."""
    return {found.lower() for found in re.findall(r"^([\w-]+)>=", read(name), re.MULTILINE)}


def pinned(lock: str) -> dict[str, str]:
    """Distribution to version, as a lock says."""
    return dict(re.findall(r"^([\w.-]+)==([\w.]+)", read(lock), re.MULTILINE))


def release(version: str) -> list[int]:
    """A version for comparison: 48 is 48.0.0."""
    numbers = [int(part) for part in version.split(".")]
    return numbers + [0] * (4 - len(numbers))


def imported(source: Source) -> set[str]:
    """Top-level names of other people's modules that a file imports anywhere in it."""
    names: set[str] = set()
    for node in source.walk():
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            names.add(node.module or "")
    return {name.partition(".")[0] for name in names} - OURS - sys.stdlib_module_names


@lru_cache(maxsize=1)
def _providers() -> dict[str, list[str]]:
    return dict(metadata.packages_distributions())


def distributions(module: str) -> set[str]:
    """Which installed distributions bring a module, in lower case and with hyphens."""
    return {name.lower().replace("_", "-") for name in _providers().get(module, [])}
