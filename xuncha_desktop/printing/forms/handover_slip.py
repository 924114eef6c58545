"""口令交接单: an initial password or 开通码 handed over on paper, one page, signed by both and destroyed after use."""

from dataclasses import dataclass

from xuncha_desktop.kernel.levels import Level
from xuncha_desktop.printing.blocks import BODY, CELL, NOTE, Setter
from xuncha_desktop.printing.faces import Role
from xuncha_desktop.printing.flow import Unit
from xuncha_desktop.printing.form import form
from xuncha_desktop.printing.margins import Marks
from xuncha_desktop.printing.pen import Style
from xuncha_desktop.printing.signing import SignBox, boxes
from xuncha_desktop.printing.tables import labelled

_ROWS = (34, 122)
_SECRET = Style(Role.HEITI, 24, 40, align="center", tracking=1)


@dataclass(frozen=True, slots=True)
class Told:
    """One line of the slip: for whom, for what."""

    label: str
    text: str


@dataclass(frozen=True, slots=True)
class HandoverSlip:
    """What the slip shows. `secret` stands on this paper only: the view is drawn and thrown away, never kept."""

    marks: Marks
    title: str
    told: tuple[Told, ...]
    secret_label: str
    secret: str
    text: str
    note: str
    places: tuple[SignBox, ...]


def _sample() -> HandoverSlip:
    return HandoverSlip(
        marks=Marks(Level.INTERNAL, "交接20190708-sunwei"),
        title="初始口令交接单",
        told=(
            Told("工作区", "临溪县委巡察办"),
            Told("姓名", "孙祎"),
            Told("登录名", "sunwei"),
            Told("岗位", "由安全保密管理员另行认定"),
        ),
        secret_label="初始口令",
        secret="mkd27hf9w3#q",
        text="本单当面交给本人。首次登录时须换成自己的口令，换过之后本单上的口令即失效。",
        note="阅后销毁：本人换过口令后，由交付人收回本单销毁。本单按本单位惯例使用，规则档没有规定。",
        places=(SignBox("交付人", 78), SignBox("接收人", 78)),
    )


@form("handover_slip", "口令交接单", sample=_sample)
def handover_slip(setter: Setter, slip: HandoverSlip) -> list[Unit]:
    """For whom, the secret large, what to do with it, two signatures, and that it is destroyed."""
    return [
        *setter.title(slip.title, after=8),
        *(labelled(setter, one.label, one.text, _ROWS, at_least=11) for one in slip.told),
        setter.text(slip.secret_label, Style(BODY.role, 14, 22, align="center"), before=10, with_next=True),
        setter.text(slip.secret, _SECRET, before=2),
        setter.text(slip.text, CELL, before=8),
        setter.gap(8, with_next=True),
        *boxes(setter, slip.places),
        setter.text(slip.note, NOTE, before=4),
    ]
