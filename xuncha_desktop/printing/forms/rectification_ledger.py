"""整改台账: every measure of a unit, who, until when, how far it has come, with what evidence."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from xuncha_desktop.kernel.levels import Level, Tone
from xuncha_desktop.printing.blocks import Setter
from xuncha_desktop.printing.flow import Unit
from xuncha_desktop.printing.form import form
from xuncha_desktop.printing.forms.ledger import LedgerRow
from xuncha_desktop.printing.forms.register import Register, register
from xuncha_desktop.printing.margins import Marks
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


def _sample() -> RectificationLedger:
    fees = "易地建设费应收412.35万元，少收176.25万元"
    done = ("修订“三重一大”事项议事规则", "赵启明", "2019-10-31", "议事规则已于10月28日印发", "已销号", "3件", "")
    late = ("逐个项目下达催缴通知", "孙祎", "2019-11-08", "已补收61.50万元", "逾期12天", "5件", "单位自定时限")
    rule = ("制定易地建设费征收办法", "郑𬭎", "2019-10-31", "办法已印发", "已销号", "1件", "")
    lasting = ("每年开展人防知识进校园活动", "周敏", "长期坚持", "9月27日已开展一次", "长期坚持", "1件", "")
    return RectificationLedger(
        marks=Marks(Level.INTERNAL, "临巡办台〔2019〕3号"),
        title="巡察整改台账",
        scope="2019年第二轮巡察　县人防领导小组办公室　截至2019年11月20日　共4项措施",
        columns=tuple(COLUMNS.values()),
        rows=(
            LedgerRow(("1", "三笔大额支出52.6万元未经集体研究", *done), Tone.DONE),
            LedgerRow(("2", fees, *late), Tone.ALERT),
            LedgerRow(("3", fees, *rule), Tone.DONE),
            LedgerRow(("4", "基层人防宣传教育薄弱", *lasting)),
        ),
        notes="样式依据：惯例。",
    )


@form("rectification_ledger", "整改台账", sample=_sample, paper=LANDSCAPE)
def rectification_ledger(setter: Setter, view: RectificationLedger) -> Iterator[Unit]:
    """The measures below each other, problems joined."""
    return register(setter, view)
