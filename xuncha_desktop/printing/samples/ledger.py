"""A filled-in sample: 台账."""

from xuncha_desktop.kernel.levels import Level, Tone
from xuncha_desktop.printing.forms.ledger import Ledger, LedgerRow
from xuncha_desktop.printing.margins import Marks
from xuncha_desktop.printing.samples.registry import sample
from xuncha_desktop.printing.tables import Column


@sample("ledger")
def ledger() -> Ledger:  # long: one sample paper
    return Ledger(
        marks=Marks(Level.INTERNAL, "临巡办台〔2019〕2号"),
        title="巡察整改台账",
        scope="2019年第二轮巡察　县人防领导小组办公室　截至2019年11月20日　共3项",
        columns=(
            Column("序", 12, "center"),
            Column("整改问题", 45),
            Column("整改措施", 55),
            Column("责任人", 20, "center", name=True),
            Column("期限", 20, "center"),
            Column("进展", 50),
            Column("状态", 20, "center", toned=True),
            Column("凭据", 15, "center"),
            Column("备注", 20),
        ),
        rows=(
            LedgerRow(
                (
                    "1",
                    "三笔大额支出未经集体研究",
                    "修订“三重一大”事项议事规则，5万元以上支出一律上会",
                    "赵启明",
                    "2019-10-31",
                    "议事规则已于10月28日印发，三笔支出已逐笔说明",
                    "已销号",
                    "3件",
                    "",
                ),
                Tone.DONE,
            ),
            LedgerRow(
                (
                    "2",
                    "易地建设费应收未收176.25万元",
                    "逐个项目下达催缴通知，限期补收",
                    "孙祎",
                    "2019-11-08",
                    "已补收61.50万元",
                    "逾期12天",
                    "5件",
                    "其中口头减免98.40万元",
                ),
                Tone.ALERT,
            ),
            LedgerRow(
                (
                    "3",
                    "基层人防宣传教育薄弱",
                    "每年在县第二中学开展人防知识进校园活动",
                    "周敏",
                    "长期坚持",
                    "9月27日已开展一次",
                    "长期坚持",
                    "1件",
                    "",
                ),
            ),
        ),
        notes="说明：期限为单位自定时限。",
    )
