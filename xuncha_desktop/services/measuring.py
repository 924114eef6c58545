"""Measures a finished PDF against GB/T 9704-2012: what stands where, read from the file and from nothing else."""

import re
import statistics
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import Final

from xuncha_desktop.kernel.errors import Refused
from xuncha_desktop.raster import Char, PageLayout, PageSize, Rule, Viewer

MUST, SHOULD = "规定", "一般"
_MM: Final = 72 / 25.4
_BODY_ABOVE: Final = 0.86  # of the size, from the baseline to the upper edge of a character's body
_NUMBER_LINE: Final = re.compile(r"^[—–-]\s*(\d+)\s*[—–-]$")
_DOCUMENT_NUMBER: Final = re.compile(r"[〔\[［【(（]\d{4}[〕\]］】)）]\D{0,4}\d+号")
_LEVELS: Final = (
    (re.compile(r"^[一二三四五六七八九十]+、"), "黑体", "一级标题"),
    (re.compile(r"^（[一二三四五六七八九十]+）"), "楷体", "二级标题"),
)
_FACES: Final = (
    ("仿宋", re.compile(r"fang|仿宋", re.I)),
    ("楷体", re.compile(r"kai|楷", re.I)),
    ("小标宋", re.compile(r"xiaobiao|xbs|biaosong|songbold|小标宋", re.I)),
    ("黑体", re.compile(r"hei|黑", re.I)),
    ("宋体", re.compile(r"song|simsun|宋", re.I)),
)
_CLOSING: Final = frozenset("，。、；：）》〉」』】〕”’")


@dataclass(frozen=True, slots=True)
class Finding:
    """One measure against its rule. `value` and the bounds in `unit`, or words in `found` and `wanted`."""

    what: str
    clause: str
    strength: str
    found: str
    wanted: str
    within: bool
    page: int = 1


@dataclass(frozen=True, slots=True)
class Measured:
    """A whole paper. `kind` is 公文, 函, 纪要 or 其他: a form is held to sheet and side margins alone."""

    kind: str
    pages: int
    findings: tuple[Finding, ...]

    @property
    def within(self) -> bool:
        """Whether every measure keeps to its rule."""
        return all(finding.within for finding in self.findings)


@dataclass(frozen=True, slots=True)
class TextLine:
    """Characters on one baseline; points from the upper left corner of the page."""

    chars: tuple[Char, ...]
    height: float

    @property
    def text(self) -> str:
        return "".join(char.text for char in self.chars)

    @property
    def size(self) -> float:
        return statistics.median(char.size for char in self.chars)

    @property
    def baseline(self) -> float:
        return self.height - self.chars[0].y

    @property
    def top(self) -> float:
        """Of the character bodies."""
        return self.baseline - _BODY_ABOVE * self.size

    @property
    def bottom(self) -> float:
        return self.top + self.size

    @property
    def left(self) -> float:
        return self.chars[0].x

    @property
    def right(self) -> float:
        """The edge of the last character's body; of a mark at the end the ink."""
        last = self.chars[-1]
        return last.right if last.text in _CLOSING or ord(last.text) < 0x2E80 else last.x + last.size

    @property
    def ink_top(self) -> float:
        return self.height - max(char.top for char in self.chars)

    @property
    def ink_bottom(self) -> float:
        return self.height - min(char.bottom for char in self.chars)

    @property
    def red(self) -> bool:
        return all(_red(char.colour) for char in self.chars)

    @property
    def face(self) -> str:
        return face_of(statistics.mode(char.font for char in self.chars))


def measure(pdf: bytes) -> Measured:
    """Read the file in the limited child and hold it to the standard. Raises `Refused` for what is no whole PDF."""
    with Viewer() as viewer:
        sizes = viewer.open_pdf(pdf)
        pages = [_Page(size, viewer.layout(number)) for number, size in enumerate(sizes)]
    if not any(page.lines for page in pages):
        raise Refused("文件中没有文字，不能测量版面")
    paper = _Paper(pages)
    findings = [*_sheet(paper), *_sides(paper)]
    if paper.kind != "其他":
        findings += [*_area(paper), *_type(paper), *_head(paper), *_numbers(paper), *_imprint(paper)]
    return Measured(paper.kind, len(pages), tuple(findings))


