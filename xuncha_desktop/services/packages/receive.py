"""Receiving: a package is fetched, verified and placed in its channel before anything of it is shown or taken in."""

from collections.abc import Generator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from xuncha_desktop.crypto.primitives import open_with
from xuncha_desktop.exchange import incoming, joining, media
from xuncha_desktop.exchange.incoming import Examined
from xuncha_desktop.exchange.joining import PartsMissing
from xuncha_desktop.exchange.manifest import Kind
from xuncha_desktop.exchange.progress import Cancel, Progress, never, silent
from xuncha_desktop.exchange.refusal import PackageRefused, Reason
from xuncha_desktop.exchange.section import Section
from xuncha_desktop.exchange.sequence import Order, Verdict, sequence
from xuncha_desktop.kernel.errors import NotAllowed, ReadOnly, Refused
from xuncha_desktop.kernel.levels import Compartment
from xuncha_desktop.kernel.people import BUSINESS
from xuncha_desktop.records.exchange_log import Package, PackageState, Peer
from xuncha_desktop.services.packages import journal, notes, peers, places
from xuncha_desktop.services.packages.enclosures import Cover, Enclosures, Gathering
from xuncha_desktop.services.packages.kinds import GROUP, PackageKind, kind_of, other_side
from xuncha_desktop.services.packages.taking import Parcel, judged
from xuncha_desktop.services.session import Session, Tx
from xuncha_desktop.services.use_case import use_case
from xuncha_desktop.storage import schemas


@dataclass(frozen=True, slots=True)
class Arrival:
    """A verified package in quarantine. `peer` is None for a group's first answer, whose proof has been checked."""

    examined: Examined
    kind: PackageKind
    peer: Peer | None
    group_id: str | None
    verdict: Verdict
    enclosures: Enclosures
    file_digest: str
    size: int

    @property
    def package_id(self) -> str:
        """Its id."""
        return self.examined.manifest.head.package_id

    def parcel(self, *, leave_conflicts: bool = False) -> Parcel:
        """What its sections are taken in under."""
        head = self.examined.manifest.head
        files = frozenset(blob.sha256 for blob in self.examined.manifest.blobs)
        return Parcel(
            head.package_id,
            head.kind,
            head.channel,
            head.seq,
            head.sender.workspace_id,
            self.group_id,
            files,
            leave_conflicts,
        )


def fetch(session: Session, path: Path, *, progress: Progress = silent, cancel: Cancel = never) -> Arrival:
    """Bring a package from the drive into quarantine and verify all of it; the drive may be pulled out afterwards.

    One whose predecessors are missing is kept waiting; see `waiting`. Of one in parts, all parts that lie beside it are
    taken; PartsMissing names those still wanted, see `incomplete`. Any other refusal leaves nothing behind but
    one refused entry in the audit. Raises PackageRefused, Refused, StorageFailed, Cancelled.
    """
    with noted(session, RECEIVE):
        _require_post(session)
        found = joining.fetch(path, places.quarantine(session), progress=progress, cancel=cancel)
        return _admit(session, found, progress, cancel)


def waiting(session: Session) -> list[str]:
    """The file names in quarantine of packages whose turn has come."""
    ready: list[str] = []
    for note in notes.every(session.db(Compartment.CORE), notes.WAITING).values():
        state = journal.channel_state(session, note["channel"])
        if note["seq"] <= state.seq + 1:
            ready.append(note["file"])
    return ready


def incomplete(session: Session) -> list[joining.Waiting]:
    """The packages of which some parts lie in quarantine and others are still wanted."""
    return joining.waiting(places.quarantine(session))


def drop_parts(session: Session, mark: str) -> None:
    """Give up waiting for the parts of a package."""
    joining.forget(places.quarantine(session), mark)


def fetch_waiting(session: Session, name: str) -> Arrival:
    """Look again at a package that waited in quarantine."""
    with noted(session, RECEIVE):
        _require_post(session)
        path = places.quarantine(session) / Path(name).name
        return _admit(session, media.Fetched(path, path.stem, path.stat().st_size), silent, never)


