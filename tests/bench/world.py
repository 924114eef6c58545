"""The workspaces benchmarks run on: made once by the demonstration's own door, each with a plain twin of its files."""

import hashlib
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import time
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2

from tests.offices import CHEAP, PASSWORD, Office
from tests.sessions import START, Ticking
from xuncha_desktop.crypto.primitives import KdfCost
from xuncha_desktop.demonstration import county
from xuncha_desktop.demonstration.county import Scale
from xuncha_desktop.kernel.levels import Compartment
from xuncha_desktop.kernel.people import Post
from xuncha_desktop.services.session import Session
from xuncha_desktop.services.workspaces import Door, Means
from xuncha_desktop.storage import schemas
from xuncha_desktop.storage.connection import CACHE_KIB

ROOT = Path(__file__).parents[2]
DATA = ROOT / "out/bench-data"
HOLDER, LEADER = "holder", "leader"
ROWS = int(os.environ.get("BENCH_ROWS", "0"))
"""Fewer findings than the city's million, to try things out."""

SCALES: dict[str, Scale] = {
    "office": county.OFFICE,
    "city": Scale(3_000, 12, ROWS, 800, 1_500) if ROWS else county.CITY,
}


def means() -> Means:
    """A clock some days after the workspaces were filled, and the machine's own randomness."""
    return Means(Ticking(START + timedelta(days=2)), os.urandom)


@dataclass(frozen=True)
class World:
    """One workspace at rest. `facts` says how it was made: seconds, sizes."""

    name: str
    scale: Scale
    folder: Path
    facts: dict[str, Any]

    @property
    def workspace(self) -> Path:
        """The workspace's folder."""
        return self.folder / "workspace"

    def enter(self, login: str = HOLDER, workspace: Path | None = None) -> Session:
        """Log in."""
        door = Door(workspace or self.workspace, means())
        return door.enter(door.unlock(login, PASSWORD))

    def plain(self, compartment: Compartment, folder: Path | None = None) -> sqlite3.Connection:
        """The unencrypted twin of a file, opened with the same cache and the same care for the disk."""
        return plain(self.twin(compartment, folder))

    def twin(self, compartment: Compartment, folder: Path | None = None) -> Path:
        """Where the twin lies."""
        return (folder or self.folder / "plain") / f"{compartment.value}.db"

    def copied(self, folder: Path) -> Path:
        """Workspace and twins in another folder, to be written to; returns it."""
        shutil.rmtree(folder, ignore_errors=True)
        for part in ("workspace", "plain"):
            shutil.copytree(self.folder / part, folder / part)
        return folder


def plain(path: Path) -> sqlite3.Connection:
    """An unencrypted file by Python's own driver."""
    db = sqlite3.connect(path, isolation_level=None)
    for pragma in ("journal_mode=DELETE", "synchronous=EXTRA", "temp_store=MEMORY", f"cache_size=-{CACHE_KIB}"):
        db.execute(f"PRAGMA {pragma}")
    return db


def world(name: str) -> World:
    """A workspace of that scale, made unless it lies there from an earlier run of the same generator and schema."""
    scale = SCALES[name]
    made_of = [county.VERSION, "group", str(scale), *(schemas.statements(c) for c in Compartment)]
    folder = DATA / f"{name}-{hashlib.sha256(json.dumps(made_of).encode()).hexdigest()[:12]}"
    told = folder / "made.json"
    if not told.exists():
        for old in (*DATA.glob(f"{name}-*"),):
            shutil.rmtree(old)
        print(f"making {name}: {scale}", flush=True)
        facts = _make(folder, scale)
        told.write_text(json.dumps(facts, indent=1))
    return World(name, scale, folder, json.loads(told.read_text()))


def child(module: str, *words: object) -> dict[str, Any]:
    """Run a part of a benchmark in a process of its own and read the line of JSON it prints last."""
    argv = [sys.executable, "-m", f"tests.bench.{module}", *map(str, words)]
    done = subprocess.run(argv, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"{module} failed:\n{done.stderr[-3000:]}")
    return json.loads(done.stdout.splitlines()[-1])


def _make(folder: Path, scale: Scale) -> dict[str, Any]:
    # One person must be able to do all the acts measured, so a whole county's records lie in one group's workspace.
    office = Office(folder / "workspace", kind="group", holder_post=Post.LEADER).settle()
    office.add_person(LEADER, "王志远", Post.LEADER, Post.MEMBER)
    for login in (HOLDER, LEADER):  # these two as in life; the others' cheap keys only shorten the making
        office.door.choose_password(office.door.unlock(login, PASSWORD), PASSWORD, PASSWORD + "2", cost=CHEAP)
        office.door.choose_password(office.door.unlock(login, PASSWORD + "2"), PASSWORD + "2", PASSWORD, cost=KdfCost())
    session = office.enter(HOLDER)
    began = time.perf_counter()

    def report(done: int, total: int, text: str) -> None:
        print(f"  {done:>9,} of {total:,}  {time.perf_counter() - began:6.1f} s  {text}", flush=True)

    county.fill(session, scale, report)
    filled = time.perf_counter()
    keys = {c: bytes(session.vault.unlocked.keys[c.value]) for c in Compartment}  # type: ignore[union-attr]
    office.close()
    (folder / "plain").mkdir(parents=True)
    for compartment in Compartment:
        _twin(folder / f"workspace/{compartment.value}.db", keys[compartment], folder / f"plain/{compartment.value}.db")
    print(f"  twins {time.perf_counter() - filled:.1f} s", flush=True)
    return {
        "records": scale.records,
        "fill_seconds": round(filled - began, 1),
        "twin_seconds": round(time.perf_counter() - filled, 1),
        "bytes": {c.value: (folder / f"workspace/{c.value}.db").stat().st_size for c in Compartment},
        "plain_bytes": {c.value: (folder / f"plain/{c.value}.db").stat().st_size for c in Compartment},
    }


def _twin(source: Path, key: bytes, target: Path) -> None:
    """Write every table, index and shadow table of an encrypted file into an unencrypted one."""
    driver: Any = dbapi2
    db = driver.connect(str(source), isolation_level=None)
    db.set_key(b"x'" + key.hex().encode() + b"'")
    db.execute("PRAGMA cache_size=-262144")
    db.execute(f"ATTACH DATABASE '{target}' AS twin KEY ''")
    for pragma in ("synchronous=OFF", "journal_mode=OFF", "cache_size=-262144"):
        db.execute(f"PRAGMA twin.{pragma}")
    db.execute("SELECT sqlcipher_export('twin')")
    db.execute("DETACH DATABASE twin")
    db.close()
