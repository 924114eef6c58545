"""Whom packages go to and come from: this workspace's exchange identity, and what is registered of the others."""

import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from xuncha_desktop.crypto.age_keys import age_identity, age_recipient
from xuncha_desktop.crypto.primitives import fingerprint, sign, signing_public
from xuncha_desktop.exchange.incoming import KnownSenders, SenderKeys
from xuncha_desktop.exchange.shape import Shape
from xuncha_desktop.kernel.canonical import canonical, digest, strict_json
from xuncha_desktop.kernel.errors import Damaged, Invalid, NotAllowed, Refused
from xuncha_desktop.kernel.ids import RandomBytes
from xuncha_desktop.kernel.levels import Compartment
from xuncha_desktop.kernel.people import Post
from xuncha_desktop.records.exchange_log import Peer
from xuncha_desktop.services.packages import notes
from xuncha_desktop.services.session import Session, Tx
from xuncha_desktop.services.use_case import use_case
from xuncha_desktop.storage.connection import Connection, transaction
from xuncha_desktop.storage.table import Where

EXCHANGE = "exchange"
IDENTITY = "identity"
SEALED_TO = (Compartment.CORE.value, Compartment.WORK.value, Compartment.RESTRICTED.value, IDENTITY)
_HEX = r"[0-9a-f]{64}"


@dataclass(frozen=True, slots=True)
class PublicKeys:
    """What another workspace may know of one: its signing key, its age recipient, and the keys to seal to, in hex."""

    workspace_id: str
    name: str
    kind: str
    signing: str
    recipient: str
    seals: Mapping[str, str]

    def wire(self) -> dict[str, Any]:
        """Plain values."""
        return {
            "workspace_id": self.workspace_id,
            "name": self.name,
            "kind": self.kind,
            "signing": self.signing,
            "recipient": self.recipient,
            "seals": dict(self.seals),
        }

    @property
    def fingerprint(self) -> str:
        """Ten groups of four digits over all keys, for two people to compare by voice."""
        return fingerprint(digest(self.wire()))


def read_keys(value: Any) -> PublicKeys:
    """Public keys out of foreign values. Raises Damaged."""
    try:
        shape = Shape(value)
        seals = shape.inner("seals")
        found = PublicKeys(
            workspace_id=shape.id("workspace_id"),
            name=shape.name("name"),
            kind=shape.text("kind", r"office|group"),
            signing=shape.text("signing", _HEX),
            recipient=shape.text("recipient", r"age1[02-9ac-hj-np-z]{58}"),
            seals={name: seals.text(name, _HEX) for name in SEALED_TO},
        )
    except ValueError as error:
        raise Damaged("对方的公钥不完整或者不符合格式要求") from error
    if found.wire() != value:
        raise Damaged("对方的公钥不完整或者不符合格式要求")
    return found


@dataclass(frozen=True, slots=True)
class Identity:
    """The private side: what signs and what opens the outer layer of packages sent to this workspace."""

    signing: bytes
    age: bytes

    def sign(self, context: str, message: bytes) -> bytes:
        """Sign as the workspace."""
        return sign(self.signing, context, message)

    @property
    def opens(self) -> str:
        """The age identity."""
        return age_identity(self.age)


def plant(db: Connection, random: RandomBytes) -> None:
    """Give a work compartment its exchange identity, inside the caller's transaction; one that is there stays."""
    if notes.get(db, EXCHANGE) is None:
        notes.put(db, EXCHANGE, {"signing": random(32).hex(), "age": random(32).hex()})


def make_identity(tx: Tx) -> None:
    """The same inside an act of the work compartment."""
    if tx.compartment is not Compartment.WORK:
        raise TypeError("the exchange identity lies in the work compartment")
    plant(tx.db, tx.session.random)


def identity_of(session: Session) -> Identity:
    """This workspace's private keys; made now where the workspace has none yet. Raises NotAllowed without 工作区."""
    db = session.db(Compartment.WORK)
    found = notes.get(db, EXCHANGE)
    if found is None:
        with transaction(db):
            plant(db, session.random)
        found = notes.get(db, EXCHANGE)
    return Identity(bytes.fromhex(found["signing"]), bytes.fromhex(found["age"]))


def public_keys(session: Session) -> PublicKeys:
    """What this workspace shows to others."""
    own, place = identity_of(session), session.place
    seals = {name: session.keys.public(name) for name in SEALED_TO}
    return PublicKeys(
        place.workspace_id, place.name, place.kind, signing_public(own.signing), age_recipient(own.age), seals
    )


