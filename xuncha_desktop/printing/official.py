"""Pieces of the official paper (红头公文), the letter and the minutes, measured by GB/T 9704-2012."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest
from typing import Final

from xuncha_desktop.printing import margins
from xuncha_desktop.printing.blocks import BODY, LINE, Drawn, Setter
from xuncha_desktop.printing.faces import Role
from xuncha_desktop.printing.flow import Unit
from xuncha_desktop.printing.lines import Line, Span, Text
from xuncha_desktop.printing.marks import Marks
from xuncha_desktop.printing.pen import BASELINE, MM, PORTRAIT, RED, Pen, Style
from xuncha_desktop.printing.titles import TITLE_MOST, broken_title, mark_shape

_SIZE: Final = BODY.size
_EM: Final = BODY.size + BODY.tracking
_PLAIN: Final = replace(BODY, indent=0)
_SIGNER: Final = "签发人："
_BESIDE_MARKS: Final = 0.6  # of the width a letter's number may take up: 密级 and 份号 stand at its left
_RIGHT: Final = replace(_PLAIN, align="right")
_CENTRE: Final = replace(_PLAIN, align="center")
_HEAVY: Final = replace(_PLAIN, role=Role.HEITI)
_TITLE: Final = Style(Role.XIAOBIAOSONG, 22, 34, align="center", hung=True)  # 二号
_MARK_TOP: Final = 35 * MM  # from the 版心's upper edge to the mark (7.2.4, 10.3)
_LETTER_TOP: Final = 30 * MM  # from the sheet's upper edge to the mark (10.1)
_RED_BELOW: Final = 4 * MM  # 7.2.7, 10.1
_RED_WEIGHT: Final = 1.5  # points; the standard names none
_AFTER_RED: Final = _SIZE * 7 / 8  # 10.1
_SMALL: Final = Style(Role.FANGSONG, 14, 22)  # 四号, 7.4
_EDGE: Final = 0.35 * MM  # first and last line of 版记
_BETWEEN: Final = 0.25 * MM
_AIR: Final = 2.0  # points above and below the text of a row of 版记


Pieces = tuple[tuple[float, Line], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Hanging(Unit):
    """Lines of pieces that stand at their own distances from the left edge."""

    placed: tuple["Pieces", ...]
    style: Style

    def draw(self, pen: Pen, left: float, top: float, start: int, stop: int) -> None:
        """See `Unit.draw`."""
        for number in range(start, stop):
            for indent, line in self.placed[number]:
                pen.line(left, top, 0, line, self.style, indent=indent)
            top += self.slices[number]

    def after(self, stop: int) -> float:
        """See `Unit.after`."""
        return -self.style.tail


def red_head(setter: Setter, mark: str, number: str, *, signer: str = "") -> list[Unit]:
    """份号, 密级, 紧急程度, 发文机关标志, 发文字号, red line (7.2). `signer` (签发人) makes it an upward paper."""
    shown = _Mark(setter, mark)
    said = _Beside(setter, number, signer)
    number_top = _MARK_TOP + shown.height + 2 * LINE
    red = number_top + said.height + _RED_BELOW

    def paint(pen: Pen, left: float, top: float) -> None:
        _corner(pen, left, top, setter.width)
        shown.paint(pen, left, top + _MARK_TOP)
        said.paint(pen, left, top + number_top)
        pen.rule(left, top + red, left + setter.width, top + red, _RED_WEIGHT, colour=RED)

    return [Drawn(slices=(red + 2 * LINE,), paint=paint, with_next=True, each_copy=True)]


def letter_head(setter: Setter, marks: Marks, mark: str, number: str) -> list[Unit]:
    """信函格式: the mark, the red double line, below it 份号 and 密级 left, 发文字号 right (10.1). Dress.LETTER."""
    shown = _Mark(setter, mark)
    mark_top = _LETTER_TOP - PORTRAIT.top * MM
    red = mark_top + shown.height + _RED_BELOW
    first = red + 2.4 + _AFTER_RED
    said = _RIGHT.lines(setter.faces, number, setter.width * _BESIDE_MARKS)
    count = max(len(said), (2 if marks.secrecy else 0) + bool(marks.urgency))

    def paint(pen: Pen, left: float, top: float) -> None:
        shown.paint(pen, left, top + mark_top)
        margins.double(pen, PORTRAIT.width * MM / 2, top + red, thick_first=True)
        _corner(pen, left, top + first, setter.width)
        for place, line in enumerate(said):
            pen.line(left, top + first + place * LINE, setter.width, line, _RIGHT)

    height = first + (count - 1) * LINE + _SIZE + 2 * LINE
    return [Drawn(slices=(height,), paint=paint, with_next=True, each_copy=True)]


def minutes_head(setter: Setter, mark: str, number: str, office: str, issued_on: str) -> list[Unit]:
    """纪要: the mark 35 mm below the 版心's edge, number, then office and day over the red line (10.3)."""
    shown = _Mark(setter, mark)
    number_top = _MARK_TOP + shown.height + LINE
    numbers = _CENTRE.lines(setter.faces, number, setter.width)
    office_top = number_top + (len(numbers) + 1) * LINE
    day = _RIGHT.lines(setter.faces, issued_on, setter.width)[0]
    offices = _PLAIN.lines(setter.faces, office, setter.width - 3 * _EM - day.full_width)
    day_top = office_top + (len(offices) - 1) * LINE
    red = day_top + _SIZE + _RED_BELOW

    def paint(pen: Pen, left: float, top: float) -> None:
        _corner(pen, left, top, setter.width)
        shown.paint(pen, left, top + _MARK_TOP)
        for place, line in enumerate(numbers):
            pen.line(left, top + number_top + place * LINE, setter.width, line, _CENTRE)
        for place, line in enumerate(offices):
            pen.line(left + _EM, top + office_top + place * LINE, setter.width, line, _PLAIN)
        pen.line(left, top + day_top, setter.width - _EM, day, _RIGHT)
        pen.rule(left, top + red, left + setter.width, top + red, _RED_WEIGHT, colour=RED)

    return [Drawn(slices=(red + 2 * LINE,), paint=paint, with_next=True, each_copy=True)]


