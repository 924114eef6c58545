"""The way of a unit's rectification: whom it reports to, and the letters it gets when it lags behind."""

from dataclasses import dataclass
from enum import StrEnum

from xuncha_desktop.rules.basis import BodyRef, DocumentRef, Id, Point, Rule


class RouteAct(StrEnum):
    """What a body does with the unit's papers."""

    SUBMIT = "submit"
    REVIEW = "review"
    RECEIVE = "receive"

    @property
    def label(self) -> str:
        """报送, 审核, 接收."""
        return {RouteAct.SUBMIT: "报送", RouteAct.REVIEW: "审核", RouteAct.RECEIVE: "接收"}[self]


@dataclass(frozen=True, kw_only=True)
class RouteStop(Rule):
    """One stop of the unit's papers; the first submits, the last receives, those between review."""

    id: Id
    body: BodyRef
    act: RouteAct
    documents: tuple[DocumentRef, ...] = ()


@dataclass(frozen=True, kw_only=True)
class LadderStep(Rule):
    """One rung of the escalation: what is sent or done, by whom, and when (`occasions`, any of them; none is any).

    An occasion with the id of a poor quality is met by a card of it that was upheld, `late` by a measure past its day.
    `instead_of` names the rung before it that this one may stand for: either is enough (任选其一).
    """

    id: Id
    label: str
    by: tuple[BodyRef, ...] = ()
    document: DocumentRef = ""
    occasions: tuple[Point, ...] = ()
    instead_of: str = ""


@dataclass(frozen=True, kw_only=True)
class Rectification(Rule):
    """Rectification as a whole; its phases, methods of following up and poor qualities are lists of that purpose.

    `ladder` goes from the mildest rung to the hardest; `reports` are the separate papers the unit owes.
    """

    route: tuple[RouteStop, ...]
    reports: tuple[DocumentRef, ...] = ()
    supervised_by: tuple[BodyRef, ...] = ()
    ladder: tuple[LadderStep, ...] = ()
