"""Chinese line breaking."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xuncha_desktop.printing import faces
from xuncha_desktop.printing.blocks import BODY
from xuncha_desktop.printing.faces import Role
from xuncha_desktop.printing.lines import (
    CLOSING,
    MEASURES,
    NEVER_FIRST,
    NEVER_LAST,
    OPENING,
    Span,
    break_clusters,
    clusters,
    may_break,
    set_lines,
)
from xuncha_desktop.printing.pen import MM

SIZE = 10.0


def broken(text: str, ems: float, *, indent: float = 0.0) -> list[str]:
    lines = set_lines(faces.shipped(), text, Role.FANGSONG, SIZE, ems * SIZE, indent=indent * SIZE)
    return ["".join(run.text for run in line.runs) for line in lines]


def test_lines_hold_as_many_characters_as_fit():
    assert broken("巡察发现的问题必须经得起检验", 5) == ["巡察发现的", "问题必须经", "得起检验"]


def test_the_first_line_is_shorter_by_its_indent():
    assert broken("巡察发现的问题必须", 5, indent=2) == ["巡察发", "现的问题必", "须"]


def test_no_line_begins_with_a_closing_mark():
    assert broken("巡察发现的，问题", 5) == ["巡察发现", "的，问题"]
    assert broken("巡察发现（的）。问题", 6) == ["巡察发现", "（的）。问题"]


def test_neighbouring_marks_share_their_blank():
    lines = set_lines(faces.shipped(), "《甲》、（乙）", Role.FANGSONG, SIZE, 200)

    assert lines[0].width == 6 * SIZE  # seven characters, two shared halves
    assert "".join(run.text for run in lines[0].runs) == "《甲》、（乙）"


def test_a_closing_mark_is_taken_onto_a_full_line_by_half_its_width():
    assert broken("巡察发现（的）。问题", 7) == ["巡察发现（的）。", "问题"]
    assert broken("“甲”，乙丙丁。戊", 7) == ["“甲”，乙丙丁。", "戊"]


def test_marks_keep_their_ink_apart_however_much_they_are_squeezed():
    known = faces.shipped()
    for line in set_lines(known, "“《甲》”、（乙）。）；「丙」" * 9, Role.FANGSONG, SIZE, 71.0):
        at, previous = 0.0, 0.0
        for run in line.runs:
            for number, char in enumerate(run.text):
                left = at + (SIZE / 2 if char in OPENING else 0)
                assert left >= previous - 0.01
                width = known.width(char, run.role) * SIZE
                previous = at + (width / 2 if char in CLOSING else width)
                at += width + line.gap + (run.kern if number == len(run.text) - 1 else 0)


@pytest.mark.parametrize("word", ["１２６０", "ＧＢ"])
def test_full_width_numbers_and_letters_are_not_torn_either(word):
    for ems in range(5, 9):
        assert any(word in line for line in broken(f"巡察发现共{word}处问题", ems))


def test_the_body_sets_28_characters_to_a_line():
    _, full, *_ = BODY.lines(faces.shipped(), "巡" * 60, 156 * MM)

    assert sum(len(run.text) for run in full.runs) == 28


def test_no_line_ends_with_an_opening_mark():
    assert broken("巡察发现《规则》", 5) == ["巡察发现", "《规则》"]


def test_a_dash_is_not_torn():
    assert broken("巡察发现——问题", 5) == ["巡察发", "现——问题"]


@pytest.mark.parametrize("word", ["1,260.50", "GB/T", "52.6万", "12天", "2019年", "88.75%", "1260㎡"])
def test_numbers_words_and_their_measures_are_not_torn(word):
    for ems in range(6, 12):
        assert any(word in line for line in broken(f"巡察发现的问题共计{word}经核实无误应当整改", ems))


def test_a_word_longer_than_the_line_is_torn_rather_than_lost():
    lines = broken("x" * 30, 5)

    assert len(lines) > 1
    assert "".join(lines) == "x" * 30


def test_a_combining_mark_stays_with_its_letter():
    found = clusters(faces.shipped(), "ǘa", Role.FALLBACK, SIZE)

    assert [cluster.text for cluster in found] == ["ǘ", "a"]


def test_a_newline_begins_a_paragraph_and_an_empty_text_has_one_line():
    assert broken("甲\n\n乙", 5) == ["甲", "", "乙"]
    assert broken("", 5) == [""]


def test_full_lines_are_filled_to_the_width_and_the_last_is_not():
    lines = set_lines(faces.shipped(), "巡察发现的问题，必须2019年经得起检验" * 3, Role.FANGSONG, SIZE, 133.0)

    assert len(lines) > 3
    assert [round(line.full_width, 6) for line in lines[:-1]] == [133.0] * (len(lines) - 1)
    assert any(line.gap > 0 for line in lines)
    assert lines[-1].gap == 0


def test_a_line_much_too_short_is_not_pulled_apart():
    first, *_ = set_lines(faces.shipped(), "已补收61.50万元", Role.FANGSONG, SIZE, 40.0)

    assert first.gap == 0


def test_spans_keep_their_own_face():
    lines = set_lines(faces.shipped(), ("签名：", Span("何静", name=True, role=Role.KAITI)), Role.FANGSONG, SIZE, 200)

    assert [(run.text, run.role) for run in lines[0].runs] == [("签名：", Role.FANGSONG), ("何静", Role.KAITI)]


ALPHABET = "巡察发现的问题，。、；：（）《》“”—…0123456789.%abcXYZ 年月万元天"


@given(st.text(ALPHABET, max_size=120), st.integers(3, 20))
def test_whatever_the_text_nothing_is_lost_and_no_line_is_too_wide(text, ems):
    row = clusters(faces.shipped(), text, Role.FANGSONG, SIZE)

    lines = break_clusters(row, lambda _: ems * SIZE)

    kept = ["".join(cluster.text for cluster in line) for line in lines]
    assert "".join(kept).replace(" ", "") == text.replace(" ", "")
    for line in lines:
        assert sum(cluster.width for cluster in line if cluster.text != " ") <= ems * SIZE + 0.01


@given(st.text(ALPHABET.replace(" ", ""), min_size=2, max_size=120), st.integers(8, 20))
def test_a_line_ends_where_it_may_if_it_can(text, ems):
    row = clusters(faces.shipped(), text, Role.FANGSONG, SIZE)

    lines = break_clusters(row, lambda _: ems * SIZE)

    for before, after in pairwise(lines):
        could = any(may_break(a.text, b.text) for a, b in pairwise(before))
        assert may_break(before[-1].text, after[0].text) or not could


@given(st.text(ALPHABET.replace(" ", "") + "〔〕", min_size=2, max_size=60), st.integers(2, 5))
def test_no_line_of_a_narrow_column_begins_or_ends_with_a_mark_that_may_not_if_another_end_is_there(text, ems):
    row = clusters(faces.shipped(), text, Role.FANGSONG, SIZE)

    for before, after in pairwise(break_clusters(row, lambda _: ems * SIZE)):
        if after[0].text in NEVER_FIRST or before[-1].text in NEVER_LAST:
            assert all(b.text in NEVER_FIRST or a.text in NEVER_LAST for a, b in pairwise(before))


@pytest.mark.parametrize(
    ("ems", "lines"),
    [
        (9, ["临巡二〔2019〕", "信001号"]),
        (8, ["临巡二〔2019〕", "信001号"]),
        (4.3, ["临巡二", "〔2019〕", "信001号"]),
        (4, ["临巡二", "〔2019〕", "信001号"]),
        (12, ["临巡二〔2019〕信001号"]),
    ],
)
def test_a_number_too_wide_for_its_column_is_parted_at_its_year(ems, lines):
    assert broken("临巡二〔2019〕信001号", ems) == lines


def test_a_documents_number_in_running_text_is_not_torn():
    assert broken("问题底稿临巡二〔2019〕底3号已经研究", 12) == ["问题底稿", "临巡二〔2019〕底3号已经", "研究"]
    assert broken("按照巡察办督〔2019〕12号办理", 11) == ["按照", "巡察办督〔2019〕12号办", "理"]
    assert broken("根据县纪发〔2019〕3号文件", 6) == ["根据县", "纪发〔2019〕", "3号文件"]


@pytest.mark.parametrize("amount", ["2处", "6盏", "61.50万元", "12辆", "3台", "8套", "5笔", "28家"])
def test_an_amount_is_not_torn_from_what_it_counts(amount):
    for ems in range(5, 16):
        assert any(amount in line for line in broken(f"地下商场安全出口堆放货物共{amount}已经整改", ems))


def test_a_column_too_narrow_for_an_amount_parts_it_before_what_it_counts():
    assert broken("61.50万元", 3.4) == ["61.50", "万元"]


def test_the_tables_of_marks_do_not_contradict_each_other():
    assert not NEVER_FIRST & NEVER_LAST
    assert not MEASURES & (NEVER_FIRST | NEVER_LAST)
