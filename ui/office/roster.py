"""A group and its people: the roster checked against the round's profile at every change."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ui.office.grid import Grid, Said
from ui.office.names import GROUP_POSTS, ProfileNames
from ui.office.parts import allow, button, row
from ui.pages.sheet import FieldSheet
from ui.shell.frame import Frame
from ui.theme.metrics import Space
from ui.widgets.banner import Banner
from ui.widgets.card import Card, label
from xuncha_desktop.kernel.levels import Tone
from xuncha_desktop.records.organisation import Group, GroupMember
from xuncha_desktop.services import planning, profiles

_FIELDS = ("name", "post", "home_unit", "duties", "avoids")


class RosterCard(Card):
    """Shows one group. `task_wanted`: its task package is to be made."""

    task_wanted = Signal(str)

    def __init__(self, frame: Frame, parent: QWidget | None = None) -> None:
        super().__init__("编组人员", " ", parent)
        self._frame = frame
        self.group: Group | None = None
        self.issue = Banner(Tone.ALERT, "")
        self.good = Banner(Tone.DONE, "编组符合规则档的要求")
        self.grid = Grid(
            "编组人员", (("姓名", 84), ("组内职务", 92), ("原单位及职务", 180), ("分工", 0)), nothing="还没有编入人员"
        )
        self.grid.opened.connect(self._edit)
        self.add_button = button("添加人员", self._add, picture="plus")
        self.task_button = button("发任务包…", self._send, "primary", "package")
        self.about = label("", "soft", wrap=True)
        self.body.setSpacing(Space.TIGHT)
        self.head.add(self.add_button)
        for part in (self.about, self.issue, self.good):
            self.add(part)
        self.add(self.grid, 1)
        self.body.addLayout(row(label("回车或双击一行可修改", "small"), 1, self.task_button))
        self.show_group(None)

    def show_group(self, group: Group | None) -> None:
        """Another group, or the same anew."""
        self.group = group
        session = self._frame.desk.session
        members = planning.members(session, group.id) if group else []
        issues = planning.roster_issues(session, group) if group else ()
        names = self._names()
        self.grid.show_rows(
            [
                (m.id, (m.name, Said(names.code("post", m.post) if names else m.post), m.home_unit, m.duties or ""))
                for m in members
            ]
        )
        self.head.set_remark(f"{group.name}　{len(members)}人" if group else "")
        self.about.setText(self._about(group))
        self.issue.set_text("；".join(issues))
        self.issue.setVisible(bool(issues))
        self.good.setVisible(group is not None and not issues)
        self.add_button.setEnabled(group is not None)
        allow(self.task_button, "；".join(issues) or None if group else "请先选择巡察组")

    def _about(self, group: Group | None) -> str:
        if group is None:
            return "先在左边选择或组建一个巡察组"
        unit = self._frame.names.titles("unit", [group.unit_id])[group.unit_id]
        stay = f"　进驻{group.stay_from_on}至{group.stay_until_on or '未定'}" if group.stay_from_on else ""
        return f"被巡察单位：{unit}　编号代字：{group.code}{stay}"

    def _names(self) -> ProfileNames | None:
        if self.group is None:
            return None
        profile = profiles.of_round(self._frame.desk.session, self.group.round_id)
        return ProfileNames(self._frame.names, profile, GROUP_POSTS)

    def _sheet(self, title: str, action: str, run: Any, given: Mapping[str, Any] | None = None) -> None:
        names = self._names()
        assert names is not None
        fields = [GroupMember.type.field(name) for name in _FIELDS]
        FieldSheet(
            self,
            names,
            title,
            "不得编入与被巡察单位有任职或回避关系的人员。",
            action,
            fields,
            run,
            given=given,
            chips=("post",),
        ).open()

    def _add(self) -> None:
        group = self.group
        if group is not None:
            session = self._frame.desk.session
            self._sheet(
                "添加编组人员", "编入本组", lambda values: planning.appoint(session, group_id=group.id, **values)
            )

    def _edit(self, member_id: str) -> None:
        session = self._frame.desk.session
        member = (
            next((one for one in planning.members(session, self.group.id) if one.id == member_id), None)
            if self.group
            else None
        )
        if member is None:
            return
        self._sheet(
            "修改编组人员",
            "保存",
            lambda values: planning.change_member(session, member.id, member.version, **values),
            {name: getattr(member, name) for name in _FIELDS},
        )

    def _send(self) -> None:
        if self.group is not None:
            self.task_wanted.emit(self.group.id)
