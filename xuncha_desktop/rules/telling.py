"""Feedback to the unit and disclosure to others: who is told what, by whom, and what is withheld."""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from xuncha_desktop.rules.basis import BodyRef, EventRef, Id, Point, Rule

FEEDBACK_STEPS = ("committee_notice", "principal", "organisation")
"""The tellings a feedback has days for; a profile may leave some out."""


@dataclass(frozen=True, kw_only=True)
class FeedbackStep(Rule):
    """One telling of the results. `leaves_out_own`: findings about the listener in person are not in this version.

    `by` is empty where the text names nobody; `notice` is a telling before the feedback itself.
    """

    id: Id
    label: str
    event: EventRef
    audience: BodyRef
    by: BodyRef = ""
    leaves_out_own: bool = False
    notice: bool = False


@dataclass(frozen=True, kw_only=True)
class Feedback(Rule):
    """Who gives feedback, in which order, and who signs for it. Empty bodies: the text names none.

    `joint`: the participants form one team. `ordered` false: the tellings are apart, but in no set order.
    `receipt_signers` are those who sign the receipt besides `signed_by`; `received` is the event their signing is,
    `feedback_received` where the profile does not say.
    """

    responsible: BodyRef = ""
    participants: tuple[BodyRef, ...] = ()
    joint: bool = False
    signed_by: BodyRef = ""
    deputy_may_sign: bool = True
    receipt_signers: tuple[BodyRef, ...] = ()
    copied_to: tuple[BodyRef, ...] = ()
    ordered: bool = True
    received: EventRef = ""
    sequence: tuple[FeedbackStep, ...]

    @property
    def receipt_event(self) -> str:
        """The event that signing for the feedback is."""
        return self.received or "feedback_received"

    def order_issue(self, done: Collection[str], next_id: str) -> str | None:
        """What must come first before the telling `next_id`, in Chinese, or None. `done` holds step ids."""
        for step in self.sequence:
            if step.id == next_id:
                return None
            if self.ordered and step.id not in done:
                return f"应先完成“{step.label}”"
        raise KeyError(next_id)


class Audience(StrEnum):
    """Before whom something is made known."""

    PARTY = "party"
    PUBLIC = "public"
    UNIT = "unit"
    WITHIN_LIMITS = "within_limits"

    @property
    def label(self) -> str:
        """In words."""
        return _AUDIENCE_LABELS[self]


_AUDIENCE_LABELS = {
    Audience.PARTY: "党内",
    Audience.PUBLIC: "社会",
    Audience.UNIT: "被巡察单位内",
    Audience.WITHIN_LIMITS: "一定范围",
}


class DisclosurePoint(StrEnum):
    """What is made known."""

    ENTRY = "entry"
    FEEDBACK = "feedback"
    RECTIFICATION = "rectification"
    RESULT = "result"
    CASE = "case"

    @property
    def label(self) -> str:
        """In words."""
        return _POINT_LABELS[self]


_POINT_LABELS = {
    DisclosurePoint.ENTRY: "进驻情况",
    DisclosurePoint.FEEDBACK: "反馈情况",
    DisclosurePoint.RECTIFICATION: "整改情况",
    DisclosurePoint.RESULT: "巡察结果",
    DisclosurePoint.CASE: "典型案例",
}


@dataclass(frozen=True, kw_only=True)
class Disclosure(Rule):
    """One thing made known: before whom, what stays withheld, who agrees (all of them), through what."""

    id: Id
    label: str
    point: DisclosurePoint
    audiences: tuple[Audience, ...]
    withheld: tuple[Point, ...] = ()
    approvers: tuple[BodyRef, ...] = ()
    responsible: BodyRef = ""
    media: str = ""
