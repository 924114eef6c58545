"""The stages of a round as a bar: where it stands, one step on, one step back with a reason."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ui.office.parts import allow, button, row
from ui.widgets.card import Card
from ui.widgets.confirm import ConfirmSheet
from ui.widgets.steps import Step, StepMark, StepTrail
from xuncha_desktop.records.organisation import Round, RoundState

_ALL = tuple(RoundState)
_ACT = {RoundState.APPROVED: "登记批准"}


class StageBar(Card):
    """`wanted` carries the stage to go to and the reason."""

    wanted = Signal(object, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.trail = StepTrail()
        self.on_button = button("", self._on, "primary")
        self.back_button = button("退回上一阶段…", self._back, "quiet")
        self._round: Round | None = None
        self.body.setContentsMargins(16, 12, 16, 10)
        across = row(self.trail, self.back_button, self.on_button)
        across.setStretch(0, 1)
        self.body.addLayout(across)

    def show_round(self, found: Round | None, why_not: str | None) -> None:
        """Another round; `why_not` this person may move it."""
        self._round = found
        self.setVisible(found is not None)
        if found is None:
            return
        at = _ALL.index(found.state)
        ended = at == len(_ALL) - 1
        self.trail.show_steps(
            [
                Step(
                    one.label,
                    StepMark.DONE
                    if number < at or (number == at and ended)
                    else StepMark.CURRENT
                    if number == at
                    else StepMark.WAITING,
                )
                for number, one in enumerate(_ALL)
            ]
        )
        self.on_button.setVisible(not ended)
        self.back_button.setVisible(at > 0)
        if not ended:
            after = _ALL[at + 1]
            self.on_button.setText(_ACT.get(after, f"进入“{after.label}”"))
        allow(self.on_button, why_not)
        allow(self.back_button, why_not)

    def _on(self) -> None:
        found = self._round
        if found is None:
            return
        after = _ALL[_ALL.index(found.state) + 1]
        words = (
            "登记后方案内容不能再改，可以给各巡察组发任务包。"
            if after is RoundState.APPROVED
            else f"“{found.name}”将从“{found.state.label}”进入“{after.label}”。"
        )
        self.ask = ConfirmSheet(self, self.on_button.text(), words, self.on_button.text())
        self.ask.accepted.connect(lambda: self.wanted.emit(after, ""))
        self.ask.open()

    def _back(self) -> None:
        found = self._round
        if found is None:
            return
        before = _ALL[_ALL.index(found.state) - 1]
        self.ask = ConfirmSheet(
            self, "退回上一阶段", f"“{found.name}”将退回“{before.label}”。", "退回", reason_required=True
        )
        self.ask.accepted.connect(lambda: self.wanted.emit(before, self.ask.reason))
        self.ask.open()
