"""A ledger as a workbook: the rows and columns on screen, written by a job, with a warning where it is secret."""

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from ui.jobs import Job, Report
from ui.shell.frame import Frame
from ui.widgets.confirm import ConfirmSheet
from xuncha_desktop.kernel.levels import Level
from xuncha_desktop.records.registry import record_type
from xuncha_desktop.services import exporting, reading
from xuncha_desktop.services.reading import Query
from xuncha_desktop.services.session import Session


def ask(frame: Frame, parent: QWidget, query: Query, columns: list[str]) -> Job | None:
    """Ask where to, and whether a secret ledger may lie there in clear. None where the person thought better of it."""
    type_ = record_type(query.type)
    name, _ = QFileDialog.getSaveFileName(parent, "导出表格", f"{type_.label}台账.xlsx", "XLSX表格 (*.xlsx)")
    if not name:
        return None
    if type_.level.rank >= Level.SECRET.rank:
        sentence = f"导出的表格不加密，应按{type_.level.label}文件保管。导出的范围和件数会告知安全审计员。"
        if not ConfirmSheet(parent, "导出涉密台账", sentence, "导出").exec():
            return None
    target = Path(name)
    return export(frame, query, columns, target if target.suffix.lower() == ".xlsx" else Path(f"{name}.xlsx"))


def export(frame: Frame, query: Query, columns: list[str], target: Path) -> Job:
    """Start the writing; the end is said at the bottom of the window, also which cells were too long for a workbook."""

    def work(session: Session, report: Report) -> exporting.Written:
        total = reading.count(session, query)
        return exporting.to_workbook(
            session, query, columns, target, lambda done: report(done, total, f"已写{done:,}行，共{total:,}行")
        )

    def tell(written: exporting.Written) -> None:
        cut = f"；{len(written.cut)}个单元格过长未写全：{'、'.join(written.cut[:5])}" if written.cut else ""
        frame.say(f"已导出{written.rows:,}行，保存在 {target.name}{cut}")

    job = frame.jobs.start("导出表格", work)
    job.finished.connect(tell)
    job.failed.connect(frame.refuse)
    job.cancelled.connect(lambda: frame.say("已取消导出，没有留下文件"))
    return job
