"""请示件: what a group asks a body to decide, as an upward paper with room for the answer by hand (批示)."""

from dataclasses import dataclass, replace

from xuncha_desktop.printing.blocks import Setter
from xuncha_desktop.printing.flow import Unit
from xuncha_desktop.printing.form import form
from xuncha_desktop.printing.margins import Dress
from xuncha_desktop.printing.marks import Marks
from xuncha_desktop.printing.official import addressed, enclosed, imprint, red_head, remark, subject
from xuncha_desktop.printing.signing import SignBox, boxes, issued
from xuncha_desktop.printing.text import Part, body
from xuncha_desktop.printing.views import beside


@dataclass(frozen=True, slots=True)
class RequestPaper:
    """An upward paper: one body is asked about one matter. `places` are where the body answers by hand."""

    marks: Marks
    mark: str
    title: str
    recipients: str
    text: tuple[Part, ...]
    enclosed: tuple[str, ...]
    office: str
    issued_on: str
    signer: str = ""
    remark: str = ""
    issuer: str = ""
    printed_on: str = ""
    keep: tuple[str, ...] = ()
    places: tuple[SignBox, ...] = beside(default=())


@form("instruction_request", "请示", dress=Dress.OFFICIAL)
def instruction_request(setter: Setter, view: RequestPaper) -> list[Unit]:
    """Head with 签发人, title, the body asked, text, group and date, whom to ask, room for the answer, 版记."""
    room = replace(setter.gap(6, with_next=True), with_previous=True)  # or the answer would stand on a page of its own
    answer = [room, *boxes(setter, view.places)] if view.places else []
    return [
        *red_head(setter, view.mark, view.marks.number, signer=view.signer),
        *subject(setter, view.title, keep=view.keep),
        *addressed(setter, view.recipients),
        *body(setter, view.text),
        *enclosed(setter, view.enclosed),
        *issued(setter, view.office, view.issued_on, sealed=False),
        *remark(setter, view.remark),
        *answer,
        *imprint(setter, "", view.issuer, view.printed_on),
    ]
