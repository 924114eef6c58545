"""A filled-in sample: 问题线索台账."""

from xuncha_desktop.kernel.levels import Level
from xuncha_desktop.printing.forms.lead_ledger import COLUMNS, LeadLedger
from xuncha_desktop.printing.forms.ledger import LedgerRow
from xuncha_desktop.printing.margins import Marks
from xuncha_desktop.printing.samples.registry import sample
from xuncha_desktop.printing.signing import SignBox


@sample("lead_ledger")
def lead_ledger() -> LeadLedger:  # long: one sample paper
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
