"""问题线索专册: the leads of a report, bound and sealed apart from it; its cover tells nothing of them."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from xuncha_desktop.printing.blocks import BODY, CELL, SMALL, TITLE, Setter
from xuncha_desktop.printing.entries import LABEL_WIDTHS, Entry, entries
from xuncha_desktop.printing.faces import Role
from xuncha_desktop.printing.flow import Unit
from xuncha_desktop.printing.form import form
from xuncha_desktop.printing.marks import Marks
from xuncha_desktop.printing.signing import SignBox, boxes
from xuncha_desktop.printing.views import beside

_ABOVE = 45  # millimetres over the title of the cover
_SEAL = replace(BODY, role=Role.HEITI, indent=0, align="center")
_CENTRE = replace(BODY, indent=0, align="center")


@dataclass(frozen=True, slots=True)
class LeadPage:
    """One lead on a page of its own: the profile's rows with what was written."""

    title: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class LeadVolume:
    """The volume. `seal` and `warning` stand on the cover, `places` are for those who close and open it."""

    marks: Marks
    title: str
    report: str
    group: str
    made_on: str
    seal: str
    warning: str
    leads: tuple[LeadPage, ...]
    places: tuple[SignBox, ...] = beside(default=())
    label_width: int = LABEL_WIDTHS[0]


@form("lead_volume", "问题线索专册")
def lead_volume(setter: Setter, volume: LeadVolume) -> list[Unit]:
    """The cover, then each lead on a new page. Without a lead, the cover alone."""
    return [
        setter.text(volume.seal, _SEAL, with_next=True),
        setter.gap(_ABOVE, with_next=True),
        setter.text(volume.title, TITLE, with_next=True),
        setter.text(f"（{volume.report}）" if volume.report else "", _CENTRE, before=4, with_next=True),
        setter.gap(_ABOVE / 2, with_next=True),
        setter.text(volume.group, _CENTRE, with_next=True),
        setter.text(volume.made_on, _CENTRE, with_next=True),
        setter.gap(12, with_next=True),
        *boxes(setter, volume.places),
        setter.text(volume.warning, replace(CELL, align="center"), before=3),
        *(unit for lead in volume.leads for unit in _lead(setter, lead, volume.label_width)),
    ]


def _lead(setter: Setter, lead: LeadPage, label_width: int) -> Iterator[Unit]:
    widths = (label_width, sum(LABEL_WIDTHS) - label_width)
    over = (setter.text(f"{lead.title}（续）", replace(SMALL, align="center", role=Role.HEITI)), setter.gap(1))
    first, gap = setter.title(lead.title, after=3)
    yield replace(first, fresh=True, entry=(lead.title, 1))
    yield gap
    yield from entries(setter, lead.entries, widths, over=over)
