"""红头公文, 函 and 纪要 by GB/T 9704-2012, read from the finished paper."""

from dataclasses import replace
from itertools import pairwise

import pytest

from tests.printing.papers import MM, STAMP, characters, one_line, page_texts, rules
from xuncha_desktop.kernel.levels import Level
from xuncha_desktop.printing import FORMS, Stamp, render
from xuncha_desktop.printing.forms.paper import Official
from xuncha_desktop.printing.samples import sample_of
from xuncha_desktop.printing.text import Part

TOP, LEFT, RIGHT, BOTTOM = 37 * MM, 28 * MM, 184 * MM, 262 * MM
HEIGHT = 297 * MM
LONG = "巡察工作要坚持以问题为导向发现问题形成震慑推动改革促进发展"


def sample(**changes) -> Official:
    return replace(sample_of("official"), **changes)


def found(chars, words, *, red=None):
    """The characters of the first place where the words stand."""
    shown = "".join(c["text"] for c in chars)
    at = shown.index(words)
    return chars[at : at + len(words)]


def baseline(char):
    return HEIGHT - char["matrix"][5]


def body_lines(chars, size=16.0):
    """Baselines of the lines of a size."""
    return sorted({round(baseline(c), 2) for c in chars if abs(c["size"] - size) < 0.01})


def test_a_full_page_has_22_lines_of_28_characters_between_the_edges():
    pdf = render("official", sample(text=(Part(LONG * 60),), annexes=(), title="通知"), STAMP)

    chars = characters(pdf)[1]
    lines = body_lines(chars)
    full = [[c for c in chars if round(baseline(c), 2) == line] for line in lines]

    assert len(lines) == 22
    assert {len(line) for line in full} == {28}
    assert lines[0] - 0.86 * 16 == pytest.approx(TOP, abs=0.1)
    assert lines[-1] + 0.14 * 16 == pytest.approx(BOTTOM, abs=0.1)
    assert min(c["x0"] for line in full for c in line) == pytest.approx(LEFT, abs=0.1)
    assert max(c["x1"] for line in full for c in line) == pytest.approx(RIGHT, abs=0.3)


def test_the_head_stands_where_the_standard_puts_it():
    pdf = render("official", sample(), STAMP)
    chars, lines = characters(pdf)[0], rules(pdf)[0]

    mark = found(chars, "中共临溪县委巡察工作领导小组文件")
    number = found(chars, "临巡组发〔2019〕12号")
    title = found(chars, "关于县人防")
    (red,) = [line for line in lines if line["stroking_color"] == (1, 0, 0)]

    assert {c["non_stroking_color"] for c in mark} == {(1, 0, 0)}
    assert all("Song" in c["fontname"] for c in mark)
    assert red["x0"] == pytest.approx(LEFT, abs=0.1)
    assert red["x1"] == pytest.approx(RIGHT, abs=0.1)
    assert red["top"] - (baseline(number[0]) + 0.14 * 16) == pytest.approx(4 * MM, abs=0.1)
    assert (number[0]["x0"] + number[-1]["x1"]) / 2 == pytest.approx((LEFT + RIGHT) / 2, abs=8)
    assert {c["size"] for c in title} == {22}
    assert baseline(title[0]) - 0.86 * 22 > red["top"] + 40


def test_copy_number_mark_and_urgency_stand_below_each_other_at_the_left():
    chars = characters(render("official", sample(), STAMP))[0]
    lines = [found(chars, words)[0] for words in ("000001", "机密★5年", "特急")]

    assert {round(c["x0"]) for c in lines} == {round(LEFT)}
    assert baseline(lines[0]) == pytest.approx(TOP + 0.86 * 16, abs=0.1)
    assert baseline(lines[0]) < baseline(lines[1]) < baseline(lines[2])


def test_an_upward_paper_names_its_signer_beside_the_number():
    chars = characters(render("official", sample(signer="赵启明"), STAMP))[0]
    number, signer = found(chars, "临巡组发〔2019〕12号"), found(chars, "签发人：赵启明")

    assert baseline(number[0]) == baseline(signer[0])
    assert number[0]["x0"] == pytest.approx(LEFT + 16, abs=0.5)
    assert signer[-1]["x1"] == pytest.approx(RIGHT - 16, abs=0.5)
    assert "Kai" in signer[-1]["fontname"]


def test_page_numbers_stand_outside_right_and_left_in_dashes():
    pages = characters(render("official", sample(), STAMP))
    for number, chars in enumerate(pages, 1):
        shown = found(chars, f"— {number} —")
        assert {c["size"] for c in shown} == {14}
        if number % 2:
            assert shown[-1]["x1"] == pytest.approx(RIGHT - 14, abs=0.5)
        else:
            assert shown[0]["x0"] == pytest.approx(LEFT + 14, abs=0.5)
        assert baseline(shown[0]) - 0.3 * 14 == pytest.approx(BOTTOM + 7 * MM, abs=0.5)


