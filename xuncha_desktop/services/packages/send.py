"""Sending: what would travel, and sending it to a registered peer."""

from pathlib import Path

from xuncha_desktop.exchange.manifest import Kind
from xuncha_desktop.exchange.progress import Cancel, Progress, never, silent
from xuncha_desktop.kernel.errors import NotAllowed, Refused
from xuncha_desktop.kernel.levels import Compartment
from xuncha_desktop.records.exchange_log import Package, Peer
from xuncha_desktop.records.organisation import Group, Round
from xuncha_desktop.rules.profile import Profile
from xuncha_desktop.services import reference_clocks
from xuncha_desktop.services.packages import collect, kinds, peers, replacing, resealing, shipping
from xuncha_desktop.services.packages.collect import Plan
from xuncha_desktop.services.packages.enclosures import Cover, Enclosures
from xuncha_desktop.services.packages.kinds import Order, Scope
from xuncha_desktop.services.session import Session


def preview(session: Session, order: Order) -> Plan:
    """What would travel, what stays behind. Changes nothing. Raises Refused for an order that cannot be done."""
    peer = _checked(session, order)
    peers.keys_of(peer)
    return collect.plan(session, order.kind, Scope(peer.group_id or "", order.chosen))


def write(
    session: Session, order: Order, target: Path, *, progress: Progress = silent, cancel: Cancel = never
) -> Package:
    """Make the package, bring it to the folder `target` and hand over custody; see `shipping.write`.

    Raises `NotAllowed` before anything is written where sealed fields would travel without the key to seal them anew.
    """
    try:
        shipping.journal_sent.require(session)
        shipping.finish(session)
        plan = preview(session, order)
        collect.require_identity_key(session, plan.cargos)
    except NotAllowed as reason:
        session.note_refusal(shipping.journal_sent.name, Compartment.CORE, reason)
        raise
    if not any(plan.counts[name] for name in plan.counts if name not in _frame(plan)):
        raise Refused("没有需要发送的内容" + ("：" + "；".join(plan.behind) if plan.behind else ""))
    peer = session.table(Peer).get(order.peer_id)
    return shipping.write(session, _shipment(session, order, peer, plan), target, progress, cancel)


def cover_title(session: Session, kind: Kind, group_id: str | None) -> str:
    """临巡二·成果包·2019-07-08."""
    group = session.table(Group).find(group_id) if group_id else None
    return f"{group.name if group else session.place.name}{kind.label}（{session.today.isoformat()}）"


def _checked(session: Session, order: Order) -> Peer:
    peer = session.table(Peer).get(order.peer_id)
    if session.place.kind not in order.kind.sender:
        raise Refused(f"{order.kind.label}不由本工作区发出")
    if order.kind is kinds.HANDOVER and not replacing.wanted(session, peer):
        raise Refused("换机资料包只发给刚更换的工作机，每次更换发一次")
    if order.kind.chosen and not order.chosen:
        raise Refused(f"请先选择{order.kind.label}要包含的内容")
    if order.kind.reason and not order.reason.strip():
        raise Refused("退回须写明原因，让对方知道改什么")
    return peer


def _frame(plan: Plan) -> frozenset[str]:
    core = next((cargo for cargo in plan.cargos if cargo.compartment is Compartment.CORE), None)
    return frozenset(core.counts) if core else frozenset()


def _shipment(session: Session, order: Order, peer: Peer, plan: Plan) -> shipping.Shipment:
    keys = peers.keys_of(peer)
    title = cover_title(session, order.kind.kind, peer.group_id)
    cover = Cover(title, order.purpose.strip(), order.reason.strip(), order.medium.strip())
    return shipping.Shipment(
        kind=order.kind.kind,
        receiver=keys.workspace_id,
        recipient=keys.recipient,
        seals=keys.seals,
        enclosures=Enclosures(cover, reference=_reference(session, peer)),
        cargos=plan.cargos,
        reseal=resealing.to(session, keys.seals[peers.IDENTITY]),
        level=plan.level,
        profile=_profile(session, peer),
        part_size=order.part_size,
        journal={
            "peer_id": peer.id,
            "medium": cover.medium or None,
            "purpose": cover.purpose or None,
            "reason": cover.reason or None,
        },
    )


def _reference(session: Session, peer: Peer) -> Profile | None:
    """The round's second regime goes with its copy, which the office sends with every package."""
    if session.place.kind != kinds.OFFICE or not peer.group_id:
        return None
    return reference_clocks.of_group(session, peer.group_id)


def _profile(session: Session, peer: Peer) -> str:
    group = session.table(Group).find(peer.group_id) if peer.group_id else None
    return session.table(Round).get(group.round_id).profile_digest if group else ""
