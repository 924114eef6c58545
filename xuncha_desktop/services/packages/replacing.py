"""更换工作机: a group's computer is lost; what it kept comes back to the office, and another one goes on from there.

Registering it needs the core only; custody comes back compartment by compartment (`custody.settle`), right after or at
the next login of somebody who holds it. Then a 任务包 founds the new workspace, and once its receipt has told its keys
the 换机资料包 hands it what the old one had kept.
"""

import re
from collections import Counter
from dataclasses import dataclass

from xuncha_desktop.exchange.manifest import Kind
from xuncha_desktop.kernel.clock import day_of, moment_of
from xuncha_desktop.kernel.errors import Invalid, Refused
from xuncha_desktop.kernel.levels import Compartment
from xuncha_desktop.kernel.people import Post
from xuncha_desktop.records.exchange_log import Package, PackageState, Peer
from xuncha_desktop.records.registry import record_type, record_types
from xuncha_desktop.services.packages import custody, journal, notes, shipping
from xuncha_desktop.services.packages.collect import EXCHANGED
from xuncha_desktop.services.packages.enclosures import NUMBERS_LIMIT
from xuncha_desktop.services.session import Session, Tx
from xuncha_desktop.services.use_case import use_case
from xuncha_desktop.storage.table import Where

GAP = 50
"""So many numbers at least are left free above the highest known one; the office's custom."""
_NUMBER = re.compile(r"(\d+)号$")


@dataclass(frozen=True, slots=True)
class Losses:
    """What is known of a computer that is lost: how far its packages came, and what it had in its custody.

    `never_came` are numbers below the last one taken in that were skipped. What was made after the last one nobody
    here can know. `returning` counts by type what lies here as a copy; `unseen` are compartments this person lacks.
    """

    last: Package | None
    never_came: tuple[int, ...]
    unanswered: tuple[Package, ...]
    returning: Counter[str]
    unseen: tuple[Compartment, ...]
    numbers_after: int

    def words(self) -> list[str]:
        """The same in sentences."""
        last = self.last
        said = [
            f"最后接收的是第{last.seq}号数据包（{day_of(moment_of(last.at)).isoformat()}），其后在该机上办理的内容无法收回"
            if last
            else "没有接收过该机的业务数据包，该机上办理的内容无法收回"
        ]
        if self.never_came:
            said.append(f"从未收到的序号：{'、'.join(map(str, self.never_came))}")
        if self.unanswered:
            said.append("发往该机未收到回执的：" + "、".join(f"{row.kind}第{row.seq}号" for row in self.unanswered))
        counts = "、".join(f"{record_type(name).label}{count}条" for name, count in sorted(self.returning.items()))
        said.append(f"保管权收回巡察办的：{counts}" if counts else "本处没有由该机保管的记录")
        said += [f"{compartment.label}由有权的人登录时收回" for compartment in self.unseen]
        return [*said, f"新工作机的编号从{self.numbers_after + 1}号起，避免与该机已用的号重复"]


def losses(session: Session, peer: Peer) -> Losses:
    """What replacing a group's computer would give up and bring back. Changes nothing."""
    rows = session.table(Package).where(Where("peer_id = ? AND direction = ?", (peer.id, journal.IN)), order="seq")
    taken = [row for row in rows if row.state in (PackageState.RECEIVED, PackageState.PARTIAL)]
    came = {row.seq for row in rows}
    top = max((row.seq for row in taken), default=0)
    returning = Counter[str]()
    for compartment in EXCHANGED:
        if session.holds(compartment):
            found = custody.strays(session.db(compartment), compartment, peer.workspace_id)
            returning.update(ticket.type for ticket in found)
    return Losses(
        last=taken[-1] if taken else None,
        never_came=tuple(number for number in range(1, top) if number not in came),
        unanswered=tuple(_unanswered(session, peer)),
        returning=returning,
        unseen=tuple(c for c in EXCHANGED if not session.holds(c)),
        numbers_after=suggested(session, peer),
    )


