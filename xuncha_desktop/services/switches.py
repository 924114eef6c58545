"""Steps a regime lets a round leave out: which they are, the decision on paper that does so, and its taking back."""

from dataclasses import dataclass

from xuncha_desktop.kernel.errors import Refused
from xuncha_desktop.kernel.people import Post
from xuncha_desktop.records.rectification import Decision
from xuncha_desktop.rules.chains import Chain, Step
from xuncha_desktop.rules.profile import Profile
from xuncha_desktop.services import days, profiles
from xuncha_desktop.services.session import Session, Tx
from xuncha_desktop.services.use_case import use_case
from xuncha_desktop.storage.table import Where

REVIEW = "external_review"


@dataclass(frozen=True, slots=True)
class Switch:
    """A step that can be left out: `basis` is the ground it stands on."""

    id: str
    label: str
    basis: str

    @property
    def subject(self) -> str:
        """What the decisions about it are about."""
        return f"停用“{self.label}”"


@use_case("step.switch", "登记停用或恢复环节的决定", by={Post.OFFICE_DIRECTOR, Post.OFFICE_CLERK})
def register(
    tx: Tx, round_id: str, switch_id: str, *, off: bool, body: str, wording: str, decided_on: str, original_at: str
) -> Decision:
    """Register a body's decision on paper about a step; the last decision stands. Raises `Refused`, `Invalid`."""
    profile = profiles.of_round(tx.session, round_id)
    found = next((one for one in offered(profile) if one.id == switch_id), None)
    if found is None:
        raise Refused("本轮次的规则档没有这个可以停用的环节")
    if body not in profiles.codes(profile, "body"):
        raise Refused("请选择作出决定的机构")
    days.happened(tx.session, decided_on, "决定日期")
    told = {"wording": wording, "decided_on": decided_on, "original_at": original_at}
    return tx.new(
        Decision, round_id=round_id, body=body, subject=found.subject, agreed=off, registered_by=tx.actor.name, **told
    )


def offered(profile: Profile) -> tuple[Switch, ...]:
    """Every step this regime lets a round leave out."""
    review = profile.external_review
    found = [Switch(REVIEW, "送审阅", profile.cite(review))] if review and review.switchable else []
    steps = [(chain, step) for chain in profile.chains for step in chain.steps if step.switchable]
    return (*found, *(_of_step(profile, chain, step) for chain, step in steps))


def off(session: Session, round_id: str) -> dict[str, Decision]:
    """What is left out in a round now, by the switch's id, each with the decision it stands on."""
    last = {said.subject: said for said in reversed(of_round(session, round_id))}
    standing = {one.id: last.get(one.subject) for one in offered(profiles.of_round(session, round_id))}
    return {id_: said for id_, said in standing.items() if said and said.agreed}


def step_off(session: Session, round_id: str, chain: Chain, step: Step) -> Decision | None:
    """The decision that leaves a chain's step out; None where it is to be taken."""
    return off(session, round_id).get(_id(chain, step)) if step.switchable else None


def of_round(session: Session, round_id: str) -> list[Decision]:
    """Every decision about leaving a step out, the newest first: the last one stands."""
    subjects = [one.subject for one in offered(profiles.of_round(session, round_id))]
    marks = ", ".join("?" * len(subjects))
    where = Where(f"round_id = ? AND subject IN ({marks})", (round_id, *subjects))
    return session.table(Decision).where(where, order="decided_on DESC, rowid DESC")


def _of_step(profile: Profile, chain: Chain, step: Step) -> Switch:
    return Switch(_id(chain, step), f"{profile.document(chain.document).label}·{step.label}", profile.cite(step))


def _id(chain: Chain, step: Step) -> str:
    return f"{chain.id}.{step.id}"
