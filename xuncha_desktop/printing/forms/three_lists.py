"""三清单: what is wrong, what is done about it, who answers for it. Numbered on their own, never by a 底稿."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from xuncha_desktop.printing.blocks import Setter
from xuncha_desktop.printing.flow import Unit
from xuncha_desktop.printing.form import form
from xuncha_desktop.printing.forms.register import Register, register
from xuncha_desktop.printing.pen import LANDSCAPE
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


@dataclass(frozen=True, slots=True)
class ProblemList(Register):
    """问题清单: the feedback by its levels."""


@dataclass(frozen=True, slots=True)
class TaskList(Register):
    """任务清单: goal, measure and date of each problem."""


@dataclass(frozen=True, slots=True)
class DutyList(Register):
    """责任清单: who answers for each measure."""


@form("problem_list", "问题清单", paper=LANDSCAPE)
def problem_list(setter: Setter, view: ProblemList) -> Iterator[Unit]:
    """What the feedback says is wrong."""
    return register(setter, view)


@form("task_list", "任务清单", paper=LANDSCAPE)
def task_list(setter: Setter, view: TaskList) -> Iterator[Unit]:
    """What is done about it, and until when."""
    return register(setter, view)


@form("duty_list", "责任清单", paper=LANDSCAPE)
def duty_list(setter: Setter, view: DutyList) -> Iterator[Unit]:
    """Who answers for it."""
    return register(setter, view)
