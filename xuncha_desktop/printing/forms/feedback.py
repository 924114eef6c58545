"""反馈意见: what a unit or its principal is told; each version is numbered by the paper itself, so without a gap."""

from collections.abc import Iterator
from dataclasses import dataclass

from xuncha_desktop.kernel.levels import Level
from xuncha_desktop.printing.blocks import Setter
from xuncha_desktop.printing.flow import Unit
from xuncha_desktop.printing.form import form
from xuncha_desktop.printing.hand import text_or_room
from xuncha_desktop.printing.margins import Dress
from xuncha_desktop.printing.marks import Marks
from xuncha_desktop.printing.official import addressed, imprint, red_head, subject
from xuncha_desktop.printing.signing import issued
from xuncha_desktop.printing.text import Part, number_of

_DEEPEST = 3
_HEADED = 2  # 方面 and 问题 are headings, a 具体表现 is running text
_ROOM = 12  # lines to write on where nothing is said


@dataclass(frozen=True, slots=True)
class Told:
    """One item in reading order: level 1 方面, 2 问题, 3 具体表现. It brings no number of its own."""

    level: int
    text: str
    cause: str = ""
    requirement: str = ""


@dataclass(frozen=True, slots=True)
class FeedbackPaper:
    """One version. `items` hold only what this version tells; numbers follow from their order.

    `opening` and `closing` are the paragraphs before and after them. Nothing on the paper tells which version it is.
    """

    marks: Marks
    mark: str
    title: str
    recipients: str
    opening: tuple[Part, ...]
    items: tuple[Told, ...]
    closing: tuple[Part, ...]
    office: str
    issued_on: str
    cause_label: str
    requirement_label: str
    copies_to: str = ""
    issuer: str = ""
    printed_on: str = ""
    keep: tuple[str, ...] = ()

    @property
    def text(self) -> tuple[Part, ...]:
        """The whole text with its numbers, as paper and draft show it."""
        return (*self.opening, *_numbered(self), *self.closing)


def _numbered(paper: FeedbackPaper) -> Iterator[Part]:
    """The items with their numbers; cause and requirement of one stand behind everything under it."""
    counts = [0] * _DEEPEST
    open_: list[Told] = []
    for item in paper.items:
        while open_ and open_[-1].level >= item.level:
            yield from _behind(paper, open_.pop())
        place = item.level - 1
        counts[place] += 1
        counts[place + 1 :] = [0] * (_DEEPEST - item.level)
        number = number_of(item.level, counts[place])
        yield Part(f"{number}{item.text}", item.level if item.level <= _HEADED else 0)
        open_.append(item)
    for item in reversed(open_):
        yield from _behind(paper, item)


def _behind(paper: FeedbackPaper, item: Told) -> Iterator[Part]:
    for label, words in ((paper.cause_label, item.cause), (paper.requirement_label, item.requirement)):
        if words:
            yield Part(f"{label}：{words}")


def _sample() -> FeedbackPaper:  # long: one sample paper
    return FeedbackPaper(
        marks=Marks(Level.SECRET, "临巡组发〔2019〕12号", "5年"),
        mark="中共临溪县委巡察工作领导小组文件",
        title="关于县人防领导小组办公室专项巡察的反馈意见",
        recipients="县人防领导小组办公室",
        opening=(
            Part(
                "2019年7月8日至8月7日，县委第二巡察组对你单位开展了专项巡察。经县委书记专题会议审议同意，"
                "现将巡察情况反馈如下。"
            ),
        ),
        items=(
            Told(1, "落实主体责任有差距"),
            Told(
                2,
                "大额支出未经集体研究",
                cause="议事规则没有规定支出上会的起点。",
                requirement="完善议事规则，对两笔支出逐笔说明。",
            ),
            Told(3, "2017年5月支付指挥所设备维修费28.6万元，未经集体研究。"),
            Told(3, "2017年11月支付宣传教育材料制作费14.2万元，未经集体研究。"),
            Told(2, "主要负责人一人签批支出", cause="权力运行缺少制约。", requirement="实行支出会签。"),
            Told(3, "两笔支出均由赵启明一人签批。"),
            Told(1, "易地建设费征收不严"),
            Told(
                2,
                "应收未收176.25万元",
                cause="征收台账不全，减免没有书面审批。",
                requirement="逐个项目下达催缴通知，限期补收。",
            ),
            Told(3, "5个项目应收412.35万元，实收236.10万元，其中口头减免98.40万元。"),
        ),
        closing=(Part("请你单位自签收之日起10个工作日内报送整改方案。"),),
        office="中共临溪县委巡察工作领导小组",
        issued_on="2019年9月20日",
        cause_label="原因",
        requirement_label="整改要求",
        copies_to="县纪委监委，县委组织部",
        issuer="中共临溪县委巡察工作领导小组办公室",
        printed_on="2019年9月20日",
        keep=("县人防领导小组办公室",),
    )


@form("feedback", "反馈意见", sample=_sample, dress=Dress.OFFICIAL)
def feedback(setter: Setter, paper: FeedbackPaper) -> list[Unit]:
    """Red head, title, opening, items with cause and requirement, closing, office and day, 版记."""
    return [
        *red_head(setter, paper.mark, paper.marks.number),
        *subject(setter, paper.title, keep=paper.keep),
        *addressed(setter, paper.recipients),
        *text_or_room(setter, paper.text, lines=_ROOM),
        *issued(setter, paper.office, paper.issued_on),
        *imprint(setter, paper.copies_to, paper.issuer, paper.printed_on),
    ]
