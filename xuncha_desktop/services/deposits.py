"""封存投递: written by people who may not read, sealed to a compartment, taken in by its holder (foundation 4)."""

import dataclasses
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, cast

from xuncha_desktop.crypto.primitives import open_with, seal_to
from xuncha_desktop.kernel.canonical import canonical, strict_json
from xuncha_desktop.kernel.errors import Damaged, Refused
from xuncha_desktop.kernel.levels import Compartment
from xuncha_desktop.kernel.people import Post
from xuncha_desktop.records.fields import Kind
from xuncha_desktop.records.organisation import Group
from xuncha_desktop.records.registry import Record, RecordType, record_types
from xuncha_desktop.services import numbering
from xuncha_desktop.services.session import Session, Tx
from xuncha_desktop.services.use_case import UseCase, use_case
from xuncha_desktop.storage import deposits as box
from xuncha_desktop.storage.table import Table

UNNUMBERED = "待编号"
TARGETS = (Compartment.CORE, Compartment.WORK, Compartment.RESTRICTED, Compartment.CONDUCT)
_LIMIT = 8_000_000
_STEP = 4096  # sealed bodies come in whole steps, so that a length tells little of what is inside
_KEYS = {"type", "wire", "record", "act", "actor"}


@dataclass(frozen=True, slots=True)
class Item:
    """A deposit that opened and holds a sound record: where it lies, where it belongs, who dropped it by which act."""

    source: Compartment
    target: Compartment
    deposit_id: str
    record: Record
    act: str
    actor: str


@dataclass(frozen=True, slots=True)
class Waiting:
    """What lies in the open boxes. `refused` opened but is no sound deposit; `unopened` is for others, or nobody."""

    ready: tuple[Item, ...]
    refused: tuple[tuple[Compartment, str], ...]
    unopened: int


def deposit(tx: Tx, target: Compartment, record: Record) -> None:
    """Seal a new record to a compartment and drop it in the file of this act.

    A record whose number is empty gets one where it is taken in. Nobody but a holder of `target` learns its type or
    words; the depositor cannot open it again. Raises `Invalid`.
    """
    type_ = record.type
    if type_.compartment is not target:
        raise TypeError(f"{type_.name} does not lie in {target.value}")
    type_.validate(_numbered(record, UNNUMBERED))
    item = {
        "type": type_.name,
        "wire": type_.wire,
        "record": type_.to_wire(record),
        "act": tx.act,
        "actor": tx.actor.user_id,
    }
    body = canonical(item)
    deposit_id = tx.session.random(16).hex()  # no record id: that one tells when it was made
    public = tx.session.keys.public(target.value)
    sealed = seal_to(public, body + b" " * (-len(body) % _STEP), _info(tx.session, target))
    box.put(tx.db, deposit_id, sealed)
    told = {"deposit": deposit_id, "to": target.value, "digest": hashlib.sha256(sealed).hexdigest()}
    tx.facts.setdefault("deposits", []).append(told)


def look(session: Session) -> Waiting:
    """Open what can be opened, in every file this person has open. Changes nothing."""
    ready: list[Item] = []
    refused: list[tuple[Compartment, str]] = []
    unopened = 0
    for source, db in session.connections.items():
        for deposit_id, sealed in box.waiting(db):
            target, body = _opened(session, sealed)
            if target is None:
                unopened += 1
                continue
            try:
                ready.append(_item(session, (source, target, deposit_id), body))
            except Refused:
                refused.append((target, deposit_id))
    ready.sort(key=lambda item: (item.record.created_at, item.record.id))
    return Waiting(tuple(ready), tuple(refused), unopened)


def take_in(session: Session) -> int:
    """Bring what waits for this person into its compartment, then empty the box. Returns how many are new there.

    The two are different files: a kill between them leaves the item in the box, and the next run finds its record
    there already. What does not open or is unsound stays where it is; the latter is told to the auditor.
    """
    waiting, taken = look(session), 0
    for target in TARGETS:
        fresh = [item for item in waiting.ready if item.target is target and not _known(session, item)]
        unsound = [deposit_id for where, deposit_id in waiting.refused if where is target]
        if fresh or unsound:
            taken += _STORE[target](session, fresh, unsound)
    for source in session.connections:
        done = [item.deposit_id for item in waiting.ready if item.source is source]
        if done:
            _EMPTY[source](session, done)
    return taken


