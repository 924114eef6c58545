"""What is said about the writing of a text: only what is wrong in Chinese, and what is put right stays right."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xuncha_desktop.kernel import hidden, proofing, punctuation, text
from xuncha_desktop.kernel.hints import applied

WRONG = {
    "发现问题3个,涉及2个镇;请整改.": "发现问题3个，涉及2个镇；请整改。",
    "甲, 乙": "甲，乙",
    "时间:9:30": "时间：9:30",
    "是否属实?!": "是否属实？！",
    "共20,其中": "共20，其中",
    "一.基本情况": "一、基本情况",
    '见"方案"(2019)': "见“方案”（2019）",
    "称为'单'": "称为‘单’",
    "巡察组(3人(含组长))": "巡察组（3人（含组长））",
    "（mixed)": "（mixed）",
    "(1)基本情况": "（1）基本情况",
    "临委巡[2019]第03号": "临委巡〔2019〕3号",
    "临委巡（2019）3号": "临委巡〔2019〕3号",
    "临委巡【2019】3号": "临委巡〔2019〕3号",
    "临委巡〔2019〕第3号": "临委巡〔2019〕3号",
    "省略...了": "省略……了",
    "完。。。": "完……",
    "等…": "等……",
    "巡察--利剑": "巡察——利剑",
    "重复，，点。。": "重复，点。",
    "１２３ＡＢ": "123AB",
    "增长１．５％": "增长1.5%",
    "张三  李四": "张三 李四",
    "\ufeff张三": "张三",
    "张\u202e三": "张三",
    "\ue863字": "\u4dae字",
    "\ue81e字": "\u9fb4字",
}
RIGHT = [
    "时间9:30，增长1.5%，共3,000元，约10万元。",
    "邮箱a.b@c.cn，网址http://a.cn/?a=1,2;b和www.a.cn,详见",
    "附件：方案(1).docx、D:\\巡察(1)\\甲,乙、报告,修改稿.PDF",
    'English, with (brackets); "quotes" isn\'t... wrong!  Two spaces too.',
    "称为Party Building (PB), i.e. f(x)",
    "临委巡〔2019〕3号，（2019）赣01民初12号，新城小区（2019）3号楼",
    "……，——，北京—上海，2019—2020年，《“甲”〈乙〉》",
    "　　缩进　　盖章　　日期\n基本情况..........5",
    "买买提·艾力，𠮷𬭎，👨\u200d👩\u200d👧，葛\U000e0100",
]


@pytest.mark.parametrize(("wrong", "right"), WRONG.items())
def test_what_is_wrong_is_said_and_put_right(wrong: str, right: str) -> None:
    assert proofing.hints(wrong)
    assert proofing.corrected(wrong) == right


@pytest.mark.parametrize("right", RIGHT)
def test_what_is_right_is_left_alone(right: str) -> None:
    assert proofing.hints(right) == []
    assert proofing.corrected(right) == right


def test_a_dot_between_two_words_is_said_and_left_to_the_person() -> None:
    (hint,) = proofing.hints("买买提.艾力同志")
    assert (hint.put, hint.words) == (None, "句末用“。”，姓名中间用“·”")
    assert proofing.corrected("买买提.艾力同志") == "买买提.艾力同志"


texts = (
    st.text(
        st.sampled_from("甲乙一A1０Ａ,.:;?!()（）[]〔〕\"'“”…。，、-—─ \n　@/\\第号%．\ufeff\ue81e\ue000"), max_size=40
    )
    | st.text()
)


@given(texts)
def test_hints_lie_in_order_within_the_text_and_never_over_another(given_: str) -> None:
    found = proofing.hints(given_)
    assert all(0 <= hint.start < hint.end <= len(given_) for hint in found)
    assert all(left.end <= right.start for left, right in pairwise(found))


@given(texts)
def test_a_corrected_text_has_no_more_hints_that_can_be_followed(given_: str) -> None:
    once = proofing.corrected(given_)
    assert [hint for hint in proofing.hints(once) if hint.put is not None] == []
    assert proofing.corrected(once) == once


@given(texts)
def test_a_text_without_hints_is_not_changed(given_: str) -> None:
    followed = [hint for hint in proofing.hints(given_) if hint.put is not None]
    assert (proofing.corrected(given_) == given_) == (applied(given_, followed) == given_)
    if not followed:
        assert proofing.corrected(given_) == given_


@given(st.text("abcXYZ019,.:;?!()[]\"'- _@/%&#"))
def test_a_text_without_a_chinese_character_is_right_as_it_is(latin: str) -> None:
    assert punctuation.hints(latin) == []


@pytest.mark.parametrize("unit", ["(", "甲,", "甲", '"', ".", "a@", "（2019", "a", "D:\\", "甲(", "１．", "http://"])
def test_a_hostile_text_is_looked_at_no_further_than_anybody_reads(unit: str) -> None:
    whole = unit * (2 * proofing.MOST // len(unit))
    assert all(hint.end <= proofing.MOST for hint in proofing.hints(whole))
    assert proofing.corrected(whole)[proofing.MOST :].endswith(unit)


@pytest.mark.parametrize("char", sorted(text._INVISIBLE))
def test_t06_every_character_that_saving_takes_out_is_told_before(char: str) -> None:
    (hint,) = hidden.hints(f"张{char}三")
    assert (hint.start, hint.put) == (1, "")
    assert f"U+{ord(char):04X}" in hint.words


def test_t03_a_private_character_is_named_with_the_code_point_it_has_by_now() -> None:
    found = hidden.hints("\ue81e\ue863\ue7c7\ue78e\ue7e8\ue831")
    assert "".join(hint.put or "" for hint in found) == "\u9fb4\u4dae\u1e3f\ufe12\u2ff0\U000215d7"
    assert found[0].words == "自造字（U+E81E）在别的电脑上显示不出，应为“龴”（U+9FB4）"


def test_t03_a_private_character_nobody_knows_is_named_and_left_to_the_person() -> None:
    assert [hint.put for hint in hidden.hints("\ue000\uf8ff\U000f0000\U0010fffd")] == [None] * 4
    assert (
        hidden.said("张\ue000\ue001") == "第2个字符：自造字（U+E000）在别的电脑上显示不出，请换成标准编码的字（共2处）"
    )
    assert hidden.said("张三") == ""
