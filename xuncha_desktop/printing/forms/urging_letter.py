"""督促函: a letter that urges a unit on the ground of what it did not rectify; its title is the rung's paper."""

from dataclasses import dataclass, replace

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


@form("urging_letter", "督促函", dress=Dress.LETTER, duplex=False)
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
