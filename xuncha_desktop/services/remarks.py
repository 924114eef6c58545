"""What could be wrong in the writing of a paper, told before it is printed; printing does not wait for it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from xuncha_desktop.kernel import proofing
from xuncha_desktop.printing.form import View
from xuncha_desktop.printing.views import texts

_BESIDE: Final = 6  # characters shown on either side of a place
_LISTED: Final = 5  # remarks told one by one


@dataclass(frozen=True, slots=True)
class Remark:
    """A place of a paper with what stands around it, and what is said about it."""

    place: str
    words: str


def of(view: View) -> list[Remark]:
    """What is said about the texts of a paper, in its order, as far as anybody reads: `proofing.MOST` characters."""
    whole = "\n".join(texts(view))
    return [Remark(_around(whole, hint.start, hint.end), hint.words) for hint in proofing.hints(whole)]


def _around(text: str, start: int, end: int) -> str:
    before = text[max(start - _BESIDE, 0) : start].rpartition("\n")[2]
    return before + text[start:end] + text[end : end + _BESIDE].partition("\n")[0]


def said(found: Sequence[Remark]) -> str:
    """The remarks as lines for a person: the first of them, and how many there are; nothing if there are none."""
    if not found:
        return ""
    rest = [f"……另有{len(found) - _LISTED}处"] if len(found) > _LISTED else []
    lines = [f"“{one.place}”：{one.words}" for one in found[:_LISTED]]
    return "\n".join((f"写法提示{len(found)}处，不影响打印", *lines, *rest))
