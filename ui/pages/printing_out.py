"""Printing a paper into a PDF file: how many copies and what for is asked and registered, then the file is written."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QFileDialog, QWidget

from ui.pages.sheet import FieldSheet, ask
from ui.shell.frame import Frame
from xuncha_desktop.kernel.errors import Refused, StorageFailed
from xuncha_desktop.records.fields import Kind
from xuncha_desktop.records.registry import Record
from xuncha_desktop.services import printing_desk
from xuncha_desktop.services.session import Session

View = Callable[[Session], tuple[str, Any]]


def write_print(session: Session, made: View, subject: Record, path: Path, copies: int, purpose: str = "") -> None:
    """Register a print and write every copy into one PDF. `made` gives form and view. Raises Refused, StorageFailed."""
    raw = printing_desk.print_paper(session, *made(session), subject, copies, purpose or None)
    try:
        path.write_bytes(raw)
    except OSError as error:
        raise StorageFailed(f"“{path.name}”不能写入（{error.strerror or '原因不明'}），请另选位置") from error


class PrintSheet(FieldSheet):
    """Asks for copies and purpose, then for the place. Nothing is registered before a place is chosen."""

    def __init__(self, parent: QWidget, frame: Frame, subject: Record, number: str, label: str, made: View) -> None:
        self._session, self._subject, self._made = frame.desk.session, subject, made
        self._file = f"{number}{label}.pdf"
        super().__init__(
            parent,
            frame.names,
            f"打印{label}",
            f"{number}　每份带份号和校验码，打印登记留痕。存为PDF后用本机打印机打印。",
            "登记打印，存为PDF",
            [
                ask("copies", "份数", Kind.COUNT, optional=False),
                ask("purpose", "用途", Kind.LINE, limit=80),
            ],
            self._print,
            given={"copies": 1},
        )
        self.done_with.connect(lambda path: frame.say(f"已登记打印，保存在 {path.name}"))

    def _print(self, values: dict[str, Any]) -> Path:
        if not values["copies"]:
            raise Refused("请填写份数")
        name, _ = QFileDialog.getSaveFileName(self, "存为PDF", self._file, "PDF (*.pdf)")
        if not name:
            raise Refused("还没有选择保存位置，没有登记打印")
        path = Path(name)
        write_print(self._session, self._made, self._subject, path, values["copies"], values["purpose"])
        return path
