"""The card of a group's workspace that has no group yet: its 任务包 and the 开通码 that opens it."""

from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QLineEdit, QVBoxLayout, QWidget

from ui.jobs import Job, Report
from ui.login.parts import Field
from ui.office import acts
from ui.office.parts import allow, button, row
from ui.shell.frame import Frame
from ui.theme.metrics import Space
from ui.widgets.banner import Banner
from ui.widgets.card import Card, label
from ui.widgets.progress import ProgressPanel
from xuncha_desktop.kernel.errors import Invalid, Refused
from xuncha_desktop.kernel.levels import Tone
from xuncha_desktop.records.exchange_log import Package
from xuncha_desktop.services.packages import places, tasks
from xuncha_desktop.services.session import Session

ENDING = ".ipx"
_LONGEST = 64  # a code with every separator a person may type


class FoundCard(QWidget):
    """`founded` carries the journal's entry of the task package. `cost` is the stretching of a 开通码, for tests."""

    founded = Signal(object)

    def __init__(self, frame: Frame, cost: Any = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._frame, self._cost = frame, cost
        self._job: Job | None = None
        self._made: Package | None = None
        self.package: Path | None = None
        self.file = Field("任务包文件", QLineEdit())
        self.file.edit.setReadOnly(True)
        self.file.edit.setPlaceholderText("还没有选择")
        self.code = Field("开通码", QLineEdit())
        self.code.edit.setMaxLength(_LONGEST)
        self.code.edit.returnPressed.connect(self.found)
        self.pick_button = button("选择任务包…", self._pick, picture="package-open")
        self.found_button = button("开通", self.found, "primary", "check")
        self.refused = Banner(Tone.ALERT, "")
        self.refused.hide()
        self.progress = ProgressPanel()
        self.progress.hide()
        self._build()

    def use(self, package: Path) -> None:
        """Take the file of a 任务包."""
        self.package = package
        self.file.edit.setText(str(package))
        self.file.show_issue("")
        self.refused.hide()

    def found(self) -> None:
        """Open the package and found the group from it, in a job: stretching the code takes seconds."""
        package, code = self.package, self.code.edit.text().strip()
        self.refused.hide()
        self.file.show_issue("" if package else "请选择任务包")
        self.code.show_issue("" if code else "请填写开通码")
        if package is None or not code or self._job is not None:
            return
        cost: dict[str, Any] = {"cost": self._cost} if self._cost else {}

        def work(session: Session, report: Report) -> Package:
            opened = tasks.open_task(package, code, places.quarantine(session), progress=report, **cost)
            return tasks.found_group(session, opened)

        self._job = acts.start(self._frame, "按任务包开通", work)
        self.progress.follow(self._job)
        self._job.finished.connect(self._on_founded)
        self._job.failed.connect(self._on_failed)
        self._job.ended.connect(self._on_ended)
        self._show_acts()

    def _pick(self) -> None:
        name, _ = QFileDialog.getOpenFileName(self, "选择任务包", "", f"任务包 (*{ENDING})")
        if name:
            self.use(Path(name))

    def _on_founded(self, made: Package) -> None:
        self._made = made

    def _on_failed(self, error: BaseException) -> None:
        if isinstance(error, Invalid) and "code" in error.issues:
            self.code.show_issue(error.issues["code"])
        elif isinstance(error, Refused):
            self.refused.set_text(str(error))
            self.refused.show()
        else:
            self._frame.refuse(error)

    def _on_ended(self) -> None:
        """Tell only now: what the job changed has been broadcast, and no signal of it is still to come."""
        self._job = None
        self._show_acts()
        if self._made is not None:
            self.founded.emit(self._made)

    def _show_acts(self) -> None:
        busy = self._job is not None
        for one in (self.pick_button, self.found_button):
            allow(one, "正在开通" if busy else None)
        self.code.edit.setReadOnly(busy)

    def _build(self) -> None:
        card = Card("这个工作区还没有对应的巡察组")
        card.add(label("请选择巡察办签发的任务包，填写另行告知的开通码，按任务包建立本组。", "soft", wrap=True))
        across = row(self.file, self.pick_button)
        across.setStretch(0, 1)
        across.setAlignment(self.pick_button, Qt.AlignmentFlag.AlignBottom)
        card.body.addLayout(across)
        card.add(self.code)
        card.add(label("每四位一组，字母不分大小写。", "small"))
        card.add(self.refused)
        card.body.addLayout(row(1, self.found_button))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, Space.NORMAL, 0, 0)
        column.setSpacing(Space.TIGHT)
        column.addWidget(card)
        column.addWidget(self.progress)
        column.addStretch(1)
