"""组务会记录: what the group decided on each working paper, and who thought otherwise."""

from dataclasses import dataclass

from xuncha_desktop.kernel.levels import Level
from xuncha_desktop.printing.blocks import NOTE, Setter
from xuncha_desktop.printing.entries import Entry, entries
from xuncha_desktop.printing.flow import Unit
from xuncha_desktop.printing.form import form
from xuncha_desktop.printing.margins import Marks
from xuncha_desktop.printing.signing import SignBox, boxes
from xuncha_desktop.printing.tables import Column, fitting, ledger
from xuncha_desktop.printing.views import beside

WIDTHS = (10, 52, 62, 32)
_BLANK_ROWS = 5
_WRITTEN = 18  # millimetres of a row filled in by hand


@dataclass(frozen=True, slots=True)
class Matter:
    """A paper or other matter, what was said with dissent, and the conclusion."""

    paper: str
    said: str
    conclusion: str


@dataclass(frozen=True, slots=True)
class MeetingRecord:
    """The head of the minutes, the matters, what else was decided; signatures of chair and minute-taker."""

    marks: Marks
    title: str
    entries: tuple[Entry, ...]
    heads: tuple[str, ...]
    matters: tuple[Matter, ...]
    others: tuple[Entry, ...]
    note: str
    places: tuple[SignBox, ...] = beside(default=())
    widths: tuple[int, ...] = WIDTHS


def _sample() -> MeetingRecord:
    return MeetingRecord(
        marks=Marks(Level.CONFIDENTIAL, "临巡二〔2019〕组4号", "10年"),
        title="组务会记录",
        entries=(
            Entry("时间地点", "2019年7月26日15:00，县人防办公楼301室"),
            Entry("主 持 人", "陈国栋"),
            Entry("记 录 人", "周敏"),
            Entry("参加人员", "陈国栋、陈立新、周敏、何静、郑𬭎、马淏然"),
        ),
        heads=("序", "底稿编号及题目", "讨论及不同意见", "结论"),
        matters=(
            Matter(
                "临巡二〔2019〕底003号\n三笔大额支出未经集体研究",
                "承办人汇报事实和依据。郑𬭎提出档案室改造未验收应另列，多数同意并入本底稿。",
                "同意，列入报告",
            ),
            Matter(
                "临巡二〔2019〕底004号\n易地建设费应收未收",
                "何静提出口头减免的98.40万元须再核对缴款书存根。没有不同意见。",
                "补充证据后再议",
            ),
            Matter("临巡二〔2019〕底005号\n警报器拆除规避招标", "没有不同意见。", "同意，列入报告"),
        ),
        others=(Entry("其他事项", "7月29日起集中核对租金票据，何静负责。"),),
        note="依据：惯例（方案没有规定组务会）。",
        places=(SignBox("主持人", 78), SignBox("记录人", 78)),
    )


@form("group_meeting", "组务会记录", sample=_sample)
def group_meeting(setter: Setter, view: MeetingRecord) -> list[Unit]:
    """Title, head, matters, the rest, signatures. Raises `Refused` for widths that do not fill the paper."""
    aligns = ("center", "left", "left", "left")
    columns = [
        Column(head, width, align)
        for head, width, align in zip(view.heads, fitting(view.widths, sum(WIDTHS)), aligns, strict=True)
    ]
    rows = [(str(n), one.paper, one.said, one.conclusion) for n, one in enumerate(view.matters, 1)]
    empty = [(str(n), "", "", "") for n in range(1, _BLANK_ROWS + 1)]
    return [
        *setter.title(view.title, after=2),
        *entries(setter, view.entries),
        *ledger(setter, columns, rows or empty, at_least=0 if rows else _WRITTEN),
        *entries(setter, view.others),
        *boxes(setter, view.places),
        *([setter.text(view.note, NOTE, before=1.5)] if view.note else []),
    ]
