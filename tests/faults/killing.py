"""Child program: somebody works and is killed at a random moment, again and again, on one workspace.

    python -m tests.faults.killing WORKSPACE PAPERS ROUNDS

Prints one JSON object: how many rounds and acts there were, and everything in which the workspace broke its word.
"""

import json
import os
import random
import select
import signal
import sys
import time
from pathlib import Path
from typing import Any

from tests.faults import desk
from tests.faults.every_operation import read_rings_once
from tests.offices import PASSWORD
from xuncha_desktop.crypto.unlocked import Unlocked
from xuncha_desktop.records.organisation import Group
from xuncha_desktop.records.restricted import Petition
from xuncha_desktop.services import evidence, findings, petitions

LOOK_EVERY = 100
LONGEST = 0.06  # seconds to the kill: from the login in three rounds of four, from the start of the login in one


def work(workspace: Path, leader: Unlocked, papers: Path, prefix: str, say: desk.Say) -> None:
    """Log in and save one thing after the other until the end comes."""
    session = desk.door_to(workspace).enter(leader)
    say({"did": "login"})
    group = session.table(Group).where()[0].id
    number = 0
    while True:
        number += 1
        mark = f"finding-{prefix}-{number}"
        finding = findings.draft(session, **desk.finding_values(session, mark))
        say({"did": mark, "is": finding.id})
        mark = f"petition-{prefix}-{number}"
        say({"did": mark, "is": petitions.register(session, group, **desk.petition_values(mark)).number})
        mark = f"evidence-{prefix}-{number}"
        stored = evidence.take_in(session, papers)
        say({"did": mark, "is": evidence.attach(session, "finding", finding.id, stored, mark).file})


def killed_at_random(
    workspace: Path, leader: Unlocked, papers: Path, prefix: str, delay: float, *, after_login: bool
) -> list[dict[str, Any]]:
    """What was said before the kill; a line cut in two was not said."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        try:
            work(workspace, leader, papers, prefix, lambda line: os.write(writing, json.dumps(line).encode() + b"\n"))
        finally:
            os._exit(3)
    os.close(writing)
    if after_login:
        select.select([reading], [], [])
    heard, deadline = b"", time.monotonic() + delay
    while (left := deadline - time.monotonic()) > 0 and select.select([reading], [], [], left)[0]:
        part = os.read(reading, 65536)
        if not part:
            break
        heard += part
    os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    while part := os.read(reading, 65536):
        heard += part
    os.close(reading)
    if not os.WIFSIGNALED(status):
        return [{"did": "trouble", "is": f"the child ended by itself: {status}"}]
    return [line for line in map(json.loads, heard.split(b"\n")[:-1]) if line["did"] != "login"]


def main(workspace: Path, papers: Path, rounds: int) -> None:
    """Work, kill, log in again, compare; everything is looked at every so many rounds and at the end."""
    read_rings_once()
    door, chance = desk.door_to(workspace), random.Random(20190708)
    leader, auditor = door.unlock("holder", PASSWORD), door.unlock("auditor", PASSWORD)
    said: list[dict[str, Any]] = []
    broken: list[str] = []
    journals = 0
    for number in range(1, rounds + 1):
        delay = chance.uniform(0, LONGEST)
        said += killed_at_random(workspace, leader, papers, str(number), delay, after_login=number % 4 != 0)
        broken += [line["is"] for line in said if line["did"] == "trouble"]
        journals += bool(list(workspace.glob("*-journal")))
        if number % LOOK_EVERY == 0 or number == rounds or broken:
            found = desk.look(desk.door_to(workspace), leader, auditor)
            broken += desk.judge(said, found, cut=True) + numbers_in_order(workspace, leader, said)
        if broken:
            break
    print(json.dumps({"rounds": number, "acts": len(said), "journals": journals, "broken": broken}))


def numbers_in_order(workspace: Path, leader: Unlocked, said: list[dict[str, Any]]) -> list[str]:
    """Every number grows from one petition to the next and still belongs to the petition it was said for."""
    session = desk.door_to(workspace).enter(leader)
    kept = {petition.content: petition.number for petition in session.table(Petition).where()}
    session.close()
    told = [(line["did"], line["is"]) for line in said if line["did"].startswith("petition")]
    in_order = [number for _, number in told] == sorted({number for _, number in told}, key=lambda n: (len(n), n))
    changed = [mark for mark, number in told if kept.get(mark) != number]
    return ([] if in_order else ["numbers do not grow"]) + changed


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:3]), int(sys.argv[3]))
