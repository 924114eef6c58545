"""Taking a package in, compartment by compartment, so that a kill at any point is made good at the next login.

Each compartment commits its records with its own mark. The core comes last and makes the package count in its
channel: the sequence moves on only after everything else is in, or lies sealed for somebody who can open it.
"""

import io
import logging
import os
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO, cast

from xuncha_desktop.crypto.primitives import open_with
from xuncha_desktop.exchange import incoming, joining, media
from xuncha_desktop.exchange.incoming import Examined
from xuncha_desktop.exchange.manifest import BlobEntry, SectionEntry
from xuncha_desktop.exchange.progress import Cancel, Progress, never, silent
from xuncha_desktop.exchange.section import open_section
from xuncha_desktop.exchange.sequence import Order, sequence
from xuncha_desktop.kernel.errors import Cancelled, Refused
from xuncha_desktop.kernel.levels import Compartment
from xuncha_desktop.kernel.people import BUSINESS
from xuncha_desktop.records.exchange_log import Package, PackageState, Peer
from xuncha_desktop.records.organisation import Round
from xuncha_desktop.services import profiles
from xuncha_desktop.services.packages import custody, journal, notes, peers, places, receipts, receive, taking
from xuncha_desktop.services.packages.enclosures import Enclosures, Gathering
from xuncha_desktop.services.packages.preview import look
from xuncha_desktop.services.packages.receive import RECEIVE, Arrival
from xuncha_desktop.services.packages.taking import Parcel
from xuncha_desktop.services.session import Session, Tx
from xuncha_desktop.services.use_case import use_case
from xuncha_desktop.storage.table import Where

log = logging.getLogger(__name__)

_LATER = (Compartment.WORK, Compartment.RESTRICTED)


def accept(
    session: Session,
    arrival: Arrival,
    *,
    skip_reason: str = "",
    leave_conflicts: bool = False,
    progress: Progress = silent,
    cancel: Cancel = never,
) -> Package:
    """Take a package in. What this person cannot open is kept sealed for a holder; the package is PARTIAL till then.

    `skip_reason` lets it in though numbers before it are missing; `leave_conflicts` keeps what lies here where both
    claim custody. Raises Refused, StorageFailed or Cancelled, and then nothing was taken in.
    """
    with receive.noted(session, RECEIVE):
        _core.require(session)
        _require_turn(session, arrival, skip_reason)
        with receive.discarded_if_refused(session, arrival):
            found = look(session, arrival)
            if found.conflicts and not leave_conflicts:
                raise Refused(taking.conflict_sentence(found.conflicts))
            said = _note(arrival, skip_reason, leave_conflicts=leave_conflicts)
            core = session.db(Compartment.CORE)
            notes.put_alone(core, notes.ACCEPTING + arrival.package_id, said)
            try:
                return _carry_on(session, arrival.package_id, progress, cancel)
            except (Refused, Cancelled):
                if not _begun(session, arrival.package_id):
                    notes.drop(core, notes.ACCEPTING + arrival.package_id)
                raise


def settle(session: Session) -> bool:
    """At login: finish what a kill interrupted, take in what waited for this person's keys, clear the quarantine.

    Returns whether nothing is left that may still name attachments. What is refused keeps nobody out: it is noted
    in the audit, and dropped if nothing of it had been taken in.
    """
    core, whole = session.db(Compartment.CORE), True
    for package_id in notes.every(core, notes.ACCEPTING):
        try:
            with receive.noted(session, RECEIVE):
                _carry_on(session, package_id, silent, never)
        except Refused:
            if _begun(session, package_id):
                whole = False
            else:
                notes.drop(core, notes.ACCEPTING + package_id)
    if resume_held(session):
        custody.settle(session)  # among it may be what a lost computer kept
    _clear_quarantine(session)
    return whole and not notes.every(core, notes.HELD)


def resume_held(session: Session) -> int:
    """Take in the sealed sections this person can open. Returns how many; one that is refused stays and is noted."""
    done = 0
    for key, said in notes.every(session.db(Compartment.CORE), notes.HELD).items():
        if receive.opens(session, Compartment(said["compartment"])):
            try:
                with receive.noted(session, RECEIVE):
                    _take_held(session, key, said)
                done += 1
            except Refused as reason:
                log.info("a held section stays: %s", type(reason).__name__)
    return done


