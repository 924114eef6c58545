"""A filled-in sample: 移交材料交接单."""

from xuncha_desktop.kernel.levels import Level
from xuncha_desktop.printing.forms.referral import Referral, Transferred
from xuncha_desktop.printing.marks import Marks
from xuncha_desktop.printing.samples.registry import sample
from xuncha_desktop.printing.signing import SignBox


@sample("referral")
def referral() -> Referral:
    return Referral(
        marks=Marks(Level.SECRET, "临巡办移〔2019〕3号", "10年"),
        title="移交材料交接单",
        scope="县委第二巡察组　县人防领导小组办公室　共2件",
        heads=("序", "材料名称", "被反映人", "页数", "密级", "接收单位"),
        pieces=(
            Transferred("问题线索临巡二〔2019〕线001号及附件3份", "赵启明", "14", "机密", "县纪委监委"),
            Transferred("问题线索临巡二〔2019〕线002号及附件1份", "孙祎、郑𬭎", "6", "机密", "县纪委监委"),
        ),
        basis="交接依据：惯例（三方签字、一式三份不是方案的规定）。",
        copies_note="一式三份，签字各方各存一份。",
        approval=(
            SignBox(
                "领导小组审批意见",
                156,
                "同意移交。",
                "吴越",
                "2019年9月10日",
                "代录，原件存巡察办2号柜",
            ),
        ),
        places=(SignBox("巡察组", 78), SignBox("巡察办", 78), SignBox("接收单位", 156)),
    )
