"""批量打印: many papers in one go, one file a paper or bound into one; each is made and registered when its turn comes.

A number a paper needs is taken by its `make`, so that a cancelled batch has used only the numbers it came to.
"""

import re
from collections.abc import Callable, Generator, Iterable, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Protocol

from xuncha_desktop.kernel.errors import Refused, StorageFailed
from xuncha_desktop.kernel.whole_file import write_whole
from xuncha_desktop.printing import FORMS
from xuncha_desktop.printing.form import View
from xuncha_desktop.records.organisation import Group, Unit
from xuncha_desktop.records.preparation import LetterState
from xuncha_desktop.records.prints import Print
from xuncha_desktop.records.rectification import RectificationTask, SupervisionNotice
from xuncha_desktop.records.registry import Record
from xuncha_desktop.services import inquiries, notices, paper_views
from xuncha_desktop.services.paper_files import given_up_on_failure, reason_of
from xuncha_desktop.services.paper_views import Printable, inquiry_letters
from xuncha_desktop.services.printing_desk import Printing, PrintOrder
from xuncha_desktop.services.session import Session
from xuncha_desktop.storage.table import Where

Report = Callable[[int, int, str], None]
Make = Callable[[Session], tuple[Record, View]]
MEETING_PACK = ("entry_agenda", "commitment", "assessment", "assessment_tally", "questionnaire")
LETTER = "information_request"
ONE = PrintOrder()
_PRINTER_STOPPED = "打印机停止后没有再印"
_NOT_BEGUN = "停止后没有再印"
_LOST = "没有印成："
_POINTS = 72 / 25.4
_NO_NAME = re.compile(r'[\\/:*?"<>|\x00-\x1f]')
_NAME_LENGTH = 60


def _quiet(done: int, total: int, text: str) -> None:
    del done, total, text


def _untold(outcome: "Outcome") -> None:
    del outcome


@dataclass(frozen=True, slots=True)
class Piece:
    """One paper of a batch. `label` is what a person calls it; of a secret one no file name says more than its form."""

    label: str
    form: str
    make: Make
    order: PrintOrder = ONE
    secret: bool = False


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a paper: the file it is in or the printer it lies in, or why it was left out."""

    label: str
    file: str = ""
    refused: str = ""


Tell = Callable[[Outcome], object]


class Press(Protocol):
    """A printer that takes one paper at a time; a number is given only once it has taken the job."""

    def open(self, width: float, height: float) -> None:
        """Begin a job of sheets so large, in points. Raises `Refused`: nothing has been taken then."""
        ...

    def lay(self, raw: bytes, copies: int) -> None:
        """Draw every page of every copy and end the job. Raises `Refused` where it stops, `Cancelled`."""
        ...

    def abort(self) -> None:
        """Give the opened job up before anything is drawn."""
        ...


def groups_of(session: Session, round_id: str) -> list[Group]:
    """The groups of a round in the order of their codes."""
    return session.table(Group).where(Where("round_id = ?", (round_id,)), order="code, rowid")


def letters(session: Session, round_id: str, order: PrintOrder = ONE) -> list[Piece]:
    """The 征询函 of a round: one for each department about each unit."""
    return group_letters(session, groups_of(session, round_id), order)


def group_letters(session: Session, groups: Iterable[Group], order: PrintOrder = ONE) -> list[Piece]:
    """The 征询函 about the units of some groups; one not sent yet is sent, and numbered, when it is printed.

    Who may not send them gets those that were sent. An answered one has done its work and is not printed again.
    """
    sends = inquiries.send.why_not(session) is None
    return [
        Piece(
            f"征询函　{session.table(Unit).get(group.unit_id).name}　{one.label}"
            + (f"　{one.letter.number}" if one.letter else ""),
            LETTER,
            partial(_letter, group.id, one.code),
            order,
        )
        for group in groups
        for one in inquiries.departments(session, group)
        if (one.letter.state is LetterState.SENT if one.letter else sends and one.by_letter)
    ]


def meeting_pack(session: Session, group: Group, order: PrintOrder = ONE) -> list[Piece]:
    """What lies ready at a group's 动员会; the order's copies of what every participant fills in, one of the rest."""
    single = replace(order, copies=1)
    found = {one.form: one for one in paper_views.papers_of(session, group)}
    return [
        piece(found[form], group, order if form in ("assessment", "questionnaire") else single)
        for form in MEETING_PACK
        if form in found
    ]


def piece(one: Printable, record: Record, order: PrintOrder) -> Piece:
    """A record's paper as one of a batch; its view is made when its turn comes."""

    def make(session: Session) -> tuple[Record, View]:
        return record, one.view(session, record)

    label = one.label if one.secret else f"{one.label}　{record.type.title_of(record)}"
    return Piece(label, one.form, make, order, one.secret)


