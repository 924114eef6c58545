"""巡察动员会议程: where and when, who leads the meeting, and its items in their order."""

from dataclasses import dataclass

from xuncha_desktop.kernel.levels import Level
from xuncha_desktop.printing.blocks import NOTE, Setter
from xuncha_desktop.printing.entries import Entry, entries
from xuncha_desktop.printing.flow import Unit
from xuncha_desktop.printing.form import form
from xuncha_desktop.printing.margins import Marks
from xuncha_desktop.printing.tables import Column, fitting, ledger

WIDTHS = (12, 104, 40)
_ROOM = 16  # millimetres of an item
_BLANK_ROWS = 4


@dataclass(frozen=True, slots=True)
class Item:
    """One item: what is done and by whom."""

    matter: str
    speaker: str


@dataclass(frozen=True, slots=True)
class Agenda:
    """The head of the agenda and its items; `heads` are the three words over them, `note` their ground."""

    marks: Marks
    title: str
    entries: tuple[Entry, ...]
    heads: tuple[str, ...]
    items: tuple[Item, ...]
    note: str
    widths: tuple[int, ...] = WIDTHS


def _sample() -> Agenda:
    return Agenda(
        marks=Marks(Level.INTERNAL, "临巡二〔2019〕会1号"),
        title="专项巡察动员会议程",
        entries=(
            Entry("时　　间", "2019年7月8日9:00"),
            Entry("地　　点", "县人防领导小组办公室四楼会议室"),
            Entry("主 持 人", "赵启明（县人防领导小组办公室主任）"),
            Entry("参加人员", "县委第二巡察组全体人员；被巡察单位班子成员、中层干部和职工代表"),
        ),
        heads=("序", "议　　程", "负责人"),
        items=(
            Item("讲话，通报巡察任务和工作安排", "组长　陈国栋"),
            Item("宣读巡察工作方案", "副组长　陈立新"),
            Item("作表态发言，签订巡察承诺书", "主要负责人　赵启明"),
            Item("进行问卷调查和民主测评", "巡察组工作人员"),
        ),
        note="依据：方案六、（二）2。",
    )


@form("entry_agenda", "动员会议程", sample=_sample)
def entry_agenda(setter: Setter, view: Agenda) -> list[Unit]:
    """Title, head, items. Raises `Refused` for widths that do not fill the paper."""
    columns = [
        Column(head, width, align)
        for head, width, align in zip(
            view.heads, fitting(view.widths, sum(WIDTHS)), ("center", "left", "left"), strict=True
        )
    ]
    rows = [(str(n), one.matter, one.speaker) for n, one in enumerate(view.items, 1)]
    empty = [(str(n), "", "") for n in range(1, _BLANK_ROWS + 1)]
    return [
        *setter.title(view.title, after=4),
        *entries(setter, view.entries),
        setter.gap(4),
        *ledger(setter, columns, rows or empty, at_least=_ROOM),
        *([setter.text(view.note, NOTE, before=1.5)] if view.note else []),
    ]
