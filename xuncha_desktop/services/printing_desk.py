"""Printing: every print is registered with its content, its copies and its place among the reprints, then drawn."""

import io
from dataclasses import dataclass, replace
from typing import TypeVar

from xuncha_desktop.kernel.errors import Refused
from xuncha_desktop.kernel.levels import Compartment
from xuncha_desktop.kernel.people import BUSINESS
from xuncha_desktop.printing import FORMS, Book, Stamp, content_digest, draft, render
from xuncha_desktop.printing.form import View
from xuncha_desktop.records.prints import Print, PrintStamp, RestrictedPrint
from xuncha_desktop.records.registry import Record
from xuncha_desktop.rules.bodies import BodyKind
from xuncha_desktop.rules.profile import Profile
from xuncha_desktop.services import profiles, workspaces
from xuncha_desktop.services.session import Session, Tx
from xuncha_desktop.services.use_case import use_case
from xuncha_desktop.storage import audit
from xuncha_desktop.storage.table import Where

BANNER = "演示数据·纯属虚构"
MAX_COPIES = 99
_REASON = 200  # characters of a failure that are kept
P = TypeVar("P", bound=Print)
_OPEN = (Compartment.CORE, Compartment.WORK)


@dataclass(frozen=True, slots=True)
class PrintOrder:
    """What is asked of a print. `target` names the printer or file; `pages` tells a part (2-3,5), empty for all.

    `blank`: a form to be filled in by hand. Each sheet becomes a paper of its own, so none is a reprint.
    `draft`: the text for a word processor. It is no print, and no print after it is a reprint.
    """

    copies: int = 1
    purpose: str | None = None
    target: str | None = None
    pages: str | None = None
    blank: bool = False
    draft: bool = False


def print_paper(
    session: Session,
    form: str,
    view: View,
    subject: Record,
    order: PrintOrder = PrintOrder(),
    *,
    secret: bool = False,
) -> bytes:
    """Register a print and return it as one PDF with every copy in it, each under its own number.

    Raises `Refused` for a character no face can draw, before anything is registered.
    """
    printing = Printing()
    printing.begin(session, form, view, subject, order, secret=secret)
    return printing.finish(session)


class Printing:
    """Papers being printed into one PDF, in memory: each is drawn once, and marked with its copies at the end."""

    def __init__(self) -> None:
        self._out = io.BytesIO()
        self._book = Book(self._out)
        self._begun: list[tuple[int, Print]] = []

    def begin(
        self, session: Session, form: str, view: View, subject: Record, order: PrintOrder, *, secret: bool = False
    ) -> Print:
        """Draw a paper and register its print; `give_up` says afterwards that it came to nothing.

        `secret`: more stands on it than everybody of the work compartment may know, though its subject lies open.
        Raises `Refused` for what cannot be drawn, before anything is registered.
        """
        place = self._book.add(form, view)
        act = register_restricted if is_secret(subject, secret) else register
        try:
            stamp = act(session, form, view, subject, order)
        except BaseException:
            self._book.take_back()
            raise
        self._begun.append((place, stamp))
        return stamp

    def finish(self, session: Session, title: str = "") -> bytes:
        """The PDF with every copy of every paper, the copies of one together."""
        copies = [(place, each) for place, stamp in self._begun for each in _stamps(session, stamp)]
        self._book.finish(copies, title)
        return self._out.getvalue()


def is_secret(subject: Record, secret: bool) -> bool:
    """Whether a print is registered in the restricted compartment."""
    return secret or subject.type.compartment is Compartment.RESTRICTED


@use_case("paper.print", "登记打印", by=BUSINESS)
def register(tx: Tx, form: str, view: View, subject: Record, order: PrintOrder) -> PrintStamp:
    """Leave on record who prints what, how many copies, and the how-many-eth print of this content it is."""
    if subject.type.compartment not in _OPEN:
        # A register everybody of the work compartment reads must not tell that such a record exists.
        raise Refused("受限内容的文书不能在工作区登记打印")
    return _register(tx, PrintStamp, form, view, subject, order)


@use_case("paper.print_restricted", "登记受限打印", compartment=Compartment.RESTRICTED, by=BUSINESS)
def register_restricted(tx: Tx, form: str, view: View, subject: Record, order: PrintOrder) -> RestrictedPrint:
    """The same where only those may read the register who may read the petitions and leads themselves."""
    return _register(tx, RestrictedPrint, form, view, subject, order)


def give_up(session: Session, stamp: Print, reason: str) -> None:
    """The printer stopped: the entry stays and says so, and the next print of this content is no reprint."""
    act = mark_failed_restricted if isinstance(stamp, RestrictedPrint) else mark_failed
    act(session, stamp.id, reason[:_REASON])


