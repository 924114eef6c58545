"""The 编号代字 of the office's own numbers, and the sheet that changes it."""

from typing import Any

from PySide6.QtWidgets import QWidget

from ui.office.names import MoreNames
from ui.office.parts import allow, button, row
from ui.pages.sheet import FieldSheet, ask
from ui.records.names import Choice
from ui.shell.frame import Frame
from ui.widgets.card import label
from xuncha_desktop.kernel.errors import Refused
from xuncha_desktop.kernel.levels import Compartment
from xuncha_desktop.records.fields import Kind
from xuncha_desktop.services import numbering
from xuncha_desktop.services.session import Session

_LONGEST = 12
_SENTENCE = "用在办公室文书的编号里，如“临巡办督〔2019〕1号”。已经编出的号不变。"

_KINDS = {
    "information_request": "征询函",
    "feedback": "反馈意见",
    "supervision_notice": "督办通知单",
    "urging": "督促措施",
    "rectification_closing": "整改销号",
    "petition": "信访举报",
    "lead": "问题线索",
}


class OfficeCodeLine(QWidget):
    """A small line for a corner of a screen."""

    def __init__(self, frame: Frame, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._frame = frame
        self.said = label("", "small")
        self.edit_button = button("修改…", self._ask, "quiet")
        self.edit_button.setAccessibleName("修改编号代字")
        allow(self.edit_button, numbering.name_office.why_not(frame.desk.session))
        self.go_on_button = button("接续原编号…", self._go_on, "quiet")
        self.go_on_button.setToolTip("本办原来已有编号的，从原登记簿的最后一个号接着编")
        allow(self.go_on_button, numbering.go_on_from.why_not(frame.desk.session))
        self.setLayout(row(self.said, self.edit_button, self.go_on_button))
        self.reload()

    def reload(self) -> None:
        """Show the 代字 as it is now."""
        self.said.setText(f"编号代字：{numbering.office_code(self._frame.desk.session)}")

    def _go_on(self) -> None:
        """Ask which register, which year, and the last number written in it."""
        session = self._frame.desk.session
        code, year = numbering.office_code(session), session.today.year
        kinds = [kind for kind in numbering.OFFICE_KINDS if session.holds(numbering.compartment_of(kind))]
        used = [f"{_KINDS[kind]}{numbering.last_given(session, code, kind, year)}" for kind in kinds]
        sheet = FieldSheet(
            self,
            MoreNames(self._frame.names, {"numbered": [Choice(kind, _KINDS[kind]) for kind in kinds]}),
            "接续原有编号",
            f"从原登记簿接着编，已用过的号不会再给。{year}年“{code}”现已用到：{'、'.join(used)}。",
            "接续",
            [
                ask("kind", "编号种类", Kind.CODE, source="numbered", optional=False),
                ask("year", "年度", Kind.COUNT, optional=False),
                ask("last", "原登记簿最后一个号", Kind.COUNT, optional=False),
            ],
            lambda values: _continue(session, code, values),
            given={"year": year},
        )
        sheet.done_with.connect(self._frame.say)
        sheet.open()

    def _ask(self) -> None:
        session = self._frame.desk.session
        sheet = FieldSheet(
            self,
            self._frame.names,
            "办公室编号代字",
            _SENTENCE,
            "保存",
            [ask("code", "编号代字", Kind.LINE, optional=False, limit=_LONGEST)],
            lambda values: numbering.name_office(session, values["code"]),
            given={"code": numbering.office_code(session)},
        )
        sheet.done_with.connect(lambda _: self.reload())
        sheet.open()


def _continue(session: Session, code: str, values: dict[str, Any]) -> str:
    kind, year, last = values["kind"], values["year"] or 0, values["last"] or 0
    if not kind:
        raise Refused("请选择编号种类")
    restricted = numbering.compartment_of(kind) is Compartment.RESTRICTED
    act = numbering.go_on_restricted if restricted else numbering.go_on_from
    act(session, code, kind, year, last)
    return f"{_KINDS[kind]}的下一个号是{numbering.shown(code, kind, year, last + 1)}"
