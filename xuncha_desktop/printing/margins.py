"""What stands around the text of every page: 密级, 编号, the demonstration banner, the page number, the stamp."""

from dataclasses import dataclass, replace
from typing import Final

from xuncha_desktop.kernel.levels import Level, Tone
from xuncha_desktop.printing.faces import Role
from xuncha_desktop.printing.pen import MM, Paper, Pen, Style

_MARK: Final = Style(Role.HEITI, 12, 16)
_NUMBER: Final = Style(Role.FANGSONG, 12, 16, align="right")
_BANNER: Final = Style(Role.HEITI, 12, 16, align="center", tone=Tone.ALERT)
_PAGE: Final = Style(Role.SONGTI, 12, 16, align="center")
_STAMP: Final = Style(Role.SONGTI, 8, 11, tone=Tone.MUTED)
_BANNER_TOP: Final = 12 * MM
_MARKS_ABOVE: Final = 13 * MM  # above the text
_PAGE_BELOW: Final = 7 * MM  # GB/T 9704-2012, 7.5
_STAMP_ABOVE: Final = 13 * MM  # above the lower edge of the sheet


@dataclass(frozen=True, slots=True)
class Marks:
    """密级 with its period (机密★5年), and the paper's 编号. What carries a 密级 carries its copy's 份号 too."""

    level: Level
    number: str = ""
    period: str = ""

    @property
    def secrecy(self) -> str:
        """The mark as printed; nothing for a public paper."""
        if self.level is Level.PUBLIC:
            return ""
        return f"{self.level.label}★{self.period}" if self.period else self.level.label


@dataclass(frozen=True, slots=True)
class Stamp:
    """One act of printing, as it is registered: which copy of how many, the audit's state, the how-many-eth reprint.

    `copy` 0 is a preview, which is no registered paper and says so. `checkpoint` is the audit checkpoint's digest.
    """

    copy: int = 0
    copies: int = 0
    checkpoint: str = ""
    reprint: int = 0
    banner: str = ""


def footer(stamp: Stamp, content: str) -> str:
    """The line at the foot: short digests, copy and reprint."""
    parts = [f"内容校验 {_short(content)}"]
    if stamp.checkpoint:
        parts.append(f"审计核对点 {_short(stamp.checkpoint)}")
    parts.append(f"第{stamp.copy}份 共{stamp.copies}份" if stamp.copy else "预览，未登记打印")
    if stamp.reprint:
        parts.append(f"补打（第{stamp.reprint}次）")
    return "　".join(parts)


def draw(pen: Pen, paper: Paper, marks: Marks, stamp: Stamp, page: tuple[int, int], foot: str) -> None:
    """Draw the margins of page (n, of m)."""
    left, width = paper.left * MM, paper.text_width * MM
    bottom = (paper.top + paper.text_height) * MM
    top = paper.top * MM - _MARKS_ABOVE
    secrecy = marks.secrecy
    if secrecy and stamp.copy:
        secrecy += f"　份号{stamp.copy:06d}"
    pen.text(left, top, width, secrecy, _MARK)
    if marks.number:
        pen.text(left, top, width, f"编号：{marks.number}", _NUMBER)
    if stamp.banner:
        pen.text(left, _BANNER_TOP, width, stamp.banner, _BANNER)
    pen.text(left, bottom + _PAGE_BELOW, width, f"第{page[0]}页　共{page[1]}页", _PAGE)
    if foot:
        pen.text(left, paper.height * MM - _STAMP_ABOVE, width, foot, replace(_STAMP, align="center"))


def _short(digest: str) -> str:
    head = digest[:16].upper()
    return "-".join(head[i : i + 4] for i in range(0, len(head), 4))
