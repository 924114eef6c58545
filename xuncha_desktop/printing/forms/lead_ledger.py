"""问题线索台账: what is known of each lead, what was proposed, where it went; one a level where a regime parts them."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from xuncha_desktop.printing.blocks import Setter
from xuncha_desktop.printing.flow import Unit
from xuncha_desktop.printing.form import form
from xuncha_desktop.printing.forms.ledger import LedgerRow
from xuncha_desktop.printing.forms.register import Register, register
from xuncha_desktop.printing.pen import LANDSCAPE
from xuncha_desktop.printing.signing import SignBox
from xuncha_desktop.printing.tables import Column
from xuncha_desktop.printing.views import beside

COLUMNS: Final = {
    "number": Column("编号", 20, "center"),
    "formed_on": Column("形成日期", 20, "center"),
    "unit": Column("单位", 30),
    "accused": Column("被反映人", 20, "center", name=True),
    "post": Column("职务", 26),
    "content": Column("主要内容", 60),
    "source": Column("来源", 19, "center"),
    "screening": Column("甄别结果", 20),
    "disposition": Column("处置建议", 20),
    "state": Column("状态", 22, "center"),
}


@dataclass(frozen=True, slots=True)
class LevelLedger:
    """The ledger of one level of cadres: whose it is stands in `scope`, what says so in `notes`."""

    title: str
    scope: str
    rows: tuple[LedgerRow, ...]
    notes: str = ""
    places: tuple[SignBox, ...] = beside(default=())


@dataclass(frozen=True, slots=True)
class LeadLedger(Register):
    """问题线索台账 as printed. With `levels` it is as many ledgers, and what else is listed or signed is in them."""

    levels: tuple[LevelLedger, ...] = ()


@form("lead_ledger", "问题线索台账", paper=LANDSCAPE)
def lead_ledger(setter: Setter, view: LeadLedger) -> Iterator[Unit]:
    """The leads below each other, and who keeps the ledger; each level's from the top of a page of its own."""
    if not view.levels:
        yield from register(setter, view)
    for number, one in enumerate(view.levels):
        units = register(
            setter,
            replace(view, title=one.title, scope=one.scope, rows=one.rows, notes=one.notes, places=one.places),
        )
        yield replace(next(units), fresh=number > 0, entry=(one.title, 1))
        yield from units
