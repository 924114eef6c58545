"""立行立改建议书: a letter of the group to the unit, sent with consent, with a problem, a limit and a receipt."""

from dataclasses import dataclass, replace

from xuncha_desktop.kernel.levels import Level
from xuncha_desktop.printing.blocks import BODY, NOTE, Setter
from xuncha_desktop.printing.flow import Unit
from xuncha_desktop.printing.form import form
from xuncha_desktop.printing.margins import Dress
from xuncha_desktop.printing.marks import Marks
from xuncha_desktop.printing.official import addressed, letter_head, subject
from xuncha_desktop.printing.receipts import Blank, handwritten, receipt
from xuncha_desktop.printing.signing import issued
from xuncha_desktop.printing.text import Part, body


@dataclass(frozen=True, slots=True)
class Suggestion:
    """The letter. `text` tells consent, problem, what to do and by when; `signer` is signed by hand."""

    marks: Marks
    mark: str
    title: str
    recipients: str
    text: tuple[Part, ...]
    signer: str
    office: str
    issued_on: str
    note: str
    receipt_title: str
    receipt_text: str
    receipt_blanks: tuple[Blank, ...]
    keep: tuple[str, ...] = ()


def _sample() -> Suggestion:
    return Suggestion(
        marks=Marks(Level.CONFIDENTIAL, "临巡二改〔2019〕1号", "10年"),
        mark="中共临溪县委第二巡察组",
        title="立行立改建议书",
        recipients="县人防领导小组办公室",
        text=(
            Part("巡察中发现你单位存在能够及时整改的问题。经2019年7月17日县委巡察工作领导小组同意，提出以下建议。"),
            Part("存在的问题：地下商场两处安全出口堆放货物，6盏应急照明灯不亮。"),
            Part("整改建议：立即清理安全出口，更换应急照明灯，并对全部出口和灯具检查一遍。"),
            Part("整改时限：请于2019年7月24日前整改到位，并将结果书面报我组。"),
        ),
        signer="组长（签名）",
        office="中共临溪县委第二巡察组",
        issued_on="2019年7月17日",
        note="依据：方案六、（二）8。一式两份，巡察组和被巡察单位各存一份（名称、编号和份数为惯例）。",
        receipt_title="送达回执",
        receipt_text="临巡二改〔2019〕1号立行立改建议书已收到。",
        receipt_blanks=(Blank("签收单位（盖章）", 78), Blank("签收人", 78), Blank("送达人", 78), Blank("签收时间", 78)),
        keep=("立行立改",),
    )


@form("immediate_rectification", "立行立改建议书", sample=_sample, dress=Dress.LETTER, duplex=False)
def immediate_rectification(setter: Setter, view: Suggestion) -> list[Unit]:
    """Head, title, unit, text, the leader's signature by hand, group and date, receipt."""
    label = replace(BODY, indent=0, leading=BODY.size * 1.25, hung=False)
    signer = replace(handwritten(setter, [Blank(view.signer, 90)], label), with_previous=True)
    return [
        *letter_head(setter, view.marks, view.mark, view.marks.number),
        *subject(setter, view.title, keep=view.keep),
        *addressed(setter, view.recipients),
        *body(setter, view.text),
        *([signer] if view.signer else []),
        *issued(setter, view.office, view.issued_on, sealed=False),
        *([replace(setter.text(view.note, NOTE, before=1), with_previous=True)] if view.note else []),
        *receipt(setter, view.receipt_title, "", view.receipt_text, view.receipt_blanks),
    ]
