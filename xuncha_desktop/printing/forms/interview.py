"""个别谈话记录: who talked with whom, when and where, and what was said, on ruled lines; also blank, to write in."""

from dataclasses import dataclass

from xuncha_desktop.kernel.levels import Level
from xuncha_desktop.printing.blocks import NOTE, Setter
from xuncha_desktop.printing.flow import Unit
from xuncha_desktop.printing.form import form
from xuncha_desktop.printing.margins import Marks
from xuncha_desktop.printing.pen import MM, PORTRAIT
from xuncha_desktop.printing.ruled import lines_on, ruled
from xuncha_desktop.printing.signing import SignBox, boxes
from xuncha_desktop.printing.tables import pairs
from xuncha_desktop.printing.views import beside

_LABEL = 24
_LEFT = 64  # millimetres: a day with both its hours stands on one line


@dataclass(frozen=True, slots=True)
class Head:
    """One row of the head: up to two labels with what stands beside them."""

    label: str
    text: str
    label2: str = ""
    text2: str = ""


@dataclass(frozen=True, slots=True)
class InterviewRecord:
    """A talk. Without `content` the paper has `pages` ruled pages to write on.

    An interview is no interrogation: whether the person talked to signs, the profile's `places` say.
    """

    marks: Marks
    title: str
    head: tuple[Head, ...]
    content: str
    note: str
    places: tuple[SignBox, ...] = beside(default=())
    pages: int = 2


def _sample() -> InterviewRecord:
    return InterviewRecord(
        marks=Marks(Level.CONFIDENTIAL, "临巡二〔2019〕谈007号", "10年"),
        title="个别谈话记录",
        head=(
            Head("谈话时间", "2019年7月15日9:10至10:25", "谈话地点", "县人防办公楼302室"),
            Head("谈 话 人", "何静、马淏然", "记 录 人", "马淏然"),
            Head("谈话对象", "孙祎", "人员层级", "班子成员"),
            Head("单位职务", "县人防领导小组办公室副主任"),
        ),
        content="问：请介绍一下2017年以来办公室大额支出的决策情况。\n"
        "答：五万元以上的支出按规定要上主任办公会，多数上了会。有几笔是赵启明主任签了字直接付的，"
        "我分管财务，知道有这几笔钱，没有上过会。\n"
        "问：具体是哪几笔？\n"
        "答：指挥所设备维修28.6万元，宣传教育材料14.2万元，还有一笔档案室改造的钱，数额我记不清。"
        "档案室到现在没有验收。\n"
        "问：易地建设费减免由谁决定？\n"
        "答：科里先报意见，主任口头同意后就办了，没有书面手续。",
        note="谈话对象不在记录上签字（惯例）。",
        places=(SignBox("谈话人", 52), SignBox("谈话人", 52), SignBox("记录人", 52)),
    )


@form("interview", "个别谈话记录", sample=_sample)
def interview(setter: Setter, view: InterviewRecord) -> list[Unit]:
    """Title, head, what was said on ruled lines, signatures."""
    head: list[Unit] = [*setter.title(view.title, after=2), *(_row(setter, row) for row in view.head), setter.gap(2)]
    foot: list[Unit] = [setter.gap(3, with_next=True), *boxes(setter, view.places)]
    if view.note:
        foot.append(setter.text(view.note, NOTE, before=1.5))
    lines = 0 if view.content else lines_on(view.pages, PORTRAIT.text_height * MM, _tall(head), _tall(foot))
    return [*head, ruled(setter, view.content, at_least=lines), *foot]


def _row(setter: Setter, row: Head) -> Unit:
    rest = round(setter.width / MM) - _LABEL
    if not row.label2:
        return pairs(setter, [(row.label, row.text, _LABEL, rest)])
    right = rest - _LEFT - _LABEL
    return pairs(setter, [(row.label, row.text, _LABEL, _LEFT), (row.label2, row.text2, _LABEL, right)])


def _tall(units: list[Unit]) -> float:
    return sum(unit.before + sum(unit.slices) for unit in units)
