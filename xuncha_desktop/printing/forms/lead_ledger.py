"""问题线索台账: what is known of each lead, what was proposed, where it went; one a level where a regime parts them."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
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


def _sample() -> LeadLedger:  # long: one sample paper
    unit = "县人防领导小组办公室"
    first = "口头减免易地建设费98.40万元，其亲属在受益企业持股10%"
    second = "地下商场租金4.20万元存入个人银行卡3个月"
    return LeadLedger(
        marks=Marks(Level.SECRET, "临巡二〔2019〕线台1号", "10年"),
        title="巡察问题线索工作台账",
        scope="2019年第二轮巡察　县委第二巡察组　截至2019年8月7日　共2件",
        columns=tuple(COLUMNS.values()),
        rows=(
            LedgerRow(
                (
                    "线001",
                    "2019-07-19",
                    unit,
                    "赵启明",
                    "主任",
                    first,
                    "查阅资料",
                    "建议移交",
                    "初步核实",
                    "已移交\n2019-09-03",
                )
            ),
            LedgerRow(
                (
                    "线002",
                    "2019-07-26",
                    unit,
                    "郑𬭎",
                    "工程管理科科长",
                    second,
                    "信访举报",
                    "建议移交",
                    "谈话函询",
                    "已决定\n2019-08-30",
                )
            ),
        ),
        notes="登记依据：方案六、（三）3；栏目为惯例。",
        places=(SignBox("台账专管人", 128), SignBox("组长审核", 129)),
    )


@form("lead_ledger", "问题线索台账", sample=_sample, paper=LANDSCAPE)
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
