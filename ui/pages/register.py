"""A register: the ledger of one record type, the button for a new one, and what stands there for who may not know."""

from collections.abc import Callable
from typing import Any

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QPushButton, QStackedWidget, QVBoxLayout, QWidget

from ui.pages import ways
from ui.records.ledger import LedgerView
from ui.shell.frame import Frame
from ui.theme.icons import icon
from ui.theme.metrics import Space
from ui.theme.palette import LIGHT
from ui.widgets.empty import EmptyState
from xuncha_desktop.kernel.errors import Refused
from xuncha_desktop.records.registry import record_type
from xuncha_desktop.services import prefill
from xuncha_desktop.services.reading import Query
from xuncha_desktop.services.session import NO_TRACE


class Register(QWidget):
    """Opening a row and beginning a record are the frame's business; without the key only the sentence is shown."""

    type_name = ""
    new_words = ""
    columns: tuple[str, ...] = ()  # a group's usual ones: its unit is known and needs no column
    empty_icon = "inbox"
    empty_words = ""
    unknown_words = ""
    query: Callable[[], Query | None] = staticmethod(lambda: None)

    def __init__(self, frame: Frame, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.frame = frame
        type_ = record_type(self.type_name)
        session = frame.desk.session
        why = ways.why_not_begin(session, self.type_name)
        self.new = QPushButton(icon("plus", LIGHT.on_red), f" {self.new_words}")
        self.new.setProperty("look", "primary")
        self.new.setEnabled(why is None)
        self.new.setToolTip(why or f"{self.new_words}（Ctrl+N）")
        self.new.setAccessibleName(self.new_words)
        self.new.setAccessibleDescription(why or "")
        self.new.clicked.connect(self.begin)
        QShortcut(QKeySequence(QKeySequence.StandardKey.New), self, self.begin)  # asleep while a page lies over it
        self.ledger: LedgerView | None = None
        self.unknown: EmptyState | None = None
        self._stack = QStackedWidget()
        if session.holds(type_.compartment):
            self._stack.addWidget(self._ledger(why is None))
        else:
            self._stack.addWidget(self._nothing_to_know(why is None))
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.WIDE, Space.TIGHT, Space.WIDE, Space.WIDE)
        column.addWidget(self._stack)

    def begin(self) -> None:
        """A new record (Ctrl+N)."""
        if self.new.isEnabled():
            self.frame.new_record(self.type_name)

    def keep(self) -> dict[str, Any]:
        """The words searched for."""
        words = self.ledger.search.text() if self.ledger else ""
        return {"words": words} if words else {}

    def restore(self, kept: dict[str, Any]) -> None:
        """Search for them again."""
        if self.ledger is not None:
            self.ledger.search.setText(str(kept.get("words", "")))
            self.ledger.search.search()

    def _ledger(self, may_begin: bool) -> QWidget:
        frame, type_ = self.frame, record_type(self.type_name)
        settings = frame.ledger_settings(self.type_name)
        if self.columns and prefill.group_of(frame.desk.session) is not None:
            settings.setdefault("columns", list(self.columns))
        self.ledger = LedgerView(
            type_,
            frame.desk,
            frame.jobs,
            frame.names,
            settings=settings,
            query=self.query(),
            empty=(self.empty_icon, self.empty_words or f"还没有{type_.label}", self.new_words if may_begin else ""),
        )
        self.ledger.opened.connect(lambda record_id: frame.open_record(type_.name, record_id))
        self.ledger.refused.connect(lambda text: frame.refuse(Refused(text)))
        self.ledger.settings_changed.connect(frame.keep_settings)
        self.ledger.acted.connect(self.begin)
        self.ledger.add_action(self.new)
        return self.ledger

    def _closed_words(self) -> str:
        return NO_TRACE if self.frame.desk.session.read_only else self.unknown_words or "无权知悉"

    def _nothing_to_know(self, may_begin: bool) -> QWidget:
        self.unknown = EmptyState("lock", self._closed_words(), self.new_words if may_begin else "")
        self.unknown.acted.connect(self.begin)
        return self.unknown
