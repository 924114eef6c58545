"""A long paper as a word processor's document (DOCX), for red-penning: its head, title lines, numbers, page and 版记.

On purpose a draft has no 份号 (the line for it stays free), digest or square code: those belong to a printed copy.
Nor has it strips to tear off, boxes and lines to sign on: these are printed by the program. 版记 stands at the foot of
the last page, even or odd: how many there are is not known before the red pen is laid down.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Final, cast

from xuncha_desktop.printing.blocks import LINE
from xuncha_desktop.printing.form import FORMS
from xuncha_desktop.printing.margins import Dress
from xuncha_desktop.printing.marks import Marks
from xuncha_desktop.printing.pen import MM, PORTRAIT
from xuncha_desktop.printing.signing import BLANK_DATE
from xuncha_desktop.printing.text import Part, shares
from xuncha_desktop.printing.titles import TITLE_MOST, broken_title, mark_shape
from xuncha_desktop.printing.wordfile import (
    BODY,
    EM,
    FOOT,
    HEITI,
    KAITI,
    RED,
    SMALL,
    WIDTH,
    XIAOBIAOSONG,
    Rule,
    Said,
    Shape,
    WordFile,
)

_MARK_TOP: Final = 35 * MM  # below the 版心's upper edge (7.2.4, 10.3)
_LETTER_TOP: Final = 30.0  # millimetres below the sheet's (10.1)
_LETTER_FOOT: Final = 20.0  # millimetres from the sheet's lower edge to the lower double line (10.1)
_RED_BELOW: Final = 4 * MM  # 7.2.7, 10.1
_RED_WEIGHT: Final = 1.5
_THIN: Final = 0.75  # of the double line
_BETWEEN: Final = 1.6  # its two lines
_LEAD: Final = LINE - BODY  # a line stands at the foot of its pitch; distances are told to its head
_OUTSIDE: Final = (-8 * MM, -6 * MM)  # the double line is 170 mm long and stands in the middle of the sheet
_EDGE: Final = 1.0  # 版记: 0.35 and 0.25 mm (7.4)
_INNER: Final = 0.75
_IMPRINT_PITCH: Final = 22.0


@dataclass(frozen=True, slots=True)
class Annexed:
    """What is bound with the paper: an 附件, or with `listed` off a text that follows under its own title.

    `widths` in millimetres are those of its table.
    """

    title: str
    text: tuple[Part, ...] = ()
    widths: tuple[int, ...] = ()
    listed: bool = True


@dataclass(frozen=True, slots=True)
class Draft:
    """What a draft holds of a paper; days as they are printed, `stage` says that it is one for review (送审稿).

    `dress` decides about head and page numbers. `enclosed` are the names of 附件 that are not bound with it. With
    `attendance` (label and names) it is a 纪要, which nobody signs.
    """

    marks: Marks
    title: str
    text: tuple[Part, ...]
    dress: Dress = Dress.OFFICIAL
    mark: str = ""
    signer: str = ""
    recipients: str = ""
    office: str = ""
    issued_on: str = ""
    sealed: bool = True
    annexes: tuple[Annexed, ...] = ()
    enclosed: tuple[str, ...] = ()
    stage: str = ""
    attendance: tuple[tuple[str, tuple[str, ...]], ...] | None = None
    remark: str = ""
    note: str = ""
    copies_to: str = ""
    issuer: str = ""
    printed_on: str = ""
    keep: tuple[str, ...] = ()


def has_text(view: Any) -> bool:
    """Whether a view has a title and text in parts."""
    text = getattr(view, "text", None)
    return isinstance(text, tuple) and all(isinstance(part, Part) for part in cast(tuple[Any, ...], text))


def draft_of(view: Any) -> Draft:
    """The draft of a view with a title and text in parts (official, letter, minutes and all that follow them)."""
    words = "mark recipients office issued_on stage remark copies_to issuer printed_on"
    given: dict[str, Any] = {name: getattr(view, name, "") for name in words.split()}
    widths: tuple[int, ...] = getattr(view, "widths", ())
    annexes = tuple(
        Annexed(each.title, each.text, widths, listed)
        for name, listed in (("annexes", True), ("bound", False))
        for each in getattr(view, name, ())
    )
    there = getattr(view, "attendance", None)
    return Draft(
        view.marks,
        view.title,
        view.text,
        dress=next(form.dress for form in FORMS.values() if form.view is type(view)),
        # A letter's signer signs by hand on a line of his own.
        signer="" if hasattr(view, "receipt_blanks") else getattr(view, "signer", ""),
        sealed=getattr(view, "sealed", not hasattr(view, "signer")),
        annexes=annexes,
        enclosed=getattr(view, "enclosed", ()),
        attendance=None if there is None else tuple((each.label, each.names) for each in there),
        note=getattr(view, "basis", "") or getattr(view, "note", ""),
        keep=getattr(view, "keep", ()),
        **given,
    )


def docx_of(draft: Draft) -> bytes:
    """The document. Word and WPS show its headings in their outline; equal drafts give equal bytes."""
    file = WordFile(draft.title)
    _numbers(file, draft)
    _head(file, draft)
    file.title(broken_title(draft.title, TITLE_MOST, draft.keep), after=0 if draft.stage else LINE)
    if draft.stage:
        file.line(Said(f"（{draft.stage}）", KAITI), Shape(align="center", after=LINE, with_next=True))
    if draft.recipients:
        file.line(f"{draft.recipients}：")
    _parts(file, draft.text)
    file.keep_last()  # or the signature would stand on a page of its own
    _enclosed(file, draft.enclosed or tuple(each.title for each in draft.annexes if each.listed))
    if draft.attendance is not None:
        _attendance(file, draft.attendance)
    elif draft.office:
        _issued(file, draft)
    if draft.remark:
        file.text(f"（{draft.remark}）")
    if draft.note:
        file.line(Said(draft.note, size=SMALL), Shape(before=LINE / 2, pitch=SMALL * 1.5))
    _annexes(file, draft)
    _imprint(file, draft)
    return file.whole()


def _numbers(file: WordFile, draft: Draft) -> None:
    if draft.dress is Dress.PLAIN:
        number = draft.marks.number
        file.over_every_page(draft.marks.secrecy, f"编号：{number}" if number else "")
        file.counted_numbers()
        return
    if draft.dress is Dress.LETTER:
        size, squeeze = mark_shape(draft.mark, WIDTH)
        mark = Said(draft.mark, XIAOBIAOSONG, size, red=True, squeeze=squeeze)
        above = (mark, Shape(align="center", after=_RED_BELOW, pitch=size * 1.1))
        below = _double(thick="bottom")
        file.first_page([above, (Said(""), _double(thick="top"))], below, top=_LETTER_TOP, bottom=_LETTER_FOOT)
    file.dashed_numbers()


def _double(*, thick: str) -> Shape:
    """The red double line of a letter: the upper and the lower edge of an empty line (10.1)."""
    rules = tuple(Rule(side, _RED_WEIGHT if side == thick else _THIN, 0, RED) for side in ("top", "bottom"))
    return Shape(left=_OUTSIDE[0], right=_OUTSIDE[1], pitch=_BETWEEN, rules=rules)


def _head(file: WordFile, draft: Draft) -> None:
    marks = draft.marks
    corner = [Said(text, HEITI) for text in (marks.secrecy, marks.urgency) if text]
    if marks.secrecy:
        corner.insert(0, Said(""))  # 份号
    if draft.dress is Dress.LETTER:
        corner = corner or [Said("")]
        for place, each in enumerate(corner):
            last = place == len(corner) - 1
            said = (each, Said(f"\t{marks.number}")) if place == 0 else (each,)
            before = 0 if place else BODY * 7 / 8
            file.line(said, Shape(tab=WIDTH, before=before, after=2 * LINE - _LEAD if last else 0, with_next=True))
    elif draft.dress is Dress.OFFICIAL:
        for each in corner:
            file.line(each, Shape(with_next=True))
        _red_head(file, draft, _MARK_TOP - len(corner) * LINE)


def _red_head(file: WordFile, draft: Draft, before: float) -> None:
    size, squeeze = mark_shape(draft.mark, WIDTH)
    mark = Said(draft.mark, XIAOBIAOSONG, size, red=True, squeeze=squeeze)
    file.line(mark, Shape(align="center", before=before, pitch=size * 1.1, with_next=True))
    number = draft.marks.number
    red = Rule("bottom", _RED_WEIGHT, _RED_BELOW, RED)
    over = Shape(before=2 * LINE - _LEAD, after=2 * LINE - _LEAD, rules=(red,), with_next=True)
    if draft.attendance is not None:
        file.line(number, Shape(align="center", before=LINE - _LEAD, with_next=True))
        said = [Said(f"　{draft.office}"), Said(f"\t{draft.issued_on}")]
        file.line(said, replace(over, before=LINE, tab=WIDTH - EM))
    elif draft.signer:
        file.line([Said(f"　{number}\t签发人："), Said(draft.signer, KAITI)], replace(over, tab=WIDTH - EM))
    else:
        file.line(number, replace(over, align="center"))


def _parts(file: WordFile, parts: Sequence[Part], widths: Sequence[int] = ()) -> None:
    for part in parts:
        if part.heads:
            given = len(widths) == len(part.heads)
            whole = round(PORTRAIT.text_width)
            file.table((part.heads, *part.rows), widths if given else shares(part.heads, part.rows, whole))
        else:
            file.text(part.text, part.level)


def _enclosed(file: WordFile, names: Sequence[str]) -> None:
    """附件说明: a blank line below the text; turned lines under the first character of the name (7.3.4)."""
    for number, name in enumerate(names, 1):
        label = "附件：" if number == 1 else ""
        said = f"{number}. {name}" if len(names) > 1 else name
        first = -3 * EM if label else 0
        file.line(label + said, Shape(left=5 * EM, first=first, before=LINE if label else 0, with_next=True))


def _attendance(file: WordFile, there: Sequence[tuple[str, tuple[str, ...]]]) -> None:
    """出席, 请假, 列席: a blank line below the text, turned lines under the first name (10.3)."""
    for place, (label, names) in enumerate(there):
        said = (Said(f"{label}：", HEITI), Said("　".join(names)))
        hung = (len(label) + 1) * EM
        file.line(said, Shape(left=2 * EM + hung, first=-hung, before=0 if place else LINE))


def _issued(file: WordFile, draft: Draft) -> None:
    """署名 and 成文日期: the day four characters from the edge and the office centred over it, or without a seal two
    characters from the edge with the day two to the right of the office's beginning (7.3.5).
    """
    day = draft.issued_on or BLANK_DATE
    name_width, day_width = _width(draft.office), _width(day)
    if draft.sealed:
        middle = min(WIDTH - 4 * EM - day_width / 2, WIDTH - name_width / 2)
        spare = EM  # the word processor's widths are its own
        shapes = [Shape(align="center", left=max(0.0, 2 * middle - WIDTH - spare), right=-spare)] * 2
    else:
        left = max(0.0, min(WIDTH - 2 * EM - name_width, WIDTH - 4 * EM - day_width))
        shapes = [Shape(left=left), Shape(left=left + 2 * EM)]
    office, issued = shapes
    before = (2 if draft.sealed else 1) * LINE
    file.line(draft.office, replace(office, before=before, with_next=True))
    file.line(day, replace(issued, with_next=bool(draft.remark)))


def _annexes(file: WordFile, draft: Draft) -> None:
    """Each on a new page under its own title (7.3.7)."""
    listed = [each for each in draft.annexes if each.listed]
    for each in draft.annexes:
        label = "附件" if each.listed else ""
        if each.listed and len(listed) > 1:
            label += str(listed.index(each) + 1)
        file.line(Said(label, HEITI), Shape(fresh=True, after=LINE if label else 0, with_next=True))
        file.title(broken_title(each.title, TITLE_MOST, draft.keep))
        _parts(file, each.text, each.widths)


def _imprint(file: WordFile, draft: Draft) -> None:
    """版记 at the foot of the last page between its lines; a letter's has neither lines nor 印发机关 (7.4, 10.1)."""
    rows: list[tuple[list[Said], Shape]] = []
    row = Shape(left=FOOT, right=FOOT, pitch=_IMPRINT_PITCH, tab=WIDTH - FOOT)
    if draft.copies_to:
        said = Said(f"抄送：{draft.copies_to.rstrip('。')}。", size=FOOT)
        rows.append(([said], replace(row, left=4 * FOOT, first=-3 * FOOT)))
    if draft.issuer:
        rows.append(([Said(f"{draft.issuer}\t{draft.printed_on}印发", size=FOOT)], row))
    if rows:
        file.foot(rows, _EDGE if draft.issuer else 0, _INNER if draft.issuer else 0)


def _width(text: str) -> float:
    return sum(0.5 if ord(char) < 0x2000 else 1.0 for char in text) * EM
