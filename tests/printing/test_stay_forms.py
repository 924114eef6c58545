"""Papers of preparation and stay on paper: ruled lines, ballots and tallies, the poster, blanks that stay blank."""

import io
from dataclasses import replace

import docx
import pytest

from tests.printing.papers import MM, STAMP, characters, one_line, overlaps, page_texts, rules
from xuncha_desktop.printing import FORMS, draft, render
from xuncha_desktop.printing.forms.assessment import Counted, Grade
from xuncha_desktop.printing.samples import sample_of
from xuncha_desktop.printing.ticks import ticks

SIGNED_BY_HAND = ("commitment", "group_meeting", "immediate_rectification", "interview", "petition_slip")


@pytest.mark.parametrize("pages", [1, 2, 3])
def test_a_blank_talk_is_ruled_to_the_foot_of_every_page_and_takes_no_page_more(pages):
    blank = replace(sample_of("interview"), content="", pages=pages)
    pdf = render("interview", blank, STAMP)

    assert len(page_texts(pdf)) == pages
    paper = FORMS["interview"].paper
    for lines in rules(pdf)[:-1]:
        assert max(line["bottom"] for line in lines) > (paper.bottom - 10) * MM


def test_every_line_of_a_long_talk_stands_on_its_rule_over_the_pages():
    long = "问：请说明支出的决策情况。\n" + "答：五万元以上的支出按规定要上会，这一笔没有上会。" * 60
    pdf = render("interview", replace(sample_of("interview"), content=long), STAMP)

    assert len(page_texts(pdf)) > 1
    assert one_line(pdf).count("这一笔没有上会") == 60
    for chars, lines in zip(characters(pdf), rules(pdf), strict=True):
        assert overlaps(chars) == []
        below = sorted(line["top"] for line in lines if line["height"] == 0)
        body = {round(c["bottom"], 1) for c in chars if abs(c["size"] - 14) < 0.1}
        assert all(any(0 <= rule - bottom < 9 * MM for rule in below) for bottom in body)


def test_the_figure_is_made_by_the_rule_that_is_printed_and_who_does_not_know_is_not_counted():
    tally = replace(sample_of("assessment_tally"), counted=(Counted("班子", (17, 9, 2, 2)),))
    shown = one_line(render("assessment_tally", tally, STAMP))

    assert "1班子1792288.75" in shown
    assert "满意票数×100＋基本满意票数×75＋不满意票数×55" in shown
    assert "“不了解”不计" in shown


def test_another_rule_makes_another_figure_and_says_so():
    grades = (Grade("好", 100), Grade("一般", 60), Grade("差", 0))
    tally = replace(sample_of("assessment_tally"), grades=grades, counted=(Counted("班子", (1, 1, 2)),))
    shown = one_line(render("assessment_tally", tally, STAMP))

    assert "1班子11240.00" in shown
    assert "好票数×100＋一般票数×60＋差票数×0" in shown
    assert "不计" not in shown


def test_where_no_vote_counts_there_is_a_dash_and_where_none_was_entered_a_blank():
    tally = replace(sample_of("assessment_tally"), counted=(Counted("甲", (0, 0, 0, 30)), Counted("乙")))
    shown = one_line(render("assessment_tally", tally, STAMP))

    assert "1甲00030—" in shown
    assert "2乙计票人" in shown


def test_the_poster_is_the_announcement_on_a3_with_its_letters_enlarged():
    small, large = (
        render(name, sample_of(name), STAMP) for name in ("inspection_announcement", "inspection_announcement_a3")
    )
    assert one_line(small) == one_line(large)
    sizes = [max(c["size"] for c in characters(pdf)[0]) for pdf in (small, large)]
    assert sizes[1] / sizes[0] == pytest.approx(2**0.5, abs=0.01)
    assert len(page_texts(large)) == 1


@pytest.mark.parametrize("name", SIGNED_BY_HAND)
def test_blanks_for_signatures_and_days_are_never_typed_into(name):
    shown = one_line(render(name, sample_of(name), STAMP))

    assert shown.count("签名：") == shown.count("签名：年月日") + shown.count("签名：20")
    assert "签名：20" not in shown


def test_answers_to_tick_stand_below_each_other_and_none_is_torn():
    answers = ("转为问题线索", "留存", "并入问题底稿", "经巡察办转交", "深入了解")
    lines = ticks(answers, 20).split("\n")

    assert [line.count("□") for line in lines] == [2, 2, 1]
    assert all(len(line) <= 20 for line in lines)
    assert {line.rfind("□") for line in lines[:2]} == {9}
    assert ticks(("很长的一个答案",), 3) == "□很长的一个答案"
    assert ticks((), 20) == ""


def test_the_draft_of_a_work_plan_brings_the_plan_and_the_roster_along():
    sample = sample_of("round_work_plan")
    book = docx.Document(io.BytesIO(draft.docx_of(draft.draft_of(sample))))

    said = "".join(paragraph.text for paragraph in book.paragraphs)
    assert "人防项目审批验收" in said
    assert [cell.text for cell in book.tables[0].rows[4].cells] == [
        "组员",
        "何静",
        "县审计局固定资产投资审计股股长",
        "财务、项目资金",
    ]


def test_a_roster_of_a_usual_group_is_not_parted_and_a_long_one_repeats_its_head():
    sample = sample_of("round_work_plan")
    short = page_texts(render("round_work_plan", sample, STAMP))
    assert sum("原单位及职务" in page for page in short) == 1

    long = page_texts(render("round_work_plan", replace(sample, roster=sample.roster * 12), STAMP))
    listed = [page for page in long if any(one.home_unit in page for one in sample.roster)]
    assert len(listed) > 1
    assert all("原单位及职务" in page for page in listed)
