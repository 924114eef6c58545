"""The sheet of 批量登记签批: which papers, whose hand, one scan for all; one act, all of them or none."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from ui.jobs import Report
from ui.office.scan_sheet import SCANS
from ui.pages.sheet import FieldSheet, ask
from ui.shell.frame import Frame
from ui.widgets.card import label
from ui.widgets.drop import FileDropArea
from xuncha_desktop.kernel.errors import Refused
from xuncha_desktop.records.fields import Field, Kind
from xuncha_desktop.records.papers import Paper
from xuncha_desktop.services import bulk_signing, chains, evidence, paper_desk, viewing
from xuncha_desktop.services.bulk_signing import Scan, Stack
from xuncha_desktop.services.chains import Verdict
from xuncha_desktop.services.paper_desk import Wanted
from xuncha_desktop.services.session import Session

_PAPER = Qt.ItemDataRole.UserRole
_SENTENCE = "勾选的底稿作为一次登记，同一份扫描件挂到每一份上；有一份不能登记，就都不登记。退回须逐份办理。"

_MINUTES = (ask("meeting_id", "组务会", Kind.REF, source="group_meeting", optional=False),)
_SAID = (ask("dated_on", "日期", Kind.DAY, optional=False), ask("words", "意见", Kind.LINE))


class BulkSignSheet(FieldSheet):
    """`stack` holds at least one paper that can be signed. `done_with` carries the papers as they are afterwards."""

    def __init__(self, parent: QWidget | None, frame: Frame, stack: Stack, ticked: Sequence[str]) -> None:
        session = frame.desk.session
        step = paper_desk.wanted(session, stack.ready[0])
        assert step is not None
        registrar = bool(session.actor.posts & chains.REGISTRARS) and not step.on_paper
        super().__init__(
            parent,
            frame.names,
            f"批量登记“{step.label}”",
            _SENTENCE,
            "登记",
            (*(_MINUTES if step.minutes else ()), *_SAID),
            lambda values: bulk_signing.decide_many(session, self.chosen, stack.step, self._verdict(values), self.scan),
            given={"dated_on": session.today.isoformat()},
            by_hand=("代录手写签批", _hand(step)) if registrar else None,
            by_hand_on=registrar and not step.own,
        )
        self._frame = frame
        self.scan: Scan | None = None
        self._add_parts(stack, frozenset(ticked))
        self._count()

    @property
    def chosen(self) -> list[tuple[str, int]]:
        """Id and version of every ticked paper, as they were when the sheet opened."""
        items = (self.list.item(row) for row in range(self.list.count()))
        papers: list[Paper] = [one.data(_PAPER) for one in items if one.checkState() is Qt.CheckState.Checked]
        return [(paper.id, paper.version) for paper in papers]

    def _add_parts(self, stack: Stack, ticked: frozenset[str]) -> None:
        """The papers above the fields, the scan under them."""
        self.list = QListWidget()
        self.list.setAccessibleName("要登记的底稿")
        self._fill(stack, ticked)
        self.list.itemChanged.connect(lambda _: self._count())
        self.left_out = label("", "small", wrap=True)
        self.left_out.setText("不在这次登记之内：" + "；".join(f"{p.number}（{why}）" for p, why in stack.others))
        self.left_out.setVisible(bool(stack.others))
        self.drop = FileDropArea("把原件扫描件拖到这里，一份即可", SCANS)
        self.drop.dropped.connect(self._take)
        self.told = label("", "small", wrap=True)
        self.told.hide()
        for place, part in enumerate((self.list, self.left_out)):
            self._rows.insertWidget(place, part)
        for part in (self.drop, self.told):
            self._rows.insertWidget(self._rows.count() - 1, part)
        self.setMinimumSize(640, 640)

    def _verdict(self, values: dict[str, Any]) -> Verdict:
        return Verdict(True, **{**values, "meeting_id": values.get("meeting_id") or None})

    def _fill(self, stack: Stack, ticked: frozenset[str]) -> None:
        for paper in stack.ready:
            item = QListWidgetItem(f"{paper.number}　{paper.title}")
            item.setData(_PAPER, paper)
            item.setToolTip(item.text())
            item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsUserCheckable | Qt.ItemFlag.ItemIsSelectable)
            item.setCheckState(Qt.CheckState.Checked if paper.id in ticked else Qt.CheckState.Unchecked)
            self.list.addItem(item)
        self.list.setFixedHeight(min(len(stack.ready), 5) * 24 + 10)

    def _count(self) -> None:
        count = len(self.chosen)
        self.yes.setText(f"登记{count}份" if count else "登记")
        self.yes.setEnabled(bool(count))
        self.yes.setToolTip("" if count else "请先勾选底稿")

    def _take(self, paths: list[Path]) -> None:
        """Encrypt the scan now, so that registering is one short act; unused, it is swept at the next start."""
        path = paths[-1]

        def work(session: Session, report: Report) -> Scan:
            stored = evidence.take_in(session, path, lambda done: report(done, 0, path.name))
            looker = viewing.Viewing()
            try:
                return Scan(stored, path.name, looker.count(session, stored))
            finally:
                looker.close()

        self.yes.setEnabled(False)
        self._tell(f"正在添加：{path.name}")
        job = self._frame.jobs.start("添加扫描件", work)
        job.finished.connect(self._on_taken)
        job.failed.connect(self._on_failed)

    def _on_taken(self, scan: Scan) -> None:
        self.scan = scan
        self._tell(f"将挂到每份底稿上：{scan.name}" + (f"（{scan.pages}页）" if scan.pages else ""))
        self._count()

    def _on_failed(self, error: Exception) -> None:
        self._tell("")
        self._count()
        if isinstance(error, Refused):
            self.say_no(str(error))
        else:
            self._frame.refuse(error)

    def _tell(self, words: str) -> None:
        self.told.setText(words)
        self.told.setVisible(bool(words))


def _hand(step: Wanted) -> tuple[Field, ...]:
    """What is asked where somebody enters another's signature."""
    return (
        ask("registered_for", f"签批人（{step.by}）", Kind.LINE, optional=False, limit=50),
        ask("original_at", "原件存放处", Kind.LINE, optional=False),
    )
