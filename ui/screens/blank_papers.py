"""空白表: every form that can be filled in by hand, found by its words, looked at and printed as any other paper."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QSplitter, QStackedWidget, QVBoxLayout, QWidget

from ui.office.grid import Grid
from ui.office.notice_sheet import PaperPane
from ui.office.parts import Chooser, allow, button, row
from ui.pages.print_dialog import PrintDialog
from ui.shell.frame import Frame
from ui.theme.metrics import Space
from ui.widgets.card import label
from ui.widgets.empty import EmptyState
from ui.widgets.search_box import SearchBox
from xuncha_desktop.records.organisation import Group
from xuncha_desktop.services import blank_papers, printing_desk
from xuncha_desktop.services.paper_files import Made
from xuncha_desktop.services.session import Changes, Session

_COLUMNS = (("类别", 96), ("名称", 0), ("纸张", 76))


class BlankPapersScreen(QWidget):
    """A print is registered on the group it is for, and drawn in the words of that group's regime."""

    def __init__(self, frame: Frame, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.frame = frame
        self._groups: dict[str, Group] = {}
        self._titles: dict[str, str] = {}
        self._shown = ("", "")
        self.chooser = Chooser("巡察组")
        self.chooser.turned.connect(lambda _: self._list())
        self.search = SearchBox("按名称或类别查找")
        self.search.searched.connect(lambda _: self._list())
        self.grid = Grid("空白表", _COLUMNS, "没有这样的空白表")
        self.grid.chosen.connect(lambda _: self._show_current())
        self.grid.opened.connect(lambda _: self.print_current())
        self.paper = PaperPane(frame.jobs, "选一种表，这里显示它的样子")
        self.print_button = button("打印…", self.print_current, "primary", "printer")
        self.empty = EmptyState("table", "还没有巡察组。空白表按巡察组所在轮次的规则档排印，请先编组。", "")
        self._stack = QStackedWidget()
        self._stack.addWidget(self.empty)
        self._stack.addWidget(self._build())
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.WIDE, Space.TIGHT, Space.WIDE, Space.NORMAL)
        column.addWidget(self._stack)
        QShortcut(QKeySequence(QKeySequence.StandardKey.Find), self, self.search.setFocus)
        frame.desk.changed.connect(self._on_changed)
        self.reload()

    @property
    def group(self) -> Group | None:
        """For whom is printed."""
        return self._groups.get(self.chooser.current)

    def reload(self) -> None:
        """Read the groups anew."""
        found = blank_papers.groups(self.frame.desk.session)
        self._groups = {one.id: one for one in found}
        self.chooser.show_items([(one.id, one.name) for one in found])
        self.chooser.setVisible(len(found) > 1)
        self._stack.setCurrentIndex(1 if found else 0)
        self._list()

    def print_current(self) -> PrintDialog | None:
        """Look at the chosen form with printer and copies, and print it."""
        group, form = self.group, self.grid.current
        if group is None or not form or not self.print_button.isEnabled():
            return None
        title = f"{self._titles[form]}（空白）"
        dialog = PrintDialog(self.window(), self.frame, group, title, _source(group, form), blank=True)
        dialog.open()
        return dialog

    def may_leave(self) -> bool:
        """Nothing is typed here; the process that draws pages ends."""
        self.paper.close_child()
        return True

    def keep(self) -> dict[str, Any]:
        """What was looked for and at."""
        return {"words": self.search.text(), "form": self.grid.current}

    def restore(self, kept: dict[str, Any]) -> None:
        """Look for it again."""
        self.search.setText(str(kept.get("words", "")))
        self.search.search()
        self.grid.choose(str(kept.get("form", "")))

    def _list(self) -> None:
        group = self.group
        offered = blank_papers.offered(self.frame.desk.session, group) if group else []
        found = [one for one in offered if one.answers(self.search.text())]
        self._titles = {one.form: one.title for one in found}
        self.grid.show_rows([(one.form, (one.kind, one.title, one.sheet)) for one in found])
        if not self.grid.current and found:
            self.grid.choose(found[0].form)
        self._show_current()

    def _show_current(self) -> None:
        group, form = self.group, self.grid.current
        why = printing_desk.register.why_not(self.frame.desk.session)
        allow(self.print_button, why if form else "请先选择一种表")
        if group is None or not form or self._shown == (group.id, form):
            return
        self._shown = (group.id, form)
        source = _source(group, form)

        def work(session: Session) -> bytes:
            made = source(session)
            return printing_desk.preview_pdf(session, made.form, made.view)

        self.paper.show_made(work)

    def _on_changed(self, changes: Changes) -> None:
        if changes.of(Group.type.name, "round"):
            self.reload()

    def _build(self) -> QWidget:
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.TIGHT)
        column.addWidget(self.chooser)
        column.addWidget(self.search)
        column.addWidget(self.grid, 1)
        column.addWidget(label("空白表的每次打印都登记；同一种表再印不算补打。", "small", wrap=True))
        column.addLayout(row(1, self.print_button))
        parts = QSplitter(Qt.Orientation.Horizontal)
        parts.setChildrenCollapsible(False)
        parts.setHandleWidth(Space.NEAR)
        parts.addWidget(left)
        parts.addWidget(self.paper)
        parts.setSizes([430, 620])
        return parts


def _source(group: Group, form: str) -> Any:
    return lambda session: Made(form, blank_papers.view(session, group, form))
