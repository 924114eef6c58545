"""个别谈话记录: who talked with whom, when and where, and what was said, on ruled lines; also blank, to write in."""

from dataclasses import dataclass

from xuncha_desktop.printing.blocks import NOTE, Setter
from xuncha_desktop.printing.flow import Unit
from xuncha_desktop.printing.form import form
from xuncha_desktop.printing.margins import Marks
from xuncha_desktop.printing.pen import MM, PORTRAIT
from xuncha_desktop.printing.ruled import lines_on, ruled
from xuncha_desktop.printing.signing import SignBox, boxes
from xuncha_desktop.printing.tables import pairs
from xuncha_desktop.printing.views import beside

_LABEL = 24
_LEFT = 64  # millimetres: a day with both its hours stands on one line


@dataclass(frozen=True, slots=True)
class Head:
    """One row of the head: up to two labels with what stands beside them."""

    label: str
    text: str
    label2: str = ""
    text2: str = ""


@dataclass(frozen=True, slots=True)
class InterviewRecord:
    """A talk. Without `content` the paper has `pages` ruled pages to write on.

    An interview is no interrogation: whether the person talked to signs, the profile's `places` say.
    """

    marks: Marks
    title: str
    head: tuple[Head, ...]
    content: str
    note: str
    places: tuple[SignBox, ...] = beside(default=())
    pages: int = 2


@form("interview", "个别谈话记录")
def interview(setter: Setter, view: InterviewRecord) -> list[Unit]:
    """Title, head, what was said on ruled lines, signatures."""
    head: list[Unit] = [*setter.title(view.title, after=2), *(_row(setter, row) for row in view.head), setter.gap(2)]
    foot: list[Unit] = [setter.gap(3, with_next=True), *boxes(setter, view.places)]
    if view.note:
        foot.append(setter.text(view.note, NOTE, before=1.5))
    lines = 0 if view.content else lines_on(view.pages, PORTRAIT.text_height * MM, _tall(head), _tall(foot))
    return [*head, ruled(setter, view.content, at_least=lines), *foot]


def _row(setter: Setter, row: Head) -> Unit:
    rest = round(setter.width / MM) - _LABEL
    if not row.label2:
        return pairs(setter, [(row.label, row.text, _LABEL, rest)])
    right = rest - _LEFT - _LABEL
    return pairs(setter, [(row.label, row.text, _LABEL, _LEFT), (row.label2, row.text2, _LABEL, right)])


def _tall(units: list[Unit]) -> float:
    return sum(unit.before + sum(unit.slices) for unit in units)