def test_the_imprint_stands_at_the_foot_of_the_last_even_page():
    for count in (1, 15, 40):
        pdf = render("official", sample(text=(Part(LONG * count),), annexes=()), STAMP)
        pages = rules(pdf)
        lines = sorted((line["top"], round(line["linewidth"] / MM, 2)) for line in pages[-1])

        assert len(pages) % 2 == 0
        assert [weight for _, weight in lines] == [0.35, 0.25, 0.35]
        assert lines[-1][0] == pytest.approx(BOTTOM, abs=0.1)


def test_an_empty_page_before_the_imprint_and_the_imprint_page_carry_no_number():
    shown = None
    for count in range(10, 60):
        pages = page_texts(render("official", sample(text=(Part(LONG * count),), annexes=()), Stamp()))
        if "印发" not in pages[-2] and "巡" not in pages[-2].replace("预览，未登记打印", ""):
            shown = pages
            break

    assert shown is not None
    assert [f"— {n} —" in page for n, page in enumerate(shown, 1)][-3:] == [True, False, False]


def test_no_signature_stands_on_a_page_without_text():
    for count in range(300, 460, 3):
        text = (LONG * 20)[:count]
        pages = page_texts(render("official", sample(text=(Part(text),), annexes=(), title="通知"), Stamp()))
        (signed,) = [page for page in pages if "2019年9月20日\n" in page.split("印发")[0] and "领导小组\n" in page]
        assert any(c in signed.replace("领导小组", "") for c in LONG)
        assert "此页无正文" not in "".join(pages)


def test_lines_are_drawn_together_where_that_saves_a_page():
    leadings = set()
    for count in range(700, 1000, 13):
        pdf = render("official", sample(text=(Part((LONG * 40)[:count]),), annexes=(), title="通知"), Stamp())
        lines = body_lines(characters(pdf)[0])
        leadings.add(min(round(b - a, 1) for a, b in pairwise(lines)))

    assert leadings == {28.3, 29.6}


def test_with_a_seal_the_office_is_centred_over_the_date():
    chars = characters(render("official", sample(office="巡察办"), STAMP))[1]
    office, day = found(chars, "巡察办2019年9月20日")[:3], found(chars, "2019年9月20日")

    assert day[-1]["x1"] == pytest.approx(RIGHT - 4 * 15.8, abs=1)
    assert (office[0]["x0"] + office[-1]["x1"]) / 2 == pytest.approx((day[0]["x0"] + day[-1]["x1"]) / 2, abs=1)


@pytest.mark.parametrize("office", ["巡察办", "中共临溪县委巡察工作领导小组办公室"])
def test_without_a_seal_the_date_is_two_characters_right_of_the_office(office):
    chars = characters(render("official", sample(office=office, sealed=False), STAMP))[1]
    both = found(chars, f"{office}2019年9月20日")
    name, day = both[: len(office)], both[len(office) :]

    assert day[0]["x0"] - name[0]["x0"] == pytest.approx(2 * 15.8, abs=1)
    assert max(name[-1]["x1"], day[-1]["x1"]) == pytest.approx(RIGHT - 2 * 15.8, abs=1)


def test_an_annex_begins_a_page_with_its_name_and_the_title_on_the_third_line():
    chars = characters(render("official", sample(), STAMP))[2]
    label, title = found(chars, "附件")[0], found(chars, "县人防领导小组办公室巡察反馈问题清单")[0]

    assert "Hei" in label["fontname"]
    assert label["x0"] == pytest.approx(LEFT, abs=0.5)
    assert baseline(label) == pytest.approx(TOP + 0.86 * 16, abs=0.1)
    assert baseline(title) - 0.86 * 22 == pytest.approx(TOP + 2 * 29.6, abs=0.5)


def test_a_letter_has_red_double_lines_and_no_number_on_its_first_page():
    view = replace(sample_of("letter"), text=(Part(LONG * 30),))
    pdf = render("letter", view, STAMP)
    first, second, *_ = rules(pdf)
    reds = sorted((line["top"], line["x1"] - line["x0"]) for line in first if line["stroking_color"] == (1, 0, 0))

    assert len(reds) == 4
    assert {round(width / MM) for _, width in reds} == {170}
    assert reds[2][0] == pytest.approx(277 * MM, abs=0.5)
    assert not [line for line in second if line["stroking_color"] == (1, 0, 0)]
    pages = page_texts(pdf)
    assert "— 1 —" not in pages[0]
    assert "— 2 —" in pages[1]


def test_the_minutes_name_who_was_there_and_tear_no_name():
    names = sample_of("minutes").attendance[0].names
    lines = [line for page in page_texts(render("minutes", sample_of("minutes"), STAMP)) for line in page.split("\n")]

    for name in names:
        assert any(name in line for line in lines)


def test_a_public_official_paper_carries_no_mark_copy_digest_or_code(monkeypatch):
    public = replace(FORMS["official"], public=True)
    monkeypatch.setitem(FORMS, "official", public)
    pdf = render("official", sample(marks=replace(sample().marks, level=Level.SECRET)), STAMP)

    shown = one_line(pdf)
    for word in ("机密", "000001", "内容校验", "第1份"):
        assert word not in shown
    assert pdf.count(b" re") == 0
