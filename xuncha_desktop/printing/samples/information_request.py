"""A filled-in sample: 征询函."""

from xuncha_desktop.kernel.levels import Level
from xuncha_desktop.printing.forms.information_request import InformationRequest
from xuncha_desktop.printing.marks import Marks
from xuncha_desktop.printing.receipts import Blank
from xuncha_desktop.printing.samples.registry import sample
from xuncha_desktop.printing.text import Part


@sample("information_request")
def information_request() -> InformationRequest:
    return InformationRequest(
        marks=Marks(Level.INTERNAL, "临巡办函〔2019〕7号"),
        mark="中共临溪县委巡察工作领导小组办公室",
        title="关于征询县人防领导小组办公室有关情况的函",
        recipients="县审计局",
        text=(
            Part("县委第二巡察组将对县人防领导小组办公室开展专项巡察。请提供近三年对该办公室的审计情况和整改情况。"),
            Part("书面材料请于2019年7月3日前密封送我办，没有情况的在回执上注明。"),
        ),
        office="中共临溪县委巡察工作领导小组办公室",
        issued_on="2019年6月24日",
        basis="依据：方案六、（一）2。",
        receipt_title="征询函回执",
        receipt_text="临巡办函〔2019〕7号函已收到。□材料随附　□没有需要提供的情况",
        receipt_blanks=(
            Blank("回复单位（盖章）", 78),
            Blank("经办人及电话", 78),
            Blank("材料份数、页数", 78),
            Blank("回复日期", 78),
        ),
        keep=("县人防领导小组办公室",),
    )
