"""信访台账 and 问题线索台账 of a group, for holders of the restricted key only; no reporter is named on them."""

from xuncha_desktop.printing.forms import lead_ledger as lead_form
from xuncha_desktop.printing.forms import petition_ledger as petition_form
from xuncha_desktop.printing.forms.lead_ledger import LeadLedger
from xuncha_desktop.printing.forms.ledger import LedgerRow
from xuncha_desktop.printing.forms.petition_ledger import SEALED, PetitionLedger
from xuncha_desktop.printing.marks import Marks
from xuncha_desktop.records.organisation import Group, Round
from xuncha_desktop.records.restricted import Lead, LeadState, Petition
from xuncha_desktop.rules.profile import Profile
from xuncha_desktop.services import days, profiles, reading
from xuncha_desktop.services.office_forms import GROUND, TableWords
from xuncha_desktop.services.paper_views import Heads, blank_of, paper_of
from xuncha_desktop.services.profiles import Names
from xuncha_desktop.services.reading import Query
from xuncha_desktop.services.session import Session
from xuncha_desktop.storage.table import Where

PETITIONS, LEADS = "petition_ledger", "lead_ledger"
_ACROSS = 257


@paper_of(PETITIONS, Group, secret=True)
def petitions(session: Session, group: Group) -> PetitionLedger:
    """Every petition of the group; where somebody gave his name, it only says that it is sealed."""
    profile = profiles.of_round(session, group.round_id)
    reading.open_ledger(session, _ledger_of(Petition.type.name, group))
    words, names = TableWords(profile, PETITIONS, petition_form.COLUMNS), Names(session, profile)
    found = session.table(Petition).where(Where("group_id = ?", (group.id,)), order="number, rowid")
    return PetitionLedger(
        Marks(Petition.type.level),
        words.title,
        _scope(session, group, len(found)),
        words.columns,
        words.listed([_petition(words, names, one) for one in found]),
        notes=words.basis(GROUND) + words.copies_note,
        places=words.abreast(_ACROSS),
    )


@paper_of(LEADS, Group, secret=True)
def leads(session: Session, group: Group) -> LeadLedger:
    """Every lead of the group and how far it has come."""
    profile = profiles.of_round(session, group.round_id)
    reading.open_ledger(session, _ledger_of(Lead.type.name, group))
    words, names = TableWords(profile, LEADS, lead_form.COLUMNS), Names(session, profile)
    found = session.table(Lead).where(Where("group_id = ?", (group.id,)), order="number, rowid")
    return LeadLedger(
        Marks(Lead.type.level),
        words.title,
        _scope(session, group, len(found)),
        words.columns,
        words.listed([_lead(words, names, one) for one in found]),
        notes=words.basis(GROUND) + words.copies_note,
        places=words.abreast(_ACROSS),
    )


@blank_of(PETITIONS)
def _blank_petitions(profile: Profile, heads: Heads) -> PetitionLedger:
    words = TableWords(profile, PETITIONS, petition_form.COLUMNS)
    return PetitionLedger(
        Marks(Petition.type.level),
        words.title,
        heads.group,
        words.columns,
        (),
        notes=words.basis(GROUND) + words.copies_note,
        places=words.abreast(_ACROSS),
    )


@blank_of(LEADS)
def _blank_leads(profile: Profile, heads: Heads) -> LeadLedger:
    words = TableWords(profile, LEADS, lead_form.COLUMNS)
    return LeadLedger(
        Marks(Lead.type.level),
        words.title,
        heads.group,
        words.columns,
        (),
        notes=words.basis(GROUND) + words.copies_note,
        places=words.abreast(_ACROSS),
    )


def _ledger_of(type_name: str, group: Group) -> Query:
    """What is looked into: a ledger on paper is as much of a look as one on the screen."""
    return Query(type_name, choices={"group_id": frozenset((group.id,))})


def _petition(words: TableWords, names: Names, one: Petition) -> LedgerRow:
    signature = names.code("petition_signature", one.signature)
    outcome = names.code("petition_outcome", one.outcome) if one.outcome else ""
    return words.row(
        {
            "number": one.number,
            "received_on": one.received_on,
            "channel": names.code("petition_channel", one.channel),
            "reporter": f"{signature}\n（{SEALED}）" if one.reporter else signature,
            "accused": "\n".join(part for part in (one.accused, one.accused_post) if part),
            "content": one.content,
            "outcome": "\n".join(part for part in (outcome, one.outcome_words) if part),
            "result": one.result or "",
        }
    )


def _lead(words: TableWords, names: Names, one: Lead) -> LedgerRow:
    decided = one.decided_on if one.state in (LeadState.DECIDED, LeadState.TRANSFERRED) else None
    return words.row(
        {
            "number": one.number,
            "formed_on": one.formed_on,
            "unit": names.title("unit", one.unit_id),
            "accused": one.accused,
            "post": one.accused_post or "",
            "content": one.content,
            "source": names.code("lead_source", one.source),
            "screening": names.code("lead_screening", one.screening) if one.screening else "",
            "disposition": names.code("lead_disposition", one.disposition) if one.disposition else "",
            "state": f"{one.state.label}\n（决定{decided}）" if decided else one.state.label,
        }
    )


def _scope(session: Session, group: Group, count: int) -> str:
    round_ = session.table(Round).get(group.round_id)
    return f"{round_.name}　{group.name}　截至{days.words(session.today)}　共{count}件"
