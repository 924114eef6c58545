"""Numbers of papers and registers: the group's code, the year, the kind's word and a running number."""

from xuncha_desktop.kernel.errors import Invalid, Refused
from xuncha_desktop.kernel.levels import Compartment
from xuncha_desktop.kernel.people import Post
from xuncha_desktop.kernel.text import cleaned
from xuncha_desktop.records.organisation import Group, Round
from xuncha_desktop.rules.profile import Profile
from xuncha_desktop.services.session import Session, Tx
from xuncha_desktop.services.use_case import use_case
from xuncha_desktop.storage import meta
from xuncha_desktop.storage.connection import Connection

KEEPERS = frozenset((Post.OFFICE_DIRECTOR, Post.OFFICE_CLERK))
OFFICE_CODE = "office_code"
_AFTER = "numbers_after:"

# The word each kind carries in its numbers; the office's custom, no regulation gives one.
WORDS = {
    "working_paper": "底",
    "interview": "谈",
    "petition": "信",
    "lead": "线",
    "instruction_request": "请",
    "immediate_rectification": "改",
    "feedback": "馈",
    "supervision_notice": "督",
    "rectification_closing": "销",
    "urging": "促",
    "information_request": "询",
}


# What an office numbers itself, and so may continue from its own registers.
OFFICE_KINDS = (
    "information_request",
    "feedback",
    "supervision_notice",
    "urging",
    "rectification_closing",
    "petition",
    "lead",
)
NO_NUMBER = "不编号"
# These go out as documents: their number is a 发文字号, the word part of the 代字, no zero before it
# (GB/T 9704-2012, 7.2.5). The others are items of a register.
_DOCUMENTS = frozenset(
    (
        "instruction_request",
        "immediate_rectification",
        "feedback",
        "supervision_notice",
        "urging",
        "information_request",
    )
)
_RESTRICTED = frozenset(("petition", "lead"))
FIRST_YEAR = 2000
MOST = 99_999


def of_group(tx: Tx, kind: str, group_id: str) -> str:
    """The next number of a kind in a group's round: 临巡二〔2019〕底003号, of a document 临巡二请〔2019〕1号."""
    group = tx.session.table(Group).get(group_id)
    year = tx.session.table(Round).get(group.round_id).year
    return _text(tx, group.code, kind, year)


def of_office(tx: Tx, kind: str, year: int) -> str:
    """The next number of a kind the office gives in a year, under its own 代字."""
    return _text(tx, office_code(tx.session), kind, year)


def of_form(tx: Tx, profile: Profile, kind: str) -> str:
    """The office's next number for a paper, where the regime's form is numbered; without a form it is, by custom."""
    form = next((form for form in profile.forms if form.id == kind), None)
    return of_office(tx, kind, tx.today.year) if form is None or form.numbered else NO_NUMBER


def office_code(session: Session) -> str:
    """The 代字 in the office's numbers; until the office names its own, a plain one."""
    return meta.read(session.db(Compartment.CORE), OFFICE_CODE) or "巡察办"


@use_case("numbering.name_office", "设定办公室编号代字", compartment=Compartment.CORE, by=KEEPERS)
def name_office(tx: Tx, code: str) -> None:
    """Set the 代字 of the office's numbers; numbers already given stay as they are."""
    tidy = cleaned(code, multiline=False)
    if not 0 < len(tidy) <= 12:
        raise Invalid({"code": "编号代字须为1至12个字"})
    meta.write(tx.db, OFFICE_CODE, tidy)
    tx.facts["code"] = tidy


@use_case("numbering.continue", "接续原有编号", by=KEEPERS)
def go_on_from(tx: Tx, body: str, kind: str, year: int, last: int) -> None:
    """Continue an office's existing numbering after `last`. Raises `Refused` for going back: no number is reused."""
    _go_on(tx, body, kind, year, last)


@use_case("numbering.continue_restricted", "接续受限区原有编号", compartment=Compartment.RESTRICTED, by=KEEPERS)
def go_on_restricted(tx: Tx, body: str, kind: str, year: int, last: int) -> None:
    """The same for petitions and leads, whose numbers run in their own compartment."""
    _go_on(tx, body, kind, year, last)


def compartment_of(kind: str) -> Compartment:
    """Where the numbers of a kind the office gives run on."""
    return Compartment.RESTRICTED if kind in _RESTRICTED else Compartment.WORK


def last_given(session: Session, body: str, kind: str, year: int) -> int:
    """The last number given or continued from; 0 for none. Raises `NotAllowed` without the compartment's key."""
    return _last(session.db(compartment_of(kind)), body, kind, year)


def _go_on(tx: Tx, body: str, kind: str, year: int, last: int) -> None:
    if kind not in OFFICE_KINDS or compartment_of(kind) is not tx.compartment:
        raise Refused("这类编号不在这里接续")
    if not FIRST_YEAR <= year <= tx.today.year:
        raise Refused(f"年度应在{FIRST_YEAR}年至{tx.today.year}年之间")
    used = _last(tx.db, body, kind, year)
    if not 1 <= last <= MOST or used > last:
        raise Refused(f"该编号已用到{used}，只能向后接续，最大{MOST}")
    tx.db.execute(
        "INSERT INTO sequence (body, kind, year, last) VALUES (?, ?, ?, ?) "
        "ON CONFLICT (body, kind, year) DO UPDATE SET last = excluded.last",
        (body, kind, year, last),
    )
    tx.facts |= {"body": body, "kind": kind, "year": year, "last": last}


def of_place(tx: Tx, kind: str, group_id: str) -> str:
    """The next number of a kind given here: the group's own in its workspace, the office's in the office's."""
    if tx.session.place.kind != "office":
        return of_group(tx, kind, group_id)
    group = tx.session.table(Group).get(group_id)
    return of_office(tx, kind, tx.session.table(Round).get(group.round_id).year)


def group_of(session: Session) -> Group | None:
    """The one group of a group's workspace; None in an office's, which has several."""
    groups = session.table(Group).where(limit=2)
    return groups[0] if session.place.kind == "group" and len(groups) == 1 else None


def skip_to(tx: Tx, code: str, last: int) -> None:
    """Give no number of that 代字 up to `last`, in any compartment: a lost computer may have given them."""
    if tx.compartment is not Compartment.CORE:
        raise TypeError("every session reads it, so it lies in the core")
    meta.write(tx.db, _AFTER + code, str(last))
    tx.facts["numbers_after"] = last


def skipped_to(session: Session, code: str) -> int:
    """The last number of a 代字 that is not given here; 0 where none was skipped."""
    return int(meta.read(session.db(Compartment.CORE), _AFTER + code) or 0)


def _last(db: Connection, body: str, kind: str, year: int) -> int:
    sql = "SELECT last FROM sequence WHERE body = ? AND kind = ? AND year = ?"
    row = db.execute(sql, (body, kind, year)).fetchone()
    return int(row[0]) if row else 0


def _text(tx: Tx, code: str, kind: str, year: int) -> str:
    return shown(code, kind, year, tx.next_number(code, kind, year, skipped_to(tx.session, code)))


def shown(code: str, kind: str, year: int, number: int) -> str:
    """A number of a kind as it is written under a 代字."""
    if kind in _DOCUMENTS:
        return f"{code}{WORDS[kind]}〔{year}〕{number}号"
    return f"{code}〔{year}〕{WORDS[kind]}{number:03d}号"
