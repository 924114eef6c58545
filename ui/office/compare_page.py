"""Two profiles side by side as a table, only what differs or everything, written as a workbook where wanted."""

from pathlib import Path

from PySide6.QtWidgets import QCheckBox, QFileDialog, QVBoxLayout, QWidget

from ui.office.grid import Said
from ui.office.parts import Chooser, button, row
from ui.office.rule_table import RuleTable
from ui.shell.frame import Frame
from ui.theme.metrics import Space
from ui.widgets.card import Card, label
from xuncha_desktop.kernel.errors import Refused
from xuncha_desktop.kernel.levels import Tone
from xuncha_desktop.services import profile_reading

_TONES = {
    "same": Tone.MUTED,
    "words": Tone.NOTICE,
    "ground": Tone.CALM,
    "only_left": Tone.CALM,
    "only_right": Tone.CALM,
}


class ComparePage(QWidget):
    """`left` is the digest the page begins with."""

    def __init__(self, frame: Frame, left: str, right: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._frame = frame
        found = [(one.digest, one.title) for one in profile_reading.known(frame.desk.session)]
        self.left, self.right = Chooser("前者", 300), Chooser("后者", 300)
        self.left.show_items(found)
        self.right.show_items(found)
        self.left.choose(left)
        self.right.choose(right or next((digest for digest, _ in found if digest != left), left))
        self.only = QCheckBox("只看不同")
        self.only.setChecked(True)
        self.export_button = button("导出表格", self._ask, picture="download")
        self.told = label("", "small")
        columns = (("项目", 150), ("前者", 0), ("后者", 0), ("差别", 108))
        self.table = RuleTable("规则档对照", columns, badges=(3,))
        self.table.nothing = "所列规定没有不同"
        card = Card()
        card.body.setContentsMargins(Space.HAIR, Space.HAIR, Space.HAIR, Space.HAIR)
        card.add(self.table, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.WIDE, Space.TIGHT, Space.WIDE, Space.NORMAL)
        column.setSpacing(Space.TIGHT)
        column.addLayout(row(self.left, self.right, 1))
        column.addLayout(row(self.only, self.told, 1, self.export_button))
        column.addWidget(card, 1)
        self.left.turned.connect(lambda _: self.show_rows())
        self.right.turned.connect(lambda _: self.show_rows())
        self.only.toggled.connect(lambda _: self.show_rows())
        self.show_rows()

    def show_rows(self) -> None:
        """Compare what is chosen."""
        session = self._frame.desk.session
        left = profile_reading.find(session, self.left.current)
        right = profile_reading.find(session, self.right.current)
        rows = profile_reading.side_by_side(left, right, all_rows=not self.only.isChecked())
        shown: list[tuple[str, list[Said | str]]] = []
        section = ""
        for number, one in enumerate(rows, 1):
            if one.section != section:
                section = one.section
                shown.append(("", [section, "", "", ""]))
            sides = [_side(one.left, one.left_ground), _side(one.right, one.right_ground)]
            mark = Said(one.difference.label, _TONES[one.difference.value])
            shown.append((str(number), [one.label, *sides, mark]))
        self.table.show_rows(shown)
        self.told.setText(profile_reading.summary(left, right, rows))

    def export(self, target: Path) -> None:
        """Write what is shown."""
        session = self._frame.desk.session
        left = profile_reading.find(session, self.left.current)
        right = profile_reading.find(session, self.right.current)
        try:
            made = profile_reading.to_workbook(session, left, right, target, all_rows=not self.only.isChecked())
        except Refused as reason:
            self._frame.refuse(reason)
        else:
            self._frame.say(f"已导出{made.rows}行，保存在 {target.name}")

    def _ask(self) -> None:
        name, _ = QFileDialog.getSaveFileName(self, "导出对照表", "规则档对照表.xlsx", "XLSX表格 (*.xlsx)")
        if name:
            self.export(Path(name if name.lower().endswith(".xlsx") else f"{name}.xlsx"))


def _side(words: str, ground: str) -> str:
    return f"{words}\n〔{ground}〕" if ground else words or "—"
