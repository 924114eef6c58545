"""The first page of the day: what waits, by post, and at most four cards; every figure opens its records."""

from collections.abc import Callable
from dataclasses import dataclass, field

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from ui.jobs import Report
from ui.pages.home_recipes import CardRecipe, ListRecipe, Recipe, recipe_for
from ui.shell.frame import Frame
from ui.shell.parts import LinkRow
from ui.theme.metrics import Space
from ui.theme.palette import LIGHT
from ui.widgets import why
from ui.widgets.banner import Banner
from ui.widgets.card import Card, Figure, label
from xuncha_desktop.kernel.levels import Tone
from xuncha_desktop.services import calendar_reading, founding, home, home_audit
from xuncha_desktop.services.reading import Query
from xuncha_desktop.services.session import Session

_FIGURE = (
    "QPushButton { border: 2px solid transparent; border-radius: 6px; background: transparent; padding: 0;"
    f" min-height: 60px; min-width: 64px; text-align: left; }} QPushButton:hover {{ background: {LIGHT.hover}; }}"
    f" QPushButton:focus {{ border: 2px solid {LIGHT.focus}; padding: 0; min-height: 60px; }}"
)
_WEEK = "一二三四五六日"
_SHORT = 6  # characters of a name that stand under a number; with longer ones each figure gets a line of its own
_PLACES = {"account": "accounts", home_audit.AUDIT: "audit"}  # what is no record is opened on its own screen