def keys_of(peer: Peer) -> PublicKeys:
    """The registered keys of a peer. Raises Refused for one that has not answered yet or is revoked."""
    if peer.revoked:
        raise Refused(f"“{peer.name}”已停用，不能与其交换数据包")
    values = strict_json(peer.keys.encode(), limit=1 << 16, what="登记的公钥")
    if not values:
        raise Refused(f"“{peer.name}”的工作区还没有开通：收到它的第一份回执后才能向它发送数据包")
    return read_keys(values)


def all_of(session: Session) -> list[Peer]:
    """Every registered peer."""
    return session.table(Peer).where(order="name")


def find(session: Session, workspace_id: str) -> Peer | None:
    """The peer of a workspace."""
    found = session.table(Peer).where(Where("workspace_id = ?", (workspace_id,)), limit=1)
    return found[0] if found else None


def of_group(session: Session, group_id: str) -> Peer | None:
    """At the office: the peer of a group. In a group: the office. One that is revoked only where there is no other."""
    found = session.table(Peer).where(Where("group_id = ?", (group_id,)), order="revoked, rowid DESC", limit=1)
    return found[0] if found else None


def known_senders(session: Session) -> KnownSenders:
    """What the container asks about a sender."""

    def known(workspace_id: str) -> SenderKeys | None:
        peer = find(session, workspace_id)
        if peer is None or peer.keys == "{}":
            return None
        signing = read_keys(strict_json(peer.keys.encode(), limit=1 << 16, what="登记的公钥")).signing
        none, these = frozenset[str](), frozenset({signing})
        return SenderKeys(peer.name, none, these) if peer.revoked else SenderKeys(peer.name, these)

    return known


@use_case("peer.register", "登记往来工作区", compartment=Compartment.CORE, by={Post.SECURITY_ADMIN}, watched=True)
def register(tx: Tx, keys: PublicKeys, heard: str, group_id: str | None = None) -> Peer:
    """Register another workspace whose fingerprint was read out by its own people; `heard` is what they read.

    Raises `Refused` if it does not agree.
    """
    if "".join(heard.split()) != "".join(keys.fingerprint.split()):
        raise Refused("念出的指纹与公钥不一致，未登记；请对方重新核对")
    if find(tx.session, keys.workspace_id):
        raise Refused("这个工作区已经登记过")
    tx.facts["fingerprint"] = keys.fingerprint
    return add(tx, keys, group_id)


@use_case("peer.revoke", "停用往来工作区", compartment=Compartment.CORE, by={Post.SECURITY_ADMIN}, watched=True)
def revoke(tx: Tx, peer_id: str, version: int, reason: str) -> Peer:
    """Take nothing more from a workspace and send it nothing (a lost laptop)."""
    if not reason.strip():
        raise Invalid({"reason": "请写明停用的原因"})
    return tx.change(tx.table(Peer).get(peer_id), version, reason=reason, revoked=True)


def add(tx: Tx, keys: PublicKeys, group_id: str | None) -> Peer:
    """Store a peer whose keys somebody vouched for."""
    return tx.new(
        Peer,
        name=keys.name,
        kind="巡察办" if keys.kind == "office" else "巡察组",
        workspace_id=keys.workspace_id,
        group_id=group_id,
        keys=canonical(keys.wire()).decode(),
    )


def proof(mac_key: bytes, package_id: str, manifest_digest: str, keys: PublicKeys) -> str:
    """What only somebody with the 开通码 can say of his public keys: HMAC-SHA256 over them and the task package."""
    said = canonical({"package_id": package_id, "digest": manifest_digest, "keys": keys.wire()})
    return hmac.digest(mac_key, said, "sha256").hex()


def enrol_from_receipt(tx: Tx, task_id: str, manifest_digest: str, keys: PublicKeys, mac: str) -> Peer:
    """Register a group by its first receipt; part of taking that receipt in. Raises `NotAllowed` for a wrong proof."""
    task = notes.get(tx.session.db(Compartment.WORK), notes.TASK + task_id)
    require_proof(task, task_id, manifest_digest, keys, mac)
    peer = tx.table(Peer).get(task["peer_id"])
    tx.facts["fingerprint"] = keys.fingerprint
    return tx.change(peer, None, name=keys.name, workspace_id=keys.workspace_id, keys=canonical(keys.wire()).decode())


def require_proof(task: Any, task_id: str, manifest_digest: str, keys: PublicKeys, mac: str) -> None:
    """Raise `NotAllowed` unless the keys come from whoever was given the code of that task package."""
    wanted = proof(bytes.fromhex(task["mac"]), task_id, manifest_digest, keys) if task else ""
    if not hmac.compare_digest(wanted, mac):
        raise NotAllowed("回执中的开通凭证与本单位发出的开通码不符，未登记对方公钥，请与对方核实")
