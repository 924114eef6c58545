"""What stands around the text of every page: 密级, 编号, the demonstration banner, the page number, the stamp."""

from dataclasses import replace
from enum import Enum
from typing import Final

from xuncha_desktop.kernel.levels import Tone
from xuncha_desktop.printing import trace
from xuncha_desktop.printing.faces import Role
from xuncha_desktop.printing.lines import Span
from xuncha_desktop.printing.marks import Marks, Sheet, Stamp
from xuncha_desktop.printing.pen import MM, RED, Paper, Pen, Style

__all__ = ["Dress", "Marks", "Sheet", "Stamp", "draw_marks", "draw_number", "draw_stamp", "footer"]

_MARK: Final = Style(Role.HEITI, 12, 16)
_NUMBER: Final = Style(Role.FANGSONG, 12, 16, align="right")
_BANNER: Final = Style(Role.HEITI, 12, 16, align="center", tone=Tone.ALERT)
_PAGE: Final = Style(Role.SONGTI, 12, 16, align="center")
_DASHED: Final = Style(Role.SONGTI, 14, 14)  # 四号, GB/T 9704-2012, 7.5
_STAMP: Final = Style(Role.SONGTI, 8, 11, tone=Tone.MUTED)
_BANNER_TOP: Final = 12 * MM
_MARKS_ABOVE: Final = 13 * MM  # above the text
_PAGE_BELOW: Final = 7 * MM  # GB/T 9704-2012, 7.5
_DASH_IN: Final = 0.56 * _DASHED.size  # from the top of a character body to the dash's ink
_STAMP_ABOVE: Final = 13 * MM  # above the lower edge of the sheet
_CODE: Final = 12 * MM  # side of the square code
_RED_WIDTH: Final = 170 * MM  # GB/T 9704-2012, 10.1
_RED_ABOVE: Final = 20 * MM


class Dress(Enum):
    """What stands around the text of a kind of paper."""

    PLAIN = "marks and 第n页 共m页 on every page"
    OFFICIAL = "— n — outside right and left; the marks are the head's business"
    BARE = "no marks, and a page number only where there are several pages: for what hangs on a wall or is a ballot"
    LETTER = "as OFFICIAL, but the first page has a red double line and no number"


def footer(stamp: Stamp, content: str) -> str:
    """The line at the foot: short digests, copy and reprint."""
    parts = [f"内容校验 {_short(content)}"]
    if stamp.checkpoint:
        parts.append(f"审计核对点 {_short(stamp.checkpoint)}")
    parts.append(f"第{stamp.copy}份 共{stamp.copies}份" if stamp.copy else "预览，未登记打印")
    if stamp.reprint:
        parts.append(f"补打（第{stamp.reprint}次）")
    return "　".join(parts)


def draw_marks(pen: Pen, paper: Paper, dress: Dress) -> None:
    """密级 and 编号 over the text, on every page of a copy."""
    if dress is not Dress.PLAIN:
        return
    sheet, left, width = pen.sheet, paper.left * MM, paper.text_width * MM
    top = paper.top * MM - _MARKS_ABOVE
    secrecy = sheet.marks.secrecy
    if sheet.copy_number:
        secrecy += f"　份号{sheet.copy_number}"
    pen.text(left, top, width, secrecy, _MARK)
    if sheet.marks.number:
        pen.text(left, top, width, f"编号：{sheet.marks.number}", _NUMBER)


def draw_number(pen: Pen, paper: Paper, dress: Dress) -> None:
    """The page number. It is the same in every copy."""
    sheet = pen.sheet
    if dress is Dress.PLAIN or (dress is Dress.BARE and sheet.total > 1):
        _paged(pen, paper)
    elif dress in (Dress.OFFICIAL, Dress.LETTER) and sheet.number and not (dress is Dress.LETTER and sheet.first):
        _dashed(pen, paper)


def draw_stamp(pen: Pen, paper: Paper, dress: Dress, content: str) -> None:
    """The banner and the stamp, on every page of a copy. `content` is the digest, empty for a public paper."""
    sheet = pen.sheet
    if dress is Dress.LETTER and sheet.first:
        middle = paper.width * MM / 2
        double(pen, middle, (paper.height * MM) - _RED_ABOVE, thick_first=False)
    if sheet.stamp.banner:
        pen.text(paper.left * MM, _BANNER_TOP, paper.text_width * MM, sheet.stamp.banner, _BANNER)
    if content:
        _trace(pen, paper, footer(sheet.stamp, content), content)


def double(pen: Pen, middle: float, top: float, *, thick_first: bool) -> None:
    """The red double line of a letter, 170 mm long: its thick line is the outer one (GB/T 9704-2012, 10.1)."""
    left, right = middle - _RED_WIDTH / 2, middle + _RED_WIDTH / 2
    weights = (1.5, 0.75) if thick_first else (0.75, 1.5)
    at = (top, top + 2.4)
    for weight, y in zip(weights, at, strict=True):
        pen.rule(left, y, right, y, weight, colour=RED)


def _paged(pen: Pen, paper: Paper) -> None:
    top = paper.bottom * MM + _PAGE_BELOW
    shown = f"第{pen.sheet.number}页　共{pen.sheet.total}页"
    pen.text(paper.left * MM, top, paper.text_width * MM, shown, _PAGE)


def _dashed(pen: Pen, paper: Paper) -> None:
    """— n —: odd pages one character in from the right edge of the text, even ones from the left."""
    sheet, left, width = pen.sheet, paper.left * MM, paper.text_width * MM
    odd = sheet.number % 2 == 1
    top = paper.bottom * MM + _PAGE_BELOW - _DASH_IN
    style = replace(_DASHED, align="right" if odd else "left")
    shown = Span(f"— {sheet.number} —")
    pen.text(left + (0 if odd else _DASHED.size), top, width - _DASHED.size, shown, style)


def _trace(pen: Pen, paper: Paper, foot: str, content: str) -> None:
    """The stamp outside the 版心, in words and as a code a camera reads."""
    top = paper.height * MM - _STAMP_ABOVE
    pen.text(paper.left * MM, top, paper.text_width * MM, foot, replace(_STAMP, align="center"))
    said = trace.words(pen.sheet, content)
    right = paper.width * MM - (paper.width - paper.left - paper.text_width) * MM / 2
    modules, side = trace.modules(said)
    pen.squares(right - _CODE / 2, paper.height * MM - 6 * MM - _CODE, _CODE / side, modules)


def _short(digest: str) -> str:
    head = digest[:16].upper()
    return "-".join(head[i : i + 4] for i in range(0, len(head), 4))