def subject(setter: Setter, title: str, *, keep: Sequence[str] = ()) -> list[Unit]:
    """标题, centred, in lines that tear no word and none of the names in `keep`; a blank line below (7.3.1, 7.3.2)."""
    lines = "\n".join(broken_title(title, TITLE_MOST, keep))
    text = setter.text(lines, _TITLE, with_next=True)
    return [replace(text, glue=(True,) * (len(text.slices) - 1)), blank(setter)]


def blank(setter: Setter, lines: float = 1) -> Unit:
    """Empty lines of the body."""
    return replace(setter.gap(lines * setter.set(BODY).leading / MM), with_next=True)


def addressed(setter: Setter, recipients: str) -> list[Unit]:
    """主送机关 from the left edge with a full-width colon (7.3.2)."""
    return [setter.text(f"{recipients}：", _PLAIN, with_next=True)] if recipients else []


def enclosed(setter: Setter, names: Sequence[str]) -> list[Unit]:
    """附件说明: a blank line below the text, two characters in, no mark after the names (7.3.4)."""
    if not names:
        return []
    numbered = [f"{number}. {name}" for number, name in enumerate(names, 1)] if len(names) > 1 else list(names)
    start, label = 2 * _EM, "附件："
    placed = [
        part
        for place, name in enumerate(numbered)
        for part in _hung(setter, "" if place else label, name, start, start + 3 * _EM, setter.width, _PLAIN)
    ]
    return [replace(_hanging(setter, placed, _PLAIN, before=LINE), with_previous=True)]


def attendance(setter: Setter, label: str, names: Sequence[str]) -> list[Unit]:
    """出席, 请假, 列席: 黑体 label, names whole in one face, turned lines under the first name (10.3)."""
    spans: list[Span | str] = []
    for name in names:
        spans += ["　", Span(name, name=True)] if spans else [Span(name, name=True)]
    start = 2 * _EM
    heads = _HEAVY.lines(setter.faces, f"{label}：", setter.width / 2 - start)
    inner = start + max(head.full_width for head in heads) + _EM - _SIZE
    rows = _hung(setter, "", tuple(spans), start, inner, setter.width, _PLAIN)
    labels = [((start, head),) for head in heads]
    return [_hanging(setter, [(*left, *right) for left, right in zip_longest(labels, rows, fillvalue=())], _PLAIN)]


def remark(setter: Setter, text: str) -> list[Unit]:
    """附注 in brackets, two characters in, below the date (7.3.6)."""
    return [replace(setter.text(f"（{text}）", BODY), with_previous=True)] if text else []


def annex(setter: Setter, number: int | None, title: str, *, keep: Sequence[str] = ()) -> list[Unit]:
    """The head of an 附件: a new page, “附件” in 黑体 on the first line, the title on the third (7.3.7)."""
    label = f"附件{number}" if number else "附件"
    first = replace(setter.text(label, _HEAVY, with_next=True), fresh=True, entry=(f"{label}　{title}", 1))
    return [first, blank(setter), *subject(setter, title, keep=keep)]


