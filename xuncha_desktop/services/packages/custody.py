"""Custody goes with a package: noted before the drive is touched, changed once it is away, brought back if refused.

No transaction spans two files, so each compartment keeps its own note of what goes, and settles it by itself: right
after the writing, or at the next login of somebody who holds the compartment.
"""

import hashlib
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from xuncha_desktop.exchange.manifest import Kind
from xuncha_desktop.kernel.canonical import strict_json
from xuncha_desktop.kernel.errors import Damaged
from xuncha_desktop.kernel.levels import Compartment
from xuncha_desktop.kernel.people import BUSINESS
from xuncha_desktop.records.exchange_log import PackageState
from xuncha_desktop.records.registry import Record, record_types
from xuncha_desktop.services.packages import journal, notes
from xuncha_desktop.services.packages.collect import EXCHANGED, Cargo, Ticket, records
from xuncha_desktop.services.packages.kinds import kind_of
from xuncha_desktop.services.session import Session, Tx
from xuncha_desktop.services.use_case import UseCase, use_case
from xuncha_desktop.storage.connection import Connection

_BODY = 8_000_000
_MOVED = frozenset((PackageState.WRITTEN, PackageState.ACKNOWLEDGED, PackageState.RETURNED))


def note(session: Session, cargo: Cargo, package_id: str, kind: Kind, to: str, at: int) -> None:
    """Remember in its compartment what of a cargo is about to change hands; `at` stamps the changed records."""
    if cargo.moving:
        moves = [[ticket.type, ticket.id, ticket.version] for ticket in cargo.moving]
        said = {"kind": kind.value, "to": to, "at": at, "moves": moves}
        notes.put_alone(session.db(cargo.compartment), notes.HANDOVER + package_id, said)


def handed(record: Record, kind: Kind, to: str, at: int) -> Record:
    """A record as it is once it is in other hands: the same here and in the package."""
    changes = dict(kind_of(kind).alter_of(record.type.name)(record))
    return record.changed(**changes, version=record.version + 1, custodian=to, updated_at=at)


def changed_meanwhile(session: Session, cargos: Iterable[Cargo]) -> bool:
    """Whether something that is to change hands was edited while the package was being written."""
    for cargo in cargos:
        for ticket, record in records(session.db(cargo.compartment), cargo.moving):
            if record is None or record.version != ticket.version:
                return True
    return False


def forget(session: Session, package_id: str) -> None:
    """Nothing went: custody stays."""
    for compartment in _open(session):
        notes.drop(session.db(compartment), notes.HANDOVER + package_id)


def settle(session: Session) -> None:
    """Carry out what is noted, in every compartment this person has open. Asks the journal what became of a package."""
    for compartment in _open(session):
        db = session.db(compartment)
        for package_id in notes.every(db, notes.HANDOVER):
            row = journal.find(session, package_id)
            if row is None:
                notes.drop(db, notes.HANDOVER + package_id)
            elif row.state in _MOVED:
                _GIVE[compartment](session, package_id)
            else:
                notes.drop(db, notes.HANDOVER + package_id)
        for package_id in notes.every(db, notes.HANDED):
            row = journal.find(session, package_id)
            if row is not None and row.state is PackageState.REFUSED:
                _TAKE_BACK[compartment](session, package_id)
            elif row is None or row.state is not PackageState.WRITTEN:
                notes.drop(db, notes.HANDED + package_id)

    for group_id, said in notes.every(session.db(Compartment.CORE), notes.REPLACED).items():
        for compartment in _open(session):
            if strays(session.db(compartment), compartment, said["old"]):
                _COME_HOME[compartment](session, group_id)
        _forget_codes(session, said["peer_id"])


def _forget_codes(session: Session, peer_id: str) -> None:
    """Whoever has the lost computer has its proof of the 开通码: it must not enrol anybody any more."""
    if session.holds(Compartment.WORK):
        work = session.db(Compartment.WORK)
        codes = [name for name, said in notes.every(work, notes.TASK).items() if said["peer_id"] == peer_id]
        if codes:
            notes.drop(work, *(notes.TASK + name for name in codes))


def strays(db: Connection, compartment: Compartment, workspace_id: str) -> list[Ticket]:
    """What lies here and belongs to another workspace."""
    found: list[Ticket] = []
    for name, type_ in record_types().items():
        if type_.compartment is compartment:
            sql = f"SELECT id, version FROM {name} WHERE custodian = ? ORDER BY rowid"  # noqa: S608 a declared type
            found += [Ticket(name, row[0], row[1], True) for row in db.execute(sql, (workspace_id,)).fetchall()]
    return found