def refuse(session: Session, arrival: Arrival, reason: str) -> Package:
    """Decline a sound package: it is entered as refused, so that a receipt can say so and its number is known."""
    if not reason.strip():
        raise Refused("请写明拒收的原因，让对方知道")
    row = _enter_refused(session, arrival, reason.strip())
    discard(session, arrival)
    return row


def discard(session: Session, arrival: Arrival) -> None:
    """Take nothing from a package and remove it from quarantine."""
    arrival.examined.discard()
    arrival.examined.inner.with_suffix(media.SUFFIX).unlink(missing_ok=True)
    core = session.db(Compartment.CORE)
    if notes.get(core, notes.WAITING + arrival.package_id) is not None:
        notes.drop(core, notes.WAITING + arrival.package_id)


def opens(session: Session, compartment: Compartment) -> bool:
    """Whether this person can read a section of a compartment."""
    return session.holds(compartment) and compartment.value in session.keys.private


def open_section(session: Session, examined: Examined, index: int) -> Section:
    """A section of a package for a person who holds its key."""
    compartment = examined.manifest.sections[index].compartment
    return incoming.read_section(examined, index, partial(open_with, session.keys.private[compartment.value]))


def index_of(examined: Examined, compartment: Compartment) -> int | None:
    """Which section of a package is a compartment's."""
    found = (n for n, entry in enumerate(examined.manifest.sections) if entry.compartment is compartment)
    return next(found, None)


RECEIVE = "package.receive"


def _require_post(session: Session) -> None:
    if not session.actor.posts & BUSINESS:
        raise NotAllowed("您的岗位不能接收数据包")
    if session.read_only:
        raise ReadOnly


@contextmanager
def noted(session: Session, act: str) -> Generator[None]:
    """Leave exactly one refused entry in the audit for whatever is refused inside; waiting for parts is no refusal."""
    try:
        yield
    except PartsMissing:
        raise
    except Refused as reason:
        session.note_refusal(act, Compartment.CORE, reason)
        raise


@contextmanager
def discarded_if_refused(session: Session, arrival: Arrival) -> Generator[None]:
    """A package refused inside leaves the quarantine, unless part of it is in already and a login will go on."""
    try:
        yield
    except Refused:
        if notes.get(session.db(Compartment.CORE), notes.ACCEPTING + arrival.package_id) is None:
            discard(session, arrival)
        raise


def _admit(session: Session, found: media.Fetched, progress: Progress, cancel: Cancel) -> Arrival:
    examined: Examined | None = None
    keep = False
    try:
        examined = incoming.examine(
            found.path,
            identities=[peers.identity_of(session).opens],
            own_id=session.place.workspace_id,
            known_senders=peers.known_senders(session),
            trust_first=bool(notes.every(session.db(Compartment.WORK), notes.TASK)),
            progress=progress,
            cancel=cancel,
        )
        arrival = _placed(session, examined, found)
        keep = True
        if arrival.verdict.missing:
            _wait(session, arrival, found)
        return arrival
    finally:
        if not keep:
            found.path.unlink(missing_ok=True)
            if examined:
                examined.discard()


def _placed(session: Session, examined: Examined, found: media.Fetched) -> Arrival:
    head = examined.manifest.head
    _require_schemas(head.schemas)
    _require_side(session, kind_of(head.kind))
    state = journal.channel_state(session, head.channel)
    verdict = sequence(examined.manifest, examined.digest, state)
    if verdict.order not in (Order.IN_ORDER, Order.GAP):
        raise Refused(verdict.sentence)
    clash = journal.find(session, head.package_id)
    if clash is not None and clash.manifest_digest != examined.digest:
        raise Refused(Order.FORK.sentence)
    if clash is not None:
        raise Refused("这个数据包已经拒收过，请发送单位重新制作")  # custody went back with the refusal
    peer = None if examined.first_contact else peers.find(session, head.sender.workspace_id)
    enclosures = _enclosures(session, examined, peer)
    if peer is None:
        _require_enrolment(session, examined, enclosures)
    group_id = peer.group_id if peer else None
    return Arrival(examined, kind_of(head.kind), peer, group_id, verdict, enclosures, found.sha256, found.size)


