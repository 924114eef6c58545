"""督办通知单: looked at page by page before it gets its number, then issued, saved as a PDF, delivered, answered."""

from pathlib import Path
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QDialog, QFileDialog, QVBoxLayout, QWidget

from ui.office.grid import Grid, Said
from ui.office.parts import allow, button, row
from ui.pages.preview import PreviewPane
from ui.pages.printing_out import View, write_print
from ui.pages.sheet import FieldSheet, ask
from ui.records.edit_values import DayEditor
from ui.shell.frame import Frame
from ui.theme.metrics import Space
from ui.widgets.banner import Banner
from ui.widgets.card import Card, label
from xuncha_desktop.kernel.errors import Refused
from xuncha_desktop.kernel.levels import Tone
from xuncha_desktop.records.fields import Kind
from xuncha_desktop.records.rectification import Feedback, SupervisionNotice
from xuncha_desktop.services import notices, printing_desk, reading
from xuncha_desktop.services.session import Session

_PAUSE_MS = 250


class PaperPane(PreviewPane):
    """Pages of a paper the services make."""

    def show_made(self, make: Any) -> None:
        """`make(session)` gives the PDF; called on the worker."""
        viewing = self._viewing
        self._start("排印文书", lambda session, _: viewing.pdf(make(session)))


class NoticeSheet(QDialog):
    """Preview and issue. What is issued is printed as registered, every copy under its own number."""

    def __init__(self, parent: QWidget, frame: Frame, task_ids: list[str], reply_by_on: str) -> None:
        super().__init__(parent)
        self._frame, self._task_ids = frame, task_ids
        self.notice: SupervisionNotice | None = None
        self.setWindowTitle("督办通知单")
        self.setModal(True)
        self.resize(900, 600)
        self.refusal = Banner(Tone.ALERT, "")
        self.refusal.hide()
        self.done_banner = Banner(Tone.DONE, "")
        self.done_banner.hide()
        self.day = DayEditor(ask("reply_by_on", "要求回复日期", Kind.DAY, optional=False), self)
        self.day.set_value(reply_by_on)
        self.pane = PaperPane(frame.jobs, "通知单的样子将显示在这里")
        self.issue_button = button("编号发出", self.issue, "primary")
        allow(self.issue_button, notices.issue.why_not(frame.desk.session))
        self.save_button = button("登记打印，存为PDF…", self.save, "primary", "printer")
        self.save_button.hide()
        self.close_button = button("取消", self.reject)
        told = label("要求回复日期", "label")
        told.setBuddy(self.day)
        self.day.setFixedWidth(220)
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(_PAUSE_MS)
        self._wait.timeout.connect(self._preview)
        self.day.changed.connect(self._wait.start)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.WIDE, Space.NORMAL, Space.WIDE, Space.NORMAL)
        column.setSpacing(Space.TIGHT)
        column.addLayout(row(label(f"督办通知单　{len(task_ids)}项措施", "title"), 1, told, self.day))
        column.addWidget(self.refusal)
        column.addWidget(self.done_banner)
        column.addWidget(self.pane, 1)
        column.addLayout(row(1, self.close_button, self.save_button, self.issue_button))
        self._preview()

    def issue(self) -> None:
        """Give it its number and freeze it."""
        self.refusal.hide()
        try:
            day = str(self.day.value() or "")
            self.notice = notices.issue(self._frame.desk.session, self._task_ids, day)
        except (ValueError, Refused) as reason:
            self._refuse(str(reason))
            return
        self.done_banner.set_text(f"已编号 {self.notice.number}，通知单内容不再变动。请打印后送达，并登记送达。")
        self.done_banner.show()
        self.issue_button.hide()
        self.save_button.show()
        self.close_button.setText("关闭")
        self.day.setEnabled(False)
        notice = self.notice
        self.pane.show_made(lambda session: printing_desk.preview_pdf(session, *notices.printable(session, notice)))

    def save(self) -> None:
        """Ask where, register the print, and write the PDF."""
        if self.notice is None:
            return
        name, _ = QFileDialog.getSaveFileName(self, "存为PDF", f"{self.notice.number}督办通知单.pdf", "PDF (*.pdf)")
        if name:
            self.save_to(Path(name))

    def save_to(self, path: Path, copies: int = 2) -> None:
        """Register the print and write every copy into one PDF."""
        notice = self.notice
        assert notice is not None
        try:
            write_print(self._frame.desk.session, _made(notice), notice, path, copies)
        except Refused as reason:
            self._refuse(str(reason))
        else:
            self.done_banner.set_text(f"已登记打印{copies}份，保存在 {path.name}")

    def done(self, result: int) -> None:
        """The process that draws pages ends with the sheet."""
        self.pane.close_child()
        super().done(result)

    def _preview(self) -> None:
        try:
            day = str(self.day.value() or "")
            notices.draft(self._frame.desk.session, self._task_ids, day)
        except (ValueError, Refused) as reason:
            self._refuse(str(reason))
            return
        self.refusal.hide()
        ids = self._task_ids
        self.pane.show_made(lambda session: printing_desk.preview_pdf(session, *notices.draft(session, ids, day)))

    def _refuse(self, sentence: str) -> None:
        self.refusal.set_text(sentence)
        self.refusal.show()