def face_of(font: str) -> str:
    """The family a font's name belongs to, or the name."""
    return next((word for word, known in _FACES if known.search(font)), font or "（未知）")


class _Page:
    """One page's lines of text and its rules."""

    def __init__(self, size: PageSize, layout: PageLayout) -> None:
        self.width, self.height = size.width, size.height
        rows: dict[int, list[Char]] = {}
        for char in layout.chars:
            key = round(char.y)
            rows.setdefault(next((k for k in (key, key - 1, key + 1) if k in rows), key), []).append(char)
        made = [TextLine(tuple(sorted(row, key=lambda char: char.x)), size.height) for row in rows.values()]
        self.lines = sorted(made, key=lambda line: line.baseline)
        self.rules = layout.rules

    @property
    def number(self) -> tuple[TextLine, int] | None:
        """The line of the page number and what it says."""
        found = ((line, _NUMBER_LINE.match(line.text)) for line in self.lines)
        return next(((line, int(match[1])) for line, match in found if match), None)

    def flat(self, *, red: bool) -> list[Rule]:
        """Horizontal lines at least 100 mm long, from top to bottom."""
        long = (r for r in self.rules if r.right - r.left > 100 * _MM and r.top - r.bottom < 4)
        return sorted((r for r in long if _red(r.colour) == red), key=lambda r: -r.top)

    def y(self, rule: Rule) -> float:
        """A rule's place from the upper edge."""
        return self.height - (rule.top + rule.bottom) / 2


class _Paper:
    """All pages, and what kind of paper they are."""

    def __init__(self, pages: Sequence[_Page]) -> None:
        self.pages = pages
        self.first = pages[0]

    @cached_property
    def body_size(self) -> float:
        return statistics.mode(round(char.size, 1) for p in self.pages for line in p.lines for char in line.chars)

    @cached_property
    def mark(self) -> TextLine | None:
        """发文机关标志: the largest red line of the first page."""
        reds = [line for line in self.first.lines if line.red and line.size > 20]
        return max(reds, key=lambda line: line.size, default=None)

    @property
    def kind(self) -> str:
        reds = self.first.flat(red=True)
        if self.mark is None or not reds:
            return "其他"
        if self.mark.text.endswith("纪要"):
            return "纪要"
        return "函" if any(r.right - r.left > 163 * _MM for r in reds) else "公文"

    def body(self, page: _Page) -> list[TextLine]:
        """The lines in the size of the text."""
        number = page.number
        lines = (line for line in page.lines if abs(line.size - self.body_size) < 0.3)
        return [line for line in lines if not (number and line is number[0])]

    def top(self, page: _Page) -> float:
        """Where a page's text begins, be it with the title of an 附件."""
        return min(line.top for line in page.lines if line in self.body(page) or line.size > self.body_size)

    @cached_property
    def lines(self) -> list[TextLine]:
        return [line for page in self.pages for line in self.body(page)]

    @cached_property
    def pitch(self) -> float | None:
        """From line to line, in points: the most frequent."""
        steps = [b.baseline - a.baseline for page in self.pages for a, b in pairwise(self.body(page))]
        near = [round(step, 1) for step in steps if step < 2.2 * self.body_size]
        return statistics.mode(near) if near else None


def _sheet(paper: _Paper) -> Iterator[Finding]:
    for number, page in enumerate(paper.pages, 1):
        yield _length("纸张宽", "5.1", MUST, page.width, (209, 211), page=number)
        yield _length("纸张高", "5.1", MUST, page.height, (296, 298), page=number)


def _sides(paper: _Paper) -> Iterator[Finding]:
    """订口 and the width of the 版心, from the text itself."""
    left, right = min(line.left for line in paper.lines), max(line.right for line in paper.lines)
    yield _length("订口", "5.2.1", MUST, left, (27, 29))
    if any(line.right - line.left > 140 * _MM for line in paper.lines):
        yield _length("版心宽", "5.2.1", MUST, right - left, (155, 157))