@use_case("paper.print_failed", "登记打印未成", by=BUSINESS)
def mark_failed(tx: Tx, stamp_id: str, reason: str) -> None:
    """Say on a registered print that nothing usable came out of it."""
    tx.change(tx.table(PrintStamp).get(stamp_id), None, failed=reason)


@use_case("paper.print_failed_restricted", "登记受限打印未成", compartment=Compartment.RESTRICTED, by=BUSINESS)
def mark_failed_restricted(tx: Tx, stamp_id: str, reason: str) -> None:
    """The same in the restricted register."""
    tx.change(tx.table(RestrictedPrint).get(stamp_id), None, failed=reason)


def earlier(session: Session, view: View, subject: Record, *, secret: bool = False) -> int:
    """How often this content has been printed before: the next print is marked as a reprint if it has."""
    kind = RestrictedPrint if is_secret(subject, secret) else PrintStamp
    return session.table(kind).count(_of_content(content_digest(view)))


def is_public(form: str) -> bool:
    """Whether a paper hangs out in the open: it bears no 密级, 份号 or digest (foundation 21)."""
    return FORMS[form].public


def can_draft(view: View) -> bool:
    """Whether a paper is long text that a word processor can go on with."""
    return draft.has_text(view)


def preview_pdf(session: Session, form: str, view: View) -> bytes:
    """The paper as it would print, marked as a preview; nothing is registered."""
    return render(form, view, Stamp(banner=_banner(session)))


def prints_of(session: Session, subject: Record) -> list[Print]:
    """Every registered print of a record's papers this person may know of, the newest first."""
    where = Where("subject_type = ? AND subject_id = ?", (subject.type.name, subject.id))
    found: list[Print] = [*session.table(PrintStamp).where(where)] if session.holds(Compartment.WORK) else []
    if session.holds(Compartment.RESTRICTED):
        found += session.table(RestrictedPrint).where(where)
    return sorted(found, key=lambda one: (one.at, one.id), reverse=True)


def _register(tx: Tx, kind: type[P], form: str, view: View, subject: Record, order: PrintOrder) -> P:
    if not 1 <= order.copies <= MAX_COPIES:
        raise Refused(f"份数应为1至{MAX_COPIES}")
    content = content_digest(view)
    return tx.add(
        kind(
            **tx.head(),
            **kind.type.clean({"purpose": order.purpose}),
            form=form,
            label=f"{FORMS[form].label}{_way(order)}",
            subject_type=subject.type.name,
            subject_id=subject.id,
            view_digest=content,
            copies=order.copies,
            reprint=0 if order.blank or order.draft else tx.table(kind).count(_of_content(content)),
            draft=order.draft,
            checkpoint=_checkpoint(tx.session),
            target=order.target,
            pages=order.pages,
            printed_by=tx.actor.name,
            at=tx.now,
        )
    )


def _of_content(content: str) -> Where:
    return Where("view_digest = ? AND failed IS NULL AND draft = 0", (content,))


def _way(order: PrintOrder) -> str:
    return "（文稿）" if order.draft else "（空白）" if order.blank else ""


def letterhead(session: Session, profile: Profile, kind: BodyKind) -> str:
    """Under whose name a paper goes out: the full name of the profile's body. Raises `Refused` where none is known."""
    if reason := no_letterhead(session, profile, kind):
        raise Refused(reason)
    return known_letterhead(session, profile, kind)


def known_letterhead(session: Session, profile: Profile, kind: BodyKind) -> str:
    """The same, empty where none is known. An office without a full name goes by its workspace's; no other body does.

    A made-up county's paper never bears the name of a real body: the demonstration brings its own names.
    """
    if workspaces.is_demo(session):
        found = workspaces.made_up_letterheads(session).get(kind.value, "")
    else:
        found = profiles.letterhead(profile, kind)
    own = kind is BodyKind.OFFICE and session.place.kind == "office"
    return found or (session.place.name if own else "")


def no_letterhead(session: Session, profile: Profile, kind: BodyKind) -> str | None:
    """Why nothing can go out in the name of such a body, in Chinese, or None."""
    if known_letterhead(session, profile, kind):
        return None
    return f"本轮次的规则档没有写明{kind.label}的发文全称，不能以它的名义出文书。请在规则档的修订版里补上"


def _stamps(session: Session, printed: Print) -> list[Stamp]:
    """Of every copy."""
    common = Stamp(0, printed.copies, printed.checkpoint or "", printed.reprint, _banner(session))
    return [replace(common, copy=copy) for copy in range(1, printed.copies + 1)]


def _banner(session: Session) -> str:
    return BANNER if workspaces.is_demo(session) else ""


def _checkpoint(session: Session) -> str | None:
    """The hash of the last carried audit entry: how far the record of acts had come when this was printed."""
    if not session.holds(Compartment.AUDIT):
        return None
    number, last = audit.head(session.db(Compartment.AUDIT))
    return last.hex() if number else None
