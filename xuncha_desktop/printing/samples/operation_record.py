"""A filled-in sample: 操作记录表."""

from xuncha_desktop.kernel.levels import Level
from xuncha_desktop.printing.entries import Entry
from xuncha_desktop.printing.forms.operation_record import OperationRecord
from xuncha_desktop.printing.margins import Marks
from xuncha_desktop.printing.samples.registry import sample
from xuncha_desktop.printing.signing import SignBox


@sample("operation_record")
def operation_record() -> OperationRecord:
    return OperationRecord(
        marks=Marks(Level.INTERNAL, "20190808-0003"),
        title="信息导入操作记录表",
        scope="临溪县委巡察办",
        entries=(
            Entry("设备编号", "", 11),
            Entry("介质编号", "临巡盘-07"),
            Entry("密级", "秘密"),
            Entry("操作种类", "导入数据包"),
            Entry("操作内容", "成果包（第3号），来自县委第二巡察组"),
            Entry("程序登记时间", "2019-08-08 16:20"),
            Entry("操作起止时间", "", 11),
            Entry("查杀病毒", "", 18),
            Entry("操作经过", "", 40),
            Entry("操作结果", "已接收"),
        ),
        notes="样式依据：惯例。",
        places=(SignBox("操作人", 78), SignBox("监督人", 78)),
    )
