"""信访台账: letters, calls and visits of a round. Who reported stays sealed: the paper says only that it is sealed."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from xuncha_desktop.printing.blocks import Setter
from xuncha_desktop.printing.flow import Unit
from xuncha_desktop.printing.form import form
from xuncha_desktop.printing.forms.register import Register, register
from xuncha_desktop.printing.pen import LANDSCAPE
from xuncha_desktop.printing.tables import Column

SEALED: Final = "密封"
COLUMNS: Final = {
    "number": Column("编号", 18, "center"),
    "received_on": Column("日期", 20, "center"),
    "channel": Column("渠道", 16, "center"),
    "reporter": Column("信访人", 28, "center"),
    "accused": Column("被反映人", 38, name=True),
    "content": Column("内容", 67),
    "outcome": Column("批办", 30),
    "result": Column("结果", 25),
    "note": Column("备注", 15),
}


@dataclass(frozen=True, slots=True)
class PetitionLedger(Register):
    """信访台账 as printed; its rows hold no reporter's name."""


@form("petition_ledger", "信访台账", paper=LANDSCAPE)
def petition_ledger(setter: Setter, view: PetitionLedger) -> Iterator[Unit]:
    """The petitions below each other."""
    return register(setter, view)
