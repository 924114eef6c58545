"""Papers about leads, for holders of the restricted key only: sealed volume, proposals, hand-over sheet."""

from collections.abc import Sequence

from xuncha_desktop.printing.entries import LABEL_WIDTHS, Entry
from xuncha_desktop.printing.forms import disposition_proposal as proposal_form
from xuncha_desktop.printing.forms import referral as referral_form
from xuncha_desktop.printing.forms.disposition_proposal import DispositionProposal, Proposed
from xuncha_desktop.printing.forms.lead_volume import LeadPage, LeadVolume
from xuncha_desktop.printing.forms.referral import Referral, Transferred
from xuncha_desktop.printing.marks import Marks
from xuncha_desktop.printing.signing import SignBox
from xuncha_desktop.records.organisation import Group, Round, Unit
from xuncha_desktop.records.restricted import Lead, LeadState, RestrictedFile
from xuncha_desktop.rules.bodies import BodyKind
from xuncha_desktop.rules.profile import Profile
from xuncha_desktop.services import profiles
from xuncha_desktop.services.form_words import FormWords, day_words
from xuncha_desktop.services.paper_views import Heads, blank_of, paper_of
from xuncha_desktop.services.session import Session
from xuncha_desktop.storage.table import Where

VOLUME, PROPOSAL, REFERRAL = "lead_volume", "disposition_proposal", "referral"
_ROWS = ("number", "accused", "accused_post", "source", "content", "screening", "disposition")
_TABLE = ("order", "number", "accused", "accused_post", "content", "disposition", "reason")
_EXCEPTIONS = ("order", "number", "accused", "decision")
_PIECES = ("order", "material", "accused", "pages", "level", "receiver")
_LEAD = {
    "number": "编号",
    "accused": "被反映人",
    "accused_post": "职务",
    "content": "主要内容",
    "disposition": "处置建议",
    "order": "序",
}
_OWN = {
    VOLUME: {**_LEAD, "page": "问题线索登记表", "source": "线索来源", "screening": "甄别意见"},
    PROPOSAL: {**_LEAD, "reason": "建议理由", "exceptions": "例外事项（不按上表建议办理的）", "decision": "决定"},
    REFERRAL: {
        **_LEAD,
        "approval": "审批意见",
        "material": "材料名称",
        "pages": "页数",
        "level": "密级",
        "receiver": "接收单位",
    },
}
_ROOM = {"content": 60, "screening": 30, "disposition": 30}  # millimetres
_ROOM_OTHERWISE = 10
_SECRET = Lead.type.level
_HANDED_BY = ("巡察组", "巡察办", "接收单位")


def _found(session: Session, where: Where) -> list[Lead]:
    return session.table(Lead).where(where, order="number, rowid")


def _of_group(session: Session, group: Group) -> list[Lead]:
    return _found(session, Where("group_id = ?", (group.id,)))


def _decided(session: Session, group: Group) -> list[Lead]:
    """Every lead of the group there is a decision on, handed over since or not: the sheet can be printed again."""
    return [lead for lead in _of_group(session, group) if lead.decided_on]


def _put_forward(session: Session, round_: Round) -> list[Lead]:
    """What waits for a decision; where nothing does, the table as it was put before the body the last time."""
    found = [one for one in _found(session, Where("round_id = ?", (round_.id,))) if one.disposition]
    waiting = [lead for lead in found if lead.state is LeadState.PROPOSED]
    return waiting or _put_with(session, max(found, key=lambda one: one.decided_on or "")) if found else []


def _put_with(session: Session, lead: Lead) -> list[Lead]:
    """The leads that stood on the same table as one of them: those that wait with it, or were decided with it."""
    if lead.state is LeadState.PROPOSED:
        return _found(session, Where("round_id = ? AND state = ?", (lead.round_id, lead.state.value)))
    return _found(session, Where("round_id = ?", (lead.round_id,)) & _decided_with(lead))


def _decided_with(lead: Lead) -> Where:
    return Where("decided_by = ? AND decided_on = ?", (lead.decided_by, lead.decided_on))


def _has_leads(session: Session, group: Group) -> str | None:
    return None if _of_group(session, group) else "没有登记的问题线索"


