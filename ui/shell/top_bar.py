"""The bar over the pages: where the person is, who he is, search, help and lock."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QToolButton, QWidget

from ui.shell.search import GlobalSearch
from ui.theme.icons import icon
from ui.theme.metrics import Space
from ui.theme.palette import LIGHT
from ui.widgets.card import label
from xuncha_desktop.services.session import Session

HEIGHT = 52


class TopBar(QFrame):
    """Only buttons and words; what they do is the shell's."""

    help_wanted = Signal()
    lock_wanted = Signal()

    def __init__(self, session: Session, search: GlobalSearch, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("topbar")
        self.setFixedHeight(HEIGHT)
        self.setStyleSheet(
            f"QFrame#topbar {{ background: {LIGHT.card}; border: none; border-bottom: 1px solid {LIGHT.edge}; }}"
        )
        actor = session.actor
        posts = "、".join(post.label for post in sorted(actor.posts))
        row = QHBoxLayout(self)
        row.setContentsMargins(Space.NORMAL, 0, Space.NORMAL, 0)
        row.setSpacing(Space.NEAR)
        where = label(session.place.name, "lead")
        where.setToolTip("巡察办工作区" if session.place.kind == "office" else "巡察组工作区")
        row.addWidget(where)
        row.addStretch(1)
        search.setMinimumWidth(280)
        row.addWidget(search, 2)
        row.addStretch(1)
        row.addWidget(label(actor.name, "strong"))
        row.addWidget(label(posts, "soft"))
        self.help = _button("help-circle", "帮助（F1）")
        self.help.clicked.connect(self.help_wanted)
        self.lock = _button("lock", "锁定（Ctrl+L）")
        self.lock.clicked.connect(self.lock_wanted)
        row.addWidget(self.help)
        row.addWidget(self.lock)


class Crumbs(QWidget):
    """The way back: a button, and the titles from the place to this page. Hidden where there is no way back."""

    back_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.back = _button("arrow-left", "返回（Alt+←）")
        self.back.clicked.connect(self.back_wanted)
        self._said = label("", "title")
        row = QHBoxLayout(self)
        row.setContentsMargins(Space.WIDE, Space.NEAR, Space.WIDE, Space.TIGHT)
        row.setSpacing(Space.TIGHT)
        row.addWidget(self.back)
        row.addWidget(self._said)
        row.addStretch(1)

    def show_titles(self, titles: list[str]) -> None:
        """Another way."""
        self.back.setVisible(len(titles) > 1)
        self._said.setText("　›　".join(titles))
        look = "soft" if len(titles) > 1 else "title"
        self._said.setProperty("look", look)
        self._said.style().unpolish(self._said)
        self._said.style().polish(self._said)


def _button(name: str, words: str) -> QToolButton:
    made = QToolButton()
    made.setIcon(icon(name))
    made.setToolTip(words)
    made.setAccessibleName(words.partition("（")[0])
    made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    return made
