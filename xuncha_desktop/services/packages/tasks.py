"""任务包: a round given to a group that has no workspace yet, opened with a 开通码; and founding the group from it."""

from collections import Counter
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from xuncha_desktop.crypto.access_code import AccessKeys, keys_of, new_code
from xuncha_desktop.crypto.primitives import KdfCost, open_with
from xuncha_desktop.exchange import incoming, joining
from xuncha_desktop.exchange.incoming import Examined
from xuncha_desktop.exchange.manifest import Kind
from xuncha_desktop.exchange.outgoing import Written
from xuncha_desktop.exchange.progress import Cancel, Progress, never, silent
from xuncha_desktop.exchange.refusal import PackageRefused, Reason
from xuncha_desktop.kernel.errors import Damaged, NotAllowed, Refused
from xuncha_desktop.kernel.levels import Compartment
from xuncha_desktop.kernel.people import BUSINESS, Post
from xuncha_desktop.records.exchange_log import Package, PackageState, Peer
from xuncha_desktop.records.organisation import Group, GroupMember, Round, RoundState, Term, Unit
from xuncha_desktop.records.registry import Record, record_types
from xuncha_desktop.rules.bodies import PostPlace
from xuncha_desktop.rules.profile import Profile
from xuncha_desktop.services import calendars, numbering, profiles, reference_clocks
from xuncha_desktop.services.packages import collect, journal, notes, peers, receive, replacing, shipping, taking
from xuncha_desktop.services.packages.enclosures import NAMES, Cover, Enclosures, Gathering
from xuncha_desktop.services.packages.kinds import TASK, Scope
from xuncha_desktop.services.packages.peers import PublicKeys
from xuncha_desktop.services.packages.send import cover_title
from xuncha_desktop.services.session import Session, Tx
from xuncha_desktop.services.use_case import use_case
from xuncha_desktop.storage.connection import transaction
from xuncha_desktop.storage.table import Where

CODE_COST = KdfCost()
"""A code has 100 random bits; stretching it costs a guesser more than it costs a person who types it once."""
ISSUERS = frozenset((Post.OFFICE_DIRECTOR, Post.OFFICE_CLERK))
_MOST = 100_000


@dataclass(frozen=True, slots=True)
class TaskPreview:
    """An opened task package: who sends it, which round and group, who belongs to it; and what founding needs."""

    office: PublicKeys
    profile: Profile
    term: Term
    round: Round
    units: tuple[Unit, ...]
    group: Group
    members: tuple[GroupMember, ...]
    work: tuple[Record, ...]
    enclosures: Enclosures
    examined: Examined
    came: tuple[str, int]
    mac: bytes

    @property
    def records(self) -> list[Record]:
        """All records, as copies of the office's."""
        return [self.term, *self.units, self.round, self.group, *self.members]


def issue_task(
    session: Session,
    group_id: str,
    target: Path,
    *,
    medium: str = "",
    purpose: str = "",
    cost: KdfCost = CODE_COST,
    part_size: int | None = None,
    progress: Progress = silent,
    cancel: Cancel = never,
) -> tuple[Package, str]:
    """Write the task package of a group to the folder `target`. Returns its journal entry and the 开通码.

    The code is shown once, travels by another way than the drive, and is not kept. Raises Refused unless the round
    is approved and the roster is as the profile wants it.
    """
    try:
        prepare.require(session)
    except NotAllowed as reason:
        session.note_refusal(prepare.name, Compartment.CORE, reason)
        raise
    group = session.table(Group).get(group_id)
    profile = _require_ready(session, group)
    code = new_code(session.random)
    keys = keys_of(code, cost)
    peer = prepare(session, group.id)
    cover = Cover(cover_title(session, Kind.TASK, group.id), purpose.strip(), "", medium.strip())
    shipment = shipping.Shipment(
        kind=Kind.TASK,
        receiver=group.id,
        recipient=keys.age_recipient(),
        seals={c.value: keys.agreement_public(c.value) for c in collect.EXCHANGED},
        enclosures=_enclosed(session, cover, profile, group.id),
        cargos=collect.plan(session, TASK, Scope(group.id)).cargos,
        profile=profile.digest,
        journal={"peer_id": peer.id, "medium": medium or None, "purpose": purpose or None},
        before=partial(_remember, session, keys, peer),
        part_size=part_size,
    )
    return shipping.write(session, shipment, target, progress, cancel), code


