"""A filled-in sample: 数据包交接单."""

from xuncha_desktop.kernel.levels import Level
from xuncha_desktop.printing.entries import Entry
from xuncha_desktop.printing.forms.package_slip import PackageSlip
from xuncha_desktop.printing.margins import Marks
from xuncha_desktop.printing.samples.registry import sample
from xuncha_desktop.printing.signing import SignBox


@sample("package_slip")
def package_slip() -> PackageSlip:
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
