"""The regulation as it is in force: a profile's rules in words, with ground and standing, searched and compared."""

from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QListWidget, QListWidgetItem, QMenu, QVBoxLayout, QWidget

from ui.office.compare_page import ComparePage
from ui.office.edition_page import EditionPage
from ui.office.grid import Said
from ui.office.names import MoreNames
from ui.office.parts import Chooser, allow, button, row
from ui.office.rule_table import RuleTable
from ui.pages.sheet import FieldSheet, ask
from ui.records.names import Choice
from ui.shell.frame import Frame
from ui.theme.metrics import Space
from ui.theme.palette import LIGHT
from ui.widgets.banner import Banner
from ui.widgets.card import Card, label
from ui.widgets.search_box import SearchBox
from xuncha_desktop.kernel.clock import local_text
from xuncha_desktop.kernel.errors import Refused
from xuncha_desktop.kernel.levels import Tone
from xuncha_desktop.records.fields import Kind
from xuncha_desktop.records.organisation import Round
from xuncha_desktop.services import profile_editions, profile_reading
from xuncha_desktop.services.profile_editions import Draft
from xuncha_desktop.services.profile_reading import Known, Told
from xuncha_desktop.services.session import Changes

EVERYTHING = "全部"
_FILES = "规则档 (*.xprofile)"


