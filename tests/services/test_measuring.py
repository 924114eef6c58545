"""Measuring a finished PDF against GB/T 9704-2012, from the file alone."""

import json
from dataclasses import replace
from itertools import pairwise
from statistics import mode

import pytest

from tests.printing.papers import MM, STAMP, characters, rules
from xuncha_desktop.cli.main import main
from xuncha_desktop.kernel.errors import Refused
from xuncha_desktop.printing import FORMS, render
from xuncha_desktop.printing.faces import Role
from xuncha_desktop.printing.pen import PORTRAIT
from xuncha_desktop.printing.samples import sample_of
from xuncha_desktop.printing.text import Part
from xuncha_desktop.services.measuring import Measured, face_of, measure

HEIGHT = 297 * MM


def value(measured: Measured, what: str, page: int | None = None) -> str:
    return next(f.found for f in measured.findings if f.what == what and page in (None, f.page))


def deviating(measured: Measured) -> set[str]:
    return {f.what for f in measured.findings if not f.within}


@pytest.mark.parametrize(("name", "kind"), [("official", "公文"), ("letter", "函"), ("minutes", "纪要")])
def test_our_own_papers_keep_to_the_standard(name, kind):
    measured = measure(render(name, sample_of(name), STAMP))

    assert measured.kind == kind
    assert deviating(measured) == set()
    assert len(measured.findings) > 15


def test_an_independent_reader_of_the_file_finds_the_same_measures():
    view = replace(sample_of("official"), text=(Part("巡察发现问题推动改革" * 100),))
    pdf = render("official", view, STAMP)
    measured, pages, lines = measure(pdf), characters(pdf), rules(pdf)
    body = [c for c in pages[1] if abs(c["size"] - 16) < 0.01]
    rows = sorted({round(c["matrix"][5], 2) for c in body}, reverse=True)
    mark = [c for c in pages[0] if c["non_stroking_color"] == (1, 0, 0) and c["size"] > 20]
    (red,) = [line for line in lines[0] if line["stroking_color"] == (1, 0, 0)]
    dash = next(c for c in pages[1] if abs(c["size"] - 14) < 0.01 and c["text"] == "—")

    def millimetres(what, page=None):
        return float(value(measured, what, page).removesuffix("mm"))

    assert millimetres("订口") == pytest.approx(min(c["x0"] for c in body) / MM, abs=0.1)
    assert millimetres("天头") == pytest.approx((HEIGHT - rows[0] - 0.86 * 16) / MM, abs=0.1)
    assert float(value(measured, "行距")[:-2]) == pytest.approx(mode(round(a - b, 1) for a, b in pairwise(rows)))
    assert int(value(measured, "每面行数")) == len(rows) == 22
    assert float(value(measured, "每行字数")) == mode(
        sum(c["matrix"][5] == r for c in body) for r in {c["matrix"][5] for c in body}
    )
    assert millimetres("红色分隔线长") == pytest.approx((red["x1"] - red["x0"]) / MM, abs=0.1)
    assert {round(c["size"]) for c in mark} == {40}
    assert 0 < millimetres("发文机关标志上边缘至版心上边缘") - (min(c["top"] for c in mark) / MM - 37) < 4
    assert millimetres("双页码左空", 2) == pytest.approx((dash["x0"] - 28 * MM) / MM, abs=0.1)


def test_wrong_margins_are_found(monkeypatch):
    crooked = replace(PORTRAIT, left=22, top=30, text_width=162)
    monkeypatch.setitem(FORMS, "official", replace(FORMS["official"], paper=crooked))

    found = deviating(measure(render("official", sample_of("official"), STAMP)))

    assert {"订口", "天头", "版心宽", "红色分隔线长", "发文机关标志上边缘至版心上边缘", "版记末线位置"} <= found


def test_a_wrong_sheet_is_found(monkeypatch):
    letter = replace(PORTRAIT, width=215.9, height=279.4)
    monkeypatch.setitem(FORMS, "official", replace(FORMS["official"], paper=letter))

    assert {"纸张宽", "纸张高"} <= deviating(measure(render("official", sample_of("official"), STAMP)))


