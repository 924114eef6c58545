"""One record: what it says, the steps of its flow, the files beside it, its history and what it hangs together with."""

from collections.abc import Callable
from contextlib import suppress
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSplitter, QStackedWidget, QTabWidget, QVBoxLayout, QWidget

from ui.pages import typing_in
from ui.pages.act import Act
from ui.pages.acts import acts_of
from ui.pages.batch_dialog import BatchButton
from ui.pages.date_reasons import DateReasons
from ui.pages.files import FilesPane
from ui.pages.page_head import PageHead
from ui.pages.paper_part import PaperPart
from ui.pages.printing_out import PrintButton
from ui.pages.saving import Saving
from ui.pages.similar import SimilarPart
from ui.pages.told import HistoryPane, LinksPane, facts_of, facts_pane, scrolled
from ui.shell.frame import Frame
from ui.shell.lines import Line
from ui.theme.metrics import Space
from ui.widgets.banner import Banner
from ui.widgets.card import Facts
from ui.widgets.confirm import ConfirmSheet
from ui.widgets.toast import Toast
from xuncha_desktop.kernel.errors import NotFound
from xuncha_desktop.kernel.levels import Compartment, Tone
from xuncha_desktop.records.onsite import Finding
from xuncha_desktop.records.organisation import Group
from xuncha_desktop.records.papers import Paper
from xuncha_desktop.records.registry import Record, RecordType, record_type
from xuncha_desktop.records.restricted import Lead
from xuncha_desktop.services import cadre_levels, findings, paper_desk, reading, why_not
from xuncha_desktop.services.session import Changes, Session

_WITH_FILES = (Compartment.WORK, Compartment.RESTRICTED)


