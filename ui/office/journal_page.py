"""What has travelled: what awaits a receipt and since when, what we still owe one, and the whole ledger."""

from datetime import timedelta
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from ui.jobs import Report
from ui.office import acts
from ui.office.grid import Grid, Said
from ui.office.parts import allow, button, row
from ui.records.ledger import LedgerView
from ui.shell.frame import Frame
from ui.theme.metrics import Space
from ui.widgets.card import Card
from ui.widgets.confirm import ConfirmSheet
from ui.widgets.progress import ProgressPanel
from xuncha_desktop.kernel.clock import day_of, moment_of
from xuncha_desktop.kernel.errors import Refused
from xuncha_desktop.kernel.levels import Tone
from xuncha_desktop.records.exchange_log import Package, PackageState
from xuncha_desktop.services import reading
from xuncha_desktop.services.packages import journal, kinds, receipts, shipping
from xuncha_desktop.services.reading import Query
from xuncha_desktop.services.session import Session

PATIENCE = timedelta(days=7)  # after so long a missing receipt is worth a telephone call; the office's custom


class JournalPage(QWidget):
    """Receipts are written here; a package whose stick was lost is written again, byte for byte."""

    def __init__(self, frame: Frame, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._frame = frame
        self.waiting = Grid(
            "等待回执的数据包", (("名称", 0), ("发出", 100), ("已等", 110)), nothing="发出的数据包都有回执"
        )
        self.owed = Grid(
            "待出具回执的数据包", (("名称", 0), ("收到", 100), ("状态", 130)), nothing="收到的数据包都已出具回执"
        )
        self.again_button = button("再写一份…", self._again)
        self.again_button.setToolTip("U盘丢失或损坏时，把同一个数据包写到另一个U盘")
        self.receipt_button = button("出具回执…", lambda: self._ask(""), "primary")
        self.return_button = button("退回内容并回执…", self._return)
        self.waiting.chosen.connect(lambda _: self._show_acts())
        self.owed.chosen.connect(lambda _: self._show_acts())
        self.progress = ProgressPanel()
        self.progress.hide()
        self.ledger = LedgerView(
            Package.type,
            frame.desk,
            frame.jobs,
            frame.names,
            settings=frame.ledger_settings(Package.type.name),
            empty=("package", "还没有收发过数据包", ""),
        )
        self.ledger.opened.connect(lambda record_id: frame.open_record(Package.type.name, record_id))
        self.ledger.refused.connect(lambda text: frame.refuse(Refused(text)))
        self.ledger.settings_changed.connect(frame.keep_settings)
        self._build()
        frame.desk.changed.connect(lambda changes: self.reload() if changes.of("package") else None)
        self.reload()

    def reload(self) -> None:
        """Read everything anew."""
        session = self._frame.desk.session
        self.waiting.show_rows([(one.id, self._waiting_cells(session, one)) for one in journal.unreceipted(session)])
        wanted = Query(Package.type.name, choices={"direction": frozenset((journal.IN,))})
        came: list[Any] = list(reading.page(session, wanted, size=500).rows)
        owed = [one for one in came if one.receipt_at is None and one.kind != kinds.RECEIPT.label]
        self.owed.show_rows([(one.id, (one.title, _day(one), Said(one.state.label, one.state.tone))) for one in owed])
        for grid in (self.waiting, self.owed):
            if grid.rowCount() and not grid.current:
                grid.selectRow(0)
        self._show_acts()

    def write_receipt(self, package_id: str, target: Path, returned: str) -> None:
        """Write a receipt to a folder in a job."""

        def work(session: Session, report: Report) -> Package:
            return receipts.write(session, package_id, target, returned=returned, progress=report)

        job = acts.start(self._frame, "出具回执", work)
        self.progress.follow(job)
        job.finished.connect(lambda made: self._frame.say(f"《{made.title}》已写完，可以拔出"))
        job.failed.connect(self._frame.refuse)

    def _waiting_cells(self, session: Session, one: Package) -> tuple[Said | str, ...]:
        days = (session.today - day_of(moment_of(one.at))).days
        tone = Tone.NOTICE if days >= PATIENCE.days else Tone.CALM
        words = f"{days}天" if days else "今天发出"
        return one.title, _day(one), Said(words, tone, "请与对方联系，确认是否收到" if tone is Tone.NOTICE else "")

    def _ask(self, returned: str) -> None:
        name = QFileDialog.getExistingDirectory(self, "回执写到哪个U盘或文件夹")
        if name:
            self.write_receipt(self.owed.current, Path(name), returned)

    def _return(self) -> None:
        sheet = ConfirmSheet(
            self, "退回内容", "回执会写明内容退回及原因，让对方修改后再报。", "出具退回回执", reason_required=True
        )
        sheet.accepted.connect(lambda: self._ask(sheet.reason))
        sheet.open()

    def _again(self) -> None:
        name = QFileDialog.getExistingDirectory(self, "把同一个数据包再写到哪个U盘或文件夹")
        if not name:
            return
        package_id = self.waiting.current
        job = acts.start(
            self._frame,
            "再写一份数据包",
            lambda session, report: shipping.deliver_again(session, package_id, Path(name), report),
        )
        self.progress.follow(job)
        job.finished.connect(lambda _: self._frame.say("已写完，可以拔出"))
        job.failed.connect(self._frame.refuse)

    def _show_acts(self) -> None:
        allow(self.again_button, None if self.waiting.current else "没有等待回执的数据包")
        owed = self._frame.desk.session.table(Package).find(self.owed.current) if self.owed.current else None
        allow(self.receipt_button, None if owed else "没有要出具回执的数据包")
        taken = owed is not None and owed.state is not PackageState.REFUSED
        allow(self.return_button, None if taken else "没有可以退回的数据包")

    def _build(self) -> None:
        sent, came = Card("等待对方回执", "发出后没有收到回执的"), Card("待出具回执", "收到后还没有出具回执的")
        sent.add(self.waiting, 1)
        sent.body.addLayout(row(1, self.again_button))
        came.add(self.owed, 1)
        came.body.addLayout(row(1, self.return_button, self.receipt_button))
        top = QHBoxLayout()
        top.setSpacing(Space.NORMAL)
        top.addWidget(sent, 1)
        top.addWidget(came, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.TIGHT)
        column.addLayout(top, 1)
        column.addWidget(self.progress)
        column.addWidget(self.ledger, 1)


def _day(one: Package) -> str:
    return day_of(moment_of(one.at)).isoformat()
