"""What holds for every printed paper."""

import os
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest

from tests.printing.papers import MM, STAMP, body_box, booklet, characters, one_line, overlaps, page_texts, rules, text
from xuncha_desktop.kernel.canonical import canonical, strict_json
from xuncha_desktop.kernel.errors import Damaged, Refused
from xuncha_desktop.kernel.levels import Level
from xuncha_desktop.printing import FORMS, Marks, Stamp, content_digest, faces, plain, render, reopen
from xuncha_desktop.printing.margins import Dress
from xuncha_desktop.printing.samples import sample_of
from xuncha_desktop.printing.text import Part

GOLDEN = Path(__file__).parents[1] / "golden"
FORM_NAMES = sorted(FORMS)
every_form = pytest.mark.parametrize("name", FORM_NAMES)
every_marked_form = pytest.mark.parametrize("name", [name for name in FORM_NAMES if not FORMS[name].public])
every_public_form = pytest.mark.parametrize("name", [name for name in FORM_NAMES if FORMS[name].public])


def test_there_are_papers_to_test():
    assert {"working_paper", "supervision_notice", "ledger"} <= set(FORM_NAMES)


@every_form
def test_the_sample_reads_as_agreed(name):
    """The golden text is reviewed by people; XUNCHA_WRITE_GOLDEN=1 writes it anew."""
    golden = GOLDEN / f"{name}.txt"
    shown = text(render(name, sample_of(name), STAMP))
    if os.environ.get("XUNCHA_WRITE_GOLDEN"):
        golden.write_text(shown, encoding="utf-8")

    assert shown == golden.read_text(encoding="utf-8")


@every_form
def test_equal_views_and_stamps_give_equal_bytes(name):
    assert render(name, sample_of(name), STAMP) == render(name, sample_of(name), STAMP)


@every_marked_form
def test_another_stamp_gives_another_paper_and_the_same_content(name):
    view = sample_of(name)

    assert render(name, view, STAMP) != render(name, view, replace(STAMP, reprint=1))
    assert content_digest(view)[:16].upper() in one_line(render(name, view, STAMP)).replace("-", "")


@every_form
def test_a_view_kept_as_json_is_the_same_view_again(name):
    view = sample_of(name)
    kept = canonical(plain(view))

    again = reopen(name, strict_json(kept, limit=10**7, what="文书"))

    assert again == view
    assert render(name, again, STAMP) == render(name, view, STAMP)


@every_form
@pytest.mark.parametrize("spoil", ["missing", "additional", "wrong kind", "no object"])
def test_a_kept_view_of_another_shape_is_refused(name, spoil):
    value = plain(sample_of(name))
    if spoil == "missing":
        del value["title"]
    elif spoil == "additional":
        value["more"] = "1"
    elif spoil == "wrong kind":
        value["title"] = 7
    else:
        value = [value]

    with pytest.raises(Damaged):
        reopen(name, value)


@every_form
def test_no_character_covers_another_or_leaves_the_margins(name):
    pdf = render(name, sample_of(name), STAMP)
    paper = FORMS[name].paper
    for chars in characters(pdf):
        assert overlaps(chars) == []
        assert min(c["x0"] for c in chars) >= paper.left * MM - 0.5
        # pdfminer forgets the character space between two strings: up to 1.5 pt a line
        assert max(body_box(c)[2] for c in chars) <= (paper.left + paper.text_width) * MM + 2
    for lines in rules(pdf):
        if not lines or FORMS[name].dress is Dress.LETTER:  # its red lines stand outside by the standard
            continue
        assert min(line["top"] for line in lines) >= paper.top * MM - 0.5
        assert max(line["bottom"] for line in lines) <= (paper.top + paper.text_height) * MM + 0.5


@every_marked_form
def test_every_page_carries_mark_number_banner_page_count_and_stamp(name):
    view = sample_of(name)
    pages = page_texts(render(name, view, replace(STAMP, reprint=2)))
    for number, page in enumerate(pages, start=1):
        shown = "".join(page.split())
        if FORMS[name].dress is Dress.PLAIN:
            assert view.marks.secrecy in shown
            assert f"编号：{view.marks.number}" in shown
            assert "份号000001" in shown
            assert f"第{number}页共{len(pages)}页" in shown
        elif number == 1:
            assert view.marks.secrecy in shown
            assert view.marks.number in shown
            assert "000001" in shown
        elif FORMS[name].dress is Dress.OFFICIAL:
            assert f"—{number}—" in shown
        assert "演示数据·纯属虚构" in shown
        assert "第1份共2份" in shown
        assert "补打（第2次）" in shown


@every_marked_form
def test_a_preview_says_that_it_is_no_registered_paper(name):
    shown = one_line(render(name, sample_of(name), Stamp()))

    assert "预览，未登记打印" in shown
    assert "份号" not in shown
    assert "000001" not in shown


@every_public_form
def test_a_paper_for_everybody_or_nobody_in_particular_tells_no_copy_from_another(name):
    """What hangs on a wall carries no mark; an anonymous ballot must not tell whose it was."""
    view = replace(sample_of(name), marks=Marks(Level.SECRET, "临巡二〔2019〕1号", "5年"))
    pdf = render(name, view, STAMP)

    for word in ("机密", "编号：", "份号", "000001", "内容校验", "第1份", "审计核对点", "〔2019〕1号"):
        assert word not in one_line(pdf)
    assert pdf == render(name, view, replace(STAMP, copy=2, reprint=3))


