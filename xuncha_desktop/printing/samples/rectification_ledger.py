"""A filled-in sample: 整改台账."""

from xuncha_desktop.kernel.levels import Level, Tone
from xuncha_desktop.printing.forms.ledger import LedgerRow
from xuncha_desktop.printing.forms.rectification_ledger import COLUMNS, RectificationLedger
from xuncha_desktop.printing.margins import Marks
from xuncha_desktop.printing.samples.registry import sample


@sample("rectification_ledger")
def rectification_ledger() -> RectificationLedger:
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
