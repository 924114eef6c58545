"""The first page of the day: what waits, by post, and at most four cards; every figure opens its records."""

from collections.abc import Callable
from dataclasses import dataclass, field

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from ui.jobs import Report
from ui.shell.frame import Frame
from ui.shell.parts import LinkRow
from ui.theme.metrics import Space
from ui.theme.palette import LIGHT
from ui.widgets import why
from ui.widgets.banner import Banner
from ui.widgets.card import Card, Figure, label
from xuncha_desktop.kernel.levels import Compartment, Tone
from xuncha_desktop.kernel.people import Post
from xuncha_desktop.services import calendar_reading, founding, home, home_office
from xuncha_desktop.services.home import Counter, Lister
from xuncha_desktop.services.reading import Query
from xuncha_desktop.services.session import Session

MOST_CARDS = 4
_FIGURE = (
    "QPushButton { border: 2px solid transparent; border-radius: 6px; background: transparent; padding: 0;"
    f" min-height: 60px; min-width: 64px; text-align: left; }} QPushButton:hover {{ background: {LIGHT.hover}; }}"
    f" QPushButton:focus {{ border: 2px solid {LIGHT.focus}; padding: 0; min-height: 60px; }}"
)
_WEEK = "一二三四五六日"


@dataclass(frozen=True, slots=True)
class ListRecipe:
    """A list: its title, what is said where it is empty, how it is read; `place` is turned to by 全部."""

    title: str
    empty: str
    load: Lister
    place: str = ""
    needs: Compartment = Compartment.CORE


@dataclass(frozen=True, slots=True)
class CardRecipe:
    """A card of figures."""

    title: str
    load: Counter
    needs: Compartment = Compartment.WORK


@dataclass(frozen=True, slots=True)
class Recipe:
    """What one post finds on its first page, in this order."""

    lists: tuple[ListRecipe, ...]
    cards: tuple[CardRecipe, ...] = field(default=())


_W, _R = Compartment.WORK, Compartment.RESTRICTED
_RETURNED = ListRecipe("退回给我的", "没有退回的文书", home.returned_to_me, "paper", _W)
_DRAFTS = ListRecipe("我的草稿", "没有未送审的问题", home.my_drafts, "finding", _W)
_MY_TALKS = ListRecipe("我的谈话", "还没有登记谈话", home.my_interviews, "interview", _W)
_FOR_ME = ListRecipe("待我审签", "没有等您审签的文书", home.papers_for_me, "paper", _W)
_REQUESTS = ListRecipe("待批示的请示", "没有等待批示的请示", home.open_requests, "instruction_request", _W)
_PETITIONS = ListRecipe("待批办的信访", "没有等待批办的信访", home.petitions_to_decide, "petition", _R)
_TODAY = ListRecipe("今天的谈话", "今天没有登记谈话", home.todays_interviews, "interview", _W)
_DEADLINES = ListRecipe("三十日内到期和逾期", "三十日内没有到期事项", home.deadlines_due, "deadline", _W)
_PACKAGES = ListRecipe("数据包往来", "没有待处理的数据包", home.packages_waiting, "package")
_LATE = ListRecipe("逾期的整改措施", "没有逾期的整改措施", home.tasks_late, "rectification_task", _W)
_SOON = ListRecipe("十日内到期", "十日内没有到期的整改措施", home.tasks_due, "rectification_task", _W)
_REVIEW = ListRecipe("待审核的进展", "没有待审核的整改进展", home.progress_to_review, "progress", _W)
_TO_PRINT = ListRecipe("待打印", "签批和发出的文书都已登记打印", home_office.to_print, "paper", _W)
_NEW = ListRecipe("未启用的账号", "所有账号都已启用", home.accounts_new, "accounts")
_UNCERTIFIED = ListRecipe("待认定岗位", "没有等待认定的人员", home.accounts_uncertified, "accounts")
_KEYLESS = ListRecipe("待授予密钥", "没有等待授权的人员", home.accounts_without_keys, "accounts")

_C_FINDINGS = CardRecipe("问题", home.finding_figures)
_C_PAPERS = CardRecipe("底稿", home.paper_figures)
_C_PETITIONS = CardRecipe("信访渠道", home.petition_figures, _R)
_C_LEADS = CardRecipe("线索", home.lead_figures, _R)
_C_TALKS = CardRecipe("谈话", home.interview_figures)
_C_TASKS = CardRecipe("整改措施", home.task_figures)
_C_COVERAGE = CardRecipe("巡察覆盖", home_office.coverage_figures, Compartment.CORE)

RECIPES: dict[Post, Recipe] = {
    Post.OFFICE_DIRECTOR: Recipe(
        (_FOR_ME, _DEADLINES, _REQUESTS, _KEYLESS), (_C_COVERAGE, _C_PAPERS, _C_TASKS, _C_LEADS)
    ),
    Post.OFFICE_CLERK: Recipe((_DEADLINES, _PACKAGES, _REQUESTS, _TO_PRINT), (_C_PAPERS, _C_TASKS, _C_COVERAGE)),
    Post.RECTIFICATION_SUPERVISOR: Recipe((_LATE, _SOON, _REVIEW, _DEADLINES, _TO_PRINT), (_C_TASKS,)),
    Post.LEADER: Recipe((_FOR_ME, _PETITIONS, _REQUESTS, _KEYLESS), (_C_PAPERS, _C_FINDINGS, _C_LEADS, _C_PETITIONS)),
    Post.DEPUTY_LEADER: Recipe((_FOR_ME, _RETURNED, _DRAFTS), (_C_PAPERS, _C_FINDINGS)),
    Post.LIAISON: Recipe((_TODAY, _PETITIONS, _PACKAGES, _TO_PRINT), (_C_TALKS, _C_PETITIONS, _C_PAPERS)),
    Post.MEMBER: Recipe((_RETURNED, _DRAFTS, _MY_TALKS), (_C_FINDINGS,)),
    Post.SYSTEM_ADMIN: Recipe((_NEW, _UNCERTIFIED)),
    Post.SECURITY_ADMIN: Recipe((_UNCERTIFIED, _KEYLESS)),
    Post.SECURITY_AUDITOR: Recipe((_KEYLESS,)),
}


def recipe_for(session: Session) -> Recipe:
    """The recipes of all of a person's posts, one after the other, nothing twice, nothing he may not know."""
    found = [RECIPES[post] for post in RECIPES if post in session.actor.posts]
    lists = dict.fromkeys(one for recipe in found for one in recipe.lists if session.holds(one.needs))
    cards = dict.fromkeys(one for recipe in found for one in recipe.cards if session.holds(one.needs))
    return Recipe(tuple(lists), tuple(cards)[:MOST_CARDS])


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
        if item.type == "account":
            self._frame.go("accounts")
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

    def show_figures(self, found: tuple[home.Figure, ...]) -> None:
        """Other numbers; zeros are shown, a card with nothing to count is not."""
        self.setVisible(bool(found))
        for place, one in enumerate(found):
            if one.name in self.figures:
                self.figures[one.name].show_number(str(one.number))
                continue
            figure = Figure(str(one.number), one.name)
            figure.setStyleSheet(_FIGURE)
            figure.opened.connect(lambda one=one: self._frame.open_list(one.name, Query(one.type, choices=one.choices)))
            self.figures[one.name] = figure
            self._grid.addWidget(figure, place // 3, place % 3)
