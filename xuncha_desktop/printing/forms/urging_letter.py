"""督促函: a letter that urges a unit on the ground of what it did not rectify; its title is the rung's paper."""

from dataclasses import dataclass, replace

from xuncha_desktop.kernel.levels import Level
from xuncha_desktop.printing.blocks import NOTE, Setter
from xuncha_desktop.printing.flow import Unit
from xuncha_desktop.printing.form import form
from xuncha_desktop.printing.hand import columns_of, listed, text_or_room
from xuncha_desktop.printing.margins import Dress
from xuncha_desktop.printing.marks import Marks
from xuncha_desktop.printing.official import addressed, letter_head, subject
from xuncha_desktop.printing.signing import issued
from xuncha_desktop.printing.text import Part, body

WIDTHS = (10, 86, 30, 30)
_ALIGNS = ("center", "left", "center", "center")
_ROWS = 4  # empty ones of a blank
_LINES = 3


@dataclass(frozen=True, slots=True)
class Matter:
    """What the unit is urged for: a late measure, a card or a letter it did not answer; its day and how it stands."""

    matter: str
    day: str
    standing: str


@dataclass(frozen=True, slots=True)
class UrgingLetter:
    """The letter. `opening` says what is done, `demand` what the unit is to do; `note` names the ground."""

    marks: Marks
    mark: str
    title: str
    recipients: str
    opening: str
    heads: tuple[str, ...]
    matters: tuple[Matter, ...]
    demand: tuple[Part, ...]
    office: str
    issued_on: str
    note: str
    keep: tuple[str, ...] = ()


def _sample() -> UrgingLetter:
    return UrgingLetter(
        marks=Marks(Level.INTERNAL, "临巡办促〔2019〕1号"),
        mark="中共临溪县委巡察工作领导小组办公室",
        title="巡察整改催办函",
        recipients="县人防领导小组办公室",
        opening="截至2019年11月25日，你单位巡察整改有下列情形，现采取“发函催办”的督促措施。",
        heads=("序", "事项", "时限或者认定", "情形"),
        matters=(
            Matter("补收易地建设费", "2019-11-15", "逾期10天"),
            Matter("坐支的租金全额上缴：10月份仍有一笔现金租金未上缴", "2019-11-20认定", "敷衍"),
            Matter("督办通知单临巡办督〔2019〕1号", "2019-11-20", "逾期5天未回复"),
        ),
        demand=(
            Part("请逐项说明原因，明确责任人和新的完成时限，由主要负责人签字后报我办。"),
            Part("请于2019年12月6日前书面回复。"),
        ),
        office="中共临溪县委巡察工作领导小组办公室",
        issued_on="2019年11月25日",
        note="督促依据：条文·巡察工作办法第三十八条（九种督查方式之一）。文书格式和编号为惯例。",
        keep=("县人防领导小组办公室",),
    )


@form("urging_letter", "督促函", sample=_sample, dress=Dress.LETTER, duplex=False)
def urging_letter(setter: Setter, view: UrgingLetter) -> list[Unit]:
    """Head, title, address, what is done, the matters, the demand, the ground, office and day."""
    columns = columns_of(view.heads, WIDTHS, _ALIGNS)
    rows = [(str(number), one.matter, one.day, one.standing) for number, one in enumerate(view.matters, 1)]
    return [
        *letter_head(setter, view.marks, view.mark, view.marks.number),
        *subject(setter, view.title, keep=view.keep),
        *addressed(setter, view.recipients),
        *body(setter, (Part(view.opening),)),
        setter.gap(2, with_next=True),
        *listed(setter, columns, rows, blanks=_ROWS),
        setter.gap(2),
        *text_or_room(setter, view.demand, lines=_LINES),
        setter.text(view.note, replace(NOTE, indent=2), before=2),
        *issued(setter, view.office, view.issued_on, slip=True),
    ]
