"""A filled-in sample: 巡察工作方案."""

from xuncha_desktop.kernel.levels import Level
from xuncha_desktop.printing.forms.round_work_plan import Member, WorkPlan
from xuncha_desktop.printing.marks import Marks
from xuncha_desktop.printing.samples.registry import sample
from xuncha_desktop.printing.text import Part


@sample("round_work_plan")
def round_work_plan() -> WorkPlan:  # long: one sample paper
    return WorkPlan(
        marks=Marks(Level.INTERNAL, "临巡组发〔2019〕9号"),
        mark="中共临溪县委巡察工作领导小组文件",
        title="关于印发《临溪县2019年人防系统专项巡察工作方案》的通知",
        recipients="县人防领导小组办公室，县委第二巡察组",
        text=(
            Part("《临溪县2019年人防系统专项巡察工作方案》已经县委同意，现印发给你们，请结合实际抓好落实。"),
            Part("有关单位要如实提供情况，积极配合巡察组开展工作。"),
        ),
        plan_title="临溪县2019年人防系统专项巡察工作方案",
        plan=(
            Part("根据县委统一安排，现就开展人防系统专项巡察制定本方案。"),
            Part("一、巡察对象", 1),
            Part("县人防领导小组及其办公室。"),
            Part("二、巡察重点", 1),
            Part("主体责任落实、人防项目审批验收、易地建设费收支、人防工程出租、审批和作风五个方面。"),
            Part("三、时间安排", 1),
            Part("2019年7月上旬开始，8月上旬结束，为期一个月。具体时间由巡察组掌握。"),
            Part("四、工作要求", 1),
            Part("巡察组实行组长负责制，副组长协助组长工作。重要问题和重大事项及时向县委巡察办报告。"),
        ),
        roster_title="县委第二巡察组人员名单",
        heads=("职务", "姓名", "原单位及职务", "分工"),
        roster=(
            Member("组长", "陈国栋", "县纪委监委原副县级纪检监察员", "主持全面工作"),
            Member("副组长", "陈立新", "县委组织部组织员", "审核底稿、报告"),
            Member("联络员", "周敏", "县委巡察办干部", "联络、信访登记、保密"),
            Member("组员", "何静", "县审计局固定资产投资审计股股长", "财务、项目资金"),
            Member("组员", "郑𬭎", "县住建局工程质量监督站工程师", "审批验收、工程现场"),
            Member("组员", "马淏然", "青石镇纪委副书记", "谈话、党建"),
        ),
        office="中共临溪县委巡察工作领导小组",
        issued_on="2019年7月1日",
        copies_to="县委办公室，县纪委监委，县委组织部",
        issuer="中共临溪县委巡察工作领导小组办公室",
        printed_on="2019年7月1日",
        keep=("临溪县", "人防系统"),
    )
