"""巡察公告: what is made public of an inspection, on A4 for the file and A3 for the wall; no mark, number or code."""

from dataclasses import dataclass, fields, replace

from xuncha_desktop.printing.blocks import BODY, Setter
from xuncha_desktop.printing.faces import Role
from xuncha_desktop.printing.flow import Unit
from xuncha_desktop.printing.form import form
from xuncha_desktop.printing.lines import Span
from xuncha_desktop.printing.margins import Dress
from xuncha_desktop.printing.marks import Marks
from xuncha_desktop.printing.official import blank, subject
from xuncha_desktop.printing.pen import POSTER
from xuncha_desktop.printing.signing import issued
from xuncha_desktop.printing.text import number_of

_BLANK = "＿" * 12  # after a label whose field is filled in by hand


@dataclass(frozen=True, slots=True)
class Told:
    """One field of the announcement: the profile's label and what the public is told."""

    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Announcement:
    """Seven fields between an opening and a closing sentence; everybody may read it, so it carries no mark."""

    marks: Marks
    title: str
    opening: str
    told: tuple[Told, ...]
    closing: str
    office: str
    issued_on: str


@dataclass(frozen=True, slots=True)
class Poster(Announcement):
    """The same announcement on A3."""


def poster_of(view: Announcement) -> Poster:
    """The announcement for the wall."""
    return Poster(**{known.name: getattr(view, known.name) for known in fields(Announcement)})


@form("inspection_announcement", "巡察公告", public=True, dress=Dress.BARE)
def inspection_announcement(setter: Setter, view: Announcement) -> list[Unit]:
    """Title, opening, numbered fields, closing, who announces it."""
    return _units(setter, view)


@form("inspection_announcement_a3", "巡察公告（A3）", paper=POSTER, public=True, dress=Dress.BARE)
def inspection_announcement_a3(setter: Setter, view: Poster) -> list[Unit]:
    """As on A4, enlarged to the sheet."""
    return _units(setter, view)


def _units(setter: Setter, view: Announcement) -> list[Unit]:
    told = [
        setter.text((Span(f"{number_of(1, n)}{one.label}：", role=Role.HEITI), Span(one.text or _BLANK)), BODY)
        for n, one in enumerate(view.told, 1)
    ]
    return [
        blank(setter),
        *subject(setter, view.title),
        *([setter.text(view.opening, BODY)] if view.opening else []),
        *told,
        *([replace(setter.text(view.closing, BODY), with_previous=True)] if view.closing else []),
        *issued(setter, view.office, view.issued_on),
    ]
