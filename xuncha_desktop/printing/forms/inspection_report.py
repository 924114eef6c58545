"""巡察报告: what a group found in a unit, a letter up the chain; leads are bound apart, unused papers are listed."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from xuncha_desktop.printing.blocks import BODY, Setter
from xuncha_desktop.printing.faces import Role
from xuncha_desktop.printing.flow import Unit
from xuncha_desktop.printing.form import form
from xuncha_desktop.printing.forms.paper import Annex
from xuncha_desktop.printing.hand import columns_of, text_or_room
from xuncha_desktop.printing.margins import Dress
from xuncha_desktop.printing.marks import Marks
from xuncha_desktop.printing.official import addressed, annex, enclosed, imprint, letter_head, subject
from xuncha_desktop.printing.signing import issued
from xuncha_desktop.printing.tables import fitting, ledger
from xuncha_desktop.printing.text import Part, number_of

LEFT_OUT_WIDTHS = (10, 40, 52, 54)
_ALIGNS = ("center", "center", "left", "left")
_ROOM = 5  # lines to write on in an empty section
_STAGE = replace(BODY, role=Role.KAITI, indent=0, align="center")


@dataclass(frozen=True, slots=True)
class Section:
    """One of the report's parts: 基本情况, 总体评价, 主要问题, 原因, 建议. Headings inside begin at level 2."""

    title: str
    text: tuple[Part, ...] = ()


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A signed working paper the report does not use, and why."""

    number: str
    title: str
    reason: str


@dataclass(frozen=True, slots=True)
class InspectionReport:
    """What the report shows. `stage` marks a draft for review (送审稿); `recipients` follow the profile's chain.

    `left_out` is an annex for the reviewing office; `left_out_title` and `left_out_heads` are its words.
    """

    marks: Marks
    mark: str
    title: str
    recipients: str
    sections: tuple[Section, ...]
    office: str
    issued_on: str
    stage: str = ""
    left_out_title: str = ""
    left_out_heads: tuple[str, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    copies_to: str = ""
    keep: tuple[str, ...] = ()
    widths: tuple[int, ...] = LEFT_OUT_WIDTHS

    @property
    def text(self) -> tuple[Part, ...]:
        """The whole text with the numbers of its sections, as a draft shows it."""
        return tuple(
            part
            for number, section in enumerate(self.sections, 1)
            for part in (Part(f"{number_of(1, number)}{section.title}", 1), *section.text)
        )

    @property
    def annexes(self) -> tuple[Annex, ...]:
        """The list of papers left out, if there is one."""
        table = Part(heads=self.left_out_heads, rows=_rows(self))
        return (Annex(self.left_out_title, (table,)),) if self.left_out else ()


def _rows(report: InspectionReport) -> tuple[tuple[str, ...], ...]:
    return tuple((str(n), one.number, one.title, one.reason) for n, one in enumerate(report.left_out, 1))


@form("inspection_report", "巡察报告", dress=Dress.LETTER, duplex=False)
def inspection_report(setter: Setter, report: InspectionReport) -> list[Unit]:
    """Letter's head, title, stage, recipients, sections, office and day, the list of papers left out, 抄送."""
    return [
        *letter_head(setter, report.marks, report.mark, report.marks.number),
        *_subject(setter, report),
        *addressed(setter, report.recipients),
        *(unit for number, section in enumerate(report.sections, 1) for unit in _section(setter, number, section)),
        *enclosed(setter, [each.title for each in report.annexes]),
        *issued(setter, report.office, report.issued_on),
        *_annex(setter, report),
        *imprint(setter, report.copies_to, "", ""),
    ]


def _subject(setter: Setter, report: InspectionReport) -> list[Unit]:
    title, below = subject(setter, report.title, keep=report.keep)
    stage = [setter.text(f"（{report.stage}）", _STAGE, with_next=True)] if report.stage else []
    return [title, *stage, below]


def _section(setter: Setter, number: int, section: Section) -> Iterator[Unit]:
    yield setter.heading(f"{number_of(1, number)}{section.title}", 1)
    yield from text_or_room(setter, section.text, lines=_ROOM)


def _annex(setter: Setter, report: InspectionReport) -> list[Unit]:
    if not report.left_out:
        return []
    columns = columns_of(report.left_out_heads, fitting(report.widths, sum(LEFT_OUT_WIDTHS)), _ALIGNS)
    return [*annex(setter, None, report.left_out_title), *ledger(setter, columns, _rows(report))]
