"""What may be typed into a record: tidied where harmless, refused by name where not."""

import pytest

from tests.samples import sample
from xuncha_desktop.kernel.errors import Invalid
from xuncha_desktop.records.onsite import Finding, Interview

TYPE = Finding.type


def _refusal(**values: object) -> str:
    with pytest.raises(Invalid) as caught:
        TYPE.validate(sample(TYPE).changed(**TYPE.clean(values)))
    return str(caught.value)


def test_t12_spaces_around_a_text_are_removed_the_full_width_one_too() -> None:
    assert TYPE.clean({"title": "　三笔大额支出 \n"})["title"] == "三笔大额支出"


def test_t07_a_nul_is_refused_with_the_fields_name() -> None:
    assert _refusal(title="三笔\0支出") == "问题标题含有不可见的控制字符（U+0000），请删去后再存"


def test_t08_half_a_character_is_refused_with_the_fields_name() -> None:
    assert "问题标题含有不完整的字符" in _refusal(title="三笔\ud840支出")


def test_t02_rare_characters_are_kept_and_counted_as_one() -> None:
    title = "𠮷䶮𬭎𰻝" * 20
    assert TYPE.clean({"title": title})["title"] == title
    TYPE.validate(sample(TYPE).changed(title=title))
    assert "不能超过80字（现有84字）" in _refusal(title=title + "𠮷" * 4)


def test_t05_decomposed_letters_are_joined_and_combining_marks_not_counted() -> None:
    assert TYPE.clean({"title": "e\u0301"})["title"] == "é"


def test_t04_compatibility_ideographs_are_kept_as_typed() -> None:
    assert TYPE.clean({"title": "\uf9dc某"})["title"] == "\uf9dc某"


def test_t06_characters_that_turn_text_round_are_taken_out() -> None:
    assert TYPE.clean({"title": "李\u202e四\u200b"})["title"] == "李四"


@pytest.mark.parametrize("typed", ["阿不都•热合曼", "阿不都．热合曼", "阿不都·热合曼"])
def test_t10_the_dot_in_a_name_has_one_form(typed: str) -> None:
    assert Interview.type.clean({"interviewee": typed})["interviewee"] == "阿不都·热合曼"


def test_a_dot_in_a_sentence_is_left_alone() -> None:
    assert TYPE.clean({"title": "支出52．6万元"})["title"] == "支出52．6万元"


def test_t09_ten_megabytes_are_refused_by_length() -> None:
    assert "不能超过20000字" in _refusal(fact="长" * 10_000_000)


@pytest.mark.parametrize("typed", ["2019-13-01", "0000-01-01", "昨天", "2019-02-30", "2019-07-初"])
def test_d06_a_day_that_is_none_is_refused(typed: str) -> None:
    with pytest.raises(Invalid, match="谈话日期"):
        Interview.type.validate(sample(Interview.type).changed(held_on=typed))


@pytest.mark.parametrize("typed", ["2019-07-08", "2019-07-上旬", "2019-07", "2020-02-29"])
def test_exact_and_rough_days_are_both_days(typed: str) -> None:
    Interview.type.validate(sample(Interview.type).changed(held_on=typed))


def test_every_broken_field_gets_its_own_sentence() -> None:
    with pytest.raises(Invalid) as caught:
        TYPE.validate(sample(TYPE).changed(title="", category=""))
    assert caught.value.issues == {"title": "问题标题不能为空", "category": "问题分类不能为空"}
