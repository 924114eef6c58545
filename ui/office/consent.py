"""请示, 批示 and 立行立改: the office registers what was answered on paper; a group takes its matters to the check."""

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.office.grid import Grid, Said
from ui.office.names import ProfileNames
from ui.office.parts import allow, button, row
from ui.office.scan_sheet import ScanSheet
from ui.pages.sheet import FieldSheet, ask
from ui.shell.frame import Frame
from ui.theme.metrics import Space
from ui.widgets.card import Card, Facts, label
from ui.widgets.confirm import ConfirmSheet
from xuncha_desktop.kernel.levels import Tone
from xuncha_desktop.records.fields import Kind
from xuncha_desktop.records.requests import (
    ImmediateRectification,
    ImmediateState,
    Instruction,
    InstructionRequest,
    RequestState,
)
from xuncha_desktop.services import immediate, prefill, profiles, reading, requests
from xuncha_desktop.services.reading import Query
from xuncha_desktop.services.session import Changes, Session

_ANSWER = ("signer", "agreed", "wording", "decided_on", "original_at")
_WRITTEN = ("problem", "suggestion", "finding_id")
_NEXT = {  # the step whose reason is told where none can be taken
    ImmediateState.DRAFT: immediate.request,
    ImmediateState.REQUESTED: immediate.issue,
    ImmediateState.CONSENTED: immediate.issue,
    ImmediateState.ISSUED: immediate.report,
    ImmediateState.REPORTED: immediate.verify,
}
_SEEN = ("instruction", "instruction_request", "immediate_rectification", "evidence")


