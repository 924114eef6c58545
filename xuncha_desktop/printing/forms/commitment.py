"""巡察承诺书: a unit's promise to the group, signed by its principal in person and sealed by the unit."""

from dataclasses import dataclass, replace

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


@form("commitment", "巡察承诺书")
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
