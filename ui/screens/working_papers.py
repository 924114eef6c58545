"""底稿审签台: the queue, the paper, its evidence side by side; F8 agrees, F9 returns, and the next opens."""

from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QPushButton, QSplitter, QVBoxLayout, QWidget

from ui.office.bulk_sign import BulkSignSheet
from ui.pages.files import FilesPane
from ui.pages.page_head import ElidedLabel
from ui.pages.paper_part import PaperPart
from ui.pages.queue_rows import QueueRows
from ui.shell.frame import Frame
from ui.theme.metrics import Space
from ui.widgets.empty import EmptyState
from xuncha_desktop.kernel.errors import Refused
from xuncha_desktop.records.papers import Paper, PaperState
from xuncha_desktop.services import bulk_signing, chains, paper_desk
from xuncha_desktop.services.paper_desk import Queue
from xuncha_desktop.services.session import Changes

_PAPER = Qt.ItemDataRole.UserRole
_NOTHING = {
    Queue.FOR_ME: "没有等您审签的底稿",
    Queue.RETURNED: "没有退回给您的底稿",
    Queue.ALL: "还没有提交的底稿",
}
ONLY_READ = "这里只看材料；要补材料，请退回后在问题页添加"


class WorkingPapersScreen(QWidget):
    """Ctrl+1/2/3 turn to queue, paper and evidence; ↑↓ walk through the queue; 回车 opens the finding.

    Several papers chosen with Ctrl or Shift are registered as signed in one act.
    """

    def __init__(self, frame: Frame, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.frame = frame
        self.queue = Queue.FOR_ME
        self.buttons: dict[Queue, QPushButton] = {}
        self.list = QListWidget()
        self.list.setAccessibleName("底稿队列")
        self.list.setItemDelegate(QueueRows(self.list))
        self.list.setUniformItemSizes(True)
        self.list.setSelectionMode(QListWidget.SelectionMode.ExtendedSelection)
        self.list.currentRowChanged.connect(lambda _: self._show_current())
        self.list.itemActivated.connect(self._on_activated)
        self.bulk = QPushButton("批量登记签批…")
        self.bulk.clicked.connect(self.sign_many)
        self.title = ElidedLabel("lead")
        self.paper = PaperPart(frame, brief=True)
        self.paper.verdict.keys(self)
        self.paper.verdict.decided.connect(self._on_decided)
        self.paper.verdict.overtaken.connect(self.reload)
        self.files = FilesPane(frame, only_read=True)
        self.empty = EmptyState("clipboard-check", _NOTHING[Queue.FOR_ME])
        self._build()
        self._keys()
        frame.desk.changed.connect(self._on_changed)
        self.reload()
        if not self.list.count() and paper_desk.queue(frame.desk.session, Queue.RETURNED):
            self.choose(Queue.RETURNED)

    @property
    def current(self) -> Paper | None:
        """The paper looked at."""
        item = self.list.currentItem()
        return item.data(_PAPER) if item else None

    def choose(self, which: Queue) -> None:
        """Another look at the desk."""
        self.queue = which
        self.buttons[which].setChecked(True)
        self.reload()

    def reload(self) -> None:
        """Read the queue again; the same paper stays chosen, or the one that came into its place."""
        kept, row = self.current, max(self.list.currentRow(), 0)
        try:
            papers = paper_desk.queue(self.frame.desk.session, self.queue)
        except Refused as reason:
            self.frame.refuse(reason)
            return
        self.list.blockSignals(True)
        self.list.clear()
        for paper in papers:
            item = QListWidgetItem(paper.title)
            item.setData(_PAPER, paper)
            item.setToolTip(f"{paper.number}　{paper.title}\n回车打开问题")
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{paper.number}，{paper.title}，{paper.step_label or ''}")
            self.list.addItem(item)
        place = next((n for n, paper in enumerate(papers) if kept and paper.id == kept.id), row)
        self.list.setCurrentRow(min(place, len(papers) - 1))
        self.list.blockSignals(False)
        self._count()
        self._show_current()

    def sign_many(self) -> None:
        """One registering for the papers chosen in the queue, or for all at the step of the one looked at."""
        chosen = [item.data(_PAPER) for item in self.list.selectedItems()]
        if self.current is None or not self.bulk.isEnabled():
            return
        papers = [self.list.item(row).data(_PAPER) for row in range(self.list.count())]
        stack = bulk_signing.stack(self.frame.desk.session, papers, self.current.step_label or "")
        ticked = chosen if len(chosen) > 1 else stack.ready
        others = tuple(one for one in stack.others if one[0] in ticked)
        self.sheet = BulkSignSheet(self, self.frame, replace(stack, others=others), [paper.id for paper in ticked])
        self.sheet.done_with.connect(lambda done: self.frame.say(f"已登记{len(done)}份底稿的“{stack.step}”"))
        self.sheet.open()

    def may_leave(self) -> bool:
        """Nothing typed here is lost but a short opinion; the children end."""
        self.files.close_child()
        self.paper.close_child()
        return True

    def keep(self) -> dict[str, Any]:
        """The look and the paper."""
        return {"queue": self.queue.name, "paper": self.current.id if self.current else ""}

    def restore(self, kept: dict[str, Any]) -> None:
        """Turn to them again."""
        if kept.get("queue") in Queue.__members__:
            self.choose(Queue[kept["queue"]])
        for row in range(self.list.count()):
            if self.list.item(row).data(_PAPER).id == kept.get("paper"):
                self.list.setCurrentRow(row)

    def _on_decided(self, saved: Paper) -> None:
        done = {PaperState.SIGNED: "已签批", PaperState.RETURNED: "已退回承办人"}
        self.frame.say(f"{saved.number}　{done.get(saved.state, f'已转{saved.step_label}')}")
        self.list.setFocus()

    def _on_changed(self, changes: Changes) -> None:
        if changes.of("paper", "opinion"):
            self.reload()

    def _on_activated(self, item: QListWidgetItem) -> None:
        paper: Paper = item.data(_PAPER)
        self.frame.open_record(paper.subject_type, paper.subject_id)

    def _show_current(self) -> None:
        paper = self.current
        self.title.say(f"{paper.number}　{paper.title}" if paper else "")
        self._work.setVisible(paper is not None)
        self.empty.setVisible(paper is None)
        self.paper.verdict.show_paper(paper)
        why = self._why_not_many(paper)
        self.bulk.setEnabled(why is None)
        self.bulk.setToolTip(why or "按住Ctrl或Shift选多份；只选一份时，列出同一环节的各份")
        if paper is None:
            self.empty.say("clipboard-check", _NOTHING[self.queue])
            return
        self.paper.show_paper(paper)
        self.files.show_record(paper_desk.finding_of(self.frame.desk.session, paper), ONLY_READ)

    def _why_not_many(self, paper: Paper | None) -> str | None:
        return chains.why_not(self.frame.desk.session, paper) if paper else "请先选择底稿"

    def _count(self) -> None:
        for which, button in self.buttons.items():
            count = f" {self.list.count()}" if which is self.queue else ""
            button.setText(f"{which.value}{count}")

    def _looks(self) -> QHBoxLayout:
        looks = QHBoxLayout()
        looks.setSpacing(Space.HAIR)
        for which in Queue:
            button = QPushButton(which.value)
            button.setCheckable(True)
            button.setAutoExclusive(True)
            button.setChecked(which is self.queue)
            button.setProperty("look", "chip")
            button.clicked.connect(lambda _=False, which=which: self.choose(which))
            self.buttons[which] = button
            looks.addWidget(button)
        looks.addStretch(1)
        return looks

    def _build(self) -> None:
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.TIGHT)
        column.addLayout(self._looks())
        column.addWidget(self.list, 1)
        column.addWidget(self.bulk)
        middle = QWidget()
        body = QVBoxLayout(middle)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(Space.TIGHT)
        body.addWidget(self.title)
        body.addWidget(self.paper, 1)
        self._work = QSplitter(Qt.Orientation.Horizontal)
        self.parts = QSplitter(Qt.Orientation.Horizontal)
        for splitter in (self._work, self.parts):
            splitter.setChildrenCollapsible(False)
            splitter.setHandleWidth(Space.NEAR)
        self._work.addWidget(middle)
        self._work.addWidget(self.files)
        self._work.setSizes([510, 270])
        middle.setMinimumWidth(360)
        self.files.setMinimumWidth(260)
        right = QWidget()
        over = QVBoxLayout(right)
        over.setContentsMargins(0, 0, 0, 0)
        over.addWidget(self._work, 1)
        over.addWidget(self.empty, 1)
        self.parts.addWidget(left)
        self.parts.addWidget(right)
        self.parts.setSizes([248, 806])
        left.setMinimumWidth(236)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(Space.WIDE, Space.TIGHT, Space.WIDE, Space.NORMAL)
        whole.addWidget(self.parts)

    def _keys(self) -> None:
        keys = (
            ("Ctrl+1", self.list.setFocus),
            ("Ctrl+2", self.paper.preview.pages.setFocus),
            ("Ctrl+3", self.files.grid.setFocus),
            ("F5", self.reload),
        )
        for key, act in keys:
            QShortcut(QKeySequence(key), self, act)
