"""A draft for the word processor: the paper's headings, numbers and page, and nothing of the machine it was made on."""

import io
import zipfile
from dataclasses import replace
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn
from docx.shared import Length, Mm, RGBColor

from xuncha_desktop.kernel.blocks import Heading, Paragraph, Table
from xuncha_desktop.kernel.levels import Level
from xuncha_desktop.printing.draft import Annexed, Draft, docx_of, draft_of
from xuncha_desktop.printing.margins import Dress
from xuncha_desktop.printing.marks import Marks
from xuncha_desktop.printing.samples import sample_of
from xuncha_desktop.printing.text import Part, parts_of
from xuncha_desktop.printing.titles import TITLE_MOST, broken_title

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
WORDS = ("word/document", "word/header", "word/footer")
RED = RGBColor.from_string("FF0000")
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
        assert line.text == "— 1 —"  # what stands there until the word processor has counted
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
    view: Any = sample_of(name)
    words = "\n".join(line.text for line in opened(draft_of(view)).paragraphs)
    said = [
        *broken_title(view.title, TITLE_MOST, view.keep),
        *(text for part in view.text for text in part.text.split("\n") if text),
    ]
    places = [words.index(text) for text in said]
    assert places == sorted(places)


def test_the_draft_of_a_report_is_marked_for_review_and_lists_the_papers_left_out() -> None:
    book = opened(draft_of(sample_of("inspection_report")))
    assert "（送审稿）" in [line.text for line in book.paragraphs]
    (table,) = book.tables
    assert [cell.text for cell in table.rows[1].cells][1:] == [
        "临巡二〔2019〕底007号",
        "应急灯损坏未及时更换",
        "已立行立改到位",
    ]


def drawn(name: str, **changed: Any) -> Any:
    return opened(draft_of(replace(sample_of(name), **changed)))


def lines(book: Any) -> list[Any]:
    return list(book.paragraphs)


def rules(line: Any) -> dict[str, tuple[str, str]]:
    """Weight in eighths of a point and colour of the borders of a paragraph."""
    return {
        edge.tag.rpartition("}")[2]: (edge.get(qn("w:sz")), edge.get(qn("w:color")))
        for borders in line._p.iter(qn("w:pBdr"))
        for edge in borders
    }


def test_the_title_is_broken_as_on_paper_and_stays_one_line_of_the_outline() -> None:
    sample: Any = sample_of("official")
    (title, annexed) = [line for line in lines(drawn("official")) if line.style.name == "Title"]
    assert title.text.split("\n") == list(broken_title(sample.title, TITLE_MOST, sample.keep))
    assert len(list(title._p.iter(qn("w:br")))) == 1
    assert annexed.text == sample.annexes[0].title


def test_an_official_paper_has_its_red_line_below_the_number_and_a_free_line_for_the_number_of_the_copy() -> None:
    found = lines(drawn("official"))
    assert [line.text for line in found[:5]] == [
        "",
        "机密★5年",
        "特急",
        "中共临溪县委巡察工作领导小组文件",
        "临巡组发〔2019〕12号",
    ]
    (mark,) = found[3].runs
    assert mark.font.color.rgb == RED
    assert rules(found[4]) == {"bottom": ("12", str(RED))}
    assert found[4].alignment == 1


def test_an_upward_paper_names_its_signer_beside_the_number() -> None:
    number = next(line for line in lines(drawn("official", signer="陈国栋")) if "签发人" in line.text)
    assert number.text.endswith("号\t签发人：陈国栋")
    assert number.runs[-1].font.name == "楷体_GB2312"
    assert rules(number) == {"bottom": ("12", str(RED))}


@pytest.mark.parametrize("name", ["letter", "inspection_report"])
def test_a_letter_has_red_double_lines_of_170_mm_and_no_number_on_its_first_page(name: str) -> None:
    section = drawn(name).sections[0]
    assert section.different_first_page_header_footer
    mark, upper = section.first_page_header.paragraphs
    (lower,) = section.first_page_footer.paragraphs
    assert mark.text == sample_of(name).mark
    assert (rules(upper), rules(lower)) == (
        {"top": ("12", str(RED)), "bottom": ("6", str(RED))},
        {"top": ("6", str(RED)), "bottom": ("12", str(RED))},
    )
    for line in (upper, lower):
        form = line.paragraph_format
        assert abs(156 - Length(form.left_indent + form.right_indent).mm - 170) < 0.1
        assert not line.text
        assert not list(line._p.iter(qn("w:instrText")))
    assert "PAGE" in [mark.text for mark in section.footer.paragraphs[0]._p.iter(qn("w:instrText"))]
    assert not [line for line in lines(drawn(name)) if rules(line)]


def test_the_number_of_a_letter_stands_right_on_the_first_line_below_the_double_line() -> None:
    first, second, *_ = lines(drawn("letter"))
    assert (first.text, second.text) == ("\t临巡办函〔2019〕7号", "内部")
    (tab,) = first.paragraph_format.tab_stops
    assert abs(Length(tab.position).mm - 156) < 0.1


