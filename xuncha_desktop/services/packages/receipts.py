"""回执: written for what came, taken in for what was sent."""

from pathlib import Path
from typing import Any

from xuncha_desktop.exchange.manifest import Kind
from xuncha_desktop.exchange.progress import Cancel, Progress, never, silent
from xuncha_desktop.exchange.receipt import Receipt, Result, Sent, require_answers
from xuncha_desktop.kernel.canonical import canonical
from xuncha_desktop.kernel.errors import NotAllowed, Refused
from xuncha_desktop.kernel.levels import Compartment
from xuncha_desktop.kernel.people import BUSINESS
from xuncha_desktop.records.exchange_log import Package, PackageState, Peer
from xuncha_desktop.services.packages import journal, notes, peers, shipping
from xuncha_desktop.services.packages.enclosures import Cover, Enclosures, Enrolment
from xuncha_desktop.services.session import Session, Tx
from xuncha_desktop.services.use_case import use_case

_STATES = {
    Result.ACCEPTED: PackageState.ACKNOWLEDGED,
    Result.RETURNED: PackageState.RETURNED,
    Result.REFUSED: PackageState.REFUSED,
}


def write(
    session: Session,
    package_id: str,
    target: Path,
    *,
    returned: str = "",
    medium: str = "",
    progress: Progress = silent,
    cancel: Cancel = never,
) -> Package:
    """Write the receipt of a package that came to the folder `target`. `returned`: why its contents go back.

    A group's first receipt also carries its public keys and the proof of its 开通码. Raises Refused, StorageFailed.
    """
    try:
        _mark.require(session)
    except NotAllowed as reason:
        session.note_refusal(_mark.name, Compartment.CORE, reason)
        raise
    row = session.table(Package).get(package_id)
    if row.direction != journal.IN or row.kind == Kind.RECEIPT.label:
        raise Refused("只有收到的数据包需要回执，回执本身不需要")
    peer = session.table(Peer).get(row.peer_id)
    keys = peers.keys_of(peer)
    enclosures = Enclosures(
        Cover(f"{row.title}的回执"[:200], medium=medium),
        receipt=_receipt(session, row, returned.strip()),
        enrolment=_enrolment(session, row),
    )
    shipment = shipping.Shipment(
        kind=Kind.RECEIPT,
        receiver=keys.workspace_id,
        recipient=keys.recipient,
        seals=keys.seals,
        enclosures=enclosures,
        journal={"peer_id": peer.id, "medium": medium or None},
    )
    made = shipping.write(session, shipment, target, progress, cancel)
    _mark(session, row.id)
    return made


def take_in(tx: Tx, receipt: Receipt, answered_by: Peer) -> None:
    """Write into the journal what became of a package of ours. Raises Refused for a receipt that is not its answer."""
    row = journal.find(tx.session, receipt.package_id)
    if row is None or row.direction != journal.OUT:
        raise Refused("回执对应的是另一个数据包，未登记")
    sent_to = tx.table(Peer).get(row.peer_id).workspace_id
    require_answers(receipt, answered_by.workspace_id, Sent(row.id, row.manifest_digest, frozenset({sent_to})))
    if row.state not in (PackageState.WRITTEN, _STATES[receipt.result], PackageState.ACKNOWLEDGED):
        raise Refused("这个数据包已经登记过不同的回执，未登记，请与对方核实")
    if receipt.result is Result.REFUSED and row.state is PackageState.ACKNOWLEDGED:
        raise Refused("这个数据包已经登记过不同的回执，未登记，请与对方核实")
    said: dict[str, Any] = {
        "state": _STATES[receipt.result],
        "receipt": canonical(receipt.wire()).decode(),
        "receipt_at": tx.now,
        "reason": receipt.reason or row.reason,
    }
    tx.facts |= {"answers": row.id, "result": receipt.result.value}
    tx.save(row, row.changed(**said), reason=receipt.result.label)
    if receipt.result is not Result.REFUSED:
        shipping.clear_copy(tx.session, row)


@use_case("package.receipt", "出具回执", compartment=Compartment.CORE, by=BUSINESS)
def _mark(tx: Tx, package_id: str) -> Package:
    """Note on a package that came when its receipt was written."""
    row = tx.table(Package).get(package_id)
    return tx.save(row, row.changed(receipt_at=tx.now))


def _receipt(session: Session, row: Package, returned: str) -> Receipt:
    result, reason = Result.ACCEPTED, ""
    if row.state is PackageState.REFUSED:
        result, reason = Result.REFUSED, row.reason or ""
    elif returned:
        result, reason = Result.RETURNED, returned
    return Receipt(row.id, row.manifest_digest, result, reason, shipping.checkpoint(session))


def _enrolment(session: Session, row: Package) -> Enrolment | None:
    founded = notes.get(session.db(Compartment.WORK), notes.FOUNDED)
    if founded is None or founded["package_id"] != row.id:
        return None
    keys = peers.public_keys(session)
    return Enrolment(keys, peers.proof(bytes.fromhex(founded["mac"]), row.id, row.manifest_digest, keys))