@every_form
def test_p07_the_file_names_no_person_machine_or_program(name):
    pdf = render(name, sample_of(name), STAMP)

    for word in (b"ReportLab", b"reportlab", b"anonymous", os.environ.get("USER", "root").encode() + b"@", b"/tmp"):
        assert word not in pdf
    assert b"/Author ()" in pdf
    assert b"/Producer ()" in pdf
    assert b"/Creator ()" in pdf


@every_form
def test_p02_a_character_no_face_has_is_named_and_nothing_is_printed(name):
    view = replace(sample_of(name), title="巡察\U00031350问题😀")

    with pytest.raises(Refused, match=r"U\+31350.*U\+1F600"):
        render(name, view, STAMP)


@pytest.mark.parametrize("char", ["\x00", "\ud800", "\u202e", "\ue000", "\ufeff"])
def test_p02_an_invisible_or_private_character_is_refused_by_its_number(char):
    view = replace(sample_of("ledger"), scope=f"范围{char}")

    with pytest.raises(Refused, match=f"U\\+{ord(char):04X}"):
        render("ledger", view, STAMP)


def test_p01_without_its_fonts_nothing_is_printed(tmp_path, monkeypatch):
    listed = tmp_path / "faces.json"
    monkeypatch.setattr(faces, "shipped", lambda: faces.Faces(faces.read_list(listed)))
    with pytest.raises(Refused, match="打印字体清单缺失"):
        render("ledger", sample_of("ledger"), STAMP)

    listed.write_text('{"' + '":"no.ttf","'.join(faces.Role) + '":"no.ttf"}', encoding="utf-8")
    with pytest.raises(Refused, match=r"打印字体缺失或损坏（no\.ttf）"):
        render("ledger", sample_of("ledger"), STAMP)

    (tmp_path / "no.ttf").write_bytes(b"OTTO" + bytes(200))
    with pytest.raises(Refused, match=r"打印字体缺失或损坏（no\.ttf）"):
        render("ledger", sample_of("ledger"), STAMP)


def test_a_form_prints_only_its_own_view():
    with pytest.raises(TypeError):
        render("ledger", sample_of("working_paper"), STAMP)


def test_the_secrecy_mark_names_its_period_and_a_public_paper_has_none():
    assert Marks(Level.SECRET, period="5年").secrecy == "机密★5年"
    assert Marks(Level.INTERNAL).secrecy == "内部"
    assert Marks(Level.PUBLIC).secrecy == ""


def test_several_papers_in_one_file_keep_their_own_numbering_and_have_an_outline():
    papers = [(name, sample_of(name)) for name in ("official", "ledger", "working_paper")]
    pdf = booklet(papers, STAMP, title="动员会材料")

    assert page_texts(pdf) == [page for name, view in papers for page in page_texts(render(name, view, STAMP))]
    document = pypdfium2.PdfDocument(pdf)
    outline = [(entry.level, entry.get_title()) for entry in document.get_toc()]
    document.close()
    assert [title for level, title in outline if level == 0] == ["公文", "台账", "问题底稿"]
    assert (1, "一、巡察发现的主要问题") in outline
    assert (2, "（一）主体责任落实不到位") in outline
    assert b"/Title" in pdf


def test_headings_that_leave_levels_out_still_bind_into_the_outline():
    view = replace(sample_of("official"), text=(Part("（1）先到第四级", 4), Part("一、再到第一级", 1), Part("内容")))
    document = pypdfium2.PdfDocument(render("official", view, STAMP))

    assert {"（1）先到第四级", "一、再到第一级"} <= {entry.get_title() for entry in document.get_toc()}
    document.close()


def test_an_entry_of_the_outline_is_right_beyond_the_bmp():
    view = replace(sample_of("official"), text=(Part("一、关于𠮷田和郑𬭎", 1), Part("内容")))
    document = pypdfium2.PdfDocument(render("official", view, STAMP))

    assert "一、关于𠮷田和郑𬭎" in [entry.get_title() for entry in document.get_toc()]
    document.close()


@every_form
def test_every_face_of_the_file_is_embedded(name):
    for chars in characters(render(name, sample_of(name), STAMP)):
        assert all(char["fontname"][6:7] == "+" for char in chars)
    assert b"Helvetica" not in render(name, sample_of(name), STAMP)


def test_a_public_paper_carries_no_mark_number_copy_or_digest(monkeypatch):
    public = replace(FORMS["ledger"], public=True)
    monkeypatch.setitem(FORMS, "ledger", public)
    view = replace(sample_of(public.name), marks=Marks(Level.SECRET, "临巡办〔2019〕1号", "5年"))

    shown = one_line(render("ledger", view, STAMP))

    for word in ("机密", "编号：", "份号", "内容校验", "第1份", "审计核对点"):
        assert word not in shown
    assert "演示数据·纯属虚构" in shown
    assert "第1页共1页" in shown


def test_p02_all_unprintable_characters_of_a_paper_are_named_at_once():
    sample = sample_of("supervision_notice")
    lines = (replace(sample.lines[0], note="\U00031350"), *sample.lines[1:])

    with pytest.raises(Refused, match=r"有2个字打不出来.*U\+1F600.*U\+31350|有2个字打不出来.*U\+31350.*U\+1F600"):
        render("supervision_notice", replace(sample, unit="😀", lines=lines), STAMP)


def test_tabs_and_foreign_line_ends_are_no_obstacle():
    sample = sample_of("supervision_notice")

    shown = one_line(render("supervision_notice", replace(sample, requirement="第一段\r\n第二段\t尾\r末"), STAMP))

    assert "第一段第二段尾末" in shown
