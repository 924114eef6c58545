"""Receiving: a package is fetched and verified first, then shown against what lies here, then taken in or declined."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QFileDialog, QStackedWidget, QVBoxLayout, QWidget

from ui.jobs import Job, Report
from ui.office import acts
from ui.office.grid import Grid, Said
from ui.office.parts import allow, button, row
from ui.shell.frame import Frame
from ui.theme.metrics import Space
from ui.widgets.banner import Banner
from ui.widgets.card import Card, Facts, label
from ui.widgets.confirm import ConfirmSheet
from ui.widgets.drop import FileDropArea
from ui.widgets.progress import ProgressPanel
from xuncha_desktop.kernel.errors import NotAllowed, Refused
from xuncha_desktop.kernel.levels import Tone
from xuncha_desktop.records.exchange_log import Package
from xuncha_desktop.records.registry import record_type
from xuncha_desktop.services.packages import accept, peers, preview, receive
from xuncha_desktop.services.packages.merge import Fate
from xuncha_desktop.services.packages.preview import Difference, Preview
from xuncha_desktop.services.packages.receive import Arrival
from xuncha_desktop.services.session import Session

ENDING = ".ipx"
TONES = {
    Fate.NEW: Tone.CALM,
    Fate.NEWER: Tone.NOTICE,
    Fate.SAME: Tone.MUTED,
    Fate.OLDER: Tone.MUTED,
    Fate.CONFLICT: Tone.ALERT,
}
_KEPT = "本处的数据没有任何变动。"
_REASONS = ("不是本轮次的内容", "内容不全", "对方称未发出", "须先核实")


@dataclass(frozen=True, slots=True)
class Look:
    """A verified package and what taking it in would do."""

    arrival: Arrival
    seen: Preview


class ReceivePage(QWidget):
    """`taken` carries the journal's entry of a package that was taken in or refused."""

    taken = Signal(object)

    def __init__(self, frame: Frame, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._frame = frame
        self._look: Look | None = None
        self._job: Job | None = None
        self.drop = FileDropArea("把收到的数据包（.ipx）拖到这里", (ENDING,))
        self.drop.dropped.connect(lambda paths: self.fetch(paths[0]))
        self.pick_button = button("选择数据包…", self._pick, "primary", "package-open")
        self.waiting = Banner(Tone.NOTICE, "", "继续接收")
        self.waiting.acted.connect(self._fetch_waiting)
        self.incomplete = Banner(Tone.NOTICE, "", "不再等待")
        self.incomplete.acted.connect(self._give_up_parts)
        self.refused = Banner(Tone.ALERT, "")
        self.good = Banner(Tone.DONE, "")
        for banner in (self.waiting, self.incomplete, self.refused, self.good):
            banner.hide()
        self.progress = ProgressPanel()
        self.progress.hide()
        self.origin = Facts()
        self.counts = Grid("将有的变动", (("内容", 120), ("变动", 140), ("数量", 0)), nothing="这个数据包不带业务记录")
        self.rows = Grid("逐条变动", (("内容", 96), ("标题", 0), ("变动", 140), ("版本", 90)))
        self.note = Banner(Tone.NOTICE, "")
        self.gap = Banner(Tone.NOTICE, "")
        self.leave = QCheckBox("冲突的记录保留本处内容，其余照常接收")
        self.leave.toggled.connect(lambda _: self._show_acts())
        self.accept_button = button("接收", self.accept, "primary", "check")
        self.refuse_button = button("拒收…", self._refuse)
        self.drop_button = button("暂不接收", self.put_back, "quiet")
        self._build()
        self.look_for_waiting()

    # ------------------------------------------------------------ acts

    def fetch(self, path: Path) -> None:
        """Fetch and verify a package; the stick may be pulled out afterwards."""

        def work(session: Session, report: Report) -> Look:
            arrival = receive.fetch(session, path, progress=report)
            return Look(arrival, preview.preview(session, arrival))

        self._start(f"读取{path.name}", work, self._show)

    def accept(self, skip_reason: str = "") -> None:
        """Take it in."""
        found = self._look
        if found is None:
            return
        if found.arrival.verdict.missing and not skip_reason:
            self._ask_skip()
            return
        leave = self.leave.isChecked()
        self._start(
            f"接收{found.arrival.kind.label}",
            lambda session, report: accept.accept(
                session, found.arrival, skip_reason=skip_reason, leave_conflicts=leave, progress=report
            ),
            self._on_taken,
        )

    def put_back(self) -> None:
        """Leave it; what was fetched is removed from this computer."""
        found, self._look = self._look, None
        if found is not None:
            self._frame.desk.run(lambda session: receive.discard(session, found.arrival))
        self._stack.setCurrentIndex(0)
        self.look_for_waiting()

    def look_for_waiting(self) -> None:
        """Packages whose predecessors have come meanwhile."""
        try:
            self._names = receive.waiting(self._frame.desk.session)
        except NotAllowed:
            self._names = []
        self.waiting.set_text(f"有{len(self._names)}个暂存的数据包，前面的已经收齐，可以接收了")
        self.waiting.setVisible(bool(self._names))
        self._look_for_parts()

    def _look_for_parts(self) -> None:
        """Packages of which some parts are here; which are missing is said until they come."""
        try:
            self._parts = receive.incomplete(self._frame.desk.session)
        except NotAllowed:
            self._parts = []
        said = "".join(one.sentence for one in self._parts)
        self.incomplete.set_text(f"{said}请插入存有所缺分卷的U盘，再选择一次数据包；没有导入任何内容。")
        self.incomplete.setVisible(bool(self._parts))

    def _give_up_parts(self) -> None:
        sheet = ConfirmSheet(
            self, "不再等待缺少的分卷", "已读入的分卷从本机删除，需要时重新读入全部分卷。", "删除已读入的分卷"
        )
        marks = [one.table.mark for one in self._parts]
        sheet.accepted.connect(lambda: self._drop_parts(marks))
        sheet.open()

    def _drop_parts(self, marks: list[str]) -> None:
        def work(session: Session) -> None:
            for mark in marks:
                receive.drop_parts(session, mark)

        self._frame.desk.run(work, done=lambda _: self._look_for_parts())

    # ------------------------------------------------------------ inside

    def _pick(self) -> None:
        name, _ = QFileDialog.getOpenFileName(self, "选择数据包", "", f"数据包 (*{ENDING})")
        if name:
            self.fetch(Path(name))

    def _fetch_waiting(self) -> None:
        name = self._names[0]

        def work(session: Session, report: Report) -> Look:
            report(0)
            arrival = receive.fetch_waiting(session, name)
            return Look(arrival, preview.preview(session, arrival))

        self._start("读取暂存的数据包", work, self._show)

    def _start(self, words: str, work: Any, done: Any) -> None:
        if self._job is not None:
            return
        for banner in (self.refused, self.good):
            banner.hide()
        self._job = acts.start(self._frame, words, work)
        self.progress.follow(self._job)
        self._job.finished.connect(done)
        self._job.failed.connect(self._on_failed)
        self._job.ended.connect(self._on_ended)
        self._show_acts()

    def _on_failed(self, error: BaseException) -> None:
        if not isinstance(error, Refused):
            self._frame.refuse(error)
            return
        if isinstance(error, receive.PartsMissing):
            self._look = None
            self._stack.setCurrentIndex(0)
            self._look_for_parts()
            return
        sentence = str(error)
        self.refused.set_text(
            sentence if "未导入" in sentence or "没有" in sentence else f"{sentence}。{_KEPT}".replace("。。", "。")
        )
        self.refused.show()
        self._look = None
        self._stack.setCurrentIndex(0)

    def _on_ended(self) -> None:
        self._job = None
        self._show_acts()

    def _on_taken(self, row_: Package) -> None:
        self._look = None
        self._stack.setCurrentIndex(0)
        partial = "其余部分已封存，等有权知悉的人员登录后接收。" if row_.state.value == "partial" else ""
        self.good.set_text(f"已接收《{row_.title}》。{partial}请在“收发登记”中出具回执带回。")
        self.good.show()
        self.look_for_waiting()
        self.taken.emit(row_)

    def _ask_skip(self) -> None:
        found = self._look
        assert found is not None
        sheet = ConfirmSheet(
            self, "越过缺少的数据包", found.arrival.verdict.sentence, "越过并接收", reason_required=True
        )
        sheet.accepted.connect(lambda: self.accept(sheet.reason))
        sheet.open()

    def _refuse(self) -> None:
        found = self._look
        assert found is not None
        sheet = ConfirmSheet(
            self,
            "拒收",
            "拒收后登记原因，回执会告诉对方；保管权退回对方。",
            "拒收",
            reasons=_REASONS,
            reason_required=True,
        )
        sheet.accepted.connect(lambda: self._decline(sheet.reason))
        sheet.open()

    def _decline(self, reason: str) -> None:
        found = self._look
        assert found is not None

        def done(row_: Package) -> None:
            self._look = None
            self._stack.setCurrentIndex(0)
            self.good.set_text(f"已拒收《{row_.title}》，{_KEPT}请出具回执告知对方。")
            self.good.show()
            self.taken.emit(row_)

        self._frame.desk.run(lambda session: receive.refuse(session, found.arrival, reason), done=done)

    # ------------------------------------------------------------ showing

    def _show(self, found: Look) -> None:
        self._look = found
        arrival, seen = found.arrival, found.seen
        self._show_origin(arrival)
        self._show_differences(seen)
        words = _notes(found)
        self.note.set_text("；".join(words))
        self.note.setVisible(bool(words))
        self.gap.set_text(arrival.verdict.sentence)
        self.gap.setVisible(bool(arrival.verdict.missing))
        self.leave.setVisible(seen.conflicts > 0)
        self.leave.setChecked(False)
        self._stack.setCurrentIndex(1)
        self._show_acts()

    def _show_origin(self, arrival: Arrival) -> None:
        head, cover = arrival.examined.manifest.head, arrival.enclosures.cover
        keys = peers.keys_of(arrival.peer) if arrival.peer else None
        if keys is None and arrival.enclosures.enrolment is not None:
            keys = arrival.enclosures.enrolment.keys
        first = "（首次联系，开通凭证已核对）" if arrival.peer is None else ""
        self.origin.show_facts(
            [
                ("发送单位", f"{head.sender.name}{first}"),
                ("密钥指纹", keys.fingerprint if keys else ""),
                ("名称", cover.title),
                ("种类与序号", f"{arrival.kind.label}　第{head.seq}个　{head.level.label}"),
                ("用途", cover.purpose),
                ("对方说明", cover.reason),
            ]
        )

    def _show_differences(self, seen: Preview) -> None:
        listed = sorted(seen.counts.items(), key=lambda one: (one[0][1] is not Fate.CONFLICT, one[0]))
        self.counts.show_rows(
            [
                (f"{name}.{fate.value}", (record_type(name).label, Said(fate.label, TONES[fate]), f"{count}条"))
                for (name, fate), count in listed
            ]
        )
        rows = [(one.id, _difference(one)) for one in seen.rows if one.fate is not Fate.SAME]
        self.rows.show_rows(rows)
        self.rows.setVisible(bool(rows))

    def _show_acts(self) -> None:
        found, busy = self._look, self._job is not None
        conflicts = found is not None and found.seen.conflicts > 0 and not self.leave.isChecked()
        why_not = "正在办理" if busy else "有冲突的记录，请先与发送单位核实" if conflicts else None
        allow(self.accept_button, why_not)
        allow(self.refuse_button, "正在办理" if busy else None)
        allow(self.pick_button, "正在办理" if busy else None)

    def _build(self) -> None:
        start = Card("接收数据包", "读入后先核验签名、完整性和序号，再给您看内容；确认前不改动任何数据")
        self.drop.setFixedHeight(150)
        start.add(self.drop)
        self.drop.button.setText("选择文件…")
        start.body.addLayout(row(self.pick_button, 1))
        start.body.addStretch(1)
        self.drop.button.hide()
        shown = QWidget()
        across = row(
            self._card("来自", self.origin), self._card("将有的变动", self.counts, self.rows), spacing=Space.NORMAL
        )
        across.setStretch(0, 2)
        across.setStretch(1, 3)
        column = QVBoxLayout(shown)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.TIGHT)
        for part in (self.gap, self.note):
            column.addWidget(part)
        column.addLayout(across, 1)
        column.addLayout(row(self.leave, 1, self.drop_button, self.refuse_button, self.accept_button))
        self._stack = QStackedWidget()
        self._stack.addWidget(start)
        self._stack.addWidget(shown)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(Space.TIGHT)
        for part in (self.waiting, self.incomplete, self.refused, self.good):
            whole.addWidget(part)
        whole.addWidget(self._stack, 1)
        whole.addWidget(self.progress)

    def _card(self, title: str, *parts: QWidget) -> Card:
        made = Card(title)
        for part in parts:
            made.add(part, 1 if isinstance(part, Grid) else 0)
        if not any(isinstance(part, Grid) for part in parts):
            made.add(label("指纹应与对方念出的一致", "small"))
            made.body.addStretch(1)
        return made


def _difference(one: Difference) -> tuple[Said | str, ...]:
    versions = f"{one.here or '—'} → {one.there}"
    return record_type(one.type).label, one.title, Said(one.fate.label, TONES[one.fate]), versions


def _notes(found: Look) -> list[str]:
    """What a person should know before he decides: what he may not read, and what a receipt says."""
    unread = "、".join(compartment.label for compartment in found.seen.unread)
    words = [f"{unread}的内容您无权知悉，接收后封存，由有权人员登录时接收"] if unread else []
    receipt = found.arrival.enclosures.receipt
    if receipt is not None:
        words.append(f"这是回执：对方{receipt.result.label}{'，' + receipt.reason if receipt.reason else ''}")
    return words
