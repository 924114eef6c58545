"""The regulation as it is in force: a profile's rules in words, with ground and standing, searched and compared."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from ui.office.compare_page import ComparePage
from ui.office.grid import Said
from ui.office.parts import Chooser, button, row
from ui.office.rule_table import RuleTable
from ui.shell.frame import Frame
from ui.theme.metrics import Space
from ui.theme.palette import LIGHT
from ui.widgets.banner import Banner
from ui.widgets.card import Card, label
from ui.widgets.search_box import SearchBox
from xuncha_desktop.kernel.clock import local_text
from xuncha_desktop.kernel.levels import Tone
from xuncha_desktop.services import profile_reading
from xuncha_desktop.services.profile_reading import Known, Told
from xuncha_desktop.services.session import Changes

EVERYTHING = "全部"


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
        self.compare_button = button("与另一规则档比较", self.compare, picture="columns")
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
        self.acts = row(self.compare_button)
        head = row(self.chooser, self.search, 1)
        head.addLayout(self.acts)
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
