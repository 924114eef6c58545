"""A filled-in sample: 组务会记录."""

from xuncha_desktop.kernel.levels import Level
from xuncha_desktop.printing.entries import Entry
from xuncha_desktop.printing.forms.group_meeting import Matter, MeetingRecord
from xuncha_desktop.printing.margins import Marks
from xuncha_desktop.printing.samples.registry import sample
from xuncha_desktop.printing.signing import SignBox


@sample("group_meeting")
def group_meeting() -> MeetingRecord:
    return MeetingRecord(
        marks=Marks(Level.CONFIDENTIAL, "临巡二〔2019〕组4号", "10年"),
        title="组务会记录",
        entries=(
            Entry("时间地点", "2019年7月26日15:00，县人防办公楼301室"),
            Entry("主 持 人", "陈国栋"),
            Entry("记 录 人", "周敏"),
            Entry("参加人员", "陈国栋、陈立新、周敏、何静、郑𬭎、马淏然"),
        ),
        heads=("序", "底稿编号及题目", "讨论及不同意见", "结论"),
        matters=(
            Matter(
                "临巡二〔2019〕底003号\n三笔大额支出未经集体研究",
                "承办人汇报事实和依据。郑𬭎提出档案室改造未验收应另列，多数同意并入本底稿。",
                "同意，列入报告",
            ),
            Matter(
                "临巡二〔2019〕底004号\n易地建设费应收未收",
                "何静提出口头减免的98.40万元须再核对缴款书存根。没有不同意见。",
                "补充证据后再议",
            ),
            Matter("临巡二〔2019〕底005号\n警报器拆除规避招标", "没有不同意见。", "同意，列入报告"),
        ),
        others=(Entry("其他事项", "7月29日起集中核对租金票据，何静负责。"),),
        note="依据：惯例（方案没有规定组务会）。",
        places=(SignBox("主持人", 78), SignBox("记录人", 78)),
    )
