"""Child program: a morning's work once for each disk operation it needs, with that operation failing; under the shim.

    python -m tests.faults.every_operation SCENARIO WORKSPACE SCRATCH PAPERS ERROR once|on

Prints one line of JSON for each round: what was said, which call failed, and how the workspace broke its word.
"""

import ctypes
import errno
import json
import os
import shutil
import sys
import traceback
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Any

from tests.faults import desk
from tests.offices import CHEAP, PASSWORD
from xuncha_desktop.crypto.keyring import KeyRing
from xuncha_desktop.crypto.unlocked import Unlocked
from xuncha_desktop.kernel.errors import NotAllowed, Refused
from xuncha_desktop.services import findings

MOST = 2000


class Shim:
    """The preloaded library, reached through the process it sits in."""

    def __init__(self) -> None:
        self._lib = ctypes.CDLL(None)
        self._lib.shim_fired_call.restype = ctypes.c_char_p

    def arm(self, folder: Path, n: int, error: int, *, lasting: bool) -> None:
        """Fail the n-th call that changes something in the folder."""
        self._lib.shim_watch(os.fsencode(folder))
        self._lib.shim_fail(ctypes.c_long(n), error, int(lasting))

    def arm_last_sync(self, folder: Path) -> None:
        """Fail the sync of the folder after a journal is gone: the one failure that cannot be taken back."""
        self._lib.shim_watch(os.fsencode(folder))
        self._lib.shim_fail_folder_sync(errno.EIO)

    def make_unreadable(self, folder: Path, name: str) -> None:
        """No byte of files of this name can be read."""
        self._lib.shim_watch(os.fsencode(folder))
        self._lib.shim_unreadable(name.encode())

    def disarm(self) -> None:
        """Nothing fails any more."""
        self._lib.shim_unreadable(b"")
        self._lib.shim_stop()

    def hit(self) -> str:
        """The call that failed, empty if there were fewer than n."""
        return self._lib.shim_fired_call().decode() if self._lib.shim_fired() else ""


def read_rings_once() -> None:
    """Reading a key file checks every signature in it; in a program of many logins equal bytes need that once."""
    KeyRing.from_bytes = staticmethod(lru_cache(KeyRing.from_bytes))  # type: ignore[method-assign]


