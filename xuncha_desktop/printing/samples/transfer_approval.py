"""A filled-in sample: 信息导入/导出审批表."""

from xuncha_desktop.kernel.levels import Level
from xuncha_desktop.printing.entries import Entry
from xuncha_desktop.printing.forms.transfer_approval import TransferApproval
from xuncha_desktop.printing.margins import Marks
from xuncha_desktop.printing.samples.registry import sample
from xuncha_desktop.printing.signing import SignBox


@sample("transfer_approval")
def transfer_approval() -> TransferApproval:
    return TransferApproval(
        marks=Marks(Level.INTERNAL, "20190808-0003"),
        title="信息导出审批表",
        scope="县委第二巡察组",
        entries=(
            Entry("申请人", "", 11),
            Entry("来源", "县委第二巡察组工作区"),
            Entry("去向", "临溪县委巡察办工作区"),
            Entry("密级", "秘密"),
            Entry("内容", "成果包（第3号）", 18),
            Entry("用途", "报送巡察成果", 18),
            Entry("介质编号", "临巡盘-07"),
            Entry("中间机查杀", "", 18),
        ),
        notes="样式依据：惯例。",
        places=(
            SignBox("申请人", 78),
            SignBox("审批人", 78),
            SignBox("操作人", 78),
            SignBox("监督人", 78),
        ),
    )
