"""Who may hold which post: seats of the leading group, requirements, avoidance, pools."""

from dataclasses import dataclass
from enum import StrEnum

from xuncha_desktop.rules.basis import BodyRef, Id, PostRef, Rule


class SeatRank(StrEnum):
    """A place in the leading group."""

    HEAD = "head"
    DEPUTY = "deputy"
    MEMBER = "member"

    @property
    def label(self) -> str:
        """组长, 副组长, 成员."""
        return {SeatRank.HEAD: "组长", SeatRank.DEPUTY: "副组长", SeatRank.MEMBER: "成员"}[self]


@dataclass(frozen=True, kw_only=True)
class Seat(Rule):
    """A seat of the leading group and the office that brings it (a post elsewhere, never a person's name)."""

    id: Id
    rank: SeatRank
    office: str


class StaffRuleKind(StrEnum):
    """What a rule about persons is about."""

    RANK = "rank"
    EXPERIENCE = "experience"
    QUALITY = "quality"
    AUTHORISATION = "authorisation"
    AVOIDANCE = "avoidance"
    SECONDMENT = "secondment"
    TRAINING = "training"
    APPRAISAL = "appraisal"
    PROMOTION = "promotion"
    CROSS_LEVEL = "cross_level"

    @property
    def label(self) -> str:
        """In words."""
        return _KIND_LABELS[self]


_KIND_LABELS = {
    StaffRuleKind.RANK: "职级",
    StaffRuleKind.EXPERIENCE: "经历",
    StaffRuleKind.QUALITY: "条件",
    StaffRuleKind.AUTHORISATION: "授权",
    StaffRuleKind.AVOIDANCE: "回避",
    StaffRuleKind.SECONDMENT: "抽调",
    StaffRuleKind.TRAINING: "培训",
    StaffRuleKind.APPRAISAL: "考核鉴定",
    StaffRuleKind.PROMOTION: "使用",
    StaffRuleKind.CROSS_LEVEL: "跨级使用",
}


class Strictness(StrEnum):
    """What the program does when a rule about persons is not met."""

    BLOCK = "block"
    WARN = "warn"
    TELL = "tell"

    @property
    def label(self) -> str:
        """不得编组, 提示, 载明."""
        return {Strictness.BLOCK: "不符不得编组", Strictness.WARN: "不符则提示", Strictness.TELL: "载明"}[self]


@dataclass(frozen=True, kw_only=True)
class StaffRule(Rule):
    """A requirement on the holders of posts; no posts means everybody who takes part."""

    id: Id
    label: str
    kind: StaffRuleKind
    posts: tuple[PostRef, ...] = ()
    strictness: Strictness
    per_round: bool = False
    by: tuple[BodyRef, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Pool(Rule):
    """A pool people are taken from (人才库, 组长库). `professions` names a list with the purpose profession."""

    id: Id
    label: str
    keeper: BodyRef = ""
    posts: tuple[PostRef, ...] = ()
    least_rank: str = ""
    renewed_yearly: bool = False
    random_draw: bool = False
    outsiders: bool = False
    professions: bool = False
