"""Printing: every print is registered with its content, its copies and its place among the reprints, then drawn."""

from typing import TypeVar

from xuncha_desktop.kernel.errors import Refused
from xuncha_desktop.kernel.levels import Compartment
from xuncha_desktop.kernel.people import BUSINESS
from xuncha_desktop.printing import FORMS, Stamp, content_digest, render
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
P = TypeVar("P", bound=Print)
_OPEN = (Compartment.CORE, Compartment.WORK)


def print_paper(
    session: Session,
    form: str,
    view: View,
    subject: Record,
    copies: int = 1,
    purpose: str | None = None,
    *,
    secret: bool = False,
) -> bytes:
    """Register a print and return it as one PDF with every copy in it, each under its own number.

    `secret`: more stands on it than everybody of the work compartment may know, though its subject lies open.
    Raises `Refused` for a character no face can draw, before anything is registered.
    """
    render(form, view, Stamp())  # what cannot be drawn is refused here, and leaves no print behind
    if secret or subject.type.compartment is Compartment.RESTRICTED:
        return reproduce(session, register_restricted(session, form, view, subject, copies, purpose), view)
    return reproduce(session, register(session, form, view, subject, copies, purpose), view)


@use_case("paper.print", "登记打印", by=BUSINESS)
def register(tx: Tx, form: str, view: View, subject: Record, copies: int, purpose: str | None) -> PrintStamp:
    """Leave on record who prints what, how many copies, and the how-many-eth print of this content it is."""
    if subject.type.compartment not in _OPEN:
        # A register everybody of the work compartment reads must not tell that such a record exists.
        raise Refused("受限内容的文书不能在工作区登记打印")
    return _register(tx, PrintStamp, form, view, subject, copies, purpose)


@use_case("paper.print_restricted", "登记受限打印", compartment=Compartment.RESTRICTED, by=BUSINESS)
def register_restricted(
    tx: Tx, form: str, view: View, subject: Record, copies: int, purpose: str | None
) -> RestrictedPrint:
    """The same where only those may read the register who may read the petitions and leads themselves."""
    return _register(tx, RestrictedPrint, form, view, subject, copies, purpose)


def reproduce(session: Session, stamp: Print, view: View) -> bytes:
    """A registered print again, to the byte. Raises `Refused` if the view is not what was printed."""
    if content_digest(view) != stamp.view_digest:
        raise Refused("文书内容与登记打印时不同，不能重现")
    return render(stamp.form, view, *(_stamp(session, stamp, copy) for copy in range(1, stamp.copies + 1)))


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


def _register(tx: Tx, kind: type[P], form: str, view: View, subject: Record, copies: int, purpose: str | None) -> P:
    if not 1 <= copies <= MAX_COPIES:
        raise Refused(f"份数应为1至{MAX_COPIES}")
    content = content_digest(view)
    return tx.add(
        kind(
            **tx.head(),
            **kind.type.clean({"purpose": purpose}),
            form=form,
            label=FORMS[form].label,
            subject_type=subject.type.name,
            subject_id=subject.id,
            view_digest=content,
            copies=copies,
            reprint=tx.table(kind).count(Where("view_digest = ?", (content,))),
            checkpoint=_checkpoint(tx.session),
            printed_by=tx.actor.name,
            at=tx.now,
        )
    )


def letterhead(session: Session, profile: Profile, kind: BodyKind) -> str:
    """Under whose name a paper goes out: the full name of the profile's body, else the workspace's own name.

    A made-up county's paper never bears the name of a real body.
    """
    real = not workspaces.is_demo(session)
    return (profiles.letterhead(profile, kind) if real else "") or session.place.name


def _stamp(session: Session, printed: Print, copy: int) -> Stamp:
    return Stamp(
        copy=copy,
        copies=printed.copies,
        checkpoint=printed.checkpoint or "",
        reprint=printed.reprint,
        banner=_banner(session),
    )


def _banner(session: Session) -> str:
    return BANNER if workspaces.is_demo(session) else ""


def _checkpoint(session: Session) -> str | None:
    """The hash of the last carried audit entry: how far the record of acts had come when this was printed."""
    if not session.holds(Compartment.AUDIT):
        return None
    number, last = audit.head(session.db(Compartment.AUDIT))
    return last.hex() if number else None