class RulesPage(QWidget):
    """One profile at a time: its sections at the left, their rules at the right."""

    def __init__(self, frame: Frame, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._frame = frame
        self._known: dict[str, Known] = {}
        self._told: list[Told] = []
        self.chooser = Chooser("规则档", 400)
        self.search = SearchBox("在本规则档内查找")
        self.search.searched.connect(lambda _: self._show_rules())
        self.compare_button = button("比较", self.compare, picture="columns")
        self.edit_button = button("修订", self.edit, picture="edit")
        self.more_button = button("更多", lambda: None, picture="more-horizontal")
        self.menu = QMenu(self)
        self.more_button.setMenu(self.menu)
        self.draft: Draft | None = None
        self.about = label("", "small", wrap=True)
        self.doubts = Banner(Tone.NOTICE, "", "逐条查看")
        self.doubts.acted.connect(self._show_doubts)
        self.sections = QListWidget()
        self.sections.setAccessibleName("栏目")
        self.sections.setFixedWidth(150)
        self.sections.currentRowChanged.connect(lambda _: self._show_rules())
        self.table = RuleTable("规则", (("项目", 170), ("规定", 0), ("效力", 84), ("依据和说明", 230)), badges=(2,))
        self.table.nothing = "没有符合条件的规定"
        self._build()
        self.chooser.turned.connect(lambda _: self._turn())
        frame.desk.changed.connect(self._on_changed)
        self.reload()

    @property
    def profile(self) -> Known:
        """The chosen one."""
        return self._known[self.chooser.current]

    def reload(self) -> None:
        """Read everything anew."""
        found = profile_reading.known(self._frame.desk.session)
        self._known = {one.digest: one for one in found}
        before = self.chooser.current
        self.chooser.show_items([(one.digest, _title(one)) for one in found])
        if self.chooser.current == before:
            self._turn()

    def compare(self) -> None:
        """Lay the comparison over the page."""
        self._frame.push("规则档对照", ComparePage(self._frame, self.chooser.current))

    def edit(self) -> None:
        """Begin the next edition of the chosen profile, or go on with the one begun."""
        session = self._frame.desk.session
        if self.draft is None:
            self.draft = profile_editions.begin(session, self.chooser.current)
        self._frame.push("修订规则档", EditionPage(self._frame, self.draft, self._edited))
        self._show_acts()

    def keep(self) -> dict[str, Any]:
        """The edition begun and not kept yet."""
        if self.draft is None or not self.draft.changed:
            return {}
        return {"base": self.draft.base.digest, "content": self.draft.content}

    def restore(self, kept: dict[str, Any]) -> None:
        """Take it up again."""
        self.draft = profile_editions.resumed(self._frame.desk.session, kept["base"], kept["content"])
        self._show_acts()

    def hand_out(self, target: Path) -> None:
        """Write the chosen profile to a file."""
        digest = self.chooser.current
        self._frame.desk.run(
            lambda session: profile_editions.hand_out(session, digest, target),
            done=lambda _: self._frame.say(f"规则档已存为 {target.name}，摘要 {digest[:16]}"),
        )

    def take_in(self, path: Path) -> None:
        """Ask before a profile out of a file is kept."""
        session = self._frame.desk.session
        try:
            raw = profile_editions.read_file(path)
            made = profile_editions.opened(raw)
        except Refused as reason:
            self._frame.refuse(reason)
            return
        sheet = FieldSheet(
            self,
            self._frame.names,
            "导入规则档",
            f"{made.about.name}，第{made.about.edition}版，{made.about.title}。"
            f"摘要 {made.digest[:16]}，请与发出单位核对一致。文件没有签名，导入后只供新拟订的轮次选用。",
            "导入",
            [ask("reason", "来源和理由", Kind.TEXT, optional=False, limit=500)],
            lambda values: profile_editions.take_in(session, raw, values["reason"]),
        )
        sheet.done_with.connect(lambda kept: self._edited_to(kept.digest))
        sheet.open()

    def adopt(self) -> None:
        """Ask which round in draft goes over to the chosen edition."""
        session, digest = self._frame.desk.session, self.chooser.current
        rounds = {one.id: one for one in profile_editions.adoptable(session, digest)}
        names = MoreNames(self._frame.names, {"drafts": [Choice(one.id, one.name) for one in rounds.values()]})
        sheet = FieldSheet(
            self,
            names,
            "轮次改用本版",
            "只有从未批准过的轮次可以改用；已批准的轮次按批准时的规则档办到底。",
            "改用",
            [
                ask("round_id", "轮次", Kind.CODE, source="drafts", optional=False),
                ask("reason", "理由", Kind.TEXT, optional=False, limit=500),
            ],
            lambda values: profile_editions.adopt(
                session, values["round_id"], _version(rounds, values["round_id"]), digest, values["reason"]
            ),
            given={"round_id": next(iter(rounds), "")},
        )
        sheet.done_with.connect(lambda made: self._frame.say(f"“{made.name}”已改用{made.profile}"))
        sheet.open()

    def _edited(self, digest: str) -> None:
        self.draft = None
        self._frame.back()
        if digest:
            self._edited_to(digest)
        self._show_acts()

    def _edited_to(self, digest: str) -> None:
        self.reload()
        self.chooser.choose(digest)
        self._frame.say(f"已存为“{self.profile.title}”")

    def _show_acts(self) -> None:
        session = self._frame.desk.session
        self.edit_button.setText("继续修订" if self.draft else "修订")
        allow(self.edit_button, profile_editions.keep.why_not(session))
        self.menu.clear()
        self.menu.addAction("导出规则档…", self._ask_out)
        takes = self.menu.addAction("导入规则档…", self._ask_in)
        takes.setEnabled(profile_editions.take_in.why_not(session) is None)
        adopts = self.menu.addAction("让拟订中的轮次改用本版…", self.adopt)
        able = profile_editions.adopt.why_not(session) is None
        adopts.setEnabled(able and bool(profile_editions.adoptable(session, self.chooser.current)))

    def _ask_out(self) -> None:
        name, _ = QFileDialog.getSaveFileName(self, "导出规则档", f"{self.profile.title}.xprofile", _FILES)
        if name:
            self.hand_out(Path(name if name.endswith(profile_editions.ENDING) else name + profile_editions.ENDING))

    def _ask_in(self) -> None:
        name, _ = QFileDialog.getOpenFileName(self, "导入规则档", "", _FILES)
        if name:
            self.take_in(Path(name))

    def _turn(self) -> None:
        one = self.profile
        self._told = profile_reading.told(one.profile)
        self.about.setText(_words(one))
        doubts = one.profile.warnings()
        self.doubts.set_text(f"这份规则档的原文有{len(doubts)}处疑点，均按原文保留，未作改动")
        self.doubts.setVisible(bool(doubts))
        names = dict.fromkeys(line.section for line in self._told)
        self.sections.blockSignals(True)
        kept = self.sections.currentRow()
        self.sections.clear()
        for name in (EVERYTHING, *names):
            count = len(self._told) if name == EVERYTHING else sum(line.section == name for line in self._told)
            item = QListWidgetItem(f"{name}　{count}")
            item.setData(Qt.ItemDataRole.UserRole, name)
            self.sections.addItem(item)
        self.sections.setCurrentRow(kept if 0 <= kept < self.sections.count() else 0)
        self.sections.blockSignals(False)
        self._show_rules()
        self._show_acts()

    def _show_rules(self) -> None:
        item = self.sections.currentItem()
        section = item.data(Qt.ItemDataRole.UserRole) if item is not None else EVERYTHING
        found = profile_reading.matching(self._told, self.search.text())
        rows: list[tuple[str, list[Said | str]]] = []
        told = ""
        for number, line in enumerate(found):
            if section not in (EVERYTHING, line.section):
                continue
            if section == EVERYTHING and line.section != told:
                told = line.section
                rows.append(("", [told, "", "", ""]))
            ground = "\n".join(part for part in (line.ground, line.note) if part)
            rows.append((str(number + 1), [line.label, line.words, Said(line.standing, line.tone), ground]))
        self.table.show_rows(rows)

    def _show_doubts(self) -> None:
        text = "\n".join(f"· {one}" for one in self.profile.profile.warnings())
        self.doubts.set_text(f"原文疑点，均按原文保留，未作改动：\n{text}")
        self.doubts.button.hide()

    def _on_changed(self, changes: Changes) -> None:
        if changes.of("round", "profile"):
            self.reload()

    def _build(self) -> None:
        left = Card()
        left.body.setContentsMargins(Space.TIGHT, Space.TIGHT, Space.TIGHT, Space.TIGHT)
        self.sections.setStyleSheet(
            "QListWidget { border: none; } QListWidget::item { padding: 5px 8px; border-radius: 6px; }"
            f"QListWidget::item:selected {{ background: {LIGHT.choice}; color: {LIGHT.ink}; }}"
        )
        left.add(self.sections, 1)
        right = Card()
        right.body.setContentsMargins(Space.HAIR, Space.HAIR, Space.HAIR, Space.HAIR)
        right.add(self.table, 1)
        body = QHBoxLayout()
        body.setSpacing(Space.NORMAL)
        body.addWidget(left)
        body.addWidget(right, 1)
        head = row(self.chooser, self.search, 1, self.compare_button, self.edit_button, self.more_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.TIGHT)
        column.addLayout(head)
        column.addWidget(self.about)
        column.addWidget(self.doubts)
        column.addLayout(body, 1)


def _title(one: Known) -> str:
    used = f"，{len(one.rounds)}个轮次" if one.rounds else ""
    return f"{one.title}　{one.origin}{used}"


def _words(one: Known) -> str:
    about = one.profile.about
    text = f"{about.title}；{about.kind.label}；摘要 {one.digest[:16]}"
    rounds = "、".join(one.rounds[:4]) + ("等" if len(one.rounds) > 4 else "")
    text += f"；依据本版的轮次：{rounds}" if rounds else "；还没有轮次依据本版"
    if one.maker:
        text += f"。{one.maker.by}于{local_text(one.maker.at)}{one.origin}，理由：{one.maker.reason}"
    return text


def _version(rounds: dict[str, Round], round_id: str) -> int:
    if round_id not in rounds:
        raise Refused("请选择轮次")
    return rounds[round_id].version