def _has_proposals(session: Session, round_: Round) -> str | None:
    return None if _put_forward(session, round_) else "没有已提处置建议的线索"


def _has_decided(session: Session, group: Group) -> str | None:
    return None if _decided(session, group) else "没有已决定处置的线索"


def _is_proposed(session: Session, lead: Lead) -> str | None:
    del session
    return None if lead.disposition else "这条线索还没有提处置建议"


def _is_decided(session: Session, lead: Lead) -> str | None:
    del session
    return None if lead.decided_on else "这条线索的处置还没有决定"


@paper_of(VOLUME, Group, secret=True, ready=_has_leads)
def volume(session: Session, group: Group) -> LeadVolume:
    """Every lead of the group, a page each, under a cover that tells nothing of them."""
    profile = profiles.of_round(session, group.round_id)
    words = FormWords(profile, VOLUME, "问题线索专册", _OWN[VOLUME])
    names = profiles.Names(session, profile)
    unit = session.table(Unit).get(group.unit_id)
    return LeadVolume(
        marks=Marks(_SECRET),
        title=words.title,
        report=f"{unit.name}巡察报告附册",
        group=group.name,
        made_on="",
        seal="密　封　件",
        warning="本册单独装订密封，由收件人本人拆阅，不与巡察报告一并传阅。",
        leads=tuple(_page(words, names, lead) for lead in _of_group(session, group)),
        places=words.places(156, ("封存人", "拆封人")),
        label_width=words.label_width(LABEL_WIDTHS[0]),
    )


@paper_of(PROPOSAL, Round, secret=True, ready=_has_proposals)
def proposal(session: Session, round_: Round) -> DispositionProposal:
    """Every proposal of the round that waits for the deciding body; exceptions are written in by it."""
    return _proposal(session, round_, _put_forward(session, round_))


@paper_of(PROPOSAL, Lead, "处置建议表（本线索所在的）", ready=_is_proposed)
def proposal_with(session: Session, lead: Lead) -> DispositionProposal:
    """The table one lead stood on, however long ago."""
    return _proposal(session, session.table(Round).get(lead.round_id), _put_with(session, lead))


def _proposal(session: Session, round_: Round, found: Sequence[Lead]) -> DispositionProposal:
    profile = profiles.of_round(session, round_.id)
    words = FormWords(profile, PROPOSAL, "问题线索处置建议表", _OWN[PROPOSAL])
    names = profiles.Names(session, profile)
    return DispositionProposal(
        marks=Marks(_SECRET),
        title=words.title,
        scope=f"{round_.name}　共{len(found)}件",
        heads=words.texts(_TABLE),
        leads=tuple(
            Proposed(
                lead.number,
                lead.accused,
                lead.accused_post or "",
                lead.content,
                names.code("lead_disposition", lead.disposition or ""),
                lead.disposition_words or "",
            )
            for lead in found
        ),
        exceptions_label=words.text("exceptions"),
        exception_heads=words.texts(_EXCEPTIONS),
        basis=words.basis("依据"),
        places=_decided_by(profile, words),
        widths=words.widths(_TABLE, proposal_form.WIDTHS),
    )


@blank_of(PROPOSAL)
def _blank_proposal(profile: Profile, heads: Heads) -> DispositionProposal:
    del heads
    words = FormWords(profile, PROPOSAL, "问题线索处置建议表", _OWN[PROPOSAL])
    return DispositionProposal(
        marks=Marks(_SECRET),
        title=words.title,
        scope="",
        heads=words.texts(_TABLE),
        leads=(),
        exceptions_label=words.text("exceptions"),
        exception_heads=words.texts(_EXCEPTIONS),
        basis=words.basis("依据"),
        places=_decided_by(profile, words),
        widths=words.widths(_TABLE, proposal_form.WIDTHS),
    )


@paper_of(REFERRAL, Group, secret=True, ready=_has_decided)
def referral(session: Session, group: Group) -> Referral:
    """The decided leads of the group with what hangs on them, for those who take them over."""
    return _referral(session, group, _decided(session, group))


@paper_of(REFERRAL, Lead, "移交材料交接单（本线索所在的）", ready=_is_decided)
def referral_with(session: Session, lead: Lead) -> Referral:
    """The sheet of the leads that were decided together with one."""
    group = session.table(Group).get(lead.group_id)
    return _referral(session, group, _found(session, Where("group_id = ?", (group.id,)) & _decided_with(lead)))


