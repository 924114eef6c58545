"""A few pages of one screen under a row of tabs; each page is made when it is first turned to."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget, QTabBar, QVBoxLayout, QWidget

from ui.office.parts import row
from ui.theme.metrics import Space


class Tabs(QWidget):
    """Left and right change the page while the row has the focus; Ctrl+PgUp and Ctrl+PgDown anywhere would be Qt's."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.bar = QTabBar()
        self.bar.setAccessibleName(name)
        self.bar.setDrawBase(False)
        self.bar.setExpanding(False)
        self.bar.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._stack = QStackedWidget()
        self._makers: list[Callable[[], QWidget]] = []
        self._made: dict[int, QWidget] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.NEAR)
        self._head = row(self.bar, 1)
        column.addLayout(self._head)
        column.addWidget(self._stack, 1)
        self.bar.currentChanged.connect(self._turn)

    def add(self, title: str, make: Callable[[], QWidget]) -> None:
        """Another page."""
        self._makers.append(make)
        self.bar.addTab(title)

    def put_beside(self, part: QWidget) -> None:
        """A small thing at the end of the row of tabs."""
        self._head.addWidget(part)

    def turn(self, title: str) -> QWidget:
        """Show the page of that title."""
        number = next(n for n in range(self.bar.count()) if self.bar.tabText(n) == title)
        self.bar.setCurrentIndex(number)
        self._turn(number)
        return self._made[number]

    def _turn(self, number: int) -> None:
        if not 0 <= number < len(self._makers):
            return
        if number not in self._made:
            self._made[number] = self._makers[number]()
            self._stack.addWidget(self._made[number])
        self._stack.setCurrentWidget(self._made[number])