def _take_held(session: Session, key: str, said: Mapping[str, Any]) -> None:
    """One held section. Its package is in already, so conflicts keep what lies here and are told to the auditor."""
    compartment = Compartment(said["compartment"])
    package_id, path = str(said["parcel"]["package_id"]), places.held(session) / str(said["file"])
    if not taking.taken_already(session.db(compartment), package_id):
        entry = SectionEntry(compartment, said["sealed_key"], said["length"], said["sha256"])
        open_key = partial(open_with, session.keys.private[compartment.value])
        parcel = taking.parcel_of({**said["parcel"], "leave_conflicts": True}, said["files"])
        with media.told("本机磁盘"), path.open("rb") as file:
            section = open_section(cast("BinaryIO", file), entry, package_id, parcel.sender, open_key)
            taking.TAKE[compartment](session, section, parcel)
    _complete(session, package_id, key)
    path.unlink(missing_ok=True)


def _require_turn(session: Session, arrival: Arrival, skip_reason: str) -> None:
    state = journal.channel_state(session, arrival.examined.manifest.head.channel)
    verdict = sequence(arrival.examined.manifest, arrival.examined.digest, state)
    if verdict.order not in (Order.IN_ORDER, Order.GAP):
        raise Refused(verdict.sentence)
    head = arrival.examined.manifest.head
    for note in notes.every(session.db(Compartment.CORE), notes.WAITING).values():
        if note["channel"] == head.channel and state.seq < note["seq"] < head.seq:
            raise Refused(f"请先接收序号为{note['seq']}的数据包")
    if verdict.missing and not skip_reason.strip():
        raise Refused(verdict.sentence)


def _note(arrival: Arrival, skip_reason: str, *, leave_conflicts: bool) -> dict[str, Any]:
    return {
        "parcel": arrival.parcel(leave_conflicts=leave_conflicts).wire(),
        "digest": arrival.examined.digest,
        "inner": arrival.examined.inner.name,
        "peer_id": arrival.peer.id if arrival.peer else "",
        "came": [arrival.file_digest, arrival.size],
        "skip_reason": skip_reason.strip(),
    }


def _begun(session: Session, package_id: str) -> bool:
    open_ = (c for c in (Compartment.CORE, *_LATER) if session.holds(c))
    return any(taking.taken_already(session.db(c), package_id) for c in open_)


def _carry_on(session: Session, package_id: str, progress: Progress, cancel: Cancel) -> Package:
    """Everything that is not done yet; called again after a kill, it does the rest."""
    said = notes.get(session.db(Compartment.CORE), notes.ACCEPTING + package_id)
    examined = incoming.reopen(places.quarantine(session) / said["inner"], said["digest"])
    parcel = taking.parcel_of(said["parcel"], (blob.sha256 for blob in examined.manifest.blobs))
    incoming.extract_blobs(examined, partial(_into_store, session), progress=progress, cancel=cancel)
    sealed: dict[str, dict[str, Any]] = {}
    for index, entry in enumerate(examined.manifest.sections):
        if entry.compartment is Compartment.CORE:
            continue
        if not receive.opens(session, entry.compartment):
            sealed[f"{package_id}:{entry.compartment.value}"] = _hold(session, examined, index, parcel)
        elif not taking.taken_already(session.db(entry.compartment), package_id):
            taking.TAKE[entry.compartment](session, receive.open_section(session, examined, index), parcel)
    row = _core(session, examined, parcel, said, sealed)
    examined.discard()
    examined.inner.with_suffix(media.SUFFIX).unlink(missing_ok=True)
    custody.settle(session)
    return row


