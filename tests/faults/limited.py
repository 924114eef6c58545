"""Child program: work under a limit of the system until it bites, then without it.

    python -m tests.faults.limited size|memory WORKSPACE PAPERS

Prints one JSON object: what was kept, the sentences of what was refused, and what was done after the limit was gone.
"""

import json
import resource
import sys
from pathlib import Path

from tests.faults import desk
from tests.offices import PASSWORD
from xuncha_desktop.kernel.errors import Refused
from xuncha_desktop.services import evidence, findings
from xuncha_desktop.services.session import Session

LIMITS = {"size": resource.RLIMIT_FSIZE, "memory": resource.RLIMIT_AS}
ROUNDS = 400
LONG = "长" * 2900


def main(what: str, workspace: Path, papers: Path) -> None:
    """Log in, work into the limit, lift it, log in again and save once more."""
    door = desk.door_to(workspace)
    unlocked = door.unlock("holder", PASSWORD)
    session = door.enter(unlocked)
    soft, hard = resource.getrlimit(LIMITS[what])
    resource.setrlimit(LIMITS[what], (_bound(what, workspace), hard))
    kept, refused = _work(session, papers)
    resource.setrlimit(LIMITS[what], (soft, hard))
    session.close()
    session = door.enter(unlocked)
    later = findings.draft(session, **desk.finding_values(session, "后来的问题")).title
    session.close()
    print(json.dumps({"kept": kept, "refused": refused, "later": later}, ensure_ascii=False))


def _bound(what: str, workspace: Path) -> int:
    if what == "size":
        return (workspace / "work.db").stat().st_size + 40_000
    used = int(Path("/proc/self/statm").read_text("ascii").split()[0]) * resource.getpagesize()
    return used + 3 * 1024 * 1024


def _work(session: Session, papers: Path) -> tuple[list[str], list[str]]:
    kept, refused = list[str](), list[str]()
    for number in range(ROUNDS):
        title = f"第{number}件"
        try:
            values = desk.finding_values(session, title) | {"fact": LONG}
            finding = findings.draft(session, **values)
            kept.append(title)
            evidence.attach(session, "finding", finding.id, evidence.take_in(session, papers), "会议记录.txt")
        except Refused as reason:
            refused.append(str(reason))
            if len(refused) == 4:
                break
    return kept, refused


if __name__ == "__main__":
    main(sys.argv[1], *map(Path, sys.argv[2:4]))
