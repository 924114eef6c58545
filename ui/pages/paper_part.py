"""A paper on its page: its chain, what it looks like on paper, its print, and what the present step asks."""

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.pages.page_head import ElidedLabel
from ui.pages.preview import PreviewPane
from ui.pages.printing_out import PrintButton
from ui.pages.verdict import VerdictBar
from ui.shell.frame import Frame
from ui.theme.metrics import Space
from ui.widgets.steps import Step, StepMark, StepTrail
from xuncha_desktop.records.papers import Paper
from xuncha_desktop.services import paper_desk
from xuncha_desktop.services.paper_desk import Stand
from xuncha_desktop.services.session import Session

_MARKS = {
    Stand.DONE: StepMark.DONE,
    Stand.CURRENT: StepMark.CURRENT,
    Stand.WAITING: StepMark.WAITING,
    Stand.RETURNED: StepMark.RETURNED,
}


def trail_of(session: Session, paper: Paper) -> list[Step]:
    """The chain as the trail shows it: who and when under each step, its ground on hover."""
    return [Step(s.label, _MARKS[s.stand], s.note, s.basis) for s in paper_desk.stages(session, paper)]


def _one(step: Step) -> str:
    if step.mark is StepMark.WAITING:
        return step.label
    return f"{step.label}（{step.note or step.mark.value[0]}）"


class PaperPart(QWidget):
    """Chain, preview, verdict."""

    def __init__(self, frame: Frame, parent: QWidget | None = None, *, brief: bool = False) -> None:
        super().__init__(parent)
        self._frame = frame
        self._shown: tuple[str, int] | None = None
        self.trail = StepTrail()
        self.line = ElidedLabel("small")  # the same in one line, where a pane is low
        (self.trail if brief else self.line).hide()
        self.preview = PreviewPane(frame.jobs, "正在排印…")
        self.print_button = PrintButton(frame)
        self.verdict = VerdictBar(frame)
        head = QHBoxLayout()
        head.setSpacing(Space.TIGHT)
        head.addWidget(self.trail, 1)
        head.addWidget(self.line, 1)
        head.addWidget(self.print_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, Space.TIGHT, 0, 0)
        column.setSpacing(Space.TIGHT)
        column.addLayout(head)
        column.addWidget(self.preview, 1)
        column.addWidget(self.verdict)

    def show_paper(self, paper: Paper) -> None:
        """Another paper, or the same further on."""
        steps = trail_of(self._frame.desk.session, paper)
        self.trail.show_steps(steps)
        self.line.say(" › ".join(_one(step) for step in steps))
        self.verdict.show_paper(paper)
        self.print_button.show_record(paper)
        if self._shown != (paper.id, paper.version):
            self._shown = (paper.id, paper.version)
            self.preview.show_paper(paper)

    def close_child(self) -> None:
        """End the process that draws pages."""
        self.preview.close_child()
