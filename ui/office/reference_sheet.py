"""Which second regime stands beside a round's own: chosen, changed or taken away by the director, with a reason."""

from typing import Any

from PySide6.QtWidgets import QWidget

from ui.office.names import MoreNames
from ui.pages.sheet import FieldSheet, ask
from ui.records.names import Choice
from ui.shell.frame import Frame
from xuncha_desktop.records.fields import Kind
from xuncha_desktop.records.organisation import Round
from xuncha_desktop.services import reference_clocks

_NONE = "none"


def sheet(parent: QWidget | None, frame: Frame, round_: Round) -> FieldSheet:
    """Ask for the profile and why."""
    session = frame.desk.session
    offered = reference_clocks.offered(session, round_)
    found = [Choice(one.digest, f"{one.about.name}（第{one.about.edition}版）") for one in offered]
    fields = [
        ask("profile", "参照规则档", Kind.CODE, source="profile", optional=False),
        ask("reason", "理由", Kind.TEXT, optional=False, limit=500),
    ]

    def run(values: dict[str, Any]) -> Round:
        digest = "" if values["profile"] == _NONE else values["profile"]
        return reference_clocks.choose(session, round_.id, round_.version, digest, values["reason"])

    return FieldSheet(
        parent,
        MoreNames(frame.names, {"profile": [Choice(_NONE, "不参照"), *found]}),
        "参照规则档",
        "本轮次仍按自己的规则档办理。参照规则档的期限列在旁边，只供对照；随以后的数据包发给巡察组。",
        "登记",
        fields,
        run,
        given={"profile": round_.reference_digest or _NONE},
    )