class NoticesPage(QWidget):
    """The notices of one unit: delivery and answer are registered here."""

    def __init__(self, frame: Frame, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._frame = frame
        self._found: dict[str, SupervisionNotice] = {}
        columns = (
            ("编号", 200),
            ("发出", 104),
            ("措施", 64),
            ("送达", 104),
            ("签收人", 90),
            ("回复", 150),
            ("回复内容", 0),
        )
        self.grid = Grid("督办通知单", columns, nothing="还没有发出督办通知单。在“整改任务”页勾选逾期的措施后发出。")
        self.grid.chosen.connect(lambda _: self._show_acts())
        self.deliver_button = button("登记送达…", self._deliver)
        self.reply_button = button("登记回复…", self._reply)
        self.print_button = button("补打，存为PDF…", self._print, "quiet", "printer")
        card = Card("督办通知单")
        card.add(self.grid, 1)
        card.body.addLayout(row(1, self.print_button, self.reply_button, self.deliver_button))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(card)

    def show_feedback(self, found: Feedback) -> None:
        """The notices of a feedback's unit in its round."""
        session = self._frame.desk.session
        rows: list[Any] = reading.related(session, SupervisionNotice.type.name, "unit_id", found.unit_id)
        ours = [one for one in rows if one.round_id == found.round_id][::-1]
        self._found = {one.id: one for one in ours}
        self.grid.show_rows([(one.id, self._cells(session, one)) for one in ours])
        if ours and not self.grid.current:
            self.grid.choose(ours[0].id)
        self._show_acts()

    def _cells(self, session: Session, one: SupervisionNotice) -> list[Said | str]:
        light = notices.light(session, one)
        answered = Said(one.replied_on, Tone.DONE) if one.replied_on else Said(light.words, light.tone)
        delivered = Said(one.delivered_on) if one.delivered_on else Said("未送达", Tone.NOTICE)
        count = f"{len(one.task_ids)}项"
        return [one.number, one.issued_on, count, delivered, one.receiver or "", answered, one.reply or ""]

    def _show_acts(self) -> None:
        one, session = self._found.get(self.grid.current), self._frame.desk.session
        allow(self.deliver_button, "送达已经登记" if one and one.delivered_on else _why(one, notices.deliver, session))
        allow(self.reply_button, "请先登记送达" if one and not one.delivered_on else _why(one, notices.reply, session))
        allow(self.print_button, None if one else "请先选择一份通知单")

    def _deliver(self) -> None:
        one, session = self._found[self.grid.current], self._frame.desk.session
        fields = [ask("on", "送达日期", Kind.DAY, optional=False), ask("receiver", "签收人", Kind.LINE, optional=False)]
        FieldSheet(
            self,
            self._frame.names,
            "登记送达",
            f"{one.number}督办通知单",
            "登记送达",
            fields,
            lambda v: notices.deliver(session, one.id, one.version, v["on"], v["receiver"]),
            given={"on": session.today.isoformat()},
        ).open()

    def _reply(self) -> None:
        one, session = self._found[self.grid.current], self._frame.desk.session
        fields = [ask("on", "回复日期", Kind.DAY, optional=False), ask("text", "回复内容", Kind.TEXT, optional=False)]
        FieldSheet(
            self,
            self._frame.names,
            "登记回复",
            f"{one.number}督办通知单",
            "登记回复",
            fields,
            lambda v: notices.reply(session, one.id, one.version, v["on"], v["text"]),
            given={"on": session.today.isoformat()},
        ).open()

    def _print(self) -> None:
        one = self._found[self.grid.current]
        name, _ = QFileDialog.getSaveFileName(self, "存为PDF", f"{one.number}督办通知单.pdf", "PDF (*.pdf)")
        if name:
            self._frame.desk.run(
                lambda session: write_print(session, _made(one), one, Path(name), 2),
                done=lambda _: self._frame.say(f"已登记打印2份，保存在 {Path(name).name}"),
            )


def _why(one: SupervisionNotice | None, act: Any, session: Session) -> str | None:
    return act.why_not(session) if one else "请先选择一份通知单"


def _made(one: SupervisionNotice) -> View:
    return lambda session: notices.printable(session, one)
