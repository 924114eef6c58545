"""The sheet that takes a rung: grounds to tick, what the unit is to do, and the letter to look at before it goes."""

from typing import Any

from PySide6.QtWidgets import QCheckBox, QDialog, QVBoxLayout, QWidget

from ui.office.notice_sheet import PaperPane
from ui.office.parts import button, row
from ui.pages import typing_in
from ui.pages.sheet import FieldSheet, ask
from ui.shell.frame import Frame
from ui.theme.metrics import Space
from ui.widgets.card import label
from xuncha_desktop.kernel.errors import Refused
from xuncha_desktop.records.fields import Field, Kind
from xuncha_desktop.records.rectification import Feedback
from xuncha_desktop.records.urging import Urging
from xuncha_desktop.services import ladders, printing_desk, profiles, urging
from xuncha_desktop.services.ladders import Rung
from xuncha_desktop.services.urging import Wish


class UrgingSheet(FieldSheet):
    """What meets the regulation's occasions is ticked already; anything else wants a reason."""

    def __init__(self, parent: QWidget, frame: Frame, found: Feedback, rung: Rung) -> None:
        session = frame.desk.session
        self._frame, self._feedback, self._step = frame, found, rung.step
        super().__init__(
            parent,
            frame.names,
            rung.step.label,
            f"依据：{rung.cited}。" + (f"{rung.turn}，须写明理由。" if rung.turn else ""),
            "编号发出" if rung.step.document else "登记",
            _fields(rung),
            lambda values: urging.take(session, found.id, self._wish(values)),
            given={"issued_on": session.today.isoformat()},
        )
        self.grounds: dict[str, QCheckBox] = {}
        self._add_grounds(rung)
        self.look_button = button("预览…", self.look, "quiet")
        self.look_button.setVisible(bool(rung.step.document))
        self.look_button.setAutoDefault(False)
        self.column.insertLayout(self.column.count() - 1, row(self.look_button, 1))
        self.done_with.connect(self._taken)

    def look(self) -> None:
        """The letter as it would go, without a number; what is refused is said in the sheet."""
        typing_in.commit()
        self.say_no("")
        session = self._frame.desk.session
        try:
            wish = self._wish(self.values())
            urging.draft(session, self._feedback, wish)
        except Refused as reason:
            self.say_no(str(reason))
            return
        self.shown = LetterLook(self, self._frame, self._feedback, wish)
        self.shown.open()

    def _add_grounds(self, rung: Rung) -> None:
        session = self._frame.desk.session
        profile = profiles.of_round(session, self._feedback.round_id)
        found = ladders.grounds(session, self._feedback, profile)
        head = label("所据情形", "label")
        self._rows.insertWidget(0, head)
        for place, one in enumerate(found, 1):
            box = QCheckBox(one.words)
            box.setChecked(bool(rung.step.occasions) and ladders.meets(rung.step, one))
            self.grounds[one.key] = box
            self._rows.insertWidget(place, box)
        if not found:
            nothing = "现在没有可以作为依据的情形：没有逾期的措施、认定成立的质量牌，也没有逾期未回复的督促。"
            self._rows.insertWidget(1, label(nothing, "soft", wrap=True))

    def _wish(self, values: dict[str, Any]) -> Wish:
        chosen = [key for key, box in self.grounds.items() if box.isChecked()]
        return Wish(self._step.id, chosen, **values)

    def _taken(self, made: Urging) -> None:
        self._frame.say(f"已编号 {made.number}，请打印后送达并登记" if made.number else f"已登记“{made.label}”")
        self._frame.open_record(Urging.type.name, made.id)


class LetterLook(QDialog):
    """The pages of a letter that is not sent yet."""

    def __init__(self, parent: QWidget, frame: Frame, found: Feedback, wish: Wish) -> None:
        super().__init__(parent)
        self.setWindowTitle("预览")
        self.setModal(True)
        self.resize(760, 600)
        self.pane = PaperPane(frame.jobs, "文书的样子将显示在这里")
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.WIDE, Space.NORMAL, Space.WIDE, Space.NORMAL)
        column.addWidget(self.pane, 1)
        column.addLayout(row(1, button("关闭", self.reject)))
        self.pane.show_made(lambda session: printing_desk.preview_pdf(session, *urging.draft(session, found, wish)))

    def done(self, result: int) -> None:
        """The process that draws pages ends with the dialog."""
        self.pane.close_child()
        super().done(result)


def _fields(rung: Rung) -> list[Field]:
    taker = [ask("taken_by", "办理机构（规定没有写明）", Kind.LINE, optional=False)] if not rung.step.by else []
    reply = [ask("reply_by_on", "要求回复日期", Kind.DAY)] if rung.step.document else []
    issued = ask("issued_on", "发出日期" if rung.step.document else "办理日期", Kind.DAY, optional=False)
    reason = ask("out_of_turn", "不按次序，或者情形不在规定之列的理由", Kind.TEXT, optional=not rung.turn)
    return [*taker, ask("demand", "对单位的要求", Kind.TEXT, optional=False), issued, *reply, reason]
