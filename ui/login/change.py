"""The page where a person replaces an initial or expired password, the rules shown while he types."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QRectF, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.login.parts import Field, Said, buttons, primary, quiet
from ui.login.password import PasswordEdit
from ui.theme.metrics import Space
from ui.theme.palette import look
from ui.theme.shapes import draw_figure
from ui.widgets.card import label
from xuncha_desktop.kernel.errors import Refused
from xuncha_desktop.kernel.levels import Tone

Wishes = Callable[[str], Sequence[tuple[str, bool]]]
DIFFERENT = "两次输入的口令不一致"


class ChangePage(QWidget):
    """`chosen` carries the new password; `left` that the person went back."""

    chosen = Signal(str)
    left = Signal()

    def __init__(self, name: str, wishes: Wishes, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._wishes = wishes
        self.new = PasswordEdit("新口令")
        self.again = PasswordEdit("再输入一次新口令")
        self._hint = label("", "small")
        self.rules = _Rules()
        self.said = Said()
        self.save = primary("启用新口令并进入")
        self.back = quiet("返回")
        self.new.textChanged.connect(self._look)
        self.again.textChanged.connect(self._look)
        self._hint.hide()
        self.new.told.connect(self._show_hint)
        self.again.told.connect(self._show_hint)
        self.new.returnPressed.connect(self.again.setFocus)
        self.again.returnPressed.connect(self.submit)
        self.save.clicked.connect(self.submit)
        self.back.clicked.connect(self.left)
        self._build(name)
        self._look()

    def submit(self) -> None:
        """Hand the new password over if it meets every rule and was typed twice alike."""
        if not all(met for _, met in self._wishes(self.new.text())):
            self.new.setFocus()
            self.said.say("新口令还不符合要求")
        elif self.new.text() != self.again.text():
            self.again.setFocus()
            self.said.say(DIFFERENT)
        else:
            self.chosen.emit(self.new.text())

    def busy(self, on: bool) -> None:
        """Nothing can be changed while the new password is being set."""
        for part in (self.new, self.again, self.save, self.back):
            part.setEnabled(not on)
        self.save.setText("正在启用…" if on else "启用新口令并进入")

    def refuse(self, reason: Refused) -> None:
        """Show why the password was not taken."""
        self.busy(False)
        self.said.say(str(reason))
        self.new.setFocus()

    def _show_hint(self, text: str) -> None:
        self._hint.setText(text)
        self._hint.setVisible(bool(text))

    def _look(self) -> None:
        met = list(self._wishes(self.new.text()))
        if self.again.text():
            met.append(("两次输入一致", self.new.text() == self.again.text()))
        self.rules.show_rules(met)
        self.said.say("")

    def _build(self, name: str) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.NEAR)
        column.addStretch(1)
        column.addWidget(label("设置新口令", "display"))
        column.addWidget(
            label(f"{name}，现在的口令是初始口令或已到期，请换成只有您自己知道的口令。", "soft", wrap=True)
        )
        column.addWidget(Field("新口令", self.new))
        column.addWidget(self._hint)
        column.addWidget(Field("再输入一次新口令", self.again))
        column.addWidget(self.rules)
        column.addWidget(self.said)
        column.addLayout(buttons(self.back, self.save))
        column.addStretch(2)


class _Mark(QWidget):
    def __init__(self, met: bool) -> None:
        super().__init__()
        self._look = look(Tone.DONE if met else Tone.MUTED)
        self.setFixedSize(12, 12)

    def paintEvent(self, _: QPaintEvent) -> None:
        draw_figure(QPainter(self), self._look.shape, QRectF(1, 1, 10, 10), self._look.ink)


class _Rules(QWidget):
    """Each rule with a tick once it is met."""

    def __init__(self) -> None:
        super().__init__()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(Space.HAIR)
        self._shown: list[tuple[str, bool]] = []

    def show_rules(self, rules: list[tuple[str, bool]]) -> None:
        """Other rules, or the same in another state."""
        if rules == self._shown:
            return
        self._shown = rules
        while (item := self._column.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        for text, met in rules:
            line = QWidget()
            row = QHBoxLayout(line)
            row.setContentsMargins(0, 0, 0, 0)
            row.setSpacing(Space.TIGHT)
            row.addWidget(_Mark(met))
            row.addWidget(label(text, "soft" if not met else ""))
            row.addStretch(1)
            line.setAccessibleName(f"{text}：{'已满足' if met else '未满足'}")
            self._column.addWidget(line)

    @property
    def shown(self) -> list[tuple[str, bool]]:
        """What is shown."""
        return self._shown
