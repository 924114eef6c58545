"""What package work must remember between two commits: small notes in a compartment's own file."""

from typing import Any

from xuncha_desktop.kernel.canonical import canonical, strict_json
from xuncha_desktop.storage import meta
from xuncha_desktop.storage.connection import Connection, transaction

SENDING = "sending:"  # core: finished on the local disk, not yet known to lie on the drive
HANDOVER = "handover:"  # any compartment: records whose custody goes with a package once it is away
HANDED = "handed:"  # the same, done; kept until the receipt, for a refusal brings them back
TASK = "task:"  # work of an office: the proof a group's first receipt must carry
REPLACED = "replaced:"  # core of an office, by group: its computer was lost, and what has to follow from that
HOME = "home:"  # any compartment of an office, by group: whose custody came back from the lost computer
FOUNDED = "founded"  # work of a group: what it was founded from, and its own proof
ACCEPTING = "accepting:"  # core: a package that is being taken in
HELD = "held:"  # core: a section that waits for somebody with its key
WAITING = "waiting:"  # core: a package in quarantine that waits for the ones before it

_LIMIT = 1 << 28


def put(db: Connection, name: str, value: Any) -> None:
    """Keep a note, inside the caller's transaction."""
    meta.write(db, name, canonical(value).decode())


def get(db: Connection, name: str) -> Any:
    """The note of that name; None if there is none."""
    found = meta.read(db, name)
    return None if found is None else strict_json(found.encode(), limit=_LIMIT, what="数据包办理记录")


def every(db: Connection, prefix: str) -> dict[str, Any]:
    """All notes of a kind, by what follows the prefix."""
    found = meta.starting_with(db, prefix)
    return {name: strict_json(value.encode(), limit=_LIMIT, what="数据包办理记录") for name, value in found.items()}


def put_alone(db: Connection, name: str, value: Any) -> None:
    """Keep a note in a transaction of its own: bookkeeping that changes no record and has no audit entry."""
    with transaction(db):
        put(db, name, value)


def drop(db: Connection, *names: str) -> None:
    """Forget notes in a transaction of its own."""
    with transaction(db):
        for name in names:
            meta.forget(db, name)


def forget(db: Connection, name: str) -> None:
    """Forget a note, inside the caller's transaction."""
    meta.forget(db, name)
