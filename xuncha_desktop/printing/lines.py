"""Chinese line breaking: 避头尾, 标点挤压, numbers and Latin words not torn, lines filled to the width."""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import accumulate, pairwise
from typing import Final, NamedTuple

from xuncha_desktop.printing.faces import Faces, Role, Run

NEVER_FIRST: Final = frozenset("，。、；：？！）》〉」』】〕〗｝”’…—～·％‰℃㎡㎥,.;:?!)]}%")
NEVER_LAST: Final = frozenset("（《〈「『【〔〖｛“‘([{￥¥＄$№")
MEASURES: Final = frozenset(  # kept with their number
    "年月日时分秒天周季元角万亿千百个件项人名位次份页号条款章节岁户亩吨米斤克升里"
    "处盏辆台套笔家栋间座所部艘架把张本册卷箱包袋瓶盒枚块片根批起宗例类种组届期轮场遍趟倍成度层级口头只支"
)
_NUMERALS: Final = frozenset("十百千万亿")  # … and these with what they count: 61.50万元
_DOCUMENT_NUMBER: Final = re.compile(  # with its 代字 as far as it can be told from the words before it
    r"(?:(?:巡察|[\u4e00-\u9fff]巡(?!察))[\u4e00-\u9fff]{0,3}|[\u4e00-\u9fff]{0,2})〔[0-9]{4}〕[\u4e00-\u9fff]{0,2}[0-9]+号"
)
CLOSING: Final = frozenset("，。、；：）》〉」』】〕〗｝”’")  # their right half is blank
OPENING: Final = frozenset("（《〈「『【〔〖｛“‘")  # their left half is blank
_WIDEST_STRETCH: Final = 0.12  # of the width: a line that is shorter by more stays ragged
_HALF: Final = 0.5
_PULLED: Final = 2  # closing marks taken onto a full line by squeezing, at most
_ROUNDING: Final = 0.01
_SPACES: Final = frozenset(" \u3000")
_LONGEST_NAME: Final = 6  # characters of a name that is not torn


@dataclass(frozen=True, slots=True)
class Span:
    """Some text of a line; a name keeps to one face, `role` departs from the paragraph's face."""

    text: str
    name: bool = False
    role: Role | None = None


Text = str | Span | tuple["str | Span", ...]


@dataclass(frozen=True, slots=True)
class Cluster:
    """A character with its combining marks, in its face; all measures in points.

    `width` is what it takes up, `kern` (negative) what was taken off after it, `blank` what still could be.
    """

    text: str
    role: Role
    width: float
    blank: float = 0.0
    kern: float = 0.0
    bound: bool = False  # inside a name or a document's number: no line begins with it


class Line(NamedTuple):
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
    if isinstance(text, str):
        return (Span(text),)
    parts = text if isinstance(text, tuple) else (text,)
    return tuple([part if isinstance(part, Span) else Span(part) for part in parts])


def bare(text: Text) -> str:
    """The characters alone."""
    return "".join(span.text for span in spans(text))


def set_lines(
    faces: Faces,
    text: Text,
    role: Role,
    size: float,
    width: float,
    *,
    indent: float = 0.0,
    fill: bool = True,
    tracking: float = 0.0,
) -> tuple[Line, ...]:
    """Break a text into lines of `width` points; newlines begin a paragraph, each first line `indent` narrower.

    `tracking` is added to every character's width. At least one line comes back, so that an empty cell has a height.
    """
    lines: list[Line] = []
    row = clusters(faces, text, role, size, tracking)
    for paragraph in _paragraphs(row) if "\n" in (text if isinstance(text, str) else bare(text)) else [row]:
        lines += _set(paragraph, width, indent, tracking, fill=fill)
    return tuple(lines)


def _set(paragraph: list[Cluster], width: float, indent: float, tracking: float, *, fill: bool) -> Iterator[Line]:
    row = squeezed(paragraph)
    ends = list(accumulate([cluster.width for cluster in row]))
    texts = [cluster.text for cluster in row]
    roles = [cluster.role for cluster in row]
    alike = row is paragraph and roles[1:] == roles[:-1]  # no kern, one face
    room = width - indent
    for start, end, pulled in _breaks(row, ends, lambda n: width - indent if n == 0 else width):
        filled = room if fill and end < len(row) else 0.0
        if pulled or not alike or end == start:
            part = pulled or row[start:end]
            yield _line(_runs(part), sum([cluster.width for cluster in part]), filled, tracking)
        else:
            wide = ends[end - 1] - (ends[start - 1] if start else 0.0)
            yield _line([Run("".join(texts[start:end]), roles[start])], wide, filled, tracking)
        room = width


def clusters(faces: Faces, text: Text, role: Role, size: float, tracking: float = 0.0) -> list[Cluster]:
    """The text cut into characters, combining marks staying with theirs."""
    found: list[Cluster] = []
    for span in spans(text) if faces.names is None else _named(faces.names, text):
        made = _made(faces, _tidy(span.text), span.role or role, (size, tracking), name=span.name)
        if span.name and len(span.text) <= _LONGEST_NAME:
            made[1:] = [_bound(cluster) for cluster in made[1:]]
        if "〔" in span.text:
            made = _numbers_bound(made)
        found += made
    return found


