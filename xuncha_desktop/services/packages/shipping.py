"""The way out every package takes: built, noted, brought to the drive, read back, written into the journal."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

import xuncha_desktop
from xuncha_desktop.crypto.primitives import seal_to, signing_public
from xuncha_desktop.exchange import envelope, media, parts
from xuncha_desktop.exchange.manifest import Checkpoint, Kind, ManifestHead, Sender, channel_of
from xuncha_desktop.exchange.outgoing import Outgoing, Written, sweep, write_package
from xuncha_desktop.exchange.progress import Cancel, Progress, Watch, never, silent
from xuncha_desktop.exchange.section import SectionHeader, SectionSource
from xuncha_desktop.kernel.clock import micros
from xuncha_desktop.kernel.errors import NotFound, Stale
from xuncha_desktop.kernel.levels import Compartment, Level
from xuncha_desktop.kernel.people import BUSINESS
from xuncha_desktop.records.exchange_log import Package, PackageState
from xuncha_desktop.records.registry import Record, record_type
from xuncha_desktop.services.packages import custody, journal, notes, places
from xuncha_desktop.services.packages.collect import Cargo, Ticket, blobs, line, lines
from xuncha_desktop.services.packages.enclosures import Enclosures
from xuncha_desktop.services.packages.peers import identity_of
from xuncha_desktop.services.session import Session, Tx
from xuncha_desktop.services.use_case import use_case
from xuncha_desktop.storage import audit, schemas
from xuncha_desktop.storage.table import Where

Reseal = Callable[[Record], Record]
ENCLOSURE_WIRE = 1


@dataclass(frozen=True, slots=True)
class Shipment:
    """A package about to be made. `receiver` is a workspace's id; `seals` are its public keys by compartment."""

    kind: Kind
    receiver: str
    recipient: str
    seals: Mapping[str, str]
    enclosures: Enclosures
    cargos: list[Cargo] = field(default_factory=list[Cargo])
    reseal: Reseal = lambda record: record
    level: Level = Level.INTERNAL
    profile: str = ""
    journal: Mapping[str, Any] = field(default_factory=dict[str, Any])
    before: Callable[[str, Written], object] = lambda _id, _written: None
    part_size: int | None = None


def write(
    session: Session, shipment: Shipment, target: Path, progress: Progress = silent, cancel: Cancel = never
) -> Package:
    """Make the package on the local disk, bring it to the folder `target`, journal it, hand over custody.

    A drive pulled out, a refusal or 取消 leaves custody and journal as they were. A kill leaves notes from which
    `settle` finds out at the next login: once the package is complete on the local disk it counts as sent, and can
    be delivered to another drive.
    """
    finish(session)
    at = micros(session.clock())
    package_id = session.new_id()
    head = _head(session, shipment, package_id, at)
    keep = places.outbox(session)
    core = session.db(Compartment.CORE)

    def ready(written: Written) -> None:
        shipment.before(package_id, written)
        for cargo in shipment.cargos:
            custody.note(session, cargo, package_id, shipment.kind, shipment.receiver, at)
        notes.put_alone(core, notes.SENDING + package_id, _journal(head, shipment, written))

    try:
        written = write_package(
            target,
            Outgoing(head, _sections(session, shipment, at), blobs(session, shipment.cargos)),
            sign=identity_of(session).sign,
            recipients=[shipment.recipient],
            work=places.bench(session),
            random=session.random,
            keep=keep,
            ready=ready,
            part_size=shipment.part_size,
            progress=progress,
            cancel=cancel,
        )
        if custody.changed_meanwhile(session, shipment.cargos):
            _call_back(written.files, keep / envelope.file_name(head.channel, head.seq, written.manifest_digest))
            raise Stale("打包期间有记录被修改，已撤回U盘上的数据包，请重新制作")
    except Exception:
        custody.forget(session, package_id)
        notes.drop(core, notes.SENDING + package_id)
        raise
    return _sent(session, package_id)


def deliver_again(
    session: Session,
    package_id: str,
    target: Path,
    progress: Progress = silent,
    cancel: Cancel = never,
    *,
    part_size: int | None = None,
) -> Path:
    """Bring the kept copy of a sent package to another drive: the same bytes, so the receiver sees no second package.

    It may go in other parts than the first time; returns the first of its files.
    Raises `NotFound` once its receipt has come and the copy is gone.
    """
    row = session.table(Package).get(package_id)
    path = places.outbox(session) / envelope.file_name(row.channel, row.seq, row.manifest_digest)
    if not path.is_file():
        raise NotFound("本机已没有这个数据包的副本（收到回执后即清除）")
    return parts.deliver(path, target, path.name, row.file_digest, part_size, Watch(progress, cancel))[0]


def files_of(row: Package, part_size: int | None = None) -> int:
    """How many files a package lies in on a drive."""
    return parts.count_of(row.size, part_size)


