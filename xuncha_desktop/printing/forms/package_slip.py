"""数据包交接单: one medium with one package handed over, checked for viruses, signed by both."""

from dataclasses import dataclass

from xuncha_desktop.kernel.levels import Level
from xuncha_desktop.printing.blocks import Setter
from xuncha_desktop.printing.entries import Entry
from xuncha_desktop.printing.flow import Unit
from xuncha_desktop.printing.form import form
from xuncha_desktop.printing.forms.row_form import RowForm, row_form
from xuncha_desktop.printing.margins import Marks
from xuncha_desktop.printing.signing import SignBox


@dataclass(frozen=True, slots=True)
class PackageSlip(RowForm):
    """What is handed over. What is inside the package is not said: the slip travels open beside it."""


def _sample() -> PackageSlip:
    return PackageSlip(
        marks=Marks(Level.CONFIDENTIAL, "20190808-0003"),
        title="数据包交接单",
        scope="县委第二巡察组　→　临溪县委巡察办",
        entries=(
            Entry("数据包", "成果包（第3号）"),
            Entry("数据包编号", "01908f1e-5c00-7a31-9b7e-2f40c1d2e3f4"),
            Entry("介质编号", "临巡盘-07"),
            Entry("密级", "秘密"),
            Entry("件数", "1"),
            Entry("大小", "18,874,368字节（18.0 MB）"),
            Entry("校验值（SHA-256）", "3f9a02b7 c41d88e0 5b6a7f13 90cc2d4e 77e1a9b2 08d35f6c 1a2b3c4d 5e6f7081"),
            Entry("用途", "报送巡察成果"),
            Entry("查杀病毒", "", 18),
            Entry("交接情况", "", 18),
        ),
        notes="样式依据：惯例。一式两份，双方各存一份。查杀病毒写明软件、病毒库日期和结果。",
        places=(SignBox("交出人", 78), SignBox("接收人", 78)),
    )


@form("package_slip", "数据包交接单", sample=_sample)
def package_slip(setter: Setter, view: PackageSlip) -> list[Unit]:
    """Package, medium, size and digest; virus check by hand; both sign."""
    return row_form(setter, view)