@use_case("package.prepare_task", "签发任务包", compartment=Compartment.CORE, by=ISSUERS, watched=True)
def prepare(tx: Tx, group_id: str) -> Peer:
    """The peer a group will be; its keys come with its first receipt."""
    found = peers.of_group(tx.session, group_id)
    if found and found.revoked and replacing.replaced(tx.session, found):
        found = None
    if found and (found.revoked or found.keys != "{}"):
        raise Refused(
            "这个巡察组的工作区已经开通，不能再签发任务包；工作机遗失或损坏的，请主任在“往来工作区”登记更换工作机"
            if not found.revoked
            else "这个巡察组的原工作区已停用；请主任先在“往来工作区”登记更换工作机，收回原机保管的记录，再签发任务包"
        )
    if found:
        return found
    name = tx.table(Group).get(group_id).name
    return tx.new(Peer, name=name, kind="巡察组", workspace_id=group_id, group_id=group_id, keys="{}")


def open_task(
    path: Path, code: str, quarantine: Path, *, cost: KdfCost = CODE_COST, progress: Progress = silent
) -> TaskPreview:
    """Open a task package with its code; there is no workspace yet. Raises Invalid for a mistyped code, PackageRefused.

    The sender's keys are taken at the word of the package: whoever knows the code made it.
    """
    keys = keys_of(code, cost)
    found = joining.fetch(path, quarantine, progress=progress)
    examined: Examined | None = None
    try:
        examined = incoming.examine(
            found.path,
            identities=[keys.age_identity()],
            own_id=None,
            known_senders=lambda _: None,
            trust_first=True,
            progress=progress,
        )
        return _preview(examined, keys, (found.sha256, found.size))
    except PackageRefused as error:
        if error.reason is Reason.WRONG_RECIPIENT:
            raise PackageRefused(error.reason, "这个开通码打不开所选的任务包，请核对开通码和文件") from error
        raise
    finally:
        found.path.unlink(missing_ok=True)
        if examined:
            examined.discard()


def found_group(session: Session, preview: TaskPreview) -> Package:
    """Make a new workspace the group's: copies of round, group and members, the profile, the office as peer.

    Doing it again after a kill finishes it. Raises Refused for a workspace that is another group's or an office's.
    """
    if session.place.kind != "group":
        raise Refused("任务包只能在巡察组的工作区中使用")
    head = preview.examined.manifest.head
    if journal.find(session, head.package_id):
        return session.table(Package).get(head.package_id)
    if session.table(Group).count():
        raise Refused("这个工作区已经属于一个巡察组，请为新的巡察组另建工作区")
    said = {"package_id": head.package_id, "mac": preview.mac.hex()}
    peers.identity_of(session)
    work = session.db(Compartment.WORK)
    notes.put_alone(work, notes.FOUNDED, said)
    with transaction(work):
        for file in preview.enclosures.years:
            calendars.keep(work, file)
    if preview.work:
        _bring_work(session, preview)
    return _found(session, preview)


@use_case("package.found_work", "按任务包带入业务数据", by=BUSINESS, watched=True)
def _bring_work(tx: Tx, preview: TaskPreview) -> None:
    """Write what the office prepared for the group, as copies; what a founding that was cut off has brought stays."""
    for record in preview.work:
        if tx.table(type(record)).find(record.id) is None:
            record.type.validate(record)
            tx.account_for(record.type.name, 1, tx.bring([(None, record)], reason=Kind.TASK.label).hex())


@use_case("package.found", "按任务包建立巡察组", compartment=Compartment.CORE, by=BUSINESS, watched=True)
def _found(tx: Tx, preview: TaskPreview) -> Package:
    """Write the copies; their custody stays with the office."""
    head = preview.examined.manifest.head
    for profile in filter(None, (preview.profile, preview.enclosures.reference)):
        profiles.keep(tx, profile)
    for record in preview.records:
        type_ = record.type
        type_.validate(record)
        tx.account_for(type_.name, 1, tx.bring([(None, record)], reason=Kind.TASK.label).hex())
    peer = peers.add(tx, preview.office, preview.group.id)
    parcel = taking.Parcel(
        head.package_id, head.kind, head.channel, head.seq, head.sender.workspace_id, preview.group.id, frozenset()
    )
    taking.mark_taken(tx, parcel)
    if after := preview.enclosures.numbers_after:
        numbering.skip_to(tx, preview.group.code, after)
    cover = preview.enclosures.cover
    return receive.enter(tx, preview.examined, preview.came, cover, peer, PackageState.RECEIVED, "")