def settle(session: Session) -> None:
    """After a kill: packages that were finished count as sent, others never were; then custody follows."""
    sweep(places.bench(session))
    finish(session)
    custody.settle(session)
    clear_lost(session)


def finish(session: Session) -> None:
    """Enter packages that were finished and not journalled, so that the next one does not take their number again."""
    core, outbox = session.db(Compartment.CORE), places.outbox(session)
    for package_id, said in notes.every(core, notes.SENDING).items():
        name = envelope.file_name(said["channel"], said["seq"], said["manifest_digest"])
        if (outbox / name).is_file():
            _sent(session, package_id)
        else:
            notes.drop(core, notes.SENDING + package_id)


def clear_copy(session: Session, row: Package) -> None:
    """The receiver has it: no copy is kept any longer."""
    name = envelope.file_name(row.channel, row.seq, row.manifest_digest)
    (places.outbox(session) / name).unlink(missing_ok=True)


def clear_lost(session: Session) -> None:
    """No copy is kept for a computer that is lost."""
    for row in session.table(Package).where(Where("state = ?", (PackageState.LOST.value,))):
        clear_copy(session, row)


@use_case("package.send", "发送数据包", compartment=Compartment.CORE, by=BUSINESS)
def journal_sent(tx: Tx, package_id: str) -> Package:
    """Write a package that is away into the journal."""
    said = notes.get(tx.db, notes.SENDING + package_id)
    notes.forget(tx.db, notes.SENDING + package_id)
    tx.facts |= {"package_id": package_id, "digest": said["manifest_digest"], "seq": said["seq"]}
    state = PackageState.SENT if said["kind"] == Kind.RECEIPT.label else PackageState.WRITTEN
    return journal.enter(tx, package_id, direction=journal.OUT, state=state, **said)


def checkpoint(session: Session) -> Checkpoint:
    """How far this workspace's audit log has come; nothing where this person has no audit file open."""
    if not session.holds(Compartment.AUDIT):
        return Checkpoint(0, "")
    size, last = audit.head(session.db(Compartment.AUDIT))
    return Checkpoint(size, last.hex() if size else "")


def _sent(session: Session, package_id: str) -> Package:
    row = journal_sent(session, package_id)
    custody.settle(session)
    return row


def _head(session: Session, shipment: Shipment, package_id: str, at: int) -> ManifestHead:
    place = session.place
    seq, prev = journal.next_place(session, channel_of(place.workspace_id, shipment.receiver))
    return ManifestHead(
        package_id=package_id,
        kind=shipment.kind,
        seq=seq,
        prev=prev,
        sender=Sender(place.workspace_id, place.name, signing_public(identity_of(session).signing)),
        recipients=(shipment.receiver,),
        created_at=at,
        epoch=session.vault.ring.epoch if session.vault else 0,
        checkpoint=checkpoint(session),
        app_version=xuncha_desktop.__version__,
        level=shipment.level,
        profile=shipment.profile,
        schemas={c.value: schemas.version_of(c) for c in Compartment},
    )


def _journal(head: ManifestHead, shipment: Shipment, written: Written) -> dict[str, Any]:
    return {
        "title": shipment.enclosures.cover.title,
        "kind": shipment.kind.label,
        "channel": head.channel,
        "seq": head.seq,
        "manifest_digest": written.manifest_digest,
        "file_digest": written.file_sha256,
        "size": written.size,
        "at": head.created_at,
        **shipment.journal,
    }


def _sections(session: Session, shipment: Shipment, at: int) -> Iterator[SectionSource]:
    """The core section always goes, for its enclosures; another one only if it holds something."""
    found = {cargo.compartment: cargo for cargo in shipment.cargos}
    enclosed = list(shipment.enclosures.lines())

    def change(record: Record, ticket: Ticket) -> Record:
        sealed = shipment.reseal(record)
        return custody.handed(sealed, shipment.kind, shipment.receiver, at) if ticket.moves else sealed

    core = found.pop(Compartment.CORE, Cargo(Compartment.CORE))
    for cargo in (core, *found.values()):
        extra = enclosed if cargo is core else []
        if not (cargo.tickets or extra):
            continue
        counts = dict(cargo.counts) | {name: 1 for name, _ in extra}
        types = {name: record_type(name).wire for name in cargo.counts} | {name: ENCLOSURE_WIRE for name, _ in extra}
        yield SectionSource(
            SectionHeader(cargo.compartment, types, counts),
            _all(extra, lines(session, cargo, change)),
            partial(_sealed, shipment.seals[cargo.compartment.value]),
        )


def _all(extra: Iterable[tuple[str, Mapping[str, Any]]], rest: Iterator[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for name, value in extra:
        yield line(name, dict(value))
    yield from rest


def _sealed(public: str, key: bytes, context: bytes) -> bytes:
    return seal_to(public, key, context)


def _call_back(files: Iterable[Path], kept: Path) -> None:
    kept.unlink(missing_ok=True)
    for path in files:
        with media.told("U盘"):
            path.unlink(missing_ok=True)