def papers(session: Session, form: str, records: Iterable[Record], order: PrintOrder = ONE) -> list[Piece]:
    """One paper of a form for each record; a record that does not make it is left out."""
    return [
        piece(one, record, order)
        for record in records
        for one in paper_views.papers_of(session, record)
        if one.form == form
    ]


def issued_notices(session: Session, round_id: str, order: PrintOrder = ONE) -> list[Piece]:
    """Every 督办通知单 of a round that has been issued."""
    found = session.table(SupervisionNotice).where(Where("round_id = ?", (round_id,)), order="rowid")
    return papers(session, notices.KIND, found, order)


def new_notices(session: Session, task_ids: Sequence[str], reply_by_on: str, order: PrintOrder = ONE) -> list[Piece]:
    """One 督办通知单 for each unit the measures belong to; it is issued, and numbered, when it is printed."""
    by_unit: dict[tuple[str, str], list[str]] = {}
    for task_id in dict.fromkeys(task_ids):
        task = session.table(RectificationTask).get(task_id)
        by_unit.setdefault((task.round_id, task.unit_id), []).append(task_id)
    return [
        Piece(
            f"督办通知单　{session.table(Unit).get(unit_id).name}",
            notices.KIND,
            partial(_issued, tuple(chosen), reply_by_on),
            order,
        )
        for (_, unit_id), chosen in by_unit.items()
    ]


def to_folder(
    session: Session, pieces: Sequence[Piece], folder: Path, report: Report = _quiet, tell: Tell = _untold
) -> list[Outcome]:
    """One PDF a paper. One that is refused is told and left out; `report` may raise to cancel: what is done stays.

    `tell` hears each outcome as it comes, also of a batch that is stopped. A file that is there already is never
    written over. Raises `StorageFailed` where the folder takes no more: the paper at hand is registered as not printed.
    """
    done: list[Outcome] = []
    with _rest_told(pieces, done, tell):
        for number, piece in enumerate(pieces, 1):
            report(number - 1, len(pieces), piece.label)
            done.append(_filed(session, piece, _free(folder, _file_name(number, piece))))
            tell(done[-1])
    report(len(pieces), len(pieces), "")
    return done


def to_press(
    session: Session, pieces: Sequence[Piece], press: Press, name: str, report: Report = _quiet, tell: Tell = _untold
) -> list[Outcome]:
    """One print job a paper on the printer `name`. A printer that stops ends the batch: what lies in its tray stays
    registered, the paper at hand is registered as not printed, and the rest is not begun and said so.
    """
    done: list[Outcome] = []
    stopped = False
    with _rest_told(pieces, done, tell):
        for number, piece in enumerate(pieces, 1):
            report(number - 1, len(pieces), piece.label)
            outcome = Outcome(piece.label, refused=_PRINTER_STOPPED)
            if not stopped:
                outcome, stopped = _pressed(session, piece, press, name)
            done.append(outcome)
            tell(outcome)
    report(len(pieces), len(pieces), "")
    return done


