"""What can be printed in one go from the page of a round or a group: each choice with its name and its papers."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from xuncha_desktop.kernel.levels import Compartment
from xuncha_desktop.records.organisation import Group, Round
from xuncha_desktop.records.rectification import SupervisionNotice
from xuncha_desktop.records.registry import Record, RecordType, record_type
from xuncha_desktop.services import batch, paper_views
from xuncha_desktop.services.batch import Piece
from xuncha_desktop.services.printing_desk import PrintOrder
from xuncha_desktop.services.session import Session
from xuncha_desktop.storage.table import Table, Where

LETTERS, PACK, NOTICES, ALL = "未回函的征询函", "动员会资料包", "全部督办通知单", "本组全部文书"
_EACH = "份数是每份文书印几份。"
_SENT = f"{_EACH}还没有发出的征询函，印时编号、登记发出；只由巡察办发出。已回函的不在其内，请在它的页面打印。"
_PACK = "份数是测评表、问卷每人一份的份数，其余各印一份。"
_ALL = "份数是每份文书印几份。含信访、线索的文书不在其内，请在各自的页面打印。"


@dataclass(frozen=True, slots=True)
class Offer:
    """A choice. `hint` says what copies mean and what is left out; `pieces` reads, and prints nothing."""

    label: str
    hint: str
    pieces: Callable[[Session, PrintOrder], list[Piece]]


def offers(record: Record | None) -> tuple[Offer, ...]:
    """What the page of a record offers; nothing for any other type."""
    if isinstance(record, Round):
        return _of_round(record)
    return _of_group(record) if isinstance(record, Group) else ()


def group_papers(session: Session, group: Group, order: PrintOrder) -> list[Piece]:
    """Every open paper of a group: its own, and those of each of its records, letters that were sent among them.

    A form its records make is printed from them only, and not once more as the group's blank one. Nothing secret.
    """
    types = _with_papers()
    made = {one.form for one in paper_views.printables() if one.of in {type_.name for type_ in types}}
    own = dict.fromkeys(one.form for one in paper_views.papers_of(session, group) if not one.secret)
    forms = [form for form in own if form not in made and form != batch.LETTER]
    pieces = [piece for form in forms for piece in batch.papers(session, form, [group], order)]
    for type_ in types:
        found = _records(session, type_, group)
        pieces += [piece for record in found for piece in _papers(session, record, order)]
    return pieces


def _of_round(round_: Round) -> tuple[Offer, ...]:
    def packs(session: Session, order: PrintOrder) -> list[Piece]:
        groups = batch.groups_of(session, round_.id)
        return [piece for group in groups for piece in batch.meeting_pack(session, group, order)]

    return (
        Offer(LETTERS, _SENT, lambda session, order: batch.letters(session, round_.id, order)),
        Offer(f"各组{PACK}", _PACK, packs),
        Offer(NOTICES, _EACH, lambda session, order: batch.issued_notices(session, round_.id, order)),
    )


def _of_group(group: Group) -> tuple[Offer, ...]:
    def notices(session: Session, order: PrintOrder) -> list[Piece]:
        where = Where("round_id = ? AND unit_id = ?", (group.round_id, group.unit_id))
        found = session.table(SupervisionNotice).where(where, order="rowid")
        return [piece for record in found for piece in _papers(session, record, order)]

    return (
        Offer(ALL, _ALL, lambda session, order: group_papers(session, group, order)),
        Offer(PACK, _PACK, lambda session, order: batch.meeting_pack(session, group, order)),
        Offer(LETTERS, _SENT, lambda session, order: batch.group_letters(session, [group], order)),
        Offer(NOTICES, _EACH, notices),
    )


def _with_papers() -> list[RecordType[Any]]:
    """The open record types of a group that make papers, in the order their papers are declared."""
    names = dict.fromkeys(one.of for one in paper_views.printables() if not one.secret)
    types = [record_type(name) for name in names]
    return [type_ for type_ in types if type_.compartment is Compartment.WORK and "group_id" in type_.columns]


def _records(session: Session, type_: RecordType[Any], group: Group) -> Iterable[Record]:
    table: Table[Any] = Table(session.db(type_.compartment), type_)
    return table.where(Where("group_id = ?", (group.id,)), order="rowid")


def _papers(session: Session, record: Record, order: PrintOrder) -> list[Piece]:
    """What a record makes, without the secret ones; one that lacks something is told when its turn comes."""
    return [batch.piece(one, record, order) for one in paper_views.papers_of(session, record) if not one.secret]
