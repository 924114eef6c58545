"""巡察报告: what a group found in a unit, a letter up the chain; leads are bound apart, unused papers are listed."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from xuncha_desktop.kernel.levels import Level
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


def _sample() -> InspectionReport:  # long: one sample paper
    return InspectionReport(
        marks=Marks(Level.SECRET, "临巡二〔2019〕1号", "10年"),
        mark="中共临溪县委第二巡察组",
        title="关于县人防领导小组办公室专项巡察情况的报告",
        recipients="县委巡察工作领导小组",
        stage="送审稿",
        sections=(
            Section(
                "基本情况",
                (
                    Part(
                        "2019年7月8日至8月7日，县委第二巡察组对县人防领导小组办公室开展专项巡察。共开展个别谈话26人次，"
                        "受理信访举报3件，查阅财务凭证412册，形成问题底稿9份。"
                    ),
                ),
            ),
            Section(
                "总体评价",
                (Part("该办公室重视人防基础建设，但落实主体责任、规范收费和工程管理存在较多问题，群众有反映。"),),
            ),
            Section(
                "发现的主要问题",
                (
                    Part("（一）主体责任不到位", 2),
                    Part("1. 大额支出未经集体研究", 3),
                    Part(
                        "2017年至2018年三笔大额支出28.6万元、14.2万元、9.8万元，合计52.6万元，均未经集体研究。",
                        sources=("临巡二〔2019〕底003号",),
                    ),
                    Part("（二）易地建设费违规减免", 2),
                    Part(
                        "5个项目应收412.35万元，实收236.10万元，少收176.25万元，其中口头减免98.40万元。",
                        sources=("临巡二〔2019〕底005号",),
                    ),
                ),
            ),
            Section("原因分析", (Part("一是主要负责人法纪意识淡薄；二是议事规则缺位；三是业务主管部门监督不力。"),)),
            Section("意见建议", (Part("建议责成该办公室限期整改，对少收的易地建设费逐项追缴。"),)),
        ),
        office="中共临溪县委第二巡察组",
        issued_on="2019年8月16日",
        left_out_title="未列入报告的问题底稿及理由",
        left_out_heads=("序", "底稿编号", "问题标题", "不采用的理由"),
        left_out=(
            LeftOut("临巡二〔2019〕底007号", "应急灯损坏未及时更换", "已立行立改到位"),
            LeftOut("临巡二〔2019〕底009号", "值班记录不完整", "情节轻微，已当面指出"),
        ),
        keep=("县人防领导小组办公室",),
    )


@form("inspection_report", "巡察报告", sample=_sample, dress=Dress.LETTER, duplex=False)
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
