"""The first-run guide: what a workspace is, where it lies, whose the first four accounts are, their passwords once."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFileDialog,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QRadioButton,
    QStackedWidget,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from ui.login.gate import FirstAccount, Gate, Task
from ui.login.parts import Field, Said, buttons, primary, quiet
from ui.login.worker import Worker
from ui.theme.metrics import Space
from ui.widgets import clipboard
from ui.widgets.card import label
from xuncha_desktop.kernel.errors import Invalid, Refused
from xuncha_desktop.kernel.levels import Tone

ROLES = (
    ("system_admin", "系统管理员", "开设账号、备份；看不到任何业务内容", "xtgl"),
    ("security_admin", "安全保密管理员", "认定岗位、管理权限；看不到业务内容", "bmgl"),
    ("security_auditor", "安全审计员", "查阅审计记录；看不到业务内容", "sjgl"),
    ("holder", "巡察办主任", "持有全部业务密钥，向其他人授权", "zhuren"),
)
_ABOUT = (
    "工作区是一个文件夹，巡察办的全部工作都加密存放在里面。一个巡察办使用一个工作区，各轮次、各届都在其中。",
    "建立时须有四个人各持一个账号：三名安全员（系统管理、安全保密、安全审计）由不同的人担任，互相制约；"
    "另有一名业务负责人持有密钥。任何一个人的口令都不能由别人找回，请务必各自记牢。",
    "全程不需要、也不使用网络。",
)
LEADER_FIRST = "请组长第一个登录，任务包随他登录时接收；在此之前关闭了程序的，登录后在“数据包”中凭任务包和开通码开通。"


class GuidePage(QWidget):
    """`made` carries the new workspace's folder once the passwords were handed out; `left` that it was given up."""

    made = Signal(object)
    left = Signal()

    def __init__(self, gate: Gate, worker: Worker, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._gate, self._worker = gate, worker
        self.folder: Path | None = None
        self.name = Field("工作区名称", QLineEdit())
        self.name.edit.setMaxLength(60)
        self.name.edit.setPlaceholderText("例如：临溪县委巡察办")
        self.place = Field("存放位置（空文件夹）", QLineEdit())
        self.place.edit.setReadOnly(True)
        self.people: dict[str, tuple[Field, Field]] = {}
        self.said = Said()
        self.accounts: Sequence[FirstAccount] = ()
        self.table = QTableWidget(0, 4)
        self.task: Task | None = None
        self.package: Path | None = None
        self.stack = QStackedWidget()
        self._pages = {
            "about": self._about(),
            "task": self._from_task(),
            "place": self._where(),
            "people": self._who(),
            "result": self._result(),
        }
        for page in self._pages.values():
            self.stack.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.NEAR)
        self._step = label("", "small")
        column.addWidget(self._step)
        column.addWidget(self.stack, 1)
        column.addWidget(self.said)
        self.back, self.next = quiet("返回"), primary("继续")
        self.back.clicked.connect(self._on_back)
        self.next.clicked.connect(self._on_next)
        column.addLayout(buttons(self.back, self.next))
        self.go("about")

    def choose_folder(self, folder: Path) -> None:
        """Take a folder; a full one is refused at once."""
        try:
            self._gate.check_folder(folder)
        except Refused as reason:
            self.place.show_issue(str(reason))
            return
        self.folder = folder
        self.place.edit.setText(str(folder))
        self.place.show_issue("")

    def choose_package(self, package: Path) -> None:
        """Take the file of a 任务包."""
        self.package = package
        self.file.edit.setText(str(package))
        self.file.show_issue("")

    # ------------------------------------------------------------ steps

    @property
    def steps(self) -> list[str]:
        """The pages of the chosen way, in order."""
        return [step for step in self._pages if step != "task" or self.of_group.isChecked()]

    @property
    def step(self) -> str:
        """The page that is seen."""
        return list(self._pages)[self.stack.currentIndex()]

    def go(self, step: str) -> None:
        """Turn to a page."""
        self.stack.setCurrentWidget(self._pages[step])
        self.said.say("")
        self._say_step()
        self.back.setVisible(step != "result")
        self.back.setText("取消" if step == "about" else "上一步")
        words = {"about": "开始", "people": "建立工作区", "result": "已全部交给本人，去登录"}
        self.next.setText(words.get(step, "继续"))
        first: dict[str, QWidget] = {
            "about": self.of_office,
            "task": self.browse_package,
            "place": self.name.edit,
            "people": self.people["system_admin"][1].edit,
            "result": self.table,
        }
        first[step].setFocus()

    def _say_step(self) -> None:
        self._step.setText(f"建立新工作区 · 第{self.steps.index(self.step) + 1}步，共{len(self.steps)}步")

    def _on_back(self) -> None:
        if self.step == "about":
            self.left.emit()
        else:
            self.go(self.steps[self.steps.index(self.step) - 1])

    def _on_next(self) -> None:
        acts = {"task": self._open_task, "place": self._leave_place, "people": self._found, "result": self._from_result}
        acts.get(self.step, self._forward)()

    def _forward(self) -> None:
        self.go(self.steps[self.steps.index(self.step) + 1])

    def _open_task(self) -> None:
        package, code = self.package, self.code.edit.text().strip()
        self.file.show_issue("" if package else "请选择任务包")
        self.code.show_issue("" if code else "请填写开通码")
        if package is None or not code:
            return
        self._busy(True, "正在打开任务包…")
        self._worker.run(lambda: self._gate.open_task(package, code), self._on_task, self._on_refused)

    def _on_task(self, task: Task) -> None:
        self._busy(False)
        self.task = task
        self.name.edit.setText(task.group)
        self.people["holder"][1].edit.setText(task.leader)
        self._of_task.setText(f"{task.office}签发：{task.round}，{task.group}。\n组成人员：{'、'.join(task.members)}")
        self._of_task.show()
        self._holder.setText("组长")
        for field, part in zip(self.people["holder"], ("登录名", "姓名"), strict=True):
            field.edit.setAccessibleName(f"组长的{part}")
        self._forward()

    def _leave_place(self) -> None:
        self.name.show_issue("" if self.name.edit.text().strip() else "请填写工作区名称")
        if self.folder is None:
            self.place.show_issue("请选择一个空文件夹")
        if not self.name.issue and not self.place.issue:
            self._forward()

    def _found(self) -> None:
        name, people = self.name.edit.text(), self._typed()
        for login, person in self.people.values():
            login.show_issue("")
            person.show_issue("")
        try:
            self._gate.check_people(name, people)
        except Invalid as invalid:
            self._show_issues(invalid)
            return
        folder, task = self.folder, self.task if self.of_group.isChecked() else None
        assert folder is not None
        self._busy(True, "正在建立加密文件，请稍候…")
        self._worker.run(lambda: self._gate.found(folder, name, people, task), self._on_founded, self._on_refused)

    def _from_result(self) -> None:
        self.table.clearContents()  # the passwords are shown once
        self.accounts = ()
        self.made.emit(self.folder)

    def _on_founded(self, accounts: Sequence[FirstAccount]) -> None:
        self._busy(False)
        self.accounts = accounts
        self._leader_first.setVisible(self.of_group.isChecked())
        self.table.setRowCount(len(accounts))
        for row, one in enumerate(accounts):
            for column, text in enumerate((one.post, one.name, one.login, one.password)):
                self.table.setItem(row, column, QTableWidgetItem(text))
        self.go("result")

    def _on_refused(self, reason: Refused) -> None:
        self._busy(False)
        self.said.say(str(reason))

    def _busy(self, on: bool, words: str = "") -> None:
        self.back.setEnabled(not on)
        self.next.setEnabled(not on)
        self.stack.setEnabled(not on)
        self.said.say(words, Tone.CALM)

    def _typed(self) -> dict[str, tuple[str, str]]:
        return {role: (login.edit.text(), person.edit.text()) for role, (login, person) in self.people.items()}

    def _show_issues(self, invalid: Invalid) -> None:
        fields = {f"{role}.login": pair[0] for role, pair in self.people.items()}
        fields |= {f"{role}.name": pair[1] for role, pair in self.people.items()}
        for name, text in invalid.issues.items():
            fields[name].show_issue(text)
        fields[next(iter(invalid.issues))].edit.setFocus()

    # ------------------------------------------------------------ pages

    def _about(self) -> QWidget:
        page, column = _page("建立新工作区")
        for text in _ABOUT:
            column.addWidget(label(text, "", wrap=True))
        self.of_office = QRadioButton("建立巡察办的工作区")
        self.of_group = QRadioButton("凭巡察办签发的任务包和开通码，建立巡察组的工作区")
        self.of_office.setChecked(True)
        for choice in (self.of_office, self.of_group):
            choice.setAccessibleName(choice.text())
            choice.toggled.connect(lambda _: self._say_step())
            column.addWidget(choice)
        column.addStretch(1)
        return page

    def _from_task(self) -> QWidget:
        page, column = _page("任务包")
        self.file = Field("任务包文件", QLineEdit())
        self.file.edit.setReadOnly(True)
        self.code = Field("开通码", QLineEdit())
        self.code.edit.setMaxLength(64)
        self.browse_package = quiet("选择…")
        self.browse_package.clicked.connect(self._browse_package)
        row = QHBoxLayout()
        row.setSpacing(Space.TIGHT)
        row.addWidget(self.file, 1)
        row.addWidget(self.browse_package, 0, Qt.AlignmentFlag.AlignBottom)
        column.addLayout(row)
        column.addWidget(self.code)
        column.addWidget(
            label("开通码由巡察办另行告知，不随任务包传递；每四位一组，字母不分大小写。", "soft", wrap=True)
        )
        column.addStretch(1)
        return page

    def _where(self) -> QWidget:
        page, column = _page("名称和位置")
        self._of_task = label("", "", wrap=True)
        self._of_task.hide()
        column.addWidget(self._of_task)
        column.addWidget(self.name)
        row = QHBoxLayout()
        row.setSpacing(Space.TIGHT)
        row.addWidget(self.place, 1)
        self.browse = quiet("选择…")
        self.browse.clicked.connect(self._browse)
        row.addWidget(self.browse, 0, Qt.AlignmentFlag.AlignBottom)
        column.addLayout(row)
        column.addWidget(label("请放在本机硬盘上，不要放在优盘、网络位置或会自动同步的文件夹里。", "soft", wrap=True))
        column.addStretch(1)
        return page

    def _who(self) -> QWidget:
        page, column = _page("最初的四个账号")
        grid = QGridLayout()
        grid.setHorizontalSpacing(Space.NORMAL)
        grid.setVerticalSpacing(Space.TIGHT)
        for row, (role, title, duty, login) in enumerate(ROLES):
            words = QVBoxLayout()
            words.setSpacing(2)
            head = label(title, "strong")
            words.addWidget(head)
            if role == "holder":
                self._holder = head
            words.addWidget(label(duty, "small", wrap=True))
            words.addStretch(1)
            grid.addLayout(words, row, 0)
            fields = Field("登录名", QLineEdit(login)), Field("姓名", QLineEdit())
            for place, field in enumerate(reversed(fields), 1):
                field.edit.setMaxLength(64)
                grid.addWidget(field, row, place, Qt.AlignmentFlag.AlignTop)
            fields[0].edit.setAccessibleName(f"{title}的登录名")
            fields[1].edit.setAccessibleName(f"{title}的姓名")
            self.people[role] = fields
        for place, stretch in enumerate((5, 4, 4)):
            grid.setColumnStretch(place, stretch)
        column.addLayout(grid)
        column.addStretch(1)
        return page

    def _result(self) -> QWidget:
        page, column = _page("工作区已建立")
        column.addWidget(
            label("下列初始口令只显示这一次，请分别当面交给本人。每个人首次登录时必须换成自己的口令。", wrap=True)
        )
        # What the package brought is in memory only, until a key of the workspace can take it in.
        self._leader_first = label(LEADER_FIRST, "issue", wrap=True)
        self._leader_first.hide()
        column.addWidget(self._leader_first)
        self.table.setAccessibleName("初始口令")
        self.table.setHorizontalHeaderLabels(["岗位", "姓名", "登录名", "初始口令"])
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setDefaultSectionSize(38)
        self.table.horizontalHeader().setStretchLastSection(True)
        self.table.setShowGrid(False)
        self.table.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self.table.setStyleSheet("QTableWidget::item { padding: 0 10px; }")
        self.table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.table.setTabKeyNavigation(False)
        for place, width in enumerate((124, 84, 88)):
            self.table.setColumnWidth(place, width)
        self.table.setFixedHeight(200)
        column.addWidget(self.table)
        row = QHBoxLayout()
        self.copy = quiet("复制清单（30秒后自动清除）")
        self.copy.clicked.connect(self._copy)
        row.addWidget(self.copy)
        row.addStretch(1)
        column.addLayout(row)
        column.addStretch(1)
        return page

    def _browse_package(self) -> None:
        file, _ = QFileDialog.getOpenFileName(self, "选择任务包", "", "数据包 (*.ipx);;所有文件 (*)")
        if file:
            self.choose_package(Path(file))

    def _browse(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, "选择一个空文件夹")
        if folder:
            self.choose_folder(Path(folder))

    def _copy(self) -> None:
        if not hasattr(self, "_watch"):
            self._watch = clipboard.ClipboardWatch(self)
        clipboard.copy("\n".join("\t".join((a.post, a.name, a.login, a.password)) for a in self.accounts))


def _page(title: str) -> tuple[QWidget, QVBoxLayout]:
    page = QWidget()
    column = QVBoxLayout(page)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(Space.NEAR)
    column.addWidget(label(title, "display"))
    return page, column
