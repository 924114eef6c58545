"""A filled-in sample: 信访台账."""

from xuncha_desktop.kernel.levels import Level
from xuncha_desktop.printing.forms.ledger import LedgerRow
from xuncha_desktop.printing.forms.petition_ledger import COLUMNS, SEALED, PetitionLedger
from xuncha_desktop.printing.margins import Marks
from xuncha_desktop.printing.samples.registry import sample


@sample("petition_ledger")
def petition_ledger() -> PetitionLedger:
    letter = "反映地下商场摊位转租加价，租金没有入账"
    visit = "反映人防车位被私自出售，要求查清去向"
    return PetitionLedger(
        marks=Marks(Level.SECRET, "临巡二〔2019〕访台1号", "10年"),
        title="巡察信访举报受理登记台账",
        scope="2019年第二轮巡察　县委第二巡察组　截至2019年8月7日　共3件",
        columns=tuple(COLUMNS.values()),
        rows=(
            LedgerRow(("访001", "2019-07-11", "来信", "匿名", "赵启明", letter, "转为问题线索", "已形成线索", "")),
            LedgerRow(("访002", "2019-07-15", "来访", f"署名\n（{SEALED}）", "孙祎", visit, "深入了解", "", "")),
            LedgerRow(
                (
                    "访003",
                    "2019-07-22",
                    "来电",
                    "匿名",
                    "",
                    "反映邻里宅基地纠纷",
                    "经巡察办转交",
                    "已转交",
                    "不属受理范围",
                )
            ),
        ),
        notes="登记依据：方案六、（二）6；栏目为惯例。",
    )
