"""What has travelled: package records, the place in a channel, and what a channel's state is."""

from typing import Any

from xuncha_desktop.exchange.sequence import ChannelState
from xuncha_desktop.kernel.levels import Compartment
from xuncha_desktop.records.exchange_log import Package, PackageState
from xuncha_desktop.services.packages import notes
from xuncha_desktop.services.session import Session, Tx
from xuncha_desktop.storage.table import Where

OUT, IN = "发出", "收到"
_TAKEN = frozenset((PackageState.RECEIVED, PackageState.PARTIAL))


def sent(session: Session) -> list[Package]:
    """Everything sent, newest first."""
    return session.table(Package).where(Where("direction = ?", (OUT,)), order="at DESC, rowid DESC")


def unreceipted(session: Session) -> list[Package]:
    """What was sent and not answered."""
    where = Where("direction = ? AND state = ?", (OUT, PackageState.WRITTEN.value))
    return session.table(Package).where(where, order="at")


def next_place(session: Session, channel: str) -> tuple[int, str]:
    """The number of the next package in a channel of ours, and the digest of the one before."""
    where = Where("direction = ? AND channel = ?", (OUT, channel))
    last = session.table(Package).where(where, order="seq DESC", limit=1)
    return (last[0].seq + 1, last[0].manifest_digest) if last else (1, "")


def channel_state(session: Session, channel: str) -> ChannelState:
    """How far a channel to us has been taken in. What waits in quarantine or was refused by a person is `held`."""
    rows = session.table(Package).where(Where("direction = ? AND channel = ?", (IN, channel)))
    known = {row.seq: row.manifest_digest for row in rows if row.state in _TAKEN}
    held = {row.seq: row.manifest_digest for row in rows if row.state is PackageState.REFUSED}
    for note in notes.every(session.db(Compartment.CORE), notes.WAITING).values():
        if note["channel"] == channel and note["seq"] not in known:
            held[note["seq"]] = note["digest"]
    return ChannelState(max(known, default=0), known, held)


def find(session: Session, package_id: str) -> Package | None:
    """The record of a package; its id is the package's."""
    return session.table(Package).find(package_id)


def enter(tx: Tx, package_id: str, **values: Any) -> Package:
    """Write a package into the journal."""
    return tx.add(Package(**(tx.head() | {"id": package_id}), **Package.type.clean(values)))
