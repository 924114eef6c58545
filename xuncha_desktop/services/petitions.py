"""信访举报: registered with a number, shown to the reviewing body, decided on by the leader, and closed.

No act here hands anything to the inspected unit or to a department: the only way out is a package to the office.
"""

from typing import Any

from xuncha_desktop.kernel.errors import Refused
from xuncha_desktop.kernel.levels import Compartment
from xuncha_desktop.kernel.people import GROUP, Post
from xuncha_desktop.records.organisation import Group
from xuncha_desktop.records.restricted import Petition, PetitionState
from xuncha_desktop.services import deposits, external_review, numbering
from xuncha_desktop.services.code_check import refuse_unknown_codes
from xuncha_desktop.services.identity import seal_reporter
from xuncha_desktop.services.session import Session, Tx
from xuncha_desktop.services.use_case import use_case

KIND = "petition"
REGISTRARS = GROUP | {Post.OFFICE_DIRECTOR, Post.OFFICE_CLERK}
KEEPERS = frozenset((Post.LIAISON, Post.LEADER, Post.OFFICE_DIRECTOR))
DECIDERS = frozenset((Post.LEADER, Post.OFFICE_DIRECTOR))  # the leader in a group, the director in the office
_RESTRICTED = Compartment.RESTRICTED


@use_case("petition.register", "登记信访举报", compartment=_RESTRICTED, by=REGISTRARS)
def register(tx: Tx, group_id: str, **values: Any) -> Petition:
    """Write down a letter, call or visit under the next number. `reporter` comes as typed and is sealed. `Invalid`."""
    made = _begun(tx, group_id, values)
    return tx.add(made.changed(number=numbering.of_place(tx, KIND, group_id)))


@use_case("petition.hand_in", "封存投递信访举报", by=REGISTRARS)
def hand_in(tx: Tx, group_id: str, **values: Any) -> None:
    """The same by somebody without the key: sealed and dropped; it gets its number where it is taken in."""
    deposits.deposit(tx, _RESTRICTED, _begun(tx, group_id, values).changed(number=""))


def receive(session: Session, group_id: str, **values: Any) -> Petition | None:
    """Register where this person's keys allow it, else drop it sealed; None for a petition he can no longer see."""
    if session.holds(_RESTRICTED):
        return register(session, group_id, **values)
    hand_in(session, group_id, **values)
    return None


@use_case("petition.correct", "修改信访举报", compartment=_RESTRICTED, by=KEEPERS)
def correct(tx: Tx, petition_id: str, version: int, **values: Any) -> Petition:
    """Change what was registered; an absent or unchanged `reporter` stays sealed as it is. Raises `Stale`."""
    petition = _open_one(tx, petition_id)
    if values.get("reporter") == petition.reporter:
        values.pop("reporter", None)
    saved = tx.change(petition, version, **_typed(tx, petition.id, values))
    refuse_unknown_codes(tx.session, saved)
    return saved


@use_case("petition.review", "登记信访送审阅", compartment=_RESTRICTED, by=KEEPERS)
def review(tx: Tx, petition_id: str, version: int, *, reviewed_on: str, words: str = "") -> Petition:
    """Register that the profile's reviewing body was shown a petition, and what it said. Raises `Refused`."""
    petition = _open_one(tx, petition_id)
    body = external_review.reviewer(tx.session, petition.round_id, KIND)
    if body is None:
        raise Refused("本轮次不要求信访件送审阅，或这一步已凭决定停用")
    if not reviewed_on:
        raise Refused("请写明送审阅日期")
    return tx.change(petition, version, reviewed_by=body.label, reviewed_on=reviewed_on, review_words=words)


@use_case("petition.instruct", "批办信访举报", compartment=_RESTRICTED, by=KEEPERS)
def instruct(
    tx: Tx,
    petition_id: str,
    version: int,
    *,
    outcome: str,
    words: str,
    decided_on: str,
    registered_for: str = "",
    original_at: str = "",
) -> Petition:
    """The leader's decision what becomes of a petition, or its registration for him by another post (代录).

    Raises `Refused` before the review the profile asks for, or where 代录 lacks the decider or the original's place.
    """
    petition = _open_one(tx, petition_id)
    external_review.refuse_unseen(tx.session, petition.round_id, KIND, petition.reviewed_on)
    decider = registered_for.strip()
    if not decider and not tx.actor.posts & DECIDERS:
        raise Refused("批办由组长作出；代录须写明批办人")
    if decider and not original_at.strip():
        raise Refused("代录手写批办须写明原件存放处")
    if not outcome or not decided_on:
        raise Refused("请选择批办意见并写明批办日期")
    said: dict[str, Any] = {
        "outcome": outcome,
        "outcome_words": words,
        "outcome_by": decider or tx.actor.name,
        "outcome_on": decided_on,
        "outcome_registered_by": tx.actor.name if decider else None,
        "outcome_original_at": original_at if decider else None,
    }
    saved = tx.change(petition, version, **said, state=PetitionState.INSTRUCTED)
    refuse_unknown_codes(tx.session, saved)
    return saved


@use_case("petition.close", "办结信访举报", compartment=_RESTRICTED, by=KEEPERS)
def close(tx: Tx, petition_id: str, version: int, result: str) -> Petition:
    """Write down what came of it. Raises `Refused` for a petition nobody has decided on."""
    petition = _open_one(tx, petition_id)
    if petition.state is not PetitionState.INSTRUCTED:
        raise Refused("尚未批办的信访不能办结")
    if not result.strip():
        raise Refused("请写明办理结果")
    return tx.change(petition, version, result=result, state=PetitionState.CLOSED)


def _begun(tx: Tx, group_id: str, values: dict[str, Any]) -> Petition:
    group = tx.session.table(Group).get(group_id)
    head = tx.head()
    asked = {"unit_id": group.unit_id} | _typed(tx, head["id"], values)
    made = Petition(
        **head,
        number=deposits.UNNUMBERED,
        round_id=group.round_id,
        group_id=group.id,
        **Petition.type.clean(asked),
    )
    Petition.type.validate(made)
    refuse_unknown_codes(tx.session, made)
    return made


def _typed(tx: Tx, petition_id: str, values: dict[str, Any]) -> dict[str, Any]:
    """What a form may set, the reporter's identity already sealed."""
    for name in values:
        if not Petition.type.field(name).typed:
            raise TypeError(f"petition.{name} is set by its step, not by a form")
    if "reporter" not in values:
        return values
    return values | {"reporter": seal_reporter(tx.session, petition_id, values["reporter"] or "")}


def _open_one(tx: Tx, petition_id: str) -> Petition:
    petition = tx.table(Petition).get(petition_id)
    if petition.state is PetitionState.CLOSED:
        raise Refused("这件信访已办结，不能再改")
    return petition
