"""Child program: a morning's disk operations written down, then the disk as a power cut at any of them may leave it.

    python -m tests.faults.power WORKSPACE SCRATCH PAPERS STATES

Runs under the shim. Half of the states lose nothing that was written (the program was killed), half lose what the
disk had not confirmed. Prints one JSON object: the operations, the states and how the workspace broke its word.
"""

import ctypes
import json
import os
import random
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.faults import desk
from tests.faults.every_operation import in_child, read_rings_once
from tests.offices import PASSWORD
from xuncha_desktop.crypto.unlocked import Unlocked
from xuncha_desktop.kernel.errors import Refused

SECTOR = 512


@dataclass(frozen=True)
class Op:
    """One line of the shim's log."""

    call: str
    offset: int
    data: bytes
    name: str
    other: str


@dataclass
class File:
    """What the disk has confirmed, and what was written since."""

    sure: bytearray = field(default_factory=bytearray)
    since: list[tuple[int, bytes | None]] = field(default_factory=list[tuple[int, bytes | None]])

    def written(self, kept: list[tuple[int, bytes | None]]) -> bytes:
        """The confirmed content with some later writes; None as data cuts the file there."""
        found = bytearray(self.sure)
        for at, data in kept:
            if data is None:
                found[at:] = bytes(max(0, at - len(found)))
            else:
                found[len(found) :] = bytes(max(0, at - len(found)))
                found[at : at + len(data)] = data
        return bytes(found)


Names = dict[str, File | None]  # None is a folder


@dataclass
class Disk:
    """Files by name, and the changes of names that no sync of their folder has confirmed yet."""

    names: Names
    sure: Names
    since: list[tuple[frozenset[str], Callable[[Names], None]]] = field(default_factory=list)

    @staticmethod
    def of(folder: Path) -> "Disk":
        """A folder all of which is confirmed."""
        found: Names = {
            str(path): None if path.is_dir() else File(bytearray(path.read_bytes())) for path in folder.rglob("*")
        }
        return Disk(dict(found), dict(found))

    def do(self, op: Op) -> None:
        """One operation."""
        if op.call in ("write", "truncate"):
            file = self.names[op.name]
            assert file
            file.since.append((op.offset, op.data if op.call == "write" else None))
        elif op.call == "sync":
            self._sync(op.name)
        elif op.call == "create":
            made = File()
            self._rename({op.name}, lambda names: names.update({op.name: made}))
        elif op.call == "mkdir":
            self._rename({op.name}, lambda names: names.update({op.name: None}))
        elif op.call == "unlink":
            self._rename({op.name}, lambda names: names.pop(op.name, None))
        elif op.call == "rename":
            self._rename({op.name, op.other}, lambda names: _move(names, op.name, op.other))

    def _rename(self, touched: set[str], change: Callable[[Names], object]) -> None:
        change(self.names)
        self.since.append((frozenset(os.path.dirname(name) for name in touched), change))

    def _sync(self, name: str) -> None:
        file = self.names.get(name)
        if file is not None:
            file.sure, file.since = bytearray(file.written(file.since)), []
            return
        # File systems keep changes of names in order: one that is confirmed confirms all before it.
        last = max((number for number, (folders, _) in enumerate(self.since, 1) if name in folders), default=0)
        for _, change in self.since[:last]:
            change(self.sure)
        del self.since[:last]

    def left(self, chance: random.Random | None) -> dict[str, bytes | None]:
        """What lies there after a restart; everything if `chance` is None, else a part of what was not confirmed."""
        if chance is None:
            return {name: file.written(file.since) if file else None for name, file in self.names.items()}
        names = dict(self.sure)
        for _, change in self.since[: chance.randint(0, len(self.since))]:
            change(names)
        return {name: _torn(file, chance) if file else None for name, file in names.items()}


def _move(names: Names, old: str, new: str) -> None:
    if old in names:
        names[new] = names.pop(old)


def _torn(file: File, chance: random.Random) -> bytes:
    how = chance.choice(("none", "all", "some", "torn"))
    if how == "none" or not file.since:
        return bytes(file.sure)
    if how == "all":
        return file.written(file.since)
    kept = [one for one in file.since if chance.random() < 0.6]
    if how == "torn" and kept and (data := kept[-1][1]):
        kept[-1] = (kept[-1][0], data[: SECTOR * chance.randint(0, len(data) // SECTOR)])
    return file.written(kept)


def operations(log: Path) -> list[Op]:
    """The shim's log, in order; what was said aloud stands among the operations as `mark`."""
    found: list[Op] = []
    with log.open("rb") as source:
        while line := source.readline():
            call, offset, size, rest = line.decode().rstrip("\n").split(" ", 3)
            name, other = rest.split("\t")
            found.append(Op(call, int(offset), source.read(int(size)), name, other))
    return found


def recorded(folder: Path, log: Path, leader: Unlocked, papers: Path) -> list[Op]:
    """A morning under the shim, written down."""

    def act(_say: desk.Say) -> str:
        library = ctypes.CDLL(None)
        library.shim_watch(os.fsencode(folder))
        library.shim_log(os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND))
        desk.Morning(
            desk.door_to(folder), leader, papers, lambda line: library.shim_mark(json.dumps(line).encode())
        ).go()
        return ""

    lines, status = in_child(act)
    if status:
        raise SystemExit(str(lines))
    return operations(log)


def main(workspace: Path, scratch: Path, papers: Path, states: int) -> None:
    """Record, then cut, restart and look."""
    read_rings_once()
    door, chance = desk.door_to(workspace), random.Random(20190709)
    leader, auditor = door.unlock("holder", PASSWORD), door.unlock("auditor", PASSWORD)
    folder = scratch / "group"
    shutil.copytree(workspace, folder)
    before = Disk.of(folder)
    ops = recorded(folder, scratch / "log", leader, papers)
    cuts = sorted((chance.randint(1, len(ops)), bool(number % 2)) for number in range(states))
    broken: list[str] = []
    said: list[dict[str, Any]] = []
    done = 0
    for at, power in cuts:
        for op in ops[done:at]:
            if op.call == "mark":
                said.append(json.loads(op.name))
            else:
                before.do(op)
        done = at
        _lay(folder, before.left(chance if power else None))
        cut = f"{'power cut' if power else 'kill'} after operation {at} ({ops[at - 1].call})"
        broken += [f"{cut}: {problem}" for problem in _judged(folder, said, leader, auditor)]
    print(json.dumps({"operations": len(ops), "states": len(cuts), "said": len(said), "broken": broken}))


def _lay(folder: Path, content: dict[str, bytes | None]) -> None:
    shutil.rmtree(folder)
    folder.mkdir()
    for name in sorted(content):
        path, data = Path(name), content[name]
        if not path.parent.is_dir():
            continue  # the folder it lay in was lost
        if data is None:
            path.mkdir()
        else:
            path.write_bytes(data)


def _judged(folder: Path, said: list[dict[str, Any]], leader: Unlocked, auditor: Unlocked) -> list[str]:
    try:
        return desk.judge(said, desk.look(desk.door_to(folder), leader, auditor), cut=True)
    except Refused as reason:
        return [f"cannot be opened again: {reason}"]


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:4]), int(sys.argv[4]))
