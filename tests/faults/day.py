"""Child program: a working day of the services on a workspace, for tracing what the process asks of the system.

python -m tests.faults.day WORKSPACE PAPERS
"""

import sys
from pathlib import Path

from tests.faults import desk
from tests.offices import PASSWORD
from xuncha_desktop.records.onsite import Finding
from xuncha_desktop.services import findings, reading
from xuncha_desktop.services.verification import verify
from xuncha_desktop.storage.table import Sort

ROWS = 1500


def main(workspace: Path, papers: Path) -> None:
    """Login, bulk, long sorts and searches, attachments and papers, the check of everything, logout."""
    door = desk.door_to(workspace)
    unlocked = door.unlock("holder", PASSWORD)
    desk.Morning(desk.door_to(workspace), unlocked, papers, lambda _: None).go()
    session = door.enter(unlocked)
    made = findings.draft(session, **desk.finding_values(session, "样例"))
    new_id = session.new_id
    with session.carry_out("test.bulk", Finding.type.compartment) as tx:
        tx.add_many([made.changed(id=new_id(), title=f"第{n}件" + "长" * 40) for n in range(ROWS)])
    table = session.table(Finding)
    assert len(table.where(order="fact || title DESC")) == ROWS + 2
    assert table.page(sort=Sort("title"), size=100).after
    assert list(reading.search_all(session, "样例"))
    assert verify(session).exit_code == 0
    session.close()


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:3]))