class RecordPage(QWidget):
    """`record_id` is empty for a new record; `line` gives the acts of types that have no way of their own.

    `typed` tells a pause in typing with something unsaved on the page: whoever keeps drafts keeps one then.
    """

    typed = Signal()

    def __init__(self, frame: Frame, type_name: str, record_id: str = "", line: Line | None = None) -> None:
        super().__init__()
        self.frame = frame
        self.type: RecordType[Any] = record_type(type_name)
        self.record: Record | None = None
        session = frame.desk.session
        if record_id:
            self.record = reading.open_one(session, type_name, record_id)
        self.saving = Saving(self, frame, self.type, line)
        self.form = self.saving.form
        self.head = PageHead(frame.names)
        self.back_with = Banner(Tone.ALERT, "")
        self.by_rule = Banner(Tone.NOTICE, "")
        self.similar = SimilarPart(frame, self.type)
        self.reasons = DateReasons(self, frame, self.type)
        self.acts: dict[str, QPushButton] = {}
        self._build()
        self._keys()
        self.saving.stored.connect(self._on_stored)
        self.saving.edited.connect(self.typed)
        self.saving.edited.connect(self._on_typed)
        frame.desk.changed.connect(self._on_changed)
        if self.record is None:
            self.saving.begin()
        self.show_record(self.record)

    # ------------------------------------------------------------ what the shell asks

    @property
    def dirty(self) -> bool:
        """Whether something typed is not stored."""
        return self.saving.dirty

    def keep(self) -> dict[str, Any]:
        """What was typed and not saved, and which record it is by now."""
        kept = self.saving.keep()
        return kept | {"id": self.record.id} if self.record is not None else kept

    def restore(self, kept: dict[str, Any]) -> None:
        """Put it back; a page that began as a new record finds the record it became."""
        if self.record is None and kept.get("id"):
            self.show_record(reading.open_one(self.frame.desk.session, self.type.name, kept["id"]))
        if told := self.saving.restore(kept):
            self.frame.say(told)

    def may_leave(self) -> bool:
        """Unsaved words are stored, or the person says that they may go."""
        if not self.dirty or (self.record is not None and self.store()):
            return self._gone()
        sheet = ConfirmSheet(self, "还没有保存", "离开后，没有保存的内容将会丢失。", "不保存并离开")
        return self._gone() if sheet.exec() else False

    # ------------------------------------------------------------ what acts ask

    def widget(self) -> QWidget:
        """What a sheet lies over."""
        return self

    def saved_first(self) -> Record | None:
        """The record with everything typed stored."""
        return self.record if self.store() else None

    def say(self, text: str, undo: Callable[[], object] | None = None) -> None:
        """A word, with a chance to take the act back."""
        if undo is None:
            self.frame.say(text)
            return
        self.toast = Toast(self, text, "撤销")
        self.toast.undone.connect(undo)

    def store(self) -> bool:
        """Save (Ctrl+S); True if everything typed is stored."""
        typing_in.commit()
        return self.saving.store(self.record)

    def store_and_next(self) -> None:
        """Save, and begin the next one of this kind."""
        if self.record is None and self.store():
            self.saving.begin()
            self.show_record(None)

    def show_record(self, record: Record | None) -> None:
        """Show a record, or the empty form."""
        self.record = record
        session = self.frame.desk.session
        fixed = self.saving.why_fixed(record)
        self.head.show_record(self.type, record, fixed)
        told_back = paper_desk.returned_with(session, record) if isinstance(record, Finding) else ""
        self.back_with.set_text(told_back)
        self.back_with.setVisible(bool(told_back))
        by_rule = _told_of(session, record)
        self.by_rule.set_text(by_rule)
        self.by_rule.setVisible(bool(by_rule))
        self.similar.show_record(record)
        # A paper is printed beside its preview.
        self.printing.show_record(None if self.paper is not None else record)
        self.batch.show_record(record)
        self.saving.show_record(record, fixed)
        editable = fixed is None and self.form is not None
        self._content.setCurrentIndex(0 if editable else 1)
        told: list[tuple[str, str]] = []
        if record is not None:
            shown = tuple(self.form.editors) if editable and self.form is not None else ()
            told = facts_of(record, self.frame.names, without=(*shown, *self.saving.way_without))
            self.facts.show_facts(told)
            self.steps_told.show_facts(told if editable else ())
            self.reasons.show_record(record, (self.facts, self.steps_told), self.form if editable else None)
            self._on_tab(self.tabs.currentIndex())
        if isinstance(record, Paper) and self.paper is not None:
            self.paper.show_paper(record)
        self.steps_told.setVisible(record is not None and editable and bool(told))
        if self.files is not None:
            self.files.show_record(record, why_not.attaching(session, record) if record else None)
        self.save.setVisible(self.form is not None)
        self.save.setEnabled(editable)
        self._dress_save(first=record is None)
        self.setFocusProxy(self.form if record is None and self.form is not None else self.tabs.tabBar())
        self.save.setToolTip(fixed or "保存（Ctrl+S）")
        self.next.setVisible(record is None and self.saving.again)
        for place in (1, 2):
            self.tabs.setTabEnabled(place, record is not None)
        self._show_acts(record)

    # ------------------------------------------------------------ inside

    def _on_stored(self, saved: object) -> None:
        """None: it was sealed and is not this person's to see."""
        if isinstance(saved, Record):
            self.frame.say(f"{self.type.label}已保存")
            self.show_record(saved)
        else:
            self.frame.say(f"{self.type.label}已密封投递，由有权知悉的人接收")
            self.saving.begin()
            self.show_record(None)

    def _on_typed(self) -> None:
        if self.form is not None:
            self.similar.show_typed(self.form, self.record)

    def _on_changed(self, changes: Changes) -> None:
        record = self.record
        if record is None or not ((self.type.name, record.id) in changes.records or changes.of("opinion", "paper")):
            return
        if not self.dirty:
            self._read_again()

    def _read_again(self) -> None:
        assert self.record is not None
        with suppress(NotFound):
            self.show_record(reading.again(self.frame.desk.session, self.record))

    def _on_tab(self, place: int) -> None:
        if self.record is None:
            return
        if self.tabs.widget(place) is self._history_tab:
            self.history.show_record(self.record)
        elif self.tabs.widget(place) is self._links_tab:
            self.links.show_record(self.record)

    def _show_acts(self, record: Record | None) -> None:
        for button in self.acts.values():
            self._act_row.removeWidget(button)
            button.hide()
            button.deleteLater()
        self.acts = {}
        said = ""
        for number, act in enumerate(acts_of(record) if record else ()):
            why = act.why_not(self.frame.desk.session, record)
            said = said or (why if why and not number else "") or ""
            self._act_row.insertWidget(number, self._act_button(act, record, why, primary=number == 0))
        self.head.show_hint(said)

    def _act_button(self, act: Act, record: Any, why: str | None, *, primary: bool) -> QPushButton:
        button = QPushButton(act.words)
        button.setProperty("look", "primary" if primary else "")
        button.setEnabled(why is None)
        button.setToolTip(why or (f"{act.words.rstrip('…')}（Ctrl+回车）" if act.key else act.words.rstrip("…")))
        button.setAccessibleDescription(why or "")
        button.clicked.connect(lambda _=False: act.begin(self, record))
        if act.key:
            button.setShortcut(QKeySequence(act.key))
        self.acts[act.words.rstrip("…")] = button
        return button

    def _build(self) -> None:
        session, names = self.frame.desk.session, self.frame.names
        self.save = QPushButton("保存")
        self.next = QPushButton("保存并登记下一件")
        self.next.setToolTip("Ctrl+Shift+S")
        self.save.clicked.connect(self.store)
        self.next.clicked.connect(self.store_and_next)
        self._act_row = QHBoxLayout()
        self._act_row.setSpacing(Space.TIGHT)
        self._act_row.addStretch(1)
        self.printing = PrintButton(self.frame)
        self.batch = BatchButton(self.frame)
        self._act_row.addWidget(self.printing)
        self._act_row.addWidget(self.batch)
        self._act_row.addWidget(self.next)
        self._act_row.addWidget(self.save)
        self.facts, self.steps_told = Facts(), Facts()
        self.history, self.links = HistoryPane(session, names), LinksPane(session)
        self.links.opened.connect(self.frame.open_record)
        self.paper = PaperPart(self.frame) if self.type is Paper.type else None
        self._content = QStackedWidget()
        self._content.addWidget(scrolled(self._form_page()))
        self._content.addWidget(self.paper or facts_pane(self.facts))
        self._history_tab, self._links_tab = scrolled(self.history), scrolled(self.links)
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        for part, words in ((self._content, "内容"), (self._history_tab, "历史"), (self._links_tab, "关联")):
            self.tabs.addTab(part, words)
        self.tabs.currentChanged.connect(self._on_tab)
        with_files = self.type.compartment in _WITH_FILES or self.type is Group.type
        self.files = FilesPane(self.frame, _files_word(self.type)) if with_files else None
        self._lay()

    def _lay(self) -> None:
        self.parts = QSplitter(Qt.Orientation.Horizontal)
        self.parts.setChildrenCollapsible(False)
        self.parts.setHandleWidth(Space.NORMAL)
        self.parts.addWidget(self.tabs)
        if self.files is not None:
            self.files.wanted_first.connect(self.store)
            self.files.setMinimumWidth(300)
            self.parts.addWidget(self.files)
            self.parts.setSizes([720, 304] if self.paper else [640, 384])
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.WIDE, Space.TIGHT, Space.WIDE, Space.NORMAL)
        column.setSpacing(Space.TIGHT)
        column.addWidget(self.head)
        column.addWidget(self.back_with)
        column.addWidget(self.by_rule)
        column.addWidget(self.similar)
        column.addLayout(self._act_row)
        column.addWidget(self.parts, 1)

    def _form_page(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, Space.NEAR, Space.NEAR, Space.NORMAL)
        column.setSpacing(Space.NORMAL)
        if self.saving.place is not None:
            column.addWidget(self.saving.place)
        if self.form is not None:
            column.addWidget(self.form)
        column.addWidget(self.steps_told)
        column.addStretch(1)
        return page

    def _keys(self) -> None:
        if self.paper is not None:
            self.paper.verdict.keys(self)
            self.paper.verdict.overtaken.connect(self._read_again)
        for key, act in (("Ctrl+S", self.store), ("Ctrl+Shift+S", self.store_and_next)):
            QShortcut(QKeySequence(key), self, act)

    def _dress_save(self, *, first: bool) -> None:
        self.save.setProperty("look", "primary" if first else "")
        self.save.style().unpolish(self.save)
        self.save.style().polish(self.save)

    def _gone(self) -> bool:
        if self.files is not None:
            self.files.close_child()
        if self.paper is not None:
            self.paper.close_child()
        return True


def _told_of(session: Session, record: Record | None) -> str:
    """What the round's profile has to say of a record as it stands, beyond what binds it."""
    if isinstance(record, Finding):
        return findings.older_than_looked_back(session, record)
    return cadre_levels.told(session, record) if isinstance(record, Lead) else ""


def _files_word(type_: RecordType[Any]) -> str:
    if type_ is Paper.type:
        return "手写签批扫描件"
    if type_ is Group.type:
        return "文稿和材料"
    return "佐证材料" if type_.name == "finding" else "材料"
