"""信访阅批笺: what a petition says, and room for the leader's decision by hand. The reporter does not stand on it."""

from dataclasses import dataclass

from xuncha_desktop.kernel.levels import Level
from xuncha_desktop.printing.blocks import NOTE, Setter
from xuncha_desktop.printing.entries import LABEL_WIDTHS, Entry, entries
from xuncha_desktop.printing.flow import Unit
from xuncha_desktop.printing.form import form
from xuncha_desktop.printing.margins import Marks
from xuncha_desktop.printing.signing import SignBox, boxes
from xuncha_desktop.printing.tables import labelled
from xuncha_desktop.printing.ticks import ticks
from xuncha_desktop.printing.views import beside

_CONTENT = 60  # millimetres at least
_WAYS = 29  # characters on a line of the ways to tick


@dataclass(frozen=True, slots=True)
class PetitionSlip:
    """The slip laid on a petition. `outcomes` are the profile's ways of dealing with it, ticked by hand."""

    marks: Marks
    title: str
    entries: tuple[Entry, ...]
    content_label: str
    content: str
    outcome_label: str
    outcomes: tuple[str, ...]
    note: str
    places: tuple[SignBox, ...] = beside(default=())


def _sample() -> PetitionSlip:
    return PetitionSlip(
        marks=Marks(Level.SECRET, "临巡二〔2019〕访006号", "5年"),
        title="信访举报阅批笺",
        entries=(
            Entry("收到日期", "2019年7月12日"),
            Entry("渠　　道", "来信"),
            Entry("署名情况", "匿名"),
            Entry("反映单位", "县人防领导小组办公室"),
            Entry("被反映人", "地下商场管理人员"),
        ),
        content_label="反映内容",
        content="反映地下商场部分摊位被转手倒卖，摊位费与合同不符，差额去向不明。附摊位照片两张。",
        outcome_label="处理方式",
        outcomes=("转为问题线索", "深入了解", "立行立改", "并入问题底稿", "经巡察办转交", "留存"),
        note="举报人情况另行密封，不在本笺填写。阅批依据：惯例（方案没有规定阅批笺）。",
        places=(SignBox("组长批办意见", 78), SignBox("审阅机构意见", 78, body=True), SignBox("办理结果", 156)),
    )


@form("petition_slip", "信访阅批笺", sample=_sample)
def petition_slip(setter: Setter, view: PetitionSlip) -> list[Unit]:
    """Title, what came in and how, what it says, what may be done with it, the decision."""
    ways = ticks(view.outcomes, _WAYS)
    return [
        *setter.title(view.title, after=3),
        *entries(setter, view.entries),
        labelled(setter, view.content_label, view.content, LABEL_WIDTHS, at_least=_CONTENT),
        *([labelled(setter, view.outcome_label, ways, LABEL_WIDTHS)] if ways else []),
        *boxes(setter, view.places),
        *([setter.text(view.note, NOTE, before=1.5)] if view.note else []),
    ]
