"""整改台账: every measure of a unit, who, until when, how far it has come, with what evidence."""

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
    "problem": Column("整改问题", 45, grouped=True),
    "measure": Column("整改措施", 55),
    "person": Column("责任人", 20, "center", name=True),
    "due": Column("期限", 20, "center"),
    "progress": Column("进展", 50),
    "state": Column("状态", 20, "center", toned=True),
    "evidence": Column("凭据", 15, "center"),
    "note": Column("备注", 20),
}


@dataclass(frozen=True, slots=True)
class RectificationLedger(Register):
    """整改台账 as printed; lateness stands in words, the tone only colours them."""


@form("rectification_ledger", "整改台账", paper=LANDSCAPE)
def rectification_ledger(setter: Setter, view: RectificationLedger) -> Iterator[Unit]:
    """The measures below each other, problems joined."""
    return register(setter, view)
