"""征询函: the office asks one department what it knows of a unit; the department answers on the strip below."""

from dataclasses import dataclass, replace

from xuncha_desktop.kernel.levels import Level
from xuncha_desktop.printing.blocks import BODY, NOTE, Setter
from xuncha_desktop.printing.flow import Unit
from xuncha_desktop.printing.form import form
from xuncha_desktop.printing.margins import Dress
from xuncha_desktop.printing.marks import Marks
from xuncha_desktop.printing.official import addressed, letter_head, remark, subject
from xuncha_desktop.printing.receipts import Blank, receipt
from xuncha_desktop.printing.signing import issued
from xuncha_desktop.printing.text import Part, body


@dataclass(frozen=True, slots=True)
class InformationRequest:
    """A letter to one department. `marks.number` is the 发文字号; `basis` names the ground with its standing."""

    marks: Marks
    mark: str
    title: str
    recipients: str
    text: tuple[Part, ...]
    office: str
    issued_on: str
    basis: str
    receipt_title: str
    receipt_text: str
    receipt_blanks: tuple[Blank, ...]
    remark: str = ""
    keep: tuple[str, ...] = ()


def _sample() -> InformationRequest:
    return InformationRequest(
        marks=Marks(Level.INTERNAL, "临巡办函〔2019〕7号"),
        mark="中共临溪县委巡察工作领导小组办公室",
        title="关于征询县人防领导小组办公室有关情况的函",
        recipients="县审计局",
        text=(
            Part("县委第二巡察组将对县人防领导小组办公室开展专项巡察。请提供近三年对该办公室的审计情况和整改情况。"),
            Part("书面材料请于2019年7月3日前密封送我办，没有情况的在回执上注明。"),
        ),
        office="中共临溪县委巡察工作领导小组办公室",
        issued_on="2019年6月24日",
        basis="依据：方案六、（一）2。",
        receipt_title="征询函回执",
        receipt_text="临巡办函〔2019〕7号函已收到。□材料随附　□没有需要提供的情况",
        receipt_blanks=(
            Blank("回复单位（盖章）", 78),
            Blank("经办人及电话", 78),
            Blank("材料份数、页数", 78),
            Blank("回复日期", 78),
        ),
        keep=("县人防领导小组办公室",),
    )


@form("information_request", "征询函", sample=_sample, dress=Dress.LETTER, duplex=False)
def information_request(setter: Setter, view: InformationRequest) -> list[Unit]:
    """Head, title, department, text, office and date, ground, receipt."""
    return [
        *letter_head(setter, view.marks, view.mark, view.marks.number),
        *subject(setter, view.title, keep=view.keep),
        *addressed(setter, view.recipients),
        *body(setter, view.text),
        *issued(setter, view.office, view.issued_on, slip=True),
        *(replace(unit, before=BODY.leading / 2) for unit in remark(setter, view.remark)),
        *([replace(setter.text(view.basis, NOTE, before=3), with_previous=True)] if view.basis else []),
        *receipt(setter, view.receipt_title, "", view.receipt_text, view.receipt_blanks),
    ]
