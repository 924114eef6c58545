"""立行立改建议书: a letter of the group to the unit, sent with consent, with a problem, a limit and a receipt."""

from dataclasses import dataclass, replace

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


@form("immediate_rectification", "立行立改建议书", dress=Dress.LETTER, duplex=False)
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
