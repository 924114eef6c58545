"""口令交接单: an initial password or 开通码 handed over on paper, one page, signed by both and destroyed after use."""

from dataclasses import dataclass

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


@form("handover_slip", "口令交接单")
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