def test_the_day_lies_in_the_middle_below_the_office_and_four_characters_from_the_edge() -> None:
    office, day = [
        line for line in lines(drawn("official")) if line.text in ("中共临溪县委巡察工作领导小组", "2019年9月20日")
    ][-2:]
    assert (office.text, day.text) == ("中共临溪县委巡察工作领导小组", "2019年9月20日")
    assert office.paragraph_format.keep_with_next
    where = [
        (one.alignment, one.paragraph_format.left_indent, one.paragraph_format.right_indent) for one in (office, day)
    ]
    assert where[0] == where[1]
    _, left, right = where[1]
    character = Mm(156) / 28
    middle = (left + Mm(156) - right) / 2
    wide = max(6.5 / 2 + 4, 14 / 2)  # characters from the edge to the middle, of the day and of the longer office
    assert abs(middle - (Mm(156) - wide * character)) < character / 10


def test_an_unsealed_day_begins_two_characters_to_the_right_of_its_office() -> None:
    found = lines(drawn("instruction_request"))
    *_, office, day = [line for line in found if line.text in ("中共临溪县委第二巡察组", "2019年7月15日")]
    apart = day.paragraph_format.left_indent - office.paragraph_format.left_indent
    assert abs(apart - 2 * Mm(156) / 28) < Mm(0.1)


def test_the_imprint_closes_an_official_paper_between_its_lines() -> None:
    table = drawn("official").tables[-1]
    assert [cell.text for row in table.rows for cell in row.cells] == [
        "抄送：县委办公室，县纪委监委，县委组织部，县委第二巡察组。",
        "中共临溪县委巡察工作领导小组办公室\t2019年9月20日印发",
    ]
    (borders,) = table._tbl.iter(qn("w:tblBorders"))
    assert [(edge.tag.rpartition("}")[2], edge.get(qn("w:sz"))) for edge in borders] == [
        ("top", "8"),
        ("bottom", "8"),
        ("insideH", "6"),
    ]
    (place,) = table._tbl.iter(qn("w:tblpPr"))
    assert (place.get(qn("w:vertAnchor")), place.get(qn("w:tblpYSpec"))) == ("margin", "bottom")


def test_a_letter_sends_its_copies_without_lines() -> None:
    (table,) = drawn("letter").tables
    assert [cell.text for row in table.rows for cell in row.cells] == ["抄送：县委第二巡察组。"]
    assert not list(table._tbl.iter(qn("w:tblBorders")))


def test_minutes_tell_who_was_there_and_nobody_signs_them() -> None:
    sample: Any = sample_of("minutes")
    book = drawn("minutes")
    said = [line.text for line in lines(book)]
    assert said[-3] == "出席：" + "　".join(sample.attendance[0].names)
    assert said[-2] == "列席：刘洋"
    assert said.count(sample.office) == 0
    (over,) = [line for line in lines(book) if rules(line)]
    assert over.text == f"　{sample.office}\t{sample.issued_on}"


def test_the_plan_of_a_round_follows_its_notice_and_is_no_annex() -> None:
    sample: Any = sample_of("round_work_plan")
    book = drawn("round_work_plan")
    said = [line.text for line in lines(book)]
    assert not [text for text in said if text.startswith("附件")]
    place = said.index(sample.plan_title)
    assert lines(book)[place].style.name == "Title"
    assert lines(book)[place - 1].paragraph_format.page_break_before


@pytest.mark.parametrize(
    ("name", "widths"), [("round_work_plan", (20, 24, 72, 40)), ("inspection_report", (10, 40, 52, 54))]
)
def test_columns_are_as_wide_as_on_paper(name: str, widths: tuple[int, ...]) -> None:
    table = drawn(name).tables[0]
    assert not table.autofit
    for row in table.rows:
        assert [round(Length(cell.width).mm) for cell in row.cells] == list(widths)
    assert [round(Length(column.width).mm) for column in table.columns] == list(widths)


def test_columns_without_widths_of_their_own_fill_the_page() -> None:
    (table,) = opened(DRAFT).tables
    assert sum(round(Length(cell.width).mm) for cell in table.rows[0].cells) == 156


def test_the_last_paragraph_goes_with_the_signature_to_its_page() -> None:
    found = lines(drawn("letter"))
    place = next(number for number, line in enumerate(found) if line.text == "中共临溪县委巡察工作领导小组办公室")
    assert found[place - 1].paragraph_format.keep_with_next


def test_a_plain_paper_has_its_marks_over_every_page_and_counts_its_pages() -> None:
    section = drawn("commitment").sections[0]
    assert section.header.paragraphs[0].text == "内部\t编号：临巡二承〔2019〕1号"
    counted = section.footer.paragraphs[0]
    assert [mark.text for mark in counted._p.iter(qn("w:instrText"))] == ["PAGE", "NUMPAGES"]


def test_a_draft_bears_no_digest_and_no_number_of_a_copy() -> None:
    for name in ("official", "letter", "commitment"):
        with zipfile.ZipFile(io.BytesIO(docx_of(draft_of(sample_of(name))))) as parts:
            told = "".join(parts.read(part).decode() for part in parts.namelist() if part.startswith(WORDS))
        assert "000001" not in told
        assert "内容校验" not in told


@pytest.mark.parametrize("dress", list(Dress))
def test_empty_fields_leave_a_draft_that_opens(dress: Dress) -> None:
    book = opened(Draft(Marks(Level.PUBLIC), "标题", (), dress=dress))
    assert "标题" in [line.text for line in book.paragraphs]
