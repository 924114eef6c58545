"""信访台账 of a group, for holders of the restricted key only; no reporter is named on it."""

from xuncha_desktop.printing.forms import petition_ledger as petition_form
from xuncha_desktop.printing.forms.ledger import LedgerRow
from xuncha_desktop.printing.forms.petition_ledger import SEALED, PetitionLedger
from xuncha_desktop.records.organisation import Group, Round
from xuncha_desktop.records.restricted import Petition
from xuncha_desktop.rules.profile import Profile
from xuncha_desktop.services import days, profiles, reading
from xuncha_desktop.services.office_forms import TableWords
from xuncha_desktop.services.paper_views import Heads, blank_of, paper_of
from xuncha_desktop.services.profiles import Names
from xuncha_desktop.services.reading import Query
from xuncha_desktop.services.session import Session
from xuncha_desktop.storage.table import Where

PETITIONS = "petition_ledger"
ACROSS = 257


@paper_of(PETITIONS, Group, secret=True)
def petitions(session: Session, group: Group) -> PetitionLedger:
    """Every petition of the group; where somebody gave his name, it only says that it is sealed."""
    profile = profiles.of_round(session, group.round_id)
    reading.open_ledger(session, ledger_of(Petition.type.name, group))
    words, names = TableWords(profile, PETITIONS, petition_form.COLUMNS), Names(session, profile)
    found = session.table(Petition).where(Where("group_id = ?", (group.id,)), order="number, rowid")
    rows = words.listed([_petition(words, names, one) for one in found])
    told = f"{scope(session, group)}　共{len(found)}件"
    return words.register(PetitionLedger, Petition.type.level, told, rows, across=ACROSS)


@blank_of(PETITIONS)
def _blank_petitions(profile: Profile, heads: Heads) -> PetitionLedger:
    words = TableWords(profile, PETITIONS, petition_form.COLUMNS)
    return words.register(PetitionLedger, Petition.type.level, heads.group, across=ACROSS)


def ledger_of(type_name: str, group: Group) -> Query:
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


def scope(session: Session, group: Group) -> str:
    """Whose ledger it is and of which day."""
    round_ = session.table(Round).get(group.round_id)
    return f"{round_.name}　{group.name}　截至{days.words(session.today)}"
