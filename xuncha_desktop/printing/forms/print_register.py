"""打印登记: what was printed, by whom, how many copies, and where each went (filled in by hand)."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from xuncha_desktop.kernel.levels import Level
from xuncha_desktop.printing.blocks import Setter
from xuncha_desktop.printing.flow import Unit
from xuncha_desktop.printing.form import form
from xuncha_desktop.printing.forms.ledger import LedgerRow
from xuncha_desktop.printing.forms.register import Register, register
from xuncha_desktop.printing.margins import Marks
from xuncha_desktop.printing.pen import LANDSCAPE
from xuncha_desktop.printing.signing import SignBox
from xuncha_desktop.printing.tables import Column

COLUMNS: Final = {
    "order": Column("序", 12, "center"),
    "at": Column("打印时间", 32, "center"),
    "label": Column("文书名称", 42),
    "digest": Column("内容校验", 36, "center"),
    "copies": Column("份数", 14, "center"),
    "reprint": Column("次序", 20, "center"),
    "printed_by": Column("打印人", 22, "center", name=True),
    "purpose": Column("用途", 35),
    "receiver": Column("领取人签名", 24),
    "returned": Column("收回或销毁", 20),
}


@dataclass(frozen=True, slots=True)
class PrintRegister(Register):
    """打印登记 as printed; whoever takes a copy signs in its row."""


def _sample() -> PrintRegister:
    return PrintRegister(
        marks=Marks(Level.INTERNAL, "临巡办打〔2019〕7月"),
        title="文书打印登记表",
        scope="临溪县委巡察办　2019年7月　共3次",
        columns=tuple(COLUMNS.values()),
        rows=(
            LedgerRow(("1", "2019-07-05 09:12", "征询函", "8F3A-11C0-92BD", "8", "首次", "周敏", "送八个部门", "", "")),
            LedgerRow(
                ("2", "2019-07-08 15:40", "巡察公告", "0B77-5E21-A4F9", "12", "首次", "周敏", "进驻张贴", "", "")
            ),
            LedgerRow(
                (
                    "3",
                    "2019-07-09 08:31",
                    "征询函",
                    "8F3A-11C0-92BD",
                    "1",
                    "补打第1次",
                    "郑𬭎",
                    "原件送达时损坏",
                    "",
                    "",
                )
            ),
        ),
        notes="登记依据：惯例。领取、收回或销毁由经手人手写。",
        room=9,
        places=(SignBox("登记人", 128), SignBox("监督人", 129)),
    )


@form("print_register", "打印登记", sample=_sample, paper=LANDSCAPE)
def print_register(setter: Setter, view: PrintRegister) -> Iterator[Unit]:
    """The prints below each other, with room for those who took the copies."""
    return register(setter, view)
