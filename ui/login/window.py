"""The window before the desk: workspaces used last at the left; login, first password, first-run guide at the right."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QIcon
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from ui.login.gate import Gate, Knock
from ui.login.parts import quiet
from ui.login.settings import WindowSettings
from ui.login.sign_in import SignInPage
from ui.login.worker import Worker
from ui.theme.icons import icon
from ui.theme.metrics import Space
from ui.theme.palette import LIGHT
from ui.widgets.card import label
from xuncha_desktop.kernel.errors import Refused
from xuncha_desktop.kernel.resources import resource

if TYPE_CHECKING:
    from ui.login.change import ChangePage
    from ui.login.guide import GuidePage

PRODUCT = "巡察工作台"
WARM_AFTER_MS = 60  # once the window stands; the person needs longer to type


class LoginWindow(QWidget):
    """`entered` carries the open session and the workspace's folder; `failed` a bug."""

    entered = Signal(object, object)
    failed = Signal(object)

    def __init__(self, gate: Gate, settings: WindowSettings, workspace: Path | None = None) -> None:
        super().__init__()
        self._gate, self._settings = gate, settings
        self.worker = Worker(self)
        self.worker.failed.connect(self._on_bug)
        self.workspace: Path | None = None
        self.change: ChangePage | None = None
        self.guide: GuidePage | None = None
        self.sign_in = SignInPage()
        self.sign_in.submitted.connect(self._on_submitted)
        self.recent = QListWidget()
        self.stack = QStackedWidget()
        self._build()
        self.show_recent(workspace)
        QTimer.singleShot(WARM_AFTER_MS, self, self._warm)

    def show_recent(self, wanted: Path | None = None) -> None:
        """List the workspaces used last and choose one."""
        self.recent.clear()
        known = self._settings.recent
        for path in [wanted, *known] if wanted and wanted not in known else known:
            assert path is not None
            lost = not path.is_dir()
            item = QListWidgetItem(icon("folder"), path.name + ("（找不到）" if lost else ""))
            item.setToolTip(str(path))
            item.setData(Qt.ItemDataRole.UserRole, str(path))
            self.recent.addItem(item)
            if path == wanted:
                self.recent.setCurrentItem(item)
        if self.recent.count() and self.recent.currentRow() < 0:
            self.recent.setCurrentRow(0)
        self.recent.setVisible(bool(self.recent.count()))
        self._none.setVisible(not self.recent.count())
        self._on_chosen()

    def choose(self, folder: Path) -> None:
        """Take a folder the person pointed at."""
        self.show_recent(folder)
        self.stack.setCurrentWidget(self.sign_in)
        self.sign_in.login.setFocus()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Closing an unfinished login frees the folder."""
        self.worker.close()
        self._gate.let_go()
        super().closeEvent(event)

    # ------------------------------------------------------------ login

    def _on_submitted(self, login: str, password: str) -> None:
        if self.workspace is None:
            self.sign_in.say("请先在左侧选择工作区，或建立新的工作区")
            return
        workspace = self.workspace
        self.sign_in.busy(True)
        self.sign_in.say("")
        self.worker.run(
            lambda: self._gate.unlock(workspace, login, password),
            lambda knock: self._on_unlocked(knock, password),
            self.sign_in.refuse,
        )

    def _on_unlocked(self, knock: Knock, password: str) -> None:
        self.sign_in.busy(False)
        self.sign_in.password.forget()
        if not knock.must_change:
            self._enter(knock)
            return
        from ui.login.change import ChangePage  # most logins need neither this page nor the guide

        self.change = ChangePage(knock.name, lambda text: self._gate.wishes(knock.login, text))
        self.change.chosen.connect(lambda new: self._on_new_password(knock, password, new))
        self.change.left.connect(self._leave_change)
        self._show(self.change)
        self.change.new.setFocus()

    def _on_new_password(self, knock: Knock, old: str, new: str) -> None:
        assert self.change is not None
        self.change.busy(True)
        self.worker.run(lambda: self._gate.change(knock, old, new), self._on_changed, self.change.refuse)

    def _on_changed(self, knock: Knock) -> None:
        self._leave_change(let_go=False)
        self._enter(knock)

    def _leave_change(self, *, let_go: bool = True) -> None:
        if let_go:
            self._gate.let_go()
        self._drop(self.change)
        self.change = None

    def _enter(self, knock: Knock) -> None:
        try:
            session: Any = self._gate.enter(knock)
        except Refused as reason:
            self._gate.let_go()
            self.sign_in.refuse(reason)
            return
        assert self.workspace is not None
        self._settings.used(self.workspace)
        self.entered.emit(session, self.workspace)

    # ------------------------------------------------------------ the left side

    def _on_chosen(self) -> None:
        item = self.recent.currentItem()
        self.workspace = Path(item.data(Qt.ItemDataRole.UserRole)) if item else None
        shown = self.workspace
        self.sign_in.show_workspace(shown.name if shown else "", str(shown) if shown else "")

    def _pick(self) -> None:
        from PySide6.QtWidgets import QFileDialog

        folder = QFileDialog.getExistingDirectory(self, "选择工作区所在的文件夹")
        if folder:
            self.choose(Path(folder))

    def open_guide(self) -> None:
        """Lead through making a new workspace."""
        if self.guide is not None or self.change is not None or self.worker.busy:
            return
        from ui.login.guide import GuidePage

        self.guide = GuidePage(self._gate, self.worker)
        self.guide.left.connect(self._leave_guide)
        self.guide.made.connect(self._on_made)
        self._show(self.guide)
        self.guide.of_office.setFocus()

    def _on_made(self, folder: Path) -> None:
        self._settings.used(folder)
        self._leave_guide()
        self.choose(folder)

    def _leave_guide(self) -> None:
        self._drop(self.guide)
        self.guide = None

    # ------------------------------------------------------------ building

    def _show(self, page: QWidget) -> None:
        self.stack.addWidget(page)
        self.stack.setCurrentWidget(page)

    def _drop(self, page: QWidget | None) -> None:
        self.stack.setCurrentWidget(self.sign_in)
        if page is not None:
            self.stack.removeWidget(page)
            page.deleteLater()

    def _warm(self) -> None:
        if not self.worker.busy:
            self.worker.run(self._gate.warm, lambda _: None)

    def _on_bug(self, error: BaseException) -> None:
        self.sign_in.busy(False)
        self.failed.emit(error)

    def _build(self) -> None:
        self.setWindowTitle(PRODUCT)
        self.setWindowIcon(QIcon(str(resource("icons/app.png"))))
        self.setProperty("look", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.resize(960, 620)
        self.setMinimumSize(800, 560)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._side())
        middle = QHBoxLayout()
        middle.setContentsMargins(Space.FAR, Space.WIDE, Space.FAR, Space.WIDE)
        self.stack.addWidget(self.sign_in)
        self.stack.setMaximumWidth(560)
        middle.addStretch(1)
        middle.addWidget(self.stack, 6)
        middle.addStretch(1)
        row.addLayout(middle, 1)

    def _side(self) -> QWidget:
        side = QFrame()
        side.setObjectName("side")
        side.setFixedWidth(296)
        side.setStyleSheet(
            f"QFrame#side {{ background: {LIGHT.card}; border: none; border-right: 1px solid {LIGHT.edge};"
            f" border-top: 3px solid {LIGHT.red}; }}"
        )
        column = QVBoxLayout(side)
        column.setContentsMargins(Space.WIDE, Space.FAR, Space.WIDE, Space.WIDE)
        column.setSpacing(Space.TIGHT)
        column.addWidget(label(PRODUCT, "display"))
        column.addWidget(label("县（区）党委巡察工作单机软件", "soft"))
        column.addSpacing(Space.WIDE)
        column.addWidget(label("最近使用的工作区", "label"))
        self._none = label("本机还没有打开过工作区。", "soft", wrap=True)
        self._none.hide()
        column.addWidget(self._none)
        self.recent.setAccessibleName("最近使用的工作区")
        self.recent.setSpacing(2)
        self.recent.setStyleSheet("QListWidget::item { padding: 8px; border-radius: 6px; }")
        self.recent.currentRowChanged.connect(lambda _: self._on_chosen())
        self.recent.itemActivated.connect(lambda _: self.sign_in.login.setFocus())
        column.addWidget(self.recent, 1)
        column.addStretch(0)
        self.pick = quiet("打开其他文件夹…")
        self.pick.setIcon(icon("folder-open"))
        self.pick.clicked.connect(self._pick)
        self.new = quiet("建立新工作区…")
        self.new.setIcon(icon("plus"))
        self.new.clicked.connect(self.open_guide)
        for button in (self.pick, self.new):
            button.setStyleSheet("text-align: left;")
            column.addWidget(button)
        return side
