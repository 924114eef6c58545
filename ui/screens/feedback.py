"""Feedback: its tree and both readers' versions side by side; then decisions, tellings, the signature and the dates."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter, QStackedWidget, QVBoxLayout, QWidget

from ui.office.feedback_way import FeedbackWay
from ui.office.grid import Grid, Said
from ui.office.item_form import ItemForm
from ui.office.outline_tree import STAY, OutlineTree
from ui.office.parts import Chooser, allow, button, row, scrolled
from ui.office.reader import ReaderPreview
from ui.office.tabs import Tabs
from ui.pages.sheet import FieldSheet
from ui.shell.frame import Frame
from ui.theme.metrics import Space
from ui.widgets.badge import Badge
from ui.widgets.card import Card, label
from ui.widgets.confirm import ConfirmSheet
from ui.widgets.empty import EmptyState
from xuncha_desktop.kernel.levels import Tone
from xuncha_desktop.records.papers import Paper
from xuncha_desktop.records.rectification import Feedback, FeedbackItem, FeedbackState
from xuncha_desktop.records.requests import ImmediateRectification
from xuncha_desktop.services import feedback, feedback_items, feedback_versions, left_out, reading
from xuncha_desktop.services.feedback_versions import numbered
from xuncha_desktop.services.left_out import Unused
from xuncha_desktop.services.reading import Query
from xuncha_desktop.services.session import Changes

ITEMS, WAY, UNUSED = "条目", "审定、反馈与签收", "未引用的底稿"
_HELP = "回车 新条目　Tab / Shift+Tab 下移、上移一层　Alt+↑↓ 移动　F2 修改　Delete 删去　F6 到下面各项"


class FeedbackScreen(QWidget):
    """One feedback at a time."""

    def __init__(self, frame: Frame, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._frame = frame
        self.feedback: Feedback | None = None
        self.chooser = Chooser("反馈意见", 380)
        self.chooser.turned.connect(lambda _: self.reload())
        self.state = Badge(Tone.MUTED, "")
        self.new_button = button("起草反馈意见", self.begin, "primary", "plus")
        allow(self.new_button, feedback.create.why_not(frame.desk.session))
        self.page_button = button("打印、定稿和材料", self._open, "quiet", "printer")
        self.items = ItemsPage(frame)
        self.way = FeedbackWay(frame)
        self.unused = UnusedPage(frame)
        self.tabs = Tabs("反馈意见的各部分")
        for title, page in ((ITEMS, self.items), (WAY, self.way), (UNUSED, self.unused)):
            self.tabs.add(title, lambda page=page: page)
        self.empty = EmptyState("file-text", "还没有反馈意见。成果包接收后，为被巡察单位起草反馈意见。", "起草反馈意见")
        self.empty.acted.connect(self.begin)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.empty)
        self._stack.addWidget(self.tabs)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.WIDE, 0, Space.WIDE, Space.NORMAL)
        column.setSpacing(Space.TIGHT)
        column.addLayout(row(self.chooser, self.state, 1, self.page_button, self.new_button))
        column.addWidget(self._stack, 1)
        for title in (WAY, UNUSED, ITEMS):
            self.tabs.turn(title)
        frame.desk.changed.connect(self._on_changed)
        frame.desk.day_changed.connect(lambda _: self.reload())
        self.reload()

    def reload(self) -> None:
        """Read everything anew."""
        session = self._frame.desk.session
        found: list[Any] = list(reading.page(session, Query(Feedback.type.name), size=200).rows)
        units = self._frame.names.titles("unit", [one.unit_id for one in found])
        self.chooser.show_items([(one.id, f"{units[one.unit_id]}　{one.title}") for one in found])
        self.feedback = next((one for one in found if one.id == self.chooser.current), None)
        self._stack.setCurrentWidget(self.tabs if self.feedback else self.empty)
        for part in (self.chooser, self.state, self.page_button, self.new_button):
            part.setVisible(self.feedback is not None)
        if self.feedback is None:
            return
        self.state.show_mark(self.feedback.state.tone, self.feedback.state.label)
        self.items.show_feedback(self.feedback)
        self.way.show_feedback(self.feedback)
        count = self.unused.show_feedback(self.feedback)
        self.tabs.bar.setTabText(2, f"{UNUSED}（{count}）" if count else UNUSED)

    def begin(self) -> None:
        """Ask for which group's unit."""
        session = self._frame.desk.session
        group = ImmediateRectification.type.field("group_id")
        sheet = FieldSheet(
            self,
            self._frame.names,
            "起草反馈意见",
            "每个被巡察单位在一个轮次里有一份反馈意见，分主要负责人版和党组织版。",
            "开始起草",
            [group, Feedback.type.field("title")],
            lambda values: feedback.create(session, values["group_id"], values["title"]),
        )
        sheet.done_with.connect(lambda made: self.chooser.choose(made.id))
        sheet.open()

    def _open(self) -> None:
        """Its page: the papers it makes, and the files beside it."""
        if self.feedback is not None:
            self.items.form.save()
            self._frame.open_record(Feedback.type.name, self.feedback.id)

    def keep(self) -> dict[str, Any]:
        """Nothing is kept: what was typed is stored at once."""
        self.items.form.save()
        return {}

    def restore(self, kept: dict[str, Any]) -> None:
        """Nothing to put back."""

    def may_leave(self) -> bool:
        """What was typed is stored first."""
        self.items.form.save()
        return True

    def _on_changed(self, changes: Changes) -> None:
        if changes.of(
            "feedback",
            "feedback_item",
            "feedback_receipt",
            "decision",
            "evidence",
            "deadline",
            "paper",
            "left_out_paper",
        ):
            self.reload()