def _come_home(tx: Tx, group_id: str) -> None:
    """What a lost computer kept belongs to this workspace, as it was when the last package was taken in."""
    said = notes.get(tx.session.db(Compartment.CORE), notes.REPLACED + group_id)
    here, tickets = tx.session.place.workspace_id, strays(tx.db, tx.compartment, said["old"])

    def home(record: Record) -> Record:
        return record.changed(custodian=here, version=record.version + 1, updated_at=tx.now)

    done, _ = _change(tx, tickets, home, "更换工作机")
    before = notes.get(tx.db, notes.HOME + group_id)
    ids = {*(before["ids"] if before and before["old"] == said["old"] else ()), *(ticket.id for ticket in done)}
    notes.put(tx.db, notes.HOME + group_id, {"old": said["old"], "ids": sorted(ids)})
    tx.facts |= {"from": said["old"], "count": len(done)}


def _give(tx: Tx, package_id: str) -> None:
    """Records whose package is away belong to the receiver now."""
    said = notes.get(tx.db, notes.HANDOVER + package_id)
    kind = Kind(said["kind"])
    tickets = [Ticket(type_, id_, version, True) for type_, id_, version in said["moves"]]
    done, left = _change(tx, tickets, lambda record: handed(record, kind, said["to"], said["at"]), kind.label)
    tx.facts |= {"package_id": package_id, "to": said["to"], "edited_meanwhile": left}
    notes.forget(tx.db, notes.HANDOVER + package_id)
    notes.put(tx.db, notes.HANDED + package_id, said | {"moves": [[t.type, t.id, t.version + 1] for t in done]})


def _take_back(tx: Tx, package_id: str) -> None:
    """The receiver refused the package: its records are ours again, and as they were before they went."""
    said = notes.get(tx.db, notes.HANDED + package_id)
    kind, here = kind_of(Kind(said["kind"])), tx.session.place.workspace_id
    tickets = [Ticket(type_, id_, version, True) for type_, id_, version in said["moves"]]

    def back(record: Record) -> Record:
        altered = kind.alter_of(record.type.name)(record)
        before = _before(tx.db, record) if altered else record
        kept = {name: getattr(before, name) for name in altered}
        return record.changed(**kept, custodian=here, version=record.version + 1, updated_at=tx.now)

    _change(tx, tickets, back, "对方拒收")
    tx.facts["package_id"] = package_id
    notes.forget(tx.db, notes.HANDED + package_id)


def _change(
    tx: Tx, tickets: list[Ticket], change: Callable[[Record], Record], reason: str
) -> tuple[list[Ticket], list[str]]:
    """Write the changed form of every record that is still as its ticket says; returns those, and the ids of others."""
    done, left = list[Ticket](), list[str]()
    bodies: Mapping[str, Any] = {type_name: hashlib.sha256() for type_name in {ticket.type for ticket in tickets}}
    for ticket, record in records(tx.db, tickets):
        if record is None or record.version != ticket.version:
            left.append(ticket.id)
            continue
        bodies[ticket.type].update(tx.bring([(record, change(record))], reason=reason))
        done.append(ticket)
    for type_name, hashing in sorted(bodies.items()):
        tx.account_for(type_name, sum(ticket.type == type_name for ticket in done), hashing.hexdigest())
    return done, left


def _before(db: Connection, record: Record) -> Record:
    """The form of a record before its last change."""
    row = db.execute(
        "SELECT body FROM revision WHERE record_id = ? AND version = ?", (record.id, record.version - 1)
    ).fetchone()
    if row is None:
        raise Damaged(f"这条{record.type.label}缺少移交前的历史版本")
    type_ = record.type
    return type_.from_wire(strict_json(str(row[0]).encode(), limit=_BODY, what="历史版本"), type_.wire)


def _open(session: Session) -> list[Compartment]:
    return [compartment for compartment in EXCHANGED if session.holds(compartment)]


_GIVE: dict[Compartment, UseCase[[str], None]] = {
    c: use_case(f"package.hand_over_{c.value}", f"移交{c.label}记录的保管权", compartment=c, by=BUSINESS)(_give)
    for c in EXCHANGED
}
_COME_HOME: dict[Compartment, UseCase[[str], None]] = {
    c: use_case(f"package.come_home_{c.value}", f"收回遗失工作机的{c.label}记录", compartment=c, by=BUSINESS)(
        _come_home
    )
    for c in EXCHANGED
}
_TAKE_BACK: dict[Compartment, UseCase[[str], None]] = {
    c: use_case(f"package.take_back_{c.value}", f"收回{c.label}记录的保管权", compartment=c, by=BUSINESS)(_take_back)
    for c in EXCHANGED
}
