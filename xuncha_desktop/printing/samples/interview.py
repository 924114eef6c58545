"""A filled-in sample: 个别谈话记录."""

from xuncha_desktop.kernel.levels import Level
from xuncha_desktop.printing.forms.interview import Head, InterviewRecord
from xuncha_desktop.printing.margins import Marks
from xuncha_desktop.printing.samples.registry import sample
from xuncha_desktop.printing.signing import SignBox


@sample("interview")
def interview() -> InterviewRecord:
    return InterviewRecord(
        marks=Marks(Level.CONFIDENTIAL, "临巡二〔2019〕谈007号", "10年"),
        title="个别谈话记录",
        head=(
            Head("谈话时间", "2019年7月15日9:10至10:25", "谈话地点", "县人防办公楼302室"),
            Head("谈 话 人", "何静、马淏然", "记 录 人", "马淏然"),
            Head("谈话对象", "孙祎", "人员层级", "班子成员"),
            Head("单位职务", "县人防领导小组办公室副主任"),
        ),
        content="问：请介绍一下2017年以来办公室大额支出的决策情况。\n"
        "答：五万元以上的支出按规定要上主任办公会，多数上了会。有几笔是赵启明主任签了字直接付的，"
        "我分管财务，知道有这几笔钱，没有上过会。\n"
        "问：具体是哪几笔？\n"
        "答：指挥所设备维修28.6万元，宣传教育材料14.2万元，还有一笔档案室改造的钱，数额我记不清。"
        "档案室到现在没有验收。\n"
        "问：易地建设费减免由谁决定？\n"
        "答：科里先报意见，主任口头同意后就办了，没有书面手续。",
        note="谈话对象不在记录上签字（惯例）。",
        places=(SignBox("谈话人", 52), SignBox("谈话人", 52), SignBox("记录人", 52)),
    )
