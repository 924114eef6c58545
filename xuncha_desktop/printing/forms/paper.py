"""公文, 函, 纪要 as such: for every paper of these kinds that has no form of its own."""

from dataclasses import dataclass

from xuncha_desktop.printing.blocks import Setter
from xuncha_desktop.printing.flow import Unit
from xuncha_desktop.printing.form import form
from xuncha_desktop.printing.margins import Dress
from xuncha_desktop.printing.marks import Marks
from xuncha_desktop.printing.official import (
    addressed,
    annex,
    attendance,
    blank,
    enclosed,
    imprint,
    letter_head,
    minutes_head,
    red_head,
    remark,
    subject,
)
from xuncha_desktop.printing.signing import issued
from xuncha_desktop.printing.text import Part, body


@dataclass(frozen=True, slots=True)
class Annex:
    """An 附件 bound with the paper."""

    title: str
    text: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Official:
    """A red-headed paper. `marks.number` is the 发文字号; `keep` are names the title may not tear.

    `signer` (签发人) is given for upward papers. `sealed` leaves room for the seal. `copies_to`, `issuer` and
    `printed_on` are the 版记; days are given as they are printed.
    """

    marks: Marks
    mark: str
    title: str
    recipients: str
    text: tuple[Part, ...]
    office: str
    issued_on: str
    signer: str = ""
    sealed: bool = True
    annexes: tuple[Annex, ...] = ()
    remark: str = ""
    copies_to: str = ""
    issuer: str = ""
    printed_on: str = ""
    keep: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter (函): as `Official`, without 签发人 and without lines and printing office in its 版记."""

    marks: Marks
    mark: str
    title: str
    recipients: str
    text: tuple[Part, ...]
    office: str
    issued_on: str
    sealed: bool = True
    annexes: tuple[Annex, ...] = ()
    remark: str = ""
    copies_to: str = ""
    keep: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Attendance:
    """Who was there: 出席, 请假 or 列席, and their names."""

    label: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Minutes:
    """纪要. `number` as printed (第4号); no seal and no signature, the office stands over the red line."""

    marks: Marks
    mark: str
    office: str
    issued_on: str
    title: str
    text: tuple[Part, ...]
    attendance: tuple[Attendance, ...] = ()
    copies_to: str = ""
    issuer: str = ""
    printed_on: str = ""
    keep: tuple[str, ...] = ()


@form("official", "公文", dress=Dress.OFFICIAL)
def official_paper(setter: Setter, view: Official) -> list[Unit]:
    """Head, title, text, signature, annexes, 版记."""
    return [
        *red_head(setter, view.mark, view.marks.number, signer=view.signer),
        *subject(setter, view.title, keep=view.keep),
        *addressed(setter, view.recipients),
        *body(setter, view.text),
        *enclosed(setter, [annex.title for annex in view.annexes]),
        *issued(setter, view.office, view.issued_on, sealed=view.sealed),
        *remark(setter, view.remark),
        *_annexes(setter, view.annexes, view.keep),
        *imprint(setter, view.copies_to, view.issuer, view.printed_on),
    ]


@form("letter", "函", dress=Dress.LETTER, duplex=False)
def letter_paper(setter: Setter, view: Letter) -> list[Unit]:
    """Head, title, text, signature, annexes, 抄送."""
    return [
        *letter_head(setter, view.marks, view.mark, view.marks.number),
        *subject(setter, view.title, keep=view.keep),
        *addressed(setter, view.recipients),
        *body(setter, view.text),
        *enclosed(setter, [annex.title for annex in view.annexes]),
        *issued(setter, view.office, view.issued_on, sealed=view.sealed),
        *remark(setter, view.remark),
        *_annexes(setter, view.annexes, view.keep),
        *imprint(setter, view.copies_to, "", ""),
    ]


@form("minutes", "纪要", dress=Dress.OFFICIAL)
def minutes_paper(setter: Setter, view: Minutes) -> list[Unit]:
    """Head, title, text, who was there, 版记."""
    return [
        *minutes_head(setter, view.mark, view.marks.number, view.office, view.issued_on),
        *subject(setter, view.title, keep=view.keep),
        *body(setter, view.text),
        *([blank(setter)] if view.attendance else []),
        *(unit for each in view.attendance for unit in attendance(setter, each.label, each.names)),
        *imprint(setter, view.copies_to, view.issuer, view.printed_on),
    ]


def _annexes(setter: Setter, annexes: tuple[Annex, ...], keep: tuple[str, ...]) -> list[Unit]:
    made: list[Unit] = []
    for number, each in enumerate(annexes, 1):
        made += annex(setter, number if len(annexes) > 1 else None, each.title, keep=keep)
        made += body(setter, each.text)
    return made
