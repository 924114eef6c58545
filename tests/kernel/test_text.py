"""The quick ways through a text give what the slow ones give."""

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xuncha_desktop.kernel import text

MIXED = st.text(
    st.sampled_from("中国巡察，。（）：；“”〔〕ＡａA1é\u0301々が豈﨑\U00020bb7\u200b\n \u3000ﬁ①")
    | st.characters(codec="utf-8")
)


@given(MIXED)
def test_a_text_is_split_the_same_way_by_table_and_by_normalising(value: str):
    assert text.split_characters(value) == text._split(value)


def test_every_plain_character_is_split_by_table_as_by_normalising():
    plain = [char for char in map(chr, range(0x110000)) if text._PLAIN.fullmatch(char)]
    assert len(plain) > 21_000
    assert [char for char in plain if text.split_characters(f"前{char}后") != text._split(f"前{char}后")] == []


@given(MIXED)
def test_tidying_twice_is_tidying_once_and_keeps_compatibility_ideographs(value: str):
    once = text.cleaned(value, multiline=True)
    assert text.cleaned(once, multiline=True) == once
    assert re.findall("[\uf900-\ufaff]", once) == re.findall("[\uf900-\ufaff]", value)
    if not re.search("[\uf900-\ufaff\U0002f800-\U0002fa1f]", once):
        assert unicodedata.is_normalized("NFC", once)


@pytest.mark.parametrize("char", ["\ud800", "\x00", "\x08", "\x0b", "\r", "\x1f", "\x7f"])
def test_what_cannot_be_stored_is_refused_wherever_it_stands(char: str):
    with pytest.raises(ValueError, match="半个代理对" if char > "\x7f" else f"U\\+{ord(char):04X}"):
        text.refuse_unstorable(f"前文{char}后文")


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc"])))
def test_what_can_be_stored_is_let_through(value: str):
    text.refuse_unstorable(f"{value}\n\t")


@given(st.text("巡察组 \u3000a1,、（）\n\t·•．é̀𠮷", max_size=12), st.booleans())
def test_text_that_needs_no_tidying_comes_out_as_by_the_long_way(value: str, multiline: bool):
    assert text.cleaned(value, multiline=multiline) == text.cleaned(value + "\u200b", multiline=multiline)