class ItemsPage(QWidget):
    """The tree and its item at the left, what a reader sees at the right."""

    def __init__(self, frame: Frame, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._frame = frame
        self._feedback: Feedback | None = None
        self._items: dict[str, FeedbackItem] = {}
        self.tree = OutlineTree()
        self.form = ItemForm(frame.names)
        self.reader = ReaderPreview()
        self.reader.turned.connect(self._show_reader)
        self.add_button = button("添加条目", lambda: self.tree.begin(), "quiet", "plus")
        self.under_button = button("添加下级", lambda: self.tree.begin(under=True), "quiet")
        self.help = label(_HELP, "small", wrap=True)
        self.tree.chosen.connect(self._show_item)
        self.tree.added.connect(self._add)
        self.tree.written.connect(lambda item_id, words, then: self._edit(item_id, {"wording": words}, then))
        self.tree.shifted.connect(self._shift)
        self.tree.moved.connect(self._move)
        self.tree.removed.connect(self._remove)
        self.form.edited.connect(lambda item, values: self._edit(item.id, values, STAY, item.version))
        self._build()

    def show_feedback(self, found: Feedback) -> None:
        """Another feedback, or the same anew."""
        session = self._frame.desk.session
        if self._feedback is not None and self._feedback.id != found.id:
            self.form.save()
        self._feedback = found
        items = feedback_items.of(session, found)
        self._items = {item.id: item for item in items}
        self.papers = feedback_items.signed_papers(session, found)
        editable = found.state is FeedbackState.DRAFT and feedback_items.edit.why_not(session) is None
        self.tree.editable = editable
        for part in (self.add_button, self.under_button):
            part.setVisible(editable)
        self.help.setText(_HELP if editable else "反馈意见已审定，条目不能再改")
        self.tree.show_lines(numbered(items, None, leaves_out_own=False))
        self._show_item(self.tree.current_id)
        self._show_reader()

    def _show_item(self, item_id: str) -> None:
        self.form.show_item(self._items.get(item_id), self.papers, editable=self.tree.editable)

    def _show_reader(self) -> None:
        found = self._feedback
        if found is None:
            return
        session = self._frame.desk.session
        shown = feedback_versions.version(session, found, self.reader.step)
        self.reader.show_version(
            lambda step: feedback_versions.text(session, found, step),
            len(self._items) - len(shown),
            feedback_versions.warnings(session, found),
        )

    # ------------------------------------------------------------ what the tree asks for

    def _add(self, parent_id: str, place: int, words: str, then: str) -> None:
        found = self._feedback
        assert found is not None
        self._frame.desk.run(
            lambda session: feedback_items.add(
                session, found.id, parent_id=parent_id or None, position=place, wording=words
            ),
            done=lambda made: self.tree.go_on(made.id, then),
        )

    def _edit(self, item_id: str, values: dict[str, Any], then: str, version: int | None = None) -> None:
        item = self._items.get(item_id)
        if item is None:
            return
        self._frame.desk.run(
            lambda session: feedback_items.edit(session, item.id, version or item.version, **values),
            done=lambda made: self.tree.go_on(made.id, then) if then else None,
        )

    def _shift(self, item_id: str, way: int) -> None:
        self.form.save()
        item = self._items[item_id]
        beside = self._beside(item)
        if way > 0:
            at = beside.index(item)
            if at == 0:
                self._frame.desk.refused.emit("上面没有同级条目，不能下移一层")
                return
            parent, place = beside[at - 1].id, None
        else:
            if item.parent_id is None:
                self._frame.desk.refused.emit("已经是最上一层")
                return
            above = self._items[item.parent_id]
            parent, place = above.parent_id, above.position + 1
        self._frame.desk.run(
            lambda session: feedback_items.relevel(session, item.id, item.version, parent, place),
            done=lambda made: self.tree.choose(made.id),
        )

    def _move(self, item_id: str, way: int) -> None:
        self.form.save()
        item = self._items[item_id]
        place = item.position + way
        if 1 <= place <= len(self._beside(item)):
            self._frame.desk.run(
                lambda session: feedback_items.move(session, item.id, item.version, item.parent_id, place),
                done=lambda made: self.tree.choose(made.id),
            )

    def _remove(self, item_id: str) -> None:
        item = self._items[item_id]
        below = sum(1 for one in self._items.values() if one.parent_id == item_id)
        words = f"“{item.wording[:40]}”{'连同下级条目' if below else ''}将从反馈意见中删去，历史记录保留。"
        sheet = ConfirmSheet(self, "删去条目", words, "删去")
        sheet.accepted.connect(
            lambda: self._frame.desk.run(lambda session: feedback_items.remove(session, item.id, item.version))
        )
        sheet.open()

    def _beside(self, item: FeedbackItem) -> list[FeedbackItem]:
        found = [one for one in self._items.values() if one.parent_id == item.parent_id]
        return sorted(found, key=lambda one: one.position)

    def _build(self) -> None:
        top = QWidget()
        upper = QVBoxLayout(top)
        upper.setContentsMargins(0, 0, 0, 0)
        upper.setSpacing(Space.HAIR)
        upper.addLayout(row(label("条目", "lead"), 1, self.add_button, self.under_button))
        upper.addWidget(self.tree, 1)
        upper.addWidget(self.help)
        left = QSplitter(Qt.Orientation.Vertical)
        left.addWidget(top)
        left.addWidget(scrolled(self.form, "条目的各项"))
        left.setSizes([250, 200])
        left.setChildrenCollapsible(False)
        self.parts = QSplitter(Qt.Orientation.Horizontal)
        self.parts.addWidget(left)
        self.parts.addWidget(self.reader)
        self.parts.setSizes([570, 430])
        self.parts.setHandleWidth(Space.NORMAL)
        self.parts.setChildrenCollapsible(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.parts)

    def keyPressEvent(self, event) -> None:
        """F6 goes from the tree to the item's form and back."""
        if event.key() == Qt.Key.Key_F6:
            (self.tree if self.form.isAncestorOf(self.focusWidget()) else self.form.paper).setFocus()
        else:
            super().keyPressEvent(event)


class UnusedPage(QWidget):
    """Signed papers no item rests on: each has to be used, or the reader told why it is not."""

    def __init__(self, frame: Frame, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.grid = Grid("未引用的底稿", (("底稿编号", 190), ("标题", 0), ("签批日期", 110), ("不采用的理由", 300)))
        self.grid.opened.connect(lambda paper_id: frame.open_record(Paper.type.name, paper_id))
        self.grid.chosen.connect(lambda _: self._show_act())
        self._frame = frame
        self._feedback: Feedback | None = None
        self._found: dict[str, Unused] = {}
        self.reason_button = button("写明不采用的理由…", self._ask)
        self.empty = EmptyState("check-circle", "已签批的底稿都有条目引用")
        self._stack = QStackedWidget()
        self._stack.addWidget(self.grid)
        self._stack.addWidget(self.empty)
        card = Card("未引用的底稿", "引用：在“条目”页选中条目，选择依据的底稿；不采用的，须写明理由，审定前补齐")
        card.add(self._stack, 1)
        card.body.addLayout(row(1, self.reason_button))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(card)

    def show_feedback(self, found: Feedback) -> int:
        """Returns how many still have no reason."""
        self._feedback = found
        unused = left_out.unused(self._frame.desk.session, found)
        self._found = {one.paper.id: one for one in unused}
        self.grid.show_rows(
            [(o.paper.id, (o.paper.number, o.paper.title, o.paper.signed_on or "", _reason(o))) for o in unused]
        )
        self._stack.setCurrentWidget(self.grid if unused else self.empty)
        self.reason_button.setVisible(bool(unused))
        if unused and not self.grid.current:
            self.grid.choose(unused[0].paper.id)
        self._show_act()
        return sum(1 for one in unused if one.given is None)

    def _show_act(self) -> None:
        found = self._feedback
        why = left_out.why_not(self._frame.desk.session, found) if found else "还没有反馈意见"
        allow(self.reason_button, why or (None if self.grid.current else "请先选择一份底稿"))

    def _ask(self) -> None:
        found, one = self._feedback, self._found[self.grid.current]
        assert found is not None
        sheet = self.sheet = ConfirmSheet(
            self,
            "不采用这份底稿的理由",
            f"{one.paper.number}　{one.paper.title}\n理由随反馈意见保存，审定人和以后查阅的人都能看到。",
            "登记理由",
            reasons=left_out.USUAL,
            reason_required=True,
        )
        sheet.accepted.connect(
            lambda: self._frame.desk.run(
                lambda session: left_out.give_reason(session, found.id, one.paper.id, sheet.reason)
            )
        )
        sheet.open()


def _reason(one: Unused) -> Said:
    if one.given is None:
        return Said("还没有写明理由", Tone.NOTICE)
    return Said(one.given.reason, hint=f"{one.given.reason}\n{one.given.given_by} {one.given.given_on}")
