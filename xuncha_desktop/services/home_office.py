"""What the home page tells of paper and coverage: what is signed or issued and not printed, and the term's units."""

from dataclasses import replace

from xuncha_desktop.kernel.levels import Tone
from xuncha_desktop.records.organisation import Group, Round, Term, Unit
from xuncha_desktop.records.papers import Paper, PaperState
from xuncha_desktop.records.preparation import InquiryLetter, LetterState
from xuncha_desktop.records.rectification import SupervisionNotice
from xuncha_desktop.services import home, inquiries, profiles
from xuncha_desktop.services.coverage import INSPECTED
from xuncha_desktop.services.home import MOST, Figure, Item, Listed
from xuncha_desktop.services.session import Session
from xuncha_desktop.services.working_papers import KIND
from xuncha_desktop.storage.table import ANY, Where

_UNPRINTED = "NOT EXISTS (SELECT 1 FROM print_stamp p WHERE p.subject_id = {}.id AND p.failed IS NULL)"


def to_print(session: Session) -> Listed:
    """What was signed or issued here and has no registered print. What was printed elsewhere is not known here."""
    here = session.place.workspace_id
    signed = Where(
        f"kind = ? AND state = ? AND origin = ? AND {_UNPRINTED.format('paper')}",
        (KIND, PaperState.SIGNED.value, here),
    )
    issued = Where(f"origin = ? AND {_UNPRINTED.format('supervision_notice')}", (here,))
    papers = session.table(Paper).where(signed, order="rowid DESC", limit=MOST)
    notices = session.table(SupervisionNotice).where(issued, order="rowid DESC", limit=MOST)
    items = [_item(one.id, Paper.type.name, one.number, one.title, f"{one.signed_on or ''}签批") for one in papers]
    items += [
        _item(one.id, SupervisionNotice.type.name, one.number, "督办通知单", f"{one.issued_on}发出") for one in notices
    ]
    count = session.table(Paper).count(signed) + session.table(SupervisionNotice).count(issued)
    return Listed(tuple(items[:MOST]), count)


def letters_unanswered(session: Session) -> Listed:
    """Departments that have not answered a 征询函, the one to be answered first on top."""

    def note(one: InquiryLetter) -> tuple[str, str, Tone]:
        names = profiles.Names(session, profiles.of_round(session, one.round_id))
        by = f"要求{one.reply_by_on}前回函" if one.reply_by_on else f"{one.issued_on}发出"
        lit = inquiries.light(session, one)
        late = -lit.days if lit.days is not None and lit.days < 0 else 0
        said = f"逾期{late}天未回函" if late else lit.words.removeprefix(lit.ground)
        headed[one.id] = f"{names.code(inquiries.SOURCE, one.department)}　{names.title('unit', one.unit_id)}"
        told = f"{one.number}　{by}"
        return (told, said, lit.tone) if one.reply_by_on else (told, one.state.label, Tone.NOTICE)

    headed: dict[str, str] = {}
    order = "reply_by_on IS NULL, reply_by_on, rowid"
    found = home.first(session, InquiryLetter, Where("state = ?", (LetterState.SENT.value,)), note, order=order)
    return Listed(tuple(replace(item, title=headed[item.id]) for item in found.items), found.count)


def coverage_figures(session: Session) -> tuple[Figure, ...]:
    """The units inspected in the newest term, and all units of the library; nothing before a term is registered.

    Inspected is a unit whose group belongs to a round that has gone to the unit (进驻 or later).
    """
    terms = session.table(Term).where(ANY, order="from_on DESC, rowid DESC", limit=1)
    if not terms:
        return ()
    rounds = session.table(Round).where(Where("term_id = ?", (terms[0].id,)))
    gone = frozenset(one.id for one in rounds if one.state in INSPECTED)
    groups = [one for one in session.table(Group).where(ANY) if one.round_id in gone]
    inspected = len({one.unit_id for one in groups})
    return (
        Figure("本届已巡察单位", inspected, Group.type.name, {"round_id": gone}),
        Figure("单位库全部单位", session.table(Unit).count(), Unit.type.name),
    )


def _item(record_id: str, type_name: str, number: str, title: str, note: str) -> Item:
    return Item(f"{number}　{title}", note, type_name, record_id, "未打印", Tone.NOTICE)
