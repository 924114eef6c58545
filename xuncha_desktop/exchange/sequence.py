"""Where a package stands in its channel. The order comes from numbers and digests, never from a clock."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from xuncha_desktop.exchange.manifest import Manifest

MAX_JUMP = 1000


class Order(StrEnum):
    """What a package is to the channel it came by."""

    IN_ORDER = "in_order"
    DUPLICATE = "duplicate"
    OLD = "old"
    GAP = "gap"
    FORK = "fork"
    JUMP = "jump"

    @property
    def sentence(self) -> str:
        """What the user is told; for a gap the missing numbers come with it."""
        return _SENTENCES[self]


_SENTENCES = {
    Order.IN_ORDER: "序号衔接，可以导入",
    Order.DUPLICATE: "这个数据包已经导入过，本次没有任何改动",
    Order.OLD: "这个数据包的序号早于已导入的数据包，属于旧包，不予导入",
    Order.GAP: "前面还有数据包没有收到，本包暂存待导入",
    Order.FORK: "同一发送单位出现了两个不一致的数据包系列，对方工作区可能被复制或恢复过，请立即核实",
    Order.JUMP: "数据包序号跳跃异常，不予导入，请与发送单位核实",
}


@dataclass(frozen=True, slots=True)
class ChannelState:
    """What was imported by one channel: the last number, the digest of each known number, and what is held.

    `known` and `held` map a number to its manifest digest; `held` lies in quarantine and waits for its turn. A
    number the officer skipped with a reason is below `seq` and not in `known`.
    """

    seq: int = 0
    known: Mapping[int, str] = field(default_factory=dict[int, str])
    held: Mapping[int, str] = field(default_factory=dict[int, str])


@dataclass(frozen=True, slots=True)
class Verdict:
    """The answer; `missing` are the numbers neither imported nor held, oldest first."""

    order: Order
    missing: tuple[int, ...] = ()

    @property
    def sentence(self) -> str:
        """What the user is told."""
        if not self.missing:
            return self.order.sentence
        shown = "、".join(map(str, self.missing[:10])) + ("等" if len(self.missing) > 10 else "")
        return f"{self.order.sentence}；缺少序号：{shown}（共{len(self.missing)}个）"


def sequence(manifest: Manifest, digest: str, state: ChannelState) -> Verdict:
    """Judge a verified package against its channel. Pure: nothing is remembered here."""
    seq, prev = manifest.head.seq, manifest.head.prev
    if seq <= state.seq:
        known = state.known.get(seq)
        if known is None:
            return Verdict(Order.OLD)
        return Verdict(Order.DUPLICATE if known == digest else Order.FORK)
    if seq - state.seq > MAX_JUMP:
        return Verdict(Order.JUMP)
    before = state.known.get(seq - 1, state.held.get(seq - 1))
    if seq == 1:
        before = ""
    if state.held.get(seq, digest) != digest or (before is not None and prev != before):
        return Verdict(Order.FORK)
    if seq == state.seq + 1:
        return Verdict(Order.IN_ORDER)
    missing = tuple(number for number in range(state.seq + 1, seq) if number not in state.held)
    return Verdict(Order.GAP, missing)
