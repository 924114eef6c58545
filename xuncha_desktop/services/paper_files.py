"""A paper into a file: registered, written whole or not at all; a file that came to nothing is told on the register."""

from collections.abc import Callable, Generator, Iterable
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from xuncha_desktop.kernel.errors import Cancelled, Refused
from xuncha_desktop.kernel.whole_file import write_whole
from xuncha_desktop.printing import draft
from xuncha_desktop.printing.form import View
from xuncha_desktop.records.prints import Print
from xuncha_desktop.records.registry import Record
from xuncha_desktop.services import printing_desk
from xuncha_desktop.services.printing_desk import Printing, PrintOrder
from xuncha_desktop.services.session import Session


@dataclass(frozen=True, slots=True)
class Made:
    """A paper at this moment: its form, its view, and whether its print is registered as a secret one."""

    form: str
    view: View
    secret: bool = False


Source = Callable[[Session], Made]


def save_pdf(session: Session, made: Made, subject: Record, order: PrintOrder, target: Path) -> None:
    """Register a print and write every copy into one PDF. Raises `Refused`, `StorageFailed`."""
    printing = Printing()
    order = replace(order, target=target.name)
    stamp = printing.begin(session, made.form, made.view, subject, order, secret=made.secret)
    with given_up_on_failure(session, [stamp]):
        write_whole(target, printing.finish(session))


def save_draft(session: Session, made: Made, subject: Record, order: PrintOrder, target: Path) -> None:
    """Register that a draft leaves the workspace, and write it as a DOCX file.

    Raises `Refused` for a form, `StorageFailed`.
    """
    if not printing_desk.can_draft(made.view):
        raise Refused("这是表单，不能存为文稿")
    order = replace(order, target=target.name, draft=True)
    stamp = Printing().begin(session, made.form, made.view, subject, order, secret=made.secret)
    with given_up_on_failure(session, [stamp]):
        write_whole(target, draft.docx_of(draft.draft_of(made.view)))


@contextmanager
def given_up_on_failure(session: Session, prints: Iterable[Print]) -> Generator[None]:
    """Whatever stops the drawing or the writing, the prints say that they came to nothing."""
    try:
        yield
    except BaseException as error:
        for stamp in prints:
            printing_desk.give_up(session, stamp, reason_of(error))
        raise


def reason_of(error: BaseException) -> str:
    """Why nothing came of a print, as the register says it."""
    return "操作人停止了打印" if isinstance(error, Cancelled) else str(error) or "没有印成"