def test_wrong_faces_and_sizes_are_found(monkeypatch):
    from xuncha_desktop.printing import blocks, text

    wrong = replace(blocks.BODY, role=Role.SONGTI, size=14, tracking=0, leading=24)
    monkeypatch.setattr(text, "BODY", wrong)
    monkeypatch.setattr(blocks, "HEADINGS", (wrong, wrong, wrong, wrong))
    view = replace(sample_of("official"), text=sample_of("official").text * 4)

    found = deviating(measure(render("official", view, STAMP)))

    assert {"正文字号", "正文字体", "一级标题", "二级标题", "行距", "每行字数"} <= found


def test_a_form_is_held_to_sheet_and_side_margins_alone():
    measured = measure(render("working_paper", sample_of("working_paper"), STAMP))

    assert measured.kind == "其他"
    assert {f.what for f in measured.findings} == {"纸张宽", "纸张高", "订口", "版心宽"}
    assert measured.within


@pytest.mark.parametrize(
    ("font", "face"),
    [
        ("FangSong_GB2312", "仿宋"),
        ("KaiTi", "楷体"),
        ("SimHei", "黑体"),
        ("FZXBSJW--GB1-0", "小标宋"),
        ("SimSun", "宋体"),
        ("Arial", "Arial"),
    ],
)
def test_faces_are_known_by_the_names_other_programs_give_them(font, face):
    assert face_of(font) == face


@pytest.mark.parametrize("raw", [b"", b"%PDF-1.4\n", b"PK\x03\x04"])
def test_what_is_no_pdf_is_refused(raw):
    with pytest.raises(Refused):
        measure(raw)


@pytest.mark.parametrize("tenths", [3, 5, 9])
def test_a_cut_pdf_is_refused(tenths):
    whole = render("official", sample_of("official"), STAMP)

    with pytest.raises(Refused, match="不能"):
        measure(whole[: len(whole) * tenths // 10])


def test_the_command_prints_each_measure_and_says_by_its_code_how_it_went(tmp_path, capsys, monkeypatch):
    good, bad = tmp_path / "good.pdf", tmp_path / "bad.pdf"
    good.write_bytes(render("official", sample_of("official"), STAMP))
    crooked = replace(PORTRAIT, left=22)
    monkeypatch.setitem(FORMS, "official", replace(FORMS["official"], paper=crooked))
    bad.write_bytes(render("official", sample_of("official"), STAMP))

    assert main(["measure", str(good)]) == 0
    assert "订口：28mm（GB/T 9704-2012 5.2.1，规定：27–29mm）" in capsys.readouterr().out
    assert main(["measure", str(bad), "--json"]) == 1
    told = json.loads(capsys.readouterr().out)
    assert told["within"] is False
    assert "订口" in {f["what"] for f in told["findings"] if not f["within"]}
    assert main(["measure", str(tmp_path / "none.pdf")]) == 1
    assert "不能读取" in capsys.readouterr().err


def test_a_page_that_begins_with_the_title_of_an_annex_is_measured_from_that_title():
    sample = sample_of("round_work_plan")
    tops = [one for one in measure(render("round_work_plan", sample, STAMP)).findings if one.what == "天头"]

    assert [one.within for one in tops] == [True]


def test_headings_alone_are_not_taken_for_the_text():
    """A 通报 to the county's committee has findings as headings and nothing between them."""
    findings = tuple(Part(f"（{number}）某一方面的规定执行得不够严格", 2) for number in "一二三四五六")
    sample = sample_of("official")
    view = replace(sample, text=(Part("一、巡察发现的主要问题", 1), *findings), annexes=())

    measured = measure(render("official", view, STAMP))

    assert value(measured, "二级标题") == "楷体"
    assert value(measured, "正文字体") == "仿宋"
    assert deviating(measured) == set()


@pytest.mark.parametrize(("number", "within"), [("临巡办督〔2019〕7号", True), ("临巡办〔2019〕督007号", False)])
def test_a_documents_number_has_no_zero_and_no_word_behind_the_year(number, within):
    sample = sample_of("official")
    found = measure(render("official", replace(sample, marks=replace(sample.marks, number=number)), STAMP)).findings

    assert [one.within for one in found if one.what == "发文字号序号"] == [within]
