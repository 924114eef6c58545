"""A filled-in sample: 打印登记."""

from xuncha_desktop.kernel.levels import Level
from xuncha_desktop.printing.forms.ledger import LedgerRow
from xuncha_desktop.printing.forms.print_register import COLUMNS, PrintRegister
from xuncha_desktop.printing.margins import Marks
from xuncha_desktop.printing.samples.registry import sample
from xuncha_desktop.printing.signing import SignBox


@sample("print_register")
def print_register() -> PrintRegister:
    return PrintRegister(
        marks=Marks(Level.INTERNAL, "临巡办打〔2019〕7月"),
        title="文书打印登记表",
        scope="临溪县委巡察办　2019年7月　共3次",
        columns=tuple(COLUMNS.values()),
        rows=(
            LedgerRow(("1", "2019-07-05 09:12", "征询函", "8F3A-11C0-92BD", "8", "首次", "周敏", "送八个部门", "", "")),
            LedgerRow(
                ("2", "2019-07-08 15:40", "巡察公告", "0B77-5E21-A4F9", "12", "首次", "周敏", "进驻张贴", "", "")
            ),
            LedgerRow(
                (
                    "3",
                    "2019-07-09 08:31",
                    "征询函",
                    "8F3A-11C0-92BD",
                    "1",
                    "补打第1次",
                    "郑𬭎",
                    "原件送达时损坏",
                    "",
                    "",
                )
            ),
        ),
        notes="登记依据：惯例。领取、收回或销毁由经手人手写。",
        room=9,
        places=(SignBox("登记人", 128), SignBox("监督人", 129)),
    )
