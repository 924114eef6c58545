"""The next edition of a profile in the making: the entries at the left, the chosen one as a form at the right."""

from collections.abc import Callable, Iterator, Sequence

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import (
    QHBoxLayout,
    QListWidget,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from ui.office.parts import allow, button, line, row, scrolled
from ui.office.rule_form import RuleForm
from ui.pages import typing_in
from ui.pages.sheet import FieldSheet, ask
from ui.shell.frame import Frame
from ui.theme.metrics import Space
from ui.widgets.card import Card, label
from ui.widgets.confirm import ConfirmSheet
from xuncha_desktop.kernel.errors import Refused
from xuncha_desktop.records.fields import Kind
from xuncha_desktop.services import profile_editions
from xuncha_desktop.services.profile_editions import Branch, Draft, Fault, Node, Path

_PATH = Qt.ItemDataRole.UserRole
_LINES = 3  # faults seen at once
_THEN = " › "  # between the parts of a place in words
_MARK = "▲ "  # told apart without its colour


class EditionPage(QWidget):
    """`ended` is called when the draft was kept (with the edition's digest) or given up (with nothing)."""

    def __init__(
        self, frame: Frame, draft: Draft, ended: Callable[[str], object], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._frame, self._ended = frame, ended
        self.draft = draft
        self.faults: list[Fault] = []
        self.form: RuleForm | None = None
        about = draft.base.about
        self.told = label("", "small", wrap=True)
        self._head = f"以“{about.name}”第{about.edition}版为基础，保存后成为第{draft.edition}版；原版不变。"
        self.undo_button = button("撤销一步", self.undo, picture="undo")
        self.drop_button = button("放弃修订", self._give_up, "quiet")
        self.keep_button = button("保存为新版本", self.ask_keep, "primary", "save")
        self.tree = QTreeWidget()
        self.tree.setAccessibleName("规则条目")
        self.tree.setHeaderHidden(True)
        self.tree.setMinimumWidth(300)
        self.tree.currentItemChanged.connect(lambda *_: self._show_entry())
        self.more_button = button("增加一项", self.grow, picture="plus")
        self.less_button = button("删除本项", self.drop, picture="trash")
        self.title = label("", "lead", wrap=True)
        self._place = QVBoxLayout()
        self.list = QListWidget()
        self.list.setAccessibleName("须改正之处")
        self.list.itemActivated.connect(lambda item: self.turn(item.data(_PATH)))
        self.list.itemClicked.connect(lambda item: self.turn(item.data(_PATH)))
        self._build()
        self._show_tree()
        self._check()

    def turn(self, path: Path) -> None:
        """Choose the entry a path lies in."""
        best = max(
            (item for item in self._items() if path[: len(item.data(0, _PATH))] == item.data(0, _PATH)),
            key=lambda item: len(item.data(0, _PATH)),
            default=None,
        )
        if best is not None:
            self.tree.setCurrentItem(best)
            self._reveal()

    def grow(self) -> None:
        """One more entry in the chosen list."""
        path = self._list_path()
        if path:
            place = self.draft.grow(path)
            self._show_tree()
            self.turn(place)
            self._check()

    def drop(self) -> None:
        """Take the chosen entry out."""
        path = self._current()
        if path and isinstance(path[-1], int):
            self.draft.drop(path)
            self._show_tree()
            self.turn(path[:-1])
            self._check()

    def undo(self) -> None:
        """Take the last step back."""
        path = self._current()
        self.draft.undo()
        self._show_tree()
        self.turn(path)
        self._check()

    def ask_keep(self) -> None:
        """Show what the edition means here, and ask for its name and the reason."""
        typing_in.commit()
        session = self._frame.desk.session
        try:
            made = self.draft.profile()
        except Refused as reason:
            self._frame.refuse(reason)
            return
        found = profile_editions.preview(session, made, self.draft.base)
        moved = f"按新版会有{len(found.moved)}项期限变动，列在下面" if found.moved else "没有任何期限因此变动"
        sheet = FieldSheet(
            self,
            self._frame.names,
            "保存为新版本",
            f"与所依据的版本相比，{found.differences}处规定不同。{moved}。已批准的轮次不受影响；拟订中的轮次须另行改用。",
            "保存",
            [
                ask("name", "规则档名称", Kind.LINE, optional=False, limit=60),
                ask("reason", "修订理由（谁决定、何时、为什么）", Kind.TEXT, optional=False, limit=500),
            ],
            lambda values: profile_editions.keep(session, self.draft, values["name"], values["reason"]),
            given={"name": self.draft.content["about"]["name"]},
        )
        if found.moved:
            listed = QListWidget()
            listed.setAccessibleName("期限变动")
            listed.addItems(found.lines)
            listed.setFixedHeight(120)
            sheet.column.insertWidget(2, listed)
        sheet.setMinimumWidth(720)
        sheet.done_with.connect(lambda kept: self._ended(kept.digest))
        sheet.open()

    def _give_up(self) -> None:
        sentence = "本次修订的内容将全部丢弃，不能恢复。"
        if not self.draft.changed or ConfirmSheet(self, "放弃修订", sentence, "放弃修订").exec():
            self._ended("")

    def _put(self, path: Path, value: object) -> None:
        self.draft.put(path, value)
        self._check()
        item, here = self.tree.currentItem(), self._current()
        if item is not None and here and isinstance(here[-1], int):  # an entry may be called otherwise now
            self.title.setText(self.draft.spoken(here))
            item.setText(0, self.title.text().split(_THEN)[-1])

    def _check(self) -> None:
        self.faults = self.draft.faults()
        self.list.clear()
        for fault in self.faults:
            self.list.addItem(f"{_MARK}{fault.place}：{fault.sentence}")
            self.list.item(self.list.count() - 1).setData(_PATH, fault.path)
        self.list.setFixedHeight(min(len(self.faults), _LINES) * 26 + 8)
        self.list.setVisible(bool(self.faults))
        QTimer.singleShot(0, self, self._reveal)  # once the list has its place, the tree is lower
        state = f"有{len(self.faults)}处须改正" if self.faults else "检查无误"
        self.told.setText(f"{self._head}{state if self.draft.changed else '还没有改动'}。")
        self.undo_button.setEnabled(bool(self.draft.steps))
        why = profile_editions.keep.why_not(self._frame.desk.session)
        allow(self.keep_button, why or (None if self.draft.changed and not self.faults else state))
        if self.form is not None:
            self.form.show_faults(self.faults)

    def _show_tree(self) -> None:
        self.tree.blockSignals(True)
        open_ones = {item.data(0, _PATH) for item in self._items() if item.isExpanded()}
        self.tree.clear()
        for branch in self.draft.branches:
            self._add_branch(self.tree.invisibleRootItem(), branch, open_ones)
        self.tree.blockSignals(False)

    def _add_branch(self, parent: QTreeWidgetItem, branch: Branch, open_ones: set[Path]) -> None:
        count = f"　{len(branch.nodes)}" if branch.grows else ""
        head = _item(parent, f"{branch.label}{count}", branch.path)
        nodes: Sequence[Node] = branch.nodes
        for node in nodes:
            item = _item(head, node.title, node.path) if branch.grows else head
            for inner in node.branches:
                self._add_branch(item, inner, open_ones)
            item.setExpanded(node.path in open_ones)
        head.setExpanded(branch.path in open_ones)

    def _show_entry(self) -> None:
        node = self._node(self._current())
        while self._place.count():
            item = self._place.takeAt(0)
            if item is not None and (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        self.form = None
        path = self._current()
        self.title.setText(self.draft.spoken(path) if path else "从左边选一项")
        self.more_button.setEnabled(bool(self._list_path()))
        self.less_button.setEnabled(bool(path) and isinstance(path[-1], int))
        if node is not None:
            self.form = RuleForm(node.values)
            self.form.put.connect(self._put)
            self.form.show_faults(self.faults)
            self._place.addWidget(scrolled(self.form, "本项内容"))
        else:
            item = self.tree.currentItem()
            empty = bool(self._list_path()) and item is not None and not item.childCount()
            told = "这里还没有内容，可以用“增加一项”添加。" if empty else "展开左边的条目，选一项修改。"
            self._place.addWidget(label(told, "soft", wrap=True))
            self._place.addStretch(1)

    def _reveal(self) -> None:
        item = self.tree.currentItem()
        if item is not None:
            self.tree.scrollToItem(item, QTreeWidget.ScrollHint.EnsureVisible)

    def _items(self) -> Iterator[QTreeWidgetItem]:
        waiting = [self.tree.topLevelItem(number) for number in range(self.tree.topLevelItemCount())]
        while waiting:
            item = waiting.pop()
            if item is not None:
                yield item
                waiting += [item.child(number) for number in range(item.childCount())]

    def _current(self) -> Path:
        item = self.tree.currentItem()
        return tuple(item.data(0, _PATH)) if item is not None else ()

    def _node(self, path: Path) -> Node | None:
        waiting = list(self.draft.branches)
        while waiting:
            for node in waiting.pop().nodes:
                if node.path == path:
                    return node
                waiting += node.branches
        return None

    def _list_path(self) -> Path:
        """The list an entry would be added to: the chosen one, or the one the chosen entry stands in."""
        path = self._current()
        while path and isinstance(path[-1], int):
            path = path[:-1]
        waiting = list(self.draft.branches)
        while waiting:
            branch = waiting.pop()
            if branch.path == path:
                return path if branch.grows else ()
            waiting += [inner for node in branch.nodes for inner in node.branches]
        return ()

    def _build(self) -> None:
        left, right = Card(), Card()
        for card in (left, right):
            card.body.setContentsMargins(Space.NEAR, Space.NEAR, Space.NEAR, Space.NEAR)
        self.tree.setStyleSheet("QTreeWidget { border: none; } QTreeWidget::item { padding: 4px 2px; }")
        left.add(self.tree, 1)
        left.body.addLayout(row(self.more_button, self.less_button, 1))
        right.add(self.title)
        right.body.addLayout(self._place, 1)
        body = QHBoxLayout()
        body.setSpacing(Space.NORMAL)
        body.addWidget(left, 2)
        body.addWidget(right, 3)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.WIDE, 0, Space.WIDE, Space.NORMAL)
        column.setSpacing(Space.TIGHT)
        column.addLayout(line(self.told, self.drop_button, self.undo_button, self.keep_button))
        column.addLayout(body, 1)
        column.addWidget(self.list)
        self._show_entry()


def _item(parent: QTreeWidgetItem, words: str, path: Path) -> QTreeWidgetItem:
    made = QTreeWidgetItem(parent, [words])
    made.setData(0, _PATH, path)
    made.setToolTip(0, words)
    return made