def _area(paper: _Paper) -> Iterator[Finding]:
    """The upper and lower edge of the 版心, lines and characters."""
    body = [page for page in paper.pages if paper.body(page)]
    tops = [paper.top(page) for page in (body[1:] or body)]
    if paper.kind != "函" or len(body) > 1:
        yield _length("天头", "5.2.1", MUST, min(tops), (36, 38))
    yield _length("版心下边缘", "5.2.1", MUST, max(line.bottom for line in paper.lines), (0, 263))
    if paper.pitch:
        yield _points("行距", "5.2.3", SHOULD, paper.pitch, (28, 30.5))
        full = max(len(paper.body(page)) for page in paper.pages)
        if full >= 20:
            yield _count("每面行数", "5.2.3", SHOULD, full, (21, 23))
    steps = [
        round(b.x - a.x, 1) for line in paper.lines for a, b in pairwise(line.chars) if _full(a.text) and _full(b.text)
    ]
    if steps:
        width = 156 * _MM / statistics.mode(steps)
        yield _count("每行字数", "5.2.3", SHOULD, round(width, 1), (27.5, 28.5))


def _type(paper: _Paper) -> Iterator[Finding]:
    """Faces and sizes of title, headings and text."""
    yield _points("正文字号", "5.2.2", SHOULD, paper.body_size, (15.7, 16.3))
    text = [line for line in paper.lines if not any(known.match(line.text) for known, _, _ in _LEVELS)]
    plain = [char.font for line in text for char in line.chars if _full(char.text)]
    if plain:
        yield _word("正文字体", "5.2.2", SHOULD, face_of(statistics.mode(plain)), "仿宋")
    title = _title(paper)
    if title:
        yield _points("标题字号", "7.3.1", SHOULD, title[0].size, (21.7, 22.3))
        yield _word("标题字体", "7.3.1", SHOULD, title[0].face, "小标宋")
        middle = max((line.left + line.right) / 2 for line in title)
        yield _length("标题中线", "7.3.1", MUST, middle, (105, 107))
    for number, page in enumerate(paper.pages, 1):
        for line in paper.body(page):
            for known, face, what in _LEVELS:
                if known.match(line.text) and line.left > 30 * _MM:
                    yield _word(what, "7.3.3", SHOULD, face_of(line.chars[1].font), face, page=number)


def _head(paper: _Paper) -> Iterator[Finding]:
    mark, page = paper.mark, paper.first
    reds = page.flat(red=True)
    if mark is None or not reds:
        return
    yield _word("发文机关标志字体", "7.2.4", SHOULD, mark.face, "小标宋")
    if paper.kind == "函":
        yield _length("发文机关标志上边缘至上页边", "10.1", MUST, mark.ink_top, (29, 31))
        yield _length("红色双线长", "10.1", MUST, reds[0].right - reds[0].left, (169, 171))
        yield _length("第一条红色双线距标志", "10.1", MUST, page.y(reds[0]) - mark.ink_bottom, (3, 5.5))
        yield _length("第二条红色双线距下页边", "10.1", MUST, page.height - page.y(reds[-1]), (19, 21))
    else:
        yield _length("发文机关标志上边缘至版心上边缘", "7.2.4", MUST, mark.ink_top - 37 * _MM, (34, 36))
        yield _length("红色分隔线长", "7.2.7", MUST, reds[0].right - reds[0].left, (155, 157))
        yield from _below_mark(paper, mark, page.y(reds[0]))
    number = next((line for line in page.lines if _DOCUMENT_NUMBER.search(line.text) and line.size < 20), None)
    if number is not None and mark.top < number.top:
        yield _word("发文字号括号", "7.2.5", MUST, "〔〕" if "〔" in number.text else "其他", "〔〕")
        plain = re.search(r"[〕\])）］】][1-9]\d*号", number.text)
        yield _word(
            "发文字号序号", "7.2.5", MUST, "年份后直接编号，不加虚位" if plain else "其他", "年份后直接编号，不加虚位"
        )


