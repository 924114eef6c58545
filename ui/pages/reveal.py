"""A reporter's identity for one look: with a reason, for thirty seconds, not to be marked or copied."""

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from ui.pages.sheet import Sheet
from ui.shell.frame import Frame
from ui.widgets.card import Card, label
from xuncha_desktop.kernel.errors import Invalid
from xuncha_desktop.records.restricted import Petition
from xuncha_desktop.services import identity

SECONDS = 30


class RevealSheet(Sheet):
    """Asks for the reason, then shows the words until the time is up; the look is in the audit before they come."""

    def __init__(self, parent: QWidget | None, frame: Frame, petition: Petition) -> None:
        session = frame.desk.session
        super().__init__(
            parent,
            "查看信访人身份",
            f"{petition.number}　每次查看连同事由写入审计。显示{SECONDS}秒后自动遮盖，不能复制。",
            "查看",
            lambda values: identity.reveal(session, petition.id, values["reason"]),
        )
        self.reason = QPlainTextEdit()
        self.reason.setAccessibleName("查看事由")
        self.reason.setPlaceholderText("查看事由（必填），如：按批办要求约见署名信访人")
        self.reason.setTabChangesFocus(True)
        self.reason.setFixedHeight(72)
        self.column.addWidget(self.reason)
        self.card = Card()
        self.words = label("", "lead", wrap=True)
        self.words.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)  # not to be marked or copied
        self.left = label("", "small")
        self.card.add(self.words)
        self.card.add(self.left)
        self.card.hide()
        self.column.addWidget(self.card)
        self.words.setMinimumHeight(32)
        self.setMinimumHeight(400)
        self.column.addStretch(1)
        self.finish()
        self._seconds = SECONDS
        self._clock = QTimer(self)
        self._clock.setInterval(1000)
        self._clock.timeout.connect(self.tick)
        self.finished.connect(self.cover)
        self.done_with.connect(self._show)
        self.reason.setFocus()

    def values(self) -> dict[str, str]:
        """The reason."""
        if not self.reason.toPlainText().strip():
            raise Invalid({"": "请写明查看信访人身份的事由"})
        return {"reason": self.reason.toPlainText()}

    def accept(self) -> None:
        """Stays open to show the words."""

    def tick(self) -> None:
        """A second has gone."""
        self._seconds -= 1
        self.left.setText(f"{self._seconds}秒后遮盖")
        if self._seconds <= 0:
            self.reject()

    def cover(self) -> None:
        """The words leave the screen."""
        self._clock.stop()
        self.words.setText("")
        self.card.hide()

    def _show(self, words: str) -> None:
        self.words.setText(words)
        self.reason.setEnabled(False)
        self.yes.hide()
        self.no.setText("看完了")
        self.card.show()
        self._seconds = SECONDS + 1
        self.tick()
        self._clock.start()