def _store(tx: Tx, items: Sequence[Item], unsound: Sequence[str]) -> int:
    """Write deposited records into their compartment, each with its number if its type has one."""
    told: list[dict[str, str]] = []
    for item in items:
        if Table[Any](tx.db, item.record.type).find(item.record.id) is not None:
            continue  # dropped twice
        record = item.record
        if _number_of(record) == UNNUMBERED:
            where: Any = record
            record = _numbered(record, numbering.of_place(tx, record.type.name, where.group_id))
        tx.add(record)
        told.append({"deposit": item.deposit_id, "id": record.id, "act": item.act, "actor": item.actor})
    tx.facts |= {"taken": told, "refused": list(unsound)}
    return len(told)


def _empty(tx: Tx, ids: Sequence[str]) -> None:
    """Remove items that have arrived."""
    box.remove(tx.db, ids)
    tx.facts["deposits"] = list(ids)


# The key is what entitles: whoever holds a compartment takes in what is sealed to it, whatever the post.
_ANYBODY = frozenset(Post)
_STORE: dict[Compartment, UseCase[[Sequence[Item], Sequence[str]], int]] = {
    target: use_case(f"deposit.take_in_{target.value}", f"接收{target.label}封存件", compartment=target, by=_ANYBODY)(
        _store
    )
    for target in TARGETS
}
_EMPTY: dict[Compartment, UseCase[[Sequence[str]], None]] = {
    source: use_case(
        f"deposit.empty_{source.value}", f"清空{source.label}已接收的封存件", compartment=source, by=_ANYBODY
    )(_empty)
    for source in Compartment
}


def _opened(session: Session, sealed: bytes) -> tuple[Compartment | None, bytes]:
    for target in TARGETS:
        private = session.keys.private.get(target.value)
        if private is None or not session.holds(target):
            continue
        try:
            return target, open_with(private, sealed, _info(session, target))
        except Damaged:
            continue
    return None, b""


def _item(session: Session, place: tuple[Compartment, Compartment, str], body: bytes) -> Item:
    source, target, deposit_id = place
    said = strict_json(body.rstrip(b" "), limit=_LIMIT, what="封存件")
    found = cast("dict[str, Any]", said)
    if not isinstance(said, dict) or set(found) != _KEYS:
        raise Damaged("封存件的内容不规范")
    type_ = record_types().get(str(found["type"]))
    values, wire = cast("dict[str, Any]", found["record"]), found["wire"]
    if type_ is None or type_.compartment is not target or not isinstance(found["record"], dict):
        raise Damaged("封存件里的记录不属于所投的区")
    if type(wire) is not int or not 1 <= wire <= type_.wire:
        raise Damaged("封存件是别的版本写的")
    if values.get("number") == "":
        values["number"] = UNNUMBERED
    record = type_.from_wire(values, wire)
    _refuse_unborn(session, type_, record, str(found["actor"]))
    return Item(source, target, deposit_id, record, str(found["act"]), str(found["actor"]))


def _refuse_unborn(session: Session, type_: RecordType[Any], record: Record, actor: str) -> None:
    """A deposit is a new record of this workspace, as its depositor would have begun it."""
    if record.version != 1 or record.custodian != session.place.workspace_id or record.created_by != actor:
        raise Damaged("封存件里的记录不是在本工作区新登记的")
    begun = {f.name: f.default for f in dataclasses.fields(type_.cls)}
    if any(f.kind is Kind.STATE and getattr(record, f.name) != begun[f.name] for f in type_.fields):
        raise Damaged("封存件里的记录不是新登记的")
    if _number_of(record) == UNNUMBERED:
        where: Any = record
        session.table(Group).get(where.group_id)


def _known(session: Session, item: Item) -> bool:
    return Table[Any](session.db(item.target), item.record.type).find(item.record.id) is not None


def _number_of(record: Record) -> str | None:
    return getattr(record, "number", None)


def _numbered(record: Record, number: str) -> Record:
    if _number_of(record) in ("", UNNUMBERED):
        return record.changed(number=number)
    return record


def _info(session: Session, target: Compartment) -> bytes:
    return b"deposit\0" + canonical([session.place.workspace_id, target.value])
