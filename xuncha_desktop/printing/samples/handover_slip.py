"""A filled-in sample: 口令交接单."""

from xuncha_desktop.kernel.levels import Level
from xuncha_desktop.printing.forms.handover_slip import HandoverSlip, Told
from xuncha_desktop.printing.margins import Marks
from xuncha_desktop.printing.samples.registry import sample
from xuncha_desktop.printing.signing import SignBox


@sample("handover_slip")
def handover_slip() -> HandoverSlip:
    return HandoverSlip(
        marks=Marks(Level.INTERNAL, "交接20190708-sunwei"),
        title="初始口令交接单",
        told=(
            Told("工作区", "临溪县委巡察办"),
            Told("姓名", "孙祎"),
            Told("登录名", "sunwei"),
            Told("岗位", "由安全保密管理员另行认定"),
        ),
        secret_label="初始口令",
        secret="mkd27hf9w3#q",
        text="本单当面交给本人。首次登录时须换成自己的口令，换过之后本单上的口令即失效。",
        note="阅后销毁：本人换过口令后，由交付人收回本单销毁。本单按本单位惯例使用，规则档没有规定。",
        places=(SignBox("交付人", 78), SignBox("接收人", 78)),
    )
