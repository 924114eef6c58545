"""A filled-in sample: 立行立改建议书."""

from xuncha_desktop.kernel.levels import Level
from xuncha_desktop.printing.forms.immediate_rectification import Suggestion
from xuncha_desktop.printing.marks import Marks
from xuncha_desktop.printing.receipts import Blank
from xuncha_desktop.printing.samples.registry import sample
from xuncha_desktop.printing.text import Part


@sample("immediate_rectification")
def immediate_rectification() -> Suggestion:
    return Suggestion(
        marks=Marks(Level.CONFIDENTIAL, "临巡二改〔2019〕1号", "10年"),
        mark="中共临溪县委第二巡察组",
        title="立行立改建议书",
        recipients="县人防领导小组办公室",
        text=(
            Part("巡察中发现你单位存在能够及时整改的问题。经2019年7月17日县委巡察工作领导小组同意，提出以下建议。"),
            Part("存在的问题：地下商场两处安全出口堆放货物，6盏应急照明灯不亮。"),
            Part("整改建议：立即清理安全出口，更换应急照明灯，并对全部出口和灯具检查一遍。"),
            Part("整改时限：请于2019年7月24日前整改到位，并将结果书面报我组。"),
        ),
        signer="组长（签名）",
        office="中共临溪县委第二巡察组",
        issued_on="2019年7月17日",
        note="依据：方案六、（二）8。一式两份，巡察组和被巡察单位各存一份（名称、编号和份数为惯例）。",
        receipt_title="送达回执",
        receipt_text="临巡二改〔2019〕1号立行立改建议书已收到。",
        receipt_blanks=(Blank("签收单位（盖章）", 78), Blank("签收人", 78), Blank("送达人", 78), Blank("签收时间", 78)),
        keep=("立行立改",),
    )
