"""巡察承诺书: a unit's promise to the group, signed by its principal in person and sealed by the unit."""

from dataclasses import dataclass, replace

from xuncha_desktop.kernel.levels import Level
from xuncha_desktop.printing.blocks import BODY, NOTE, Setter
from xuncha_desktop.printing.flow import Unit
from xuncha_desktop.printing.form import form
from xuncha_desktop.printing.margins import Marks
from xuncha_desktop.printing.receipts import Blank, handwritten
from xuncha_desktop.printing.text import Part, body


@dataclass(frozen=True, slots=True)
class Commitment:
    """The promise; `blanks` are what the unit signs and seals by hand, `note` the ground and how many copies."""

    marks: Marks
    title: str
    recipients: str
    text: tuple[Part, ...]
    blanks: tuple[Blank, ...]
    note: str


def _sample() -> Commitment:
    return Commitment(
        marks=Marks(Level.INTERNAL, "临巡二承〔2019〕1号"),
        title="巡察承诺书",
        recipients="县委第二巡察组",
        text=(
            Part("在县委第二巡察组对我单位开展专项巡察期间，我单位郑重承诺："),
            Part("一、如实提供会议记录、公文、财务票据等资料，不隐瞒、不拖延，不提供虚假情况。"),
            Part("二、如实反映情况，不干扰、不阻挠巡察工作，不打听谈话和信访内容。"),
            Part("三、支持干部群众反映问题，不对反映人和提供情况的人打击报复。"),
            Part("四、对巡察组提出的问题即知即改，按要求报告整改结果。"),
            Part("以上承诺如有违反，愿意承担责任。"),
        ),
        blanks=(Blank("承诺单位（盖章）", 150), Blank("主要负责人（签名）", 150), Blank("签订日期", 150)),
        note="依据：方案六、（二）2。一式两份，巡察组和被巡察单位各存一份（份数为惯例）。",
    )


@form("commitment", "巡察承诺书", sample=_sample)
def commitment(setter: Setter, view: Commitment) -> list[Unit]:
    """Title, group, promise, what is signed and sealed by hand, note."""
    flush = Setter.flush(BODY)
    label = replace(flush, leading=flush.size * 1.25, hung=False)
    places = replace(handwritten(setter, view.blanks, label), before=14, with_previous=True, signature=True)
    return [
        *setter.title(view.title, after=6),
        *([setter.text(f"{view.recipients}：", flush, with_next=True)] if view.recipients else []),
        *body(setter, view.text),
        places,
        *([setter.text(view.note, NOTE, before=4)] if view.note else []),
    ]
