"""征询函 about a group's unit: the departments the regime has asked, ticked unless they have theirs, and a day."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from ui.pages.sheet import Sheet, ask
from ui.records.edit_values import DayEditor
from ui.theme.palette import LIGHT
from ui.widgets.card import label
from xuncha_desktop.kernel.errors import Invalid
from xuncha_desktop.records.fields import Kind
from xuncha_desktop.records.organisation import Group
from xuncha_desktop.services import inquiries
from xuncha_desktop.services.inquiries import Department
from xuncha_desktop.services.session import Session

_CODE = Qt.ItemDataRole.UserRole


class InquirySheet(Sheet):
    """Sends one numbered letter to each ticked department; they are printed in one go afterwards."""

    def __init__(self, parent: QWidget | None, session: Session, group: Group, unit: str) -> None:
        super().__init__(
            parent,
            "发出征询函",
            f"{unit}　每个部门一份，发出时编号；随后在“批量打印”里一次印出。",
            "编号发出",
            lambda values: inquiries.send(session, group.id, **values),
        )
        self.setMinimumSize(560, 480)
        self.list = QListWidget()
        self.list.setAccessibleName("征询部门")
        for one in inquiries.departments(session, group):
            self.list.addItem(_item(one))
        self.day = DayEditor(ask("reply_by_on", "要求回函日期", Kind.DAY), self)
        told = label("要求回函日期（可不填，印出后在函上手写）", "label")
        told.setBuddy(self.day)
        self.column.addWidget(self.list, 1)
        self.column.addWidget(told)
        self.column.addWidget(self.day)
        self.finish()
        self.list.setFocus()

    def values(self) -> dict[str, Any]:
        """The ticked departments that have no letter, and the day. Raises `Invalid`."""
        items = [self.list.item(row) for row in range(self.list.count())]
        ticked = [item for item in items if item.checkState() is Qt.CheckState.Checked]
        chosen = [str(item.data(_CODE)) for item in ticked if item.flags() & Qt.ItemFlag.ItemIsEnabled]
        try:
            return {"departments": chosen, "reply_by_on": self.day.value()}
        except ValueError as reason:
            raise Invalid({"": f"要求回函日期：{reason}"}) from reason


def _item(one: Department) -> QListWidgetItem:
    told = one.label
    if one.letter is not None:
        told += f"　{one.letter.number}　{one.letter.state.label}"
    elif not one.by_letter:
        told += "　规定由组长当面对接"
    item = QListWidgetItem(told)
    item.setData(_CODE, one.code)
    wanted = one.by_letter or one.letter is not None
    item.setCheckState(Qt.CheckState.Checked if wanted else Qt.CheckState.Unchecked)
    if one.letter is not None:
        item.setFlags(Qt.ItemFlag.NoItemFlags)
        item.setForeground(QColor(LIGHT.ink_soft))
    return item
