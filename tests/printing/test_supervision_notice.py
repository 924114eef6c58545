"""督办通知单 on paper: lateness in words, the ground named, a receipt to tear off."""

from dataclasses import replace

import pytest

from tests.printing.papers import STAMP, characters, one_line, overlaps, page_texts
from xuncha_desktop.kernel.levels import Tone
from xuncha_desktop.printing import render
from xuncha_desktop.printing.forms.supervision_notice import Notice, Overdue
from xuncha_desktop.printing.samples import sample_of


@pytest.fixture
def sample() -> Notice:
    return sample_of("supervision_notice")


def test_lateness_is_said_in_words_and_only_coloured_besides(sample):
    shown = one_line(render("supervision_notice", sample, STAMP))
    assert "逾期12天" in shown
    assert "逾期5天" in shown

    grey = replace(sample, lines=tuple(replace(line, tone=Tone.CALM) for line in sample.lines))
    assert "逾期12天" in one_line(render("supervision_notice", grey, STAMP))


def test_only_the_words_of_lateness_are_red(sample):
    (chars,) = characters(render("supervision_notice", sample, replace(STAMP, banner="")))

    red = "".join(c["text"] for c in chars if c["non_stroking_color"] == (0.72, 0.0, 0.0))

    assert red == "逾期12天逾期5天"


def test_the_ground_and_its_standing_are_printed(sample):
    assert "督办依据：惯例" in one_line(render("supervision_notice", sample, STAMP))


@pytest.mark.parametrize("count", [1, 2, 5, 9, 12, 30])
def test_the_receipt_stands_whole_on_one_page_and_the_signature_is_not_alone(sample, count):
    lines = tuple(
        Overdue(
            f"第{n}项措施：补收易地建设费，逐个项目下达催缴通知", "征收科", "2019-11-08", "逾期12天", "", Tone.ALERT
        )
        for n in range(1, count + 1)
    )

    pdf = render("supervision_notice", replace(sample, lines=lines), STAMP)

    pages = ["".join(page.split()) for page in page_texts(pdf)]
    assert all(overlaps(chars) == [] for chars in characters(pdf))
    (receipt,) = [page for page in pages if "督办通知单回执" in page]
    assert "沿此线撕下" in receipt
    assert "签收单位（盖章）：" in receipt
    assert "签收时间：" in receipt
    (signed,) = [page for page in pages if "中共临溪县委巡察工作领导小组办公室" in page]
    assert "由主要负责人签字后报我办" in signed
    assert all(f"第{n}项措施" in "".join(pages) for n in range(1, count + 1))


def test_a_short_notice_fits_one_page_with_its_receipt(sample):
    assert len(page_texts(render("supervision_notice", sample, STAMP))) == 1
