"""Sending: to whom, what kind, what travels and what stays, then to the stick, and when it may be pulled out."""

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from ui.jobs import Job, Report
from ui.office import acts
from ui.office.code_sheet import CodeSheet
from ui.office.drive_row import DriveRow
from ui.office.grid import Grid
from ui.office.parts import Chooser, allow, button, row
from ui.office.slip_sheet import SlipSheet
from ui.pages import typing_in
from ui.records.text_guard import LineInput
from ui.shell.frame import Frame
from ui.theme.metrics import Space
from ui.widgets.banner import Banner
from ui.widgets.card import Card, label
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.progress import ProgressPanel
from xuncha_desktop.kernel.errors import NotAllowed, Refused
from xuncha_desktop.kernel.levels import Tone
from xuncha_desktop.records.exchange_log import Package, Peer
from xuncha_desktop.records.organisation import Group
from xuncha_desktop.records.papers import Paper, PaperState
from xuncha_desktop.records.requests import Instruction, InstructionRequest, RequestState
from xuncha_desktop.services import reading, slips, switches
from xuncha_desktop.services.packages import collect, kinds, peers, replacing, send, shipping, tasks
from xuncha_desktop.services.packages.kinds import Order, PackageKind, Scope
from xuncha_desktop.services.reading import Query
from xuncha_desktop.services.session import Session
from xuncha_desktop.services.slips import HandoverSlip

_GROUP = "group:"
SPLITS = (
    ("", "超过4 GB时分卷"),
    (str(2 << 30), "每卷2 GB"),
    (str(1 << 30), "每卷1 GB"),
    (str(700_000_000), "每卷700 MB"),
)
"""How large a file may become on the medium: id (bytes, "" for what every drive takes) and words."""
_ONE_BY_ONE = {
    kinds.REQUEST.name: "选择要请示的事项",
    kinds.INSTRUCTION.name: "选择要发出的批示",
    kinds.RETURN.name: "选择要退回的底稿",
}


@dataclass(frozen=True, slots=True)
class Sent:
    """What a job has written; `code` only for a task package."""

    package: Package
    code: str
    files: int = 1