def _named(names: re.Pattern[str], text: Text) -> Iterator[Span]:
    """The text's spans, each known name one of its own."""
    for span in spans(text):
        parts = [] if span.name else names.split(span.text)  # every second one is a name
        if len(parts) < 2:
            yield span
        else:
            yield from (replace(span, text=part, name=place % 2 == 1) for place, part in enumerate(parts) if part)


def document_numbers(text: str) -> list[tuple[int, int]]:
    """Where a text names documents by their 文号, each from its 代字 to its 号."""
    return [match.span() for match in _DOCUMENT_NUMBER.finditer(text)]


def _numbers_bound(row: list[Cluster]) -> list[Cluster]:
    made = list(row)
    for start, end in document_numbers("".join([cluster.text[0] for cluster in row])):
        made[start + 1 : end] = [_bound(cluster) for cluster in made[start + 1 : end]]
    return made


@lru_cache(maxsize=4_096)
def _bound(cluster: Cluster) -> Cluster:
    return replace(cluster, bound=True)


def _made(faces: Faces, text: str, role: Role, measures: tuple[float, float], *, name: bool) -> list[Cluster]:
    """Clusters of equal characters are one and the same value, kept with the faces."""
    kept = faces.clusters.setdefault((role, measures), {})
    if not name:
        with suppress(KeyError):
            return [kept[char] for char in text]
    found: list[Cluster] = []
    for run in faces.runs(text, role, name=name):
        for char in run.text:
            cluster = _cluster(faces, char, run.role, measures)
            if char > "\u02ff" and found and unicodedata.category(char)[0] == "M":
                before = found[-1]
                found[-1] = replace(before, text=before.text + char, width=before.width + cluster.width)
                continue
            if not name and unicodedata.category(char)[0] != "M":
                kept[char] = cluster
            found.append(cluster)
    return found


def _cluster(faces: Faces, char: str, role: Role, measures: tuple[float, float]) -> Cluster:
    size, tracking = measures
    wide = faces.width(char, role)
    blank = _HALF * size if wide > 0.9 and (char in CLOSING or char in OPENING) else 0.0
    return Cluster(char, role, 0.0 if char == "\n" else wide * size + tracking, blank)


def squeezed(row: list[Cluster]) -> list[Cluster]:
    """Neighbouring marks share the blank between them: 」（ takes one and a half widths and not two."""
    made = row
    marks = [at for at, cluster in enumerate(row) if cluster.blank]
    for at, following in pairwise(marks):
        before, after = row[at], row[following]
        if at + 1 == following and (before.text in OPENING) <= (after.text in OPENING):
            made = list(row) if made is row else made
            closing = before.text in CLOSING
            taken = before.blank if closing else after.blank
            left = 0.0 if closing else made[at].blank
            made[at] = replace(made[at], width=before.width - taken, kern=-taken, blank=left)
            if not closing:
                made[at + 1] = replace(after, blank=0.0)  # what stood before it is gone
    return made


def break_clusters(row: Sequence[Cluster], room: Callable[[int], float]) -> list[list[Cluster]]:
    """Fill line after line; `room(n)` is the width of line n. A word wider than a line is torn, nothing else is."""
    ends = list(accumulate([cluster.width for cluster in row]))
    return [pulled or list(row[start:end]) for start, end, pulled in _breaks(row, ends, room)]


def _breaks(
    row: Sequence[Cluster], ends: Sequence[float], room: Callable[[int], float]
) -> Iterator[tuple[int, int, list[Cluster]]]:
    """Where each line begins and ends, without its trailing spaces, or its squeezed clusters with what was pulled in.

    `ends` holds where each character ends if the whole row were one line.
    """
    start = number = 0
    while start < len(row) or not number:
        limit = room(number)
        number += 1
        at = _reach(row, ends, start, limit + _ROUNDING)
        if at == len(row):
            yield start, at, []
            return
        pulled = _pulled(row, start, at, limit)
        end = start + len(pulled) if pulled else at
        if not pulled:
            end = _last_break(row, start, at)
        following = end
        while not pulled and end > start and row[end - 1].text in _SPACES:
            end -= 1
        yield start, end, _without_trailing_space(pulled)
        start = following


def _last_break(row: Sequence[Cluster], start: int, at: int) -> int:
    """Where the line ends that begins at `start` and reaches to `at`; a wider word is torn where it hurts least.

    A document's number is parted before and behind its year, a name between its characters, an amount before what it
    counts, then anything; what may not begin or end a line does so only where nothing else is left.
    """
    for allowed in (_whole, _at_the_year, _unbound, _before_its_measure, _torn):
        for end in range(at, start, -1):
            if allowed(row[end - 1], row[end]):
                return end
    return at


def _whole(before: Cluster, after: Cluster) -> bool:
    return not after.bound and may_break(before.text, after.text)


