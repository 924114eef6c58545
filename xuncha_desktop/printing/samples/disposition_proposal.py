"""A filled-in sample: 处置建议表."""

from xuncha_desktop.kernel.levels import Level
from xuncha_desktop.printing.forms.disposition_proposal import DispositionProposal, Proposed
from xuncha_desktop.printing.marks import Marks
from xuncha_desktop.printing.samples.registry import sample
from xuncha_desktop.printing.signing import SignBox


@sample("disposition_proposal")
def disposition_proposal() -> DispositionProposal:  # long: one sample paper
    return DispositionProposal(
        marks=Marks(Level.SECRET, "临巡办处〔2019〕1号", "10年"),
        title="问题线索处置建议表",
        scope="2019年专项巡察　共2件",
        heads=("序", "线索编号", "被反映人", "职务", "主要内容", "处置建议", "建议理由"),
        leads=(
            Proposed(
                "临巡二〔2019〕线001号",
                "赵启明",
                "县人防领导小组办公室主任",
                "2016年至2018年口头减免易地建设费98.40万元，其亲属持有受益企业10%的股份。",
                "移交县纪委监委",
                "线索具体，可查性强",
            ),
            Proposed(
                "临巡二〔2019〕线002号",
                "孙祎",
                "县人防领导小组办公室副主任",
                "地下商场租金4.20万元存入个人银行卡3个月后缴库。",
                "移交县纪委监委",
                "线索具体",
            ),
        ),
        exceptions_label="例外事项（不按上表建议办理的）",
        exception_heads=("序", "线索编号", "被反映人", "决定"),
        basis="审定依据：条文·巡察工作方案六、（四）；按表一并审定、例外单列是惯例。",
        places=(SignBox("县委书记专题会议意见", 257, body=True),),
    )
