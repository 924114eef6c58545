"""What a copy is marked with: 密级, 编号 or 发文字号, and the act of printing it comes from."""

from dataclasses import dataclass

from xuncha_desktop.kernel.levels import Level
from xuncha_desktop.printing.views import beside


@dataclass(frozen=True, slots=True)
class Marks:
    """密级 with its period (机密★5年), the paper's 编号 or 发文字号, and 紧急程度 (特急, 加急).

    What carries a 密级 carries its copy's 份号 too. `names` are persons named in the running text: with a rare
    character they are set whole in one face. What stands alone in a field is known by itself.
    """

    level: Level
    number: str = ""
    period: str = ""
    urgency: str = ""
    names: tuple[str, ...] = beside(default=())

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


@dataclass(frozen=True, slots=True)
class Sheet:
    """The page being drawn. `number` 0: a page that carries none (blank before 版记); `total` counts numbered pages."""

    marks: Marks
    stamp: Stamp
    number: int
    total: int
    first: bool = False

    @property
    def copy_number(self) -> str:
        """份号: six digits on a registered copy of a paper with a 密级, else nothing."""
        return f"{self.stamp.copy:06d}" if self.marks.secrecy and self.stamp.copy else ""
