"""调查问卷: questions with answers to tick and lines to write on; anonymous, so no copy is numbered."""

from dataclasses import dataclass, replace

from xuncha_desktop.printing.blocks import CELL, NOTE, Setter, kept
from xuncha_desktop.printing.faces import Role
from xuncha_desktop.printing.flow import Unit
from xuncha_desktop.printing.form import form
from xuncha_desktop.printing.margins import Dress, Marks
from xuncha_desktop.printing.pen import Style
from xuncha_desktop.printing.ruled import ruled
from xuncha_desktop.printing.ticks import ticks

_ASKED = Style(Role.HEITI, 12, 20)
_ANSWERS = 34  # characters on a line of answers
_ANSWER = replace(CELL, leading=20, indent=2)


@dataclass(frozen=True, slots=True)
class Question:
    """A question; `answers` are ticked, `lines` are ruled ones to write on."""

    text: str
    answers: tuple[str, ...] = ()
    lines: int = 0


@dataclass(frozen=True, slots=True)
class Questionnaire:
    """The questions under what is said to whoever fills it in. Without questions there are ruled lines."""

    marks: Marks
    title: str
    guide: str
    questions: tuple[Question, ...]
    note: str


@form("questionnaire", "调查问卷", public=True, dress=Dress.BARE)
def questionnaire(setter: Setter, view: Questionnaire) -> list[Unit]:
    """Title, guide, questions with their answers."""
    asked = [unit for n, one in enumerate(view.questions, 1) for unit in _question(setter, n, one)]
    return [
        *setter.title(view.title, after=4),
        *([setter.text(view.guide, replace(CELL, indent=2))] if view.guide else []),
        *(asked or [ruled(setter, "", at_least=20)]),
        *([setter.text(view.note, NOTE, before=4)] if view.note else []),
    ]


def _question(setter: Setter, number: int, one: Question) -> list[Unit]:
    made: list[Unit] = [setter.text(f"{number}. {one.text}", _ASKED, before=3)]
    if one.answers:
        made.append(setter.text(ticks(one.answers, _ANSWERS), _ANSWER))
    if one.lines:
        made.append(ruled(setter, "", at_least=one.lines))
    return kept(made)
