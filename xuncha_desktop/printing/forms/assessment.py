"""民主测评表: the ballot, which is anonymous and so carries no number of a copy, and the tally of the votes."""

from dataclasses import dataclass

from xuncha_desktop.printing.blocks import CELL, NOTE, Setter
from xuncha_desktop.printing.entries import Entry, entries
from xuncha_desktop.printing.flow import Unit
from xuncha_desktop.printing.form import form
from xuncha_desktop.printing.margins import Dress, Marks
from xuncha_desktop.printing.signing import SignBox, boxes
from xuncha_desktop.printing.tables import Column, ledger
from xuncha_desktop.printing.views import beside
from xuncha_desktop.rules.satisfaction import satisfaction

ORDER, GRADE, RESULT = 10, 18, 18  # millimetres of the columns; what is assessed has the rest
_WIDE = 156
_ROOM = 13  # millimetres of a row to be marked by hand
_BLANK_ROWS = 8


@dataclass(frozen=True, slots=True)
class Grade:
    """One answer on the ballot and its weight in the figure; None is not counted."""

    label: str
    weight: int | None = None


@dataclass(frozen=True, slots=True)
class Ballot:
    """What is assessed and the answers to choose from. Nobody shall learn whose ballot it was: no copy is numbered."""

    marks: Marks
    title: str
    unit: str
    guide: str
    matter_label: str
    matters: tuple[str, ...]
    grades: tuple[Grade, ...]
    opinion_label: str
    note: str


@dataclass(frozen=True, slots=True)
class Counted:
    """The votes on one matter, one count for each grade; an empty tuple is filled in by hand."""

    matter: str
    votes: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Tally:
    """The votes, and the figure the stated rule makes of them."""

    marks: Marks
    title: str
    entries: tuple[Entry, ...]
    matter_label: str
    result_label: str
    grades: tuple[Grade, ...]
    counted: tuple[Counted, ...]
    rule: str
    places: tuple[SignBox, ...] = beside(default=())


@form("assessment", "民主测评表", public=True, dress=Dress.BARE)
def assessment(setter: Setter, view: Ballot) -> list[Unit]:
    """Title, unit, how to fill it in, what is assessed, room for an opinion."""
    columns = _columns(view.matter_label, view.grades, ())
    rows = [(str(n), matter, *("" for _ in view.grades)) for n, matter in enumerate(view.matters or _blank(), 1)]
    return [
        *setter.title(view.title, after=4),
        setter.text(view.unit, CELL, with_next=True),
        setter.text(view.guide, CELL, with_next=True),
        setter.gap(2, with_next=True),
        *ledger(setter, columns, rows, at_least=_ROOM),
        *entries(setter, [Entry(view.opinion_label, "", 45)]),
        *([setter.text(view.note, NOTE, before=1.5)] if view.note else []),
    ]


@form("assessment_tally", "民主测评汇总表")
def assessment_tally(setter: Setter, view: Tally) -> list[Unit]:
    """Title, ballots given out and taken in, votes and figure for each matter, the rule, who counted."""
    columns = _columns(view.matter_label, view.grades, (view.result_label,))
    rows = [
        (str(n), one.matter, *_votes(one, view.grades), _result(one, view.grades))
        for n, one in enumerate(view.counted or [Counted(matter) for matter in _blank()], 1)
    ]
    return [
        *setter.title(view.title, after=3),
        *entries(setter, view.entries),
        *ledger(setter, columns, rows, at_least=9),
        *boxes(setter, view.places),
        setter.text(f"{rule_of(view.result_label, view.grades)}{view.rule}", NOTE, before=1.5),
    ]


def rule_of(result: str, grades: tuple[Grade, ...]) -> str:
    """How the figure comes about, in words: which answers weigh how much, and which are not counted."""
    weighed = [grade for grade in grades if grade.weight is not None]
    left_out = "".join(f"“{grade.label}”" for grade in grades if grade.weight is None)
    shares = "＋".join(f"{grade.label}票数×{grade.weight}" for grade in weighed)
    base = "＋".join(f"{grade.label}票数" for grade in weighed)
    return f"{result}＝（{shares}）÷（{base}）" + (f"，{left_out}不计。" if left_out else "。")


def _columns(matter: str, grades: tuple[Grade, ...], result: tuple[str, ...]) -> list[Column]:
    rest = _WIDE - ORDER - GRADE * len(grades) - RESULT * len(result)
    return [
        Column("序", ORDER, "center"),
        Column(matter, rest),
        *(Column(grade.label, GRADE, "center") for grade in grades),
        *(Column(label, RESULT, "center") for label in result),
    ]


def _votes(one: Counted, grades: tuple[Grade, ...]) -> tuple[str, ...]:
    return tuple(str(vote) for vote in one.votes) if one.votes else ("",) * len(grades)


def _result(one: Counted, grades: tuple[Grade, ...]) -> str:
    if not one.votes:
        return ""
    figure = satisfaction(one.votes, [grade.weight for grade in grades])
    return "—" if figure is None else str(figure)


def _blank() -> tuple[str, ...]:
    return ("",) * _BLANK_ROWS
