"""三清单: what is wrong, what is done about it, who answers for it. Numbered on their own, never by a 底稿."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from xuncha_desktop.kernel.levels import Level
from xuncha_desktop.printing.blocks import Setter
from xuncha_desktop.printing.flow import Unit
from xuncha_desktop.printing.form import form
from xuncha_desktop.printing.forms.ledger import LedgerRow
from xuncha_desktop.printing.forms.register import Register, register
from xuncha_desktop.printing.margins import Marks
from xuncha_desktop.printing.pen import LANDSCAPE
from xuncha_desktop.printing.signing import SignBox
from xuncha_desktop.printing.tables import Column

PROBLEMS: Final = {
    "order": Column("序", 12, "center"),
    "aspect": Column("方面", 38, grouped=True),
    "problem": Column("反馈问题", 62, grouped=True),
    "manifestation": Column("具体表现", 100),
    "requirement": Column("整改要求", 45),
}
TASKS: Final = {
    "order": Column("序", 12, "center"),
    "problem": Column("反馈问题", 50, grouped=True),
    "goal": Column("整改目标", 45),
    "measure": Column("整改措施", 90),
    "due": Column("整改时限", 25, "center"),
    "note": Column("备注", 35),
}
DUTIES: Final = {
    "order": Column("序", 12, "center"),
    "measure": Column("整改措施", 65),
    "leader": Column("责任领导", 30, "center", name=True),
    "responsible_unit": Column("责任单位", 40),
    "responsible_person": Column("责任人", 30, "center", name=True),
    "due": Column("整改时限", 40, "center"),
    "note": Column("备注", 40),
}
_PLACES = (SignBox("被巡察单位主要负责人", 128), SignBox("巡察办审核", 129))
_SCOPE = "2019年第二轮巡察　县人防领导小组办公室　截至2019年10月10日"


@dataclass(frozen=True, slots=True)
class ProblemList(Register):
    """问题清单: the feedback by its levels."""


@dataclass(frozen=True, slots=True)
class TaskList(Register):
    """任务清单: goal, measure and date of each problem."""


@dataclass(frozen=True, slots=True)
class DutyList(Register):
    """责任清单: who answers for each measure."""


def _problems() -> ProblemList:  # long: one sample paper
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


def _tasks() -> TaskList:  # long: one sample paper
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


def _duties() -> DutyList:
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


@form("problem_list", "问题清单", sample=_problems, paper=LANDSCAPE)
def problem_list(setter: Setter, view: ProblemList) -> Iterator[Unit]:
    """What the feedback says is wrong."""
    return register(setter, view)


@form("task_list", "任务清单", sample=_tasks, paper=LANDSCAPE)
def task_list(setter: Setter, view: TaskList) -> Iterator[Unit]:
    """What is done about it, and until when."""
    return register(setter, view)


@form("duty_list", "责任清单", sample=_duties, paper=LANDSCAPE)
def duty_list(setter: Setter, view: DutyList) -> Iterator[Unit]:
    """Who answers for it."""
    return register(setter, view)
