"""调查问卷: questions with answers to tick and lines to write on; anonymous, so no copy is numbered."""

from dataclasses import dataclass, replace

from xuncha_desktop.kernel.levels import Level
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


_FOUR = ("好", "较好", "一般", "差")


def _sample() -> Questionnaire:
    return Questionnaire(
        marks=Marks(Level.PUBLIC),
        title="专项巡察调查问卷",
        guide="为了解真实情况，请您如实填写。本问卷不记名，在所选答案前的“□”内画“√”，填好后投入问卷箱。",
        questions=(
            Question("您的身份是", ("班子成员", "中层干部", "一般干部职工", "服务对象")),
            Question("您认为本单位领导班子落实主体责任的情况", _FOUR),
            Question("重大事项、大额资金是否经过集体研究", ("都经过", "多数经过", "很少经过", "不了解")),
            Question(
                "您认为本单位最需要解决的问题（可多选）",
                ("项目审批验收", "易地建设费收缴", "人防工程出租", "公款开支", "办事效率和态度"),
            ),
            Question("您对本单位领导班子和干部还有什么意见和建议", lines=6),
        ),
        note="问卷内容由巡察组自定（惯例）。",
    )


@form("questionnaire", "调查问卷", sample=_sample, public=True, dress=Dress.BARE)
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
