"""The ladder of a unit as steps: which rungs were climbed, the next one and its ground, and what is done on it."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from ui.office.acts_card import ActsCard
from ui.office.grid import Grid, Said
from ui.office.parts import allow, button, row
from ui.office.urging_sheet import UrgingSheet
from ui.pages.act import Act
from ui.pages.urging_acts import URGING
from ui.shell.frame import Frame
from ui.widgets.card import label
from xuncha_desktop.kernel.levels import Tone
from xuncha_desktop.records.rectification import Feedback, SupervisionNotice
from xuncha_desktop.records.urging import Urging
from xuncha_desktop.services import notices, urging
from xuncha_desktop.services.ladders import Rung
from xuncha_desktop.services.session import Session

_COLUMNS = (("级", 34), ("督促方式", 128), ("由谁", 112), ("办理情况", 0))
_NOTHING = "本轮次的规则档没有规定督促措施。"
_FROM_BOARD = "督办通知单从“整改任务”页勾选逾期的措施后发出，送达和回复在“督办通知单”页登记"


class LadderPart(ActsCard):
    """One line a rung, mildest first; what was taken on it last is what its acts are about."""

    def __init__(self, frame: Frame, parent: QWidget | None = None) -> None:
        super().__init__(frame, "督促阶梯", parent)
        self._feedback: Feedback | None = None
        self.rungs: dict[str, Rung] = {}
        self.grid = Grid("督促阶梯", _COLUMNS, nothing=_NOTHING)
        self.grid.chosen.connect(lambda _: self._show_chosen())
        self.grid.opened.connect(lambda _: self._open())
        self.told = label("", "small", wrap=True)
        self.take_button = button("采取…", self.take, "primary")
        self.open_button = button("查看和打印", self._open, "quiet", "printer")
        self.acts = {act.words.rstrip("…"): button(act.words, lambda act=act: self._begin(act)) for act in URGING}
        self.head.add(self.take_button)
        self.add(self.grid, 1)
        self.add(self.told)
        self.body.addLayout(row(self.open_button, 1, *self.acts.values()))

    def show_rungs(self, found: Feedback, rungs: Sequence[Rung]) -> None:
        """The rungs for a feedback's unit."""
        session = self.frame.desk.session
        other = self._feedback is None or self._feedback.id != found.id
        self._feedback = found
        self.rungs = {rung.step.id: rung for rung in rungs}
        self.grid.show_rows([(one.step.id, _cells(session, one)) for one in self.rungs.values()])
        following = next((one for one in self.rungs.values() if one.following), None)
        if following and (other or not self.grid.current):
            self.grid.choose(following.step.id)
        elif self.rungs and (other or not self.grid.current):
            self.grid.choose(next(reversed(self.rungs)))
        self._show_chosen()

    @property
    def rung(self) -> Rung | None:
        """The rung that is looked at."""
        return self.rungs.get(self.grid.current)

    @property
    def taken(self) -> Urging | SupervisionNotice | None:
        """What was taken last on that rung."""
        return self.rung.taken[0] if self.rung and self.rung.taken else None

    def take(self) -> None:
        """Ask for ground and words, and take the chosen rung."""
        rung, found = self.rung, self._feedback
        if rung is None or found is None:
            return
        self.sheet = UrgingSheet(self, self.frame, found, rung)
        self.sheet.open()

    def saved_first(self) -> Urging | SupervisionNotice | None:
        """Nothing is typed here: what the acts are about."""
        return self.taken

    def _begin(self, act: Act) -> None:
        act.begin(self, self.taken)

    def _open(self) -> None:
        if self.taken is not None:
            self.frame.open_record(self.taken.type.name, self.taken.id)

    def _show_chosen(self) -> None:
        rung, session = self.rung, self.frame.desk.session
        self.told.setText(_told(rung) if rung else "")
        self.take_button.setText(f"采取“{rung.step.label}”…" if rung and not rung.is_notice else "采取…")
        why = _FROM_BOARD if rung and rung.is_notice else None if rung else "请先选择一级督促措施"
        allow(self.take_button, why or urging.take.why_not(session))
        taken = self.taken
        for act, made in zip(URGING, self.acts.values(), strict=True):
            ours = act.why_not(session, taken) if isinstance(taken, Urging) else "这一级还没有采取"
            allow(made, _FROM_BOARD if rung and rung.is_notice else ours)
        allow(self.open_button, None if taken else "这一级还没有采取")


def _told(rung: Rung) -> str:
    """Why the rung may be taken now, or what stands in its way."""
    wanted = f"适用情形：{rung.occasions}。" if rung.step.occasions else ""
    found = "；".join(one.words for one in rung.grounds) or "现在没有符合的情形"
    turn = f"{rung.turn}。" if rung.turn else ""
    return f"{rung.cited}。{wanted}现有依据：{found}。{turn}"


def _cells(session: Session, rung: Rung) -> list[Said | str]:
    return [
        str(rung.height),
        Said(rung.step.label, hint=_told(rung)),
        rung.by or "没有写明",
        _standing(session, rung),
    ]


def _standing(session: Session, rung: Rung) -> Said:
    if rung.taken:
        last = rung.taken[0]
        light = notices.light(session, last)
        often = f"（共{len(rung.taken)}次）" if len(rung.taken) > 1 else ""
        if last.replied_on:
            return Said(f"{last.issued_on}采取，{last.replied_on}已回复{often}", Tone.DONE)
        result = last.result if isinstance(last, Urging) else None
        if result:
            return Said(f"{last.issued_on}采取，有结果{often}", Tone.DONE, result)
        waiting = f"，{light.words}" if last.reply_by_on else ""
        return Said(f"{last.issued_on}采取{waiting}{often}", light.tone if last.reply_by_on else Tone.NOTICE)
    if rung.following:
        return Said(
            "下一级，有依据" if rung.grounds else "下一级，还没有依据", Tone.NOTICE if rung.grounds else Tone.CALM
        )
    return Said("没有采取", Tone.MUTED, rung.turn)
