"""What stands where nothing is: an icon, one sentence, one action."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from ui.theme.icons import pixmap
from ui.theme.metrics import ICON_LARGE, Space
from ui.theme.palette import LIGHT
from ui.widgets.card import label


class EmptyState(QWidget):
    """Says why there is nothing and what to do."""

    acted = Signal()

    def __init__(self, icon: str, sentence: str, action: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._picture = QLabel()
        self._picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._said = label("", "soft", wrap=True)
        self._said.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.button = QPushButton()
        self.button.setProperty("look", "primary")
        self.button.clicked.connect(self.acted)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.FAR, Space.FAR, Space.FAR, Space.FAR)
        column.setSpacing(Space.NORMAL)
        column.addStretch(2)
        column.addWidget(self._picture)
        column.addWidget(self._said)
        column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)
        self.say(icon, sentence, action)

    def say(self, icon: str, sentence: str, action: str = "") -> None:
        """Another reason."""
        self._picture.setPixmap(pixmap(icon, LIGHT.ink_off, ICON_LARGE))
        self._said.setText(sentence)
        self.button.setText(action)
        self.button.setVisible(bool(action))

    @property
    def sentence(self) -> str:
        """What it says."""
        return self._said.text()