class InstructionsPage(QWidget):
    """The office's list of what to present, and what was answered. `send_wanted`: a 批示包 is to be made."""

    send_wanted = Signal()

    def __init__(self, frame: Frame, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._frame = frame
        self._found: dict[str, InstructionRequest] = {}
        columns = (("编号", 180), ("事由", 0), ("请示对象", 190), ("请示日期", 104), ("批示", 190))
        self.grid = Grid("请示", columns, nothing="还没有收到请示。接收巡察组的请示包后，请示列在这里。")
        self.grid.chosen.connect(lambda _: self._show_one())
        self.grid.opened.connect(lambda one: frame.open_record(InstructionRequest.type.name, one))
        self.content = Facts()
        self.register_button = button("登记批示…", self._register, "primary", "stamp")
        self.send_button = button("发批示包", self.send_wanted.emit, picture="send")
        card = Card("请示与批示", "巡察组请示，决策机构在纸上批示，这里代录并挂扫描件")
        card.add(self.grid, 1)
        card.add(self.content)
        card.body.addLayout(row(1, self.send_button, self.register_button))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(card)
        frame.desk.changed.connect(self._on_changed)
        self.reload()

    def reload(self) -> None:
        """Read everything anew."""
        session = self._frame.desk.session
        asked = Query(InstructionRequest.type.name, choices={"state": frozenset(_sent())})
        found: list[Any] = list(reading.page(session, asked, size=200).rows)
        self._found = {one.id: one for one in found}
        self.grid.show_rows([(one.id, self._cells(session, one)) for one in found])
        if found and not self.grid.current:
            self.grid.choose(found[0].id)
        self._show_one()

    def _cells(self, session: Session, one: InstructionRequest) -> tuple[Said | str, ...]:
        names = ProfileNames(self._frame.names, profiles.of_round(session, one.round_id))
        said = requests.answers(session, one)
        if not said:
            answer = Said("等待批示", Tone.NOTICE)
        elif requests.missing(session, said[-1]):
            answer = Said(f"{said[-1].decided_on} 缺扫描件", Tone.NOTICE)
        else:
            word = "同意" if said[-1].agreed else "未同意"
            answer = Said(f"{said[-1].decided_on} {word}", Tone.DONE if said[-1].agreed else Tone.ALERT)
        return one.number, one.title, names.code("body", one.body), one.requested_on, answer

    def _show_one(self) -> None:
        one, session = self._found.get(self.grid.current), self._frame.desk.session
        said = requests.answers(session, one) if one else []
        facts = [("请示内容", one.content)] if one else []
        facts += [("批示", f"{a.signer} {a.decided_on}：{a.wording}（登记人{a.registered_by}）") for a in said]
        self.content.show_facts(facts)
        done = "这份请示已经登记了批示" if said else None
        why_not = requests.register_instruction.why_not(session)
        allow(self.register_button, (done or why_not) if one else "还没有收到请示")
        allow(self.send_button, None if said else "登记批示后才能发批示包")

    def _register(self) -> None:
        one, session = self._found[self.grid.current], self._frame.desk.session
        names = ProfileNames(self._frame.names, profiles.of_round(session, one.round_id))
        ScanSheet(
            self,
            self._frame,
            names,
            "登记批示",
            f"{names.code('body', one.body)}对《{one.title}》的批示。代录：登记人为{session.actor.name}。",
            "登记批示",
            [Instruction.type.field(name) for name in _ANSWER],
            lambda values: requests.register_instruction(session, one.id, **values),
            {"agreed": True, "decided_on": session.today.isoformat()},
        ).open()

    def _on_changed(self, changes: Changes) -> None:
        if changes.of(*_SEEN):
            self.reload()


class ImmediatePage(QWidget):
    """A group's matters that are mended on the spot, each with the one step that comes next."""

    def __init__(self, frame: Frame, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._frame = frame
        self._found: dict[str, ImmediateRectification] = {}
        columns = (("编号", 180), ("问题", 0), ("状态", 110), ("限期", 104), ("时限", 130))
        self.grid = Grid("立行立改", columns, nothing="还没有立行立改事项。能当场整改的问题，先起草，再请示。")
        self.grid.chosen.connect(lambda _: self._show_acts())
        self.grid.opened.connect(lambda one: frame.open_record(ImmediateRectification.type.name, one))
        self.hint = label("", "small", wrap=True)
        self.new_button = button("起草立行立改…", self._draft, "primary", "plus")
        allow(self.new_button, immediate.draft.why_not(frame.desk.session))
        self.open_button = button("查看和添加材料", self._open, "quiet", "paperclip")
        self.acts = {
            immediate.correct.name: button("修改…", self._correct),
            immediate.redraft.name: button("重新起草…", self._redraft),
            immediate.request.name: button("签发请示…", self._request, "primary"),
            immediate.issue.name: button("发出建议…", self._issue, "primary"),
            immediate.report.name: button("登记结果…", self._report, "primary"),
            immediate.send_back.name: button("退回结果…", self._send_back),
            immediate.verify.name: button("核验…", self._verify, "primary"),
        }
        card = Card("立行立改", "请示经批示同意后发出书面建议，限期整改，巡察组核验")
        card.head.add(self.new_button)
        card.add(self.grid, 1)
        card.add(self.hint)
        card.body.addLayout(row(self.open_button, 1, *self.acts.values()))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(Space.TIGHT)
        column.addWidget(card)
        frame.desk.changed.connect(self._on_changed)
        self.reload()

    def reload(self) -> None:
        """Read everything anew."""
        session = self._frame.desk.session
        found: list[Any] = list(reading.page(session, Query(ImmediateRectification.type.name), size=200).rows)
        self._found = {one.id: one for one in found}
        self.grid.show_rows([(one.id, self._cells(session, one)) for one in found])
        if found and not self.grid.current:
            self.grid.choose(found[0].id)
        self._show_acts()

    def _cells(self, session: Session, one: ImmediateRectification) -> tuple[Said | str, ...]:
        light = immediate.light(session, one)
        timed = Said(light.words, light.tone, light.ground) if one.limit_on else Said("")
        return one.number, one.problem, Said(one.state.label, one.state.tone), one.limit_on or "", timed

    def _show_acts(self) -> None:
        one, session = self._found.get(self.grid.current), self._frame.desk.session
        steps: tuple[Any, ...] = (
            immediate.correct,
            immediate.redraft,
            immediate.request,
            immediate.issue,
            immediate.report,
            immediate.send_back,
            immediate.verify,
        )
        reasons = {act.name: immediate.why_not(session, one, act) if one else "请先选择一项" for act in steps}
        for name, made in self.acts.items():
            allow(made, reasons[name])
            made.setVisible(reasons[name] is None)
        self.open_button.setVisible(one is not None)
        after = _NEXT.get(one.state) if one else None
        self.hint.setText((reasons[after.name] if after else None) or "")

    def _one(self) -> ImmediateRectification:
        return self._found[self.grid.current]

    def _ask(self, title: str, action: str, fields: list[Any], run: Any, **given: Any) -> None:
        FieldSheet(self, self._frame.names, title, self._one().problem, action, fields, run, given=given).open()

    def _draft(self) -> None:
        session = self._frame.desk.session
        group = prefill.group_of(session)
        if group is None:
            self._frame.desk.refused.emit("本工作区还没有建立巡察组")
            return
        sheet = FieldSheet(
            self,
            self._frame.names,
            "起草立行立改",
            "只写能当场整改的一般性问题。起草后由组长签发请示。",
            "保存",
            [ImmediateRectification.type.field(name) for name in _WRITTEN],
            lambda values: immediate.draft(session, group.id, **values),
        )
        sheet.done_with.connect(lambda made: self.grid.choose(made.id))
        sheet.open()

    def _correct(self) -> None:
        one, session = self._one(), self._frame.desk.session
        FieldSheet(
            self,
            self._frame.names,
            "修改立行立改",
            "",
            "保存",
            [ImmediateRectification.type.field(name) for name in _WRITTEN],
            lambda values: immediate.correct(session, one.id, one.version, **values),
            given={name: getattr(one, name) for name in _WRITTEN},
        ).open()

    def _redraft(self) -> None:
        one = self._one()
        sheet = ConfirmSheet(self, "重新起草", "修改后须再次请示。", "重新起草", reason_required=True)
        sheet.accepted.connect(
            lambda: self._frame.desk.run(lambda session: immediate.redraft(session, one.id, one.version, sheet.reason))
        )
        sheet.open()

    def _open(self) -> None:
        self._frame.open_record(ImmediateRectification.type.name, self._one().id)

    def _request(self) -> None:
        one, session = self._one(), self._frame.desk.session
        fields = [
            ask("on", "请示日期", Kind.DAY, optional=False),
            ask("signer", "签发人（代录手写签发时填写）", Kind.LINE, limit=50),
            ask("original_at", "原件存放处（代录时填写）", Kind.LINE),
            ask("contact", "联系人及电话（印在附注里）", Kind.LINE),
        ]
        self._ask(
            "签发请示",
            "签发",
            fields,
            lambda v: immediate.request(
                session,
                one.id,
                one.version,
                v["on"],
                signer=v["signer"],
                original_at=v["original_at"],
                contact=v["contact"],
            ),
            on=session.today.isoformat(),
        )

    def _issue(self) -> None:
        one, session = self._one(), self._frame.desk.session
        fields = [
            ask("on", "发出日期", Kind.DAY, optional=False),
            ask("limit_on", "限期", Kind.DAY, optional=False),
        ]
        self._ask(
            "发出立行立改建议",
            "发出，编号",
            fields,
            lambda v: immediate.issue(session, one.id, one.version, v["on"], v["limit_on"]),
            on=session.today.isoformat(),
        )

    def _report(self) -> None:
        one, session = self._one(), self._frame.desk.session
        fields = [
            ask("on", "报结果日期", Kind.DAY, optional=False),
            ask("result", "整改结果", Kind.TEXT, optional=False),
        ]
        self._ask(
            "登记整改结果",
            "登记",
            fields,
            lambda v: immediate.report(session, one.id, one.version, v["on"], v["result"]),
            on=session.today.isoformat(),
        )

    def _verify(self) -> None:
        one, session = self._one(), self._frame.desk.session
        fields = [
            ask("on", "核验日期", Kind.DAY, optional=False),
            ask("verdict", "核验意见", Kind.TEXT, optional=False),
        ]
        self._ask(
            "核验",
            "核验通过",
            fields,
            lambda v: immediate.verify(session, one.id, one.version, v["on"], v["verdict"]),
            on=session.today.isoformat(),
        )

    def _send_back(self) -> None:
        one = self._one()
        sheet = ConfirmSheet(self, "退回结果", "建议仍然有效，单位须继续整改。", "退回", reason_required=True)
        sheet.accepted.connect(
            lambda: self._frame.desk.run(
                lambda session: immediate.send_back(session, one.id, one.version, sheet.reason)
            )
        )
        sheet.open()

    def _on_changed(self, changes: Changes) -> None:
        if changes.of(*_SEEN):
            self.reload()


def _sent() -> tuple[str, ...]:
    return RequestState.SENT.value, RequestState.ANSWERED.value
