"""送审阅: the outside body a profile may name, and the registered decision that switches this step off."""

from xuncha_desktop.kernel.errors import Refused
from xuncha_desktop.kernel.people import Post
from xuncha_desktop.records.rectification import Decision
from xuncha_desktop.rules.bodies import Body
from xuncha_desktop.services import profiles
from xuncha_desktop.services.session import Session, Tx
from xuncha_desktop.services.use_case import use_case
from xuncha_desktop.storage.table import Where

SUBJECT = "停用送审阅"


@use_case("external_review.switch", "登记停用或恢复送审阅的决定", by={Post.OFFICE_DIRECTOR, Post.OFFICE_CLERK})
def switch(tx: Tx, round_id: str, *, off: bool, body: str, wording: str, decided_on: str, original_at: str) -> Decision:
    """Register a body's decision on paper about this step; the last decision stands. Raises `Refused`, `Invalid`."""
    profile = profiles.of_round(tx.session, round_id)
    if profile.external_review is None or not profile.external_review.switchable:
        raise Refused("本轮次的规则档没有可以停用的送审阅环节")
    if body not in profiles.codes(profile, "body"):
        raise Refused("请选择作出决定的机构")
    told = {"wording": wording, "decided_on": decided_on, "original_at": original_at}
    return tx.new(
        Decision, round_id=round_id, body=body, subject=SUBJECT, agreed=off, registered_by=tx.actor.name, **told
    )


def reviewer(session: Session, round_id: str, document: str) -> Body | None:
    """The body every matter of this kind must be shown to first; None where none is named or the step is off."""
    profile = profiles.of_round(session, round_id)
    review = profile.external_review
    if review is None or document not in review.documents:
        return None
    if review.switchable and _switched_off(session, round_id):
        return None
    return profile.body(review.body)


def refuse_unseen(session: Session, round_id: str, document: str, reviewed_on: str | None) -> None:
    """Raise `Refused` where a matter has not been shown to the reviewing body and must be."""
    body = None if reviewed_on else reviewer(session, round_id, document)
    if body is not None:
        raise Refused(f"须先送{body.label}审阅并登记，才能往下办理")


def _switched_off(session: Session, round_id: str) -> bool:
    said = session.table(Decision).where(
        Where("round_id = ? AND subject = ?", (round_id, SUBJECT)), order="decided_on DESC, rowid DESC", limit=1
    )
    return bool(said) and said[0].agreed
