"""打印登记: what was printed, by whom, how many copies, and where each went (filled in by hand)."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from xuncha_desktop.printing.blocks import Setter
from xuncha_desktop.printing.flow import Unit
from xuncha_desktop.printing.form import form
from xuncha_desktop.printing.forms.register import Register, register
from xuncha_desktop.printing.pen import LANDSCAPE
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


@form("print_register", "打印登记", paper=LANDSCAPE)
def print_register(setter: Setter, view: PrintRegister) -> Iterator[Unit]:
    """The prints below each other, with room for those who took the copies."""
    return register(setter, view)
