"""Matters that need somebody's consent or must be told to somebody; the cadre levels leads are parted by."""

from dataclasses import dataclass
from enum import StrEnum

from xuncha_desktop.rules.basis import ArticleRef, BodyRef, DocumentRef, Id, Point, Rule


class MatterKind(StrEnum):
    """The closed set of matters; the program asks for one by its kind, whatever the regime calls it."""

    OTHER_METHOD = "other_method"
    SPECIAL_REQUEST = "special_request"
    EXTENDED_INQUIRY = "extended_inquiry"
    UPPER_INQUIRY = "upper_inquiry"
    EARLY_TRANSFER = "early_transfer"
    PRIVATE_TRANSFER = "private_transfer"
    IMMEDIATE_RECTIFICATION = "immediate_rectification"
    IMPORTANT_MATTER = "important_matter"
    PROGRESS = "progress"
    COMMON_PROBLEM = "common_problem"
    PLAN = "plan"
    STAY = "stay"
    TRANSFER = "transfer"
    LEAVE = "leave"
    PRESS = "press"
    STAFF_REPORT = "staff_report"
    SUGGESTION = "suggestion"
    OTHER = "other"

    @property
    def label(self) -> str:
        """In words."""
        return _KIND_LABELS[self]


_KIND_LABELS = {
    MatterKind.OTHER_METHOD: "其他方式",
    MatterKind.SPECIAL_REQUEST: "特别请求",
    MatterKind.EXTENDED_INQUIRY: "延伸了解",
    MatterKind.UPPER_INQUIRY: "向上级了解",
    MatterKind.EARLY_TRANSFER: "巡察期间移交线索",
    MatterKind.PRIVATE_TRANSFER: "私自转交",
    MatterKind.IMMEDIATE_RECTIFICATION: "立行立改",
    MatterKind.IMPORTANT_MATTER: "重要事项报告",
    MatterKind.PROGRESS: "中期和定期汇报",
    MatterKind.COMMON_PROBLEM: "普遍性问题专报",
    MatterKind.PLAN: "方案和对象",
    MatterKind.STAY: "进驻时间",
    MatterKind.TRANSFER: "巡察后移交",
    MatterKind.LEAVE: "请假报备",
    MatterKind.PRESS: "宣传采访",
    MatterKind.STAFF_REPORT: "对巡察人员的反映",
    MatterKind.SUGGESTION: "监督建议",
    MatterKind.OTHER: "其他事项",
}


class Force(StrEnum):
    """How binding the matter is."""

    MAY = "may"
    SHALL = "shall"
    PRESCRIBED = "prescribed"
    MUST_NOT = "must_not"

    @property
    def label(self) -> str:
        """可以, 应当, 按规定, 不得."""
        labels = {Force.MAY: "可以", Force.SHALL: "应当", Force.PRESCRIBED: "按规定", Force.MUST_NOT: "不得"}
        return labels[self]


@dataclass(frozen=True, kw_only=True)
class Matter(Rule):
    """One matter: who asks, who consents (each, or any one of them), who is told, in writing or not, how binding.

    No approver means that the text asks for none; `approver_open` that it asks for consent and names nobody.
    `written` absent means that the text does not say. `on` is the office's switch for a matter that may be used
    at all; `limits` says in our words what the matter is confined to; `conditions` when it arises, `any_condition`
    whether one of them is enough.
    """

    id: Id
    label: str
    kind: MatterKind
    force: Force
    conditions: tuple[Point, ...] = ()
    any_condition: bool = True
    limits: str = ""
    asked_by: tuple[BodyRef, ...] = ()
    through: BodyRef = ""
    approvers: tuple[BodyRef, ...] = ()
    any_approver: bool = False
    approver_open: bool = False
    addressees: tuple[BodyRef, ...] = ()
    written: bool | None = None
    document: DocumentRef = ""
    on: bool = True
    switchable: bool = False


@dataclass(frozen=True, kw_only=True)
class CadreLevel(Rule):
    """A level of cadres: who manages them, who keeps the ledger of their leads, who receives the leads.

    Leads that go `first` are marked so, with `first_article` where another article than the level's own says it.
    """

    id: Id
    label: str
    managed_by: BodyRef = ""
    ledger_kept_by: BodyRef = ""
    named_keeper: bool = False
    received_by: tuple[BodyRef, ...] = ()
    first: bool = False
    first_article: ArticleRef = ""


@dataclass(frozen=True, kw_only=True)
class Review(Rule):
    """An outside body that every matter of the listed kinds must be shown to before anything else is done with it."""

    body: BodyRef
    documents: tuple[DocumentRef, ...]
    switchable: bool
