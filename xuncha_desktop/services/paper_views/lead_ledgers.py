"""问题线索台账, for holders of the restricted key only: a group's, and the one a regime has the office keep."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from xuncha_desktop.printing.forms import lead_ledger as form
from xuncha_desktop.printing.forms.lead_ledger import LeadLedger, LevelLedger
from xuncha_desktop.printing.forms.ledger import LedgerRow
from xuncha_desktop.printing.marks import Marks
from xuncha_desktop.records.organisation import Group, Round
from xuncha_desktop.records.restricted import Lead, LeadState
from xuncha_desktop.rules.matters import CadreLevel
from xuncha_desktop.rules.profile import Profile
from xuncha_desktop.rules.wording import first_words
from xuncha_desktop.services import cadre_levels, days, numbering, profiles, reading
from xuncha_desktop.services.office_forms import GROUND, TableWords
from xuncha_desktop.services.paper_views import Heads, blank_of, paper_of
from xuncha_desktop.services.paper_views.restricted_ledgers import ACROSS, ledger_of, scope
from xuncha_desktop.services.profiles import Names
from xuncha_desktop.services.reading import Query
from xuncha_desktop.services.session import Session
from xuncha_desktop.storage.table import Where

LEADS = "lead_ledger"
_Listed = Callable[[Sequence[Lead]], tuple[LedgerRow, ...]]


@dataclass(frozen=True, slots=True)
class _Book:
    """What the ledgers of one paper share: the regime's words and the line that says whose leads they are."""

    profile: Profile
    words: TableWords
    head: str

    def whole(self, rows: tuple[LedgerRow, ...], count: str) -> LeadLedger:
        """One ledger of all leads."""
        return self.words.register(LeadLedger, Lead.type.level, f"{self.head}{count}", rows, across=ACROSS)

    def parted(self, levels: tuple[LevelLedger, ...]) -> LeadLedger:
        """A ledger a level."""
        return LeadLedger(Marks(Lead.type.level), self.words.title, self.head, self.words.columns, (), levels=levels)

    def level(self, level: CadreLevel, rows: tuple[LedgerRow, ...], count: str) -> LevelLedger:
        """The ledger of a level: its keeper, whether its leads go first, and what says so."""
        words = self.words
        keeper = self.profile.body(level.ledger_kept_by).label if level.ledger_kept_by else ""
        named = "，指定专人负责" if level.named_keeper else ""
        kept = f"由{keeper}建台账{named}" if keeper else ""
        said = "　".join(part for part in (kept, first_words(level)) if part)
        return LevelLedger(
            f"{level.label}{words.title}",
            "\n".join(part for part in (f"{self.head}{count}", said) if part),
            rows,
            f"分级{cadre_levels.ground(self.profile, level)}{words.basis(GROUND)}{words.copies_note}",
            words.abreast(ACROSS, (f"台账专人（{keeper}）",) if level.named_keeper else ()),
        )

    def unplaced(self, rows: tuple[LedgerRow, ...], count: str) -> LevelLedger:
        """The leads nobody has said the level of yet."""
        return LevelLedger(f"{self.words.title}（未填干部层级）", f"{self.head}{count}", rows, self.words.basis(GROUND))


@paper_of(LEADS, Group, secret=True)
def of_group(session: Session, group: Group) -> LeadLedger:
    """Every lead of the group and how far it has come; a ledger a level where the regime parts them."""
    profile = profiles.of_round(session, group.round_id)
    reading.open_ledger(session, ledger_of(Lead.type.name, group))
    book = _book(profile, f"{scope(session, group)}　")
    listed = _listed(session, profile, book.words)
    found = session.table(Lead).where(Where("group_id = ?", (group.id,)), order="number, rowid")
    levels = cadre_levels.levels_of(profile)
    if not levels:
        return book.whole(listed(found), f"共{len(found)}件")
    return book.parted(tuple(_parts(book, levels, found, listed, with_rest=True)))


def _office_keeps(session: Session, round_: Round) -> str | None:
    levels = cadre_levels.kept_by_office(profiles.of_round(session, round_.id))
    if not levels:
        return "本轮次的规则档没有由巡察办建立的问题线索台账"
    return "这本台账由巡察办建立，在巡察办打印" if numbering.group_of(session) else None


@paper_of(LEADS, Round, secret=True, ready=_office_keeps)
def of_office(session: Session, round_: Round) -> LeadLedger:
    """The leads of all groups on the levels whose ledger the office keeps."""
    profile = profiles.of_round(session, round_.id)
    levels = cadre_levels.kept_by_office(profile)
    reading.open_ledger(session, _kept(round_, levels))
    book = _book(profile, f"{round_.name}　截至{days.words(session.today)}　")
    found = session.table(Lead).where(Where("round_id = ?", (round_.id,)), order="number, rowid")
    listed = _listed(session, profile, book.words)
    return book.parted(tuple(_parts(book, levels, found, listed, with_rest=False)))


@blank_of(LEADS)
def _blank(profile: Profile, heads: Heads) -> LeadLedger:
    book = _book(profile, heads.group)
    levels = cadre_levels.levels_of(profile)
    return book.parted(tuple(book.level(level, (), "") for level in levels)) if levels else book.whole((), "")


def _book(profile: Profile, head: str) -> _Book:
    return _Book(profile, TableWords(profile, LEADS, form.COLUMNS), head)


def _kept(round_: Round, levels: Sequence[CadreLevel]) -> Query:
    """What is looked into: a ledger on paper is as much of a look as one on the screen."""
    wanted = frozenset(level.id for level in levels)
    return Query(Lead.type.name, choices={"round_id": frozenset((round_.id,)), "cadre_level": wanted})


def _parts(
    book: _Book, levels: Sequence[CadreLevel], found: Sequence[Lead], listed: _Listed, *, with_rest: bool
) -> Iterator[LevelLedger]:
    for level in levels:
        of_it = [lead for lead in found if lead.cadre_level == level.id]
        yield book.level(level, listed(of_it), f"共{len(of_it)}件")
    known = {level.id for level in levels}
    rest = [lead for lead in found if lead.cadre_level not in known]
    if rest and with_rest:
        yield book.unplaced(listed(rest), f"共{len(rest)}件")


def _listed(session: Session, profile: Profile, words: TableWords) -> _Listed:
    names = Names(session, profile)
    return lambda leads: words.listed([_lead(words, names, one) for one in leads])


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
