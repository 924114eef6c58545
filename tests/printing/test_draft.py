"""A draft for the word processor: the paper's headings, numbers and page, and nothing of the machine it was made on."""

import io
import zipfile
from dataclasses import replace
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn
from docx.shared import Length, Mm

from xuncha_desktop.kernel.blocks import Heading, Paragraph, Table
from xuncha_desktop.kernel.levels import Level
from xuncha_desktop.printing import FORMS
from xuncha_desktop.printing.draft import Annexed, Draft, docx_of, draft_of
from xuncha_desktop.printing.marks import Marks
from xuncha_desktop.printing.text import Part, parts_of

TEXT = (
    Heading(1, "基本情况"),
    Paragraph("2019年7月8日至8月7日，县委第二巡察组开展专项巡察。𠮷老师反映了情况。"),
    Heading(1, "主要问题"),
    Heading(2, "主体责任"),
    Heading(3, "大额支出"),
    Heading(4, "三笔"),
    Table(("序", "事项"), (("1", "维修费"), ("2", "材料费"))),
    Paragraph("=1+1\n第二段"),
)
DRAFT = Draft(
    Marks(Level.SECRET, "临巡办〔2019〕3号"),
    "关于专项巡察的反馈意见",
    parts_of(TEXT),
    mark="中共临溪县委巡察办",
    recipients="县人防办党组",
    office="中共临溪县委巡察办",
    issued_on="2019年9月20日",
    annexes=(Annexed("问题清单", (Part("清单内容"),)), Annexed("人员名单")),
    stage="送审稿",
)


def opened(draft: Draft) -> Any:
    return docx.Document(io.BytesIO(docx_of(draft)))


def test_the_headings_are_numbered_and_stand_in_the_outline() -> None:
    found = [(line.style.name, line.text) for line in opened(DRAFT).paragraphs]
    assert [(style, text) for style, text in found if style.startswith("Heading")] == [
        ("Heading 1", "一、基本情况"),
        ("Heading 1", "二、主要问题"),
        ("Heading 2", "（一）主体责任"),
        ("Heading 3", "1. 大额支出"),
        ("Heading 4", "（1）三笔"),
    ]
    assert ("Title", "关于专项巡察的反馈意见") in found


def test_every_word_of_the_paper_is_in_the_draft_in_its_order() -> None:
    book = opened(DRAFT)
    words = "\n".join(line.text for line in book.paragraphs)
    places = [words.index(part) for part in (
        "机密", "中共临溪县委巡察办", "临巡办〔2019〕3号", "（送审稿）", "县人防办党组：", "𠮷老师", "=1+1", "第二段",
        "附件：1. 问题清单", "2. 人员名单", "2019年9月20日", "附件1\n", "清单内容", "附件2\n",
    )]  # fmt: skip
    assert places == sorted(places)
    (table,) = book.tables
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["序", "事项"],
        ["1", "维修费"],
        ["2", "材料费"],
    ]


def test_the_page_is_the_standards() -> None:
    section = opened(DRAFT).sections[0]
    measures = (section.page_width, section.page_height, section.top_margin, section.left_margin)
    assert all(
        abs(Length(found).mm - wanted) < 0.02 for found, wanted in zip(measures, (210, 297, 37, 28), strict=True)
    )
    width = Length(section.page_width - section.left_margin - section.right_margin)
    assert abs(width.mm - 156) < 0.1
    pitch = int(section._sectPr.find(qn("w:docGrid")).get(qn("w:linePitch"))) / 20
    height = Length(section.page_height - section.top_margin - section.bottom_margin)
    assert 21 < height.pt / pitch < 22  # the last line needs its own height only


def test_a_line_takes_28_characters() -> None:
    book = opened(DRAFT)
    tracking = int(book.styles["Normal"].element.rPr.find(qn("w:spacing")).get(qn("w:val"))) / 20
    assert 28 * (16 + tracking) <= Mm(156).pt < 29 * (16 + tracking)


def test_page_numbers_stand_right_on_odd_pages_and_left_on_even_ones() -> None:
    book = opened(DRAFT)
    assert book.settings.odd_and_even_pages_header_footer
    odd, even = book.sections[0].footer.paragraphs[0], book.sections[0].even_page_footer.paragraphs[0]
    assert (odd.alignment, even.alignment) == (2, 0)
    for line in (odd, even):
        assert line.text == "—  —"
        assert [mark.text for mark in line._p.iter(qn("w:instrText"))] == ["PAGE"]


def test_equal_drafts_are_equal_bytes_and_name_no_maker() -> None:
    made = docx_of(DRAFT)
    assert made == docx_of(replace(DRAFT))
    with zipfile.ZipFile(io.BytesIO(made)) as parts:
        told = b"".join(parts.read(name) for name in parts.namelist() if name.startswith("docProps"))
    for word in (b"python", b"Microsoft", b"Macintosh", b"thumbnail"):
        assert word not in told
    assert "docProps/thumbnail.jpeg" not in parts.namelist()


def test_a_draft_keeps_nothing_of_the_template_its_file_could_be_told_by() -> None:
    with zipfile.ZipFile(io.BytesIO(docx_of(DRAFT))) as parts:
        names = parts.namelist()
        settings, facts = parts.read("word/settings.xml"), parts.read("docProps/core.xml")
        assert parts.read("docProps/app.xml").rstrip().endswith(b'extended-properties"/>')
        assert {part.date_time for part in parts.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert not [name for name in names if name.startswith("customXml")]
    for left in (b"rsid", b"docId", b"PreviewPicture"):
        assert left not in settings
    assert b"<dc:creator></dc:creator>" in facts
    assert facts.count(b"2000-01-01T00:00:00Z") == 2


def test_a_public_paper_bears_no_mark() -> None:
    words = [line.text for line in opened(replace(DRAFT, marks=Marks(Level.PUBLIC))).paragraphs]
    assert not {"机密", "临巡办〔2019〕3号"} & set(words)


@pytest.mark.parametrize("name", ["official", "letter", "minutes", "feedback", "inspection_report"])
def test_the_draft_of_a_paper_says_what_the_paper_says_in_its_order(name: str) -> None:
    view: Any = FORMS[name].sample()
    words = "\n".join(line.text for line in opened(draft_of(view)).paragraphs)
    said = [view.title, *(text for part in view.text for text in part.text.split("\n") if text)]
    places = [words.index(text) for text in said]
    assert places == sorted(places)


def test_the_draft_of_a_report_is_marked_for_review_and_lists_the_papers_left_out() -> None:
    book = opened(draft_of(FORMS["inspection_report"].sample()))
    assert "（送审稿）" in [line.text for line in book.paragraphs]
    (table,) = book.tables
    assert [cell.text for cell in table.rows[1].cells][1:] == [
        "临巡二〔2019〕底007号",
        "应急灯损坏未及时更换",
        "已立行立改到位",
    ]
