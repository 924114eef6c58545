"""Splitting a lead off a finding: what moves to the lead at the left, what the finding says without it at the right."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from ui.pages.sheet import Sheet
from ui.records.form import RecordForm
from ui.shell.frame import Frame
from ui.theme.metrics import Space
from ui.widgets.card import label
from xuncha_desktop.kernel.errors import Invalid
from xuncha_desktop.records.onsite import Finding, FindingState
from xuncha_desktop.records.restricted import Lead
from xuncha_desktop.services import leads
from xuncha_desktop.services.session import Session

_MOVED = ("accused", "accused_post", "cadre_level", "content")
_STAYS = ("title", "summary", "fact", "subject", "suggestion")


class SplitSheet(Sheet):
    """The sealed lead and the corrected finding are one act; a person without the key does not see the lead again."""

    def __init__(self, parent: QWidget | None, frame: Frame, finding: Finding) -> None:
        session = frame.desk.session
        blind = not session.holds(Lead.type.compartment)
        told = "线索写好即密封投递，由有权知悉的人接收；您提交后不能再看到它。" if blind else "线索直接登记并编号。"
        super().__init__(
            parent,
            "从问题中分出线索",
            f"涉及个人违纪违法的内容移到左边，右边的问题只留工作和制度上的事实。{told}问题的历史里不留线索的痕迹。",
            "分出线索",
            lambda values: leads.split_off(session, finding.id, finding.version, **values),
        )
        self._session: Session = session
        self.setMinimumSize(940, 560)
        self.lead = RecordForm(Lead.type, frame.names, only=_MOVED)
        self.finding = RecordForm(Finding.type, frame.names, only=_STAYS)
        self.finding.fill(finding)
        self._fixed = finding.state is not FindingState.DRAFT
        self.finding.setEnabled(not self._fixed)
        row = QHBoxLayout()
        row.setSpacing(Space.WIDE)
        row.addWidget(_side("移入线索", self.lead), 1)
        right = "问题改后的文字（底稿已送审，文字须退回后再改）" if self._fixed else "问题改后的文字"
        row.addWidget(_side(right, self.finding), 1)
        self.column.addLayout(row, 1)
        self.finish()
        self.lead.editors["accused"].setFocus(Qt.FocusReason.OtherFocusReason)

    def values(self) -> dict[str, Any]:
        """The lead's words, and the finding's where they were touched."""
        corrected = {} if self._fixed else self.finding.touched_values()
        return {**self.lead.values(), "corrected": corrected or None}

    def show_invalid(self, invalid: Invalid) -> None:
        """Each sentence under its field, on the side it belongs to."""
        for form in (self.lead, self.finding):
            form.show_issues(Invalid({name: t for name, t in invalid.issues.items() if name in form.editors}))
        known = {**self.lead.editors, **self.finding.editors}
        self.say_no("；".join(text for name, text in invalid.issues.items() if name not in known))


def _side(title: str, form: RecordForm) -> QWidget:
    made = QWidget()
    column = QVBoxLayout(made)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(Space.TIGHT)
    column.addWidget(label(title, "lead", wrap=True))
    area = QScrollArea()
    area.setWidget(form)
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    column.addWidget(area, 1)
    return made