def _require_ready(session: Session, group: Group) -> Profile:
    round_ = session.table(Round).get(group.round_id)
    if round_.state is RoundState.DRAFT:
        raise Refused(f"“{round_.name}”还没有批准，不能签发任务包")
    if round_.state is RoundState.CLOSED:
        raise Refused(f"“{round_.name}”已经办结，不能签发任务包")
    profile = profiles.by_digest(session, round_.profile_digest)
    members = session.table(GroupMember).where(Where("group_id = ?", (group.id,)))
    issues = profile.roster_issues(PostPlace.GROUP, Counter(member.post for member in members))
    if issues:
        raise Refused(f"“{group.name}”的编组不符合规定，不能签发任务包：" + "；".join(issues))
    return profile


def _enclosed(session: Session, cover: Cover, profile: Profile, group_id: str) -> Enclosures:
    """What a group needs besides its round: the regulation, the years' holidays in force, the office's keys."""
    return Enclosures(
        cover,
        profile=profile,
        reference=reference_clocks.of_group(session, group_id),
        keys=peers.public_keys(session),
        years=tuple(calendars.kept(session)),
        numbers_after=replacing.numbers_after(session, group_id),
    )


def _remember(session: Session, keys: AccessKeys, peer: Peer, package_id: str, _: Written) -> None:
    """Keep what the group's first receipt must prove; of the code itself nothing stays."""
    said = {"mac": keys.mac_key().hex(), "peer_id": peer.id}
    notes.put_alone(session.db(Compartment.WORK), notes.TASK + package_id, said)


def _preview(examined: Examined, keys: AccessKeys, came: tuple[str, int]) -> TaskPreview:
    head = examined.manifest.head
    index = receive.index_of(examined, Compartment.CORE)
    if head.kind is not Kind.TASK or index is None:
        raise PackageRefused(Reason.MALFORMED, "所选的数据包不是任务包")
    gathering, records = Gathering(), dict[str, list[Any]]()
    _read(examined, keys, Compartment.CORE, records, gathering)
    _read(examined, keys, Compartment.WORK, records, None)
    return _assembled(examined, gathering.done(), records, came, keys.mac_key())


def _read(
    examined: Examined,
    keys: AccessKeys,
    compartment: Compartment,
    records: dict[str, list[Any]],
    gathering: Gathering | None,
) -> None:
    """The records of one section by their types; what is none goes to `gathering`. None where no section is."""
    index = receive.index_of(examined, compartment)
    if index is None:
        return
    opening = partial(open_with, keys.agreement_private(compartment.value))
    section = incoming.read_section(examined, index, opening)
    taking.require_readable(section.header, Kind.TASK)
    for number, found in enumerate(section.records):
        name, value = taking.type_of(found, section.header), found["record"]
        if number > _MOST:
            raise Damaged("任务包的内容过多，不能读取")
        if gathering is not None and name in NAMES:
            gathering.take(name, value)
        else:
            made = record_types()[name].from_wire(value, section.header.types[name])
            records.setdefault(name, []).append(made)


def _assembled(
    examined: Examined, enclosures: Enclosures, records: dict[str, list[Any]], came: tuple[str, int], mac: bytes
) -> TaskPreview:
    """Raises Damaged unless exactly one round's task is in it, all kept by the office that signed."""
    sender = examined.manifest.head.sender
    office, profile = enclosures.keys, enclosures.profile
    if (
        office is None
        or profile is None
        or (office.workspace_id, office.signing)
        != (
            sender.workspace_id,
            sender.public_key,
        )
    ):
        raise Damaged("任务包的内容不完整，请巡察办重新签发")
    single = [records.get(name, []) for name in ("term", "round", "inspection_group")]
    kept = all(record.custodian == sender.workspace_id for found in records.values() for record in found)
    if not kept or any(len(found) != 1 for found in single) or not records.get("unit"):
        raise Damaged("任务包的内容不完整，请巡察办重新签发")
    term, round_, group = (found[0] for found in single)
    second = enclosures.reference.digest if enclosures.reference else None
    pinned = (round_.profile_digest, round_.reference_digest) == (profile.digest, second)
    if not pinned or group.round_id != round_.id:
        raise Damaged("任务包的内容前后不符，请巡察办重新签发")
    units, members = tuple(records["unit"]), tuple(records.get("group_member", ()))
    work = tuple(one for found in records.values() for one in found if one.type.compartment is Compartment.WORK)
    return TaskPreview(office, profile, term, round_, units, group, members, work, enclosures, examined, came, mac)
