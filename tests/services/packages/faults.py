"""Ways to go wrong on purpose, and ways to see that nothing came of it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from tests.sessions import TestWorkspace
from xuncha_desktop.records.registry import record_types
from xuncha_desktop.services import session as session_module
from xuncha_desktop.services.packages import journal, notes
from xuncha_desktop.services.packages.collect import EXCHANGED
from xuncha_desktop.services.session import Session
from xuncha_desktop.storage import audit
from xuncha_desktop.storage.connection import Connection, transaction
from xuncha_desktop.storage.table import Table


class Killed(BaseException):
    """The machine stops here."""


class Killer:
    """Stops the program at the n-th commit, before or after it."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.at = self.seen = 0
        self.after = False
        for module in (session_module, notes, audit):
            monkeypatch.setattr(module, "transaction", self._transaction)

    def arm(self, at: int, *, after: bool) -> None:
        self.at, self.after, self.seen = at, after, 0

    @contextmanager
    def _transaction(self, db: Connection, **options: Any) -> Iterator[None]:
        with transaction(db, **options):
            yield
            self.seen += 1
            if self.seen == self.at and not self.after:
                raise Killed
        if self.seen == self.at and self.after:
            raise Killed


def survives(stop: Killer, at: int, act: Callable[[], object], *, after: bool) -> bool:
    """Run something to be stopped at a commit; True if it came through because it has fewer."""
    stop.arm(at, after=after)
    try:
        act()
    except Killed:
        return False
    finally:
        stop.at = 0
    return True


def records(session: Session) -> dict[str, list[Any]]:
    """Every record this person can read, without the journal's moments."""
    found: dict[str, list[Any]] = {}
    for name, type_ in record_types().items():
        if type_.compartment in EXCHANGED and session.holds(type_.compartment):
            table: Table[Any] = Table(session.db(type_.compartment), type_)
            found[name] = sorted(table.where(), key=lambda record: record.id)
    return found


def untimed(found: dict[str, list[Any]]) -> dict[str, list[Any]]:
    """The same with what differs between two runs of one act left out."""
    plain = {name: rows for name, rows in found.items() if name != "package"}
    same = {"at": 0, "created_at": 0, "updated_at": 0, "receipt_at": None, "version": 1, "created_by": ""}
    return plain | {"package": [row.changed(**same) for row in found.get("package", [])]}


def revisions(session: Session) -> list[tuple[Any, ...]]:
    """What the history holds, by record and version."""
    held = [c for c in EXCHANGED if session.holds(c)]
    sql = "SELECT record_id, version, type, act FROM revision ORDER BY record_id, version"
    return [tuple(row) for c in held for row in session.db(c).execute(sql).fetchall() if row[2] != "package"]


def open_notes(session: Session) -> list[str]:
    """Notes of work that is not finished."""
    kinds = (notes.SENDING, notes.HANDOVER, notes.ACCEPTING, notes.HELD, notes.WAITING)
    held = [c for c in EXCHANGED if session.holds(c)]
    return [kind + name for c in held for kind in kinds for name in notes.every(session.db(c), kind)]


def channels(session: Session, channel: str) -> Any:
    """Where a channel stands."""
    return journal.channel_state(session, channel)


@contextmanager
def changes_nothing(workspace: TestWorkspace, session: Session, channel: str) -> Iterator[None]:
    """Whatever is refused inside: no record, no sequence, nothing in quarantine, and one refused entry."""
    before = records(session), channels(session, channel), revisions(session)
    count = sum(b'"result":"refused"' in body for body in workspace.sealed)
    yield
    assert (records(session), channels(session, channel), revisions(session)) == before
    assert sum(b'"result":"refused"' in body for body in workspace.sealed) == count + 1
    assert list((workspace.folder / "quarantine").iterdir()) == []
    assert open_notes(session) == []