class SendPage(QWidget):
    """`written`: a package is away. `cost` is the stretching of a 开通码, for tests."""

    written = Signal(object)

    def __init__(self, frame: Frame, cost: Any = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._frame, self._cost = frame, cost
        self._job: Job | None = None
        self.to = Chooser("发给", 300)
        self.to.turned.connect(lambda _: self._show_kinds())
        self._kinds = QWidget()
        self._flow = FlowLayout(self._kinds)
        self._group = QButtonGroup(self)
        self.kinds: dict[str, QPushButton] = {}
        self.chosen = QListWidget()
        self.chosen.setAccessibleName("包含的内容")
        self.chosen.itemChanged.connect(lambda _: self._show_plan())
        self.chosen_words = label("", "label")
        self.goes = Grid("将发送的内容", (("内容", 0), ("数量", 120)), nothing="没有可以发送的内容")
        self.stays = label("", "small", wrap=True)
        self.why = Banner(Tone.NOTICE, "")
        self.medium, self.purpose, self.reason = (LineInput(limit) for limit in (40, 80, 200))
        for line, name in ((self.medium, "介质编号"), (self.purpose, "用途"), (self.reason, "退回原因")):
            line.setAccessibleName(name)
            line.setPlaceholderText(name)
        self.split = Chooser("分卷", 150)
        self.split.show_items(SPLITS)
        self.split.setToolTip("介质放不下大文件时选择；各卷可以分放在几个U盘上，对方收齐后才能接收")
        self.split.turned.connect(lambda _: self._show_parts())
        self.reason.textChanged.connect(lambda _: self._show_plan())
        self.drive = DriveRow("写到")
        self.drive.turned.connect(self._look)
        self.progress = ProgressPanel()
        self.progress.hide()
        self.done_banner = Banner(Tone.DONE, "")
        self.failed = Banner(Tone.ALERT, "")
        for banner in (self.done_banner, self.failed, self.why):
            banner.hide()
        self.write_button = button("写出数据包", self.write, "primary", "package")
        self._build()
        frame.desk.changed.connect(lambda changes: self.reload() if changes.of("peer", "inspection_group") else None)
        self.reload()

    # ------------------------------------------------------------ asking

    def reload(self) -> None:
        """Whom packages can go to."""
        session = self._frame.desk.session
        known = [peer for peer in peers.all_of(session) if not peer.revoked]
        found = [(peer.id, peer.name) for peer in known if peer.keys != "{}"]
        if session.place.kind == kinds.OFFICE:
            open_ = {peer.group_id for peer in known if peer.keys != "{}"}
            groups: list[Any] = list(reading.page(session, Query(Group.type.name), size=200).rows)
            found += [(_GROUP + one.id, f"{one.name}（尚未开通）") for one in groups if one.id not in open_]
        self.to.show_items(found)
        self._show_kinds()

    def turn(self, kind: str) -> None:
        """Choose a kind of package."""
        if kind in self.kinds:
            self.kinds[kind].click()

    @property
    def kind(self) -> PackageKind | None:
        """The chosen kind."""
        name = next((name for name, chip in self.kinds.items() if chip.isChecked()), "")
        return next((one for one in kinds.KINDS.values() if one.name == name), None)

    @property
    def order(self) -> Order | None:
        """What is asked for; none for a task package."""
        if self.kind is None or self.to.current.startswith(_GROUP):
            return None
        return Order(
            self.kind,
            self.to.current,
            frozenset(self._ticked()),
            self.medium.text(),
            self.purpose.text(),
            self.reason.text(),
            self.part_size,
        )

    @property
    def part_size(self) -> int | None:
        """The most bytes of a file; None where only the drives' own limit counts."""
        return int(self.split.current) if self.split.current else None

    def write(self) -> None:
        """Make the package in a job."""
        typing_in.commit()
        target, order, kind = self.drive.folder, self.order, self.kind
        if target is None or kind is None:
            return
        if order is not None:
            wanted = order

            def work(session: Session, report: Report) -> Sent:
                made = send.write(session, wanted, target, progress=report)
                return Sent(made, "", shipping.files_of(made, wanted.part_size))
        else:
            group_id = self.to.current.removeprefix(_GROUP)
            said: dict[str, Any] = {"medium": self.medium.text(), "purpose": self.purpose.text()}
            said |= {"cost": self._cost} if self._cost else {}
            part_size = self.part_size

            def work(session: Session, report: Report) -> Sent:
                made, code = tasks.issue_task(session, group_id, target, progress=report, part_size=part_size, **said)
                return Sent(made, code, shipping.files_of(made, part_size))

        for banner in (self.done_banner, self.failed):
            banner.hide()
        job = acts.start(self._frame, f"写出{kind.label}", work)
        self.progress.follow(job)
        job.finished.connect(self._on_written)
        job.failed.connect(self._on_failed)
        job.cancelled.connect(lambda: self._say("已取消。U盘上没有留下这个数据包，数据仍由本工作区保管。"))
        job.ended.connect(self._on_ended)
        self._job = job
        self._look()

    # ------------------------------------------------------------ showing

    def _show_kinds(self) -> None:
        kept = self.kind.name if self.kind else ""
        place = self._frame.desk.session.place.kind
        if self.to.current.startswith(_GROUP):
            offered = [kinds.TASK]
        elif self.to.current:
            apart = {kinds.TASK.name, kinds.RECEIPT.name} | (set() if self._replaced() else {kinds.HANDOVER.name})
            offered = [one for one in kinds.KINDS.values() if place in one.sender and one.name not in apart]
        else:
            offered = []
        for chip in self.kinds.values():
            self._flow.removeWidget(chip)
            self._group.removeButton(chip)
            chip.hide()
            chip.deleteLater()
        self.kinds = {}
        for one in offered:
            chip = QPushButton(one.label, self._kinds)
            chip.setCheckable(True)
            chip.setProperty("look", "chip")
            chip.clicked.connect(self._show_chosen)
            self._group.addButton(chip)
            self._flow.addWidget(chip)
            chip.show()
            self.kinds[one.name] = chip
        if self.kinds:
            self.kinds[kept if kept in self.kinds else next(iter(self.kinds))].setChecked(True)
        self._show_chosen()

    def _replaced(self) -> bool:
        """Whether the chosen receiver's computer is new in place of a lost one and waits for what that had kept."""
        session = self._frame.desk.session
        peer = session.table(Peer).find(self.to.current)
        return peer is not None and replacing.wanted(session, peer)

    def _show_chosen(self) -> None:
        kind = self.kind
        wanted = kind is not None and kind.chosen
        self.chosen.setVisible(wanted)
        self.chosen_words.setVisible(wanted)
        self.reason.setVisible(kind is not None and kind.reason)
        self.chosen.blockSignals(True)
        self.chosen.clear()
        if kind is not None and wanted:
            self.chosen_words.setText(_ONE_BY_ONE.get(kind.name, "选择内容"))
            for record_id, title in self._offered(kind):
                item = QListWidgetItem(title)
                item.setData(Qt.ItemDataRole.UserRole, record_id)
                item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
                item.setCheckState(Qt.CheckState.Unchecked)
                self.chosen.addItem(item)
        self.chosen.blockSignals(False)
        self._show_plan()

    def _offered(self, kind: PackageKind) -> list[tuple[str, str]]:
        session = self._frame.desk.session
        peer = session.table(Peer).find(self.to.current)
        group_id = peer.group_id if peer else None
        if kind is kinds.REQUEST:
            rows: list[Any] = reading.related(session, InstructionRequest.type.name, "group_id", group_id or "")
            return [(one.id, f"{one.number}　{one.title}") for one in rows if one.state is RequestState.SENT]
        if kind is kinds.INSTRUCTION:
            rows = reading.related(session, Instruction.type.name, "group_id", group_id or "")
            told = [(one.id, f"{one.decided_on}　{one.signer}：{one.wording}") for one in rows]
            return [*told, *self._switched(group_id or "")]
        rows = reading.related(session, Paper.type.name, "group_id", group_id or "")
        here = session.place.workspace_id
        return [
            (one.id, f"{one.number}　{one.title}")
            for one in rows
            if one.state is PaperState.SIGNED and one.custodian == here and one.kind == "working_paper"
        ]

    def _switched(self, group_id: str) -> list[tuple[str, str]]:
        """The round's decisions that leave a step out or take it up again: the group acts on them too."""
        session = self._frame.desk.session
        group = session.table(Group).find(group_id)
        found = switches.of_round(session, group.round_id) if group else []
        return [(one.id, f"{one.decided_on}　{one.subject}：{'停用' if one.agreed else '恢复'}") for one in found]

    def _ticked(self) -> list[str]:
        items = (self.chosen.item(number) for number in range(self.chosen.count()))
        return [str(one.data(Qt.ItemDataRole.UserRole)) for one in items if one.checkState() is Qt.CheckState.Checked]

    def _show_plan(self) -> None:
        """What would travel now, and what stays; a refusal is said in its place."""
        session, kind = self._frame.desk.session, self.kind
        self.refusal = ""
        plan: collect.Plan | None = None
        if kind is None:
            self.refusal = "还没有可以发送的对象：先组建巡察组并签发任务包" if not self.to.current else ""
        else:
            try:
                if self.order is None:
                    plan = collect.plan(session, kind, Scope(self.to.current.removeprefix(_GROUP)))
                else:
                    plan = send.preview(session, self.order)
            except (Refused, NotAllowed) as reason:
                self.refusal = str(reason)
        self.goes.show_rows([(words, (words, count)) for words, count in plan.rows()] if plan else [])
        behind = plan.behind if plan else []
        self.stays.setText("留下不发：" + "；".join(behind) if behind else "")
        self.stays.setVisible(bool(behind))
        moves = plan is not None and plan.moves
        words = "随包移交保管权：发出后由对方保管，本处只读。" if moves else "发送副本，保管权不变。"
        if kind is kinds.HANDOVER:
            words = "原机保管的记录移交给新工作机，已报巡察办的发送副本。"
        self.moves.setText(words)
        self._bytes = plan.blob_bytes if plan else 0
        self._show_parts()
        self.why.set_text(self.refusal)
        self.why.setVisible(bool(self.refusal))
        self._look()

    def _show_parts(self) -> None:
        """How many files the attachments alone will need; the records add little."""
        try:
            count = collect.parts_of(self._bytes, self.part_size)
            words = f"预计分{count}卷写出，各卷收齐后对方才能接收。" if count > 1 else ""
        except Refused as reason:
            words = str(reason)
        self.parts.setText(words)
        self.parts.setVisible(bool(words))

    def _look(self) -> None:
        why_not = self.refusal or None
        if why_not is None and self.drive.folder is None:
            why_not = "请先选择U盘或文件夹"
        if self._job is not None:
            why_not = "正在写出"
        allow(self.write_button, why_not)
        for part in (self.to, self._kinds, self.drive.pick_button):
            part.setEnabled(self._job is None)

    def _on_written(self, sent: Sent) -> None:
        row_ = sent.package
        size = collect.readable_size(row_.size)
        in_parts = f"，共{sent.files}卷，须一并送达" if sent.files > 1 else ""
        self.done_banner.set_text(
            f"可以拔出。《{row_.title}》已写完并核对无误（序号{row_.seq}，{size}{in_parts}）。对方接收后会带回回执。"
        )
        self.done_banner.show()
        if sent.code:
            name = row_.title
            group = self._frame.desk.session.table(Peer).find(row_.peer_id)
            whom = group.name if group else name
            session = self._frame.desk.session
            slip = slips.of_task(session, whom, f"《{name}》（序号{row_.seq}）", sent.code)
            self.code_sheet = CodeSheet(self, whom, sent.code, lambda over: self._make_slip(over, slip))
            self.code_sheet.open()
        self.written.emit(row_)

    def _make_slip(self, over: QWidget, slip: HandoverSlip) -> None:
        self.slip = SlipSheet(over, self._frame, slip)
        self.slip.open()

    def _on_failed(self, error: BaseException) -> None:
        if isinstance(error, Refused):
            self._say(str(error))
        else:
            self._frame.refuse(error)

    def _say(self, sentence: str) -> None:
        self.failed.set_text(sentence)
        self.failed.show()

    def _on_ended(self) -> None:
        self._job = None
        self.drive.look()
        self._show_plan()

    def _build(self) -> None:
        self.refusal = ""
        self.moves, self.parts = label("", "small"), label("", "small", wrap=True)
        self._bytes = 0
        left = Card("发送")
        left.body.setSpacing(Space.TIGHT)
        for part in (self.to, self._kinds, self.chosen_words):
            left.add(part)
        left.add(self.chosen, 1)
        left.body.addLayout(row(self.medium, self.purpose))
        left.add(self.reason)
        left.add(self.split)
        left.add(self.drive)
        left.body.addStretch(1)
        right = Card("将发送的内容", "发出前请核对")
        right.body.setSpacing(Space.TIGHT)
        right.add(self.goes, 1)
        for part in (self.moves, self.parts, self.stays, self.why):
            right.add(part)
        across = QHBoxLayout()
        across.setSpacing(Space.NORMAL)
        across.addWidget(left, 1)
        across.addWidget(right, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.TIGHT)
        for part in (self.done_banner, self.failed):
            column.addWidget(part)
        column.addLayout(across, 1)
        column.addWidget(self.progress)
        column.addLayout(row(1, self.write_button))
