"""Peers and packages: who data go to and come from, and what has travelled. No contents, no counts."""

from xuncha_desktop.kernel.levels import Compartment, Tone
from xuncha_desktop.records.fields import count, flag, inner, json, line, moment, ref, state
from xuncha_desktop.records.registry import Born, Record, record
from xuncha_desktop.records.states import State


@record("peer", "往来工作区", compartment=Compartment.CORE, title="name", born=Born.EITHER)
class Peer(Record):
    """Another workspace and the public keys it is known by."""

    name: str = line("名称", listed=True)
    kind: str = line("类型", typed=False, listed=True)
    workspace_id: str = inner("工作区标识")
    group_id: str | None = ref("巡察组", "inspection_group", default=None, typed=False)
    keys: str = json("公钥")
    revoked: bool = flag("已停用", typed=False)


class PackageState(State):
    """How far a package has come; a receipt is sent and wants no answer."""

    WRITTEN = "written", "已写出，待回执", Tone.NOTICE
    SENT = "sent", "已写出"
    RECEIVED = "received", "已接收", Tone.DONE
    PARTIAL = "partial", "部分接收，待有权人员接收其余部分", Tone.NOTICE
    ACKNOWLEDGED = "acknowledged", "对方已接收", Tone.DONE
    RETURNED = "returned", "对方退回", Tone.ALERT
    REFUSED = "refused", "拒收", Tone.ALERT
    LOST = "lost", "对方工作机遗失，不再等回执", Tone.MUTED


@record("package", "数据包", compartment=Compartment.CORE, title="title", born=Born.EITHER)
class Package(Record):
    """One package written or taken in. `channel` is one direction between two workspaces."""

    title: str = line("名称", typed=False, listed=True)
    kind: str = line("种类", typed=False, listed=True)
    direction: str = line("方向", typed=False, listed=True)
    peer_id: str = ref("往来工作区", "peer", typed=False, listed=True)
    channel: str = inner("通道")
    seq: int = count("序号", typed=False, listed=True)
    manifest_digest: str = line("清单摘要", typed=False)
    file_digest: str = line("文件摘要", typed=False)
    size: int = count("字节数", typed=False)
    medium: str | None = line("介质编号", default=None, listed=True)
    purpose: str | None = line("用途", default=None)
    reason: str | None = line("退回或拒收原因", default=None, typed=False)
    at: int = moment("时间", typed=False, listed=True)
    receipt_at: int | None = moment("回执时间", default=None, typed=False, listed=True)
    receipt: str | None = json("回执", default=None)
    state: PackageState = state("状态", PackageState, default=PackageState.WRITTEN)
