"""A filled-in sample: 巡察承诺书."""

from xuncha_desktop.kernel.levels import Level
from xuncha_desktop.printing.forms.commitment import Commitment
from xuncha_desktop.printing.margins import Marks
from xuncha_desktop.printing.receipts import Blank
from xuncha_desktop.printing.samples.registry import sample
from xuncha_desktop.printing.text import Part


@sample("commitment")
def commitment() -> Commitment:
    return Commitment(
        marks=Marks(Level.INTERNAL, "临巡二承〔2019〕1号"),
        title="巡察承诺书",
        recipients="县委第二巡察组",
        text=(
            Part("在县委第二巡察组对我单位开展专项巡察期间，我单位郑重承诺："),
            Part("一、如实提供会议记录、公文、财务票据等资料，不隐瞒、不拖延，不提供虚假情况。"),
            Part("二、如实反映情况，不干扰、不阻挠巡察工作，不打听谈话和信访内容。"),
            Part("三、支持干部群众反映问题，不对反映人和提供情况的人打击报复。"),
            Part("四、对巡察组提出的问题即知即改，按要求报告整改结果。"),
            Part("以上承诺如有违反，愿意承担责任。"),
        ),
        blanks=(Blank("承诺单位（盖章）", 150), Blank("主要负责人（签名）", 150), Blank("签订日期", 150)),
        note="依据：方案六、（二）2。一式两份，巡察组和被巡察单位各存一份（份数为惯例）。",
    )
