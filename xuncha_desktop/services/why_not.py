"""Why an act on a record is not open to this person now: the sentence a disabled button shows; None if it is open."""

from xuncha_desktop.kernel.errors import ReadOnly
from xuncha_desktop.records.onsite import EntryMeeting, Finding, FindingState, GroupMeeting, Interview
from xuncha_desktop.records.organisation import Group
from xuncha_desktop.records.papers import Paper
from xuncha_desktop.records.preparation import InquiryLetter
from xuncha_desktop.records.rectification import Deadline, Decision, Feedback, Progress, RectificationTask
from xuncha_desktop.records.registry import Record
from xuncha_desktop.records.restricted import Lead, LeadState, Petition, PetitionState
from xuncha_desktop.records.urging import QualityCard, Urging
from xuncha_desktop.services import (
    evidence,
    external_review,
    findings,
    identity,
    leads,
    onsite,
    petitions,
    profiles,
    quality_cards,
    rectification,
)
from xuncha_desktop.services import working_papers as papers
from xuncha_desktop.services.session import Session

_OPEN_LEAD = (LeadState.FORMED, LeadState.SCREENED, LeadState.PROPOSED)
_ELSEWHERE: dict[type[Record], str] = {
    Deadline: "在“事项与期限”里办理",
    Decision: "在“反馈意见”的“审定、反馈与签收”里登记",
    Feedback: "在“反馈意见”的“条目”“审定、反馈与签收”里办理",
    Progress: "在“整改任务”里办理",
    RectificationTask: "在“整改任务”里办理",
}
_CORRECTED_BY = {
    Finding: findings.correct,
    Interview: onsite.correct_interview,
    EntryMeeting: onsite.correct_entry_meeting,
    GroupMeeting: onsite.correct_group_meeting,
    Petition: petitions.correct,
    Lead: leads.correct,
}


def elsewhere(session: Session, record: Record) -> str | None:
    """Another workspace has custody, or nothing can be written here."""
    if session.read_only:
        return str(ReadOnly())
    if record.custodian != session.place.workspace_id:
        return f"这条{record.type.label}现由另一工作区保管，本处只能查看"
    return None


def saving(session: Session, record: Record) -> str | None:
    """Why the fields of a record cannot be changed."""
    if told := elsewhere(session, record):
        return told
    if isinstance(record, Finding) and record.state is not FindingState.DRAFT:
        return _fixed_finding(record)
    if isinstance(record, Petition) and record.state is PetitionState.CLOSED:
        return "这件信访已办结，不能再改"
    if isinstance(record, Lead) and record.state not in _OPEN_LEAD:
        return "线索已作出处置决定，内容不能再改"
    if isinstance(record, Paper):
        return "文书的内容随审签固定；要改内容，须退回后改问题本身"
    if isinstance(record, QualityCard | Urging | InquiryLetter):
        return "内容登记后不再改动，后续用上面的按钮办理"
    act = _CORRECTED_BY.get(type(record))  # pyright: ignore[reportArgumentType]
    if act:
        return act.why_not(session)
    return f"{record.type.label}{_ELSEWHERE.get(type(record), '登记以后')}，此处只能查看"


def attaching(session: Session, record: Record) -> str | None:
    """Why no file can be hung on a record. A paper takes the scan of what was signed by hand, a group its report."""
    if isinstance(record, Group):
        return evidence.attach.why_not(session)
    if told := elsewhere(session, record):
        return told
    if isinstance(record, Finding) and record.state is not FindingState.DRAFT:
        return "底稿已送审，佐证材料随底稿固定" if record.state is not FindingState.VOID else "问题已作废，不再添加材料"
    if isinstance(record, Petition | Lead) and (told := saving(session, record)):
        return told
    if isinstance(record, QualityCard):
        return quality_cards.why_no_evidence(record) or None
    return rectification.why_no_evidence(session, record) or None if isinstance(record, Progress) else None


def lacking(session: Session, finding: Finding) -> list[str]:
    """What still has to be written before a finding's paper can be submitted."""
    chain = profiles.of_round(session, finding.round_id).chain_for(papers.KIND)
    return findings.missing(finding, chain.steps[0].persons if chain else 1)