def to_booklet(
    session: Session, pieces: Sequence[Piece], target: Path, title: str, report: Report = _quiet, tell: Tell = _untold
) -> list[Outcome]:
    """All papers in one PDF. Cancelled or failed, nothing is left, what was registered says so, and each is told.

    Numbers taken until then stay taken. Raises `Refused` where no paper could be made, `StorageFailed`.
    """
    printing, begun, done = Printing(), list[Print](), list[Outcome]()
    try:
        with given_up_on_failure(session, begun):
            for number, piece in enumerate(pieces, 1):
                report(number - 1, len(pieces), piece.label)
                try:
                    begun.append(_begun(session, printing, piece, target.name))
                    done.append(Outcome(piece.label, target.name))
                except Refused as refusal:
                    done.append(_left_out(piece, refusal))
            if not begun:
                raise Refused("没有可以打印的文书：" + "；".join(one.refused for one in done[:3]))
            report(len(pieces), len(pieces), "")
            write_whole(target, printing.finish(session, title))
    except BaseException as error:
        lost = f"{_LOST}{reason_of(error)}"
        done = [replace(one, file="", refused=lost) if one.file else one for one in done]
        done += [Outcome(piece.label, refused=_NOT_BEGUN) for piece in pieces[len(done) :]]
        raise
    finally:
        for outcome in done:
            tell(outcome)
    return done


def _filed(session: Session, piece: Piece, target: Path) -> Outcome:
    printing = Printing()
    try:
        stamp = _begun(session, printing, piece, target.name)
    except Refused as refusal:
        return _left_out(piece, refusal)
    with given_up_on_failure(session, [stamp]):
        write_whole(target, printing.finish(session))
    return Outcome(piece.label, target.name)


def _pressed(session: Session, piece: Piece, press: Press, name: str) -> tuple[Outcome, bool]:
    """What became of a paper, and whether the printer stopped."""
    paper, printing = FORMS[piece.form].paper, Printing()
    try:
        press.open(paper.width * _POINTS, paper.height * _POINTS)
    except Refused as reason:
        return Outcome(piece.label, refused=str(reason)), True
    try:
        stamp = _begun(session, printing, piece, name)
    except BaseException as refusal:
        press.abort()
        if not isinstance(refusal, Refused):
            raise
        return _left_out(piece, refusal), False
    try:
        with given_up_on_failure(session, [stamp]):
            press.lay(printing.finish(session), piece.order.copies)
    except Refused as reason:
        return Outcome(piece.label, refused=str(reason)), True
    return Outcome(piece.label, name), False


@contextmanager
def _rest_told(pieces: Sequence[Piece], done: list[Outcome], tell: Tell) -> Generator[None]:
    """Whatever stops a batch, what is not out is told too: the paper at hand with why, the others as not begun."""
    try:
        yield
    except BaseException as error:
        for place, piece in enumerate(pieces[len(done) :]):
            tell(Outcome(piece.label, refused=_NOT_BEGUN if place else f"{_LOST}{reason_of(error)}"))
        raise


def _left_out(piece: Piece, refusal: Refused) -> Outcome:
    """A paper that is refused; where nothing can be stored any more, the batch ends."""
    if isinstance(refusal, StorageFailed):
        raise refusal
    return Outcome(piece.label, refused=str(refusal))


def _begun(session: Session, printing: Printing, piece: Piece, target: str) -> Print:
    subject, view = piece.make(session)
    order = replace(piece.order, target=target)
    return printing.begin(session, piece.form, view, subject, order, secret=piece.secret)


def _letter(group_id: str, department: str, session: Session) -> tuple[Record, View]:
    group = session.table(Group).get(group_id)
    found = (one for one in inquiries.of_group(session, group) if one.department == department)
    letter = next(found, None) or inquiries.send(session, group_id, [department])[0]
    return letter, inquiry_letters.inquiry_letter(session, letter)


def _issued(task_ids: tuple[str, ...], reply_by_on: str, session: Session) -> tuple[Record, View]:
    notice = notices.issue(session, task_ids, reply_by_on)
    return notice, notices.printable(session, notice)[1]


def _file_name(number: int, piece: Piece) -> str:
    plain = _NO_NAME.sub("", piece.label.replace("\u3000", " ")).strip(". ")[:_NAME_LENGTH]
    return f"{number:03d} {plain}.pdf"


def _free(folder: Path, name: str) -> Path:
    """A place where no file lies: what was printed before stays as it is."""
    target, again = folder / name, 2
    while target.exists():
        target = folder / f"{name.removesuffix('.pdf')}（{again}）.pdf"
        again += 1
    return target