class HomeScreen(QWidget):
    """Loaded by a job, again after every change and at the turn of the day."""

    def __init__(self, frame: Frame, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._frame = frame
        self._recipe = recipe_for(frame.desk.session)
        self._loading = self._again = False
        self.date = label("", "display")
        self.stay = label("", "soft")
        self.no_group = Banner(Tone.NOTICE, "这个工作区还没有对应的巡察组，请用任务包和开通码开通。", "去开通")
        self.no_group.acted.connect(lambda: frame.go("package"))
        self.no_group.hide()
        self.no_year = Banner(Tone.NOTICE, "", "查看日历")
        self.no_year.acted.connect(lambda: frame.go("regulation"))
        self.no_year.hide()
        self.lists = [_ListCard(frame, one) for one in self._recipe.lists]
        self.cards = [_FigureCard(frame, one) for one in self._recipe.cards]
        self._build()
        self.show_day()
        frame.desk.changed.connect(lambda _: self.load())
        frame.desk.day_changed.connect(lambda _: self._on_day())
        self.load()

    def load(self) -> None:
        """Read everything anew."""
        self.no_group.setVisible(founding.awaits_task(self._frame.desk.session))
        missing = calendar_reading.missing_year(self._frame.desk.session)
        self.no_year.set_text(calendar_reading.missing_words(missing) if missing else "")
        self.no_year.setVisible(missing is not None)
        if self._loading:
            self._again = True
            return
        self._loading = True
        job = self._frame.jobs.start("首页", _reading(self._recipe))
        job.part.connect(self._show)
        job.failed.connect(self._frame.refuse)
        job.ended.connect(self._on_ended)

    def show_day(self) -> None:
        """Today, and how far the stay at the unit is."""
        session = self._frame.desk.session
        today = session.today
        self.date.setText(f"{today.year}年{today.month}月{today.day}日　星期{_WEEK[today.weekday()]}")
        stay = home.stay(session)
        self.stay.setText(f"进驻第{stay.day}天 / 共{stay.days}天" if stay else "")

    def _on_day(self) -> None:
        self.show_day()
        self.load()

    def _on_ended(self) -> None:
        self._loading = False
        if self._again:
            self._again = False
            self.load()

    def _show(self, part: "_Part") -> None:
        for card, listed in zip(self.lists, part.lists, strict=False):
            card.show_items(listed)
        for place, figures in part.figures.items():
            self.cards[place].show_figures(figures)

    def _build(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(Space.NORMAL)
        head.addWidget(self.date)
        head.addWidget(self.stay, 0, Qt.AlignmentFlag.AlignBottom)
        head.addStretch(1)
        body = QHBoxLayout()
        body.setSpacing(Space.NORMAL)
        left = QVBoxLayout()
        left.setSpacing(Space.NORMAL)
        for card in self.lists:
            left.addWidget(card)
        left.addStretch(1)
        body.addLayout(left, 2)
        if self.cards:
            right = QVBoxLayout()
            right.setSpacing(Space.NORMAL)
            for card in self.cards:
                right.addWidget(card)
            right.addStretch(1)
            body.addLayout(right, 1)
        inner = QWidget()
        inner.setLayout(body)
        area = QScrollArea()
        area.setWidget(inner)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        body.setContentsMargins(0, 0, Space.NEAR, 0)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.WIDE, Space.NORMAL, Space.NEAR, Space.NORMAL)
        column.setSpacing(Space.NORMAL)
        column.addLayout(head)
        column.addWidget(self.no_group)
        column.addWidget(self.no_year)
        column.addWidget(area, 1)


def _reading(recipe: Recipe) -> Callable[[Session, Report], object]:
    def work(session: Session, report: Report) -> None:
        lists: list[home.Listed] = []
        for one in recipe.lists:
            report(len(lists))
            lists.append(one.load(session))
        report.hand(_Part(tuple(lists)))
        for place, card in enumerate(recipe.cards):
            report.hand(_Part(figures={place: card.load(session)}))

    return work


@dataclass(frozen=True, slots=True)
class _Part:
    """What is read so far: all lists together, or the figures of a card. Counting a great ledger keeps no list back."""

    lists: tuple[home.Listed, ...] = ()
    figures: dict[int, tuple[home.Figure, ...]] = field(default_factory=dict[int, tuple[home.Figure, ...]])


class _ListCard(Card):
    """A list of what waits."""

    def __init__(self, frame: Frame, recipe: ListRecipe) -> None:
        super().__init__(recipe.title, " ")
        self._frame, self._recipe = frame, recipe
        self.rows: list[LinkRow] = []
        self._empty = label("正在读取…", "soft")
        self.add(self._empty)
        self.body.setSpacing(2)

    def show_items(self, listed: home.Listed) -> None:
        """Other lines."""
        for row in self.rows:
            row.hide()
            row.deleteLater()
        self.rows = []
        self.head.set_remark(f"{listed.count}件" if listed.count else "")
        self._empty.setText(self._recipe.empty)
        self._empty.setVisible(not listed.items)
        for item in listed.items[:6]:
            row = LinkRow(item.title, item.note, item.mark, item.tone)
            row.clicked.connect(lambda _=False, item=item: self._open(item))
            if item.why:
                why.mark(row, item.why)
            self.add(row)
            self.rows.append(row)
        if listed.count > 6 and self._recipe.place:
            more = LinkRow(f"查看全部{listed.count}件", "", "", None)
            more.clicked.connect(lambda: self._frame.go(self._recipe.place))
            self.add(more)
            self.rows.append(more)

    def _open(self, item: home.Item) -> None:
        if item.type in _PLACES:
            self._frame.go(_PLACES[item.type])
        else:
            self._frame.open_record(item.type, item.id)


class _FigureCard(Card):
    """Figures, each opening what it counts."""

    def __init__(self, frame: Frame, recipe: CardRecipe) -> None:
        super().__init__(recipe.title)
        self._frame = frame
        self._grid = QGridLayout()
        self._grid.setSpacing(Space.HAIR)
        self.body.addLayout(self._grid)
        self.figures: dict[str, Figure] = {}
        self._told: dict[str, home.Figure] = {}

    def show_figures(self, found: tuple[home.Figure, ...]) -> None:
        """Other numbers; zeros are shown, a card with nothing to count is not."""
        self.setVisible(bool(found))
        self._told = {one.name: one for one in found}
        across = any(len(name) > _SHORT for name in self._told)
        for place, one in enumerate(found):
            if one.name in self.figures:
                self.figures[one.name].show_number(str(one.number))
                continue
            figure = self.figures[one.name] = Figure(str(one.number), one.name, across=across)
            figure.setStyleSheet(_FIGURE.replace("60px", "28px") if across else _FIGURE)
            figure.opened.connect(lambda name=one.name: self._open(self._told[name]))
            self._grid.addWidget(figure, *((place, 0, 1, 3) if across else (place // 3, place % 3)))
        for name, figure in self.figures.items():
            figure.setVisible(name in self._told)

    def _open(self, one: home.Figure) -> None:
        """The records as they are counted now."""
        if one.type == home_audit.AUDIT:
            self._frame.open_audit(one.name, refused=home_audit.REFUSED in one.choices)
        else:
            self._frame.open_list(one.name, Query(one.type, choices=one.choices))
