"""Standing duties: what a body owes again and again, or when something happens, and to whom."""

from dataclasses import dataclass
from enum import StrEnum

from xuncha_desktop.rules.basis import BodyRef, DocumentRef, DutyRef, EventRef, Id, Point, Rule


class Period(StrEnum):
    """How often a duty falls due.

    Without a number, and none invented: `regular` is the text's 定期, `ongoing` its 经常, `prompt` its 及时; `unstated`
    where it says nothing.
    """

    MONTHLY = "monthly"
    QUARTERLY = "quarterly"
    QUARTER_LAST_MONTH = "quarter_last_month"
    SEMIANNUAL = "semiannual"
    ANNUAL = "annual"
    YEAR_START = "year_start"
    YEAR_END = "year_end"
    PER_TERM = "per_term"
    PER_ROUND = "per_round"
    EVERY_5_YEARS = "every_5_years"
    REGULAR = "regular"
    ONGOING = "ongoing"
    PROMPT = "prompt"
    UNSTATED = "unstated"
    EVENT = "event"

    @property
    def label(self) -> str:
        """In words."""
        return _PERIOD_LABELS[self]


_PERIOD_LABELS = {
    Period.MONTHLY: "每月",
    Period.QUARTERLY: "每季度",
    Period.QUARTER_LAST_MONTH: "每季度末月",
    Period.SEMIANNUAL: "每半年",
    Period.ANNUAL: "每年",
    Period.YEAR_START: "每年年初",
    Period.YEAR_END: "每年年底",
    Period.PER_TERM: "每届",
    Period.PER_ROUND: "每轮",
    Period.EVERY_5_YEARS: "每五年",
    Period.REGULAR: "定期（未定周期）",
    Period.ONGOING: "经常（未定周期）",
    Period.PROMPT: "及时（未定期限）",
    Period.UNSTATED: "未写明周期",
    Period.EVENT: "遇事",
}


class DutyKind(StrEnum):
    """What sort of duty it is."""

    REPORT = "report"
    FILING = "filing"
    STATISTICS = "statistics"
    CIRCULAR = "circular"
    MEETING = "meeting"
    PLAN = "plan"
    ANALYSIS = "analysis"
    CHECK = "check"
    RECORD = "record"
    APPRAISAL = "appraisal"

    @property
    def label(self) -> str:
        """In words."""
        return _KIND_LABELS[self]


_KIND_LABELS = {
    DutyKind.REPORT: "报告",
    DutyKind.FILING: "备案",
    DutyKind.STATISTICS: "统计",
    DutyKind.CIRCULAR: "通报",
    DutyKind.MEETING: "会议",
    DutyKind.PLAN: "计划",
    DutyKind.ANALYSIS: "研判",
    DutyKind.CHECK: "检查",
    DutyKind.RECORD: "建档",
    DutyKind.APPRAISAL: "考核",
}


@dataclass(frozen=True, kw_only=True)
class Duty(Rule):
    """One duty. A duty to report or file without addressee must say in its note that the text names none.

    `event` or, where the profile registers no such event, `occasion` (our words) starts a duty of the period
    `event`. `after` is the duty whose result this one builds on, inside the same period.
    """

    id: Id
    label: str
    kind: DutyKind
    period: Period
    responsible: tuple[BodyRef, ...]
    addressees: tuple[BodyRef, ...] = ()
    contents: tuple[Point, ...] = ()
    document: DocumentRef = ""
    event: EventRef = ""
    occasion: str = ""
    after: DutyRef = ""
