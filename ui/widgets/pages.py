"""Pages of a PDF as pictures: a strip of small ones, one large one, zoom and keys. It never opens a PDF itself."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QByteArray, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QIcon, QKeySequence, QPixmap, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QScrollArea,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ui.jobs import Jobs
from ui.theme.icons import icon
from ui.theme.metrics import Space
from ui.widgets.card import label
from xuncha_desktop.kernel.errors import Refused

Render = Callable[[int, float], bytes]
_SMALL = 96  # width of a small picture
LEAST, MOST = 0.15, 3.0  # a landscape page in a narrow pane still fits
_ZOOMS = (0.5, 0.75, 1.0, 1.25, 1.5, 2.0, 3.0)


class PageStrip(QListWidget):
    """Small pictures of the pages; each is asked for when it comes into sight."""

    wanted = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("页")
        self.setProperty("look", "strip")
        self.setIconSize(QSize(_SMALL, int(_SMALL * 1.42)))
        self.setSpacing(Space.HAIR)
        self.setFixedWidth(_SMALL + 64)
        self.setUniformItemSizes(True)
        self.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self._asked: set[int] = set()
        bar = self.verticalScrollBar()
        bar.valueChanged.connect(self._ask)
        bar.rangeChanged.connect(self._ask)

    def show_count(self, pages: int) -> None:
        """Another document of that many pages."""
        self.clear()
        self._asked.clear()
        blank = QPixmap(self.iconSize())
        blank.fill(Qt.GlobalColor.white)
        for number in range(pages):
            item = QListWidgetItem(QIcon(blank), str(number + 1))
            item.setToolTip(f"第{number + 1}页")
            self.addItem(item)
        QTimer.singleShot(0, self, self._ask)

    def show_page(self, number: int, picture: QPixmap) -> None:
        """The small picture of a page has come."""
        if (item := self.item(number)) is not None:
            item.setIcon(QIcon(picture))

    def _ask(self) -> None:
        if not self.count():
            return
        first = self.indexAt(self.viewport().rect().topLeft()).row()
        last = self.indexAt(self.viewport().rect().bottomLeft()).row()
        for number in range(max(first, 0), (last if last >= 0 else self.count() - 1) + 1):
            if number not in self._asked:
                self._asked.add(number)
                self.wanted.emit(number)


class PdfView(QWidget):
    """`render(page, scale)` gives a PNG; scale 1 is 72 dots an inch. With `jobs` it is called on the worker."""

    failed = Signal(str)

    def __init__(self, render: Render, pages: int, jobs: Jobs | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._render = render
        self._pages = 0
        self._round = 0  # answers for an earlier document, page or zoom are thrown away
        self._zoom = 1.0
        self.strip = PageStrip()
        self.strip.currentRowChanged.connect(self._on_page)
        self.strip.wanted.connect(self._on_small)
        self._page = QLabel()
        self._page.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self._scroll = QScrollArea()
        self._scroll.setWidget(self._page)
        self._scroll.setWidgetResizable(True)
        self._scroll.setAccessibleName("页面")
        self._where = label("", "small")
        right = QVBoxLayout()
        right.setSpacing(Space.TIGHT)
        right.addLayout(self._bar())
        right.addWidget(self._scroll, 1)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(Space.NORMAL)
        self._row.addWidget(self.strip)
        self._row.addLayout(right, 1)
        self._keys()
        self.show_document(render, pages)

    def show_document(self, render: Render, pages: int, *, width: float = 0.0) -> None:
        """Another document; with the `width` of its first page in points it fills the room."""
        self._render, self._pages = render, pages
        self.strip.setVisible(pages > 1)
        if width:
            self._row.activate()  # the strip takes its room now
            room = self._scroll.viewport().width() - 2 * Space.TIGHT
            self._zoom = min(max(room / (width * 96 / 72), LEAST), MOST)
        self._page.clear()
        self.strip.show_count(pages)
        if pages:
            self.strip.setCurrentRow(0)
        self._say()

    @property
    def current(self) -> int:
        """The page shown, from 0."""
        return max(self.strip.currentRow(), 0)

    @property
    def zoom(self) -> float:
        """1 is 96 logical pixels an inch: life size on most screens."""
        return self._zoom

    @property
    def picture(self) -> QPixmap:
        """The page as shown."""
        return self._page.pixmap()

    def turn(self, pages: int) -> None:
        """So many pages on, or back."""
        self.strip.setCurrentRow(min(max(self.current + pages, 0), self._pages - 1))

    def magnify(self, zoom: float) -> None:
        """Another zoom."""
        self._zoom = min(max(zoom, LEAST), MOST)
        self._on_page(self.current)

    def step_zoom(self, way: int) -> None:
        """The next larger (1) or smaller (-1) zoom."""
        beyond = [z for z in _ZOOMS if (z > self._zoom + 0.01 if way > 0 else z < self._zoom - 0.01)]
        if beyond:
            self.magnify(beyond[0] if way > 0 else beyond[-1])

    def fit_width(self) -> None:
        """As wide as there is room."""
        shown = self.picture
        if not shown.isNull():
            natural = shown.width() / shown.devicePixelRatio() / self._zoom
            self.magnify((self._scroll.viewport().width() - 2 * Space.TIGHT) / natural)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The small pictures now in sight are asked for."""
        super().resizeEvent(event)
        self.strip._ask()  # pyright: ignore[reportPrivateUsage]

    def _bar(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(Space.HAIR)
        buttons = (
            ("chevron-up", "上一页", lambda: self.turn(-1)),
            ("chevron-down", "下一页", lambda: self.turn(1)),
            ("minus", "缩小", lambda: self.step_zoom(-1)),
            ("plus", "放大", lambda: self.step_zoom(1)),
            ("columns", "适合宽度", self.fit_width),
        )
        for name, words, act in buttons:
            button = QToolButton()
            button.setIcon(icon(name))
            button.setToolTip(words)
            button.setAccessibleName(words)
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            button.clicked.connect(act)
            row.addWidget(button)
        row.addWidget(self._where)
        row.addStretch(1)
        return row

    def _keys(self) -> None:
        keys = (
            ("PgDown", lambda: self.turn(1)),
            ("PgUp", lambda: self.turn(-1)),
            ("Ctrl++", lambda: self.step_zoom(1)),
            ("Ctrl+=", lambda: self.step_zoom(1)),
            ("Ctrl+-", lambda: self.step_zoom(-1)),
            ("Ctrl+0", self.fit_width),
        )
        for key, act in keys:
            QShortcut(QKeySequence(key), self, act, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def _say(self) -> None:
        self._where.setText(f"第{self.current + 1}/{self._pages}页 {round(self._zoom * 100)}%" if self._pages else "")

    def _on_page(self, number: int) -> None:
        if number < 0:
            return
        self._round += 1
        self._say()
        self._fetch(number, self._zoom * 96 / 72, self._round)

    def _on_small(self, number: int) -> None:
        self._fetch(number, _SMALL / 595, None)

    def _fetch(self, number: int, zoom: float, turn: int | None) -> None:
        """Ask for a picture: of the turn that asked for it, or (None) a small one for the strip."""
        ratio, render = self.devicePixelRatioF(), self._render
        asked = _Asked(number, ratio, turn, render)
        if self._jobs is None:
            try:
                self._show(asked, render(number, zoom * ratio))
            except Refused as reason:
                self.failed.emit(str(reason))
            return
        # Slots are methods of this widget: Qt lets go of them when it is gone, which it never does of a closure.
        job = self._jobs.start_bare("显示页面", lambda _: (asked, render(number, zoom * ratio)))
        job.finished.connect(self._on_picture)
        job.failed.connect(self._on_failed)

    def _show(self, asked: "_Asked", png: bytes) -> None:
        if asked.render is not self._render:
            return
        if asked.turn is None:
            self.strip.show_page(asked.page, _picture(png, asked.ratio))
        elif asked.turn == self._round:
            self._page.setPixmap(_picture(png, asked.ratio))

    def _on_picture(self, come: "tuple[_Asked, bytes]") -> None:
        self._show(*come)

    def _on_failed(self, error: Exception) -> None:
        if not isinstance(error, Refused):
            raise error
        self.failed.emit(str(error))


@dataclass(frozen=True, slots=True)
class _Asked:
    """What a picture was asked for."""

    page: int
    ratio: float
    turn: int | None
    render: Render


def _picture(png: bytes, ratio: float) -> QPixmap:
    made = QPixmap()
    made.loadFromData(QByteArray(png), "PNG")  # pyright: ignore[reportArgumentType, reportCallIssue]
    made.setDevicePixelRatio(ratio)
    return made
