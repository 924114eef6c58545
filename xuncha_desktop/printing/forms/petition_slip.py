"""信访阅批笺: what a petition says, and room for the leader's decision by hand. The reporter does not stand on it."""

from dataclasses import dataclass

from xuncha_desktop.printing.blocks import NOTE, Setter
from xuncha_desktop.printing.entries import LABEL_WIDTHS, Entry, entries
from xuncha_desktop.printing.flow import Unit
from xuncha_desktop.printing.form import form
from xuncha_desktop.printing.margins import Marks
from xuncha_desktop.printing.signing import SignBox, boxes
from xuncha_desktop.printing.tables import labelled
from xuncha_desktop.printing.ticks import ticks
from xuncha_desktop.printing.views import beside

_CONTENT = 60  # millimetres at least
_WAYS = 29  # characters on a line of the ways to tick


@dataclass(frozen=True, slots=True)
class PetitionSlip:
    """The slip laid on a petition. `outcomes` are the profile's ways of dealing with it, ticked by hand."""

    marks: Marks
    title: str
    entries: tuple[Entry, ...]
    content_label: str
    content: str
    outcome_label: str
    outcomes: tuple[str, ...]
    note: str
    places: tuple[SignBox, ...] = beside(default=())


@form("petition_slip", "信访阅批笺")
def petition_slip(setter: Setter, view: PetitionSlip) -> list[Unit]:
    """Title, what came in and how, what it says, what may be done with it, the decision."""
    ways = ticks(view.outcomes, _WAYS)
    return [
        *setter.title(view.title, after=3),
        *entries(setter, view.entries),
        labelled(setter, view.content_label, view.content, LABEL_WIDTHS, at_least=_CONTENT),
        *([labelled(setter, view.outcome_label, ways, LABEL_WIDTHS)] if ways else []),
        *boxes(setter, view.places),
        *([setter.text(view.note, NOTE, before=1.5)] if view.note else []),
    ]