def submitting(session: Session, finding: Finding) -> str | None:
    """Why a finding's paper cannot be sent."""
    if told := elsewhere(session, finding) or papers.submit.why_not(session):
        return told
    if finding.state is not FindingState.DRAFT:
        return _fixed_finding(finding)
    absent = lacking(session, finding)
    return "还需补齐：" + "、".join(absent) if absent else None


def voiding(session: Session, finding: Finding) -> str | None:
    """Why a finding cannot be set aside."""
    if told := elsewhere(session, finding) or findings.void.why_not(session):
        return told
    return None if finding.state is FindingState.DRAFT else _fixed_finding(finding)


def restoring(session: Session, finding: Finding) -> str | None:
    """Why a void finding cannot be taken back."""
    if told := elsewhere(session, finding) or findings.restore.why_not(session):
        return told
    return None if finding.state is FindingState.VOID else "只有作废的问题可以恢复"


def splitting(session: Session, finding: Finding) -> str | None:
    """Why no lead can be split off a finding."""
    if told := elsewhere(session, finding) or leads.drop.why_not(session):
        return told
    return "问题已作废" if finding.state is FindingState.VOID else None


def reviewing(session: Session, record: Petition | Lead) -> str | None:
    """Why the review by the profile's outside body cannot be registered."""
    act = petitions.review if isinstance(record, Petition) else leads.review
    if told := elsewhere(session, record) or act.why_not(session):
        return told
    if isinstance(record, Petition) and record.state is PetitionState.CLOSED:
        return "这件信访已办结"
    if external_review.reviewer(session, record.round_id, record.type.name) is None:
        return "本轮次不要求送审阅，或这一步已凭决定停用"
    return "已登记送审阅" if record.reviewed_on else None


def instructing(session: Session, petition: Petition) -> str | None:
    """Why nothing can be decided on a petition."""
    if told := elsewhere(session, petition) or petitions.instruct.why_not(session):
        return told
    if petition.state is PetitionState.CLOSED:
        return "这件信访已办结"
    return _unseen(session, petition)


def closing(session: Session, petition: Petition) -> str | None:
    """Why a petition cannot be closed."""
    if told := elsewhere(session, petition) or petitions.close.why_not(session):
        return told
    if petition.state is PetitionState.CLOSED:
        return "这件信访已办结"
    return None if petition.state is PetitionState.INSTRUCTED else "尚未批办的信访不能办结"


def revealing(session: Session, petition: Petition) -> str | None:
    """Why the reporter's identity cannot be looked at."""
    if told := identity.reveal.why_not(session):
        return told
    if petition.reporter is None:
        return "这件信访没有登记信访人"
    return None if identity.KEY in session.keys.private else f"{identity.NO_KEY}：您没有打开信访人身份的密钥"


def screening(session: Session, lead: Lead) -> str | None:
    """Why a lead cannot be judged."""
    told = elsewhere(session, lead) or leads.screen.why_not(session)
    return told or _not_in(lead, "甄别", LeadState.FORMED, LeadState.SCREENED) or _unseen(session, lead)


def proposing(session: Session, lead: Lead) -> str | None:
    """Why nothing can be proposed on a lead."""
    told = elsewhere(session, lead) or leads.propose.why_not(session)
    return told or _not_in(lead, "提处置建议", LeadState.SCREENED, LeadState.PROPOSED)


def deciding(session: Session, lead: Lead) -> str | None:
    """Why no decision can be registered on a lead."""
    told = elsewhere(session, lead) or leads.decide.why_not(session)
    return told or _not_in(lead, "登记决定", LeadState.PROPOSED)


def _fixed_finding(finding: Finding) -> str:
    if finding.state is FindingState.VOID:
        return "这条问题已作废；如需使用请先恢复"
    if finding.state is FindingState.SIGNED:
        return "底稿已签批，内容不再改动"
    return "底稿正在审签，内容不能直接修改；如需修改请先由审签人退回"


def _not_in(lead: Lead, doing: str, *states: LeadState) -> str | None:
    return None if lead.state in states else f"线索现在的办理环节（{lead.state.label}）不能{doing}"


def _unseen(session: Session, record: Petition | Lead) -> str | None:
    if record.reviewed_on:
        return None
    body = external_review.reviewer(session, record.round_id, record.type.name)
    return f"须先送{body.label}审阅并登记" if body else None
