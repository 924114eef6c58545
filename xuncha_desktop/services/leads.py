"""问题线索: split off a finding without a trace there, shown to the reviewing body, screened, proposed on, decided.

Nothing here investigates anybody: a group describes what it came upon and hands it to those who may.
"""

from collections.abc import Mapping
from typing import Any

from xuncha_desktop.kernel.errors import Refused, Stale
from xuncha_desktop.kernel.levels import Compartment
from xuncha_desktop.kernel.people import GROUP, Post
from xuncha_desktop.records.onsite import Finding
from xuncha_desktop.records.organisation import Group
from xuncha_desktop.records.restricted import Lead, LeadState, Petition
from xuncha_desktop.services import deposits, external_review, findings, numbering, profiles
from xuncha_desktop.services.code_check import refuse_unknown_codes
from xuncha_desktop.services.session import Session, Tx
from xuncha_desktop.services.use_case import use_case

KIND = "lead"
KEEPERS = frozenset((Post.LEADER, Post.LIAISON, Post.OFFICE_DIRECTOR))
JUDGES = frozenset((Post.LEADER, Post.OFFICE_DIRECTOR))
_RESTRICTED = Compartment.RESTRICTED


@use_case("lead.split_off", "从问题中分出线索", by=GROUP)
def drop(tx: Tx, finding_id: str, version: int, *, corrected: Mapping[str, Any] | None = None, **values: Any) -> str:
    """Drop a lead found in a finding, sealed, and save the finding's text without the person's part with it.

    The finding keeps no word of it: its history shows an ordinary correction. Returns the id the lead will have.
    Raises `Stale`, `Invalid`, and `Refused` for a correction of a finding under way.
    """
    finding = tx.table(Finding).get(finding_id)
    if finding.version != version:
        raise Stale("这条问题刚被别人改过，请重新打开后再改。您填写的内容还在屏幕上，可以对照")
    made = _begun(tx, finding.group_id, {"unit_id": finding.unit_id, "finding_id": finding.id}, _from_finding(values))
    if corrected:
        act, tx.act = tx.act, findings.correct.name  # the act's name stands in the finding's history
        findings.correct.work(tx, finding_id, version, **corrected)
        tx.act = act
    deposits.deposit(tx, _RESTRICTED, made.changed(number=""))
    return made.id


def split_off(session: Session, finding_id: str, version: int, **values: Any) -> Lead | None:
    """Split a lead off a finding; a holder of the restricted key finds it registered, others see it no more (None).

    Takes what `drop` takes. The sealed item and the finding's correction are one transaction, so nothing is lost
    if the machine stops before a holder has taken it in.
    """
    lead_id = drop(session, finding_id, version, **values)
    if not session.holds(_RESTRICTED):
        return None
    deposits.take_in(session)
    return session.table(Lead).get(lead_id)


@use_case("lead.register", "登记问题线索", compartment=_RESTRICTED, by=GROUP | {Post.OFFICE_DIRECTOR})
def register(tx: Tx, group_id: str, *, petition_id: str | None = None, **values: Any) -> Lead:
    """A lead from a petition, a talk or elsewhere, under the next number. Raises `Invalid`."""
    links: dict[str, Any] = {"unit_id": tx.session.table(Group).get(group_id).unit_id}
    if petition_id:
        links |= {"unit_id": tx.table(Petition).get(petition_id).unit_id, "petition_id": petition_id}
    made = _begun(tx, group_id, links, values)
    return tx.add(made.changed(number=numbering.of_place(tx, KIND, group_id)))


@use_case("lead.hand_in", "封存投递问题线索", by=GROUP)
def hand_in(tx: Tx, group_id: str, **values: Any) -> None:
    """The same by somebody without the key: sealed and dropped; it gets its number where it is taken in."""
    unit = {"unit_id": tx.session.table(Group).get(group_id).unit_id}
    deposits.deposit(tx, _RESTRICTED, _begun(tx, group_id, unit, values).changed(number=""))


@use_case("lead.correct", "修改问题线索", compartment=_RESTRICTED, by=KEEPERS)
def correct(tx: Tx, lead_id: str, version: int, **values: Any) -> Lead:
    """Change what a lead says until it is decided on. Raises `Stale`, `Refused`."""
    _refuse_steps(values)
    lead = tx.table(Lead).get(lead_id)
    if lead.state not in (LeadState.FORMED, LeadState.SCREENED, LeadState.PROPOSED):
        raise Refused("线索已作出处置决定，内容不能再改")
    return _changed(tx, lead, version, values)


