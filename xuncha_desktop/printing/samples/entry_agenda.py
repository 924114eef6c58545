"""A filled-in sample: 巡察动员会议程."""

from xuncha_desktop.kernel.levels import Level
from xuncha_desktop.printing.entries import Entry
from xuncha_desktop.printing.forms.entry_agenda import Agenda, Item
from xuncha_desktop.printing.margins import Marks
from xuncha_desktop.printing.samples.registry import sample


@sample("entry_agenda")
def entry_agenda() -> Agenda:
    return Agenda(
        marks=Marks(Level.INTERNAL, "临巡二〔2019〕会1号"),
        title="专项巡察动员会议程",
        entries=(
            Entry("时　　间", "2019年7月8日9:00"),
            Entry("地　　点", "县人防领导小组办公室四楼会议室"),
            Entry("主 持 人", "赵启明（县人防领导小组办公室主任）"),
            Entry("参加人员", "县委第二巡察组全体人员；被巡察单位班子成员、中层干部和职工代表"),
        ),
        heads=("序", "议　　程", "负责人"),
        items=(
            Item("讲话，通报巡察任务和工作安排", "组长　陈国栋"),
            Item("宣读巡察工作方案", "副组长　陈立新"),
            Item("作表态发言，签订巡察承诺书", "主要负责人　赵启明"),
            Item("进行问卷调查和民主测评", "巡察组工作人员"),
        ),
        note="依据：方案六、（二）2。",
    )