@use_case("package.accept_core", "接收数据包", compartment=Compartment.CORE, by=BUSINESS)
def _core(
    tx: Tx, examined: Examined, parcel: Parcel, said: Mapping[str, Any], sealed: Mapping[str, Mapping[str, Any]]
) -> Package:
    """The last commit: records of the core, what the enclosures ask for, and the package in its channel."""
    index = receive.index_of(examined, Compartment.CORE)
    gathering = Gathering()
    taking.take(tx, receive.open_section(tx.session, examined, index or 0), parcel, gathering.take)
    enclosures = gathering.done()
    peer = tx.table(Peer).get(said["peer_id"]) if said["peer_id"] else _enrolled(tx, enclosures)
    if enclosures.receipt:
        receipts.take_in(tx, enclosures.receipt, peer)
    if (second := enclosures.reference) and tx.table(Round).count(Where("reference_digest = ?", (second.digest,))):
        profiles.keep(tx, second)
    for key, note in sealed.items():
        notes.put(tx.db, notes.HELD + key, note)
    for name in (notes.ACCEPTING, notes.WAITING):
        notes.forget(tx.db, name + parcel.package_id)
    if said["skip_reason"]:
        tx.facts["skipped"] = said["skip_reason"]
    state = PackageState.PARTIAL if sealed else PackageState.RECEIVED
    came = (str(said["came"][0]), int(said["came"][1]))
    return receive.enter(tx, examined, came, enclosures.cover, peer, state, "")


@use_case("package.complete", "接收封存的数据包内容", compartment=Compartment.CORE, by=BUSINESS)
def _complete(tx: Tx, package_id: str, key: str) -> None:
    """A sealed section has been taken in; with the last one the package is complete."""
    notes.forget(tx.db, notes.HELD + key)
    row = tx.table(Package).get(package_id)
    left = [name for name in notes.every(tx.db, notes.HELD) if name.startswith(f"{package_id}:")]
    if not left and row.state is PackageState.PARTIAL:
        tx.save(row, row.changed(state=PackageState.RECEIVED))


def _enrolled(tx: Tx, enclosures: Enclosures) -> Peer:
    if enclosures.receipt is None or enclosures.enrolment is None:
        raise Refused("发送单位没有登记，未导入任何内容")
    receipt, proof = enclosures.receipt, enclosures.enrolment
    return peers.enrol_from_receipt(tx, receipt.package_id, receipt.manifest_digest, proof.keys, proof.mac)


def _hold(session: Session, examined: Examined, index: int, parcel: Parcel) -> dict[str, Any]:
    """Keep a section as it is, sealed and durable, until somebody with its key logs in."""
    entry = examined.manifest.sections[index]
    name = f"{parcel.package_id}.{entry.compartment.value}"
    path = places.held(session) / name
    with media.told("本机磁盘"), os.fdopen(media.create_private(path), "wb") as file:
        incoming.copy_section(examined, index, cast("BinaryIO", file))
        file.flush()
        os.fsync(file.fileno())
    media.sync_folder(path.parent)
    return {
        "compartment": entry.compartment.value,
        "sealed_key": entry.sealed_key,
        "length": entry.length,
        "sha256": entry.sha256,
        "file": name,
        "parcel": parcel.wire(),
        "files": sorted(parcel.files),
    }


@contextmanager
def _into_store(session: Session, blob: BlobEntry) -> Generator[BinaryIO]:
    """Where an attachment goes; one that is there already is only checked again."""
    if session.files.path_of(blob.sha256).is_file():
        yield cast("BinaryIO", _Nowhere())
        return
    with session.files.receiving(blob.sha256) as target:
        yield target


class _Nowhere(io.RawIOBase):
    def write(self, data: Any, /) -> int:
        return len(data)


def _clear_quarantine(session: Session) -> None:
    """Remove what no note speaks of: packages looked at and not taken in, and the rest of a killed fetch."""
    core, folder = session.db(Compartment.CORE), places.quarantine(session)
    kept = {Path(note["inner"]).stem for note in notes.every(core, notes.ACCEPTING).values()}
    kept |= {Path(note["file"]).stem for note in notes.every(core, notes.WAITING).values()}
    for path in folder.iterdir():
        if path.is_file() and path.stem not in kept and not joining.belongs(path):
            path.unlink(missing_ok=True)