def _referral(session: Session, group: Group, found: Sequence[Lead]) -> Referral:
    profile = profiles.of_round(session, group.round_id)
    words = FormWords(profile, REFERRAL, "移交材料交接单", _OWN[REFERRAL])
    unit = session.table(Unit).get(group.unit_id)
    receiver = _receiver(profile, words)
    return Referral(
        marks=Marks(_SECRET),
        title=words.title,
        scope=f"{group.name}　{unit.name}　共{len(found)}件",
        heads=words.texts(_PIECES),
        pieces=tuple(_piece(session, lead, receiver) for lead in found),
        basis=words.basis("交接依据"),
        copies_note=words.copies_note,
        approval=_approval(words, found),
        places=words.places(156, _HANDED_BY),
        widths=words.widths(_PIECES, referral_form.WIDTHS),
    )


@blank_of(REFERRAL)
def _blank_referral(profile: Profile, heads: Heads) -> Referral:
    words = FormWords(profile, REFERRAL, "移交材料交接单", _OWN[REFERRAL])
    return Referral(
        marks=Marks(_SECRET),
        title=words.title,
        scope=heads.group,
        heads=words.texts(_PIECES),
        pieces=(),
        basis=words.basis("交接依据"),
        copies_note=words.copies_note,
        approval=(SignBox(words.text("approval"), 156),),
        places=words.places(156, _HANDED_BY),
        widths=words.widths(_PIECES, referral_form.WIDTHS),
    )


def _page(words: FormWords, names: profiles.Names, lead: Lead) -> LeadPage:
    said = {
        "number": lead.number,
        "accused": lead.accused,
        "accused_post": lead.accused_post or "",
        "source": names.code("lead_source", lead.source),
        "content": lead.content,
        "screening": _with_code(names, "lead_screening", lead.screening, lead.screening_words),
        "disposition": _with_code(names, "lead_disposition", lead.disposition, lead.disposition_words),
    }
    rows = [name for name in words.rows(_ROWS) if name in said]
    return LeadPage(
        words.text("page"),
        tuple(Entry(words.text(name), said[name], _ROOM.get(name, _ROOM_OTHERWISE)) for name in rows),
    )


def _with_code(names: profiles.Names, source: str, code: str | None, more: str | None) -> str:
    return "\n".join(part for part in (names.code(source, code) if code else "", more or "") if part)


def _decided_by(profile: Profile, words: FormWords) -> tuple[SignBox, ...]:
    """A body's place has an opinion and a day and nobody's signature."""
    bodies = [bool(one.body) for one in words.signers] or [True]
    width = 257
    if len(bodies) == 1:
        label = words.signers[0].label if words.signers else "审定意见"
        return (SignBox(label, width, body=bodies[0]),)
    return words.places(width)


def _piece(session: Session, lead: Lead, receiver: str) -> Transferred:
    where = Where("owner_type = ? AND owner_id = ?", (lead.type.name, lead.id))
    files = session.table(RestrictedFile).where(where)
    pages = sum(file.pages or 0 for file in files)
    material = f"问题线索{lead.number}" + (f"及附件{len(files)}份" if files else "")
    return Transferred(material, lead.accused, str(pages) if pages else "", _SECRET.label, receiver)


def _receiver(profile: Profile, words: FormWords) -> str:
    """The body the form has take them over, if it names one."""
    bodies = [profile.body(one.body) for one in words.signers if one.body]
    return next((body.label for body in bodies if body.kind is BodyKind.DEPARTMENT), "")


def _approval(words: FormWords, leads: Sequence[Lead]) -> tuple[SignBox, ...]:
    """What was decided, where one decision covers all; else room for it."""
    said = {(lead.decided_by, lead.decided_on, lead.decision, lead.decision_original_at) for lead in leads}
    if len(said) != 1:
        return (SignBox(words.text("approval"), 156),)
    by, on, decision, kept = said.pop()
    note = f"代录，原件存{kept}" if kept else ""
    label = f"{words.text('approval')}（{by}）" if by else words.text("approval")
    return (SignBox(label, 156, decision or "", "", day_words(on), note, body=True),)
