"""A filled-in sample: 三清单."""

from xuncha_desktop.kernel.levels import Level
from xuncha_desktop.printing.forms.ledger import LedgerRow
from xuncha_desktop.printing.forms.three_lists import DUTIES, PROBLEMS, TASKS, DutyList, ProblemList, TaskList
from xuncha_desktop.printing.margins import Marks
from xuncha_desktop.printing.samples.registry import sample
from xuncha_desktop.printing.signing import SignBox

_PLACES = (SignBox("被巡察单位主要负责人", 128), SignBox("巡察办审核", 129))


_SCOPE = "2019年第二轮巡察　县人防领导小组办公室　截至2019年10月10日"


@sample("problem_list")
def problem_list() -> ProblemList:  # long: one sample paper
    told = "主体责任落实不到位"
    return ProblemList(
        marks=Marks(Level.INTERNAL, "临巡办清〔2019〕2号"),
        title="巡察反馈问题清单",
        scope=_SCOPE,
        columns=tuple(PROBLEMS.values()),
        rows=(
            LedgerRow(
                (
                    "1",
                    told,
                    "“三重一大”事项决策执行不严格",
                    "2017年至2018年三笔大额支出共52.6万元未经集体研究",
                    "完善议事规则，逐笔说明",
                )
            ),
            LedgerRow(
                (
                    "2",
                    told,
                    "“三重一大”事项决策执行不严格",
                    "警报器拆除3次，每次7.9万元，规避招标",
                    "完善采购审批程序",
                )
            ),
            LedgerRow(
                ("3", told, "基层人防宣传教育薄弱", "近三年没有在学校开展人防知识教育", "列入年度计划，长期坚持")
            ),
            LedgerRow(
                (
                    "4",
                    "财经纪律执行不严",
                    "易地建设费应收未收",
                    "5个项目应收412.35万元，实收236.10万元，少收176.25万元",
                    "逐个项目限期补收",
                )
            ),
        ),
        notes="样式依据：惯例。本清单序号自成一体。",
        places=_PLACES,
    )


@sample("task_list")
def task_list() -> TaskList:  # long: one sample paper
    fees = "易地建设费应收未收"
    return TaskList(
        marks=Marks(Level.INTERNAL, "临巡办清〔2019〕3号"),
        title="巡察整改任务清单",
        scope=_SCOPE,
        columns=tuple(TASKS.values()),
        rows=(
            LedgerRow(
                (
                    "1",
                    fees,
                    "少收的176.25万元全部补收",
                    "逐个项目下达催缴通知，限期补收",
                    "2019-11-08",
                    "单位自定时限",
                )
            ),
            LedgerRow(
                (
                    "2",
                    fees,
                    "不再发生口头减免",
                    "制定易地建设费征收办法，减免一律书面报批、会议研究",
                    "2019-10-31",
                    "单位自定时限",
                )
            ),
            LedgerRow(
                (
                    "3",
                    "基层人防宣传教育薄弱",
                    "人防知识进校园",
                    "每年在县第二中学开展人防知识进校园活动",
                    "长期坚持",
                    "",
                )
            ),
        ),
        notes="样式依据：惯例。",
        places=_PLACES,
    )


@sample("duty_list")
def duty_list() -> DutyList:
    return DutyList(
        marks=Marks(Level.INTERNAL, "临巡办清〔2019〕4号"),
        title="巡察整改责任清单",
        scope=_SCOPE,
        columns=tuple(DUTIES.values()),
        rows=(
            LedgerRow(("1", "逐个项目下达催缴通知，限期补收", "赵启明", "征收科", "郑𬭎", "2019-11-08", "")),
            LedgerRow(
                ("2", "制定易地建设费征收办法", "赵启明", "征收科、办公室", "孙祎", "2019-10-31", "司法局协助审查")
            ),
            LedgerRow(("3", "每年开展人防知识进校园活动", "孙祎", "宣传教育科", "周敏", "长期坚持", "")),
        ),
        notes="样式依据：惯例。",
        places=_PLACES,
    )
