"""Stand-ins for scanned papers: real PDF files with the words a scan would show."""

from pathlib import Path

from xuncha_desktop.kernel.levels import Level
from xuncha_desktop.printing import render
from xuncha_desktop.printing.forms.ledger import Ledger, LedgerRow
from xuncha_desktop.printing.margins import Marks, Stamp
from xuncha_desktop.printing.tables import Column
from xuncha_desktop.records.registry import Record
from xuncha_desktop.services import evidence
from xuncha_desktop.services.session import Session

BANNER = "演示数据·纯属虚构"


def make(folder: Path, name: str, rows: list[tuple[str, str]]) -> Path:
    """Write a PDF of two columns and return where it lies."""
    columns = (Column("项目", 60), Column("内容", 197))
    view = Ledger(Marks(Level.INTERNAL), name, "扫描件（演示）", columns, tuple(LedgerRow(row) for row in rows))
    path = folder / f"{name}.pdf"
    folder.mkdir(parents=True, exist_ok=True)
    path.write_bytes(render("ledger", view, Stamp(banner=BANNER)))
    return path


def hang(session: Session, owner: Record, path: Path, **values: object) -> None:
    """Hang a scan on a record."""
    evidence.attach(session, owner.type.name, owner.id, evidence.take_in(session, path), path.name, **values)
