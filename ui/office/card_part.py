"""The quality cards of a unit: put forward with their files, decided or taken back, and said why there are none."""

from PySide6.QtWidgets import QWidget

from ui.office.acts_card import ActsCard
from ui.office.grid import Grid, Said
from ui.office.names import ProfileNames
from ui.office.parts import allow, button, row
from ui.office.scan_sheet import ScanSheet
from ui.pages.act import Act
from ui.pages.sheet import ask
from ui.pages.urging_acts import CARD
from ui.shell.frame import Frame
from xuncha_desktop.records.fields import Kind
from xuncha_desktop.records.rectification import Feedback, RectificationTask
from xuncha_desktop.records.urging import QualityCard
from xuncha_desktop.services import profiles, quality_cards
from xuncha_desktop.services.session import Session

_COLUMNS = (("情形", 118), ("认定", 128), ("材料", 56), ("涉及措施", 0))
_NOTHING = "还没有质量牌。发现整改不力的，写明事实、附上材料提出，由提出人以外的人认定。"


class CardPart(ActsCard):
    """Acts on the chosen card; its files are added on its page."""

    def __init__(self, frame: Frame, parent: QWidget | None = None) -> None:
        super().__init__(frame, "质量牌", parent)
        self._feedback: Feedback | None = None
        self._found: dict[str, QualityCard] = {}
        self.grid = Grid("质量牌", _COLUMNS, nothing=_NOTHING)
        self.grid.chosen.connect(lambda _: self._show_acts())
        self.grid.opened.connect(lambda one: frame.open_record(QualityCard.type.name, one))
        self.propose_button = button("提出…", self.propose, "primary", "plus")
        self.open_button = button("查看和补充材料", self._open, "quiet")
        self.acts = {act.words.rstrip("…"): button(act.words, lambda act=act: self._begin(act)) for act in CARD}
        self.head.add(self.propose_button)
        self.add(self.grid, 1)
        self.body.addLayout(row(self.open_button, 1, *reversed(self.acts.values())))

    def show_feedback(self, found: Feedback) -> None:
        """The cards of a feedback's unit."""
        session = self.frame.desk.session
        profile = profiles.of_round(session, found.round_id)
        self._feedback = found
        cards = quality_cards.of(session, found)
        self._found = {card.id: card for card in cards}
        why = quality_cards.why_none(profile)
        self.grid.nothing = f"{why}。" if why else _NOTHING
        self.grid.show_rows([(card.id, _cells(session, card)) for card in cards])
        if cards and not self.grid.current:
            self.grid.choose(cards[0].id)
        self.head.set_remark("" if why else f"认定：{quality_cards.decider(profile).ground}")
        allow(self.propose_button, quality_cards.propose.why_not(session) or why or None)
        self._show_acts()

    def propose(self) -> None:
        """Put a card forward about the unit as a whole."""
        if self._feedback is not None:
            self.sheet = propose_sheet(self, self.frame, self._feedback)
            self.sheet.open()

    def saved_first(self) -> QualityCard | None:
        """Nothing is typed here: the chosen card."""
        return self._found.get(self.grid.current)

    def _begin(self, act: Act) -> None:
        act.begin(self, self._found[self.grid.current])

    def _open(self) -> None:
        self.frame.open_record(QualityCard.type.name, self.grid.current)

    def _show_acts(self) -> None:
        card, session = self._found.get(self.grid.current), self.frame.desk.session
        for act, made in zip(CARD, self.acts.values(), strict=True):
            allow(made, act.why_not(session, card) if card else "请先选择一张质量牌")
        allow(self.open_button, None if card else "请先选择一张质量牌")


def propose_sheet(parent: QWidget, frame: Frame, found: Feedback, task: RectificationTask | None = None) -> ScanSheet:
    """The sheet that puts a card forward, about one measure or the unit as a whole."""
    session = frame.desk.session
    profile = profiles.of_round(session, found.round_id)
    about = f"第{task.number}项措施：{task.measure}" if task else "单位的整改整体"
    return ScanSheet(
        parent,
        frame,
        ProfileNames(frame.names, profile),
        "提出质量牌",
        f"{about}。没有材料的不能认定；认定以前不作为督促的依据。",
        "提出",
        [QualityCard.type.field("quality"), ask("grounds", "事实和依据", Kind.TEXT, optional=False)],
        lambda v: quality_cards.propose(session, found.id, v["quality"], v["grounds"], task.id if task else None),
    )


def _cells(session: Session, card: QualityCard) -> list[Said | str]:
    profile, task = profiles.of_round(session, card.round_id), session.table(RectificationTask).find(card.task_id or "")
    files = quality_cards.files_of(session, card)
    decided = f"{card.decided_by} {card.decided_on}：{card.wording}" if card.decided_by else ""
    return [
        Said(quality_cards.quality_of(profile, card), hint=card.grounds),
        Said(card.state.label, card.state.tone, card.withdrawn_for or decided or card.grounds),
        f"{files}份" if files else "无",
        f"第{task.number}项　{task.measure}" if task else "整体",
    ]