def imprint(setter: Setter, copies_to: str, issuer: str, issued_on: str) -> list[Unit]:
    """版记 at the lower edge of the last page: 抄送, 印发机关 and 印发日期 between lines of 0.35 and 0.25 mm (7.4).

    A letter has no 印发机关 and no lines: give `issuer` as "".
    """
    em = _SMALL.size
    day = f"{issued_on}印发"
    printed = _SMALL.lines(setter.faces, day, setter.width)[0].full_width
    rows: list[list[Pieces]] = []
    if copies_to:
        text = copies_to.rstrip("。") + "。"
        rows.append(_hung(setter, "抄送：", text, em, 4 * em, setter.width - em, _SMALL))
    if issuer:
        rows.append([((em, line),) for line in _SMALL.lines(setter.faces, issuer, setter.width - 3 * em - printed)])
    heights = [len(row) * _SMALL.leading + 2 * _AIR for row in rows]

    def paint(pen: Pen, left: float, top: float) -> None:
        right, y = left + setter.width, top
        for place, (row, height) in enumerate(zip(rows, heights, strict=True)):
            if issuer:
                pen.rule(left, y, right, y, _BETWEEN if place else _EDGE)
            for number, pieces in enumerate(row):
                for x, line in pieces:
                    pen.line(left + x, y + _AIR + number * _SMALL.leading, 0, line, _SMALL)
            y += height
        if issuer:
            pen.text(left, y - _AIR - _SMALL.leading, setter.width - em, day, replace(_SMALL, align="right"))
            pen.rule(left, y, right, y, _EDGE)

    return [Drawn(slices=(sum(heights),), before=LINE, paint=paint, foot=True)] if rows else []


class _Mark:
    """发文机关标志: red 小标宋 as wide as it may be; long names are drawn narrower before they are drawn smaller."""

    def __init__(self, setter: Setter, text: str) -> None:
        size, squeeze = mark_shape(text, setter.width)
        style = Style(Role.XIAOBIAOSONG, size, size, align="center", hung=True, red=True, squeeze=squeeze)
        self._lines = style.lines(setter.faces, text, setter.width * 2 / squeeze)
        self._style, self._width = style, setter.width
        rise = setter.faces.ink_top(text, Role.XIAOBIAOSONG) * size
        self._lift = BASELINE * size - rise  # of the character body above its ink
        self.height = rise + (1 - BASELINE) * size

    def paint(self, pen: Pen, left: float, top: float) -> None:
        """The mark with the upper edge of its ink at `top`."""
        pen.lines(left, top - self._lift, self._width, self._lines, self._style)


class _Beside:
    """发文字号, and with a 签发人 it at the left and he at the right, on the last of his lines (7.2.5, 7.2.6).

    What is too long for its half is broken there; names in a long list stay whole and turn under the first one.
    """

    def __init__(self, setter: Setter, number: str, signer: str) -> None:
        room = setter.width - 2 * _EM
        if not signer:
            lines = _PLAIN.lines(setter.faces, number, room)
            self._rows = [((setter.width - line.full_width) / 2, LINE * n, line) for n, line in enumerate(lines)]
            self.height = (len(lines) - 1) * LINE + _SIZE
            return
        label = _PLAIN.lines(setter.faces, _SIGNER, room)[0]
        who = Span(signer, name=True, role=Role.KAITI)
        one = _PLAIN.lines(setter.faces, number, room)[0].full_width
        beside = max(room / 2, room - one - _EM) - label.full_width
        names = _PLAIN.lines(setter.faces, who, beside)
        numbers = _PLAIN.lines(setter.faces, number, min(one, room / 2 - _EM) + _EM / 2)
        last = max(len(names), len(numbers)) - 1
        at = setter.width - _EM - max(line.full_width for line in names)
        self._rows = [(_EM, LINE * (last - len(numbers) + 1 + n), line) for n, line in enumerate(numbers)]
        above = LINE * (last - len(names) + 1)
        self._rows += [(at - label.full_width, above, label)]
        self._rows += [(at, above + LINE * n, line) for n, line in enumerate(names)]
        self.height = last * LINE + _SIZE

    def paint(self, pen: Pen, left: float, top: float) -> None:
        """All lines, with the upper edge of the first at `top`."""
        for x, y, line in self._rows:
            pen.line(left + x, top + y, 0, line, _PLAIN)


def _corner(pen: Pen, left: float, top: float, width: float) -> None:
    """份号, 密级和保密期限, 紧急程度 below each other, one line each (7.2.1 to 7.2.3)."""
    sheet = pen.sheet
    shown = [(sheet.copy_number, _PLAIN), (sheet.marks.secrecy, _HEAVY), (sheet.marks.urgency, _HEAVY)]
    lines: list[tuple[str, Style]] = [(text, style) for text, style in shown if text]
    for number, (text, style) in enumerate(lines):
        pen.text(left, top + number * LINE, width, text, style)


def _hung(
    setter: Setter, label: str, text: Text, start: float, inner: float, right: float, style: Style
) -> list[Pieces]:
    """Lines with a label at `start`; the text begins at `inner` on every line and ends at `right`."""
    first, *more = style.lines(setter.faces, text, right - inner)
    head = [(start, style.lines(setter.faces, label, right)[0])] if label else []
    return [(*head, (inner, first)), *(((inner, line),) for line in more)]


def _hanging(setter: Setter, placed: Sequence[Pieces], style: Style, *, before: float = 0.0) -> Hanging:
    style = setter.set(style)
    slices = (style.leading,) * len(placed)
    glue = (True,) * (len(placed) - 1)
    return Hanging(slices=slices, glue=glue, before=before, placed=tuple(placed), style=style)
