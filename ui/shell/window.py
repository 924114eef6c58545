"""The main window: places at the left, pages at the right, 密级 on top; refusals and words to the person end here."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QCloseEvent, QIcon, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from ui.desk import Desk
from ui.jobs import Jobs
from ui.login.settings import WindowSettings
from ui.records.names import Choice, DeskNames
from ui.shell.frame import Leaving
from ui.shell.ledger_page import LedgerPage
from ui.shell.lines import Line, line_of
from ui.shell.navigation import Navigation
from ui.shell.pages import Address, Opened, Pile
from ui.shell.places import HOME, Place, audit_page, places_for, record_page
from ui.shell.search import GlobalSearch
from ui.shell.top_bar import Crumbs, TopBar
from ui.theme import fonts
from ui.widgets.banner import Banner, SecrecyBanner
from ui.widgets.card import label
from ui.widgets.clipboard import ClipboardWatch
from ui.widgets.toast import Toast
from xuncha_desktop.kernel.errors import Cancelled, ReadOnly, Refused
from xuncha_desktop.kernel.levels import Level, Tone
from xuncha_desktop.kernel.resources import resource
from xuncha_desktop.records.registry import record_types
from xuncha_desktop.services import profiles, workspaces
from xuncha_desktop.services.reading import Query
from xuncha_desktop.services.session import Session

if TYPE_CHECKING:
    from ui.screens.record_page import RecordPage

DEMO = "演示数据 · 纯属虚构"
READING_ONLY = "查看不能留痕，受限区、纪律区和审计记录不开放；填写的内容不暂存"
_WINDOW = "shell"


class Shell(QMainWindow):
    """`lock_wanted`: by key or button. `broke` carries a bug. `closed`: the person is done
    for today. `typed`: a pause in typing, with something unsaved on a page.
    """

    lock_wanted = Signal()
    broke = Signal(object)
    typed = Signal()
    closed = Signal()

    def __init__(self, session: Session, workspace: Path, settings: WindowSettings) -> None:
        super().__init__()
        fonts.load_rare()
        self.workspace = workspace
        self.settings = settings
        self.desk = Desk(session, self)
        self.jobs = Jobs(session.reopen, self)
        self.names = DeskNames(self.desk, self._choices)
        self.clipboard = ClipboardWatch(self)
        self.places = {place.name: place for place in places_for(session)}
        self.piles: dict[str, Pile] = {}
        self.place = ""
        self.desk.refused.connect(self._tell)
        # After the page itself has heard of the change and shows the record as it is now.
        self.desk.changed.connect(lambda _: QTimer.singleShot(0, self, self._retitle))
        self._build(session)
        self._keys()
        geometry = settings.geometry(_WINDOW)
        if not geometry or not self.restoreGeometry(geometry):
            self.resize(1280, 680)
        self.go(HOME)
        self.navigation.setFocus()

    # ------------------------------------------------------------ what screens ask

    def go(self, place: str) -> None:
        """Turn to a place; what was open there is as it was left."""
        if place not in self.places:
            return
        if place not in self.piles:
            made: Place = self.places[place]
            try:
                pile = Pile(made.title, made.make(self))
            except Refused as reason:
                self.refuse(reason)
                self.navigation.show_place(self.place)
                return
            pile.changed.connect(self._on_page)
            pile.renamed.connect(self._show_titles)
            self.piles[place] = pile
            self._stack.addWidget(pile)
        self.place = place
        self._stack.setCurrentWidget(self.piles[place])
        self.navigation.show_place(place)
        self._notice.hide()
        self._on_page()

    @property
    def pile(self) -> Pile:
        """The pages of the present place."""
        return self.piles[self.place]

    def open_record(self, type_name: str, record_id: str) -> None:
        """Show one record on top."""
        self._open(Address(type_name, record_id))

    def new_record(self, type_name: str) -> None:
        """Show an empty form."""
        self._open(Address(type_name, ""))

    def open_list(self, title: str, query: Query) -> None:
        """Show the records a figure counts."""
        line = line_of(query.type) or Line(query.type, title, "list", "", frozenset())
        self.push(title, LedgerPage(self, line, query))

    def open_audit(self, title: str, *, refused: bool) -> None:
        """Show the auditor what came since the last visit, or only the refusals among it."""
        try:
            self.push(title, audit_page(self, refused=refused))
        except Refused as reason:
            self.refuse(reason)

    def push(self, title: str, page: QWidget) -> None:
        """Lay a page over the present one."""
        self.pile.push(Opened(title, page, None))

    @Slot()
    def back(self) -> None:
        """Take the topmost page away."""
        self.pile.back()

    def say(self, text: str) -> None:
        """A word that goes away by itself."""
        Toast(self._cover, text)

    def refuse(self, error: BaseException) -> None:
        """The one handler: a refusal is its sentence, a cancelled job is nothing, anything else is a bug."""
        if isinstance(error, Refused):
            self._tell(str(error))
        elif not isinstance(error, Cancelled):
            self.broke.emit(error)

    def ledger_settings(self, name: str) -> dict[str, Any]:
        """Columns and widths of a ledger."""
        return self.settings.ledger(name)

    def keep_settings(self) -> None:
        """Write them."""
        self.settings.keep()

    @property
    def refusal(self) -> str:
        """The sentence that is shown, or nothing."""
        return self._notice.text if self._notice.isVisibleTo(self) else ""

    # ------------------------------------------------------------ over a lock

    def keep(self) -> dict[str, Any]:
        """Where the person is, and everything typed and not saved, in every place."""
        return {"place": self.place, "piles": {name: pile.keep() for name, pile in self.piles.items()}}

    def restore(self, kept: dict[str, Any]) -> None:
        """Put the person back there."""
        for name, pages in kept.get("piles", {}).items():
            if name in self.places and (len(pages) > 1 or pages[0]["kept"]):
                self.go(name)
                self.pile.restore(pages, self._open)
        self.go(kept.get("place", HOME))

    def cover(self, sentence: str, action: str = "") -> Banner:
        """Hide everything behind one sentence, while a job ends or the disk has no room for the draft."""
        page = QWidget()
        page.setProperty("look", "page")
        page.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        said = Banner(Tone.NOTICE, sentence, action)
        column = QVBoxLayout(page)
        column.addStretch(1)
        column.addWidget(said, 0, Qt.AlignmentFlag.AlignCenter)
        column.addStretch(1)
        self._cover.addWidget(page)
        self._cover.setCurrentWidget(page)
        return said

    def finish(self) -> None:
        """Let go of everything; the window is not used again."""
        self.settings.keep_geometry(_WINDOW, bytes(self.saveGeometry().data()))
        self.clipboard.empty()
        self.jobs.close()
        self.desk.close()
        self.desk.session.close()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Ask every page that holds something unsaved."""
        for name, pile in self.piles.items():
            if isinstance(pile.top, Leaving):
                self.go(name)
                if not pile.top.may_leave():
                    event.ignore()
                    return
        super().closeEvent(event)
        self.closed.emit()

    # ------------------------------------------------------------ inside

    def _open(self, address: Address) -> bool:
        found = self.pile.page_at(address)
        if found is not None:
            while self.pile.top is not found:
                if not self.pile.back():
                    return False
            return True
        try:
            page = record_page(self, address.type, address.id)
        except Refused as reason:
            self.refuse(reason)
            return False
        page.typed.connect(self.typed)
        self.pile.push(Opened(_title(page), page, address))
        return True

    @Slot(str)
    def _tell(self, text: str) -> None:
        self._notice.set_text(text)
        self._notice.show()

    def _on_page(self) -> None:
        self._show_titles()
        self.crumbs.setVisible(self.place != HOME or bool(self.pile.over))  # its own heading is the day
        if self.pile.over:
            self.pile.top.setFocus()

    def _show_titles(self) -> None:
        self.crumbs.show_titles(self.pile.titles)

    def _retitle(self) -> None:
        if self.place:
            for page in self.pile.records():
                self.pile.retitle(page, _title(page))

    def _choices(self, source: str) -> list[Choice]:
        profile = profiles.latest(self.desk.session)
        return [Choice(one.value, one.words, one.group, one.note) for one in profiles.offers(profile, source)]

    def _help(self) -> None:
        """The manual, from where it first speaks of this place."""
        from PySide6.QtWidgets import QTextBrowser

        view = QTextBrowser()
        view.setAccessibleName("帮助")
        view.setOpenLinks(False)
        view.setMarkdown(resource("help/manual.md").read_text("utf-8"))
        view.find(self.places[self.place].title)
        self.push("帮助", view)

    def _build(self, session: Session) -> None:
        self.setWindowTitle(f"{session.place.name} — 巡察工作台")
        self.setWindowIcon(QIcon(str(resource("icons/app.png"))))
        self.setMinimumSize(1024, 600)
        central = QWidget()
        self.search = GlobalSearch(self.jobs, central)
        self.search.opened.connect(self.open_record)
        self.search.broke.connect(self.refuse)
        self.bar = TopBar(session, self.search)
        self.bar.lock_wanted.connect(self.lock_wanted)
        self.bar.help_wanted.connect(self._help)
        self.navigation = Navigation(list(self.places.values()))
        self.navigation.turned.connect(self.go)
        self.crumbs = Crumbs()
        self.crumbs.back_wanted.connect(self.back)
        self._notice = Banner(Tone.NOTICE, "", "知道了")
        self._notice.hide()
        self._notice.acted.connect(self._notice.hide)
        self._lay_out(central, session)
        self._cover = QStackedWidget()
        self._cover.addWidget(central)
        self.setCentralWidget(self._cover)
        QWidget.setTabOrder(self.navigation, self.search)

    def _lay_out(self, central: QWidget, session: Session) -> None:
        self._stack = QStackedWidget()
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addWidget(self.crumbs)
        said = QVBoxLayout()
        said.setContentsMargins(24, 0, 24, 8)
        said.addWidget(self._notice)
        right.addLayout(said)
        right.addWidget(self._stack, 1)
        middle = QHBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self.navigation)
        middle.addLayout(right, 1)
        column = QVBoxLayout(central)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._secrecy(session))
        column.addWidget(self.bar)
        if session.read_only:
            self.read_only = Banner(Tone.ALERT, f"{ReadOnly()}。{READING_ONLY}")
            column.addWidget(self.read_only)
        column.addLayout(middle, 1)

    def _secrecy(self, session: Session) -> SecrecyBanner:
        level = highest(session)
        secret = level.rank >= Level.CONFIDENTIAL.rank
        banner = SecrecyBanner(
            level, f"本工作区按{level.label}级管理 · 注意保密" if secret else "系统管理 · 不含业务内容"
        )
        banner.setFixedHeight(28)
        row = banner.layout()
        if row is not None and workspaces.is_demo(session):
            self.demo = label(DEMO)
            row.addWidget(self.demo)
        return banner

    def _keys(self) -> None:
        keys = (
            ("Ctrl+K", self._focus_search),
            ("Ctrl+L", self.lock_wanted.emit),
            ("F1", self._help),
            ("Alt+Left", self.back),
            ("Ctrl+Shift+N", self.navigation.setFocus),
        )
        for key, act in keys:
            QShortcut(QKeySequence(key), self, act)

    def _focus_search(self) -> None:
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()


def highest(session: Session) -> Level:
    """The highest 密级 of what this person's keys open."""
    held = [type_.level for type_ in record_types().values() if session.holds(type_.compartment)]
    return max(held, key=lambda level: level.rank, default=Level.INTERNAL)


def _title(page: "RecordPage") -> str:
    title = page.type.title_of(page.record) if page.record else f"新{page.type.label}"
    return title if len(title) <= 24 else title[:23] + "…"