def _below_mark(paper: _Paper, mark: TextLine, red: float) -> Iterator[Finding]:
    above = [line for line in paper.first.lines if mark.bottom < line.top and line.bottom < red + 1]
    if above and paper.kind == "公文":
        step = paper.pitch or 29.5
        yield _count("标志与发文字号间空行", "7.2.5", MUST, round((above[0].top - mark.ink_bottom) / step, 1), (1, 3))
        yield _length("红色分隔线距发文字号", "7.2.7", MUST, red - above[-1].bottom, (3, 5))
    title = _title(paper)
    if title and paper.pitch:
        yield _count("红线与标题间空行", "7.3.1", SHOULD, round((title[0].top - red) / paper.pitch, 1), (1.4, 2.6))


def _numbers(paper: _Paper) -> Iterator[Finding]:
    for place, page in enumerate(paper.pages, 1):
        found = page.number
        if paper.kind == "函" and place == 1:
            yield _word("首页页码", "10.1", MUST, "有" if found else "无", "无")
            continue
        if found is None:
            continue
        line, number = found
        yield _points("页码字号", "7.5", SHOULD, line.size, (13.7, 14.3), page=place)
        dash = page.height - (line.chars[0].top + line.chars[0].bottom) / 2
        yield _length("页码一字线距版心下边缘", "7.5", MUST, dash - 262 * _MM, (6, 8), page=place)
        if number % 2:
            yield _length("单页码右空", "7.5", MUST, 184 * _MM - line.right, (3.9, 6), page=place)
        else:
            yield _length("双页码左空", "7.5", MUST, line.left - 28 * _MM, (3.9, 6), page=place)


def _imprint(paper: _Paper) -> Iterator[Finding]:
    page, place = paper.pages[-1], len(paper.pages)
    rules = [rule for rule in page.flat(red=False) if page.y(rule) > 150 * _MM and rule.weight < 3]
    if paper.kind == "函" or len(rules) < 2 or "印发" not in "".join(line.text for line in page.lines):
        return
    for rule in (rules[0], rules[-1]):
        yield _length("版记首末线粗", "7.4.1", SHOULD, rule.weight, (0.3, 0.4), page=place)
    for rule in rules[1:-1]:
        yield _length("版记中间线粗", "7.4.1", SHOULD, rule.weight, (0.2, 0.3), page=place)
    yield _length("版记末线位置", "7.4.1", MUST, page.y(rules[-1]), (261, 263), page=place)


def _title(paper: _Paper) -> list[TextLine]:
    large = [line for line in paper.first.lines if line.size > paper.body_size + 3 and not line.red]
    return [line for line in large if abs(line.size - large[0].size) < 0.3] if large else []


def _full(char: str) -> bool:
    return ord(char) >= 0x3400 and char not in _CLOSING and char not in "（《〈「『【〔“‘"


def _red(colour: tuple[int, int, int]) -> bool:
    red, green, blue = colour
    return red > 180 and green < 90 and blue < 90


def _length(
    what: str, clause: str, strength: str, points: float, bounds: tuple[float, float], *, page: int = 1
) -> Finding:
    return _ranged(what, clause, strength, points / _MM, bounds, "mm", page)


def _points(
    what: str, clause: str, strength: str, value: float, bounds: tuple[float, float], *, page: int = 1
) -> Finding:
    return _ranged(what, clause, strength, value, bounds, "pt", page)


def _count(what: str, clause: str, strength: str, value: float, bounds: tuple[float, float]) -> Finding:
    return _ranged(what, clause, strength, value, bounds, "", 1)


def _ranged(
    what: str, clause: str, strength: str, value: float, bounds: tuple[float, float], unit: str, page: int
) -> Finding:
    low, high = bounds
    wanted = f"{low:g}–{high:g}{unit}" if low else f"≤{high:g}{unit}"
    within = low - 0.005 <= value <= high + 0.005
    return Finding(what, clause, strength, f"{round(value, 2):g}{unit}", wanted, within, page)


def _word(what: str, clause: str, strength: str, found: str, wanted: str, *, page: int = 1) -> Finding:
    return Finding(what, clause, strength, found, wanted, found == wanted, page)