def _at_the_year(before: Cluster, after: Cluster) -> bool:
    return (after.text == "〔" and before.text[0] not in NEVER_LAST) or (
        before.text == "〕" and after.text[0] not in NEVER_FIRST
    )


def _unbound(before: Cluster, after: Cluster) -> bool:
    return may_break(before.text, after.text)


def _before_its_measure(before: Cluster, after: Cluster) -> bool:
    return before.text.isdecimal() and after.text in MEASURES


def _torn(before: Cluster, after: Cluster) -> bool:
    return after.text[0] not in NEVER_FIRST and before.text[0] not in NEVER_LAST


def _reach(row: Sequence[Cluster], ends: Sequence[float], start: int, limit: float) -> int:
    """The first character from `start` that is not a space and does not fit any more; the row's length if all do."""
    used = ends[start - 1] if start else 0.0
    at = max(bisect_right(ends, used + limit, lo=start), start + 1)
    while at < len(row) and row[at].text in _SPACES:
        at += 1
    return min(at, len(row))


def may_break(before: str, after: str) -> bool:
    """Whether a line may end between two neighbouring characters."""
    if after[0] in NEVER_FIRST or before[0] in NEVER_LAST or after in _SPACES or after == "〔" or before == "〕":
        return False  # a document's number 〔2019〕7号 stays whole
    counted = after[0] in MEASURES and (before[0].isdecimal() or before[0] in _NUMERALS)
    if counted or (before == after and before in "—…"):
        return False
    return not (_in_word(before[0]) and _in_word(after[0]))


def _pulled(row: Sequence[Cluster], start: int, at: int, room: float) -> list[Cluster]:
    """The line with the closing marks that did not fit, its marks squeezed; nothing if they are too many or wide."""
    if row[at].text[0] not in NEVER_FIRST:
        return []
    end = at + 1
    while end < len(row) and not may_break(row[end - 1].text, row[end].text):
        end += 1
    if end - at > _PULLED:
        return []
    line = list(row[start:end])
    over = sum(cluster.width for cluster in line) - room
    gives = [cluster.blank * _HALF for cluster in line]
    gives[-1] = line[-1].blank if line[-1].text in CLOSING else 0.0
    gives[0] = gives[0] if line[0].text in CLOSING else 0.0  # before an opening mark there is only the margin
    if sum(gives) < over - _ROUNDING:
        return []
    taken = [0.0] * len(line)
    taken[-1] = min(over, gives[-1])  # the mark at the end gives first: what follows it is the margin
    inner = sum(gives[:-1])
    for place in range(len(line) - 1):
        taken[place] = (over - taken[-1]) * gives[place] / inner if inner else 0.0
    return _less(line, taken)


def _less(line: list[Cluster], taken: Sequence[float]) -> list[Cluster]:
    """What a closing mark gives is behind it; what an opening mark gives stands before it, behind its neighbour."""
    behind = [0.0] * len(line)
    for place, amount in enumerate(taken):
        at = place - 1 if line[place].text in OPENING and place else place
        behind[at] += amount
    return [
        replace(c, width=c.width - less, kern=c.kern - less) if less else c
        for c, less in zip(line, behind, strict=True)
    ]


def _in_word(char: str) -> bool:
    point = ord(char)
    if point >= 0x2E80:
        return 0xFF10 <= point <= 0xFF5A and char.isalnum()  # full-width digits and letters are no less a number
    return char != " " and not char.isspace() and char not in "—…“”‘’"


def _paragraphs(row: list[Cluster]) -> list[list[Cluster]]:
    ends = [at for at, cluster in enumerate(row) if cluster.text == "\n"]
    return [row[start + 1 : end] for start, end in pairwise([-1, *ends, len(row)])] if ends else [row]


def _line(runs: list[Run], width: float, room: float, tracking: float) -> Line:
    count = sum([len(run.text) for run in runs])
    slack = room - width
    stretch = count > 1 and 0 < slack <= _WIDEST_STRETCH * room
    return Line(tuple(runs), width - tracking * count, tracking + (slack / (count - 1) if stretch else 0.0))


def _runs(row: Sequence[Cluster]) -> list[Run]:
    """Neighbours of one face together, as far as nothing was taken off between them."""
    roles = [cluster.role for cluster in row]
    if row and roles.count(roles[0]) == len(row) and not any([cluster.kern for cluster in row]):
        return [Run("".join([cluster.text for cluster in row]), roles[0])]
    runs: list[Run] = []
    for cluster in row:
        if runs and runs[-1].role is cluster.role and not runs[-1].kern:
            runs[-1] = Run(runs[-1].text + cluster.text, cluster.role, cluster.kern)
        else:
            runs.append(Run(cluster.text, cluster.role, cluster.kern))
    return runs


def _without_trailing_space(row: Sequence[Cluster]) -> list[Cluster]:
    kept = list(row)
    while kept and kept[-1].text in _SPACES:
        kept.pop()
    return kept


def _tidy(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", "　").replace("\u00a0", " ")
