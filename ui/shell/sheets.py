"""The sheets of the accounts screen: a new account, a certificate with the comparison of fingerprints."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QDialog, QGridLayout, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from ui.login.parts import Field, buttons, primary, quiet
from ui.theme.metrics import Space
from ui.widgets.card import label
from xuncha_desktop.kernel.people import Post


class _FormSheet(QDialog):
    """A title, a body, 取消 and one act."""

    def __init__(self, parent: QWidget | None, title: str, action: str) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setModal(True)
        self.setMinimumWidth(520)
        self.body = QVBoxLayout()
        self.body.setSpacing(Space.NEAR)
        self.no, self.yes = quiet("取消"), primary(action)
        self.no.clicked.connect(self.reject)
        self.yes.clicked.connect(self.check)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.WIDE, Space.WIDE, Space.WIDE, Space.NORMAL)
        column.setSpacing(Space.NORMAL)
        column.addWidget(label(title, "title"))
        column.addLayout(self.body)
        column.addLayout(buttons(self.no, self.yes))

    def check(self) -> None:
        """Accept if nothing is missing."""
        self.accept()


class OpenAccountSheet(_FormSheet):
    """Asks for a name and a login name."""

    def __init__(self, parent: QWidget | None) -> None:
        super().__init__(parent, "开设账号", "开设账号")
        self.name, self.login = Field("姓名", QLineEdit()), Field("登录名", QLineEdit())
        for field in (self.name, self.login):
            field.edit.setMaxLength(64)
            self.body.addWidget(field)
        self.name.edit.setFocus()
        self.body.addWidget(
            label("程序会给出一个初始口令，只显示一次。本人首次登录时换成自己的口令。", "soft", wrap=True)
        )

    def check(self) -> None:
        """Both are needed."""
        for field, missing in ((self.name, "请填写姓名"), (self.login, "请填写登录名")):
            field.show_issue("" if field.edit.text().strip() else missing)
        if not self.name.issue and not self.login.issue:
            self.accept()


class CertifySheet(_FormSheet):
    """The posts of this place as chips, dates, and the fingerprint two people compare before anything is signed."""

    def __init__(self, parent: QWidget | None, name: str, fingerprint: str, today: date, posts: Sequence[Post]) -> None:
        super().__init__(parent, f"认定岗位：{name}", "签署认定")
        holder = QWidget()
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(Space.TIGHT)
        self.chips: dict[Post, QPushButton] = {}
        for place, post in enumerate(posts):
            chip = QPushButton(post.label)
            chip.setCheckable(True)
            chip.setAutoDefault(False)
            chip.setProperty("look", "chip")
            grid.addWidget(chip, place // 4, place % 4)
            self.chips[post] = chip
        self.begin = Field("起始日期", QLineEdit(today.isoformat()))
        self.end = Field("截止日期（空着表示长期）", QLineEdit())
        for field in (self.begin, self.end):
            field.edit.setPlaceholderText("2019-07-08")
            field.edit.setMaxLength(10)
        self._chips_issue = label("", "issue")
        self.compared = QCheckBox("已与本人当面核对，指纹一致")
        self.compared.setAccessibleName("已与本人当面核对，指纹一致")
        self._build(holder, fingerprint)

    @property
    def posts(self) -> list[Post]:
        """The posts chosen."""
        return [post for post, chip in self.chips.items() if chip.isChecked()]

    @property
    def from_on(self) -> date:
        """The first day."""
        return date.fromisoformat(self.begin.edit.text().strip())

    @property
    def until_on(self) -> date:
        """The last day."""
        text = self.end.edit.text().strip()
        return date.fromisoformat(text) if text else date.max

    def check(self) -> None:
        """At least one post, real days in order, and the fingerprint compared."""
        self._chips_issue.setText("" if self.posts else "请至少选择一个岗位")
        for field, needed in ((self.begin, True), (self.end, False)):
            text = field.edit.text().strip()
            field.show_issue("" if _is_day(text) or not (text or needed) else "日期应写作2019-07-08")
        if not self.begin.issue and not self.end.issue and self.until_on < self.from_on:
            self.end.show_issue("截止日期不能早于起始日期")
        if not self.compared.isChecked():
            self.compared.setFocus()
            self._compared_issue.setText("请先核对指纹")
            return
        self._compared_issue.setText("")
        if self.posts and not self.begin.issue and not self.end.issue:
            self.accept()

    def _build(self, chips: QWidget, fingerprint: str) -> None:
        self.body.addWidget(label("岗位", "label"))
        self.body.addWidget(chips)
        self.body.addWidget(self._chips_issue)
        row = QHBoxLayout()
        row.setSpacing(Space.NORMAL)
        row.addWidget(self.begin)
        row.addWidget(self.end)
        self.body.addLayout(row)
        self.body.addWidget(label("公钥指纹（请本人念出登录窗口显示的指纹，逐组核对）", "label"))
        said = label(fingerprint, "lead", wrap=True)
        said.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        said.setAccessibleName(f"指纹：{fingerprint}")
        self.body.addWidget(said)
        self.body.addWidget(self.compared)
        self._compared_issue = label("", "issue")
        self.body.addWidget(self._compared_issue)


def _is_day(text: str) -> bool:
    try:
        return bool(date.fromisoformat(text)) and len(text) == 10
    except ValueError:
        return False
