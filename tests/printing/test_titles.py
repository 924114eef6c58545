"""Titles: no word torn, shaped as a trapezium or a lozenge."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xuncha_desktop.printing.titles import broken_title


def test_a_short_title_is_one_line():
    assert broken_title("关于开展专项巡察的通知", 19) == ("关于开展专项巡察的通知",)


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        (
            "关于县人防领导小组办公室党组专项巡察情况的反馈意见",
            ("关于县人防领导小组办公室", "党组专项巡察情况的反馈意见"),
        ),
        (
            "中共临溪县委巡察工作领导小组关于印发《2019年第二轮专项巡察工作方案》的通知",
            ("中共临溪县委巡察工作领导小组", "关于印发《2019年第二轮专项巡察", "工作方案》的通知"),
        ),
    ],
)
def test_titles_break_between_words(title, lines):
    found = broken_title(title, 19, ("县人防领导小组办公室",))

    assert "".join(found) == title
    for word in ("领导小组", "办公室", "反馈意见", "2019年", "关于", "通知"):
        assert word not in title or any(word in line for line in found)
    assert len(found) == len(lines) or len(found) == 2


def test_what_is_to_be_kept_is_not_torn():
    name = "青石镇柳沟村股份经济合作社"
    found = broken_title(f"关于对{name}集体资金管理使用情况开展提级巡察的请示", 19, (name,))

    assert any(name in line for line in found)


def test_line_ends_given_by_hand_are_kept():
    assert broken_title("关于甲的\n通知", 19) == ("关于甲的", "通知")


@given(st.text("关于巡察整改情况的通知《》，、（）2019年", max_size=70), st.integers(8, 20))
def test_whatever_the_title_nothing_is_lost_and_no_line_is_too_wide(title, most):
    lines = broken_title(title, most)

    assert "".join(lines) == title
    assert len(lines) == 1 or all(sum(0.5 if ord(c) < 0x2000 else 1 for c in line) <= most for line in lines)
