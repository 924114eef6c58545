"""Chinese line breaking: 避头尾, numbers and Latin words not torn, lines filled to the width."""

import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from xuncha_desktop.printing.faces import Faces, Role, Run

NEVER_FIRST: Final = frozenset("，。、；：？！）》〉」』】〕〗｝”’…—～·％‰℃㎡㎥,.;:?!)]}%")
NEVER_LAST: Final = frozenset("（《〈「『【〔〖｛“‘([{￥¥＄$№")
MEASURES: Final = frozenset("年月日时分秒天周元万亿千百个件项人次份页号条款章岁户亩吨米")  # kept with their number
_WIDEST_STRETCH: Final = 0.12  # of the width: a line that is shorter by more stays ragged


@dataclass(frozen=True, slots=True)
class Span:
    """Some text of a line; a name keeps to one face, `role` departs from the paragraph's face."""

    text: str
    name: bool = False
    role: Role | None = None


Text = str | Span | tuple["str | Span", ...]


@dataclass(frozen=True, slots=True)
class Cluster:
    """A character with its combining marks, in its face; `width` in points."""

    text: str
    role: Role
    width: float


@dataclass(frozen=True, slots=True)
class Line:
    """One set line: its runs, its natural width and the gap to add after each character, in points."""

    runs: tuple[Run, ...]
    width: float
    gap: float = 0.0

    @property
    def full_width(self) -> float:
        """What the line takes up on paper."""
        return self.width + self.gap * max(0, sum(len(run.text) for run in self.runs) - 1)


def spans(text: Text) -> tuple[Span, ...]:
    """Any kind of text as spans."""
    parts = text if isinstance(text, tuple) else (text,)
    return tuple(part if isinstance(part, Span) else Span(part) for part in parts)


def bare(text: Text) -> str:
    """The characters alone."""
    return "".join(span.text for span in spans(text))


def set_lines(
    faces: Faces, text: Text, role: Role, size: float, width: float, *, indent: float = 0.0, fill: bool = True
) -> tuple[Line, ...]:
    """Break a text into lines of `width` points; newlines begin a paragraph, each first line `indent` narrower.

    At least one line comes back, so that an empty cell has a height.
    """
    lines: list[Line] = []
    for paragraph in _paragraphs(clusters(faces, text, role, size)):
        broken = break_clusters(paragraph, lambda n: width - indent if n == 0 else width)
        for number, part in enumerate(broken):
            room = width - indent if number == 0 else width
            last = number == len(broken) - 1
            lines.append(_line(part, room if fill and not last else 0.0))
    return tuple(lines)


def clusters(faces: Faces, text: Text, role: Role, size: float) -> list[Cluster]:
    """The text cut into characters, combining marks staying with theirs."""
    found: list[Cluster] = []
    for span in spans(text):
        for run in faces.runs(_tidy(span.text), span.role or role, name=span.name):
            for char in run.text:
                width = 0.0 if char == "\n" else faces.width(char, run.role) * size
                if found and unicodedata.category(char).startswith("M"):
                    before = found[-1]
                    found[-1] = Cluster(before.text + char, before.role, before.width + width)
                else:
                    found.append(Cluster(char, run.role, width))
    return found


def break_clusters(row: Sequence[Cluster], room: Callable[[int], float]) -> list[list[Cluster]]:
    """Fill line after line; `room(n)` is the width of line n. A word wider than a line is torn, nothing else is."""
    lines: list[list[Cluster]] = []
    start, at, used, possible = 0, 0, 0.0, 0
    while at < len(row):
        if at > start and may_break(row[at - 1].text, row[at].text):
            possible = at
        used += row[at].width
        if used > room(len(lines)) + 0.01 and at > start and row[at].text != " ":
            end = possible if possible > start else at
            lines.append(_without_trailing_space(row[start:end]))
            start = at = possible = end
            used = 0.0
            continue
        at += 1
    lines.append(list(row[start:]))
    return lines


def may_break(before: str, after: str) -> bool:
    """Whether a line may end between two neighbouring characters."""
    if after[0] in NEVER_FIRST or before[0] in NEVER_LAST or after == " ":
        return False
    if (before == after and before in "—…") or (before[0].isdecimal() and after[0] in MEASURES):
        return False
    return not (_in_word(before[0]) and _in_word(after[0]))


def _in_word(char: str) -> bool:
    return char != " " and ord(char) < 0x2E80 and not char.isspace() and char not in "—…“”‘’"


def _paragraphs(row: Sequence[Cluster]) -> list[list[Cluster]]:
    parts: list[list[Cluster]] = [[]]
    for cluster in row:
        if cluster.text == "\n":
            parts.append([])
        else:
            parts[-1].append(cluster)
    return parts


def _line(row: Sequence[Cluster], room: float) -> Line:
    width = sum(cluster.width for cluster in row)
    slack = room - width
    stretch = 0 < slack <= _WIDEST_STRETCH * room and len(row) > 1
    runs: list[Run] = []
    for cluster in row:
        if runs and runs[-1].role is cluster.role:
            runs[-1] = Run(runs[-1].text + cluster.text, cluster.role)
        else:
            runs.append(Run(cluster.text, cluster.role))
    count = sum(len(cluster.text) for cluster in row)
    return Line(tuple(runs), width, slack / (count - 1) if stretch else 0.0)


def _without_trailing_space(row: Sequence[Cluster]) -> list[Cluster]:
    kept = list(row)
    while kept and kept[-1].text == " ":
        kept.pop()
    return kept


def _tidy(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", "　").replace("\u00a0", " ")
