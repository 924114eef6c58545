"""The deposit box of one file: sealed items that wait for somebody who can open them."""

from collections.abc import Iterable

from xuncha_desktop.storage.connection import Connection


def put(db: Connection, deposit_id: str, sealed: bytes) -> None:
    """Drop an item, inside the transaction of the act it belongs to."""
    db.execute("INSERT INTO deposit (id, sealed) VALUES (?, ?)", (deposit_id, sealed))


def waiting(db: Connection) -> list[tuple[str, bytes]]:
    """Every item: (id, sealed body)."""
    return [(str(row[0]), bytes(row[1])) for row in db.execute("SELECT id, sealed FROM deposit ORDER BY id").fetchall()]


def remove(db: Connection, ids: Iterable[str]) -> None:
    """Take items out of the box; one that is gone already is no fault."""
    db.executemany("DELETE FROM deposit WHERE id = ?", [(deposit_id,) for deposit_id in ids])
