"""A password or 开通码 on paper: the slip looked at, then saved where the person says, with its warning."""

from pathlib import Path

from PySide6.QtWidgets import QDialog, QFileDialog, QVBoxLayout, QWidget

from ui.office.notice_sheet import PaperPane
from ui.office.parts import allow, button, row
from ui.shell.frame import Frame
from ui.theme.metrics import Space
from ui.widgets.banner import Banner
from ui.widgets.card import label
from xuncha_desktop.kernel.errors import Refused
from xuncha_desktop.kernel.levels import Tone
from xuncha_desktop.kernel.whole_file import write_whole
from xuncha_desktop.services import slips
from xuncha_desktop.services.slips import HandoverSlip

WARNING = "存成的PDF里写有口令原文，程序不另留底。请存到可靠的位置，打印后立即删除文件；交接单由双方签名，用后销毁。"


class SlipSheet(QDialog):
    """Preview and save. The slip lives as long as this sheet does."""

    def __init__(self, parent: QWidget | None, frame: Frame, slip: HandoverSlip) -> None:
        super().__init__(parent)
        self._frame, self._slip = frame, slip
        self.setWindowTitle(slip.title)
        self.setModal(True)
        self.resize(820, 620)
        self.warning = Banner(Tone.NOTICE, WARNING)
        self.refusal = Banner(Tone.ALERT, "")
        self.refusal.hide()
        self.pane = PaperPane(frame.jobs, "交接单的样子将显示在这里")
        self.save_button = button("存为PDF…", self.save, "primary", "printer")
        allow(self.save_button, slips.note_making.why_not(frame.desk.session))
        self.close_button = button("关闭", self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.WIDE, Space.NORMAL, Space.WIDE, Space.NORMAL)
        column.setSpacing(Space.TIGHT)
        column.addWidget(label(slip.title, "title"))
        column.addWidget(self.warning)
        column.addWidget(self.refusal)
        column.addWidget(self.pane, 1)
        column.addLayout(row(1, self.close_button, self.save_button))
        self.pane.show_made(lambda session: slips.draw(session, slip))

    def save(self) -> None:
        """Ask where; nothing is written anywhere else."""
        name, _ = QFileDialog.getSaveFileName(self, "存为PDF", f"{self._slip.title}.pdf", "PDF (*.pdf)")
        if name:
            self.save_to(Path(name))

    def save_to(self, path: Path) -> None:
        """Note it in the audit, then write the file."""
        session = self._frame.desk.session
        self.refusal.hide()
        try:
            raw = slips.draw(session, self._slip)
            slips.note_making(session, self._slip)
            write_whole(path, raw)
        except Refused as reason:
            self.refusal.set_text(str(reason))
            self.refusal.show()
        else:
            self.warning.set_text(f"已存到 {path.name}。打印后请立即删除这个文件，交接单用后销毁。")
            self.close_button.setText("已打印并删除文件")

    def done(self, result: int) -> None:
        """The process that draws pages ends with the sheet."""
        self.pane.close_child()
        super().done(result)
