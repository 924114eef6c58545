"""The papers a record makes, offered on a button; and a paper written into a PDF file without asking more."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from ui.pages.print_dialog import PrintDialog
from ui.shell.frame import Frame
from ui.theme.icons import icon
from xuncha_desktop.records.registry import Record
from xuncha_desktop.services import paper_files, paper_views, printing_desk
from xuncha_desktop.services.paper_files import Made
from xuncha_desktop.services.paper_views import Printable
from xuncha_desktop.services.printing_desk import PrintOrder
from xuncha_desktop.services.session import Session

View = Callable[[Session], tuple[str, Any]]


def write_print(session: Session, made: View, subject: Record, path: Path, copies: int) -> None:
    """Register a print and write every copy into one PDF. `made` gives form and view. Raises Refused, StorageFailed."""
    paper_files.save_pdf(session, Made(*made(session)), subject, PrintOrder(copies), path)


class PrintButton(QPushButton):
    """打印…: opens the paper of a record, or a menu where there are several; hidden where there is none.

    `form`: only this paper of the record is offered.
    """

    def __init__(self, frame: Frame, parent: QWidget | None = None, form: str = "") -> None:
        super().__init__(icon("printer"), "打印…", parent)
        self._frame, self._form = frame, form
        self._record: Record | None = None
        self.offered: tuple[Printable, ...] = ()
        self.setProperty("look", "quiet")
        self.clicked.connect(self._on_clicked)
        self.hide()

    def show_record(self, record: Record | None) -> None:
        """Another record, or the same in another state."""
        self._record = record
        session = self._frame.desk.session
        found = paper_views.papers_of(session, record) if record is not None else ()
        self.offered = tuple(one for one in found if self._form in ("", one.form))
        self.setVisible(bool(self.offered))
        why_not = printing_desk.register.why_not(session)
        if record is not None and len(self.offered) == 1:
            why_not = why_not or self.offered[0].why_not(session, record)
        self.setEnabled(why_not is None)
        self.setToolTip(why_not or "、".join(one.label for one in self.offered))

    def menu_of(self) -> QMenu:
        """The papers by name; one that lacks something says what on hover."""
        menu = QMenu(self)
        menu.setToolTipsVisible(True)
        for one in self.offered:
            assert self._record is not None
            reason = one.why_not(self._frame.desk.session, self._record)
            action = menu.addAction(one.label)
            action.setEnabled(reason is None)
            action.setToolTip(reason or one.label)
            action.triggered.connect(lambda _=False, one=one: self.open(one))
        return menu

    def open(self, one: Printable) -> PrintDialog:
        """Look at one paper before it is printed."""
        record = self._record
        assert record is not None
        # The file's name may betray nothing that stands on the paper.
        number = "" if one.secret else str(getattr(record, "number", None) or "")
        title = f"{number}{one.label}"
        dialog = PrintDialog(
            self.window(),
            self._frame,
            record,
            title,
            lambda session: Made(one.form, one.view(session, record), one.secret),
        )
        dialog.open()
        return dialog

    def _on_clicked(self) -> None:
        if len(self.offered) == 1:
            self.open(self.offered[0])
        else:
            self.papers = self.menu_of()
            self.papers.popup(self.mapToGlobal(self.rect().bottomLeft()))