def in_child(act: Callable[[desk.Say], str]) -> tuple[list[dict[str, Any]], int]:
    """Fork, act, and collect every line said, up to the end or the kill. Returns the lines and the wait status."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)

        def say(line: dict[str, Any]) -> None:
            os.write(writing, json.dumps(line, ensure_ascii=False).encode() + b"\n")

        try:
            say({"hit": act(say)})
            os._exit(0)
        except BaseException:
            say({"traceback": traceback.format_exc()})
            os._exit(1)
    os.close(writing)
    with os.fdopen(reading, "rb") as source:
        lines = [json.loads(line) for line in source]
    return lines, os.waitpid(child, 0)[1]


def morning(folder: Path, papers: Path, people: tuple[Unlocked, Unlocked], arm: Callable[[], Shim]) -> dict[str, Any]:
    """One morning on a failing disk, and what a login after the repair finds."""
    leader, auditor = people

    def act(say: desk.Say) -> str:
        shim = arm()
        desk.Morning(desk.door_to(folder), leader, papers, say).go()
        return shim.hit()

    lines, _ = in_child(act)
    said = [line for line in lines if "did" in line or "refused" in line]
    broken = [line["traceback"] for line in lines if "traceback" in line]
    try:
        broken += desk.judge(said, desk.look(desk.door_to(folder), leader, auditor))
    except Refused as reason:
        broken.append(f"cannot be opened again: {reason}")
    return {"said": said, "broken": broken, "hit": next((line["hit"] for line in lines if "hit" in line), "?")}


def password(
    folder: Path, _papers: Path, _people: tuple[Unlocked, Unlocked], arm: Callable[[], Shim]
) -> dict[str, Any]:
    """A change of password on a failing disk: refused means the old one opens, done or unsure that one of them does."""
    knock = desk.door_to(folder).unlock("holder", PASSWORD)

    def act(say: desk.Say) -> str:
        shim = arm()
        try:
            desk.door_to(folder).choose_password(knock, PASSWORD, desk.NEW_PASSWORD, cost=CHEAP)
        except Refused as reason:
            say({"refused": "password", "why": str(reason)})
        else:
            say({"did": "password"})
        return shim.hit()

    lines, _ = in_child(act)
    said = [line for line in lines if "did" in line or "refused" in line]
    broken = [line["traceback"] for line in lines if "traceback" in line]
    opens = [word for word in (PASSWORD, desk.NEW_PASSWORD) if _opens(folder, word)]
    unsure = not said or desk.UNSURE in said[0].get("why", "")
    expected = {"did": desk.NEW_PASSWORD, "refused": PASSWORD}
    if len(opens) != 1 or (not unsure and opens != [expected[next(iter(said[0]))]]):
        broken.append(f"said {said}, but the passwords that open are {opens}")
    copies = {(folder / name).read_bytes() for name in ("keys.a", "keys.b")}
    if len(copies) != 1 or list(folder.glob("*.part")):
        broken.append("after the next login the two copies are not the same, or a part is left")
    return {"said": said, "broken": broken, "hit": next((line["hit"] for line in lines if "hit" in line), "?")}


def _opens(folder: Path, word: str) -> bool:
    door = desk.door_to(folder)
    try:
        door.enter(door.unlock("holder", word)).close()
    except NotAllowed:
        (folder / "attempts.json").unlink()
        return False
    return True


def stopping(folder: Path, _papers: Path, people: tuple[Unlocked, Unlocked], _arm: object) -> dict[str, Any]:
    """The disk does not confirm one commit; what is saved after that is refused until the workspace is left."""
    leader, auditor = people
    said: list[dict[str, Any]] = []
    session = desk.door_to(folder).enter(leader)
    for number in range(3):
        title = f"finding-{number}"
        if number == 0:
            Shim().arm_last_sync(folder)
        try:
            findings.draft(session, **desk.finding_values(session, title))
            said.append({"did": title})
        except Refused as reason:
            said.append({"refused": title, "why": str(reason)})
    Shim().disarm()
    session.close()
    return {"said": said, "broken": desk.judge(said, desk.look(desk.door_to(folder), leader, auditor)), "hit": ""}


def unreadable(folder: Path, _papers: Path, people: tuple[Unlocked, Unlocked], _arm: object) -> dict[str, Any]:
    """The first copy of the key file lies on a bad place: the second opens the workspace and replaces it."""
    shim, whole = Shim(), (folder / "keys.a").read_bytes()
    shim.make_unreadable(folder, "keys.a")
    desk.door_to(folder).enter(people[0]).close()
    shim.disarm()
    broken = [] if (folder / "keys.a").read_bytes() == whole else ["the copy was not replaced"]
    return {"said": [], "broken": broken, "hit": ""}


SCENARIOS = {"morning": morning, "password": password, "stopping": stopping, "unreadable": unreadable}


def main(scenario: str, workspace: Path, scratch: Path, papers: Path, error: int, lasting: bool) -> None:
    """Every n until a round meets no failure any more."""
    read_rings_once()
    door = desk.door_to(workspace)
    people = (door.unlock("holder", PASSWORD), door.unlock("auditor", PASSWORD))
    shim = Shim()
    for n in range(1, MOST):
        folder = scratch / str(n)
        shutil.copytree(workspace, folder)

        def arm(folder: Path = folder, n: int = n) -> Shim:
            shim.arm(folder, n, error, lasting=lasting)
            return shim

        told = SCENARIOS[scenario](folder, papers, people, arm)
        print(json.dumps({"n": n, **told}, ensure_ascii=False), flush=True)
        shutil.rmtree(folder)
        if not told["hit"]:
            return
    raise SystemExit("the end was never reached")


if __name__ == "__main__":
    main(sys.argv[1], *map(Path, sys.argv[2:5]), int(sys.argv[5]), sys.argv[6] == "on")
