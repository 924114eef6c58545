"""征询函: the office asks one department what it knows of a unit; the department answers on the strip below."""

from dataclasses import dataclass, replace

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


@form("information_request", "征询函", dress=Dress.LETTER, duplex=False)
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
