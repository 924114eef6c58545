"""Audit entries: born in a compartment's outbox with the change, carried into the chained audit file.

No transaction spans two files (foundation 2). An entry is known by a random id, so carrying twice changes nothing;
its number within its compartment stands inside the sealed body, where a missing one shows to the auditor only.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from xuncha_desktop.crypto.audit_seal import FIRST, entry_hash
from xuncha_desktop.kernel.errors import Damaged
from xuncha_desktop.storage.connection import Connection, transaction

SLICE = 5_000


@dataclass(frozen=True, slots=True)
class Entry:
    """One carried entry."""

    seq: int
    entry_id: bytes
    hash: bytes
    sealed: bytes


def next_number(db: Connection) -> int:
    """The number the next outbox entry of this compartment will have; ask inside the transaction that adds it."""
    row = db.execute("SELECT seq FROM sqlite_sequence WHERE name = 'outbox'").fetchone()
    return int(row[0]) + 1 if row else 1


def put(db: Connection, entry_id: bytes, sealed: bytes) -> int:
    """Add an entry to the outbox, inside the transaction of the change it tells of. Returns its number."""
    done = db.execute("INSERT INTO outbox (entry_id, sealed) VALUES (?, ?)", (entry_id, sealed))
    return int(done.lastrowid or 0)


def pending(db: Connection) -> list[tuple[int, bytes, bytes]]:
    """Outbox entries of one compartment, oldest first: (number, entry id, sealed body)."""
    return [
        (row[0], row[1], row[2]) for row in db.execute("SELECT n, entry_id, sealed FROM outbox ORDER BY n").fetchall()
    ]


def carry(source: Connection, audit: Connection) -> int:
    """Bring a compartment's outbox into the audit file. Returns the number up to which the outbox may be cleared."""
    waiting = pending(source)
    if not waiting:
        return 0
    append(audit, ((entry_id, sealed) for _, entry_id, sealed in waiting))
    return waiting[-1][0]


def append(audit: Connection, found: Iterable[tuple[bytes, bytes]]) -> None:
    """Add (entry id, sealed body) pairs to the chain in one transaction; what is there already is left out."""
    with transaction(audit):
        seq, last = head(audit)
        for entry_id, sealed in found:
            if audit.execute("SELECT 1 FROM entry WHERE entry_id = ?", (entry_id,)).fetchone():
                continue
            seq, last = seq + 1, entry_hash(last, seq + 1, entry_id + sealed)
            audit.execute(
                "INSERT INTO entry (seq, entry_id, hash, sealed) VALUES (?, ?, ?, ?)", (seq, entry_id, last, sealed)
            )


def clear(source: Connection, up_to: int) -> None:
    """Drop carried entries; inside the next transaction of that compartment, so that it costs no commit."""
    source.execute("DELETE FROM outbox WHERE n <= ?", (up_to,))


def head(audit: Connection) -> tuple[int, bytes]:
    """Number and hash of the last carried entry."""
    row = audit.execute("SELECT seq, hash FROM entry ORDER BY seq DESC LIMIT 1").fetchone()
    return (int(row[0]), bytes(row[1])) if row else (0, FIRST)


def entries(audit: Connection, after: int = 0, *, newest_first: bool = False, size: int = SLICE) -> list[Entry]:
    """A slice of entries by number."""
    if newest_first:
        sql = "SELECT seq, entry_id, hash, sealed FROM entry WHERE seq < ? ORDER BY seq DESC LIMIT ?"
        found = audit.execute(sql, (after or 2**62, size))
    else:
        found = audit.execute(
            "SELECT seq, entry_id, hash, sealed FROM entry WHERE seq > ? ORDER BY seq LIMIT ?", (after, size)
        )
    return [Entry(int(row[0]), bytes(row[1]), bytes(row[2]), bytes(row[3])) for row in found.fetchall()]


def check_chain(audit: Connection) -> Iterator[int]:
    """Walk the chain, yielding how far it is whole. Raises `Damaged` naming the first entry that does not fit."""
    seq, last = 0, FIRST
    while part := entries(audit, seq):
        for entry in part:
            if entry.seq != seq + 1:
                raise Damaged(f"审计记录缺少第{seq + 1}条")
            seq, last = entry.seq, entry_hash(last, entry.seq, entry.entry_id + entry.sealed)
            if entry.hash != last:
                raise Damaged(f"审计记录第{seq}条与校验链不符，此条或其前记录被改动过")
        yield seq


def known(audit: Connection, ids: Iterable[bytes]) -> set[bytes]:
    """Which of these entries have been carried."""
    sql = "SELECT 1 FROM entry WHERE entry_id = ?"
    return {entry_id for entry_id in ids if audit.execute(sql, (entry_id,)).fetchone()}
