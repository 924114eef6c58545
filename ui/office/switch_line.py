"""What a round leaves out by a registered decision, and the sheet that registers such a decision."""

from typing import Any

from PySide6.QtWidgets import QWidget

from ui.office.names import MoreNames, ProfileNames
from ui.office.parts import allow, button, row
from ui.pages.sheet import FieldSheet, ask
from ui.records.names import Choice
from ui.shell.frame import Frame
from ui.widgets.card import label
from xuncha_desktop.kernel.errors import Invalid
from xuncha_desktop.kernel.levels import Compartment
from xuncha_desktop.records.fields import Kind
from xuncha_desktop.records.organisation import Round
from xuncha_desktop.services import profiles, switches
from xuncha_desktop.services.session import Session

_SENTENCE = (
    "本轮次的规则档允许停用所列环节，须凭机构的书面决定；以最近一次决定为准。巡察组据此办理的，随批示包发给该组。"
)


class SwitchLine(QWidget):
    """A small line of a round's page; hidden where the regime lets nothing be left out."""

    def __init__(self, frame: Frame, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._frame = frame
        self._round: Round | None = None
        self.said = label("", "small", wrap=True)
        self.button = button("停用环节…", self._ask, "quiet")
        allow(self.button, switches.register.why_not(frame.desk.session))
        across = row(self.button, self.said)
        across.setStretch(1, 1)
        self.setLayout(across)
        self.hide()

    def show_round(self, found: Round | None) -> None:
        """What is left out in this round, and by whose decision."""
        self._round = found
        session = self._frame.desk.session
        profile = profiles.of_round(session, found.id) if found else None
        offered = switches.offered(profile) if profile else ()
        self.setVisible(bool(offered))
        if found is None or profile is None or not offered:
            return
        off = switches.off(session, found.id) if session.holds(Compartment.WORK) else {}
        told = [
            f"{one.label}（{profile.body(off[one.id].body).label}{off[one.id].decided_on}决定）"
            for one in offered
            if one.id in off
        ]
        self.said.setText(f"已停用：{'；'.join(told)}" if told else "")
        self.said.setToolTip("\n".join(f"{one.label}：{one.basis}" for one in offered))

    def _ask(self) -> None:
        found = self._round
        if found is None:
            return
        session = self._frame.desk.session
        profile = profiles.of_round(session, found.id)
        sheet = FieldSheet(
            self,
            self._names(profile),
            "停用或恢复环节",
            _SENTENCE,
            "登记决定",
            [
                ask("switch_id", "环节", Kind.CODE, source="switch", optional=False),
                ask("off", "停用（不勾选即恢复）", Kind.FLAG),
                ask("body", "决定机构", Kind.CODE, source="body", optional=False),
                ask("wording", "决定原文", Kind.TEXT, optional=False),
                ask("decided_on", "决定日期", Kind.DAY, optional=False),
                ask("original_at", "原件存放处", Kind.LINE, optional=False),
            ],
            lambda values: _register(session, found.id, values),
            given={"off": True, "decided_on": session.today.isoformat()},
        )
        sheet.done_with.connect(self._registered)
        sheet.open()

    def _registered(self, made: Any) -> None:
        self.show_round(self._round)
        self._frame.say(f"已登记：{'' if made.agreed else '恢复，撤销'}{made.subject}")

    def _names(self, profile: Any) -> MoreNames:
        steps = [Choice(one.id, one.label, note=one.basis) for one in switches.offered(profile)]
        return MoreNames(ProfileNames(self._frame.names, profile), {"switch": steps})


def _register(session: Session, round_id: str, values: dict[str, Any]) -> Any:
    if not values["switch_id"]:
        raise Invalid({"switch_id": "请选择环节"})
    return switches.register(session, round_id, **values)
