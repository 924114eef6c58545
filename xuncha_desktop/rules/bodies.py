"""Bodies and posts as a profile states them, and what a post opens."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated

from xuncha_desktop.kernel.levels import Compartment
from xuncha_desktop.rules.basis import Between, BodyRef, Id, Rule


class BodyKind(StrEnum):
    """What a body is to the work; only the office and the group have accounts here."""

    COMMITTEE = "committee"
    SECRETARY = "secretary"
    SECRETARY_MEETING = "secretary_meeting"
    LEADING_GROUP = "leading_group"
    GROUP_LEADER = "leading_group_leader"
    OFFICE = "office"
    GROUP = "group"
    GROUP_MEETING = "group_meeting"
    JOINT_TEAM = "joint_team"
    REVIEWER = "reviewer"
    UNIT = "unit"
    PRINCIPAL = "principal"
    LEADER_IN_CHARGE = "leader_in_charge"
    DEPARTMENT = "department"
    UPPER = "upper"
    SUPERVISION_OFFICE = "supervision_office"
    STATIONED = "stationed"
    MEETING = "meeting"

    @property
    def label(self) -> str:
        """The general word, by which bodies of two regimes are set side by side."""
        return _KIND_LABELS[self]


_KIND_LABELS = {
    BodyKind.COMMITTEE: "党委",
    BodyKind.SECRETARY: "党委书记",
    BodyKind.SECRETARY_MEETING: "决策会议",
    BodyKind.LEADING_GROUP: "领导小组",
    BodyKind.GROUP_LEADER: "领导小组领导",
    BodyKind.OFFICE: "巡察办",
    BodyKind.GROUP: "巡察组",
    BodyKind.GROUP_MEETING: "组务会",
    BodyKind.JOINT_TEAM: "联合工作组",
    BodyKind.REVIEWER: "审阅机构",
    BodyKind.UNIT: "被监督单位",
    BodyKind.PRINCIPAL: "单位主要负责人",
    BodyKind.LEADER_IN_CHARGE: "分管领导",
    BodyKind.DEPARTMENT: "部门",
    BodyKind.UPPER: "上级机构",
    BodyKind.SUPERVISION_OFFICE: "纪委监委室部",
    BodyKind.STATIONED: "派驻（出）机构",
    BodyKind.MEETING: "会议",
}


class PostPlace(StrEnum):
    """Where a post is held."""

    GROUP = "group"
    OFFICE = "office"
    LEADING_GROUP = "leading_group"


@dataclass(frozen=True, kw_only=True)
class Body(Rule):
    """An organ that sends, decides, receives or is inspected. `letterhead` is its full name on paper.

    `level` (县, 区, 市) and `rank` (正科级) are words; `sits_in` is the body it is housed with.
    """

    id: Id
    label: str
    kind: BodyKind
    letterhead: str = ""
    level: str = ""
    rank: str = ""
    sits_in: BodyRef = ""


@dataclass(frozen=True, kw_only=True)
class Access(Rule):
    """What a post opens: compartments, and whether the sealed identity of reporters too."""

    opens: tuple[Compartment, ...]
    reporter: bool = False


@dataclass(frozen=True, kw_only=True)
class Post(Rule):
    """A post of group, office or leading group, and how many a round has; `at_most` absent means no upper limit.

    `access` has a standing of its own: a post may be the regulation's and its keys the office's custom.
    The three officers are no posts of a profile: their rights are fixed.
    """

    id: Id
    label: str
    place: PostPlace
    at_least: Annotated[int, Between(0, 99)]
    at_most: Annotated[int, Between(1, 99)] | None = None
    access: Access

    @property
    def opens(self) -> tuple[Compartment, ...]:
        """The compartments whose keys the post is given."""
        return self.access.opens

    @property
    def opens_reporter(self) -> bool:
        """Whether the post may see who reported."""
        return self.access.reporter

    def count_issue(self, count: int) -> str | None:
        """What is wrong with having so many in one group or office, in Chinese, or None."""
        if count < self.at_least or (self.at_most is not None and count > self.at_most):
            return f"{self.label}应有{self.count_text}，现有{count}名"
        return None

    @property
    def count_text(self) -> str:
        """1名, 1至2名, 至少1名."""
        if self.at_most is None:
            return f"至少{self.at_least}名"
        return f"{self.at_least}名" if self.at_least == self.at_most else f"{self.at_least}至{self.at_most}名"


@dataclass(frozen=True, kw_only=True)
class Dispatch(Rule):
    """Which body sends the groups out, and which one arranges their work."""

    sends: BodyRef
    arranges: BodyRef