def suggested(session: Session, peer: Peer) -> int:
    """The last number to leave to the lost computer: the next full hundred well above the highest one known here."""
    highest = numbers_after(session, peer.group_id or "")
    for name, type_ in record_types().items():
        if {"number", "group_id"} <= set(type_.columns) and type_.compartment in EXCHANGED:
            highest = max(highest, _highest(session, name, peer)) if session.holds(type_.compartment) else highest
    return -(-(highest + GAP) // 100) * 100


def replace(session: Session, peer_id: str, version: int, reason: str, after: int | None = None) -> Losses:
    """Register that a group's computer is lost and will be replaced. Returns what is lost and what came back.

    `after`: the new computer gives numbers above it only; by default as `suggested`. Raises NotAllowed, Stale, Invalid
    for a number known to be used, and Refused for a peer that is no opened group's or has packages waiting here.
    """
    _register.require(session)
    peer = session.table(Peer).get(peer_id)
    found = losses(session, peer)
    _register(session, peer_id, version, reason, found.numbers_after if after is None else after)
    custody.settle(session)
    shipping.clear_lost(session)
    return found


@use_case("peer.replace", "更换工作机", compartment=Compartment.CORE, by={Post.OFFICE_DIRECTOR}, watched=True)
def _register(tx: Tx, peer_id: str, version: int, reason: str, after: int) -> Peer:
    """Trust the old computer no more, wait for no receipt of it, and remember what has to follow."""
    peer = tx.table(Peer).get(peer_id)
    _require_replaceable(tx.session, peer)
    if not reason.strip():
        raise Refused("请写明更换的原因")
    found = losses(tx.session, peer)
    if not found.numbers_after - 100 < after <= NUMBERS_LIMIT:
        raise Invalid({"after": f"编号须从{found.numbers_after}号之后接续，以免与原机已用的号重复"})
    said = {"old": peer.workspace_id, "peer_id": peer.id, "after": after}
    notes.put(tx.db, notes.REPLACED + str(peer.group_id), said)
    for row in found.unanswered:
        tx.save(row, row.changed(state=PackageState.LOST), reason=reason)
    tx.facts |= {"why": reason, "numbers_after": after, "last_taken": found.last.seq if found.last else 0}
    tx.facts["never_came"] = "、".join(map(str, found.never_came[:100]))
    return tx.change(peer, version, reason=reason, revoked=True)


def replaced(session: Session, peer: Peer) -> bool:
    """Whether a peer's computer was registered as lost and is to be followed by another."""
    said = notes.get(session.db(Compartment.CORE), notes.REPLACED + str(peer.group_id))
    return said is not None and said["old"] == peer.workspace_id


def numbers_after(session: Session, group_id: str) -> int:
    """The last number that a group's lost computer may have given; 0 where none was lost."""
    said = notes.get(session.db(Compartment.CORE), notes.REPLACED + group_id)
    return int(said["after"]) if said else 0


def wanted(session: Session, peer: Peer) -> bool:
    """Whether a group's new computer still waits for the 换机资料包."""
    said = notes.get(session.db(Compartment.CORE), notes.REPLACED + str(peer.group_id))
    if said is None or peer.revoked or said["peer_id"] == peer.id or peer.keys == "{}":
        return False
    where = Where("peer_id = ? AND kind = ? AND state <> ?", (peer.id, Kind.HANDOVER.label, PackageState.REFUSED.value))
    return not session.table(Package).count(where)


def why_not(session: Session, peer: Peer) -> str | None:
    """Why this person cannot register that a peer's computer is lost; None if he can."""
    try:
        _register.require(session)
        _require_replaceable(session, peer)
    except Refused as reason:
        return str(reason)
    return None


def _require_replaceable(session: Session, peer: Peer) -> None:
    if not peer.group_id or peer.kind != "巡察组":
        raise Refused("只有巡察组的工作机可以在这里更换")
    if peer.keys == "{}":
        raise Refused("这个工作区还没有开通，直接重新签发任务包即可")
    if replaced(session, peer):
        raise Refused("这台工作机已经登记更换，请签发任务包")
    core = session.db(Compartment.CORE)
    channels = {row.channel for row in session.table(Package).where(Where("peer_id = ?", (peer.id,)))}
    waiting = [said["seq"] for said in notes.every(core, notes.WAITING).values() if said["channel"] in channels]
    if waiting:
        numbers = "、".join(map(str, sorted(waiting)))
        raise Refused(f"还有该机的数据包暂存在本机没有接收（序号{numbers}），请先接收或者写明原因越过缺号，再登记更换")
    if any(said["peer_id"] == peer.id for said in notes.every(core, notes.ACCEPTING).values()):
        raise Refused("还有该机的数据包正在接收，请先接收完，再登记更换")


def _unanswered(session: Session, peer: Peer) -> list[Package]:
    return [row for row in journal.unreceipted(session) if row.peer_id == peer.id]


def _highest(session: Session, type_name: str, peer: Peer) -> int:
    """The highest running number among a group's records of a type."""
    sql = f"SELECT number FROM {type_name} WHERE group_id = ? AND number IS NOT NULL"  # noqa: S608 a declared type
    rows = session.db(record_type(type_name).compartment).execute(sql, (peer.group_id,)).fetchall()
    found = (_NUMBER.search(str(row[0])) for row in rows)
    return max((int(each[1]) for each in found if each), default=0)