@use_case("lead.review", "登记线索送审阅", compartment=_RESTRICTED, by=KEEPERS)
def review(tx: Tx, lead_id: str, version: int, *, reviewed_on: str, words: str = "") -> Lead:
    """Register that the profile's reviewing body was shown a lead, and what it said. Raises `Refused`."""
    lead = tx.table(Lead).get(lead_id)
    body = external_review.reviewer(tx.session, lead.round_id, KIND)
    if body is None:
        raise Refused("本轮次不要求线索送审阅，或这一步已凭决定停用")
    if not reviewed_on:
        raise Refused("请写明送审阅日期")
    said = {"reviewed_by": body.label, "reviewed_on": reviewed_on, "review_words": words}
    return _changed(tx, lead, version, said)


@use_case("lead.screen", "甄别问题线索", compartment=_RESTRICTED, by=JUDGES)
def screen(tx: Tx, lead_id: str, version: int, *, screening: str, words: str = "") -> Lead:
    """The leader's judgement what a lead is worth; no 初步核实, which is not a group's to make. Raises `Refused`."""
    lead = _in_state(tx, lead_id, "甄别", LeadState.FORMED, LeadState.SCREENED)
    external_review.refuse_unseen(tx.session, lead.round_id, KIND, lead.reviewed_on)
    if not screening:
        raise Refused("请选择甄别结果")
    said = {
        "screening": screening,
        "screening_words": words,
        "screened_by": tx.actor.name,
        "screened_on": tx.today.isoformat(),
    }
    return _changed(tx, lead, version, said | {"state": LeadState.SCREENED})


@use_case("lead.propose", "提出线索处置建议", compartment=_RESTRICTED, by=JUDGES)
def propose(tx: Tx, lead_id: str, version: int, *, disposition: str, words: str = "") -> Lead:
    """What the leader suggests be done by those who may. Raises `Refused` before screening."""
    lead = _in_state(tx, lead_id, "提处置建议", LeadState.SCREENED, LeadState.PROPOSED)
    if not disposition:
        raise Refused("请选择处置建议")
    said = {"disposition": disposition, "disposition_words": words}
    return _changed(tx, lead, version, said | {"state": LeadState.PROPOSED})


@use_case("lead.decide", "登记线索处置决定", compartment=_RESTRICTED, by=KEEPERS)
def decide(tx: Tx, lead_id: str, version: int, *, body: str, decision: str, decided_on: str, original_at: str) -> Lead:
    """Register what a body decided on paper: who, when, its words, and where the original lies (代录)."""
    lead = _in_state(tx, lead_id, "登记决定", LeadState.PROPOSED)
    bodies = profiles.codes(profiles.of_round(tx.session, lead.round_id), "body")
    if body not in bodies:
        raise Refused("请选择作出决定的机构")
    if not all(part.strip() for part in (decision, decided_on, original_at)):
        raise Refused("登记决定须写明决定内容、日期和原件存放处")
    said = {
        "decided_by": bodies[body],
        "decided_on": decided_on,
        "decision": decision,
        "decision_registered_by": tx.actor.name,
        "decision_original_at": original_at,
    }
    return _changed(tx, lead, version, said | {"state": LeadState.DECIDED})


def _begun(tx: Tx, group_id: str, links: Mapping[str, Any], values: Mapping[str, Any]) -> Lead:
    _refuse_steps(values)
    group = tx.session.table(Group).get(group_id)
    made = Lead(
        **tx.head(),
        number=deposits.UNNUMBERED,
        round_id=group.round_id,
        group_id=group.id,
        formed_on=tx.today.isoformat(),
        **links,
        **Lead.type.clean(values),
    )
    Lead.type.validate(made)
    refuse_unknown_codes(tx.session, made)
    return made


def _from_finding(values: Mapping[str, Any]) -> dict[str, Any]:
    return {"source": "finding", **values}


def _refuse_steps(values: Mapping[str, Any]) -> None:
    for name in values:
        if not Lead.type.field(name).typed:
            raise TypeError(f"lead.{name} is set by its step, not by a form")


def _in_state(tx: Tx, lead_id: str, doing: str, *states: LeadState) -> Lead:
    lead = tx.table(Lead).get(lead_id)
    if lead.state not in states:
        raise Refused(f"线索现在的办理环节不能{doing}")
    return lead


def _changed(tx: Tx, lead: Lead, version: int, said: Mapping[str, Any]) -> Lead:
    saved = tx.change(lead, version, **said)
    refuse_unknown_codes(tx.session, saved)
    return saved