def _require_side(session: Session, kind: PackageKind) -> None:
    side = other_side(session.place.kind)
    if side not in kind.sender:
        who = "巡察组" if side == GROUP else "巡察办"
        raise PackageRefused(Reason.MALFORMED, f"{who}不能发出{kind.label}，未导入任何内容，请与发送单位核实")


def _require_schemas(theirs: Mapping[str, int]) -> None:
    if any(version > schemas.version_of(Compartment(name)) for name, version in theirs.items()):
        raise PackageRefused(Reason.NEWER)


def _enclosures(session: Session, examined: Examined, peer: Peer | None) -> Enclosures:
    index = index_of(examined, Compartment.CORE)
    if index is None:
        raise PackageRefused(Reason.MALFORMED)
    gathering = Gathering()
    head = examined.manifest.head
    parcel = Parcel(
        head.package_id,
        head.kind,
        head.channel,
        head.seq,
        head.sender.workspace_id,
        peer.group_id if peer else None,
        frozenset(),
    )
    for _ in judged(session, open_section(session, examined, index), parcel, gathering.take):
        pass
    return gathering.done()


def _require_enrolment(session: Session, examined: Examined, enclosures: Enclosures) -> None:
    """A sender nobody registered is let in only with the proof of a 开通码 this office gave out."""
    head, receipt, enrolment = examined.manifest.head, enclosures.receipt, enclosures.enrolment
    if head.kind is not Kind.RECEIPT or receipt is None or enrolment is None:
        raise PackageRefused(Reason.UNKNOWN_SENDER)
    task = notes.get(session.db(Compartment.WORK), notes.TASK + receipt.package_id)
    keys = enrolment.keys
    peers.require_proof(task, receipt.package_id, receipt.manifest_digest, keys, enrolment.mac)
    if (keys.workspace_id, keys.signing) != (head.sender.workspace_id, head.sender.public_key):
        raise PackageRefused(Reason.FORGED)


def _wait(session: Session, arrival: Arrival, found: media.Fetched) -> None:
    head = arrival.examined.manifest.head
    said = {"channel": head.channel, "seq": head.seq, "digest": arrival.examined.digest, "file": found.path.name}
    notes.put_alone(session.db(Compartment.CORE), notes.WAITING + head.package_id, said)


@use_case("package.refuse", "拒收数据包", compartment=Compartment.CORE, by=BUSINESS)
def _enter_refused(tx: Tx, arrival: Arrival, reason: str) -> Package:
    """Enter a declined package with its reason."""
    if arrival.peer is None:
        raise Refused("对方还没有登记，不能出具拒收回执；不接收即可")
    came, cover = (arrival.file_digest, arrival.size), arrival.enclosures.cover
    return enter(tx, arrival.examined, came, cover, arrival.peer, PackageState.REFUSED, reason)


def enter(
    tx: Tx, examined: Examined, came: tuple[str, int], cover: Cover, peer: Peer, state: PackageState, reason: str
) -> Package:
    """Write a package that came into the journal; `came` is the digest and size of its file."""
    head = examined.manifest.head
    tx.facts |= {"package_id": head.package_id, "digest": examined.digest, "seq": head.seq}
    return journal.enter(
        tx,
        head.package_id,
        title=cover.title,
        kind=head.kind.label,
        direction=journal.IN,
        peer_id=peer.id,
        channel=head.channel,
        seq=head.seq,
        manifest_digest=examined.digest,
        file_digest=came[0],
        size=came[1],
        medium=cover.medium or None,
        purpose=cover.purpose or None,
        reason=reason or cover.reason or None,
        at=tx.now,
        state=state,
    )
