"""Why a package is not taken in: one reason, one Chinese sentence, one code for the audit."""

from enum import StrEnum

from xuncha_desktop.kernel.errors import Refused


class Reason(StrEnum):
    """What was wrong with the package; the value goes into the audit entry."""

    FOREIGN = "foreign"
    NOT_A_FILE = "not_a_file"
    TOO_LARGE = "too_large"
    CHANGED = "changed"
    DAMAGED = "damaged"
    WRONG_RECIPIENT = "wrong_recipient"
    MALFORMED = "malformed"
    NEWER = "newer"
    UNKNOWN_SENDER = "unknown_sender"
    REVOKED_SENDER = "revoked_sender"
    FORGED = "forged"
    REDIRECTED = "redirected"
    MIXED = "mixed"

    @property
    def sentence(self) -> str:
        """What the user is told when nothing more is known."""
        return _SENTENCES[self]


_SENTENCES = {
    Reason.FOREIGN: "这不是本系统的数据包文件，未读取任何内容",
    Reason.NOT_A_FILE: "所选项目是链接、设备或文件夹，不是普通文件，未读取",
    Reason.TOO_LARGE: "数据包超过允许的大小，未读取",
    Reason.CHANGED: "读取期间U盘上的文件发生了变化，未导入，请更换U盘后重新拷贝",
    Reason.DAMAGED: "数据包不完整或者已被改动，未导入任何内容，请发送单位重新制作",
    Reason.WRONG_RECIPIENT: "本单位的密钥打不开这个数据包：它不是发给本单位的，或者文件开头已损坏",
    Reason.MALFORMED: "数据包的清单不符合格式要求，未导入任何内容",
    Reason.NEWER: "数据包由更新版本的程序制作，请先升级本程序再导入",
    Reason.UNKNOWN_SENDER: "发送单位的签名密钥未在本单位登记，未导入；请安全保密管理员核对密钥指纹后登记",
    Reason.REVOKED_SENDER: "发送单位的签名密钥已被吊销，未导入；请与发送单位核实",
    Reason.FORGED: "数据包的签名与发送单位登记的密钥不符，未导入；请与发送单位核实",
    Reason.REDIRECTED: "数据包签名有效，但收件单位中没有本单位，可能被他人转发，未导入",
    Reason.MIXED: "分卷不属于同一个数据包，未读取任何内容，请重新拷贝全部分卷",
}


class PackageRefused(Refused):
    """A package that may not be taken in; nothing of it was kept. `sender` is named only when its signature held."""

    def __init__(self, reason: Reason, sentence: str = "", *, sender: str = "") -> None:
        self.reason = reason
        self.sender = sender
        super().__init__(sentence or reason.sentence)
