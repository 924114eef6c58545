"""反馈意见: what a unit or its principal is told; each version is numbered by the paper itself, so without a gap."""

from collections.abc import Iterator
from dataclasses import dataclass

from xuncha_desktop.printing.blocks import Setter
from xuncha_desktop.printing.flow import Unit
from xuncha_desktop.printing.form import form
from xuncha_desktop.printing.hand import text_or_room
from xuncha_desktop.printing.margins import Dress
from xuncha_desktop.printing.marks import Marks
from xuncha_desktop.printing.official import addressed, imprint, red_head, subject
from xuncha_desktop.printing.signing import issued
from xuncha_desktop.printing.text import Part, number_of

_DEEPEST = 3
_HEADED = 2  # 方面 and 问题 are headings, a 具体表现 is running text
_ROOM = 12  # lines to write on where nothing is said


@dataclass(frozen=True, slots=True)
class Told:
    """One item in reading order: level 1 方面, 2 问题, 3 具体表现. It brings no number of its own."""

    level: int
    text: str
    cause: str = ""
    requirement: str = ""


@dataclass(frozen=True, slots=True)
class FeedbackPaper:
    """One version. `items` hold only what this version tells; numbers follow from their order.

    `opening` and `closing` are the paragraphs before and after them. Nothing on the paper tells which version it is.
    """

    marks: Marks
    mark: str
    title: str
    recipients: str
    opening: tuple[Part, ...]
    items: tuple[Told, ...]
    closing: tuple[Part, ...]
    office: str
    issued_on: str
    cause_label: str
    requirement_label: str
    copies_to: str = ""
    issuer: str = ""
    printed_on: str = ""
    keep: tuple[str, ...] = ()

    @property
    def text(self) -> tuple[Part, ...]:
        """The whole text with its numbers, as paper and draft show it."""
        return (*self.opening, *_numbered(self), *self.closing)


def _numbered(paper: FeedbackPaper) -> Iterator[Part]:
    """The items with their numbers; cause and requirement of one stand behind everything under it."""
    counts = [0] * _DEEPEST
    open_: list[Told] = []
    for item in paper.items:
        while open_ and open_[-1].level >= item.level:
            yield from _behind(paper, open_.pop())
        place = item.level - 1
        counts[place] += 1
        counts[place + 1 :] = [0] * (_DEEPEST - item.level)
        number = number_of(item.level, counts[place])
        yield Part(f"{number}{item.text}", item.level if item.level <= _HEADED else 0)
        open_.append(item)
    for item in reversed(open_):
        yield from _behind(paper, item)


def _behind(paper: FeedbackPaper, item: Told) -> Iterator[Part]:
    for label, words in ((paper.cause_label, item.cause), (paper.requirement_label, item.requirement)):
        if words:
            yield Part(f"{label}：{words}")


@form("feedback", "反馈意见", dress=Dress.OFFICIAL)
def feedback(setter: Setter, paper: FeedbackPaper) -> list[Unit]:
    """Red head, title, opening, items with cause and requirement, closing, office and day, 版记."""
    return [
        *red_head(setter, paper.mark, paper.marks.number),
        *subject(setter, paper.title, keep=paper.keep),
        *addressed(setter, paper.recipients),
        *text_or_room(setter, paper.text, lines=_ROOM),
        *issued(setter, paper.office, paper.issued_on),
        *imprint(setter, paper.copies_to, paper.issuer, paper.printed_on),
    ]
