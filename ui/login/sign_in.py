"""The page that asks for a login name and a password, and counts down a wait."""

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from ui.login.parts import Field, Said, primary
from ui.login.password import PasswordEdit
from ui.theme.metrics import Space
from ui.widgets.card import label
from xuncha_desktop.kernel.errors import Refused
from xuncha_desktop.kernel.levels import Tone


class SignInPage(QWidget):
    """`submitted` carries login name and password."""

    submitted = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._left = 0
        self._where = label("", "soft", wrap=True)
        self.login = QLineEdit()
        self.login.setMaxLength(128)
        self.password = PasswordEdit("口令")
        self._hint = label("", "small")
        self.said = Said()
        self.enter = primary("登录")
        self.enter.clicked.connect(self.submit)
        self.login.returnPressed.connect(self.password.setFocus)
        self.password.returnPressed.connect(self.submit)
        self._hint.hide()
        self.password.told.connect(self._show_hint)
        self._tick = QTimer(self)
        self._tick.setInterval(1000)
        self._tick.timeout.connect(self._count)
        self._build()

    def show_workspace(self, name: str, folder: str) -> None:
        """Say which workspace the person is about to enter."""
        self._where.setText(f"{name}\n{folder}" if folder else "请在左侧选择工作区")
        self._where.setToolTip(folder)
        self.say("")

    def submit(self) -> None:
        """Hand over what was typed, if there is something and no wait is running."""
        if not self.enter.isEnabled():
            return
        login, password = self.login.text().strip(), self.password.text()
        if not login or not password:
            self.say("请填写登录名和口令")
            (self.password if login else self.login).setFocus()
            return
        self.submitted.emit(login, password)

    def busy(self, on: bool) -> None:
        """Nothing can be changed while the password is being proved."""
        for part in (self.login, self.password, self.enter):
            part.setEnabled(not on)
        self.enter.setText("正在核对口令…" if on else "登录")

    def say(self, text: str, tone: Tone = Tone.ALERT) -> None:
        """A sentence under the form."""
        self.said.say(text, tone)

    def refuse(self, reason: Refused) -> None:
        """Show the reason; a wait is counted down and ends by itself."""
        self.busy(False)
        self.password.forget()
        self._show_hint("")
        seconds = getattr(reason, "seconds", 0)
        if seconds:
            self._left = int(seconds)
            self.enter.setEnabled(False)
            self._tick.start()
            self._say_wait()
        else:
            self.say(str(reason), Tone.NOTICE if type(reason).__name__ == "Pending" else Tone.ALERT)
        self.password.setFocus()

    def _show_hint(self, text: str) -> None:
        self._hint.setText(text)
        self._hint.setVisible(bool(text))

    def _count(self) -> None:
        self._left -= 1
        if self._left > 0:
            self._say_wait()
            return
        self._tick.stop()
        self.enter.setEnabled(True)
        self.say("可以再次登录了", Tone.CALM)

    def _say_wait(self) -> None:
        minutes, seconds = divmod(self._left, 60)
        left = f"{minutes}分{seconds:02d}秒" if minutes else f"{seconds}秒"
        self.say(f"口令错误次数过多，还须等待{left}；也可请安全保密管理员处理", Tone.NOTICE)

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.NEAR)
        column.addStretch(2)
        column.addWidget(label("登录", "display"))
        column.addWidget(self._where)
        column.addSpacing(Space.TIGHT)
        column.addWidget(Field("登录名", self.login))
        column.addWidget(Field("口令", self.password))
        column.addWidget(self._hint)
        column.addWidget(self.enter)
        column.addWidget(self.said)
        column.addStretch(3)
