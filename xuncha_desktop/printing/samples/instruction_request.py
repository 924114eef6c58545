"""A filled-in sample: 请示件."""

from xuncha_desktop.kernel.levels import Level
from xuncha_desktop.printing.forms.instruction_request import RequestPaper
from xuncha_desktop.printing.marks import Marks
from xuncha_desktop.printing.samples.registry import sample
from xuncha_desktop.printing.signing import SignBox
from xuncha_desktop.printing.text import Part


@sample("instruction_request")
def instruction_request() -> RequestPaper:
    return RequestPaper(
        marks=Marks(Level.CONFIDENTIAL, "临巡二请〔2019〕1号", "10年"),
        mark="中共临溪县委第二巡察组",
        title="关于向县人防领导小组办公室提出立行立改建议的请示",
        recipients="县委巡察工作领导小组",
        text=(
            Part(
                "巡察中发现，县人防领导小组办公室管理的地下商场两处安全出口堆放货物，6盏应急照明灯不亮，存在安全隐患。"
            ),
            Part("上述问题属于能够及时整改的一般性问题，拟向该单位提出书面整改建议，限7日内整改到位。"),
            Part("妥否，请批示。"),
        ),
        enclosed=("立行立改建议书（送审稿）",),
        office="中共临溪县委第二巡察组",
        issued_on="2019年7月15日",
        signer="陈国栋",
        remark="联系人：周敏，电话：2230119",
        issuer="中共临溪县委第二巡察组",
        printed_on="2019年7月15日",
        keep=("县人防领导小组办公室", "立行立改"),
        places=(SignBox("领导小组批示", 156),),
    )
