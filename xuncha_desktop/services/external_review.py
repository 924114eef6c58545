"""送审阅: the outside body a profile may name, which every matter of some kinds must be shown to first."""

from xuncha_desktop.kernel.errors import Refused
from xuncha_desktop.rules.bodies import Body
from xuncha_desktop.services import profiles, switches
from xuncha_desktop.services.session import Session


def reviewer(session: Session, round_id: str, document: str) -> Body | None:
    """The body every matter of this kind must be shown to first; None where none is named or the step is off."""
    profile = profiles.of_round(session, round_id)
    review = profile.external_review
    if review is None or document not in review.documents:
        return None
    if switches.REVIEW in switches.off(session, round_id):
        return None
    return profile.body(review.body)


def refuse_unseen(session: Session, round_id: str, document: str, reviewed_on: str | None) -> None:
    """Raise `Refused` where a matter has not been shown to the reviewing body and must be."""
    body = None if reviewed_on else reviewer(session, round_id, document)
    if body is not None:
        raise Refused(f"须先送{body.label}审阅并登记，才能往下办理")
