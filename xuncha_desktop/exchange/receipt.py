"""回执: what became of a package. It travels as the only record of a small package of its own."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from xuncha_desktop.exchange.manifest import Checkpoint
from xuncha_desktop.exchange.section import SectionHeader
from xuncha_desktop.exchange.shape import Shape
from xuncha_desktop.kernel.errors import Damaged, Refused
from xuncha_desktop.kernel.levels import Compartment

RECORD_TYPE = "receipt"
WIRE_VERSION = 1
_REASON_LIMIT = 2000


class Result(StrEnum):
    """What the receiver did."""

    ACCEPTED = "accepted"
    REFUSED = "refused"
    RETURNED = "returned"

    @property
    def label(self) -> str:
        """The word on screen and paper."""
        return {Result.ACCEPTED: "已接收", Result.REFUSED: "拒收", Result.RETURNED: "退回"}[self]


@dataclass(frozen=True, slots=True)
class Receipt:
    """The answer to one package; `checkpoint` is the receiver's audit log after the act."""

    package_id: str
    manifest_digest: str
    result: Result
    reason: str
    checkpoint: Checkpoint
    counts: Mapping[str, int] = field(default_factory=dict[str, int])

    def wire(self) -> dict[str, Any]:
        """The record as it lies in the section."""
        return {
            "package_id": self.package_id,
            "manifest_digest": self.manifest_digest,
            "result": self.result.value,
            "reason": self.reason,
            "checkpoint": {"size": self.checkpoint.size, "root": self.checkpoint.root},
            "counts": dict(self.counts),
        }


def header() -> SectionHeader:
    """The header of the section a receipt travels in."""
    return SectionHeader(Compartment.CORE, {RECORD_TYPE: WIRE_VERSION}, {RECORD_TYPE: 1})


def read_receipt(value: Mapping[str, Any]) -> Receipt:
    """A receipt out of an opened section. Raises Damaged."""
    try:
        shape = Shape(dict(value))
        checkpoint, counts = shape.inner("checkpoint"), shape.inner("counts")
        receipt = Receipt(
            package_id=shape.id("package_id"),
            manifest_digest=shape.text("manifest_digest", r"[0-9a-f]{64}"),
            result=Result(shape.text("result", r"[a-z]{1,20}")),
            reason=shape.text("reason", rf"(?s:.{{0,{_REASON_LIMIT}}})"),
            checkpoint=Checkpoint(checkpoint.whole("size"), checkpoint.text("root", r"([0-9a-f]{64})?")),
            counts={name: counts.whole(name) for name in counts.names},
        )
    except ValueError as error:
        raise Damaged("回执的内容不符合格式要求，未登记") from error
    if receipt.wire() != dict(value):
        raise Damaged("回执的内容不符合格式要求，未登记")
    return receipt


@dataclass(frozen=True, slots=True)
class Sent:
    """What the sender remembers of a package it sent."""

    package_id: str
    manifest_digest: str
    recipients: frozenset[str]


def require_answers(receipt: Receipt, answered_by: str, sent: Sent) -> None:
    """Raises Refused unless the receipt is for exactly this package and comes from one it was sent to."""
    if receipt.package_id != sent.package_id:
        raise Refused("回执对应的是另一个数据包，未登记")
    if receipt.manifest_digest != sent.manifest_digest:
        raise Refused("回执中的数据包摘要与本单位发出的不一致，未登记，请与对方核实")
    if answered_by not in sent.recipients:
        raise Refused("回执不是由该数据包的收件单位发出的，未登记")
