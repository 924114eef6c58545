"""Long text: the blocks as values, as bytes, and on paper."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xuncha_desktop.kernel import blocks
from xuncha_desktop.kernel.blocks import Heading, Paragraph, RecordRef, Table
from xuncha_desktop.kernel.errors import Damaged
from xuncha_desktop.printing import faces
from xuncha_desktop.printing.blocks import Setter, TextUnit
from xuncha_desktop.printing.flow import paginate
from xuncha_desktop.printing.pen import MM
from xuncha_desktop.printing.text import shares, units_of

REF = RecordRef("paper", "0199-1", "底稿003号")
REPORT = (
    Heading(1, "一、基本情况"),
    Paragraph("巡察组于2019年7月8日进驻。"),
    Heading(2, "（一）主体责任不到位"),
    Paragraph("三笔大额支出未经集体研究。", (REF,)),
    Table(("项目", "金额（万元）"), (("维修费", "28.6"), ("制作费", "14.2"))),
    REF,
)

words = st.text(max_size=20)
refs = st.builds(RecordRef, words, words, words)
a_block = st.one_of(
    refs,
    st.builds(Heading, st.integers(1, 4), words),
    st.builds(Paragraph, words, st.lists(refs, max_size=2).map(tuple)),
    st.integers(1, 4).flatmap(
        lambda n: st.builds(Table, st.tuples(*[words] * n), st.lists(st.tuples(*[words] * n), max_size=3).map(tuple))
    ),
)


@given(st.lists(a_block, max_size=6).map(tuple))
def test_a_text_survives_being_kept(text):
    assert blocks.decode(blocks.encode(text)) == text


def test_equal_texts_give_equal_bytes():
    assert blocks.encode(REPORT) == blocks.encode(blocks.decode(blocks.encode(REPORT)))


@pytest.mark.parametrize(
    "value",
    [
        {},
        "text",
        [1],
        [{"kind": "picture"}],
        [{"kind": "heading", "level": 5, "text": ""}],
        [{"kind": "heading", "level": True, "text": ""}],
        [{"kind": "heading", "level": 1}],
        [{"kind": "paragraph", "text": "", "sources": [], "style": "red"}],
        [{"kind": "paragraph", "text": None, "sources": []}],
        [{"kind": "paragraph", "text": "", "sources": [{"type": "paper"}]}],
        [{"kind": "table", "heads": [], "rows": []}],
        [{"kind": "table", "heads": ["a"], "rows": [["1", "2"]]}],
        [{"kind": "record", "type": "paper", "record_id": 1, "text": ""}],
    ],
)
def test_a_text_of_another_shape_is_refused_as_damaged(value):
    with pytest.raises(Damaged):
        blocks.decode(json.dumps(value).encode())


def test_the_bare_text_holds_everything_a_reader_reads():
    shown = blocks.bare_text(REPORT)

    for words_ in ("一、基本情况", "7月8日进驻", "金额（万元）", "14.2", "底稿003号"):
        assert words_ in shown


def test_a_report_is_set_with_headings_kept_to_their_text():
    setter = Setter(faces.shipped(), 156)

    units = units_of(setter, REPORT)

    headings = [unit for unit in units if isinstance(unit, TextUnit) and unit.with_next]
    assert len(headings) == 2
    for height in range(60, 400, 7):
        for page in paginate(units, height * 1.0):
            assert not page[-1].unit.with_next or sum(page[-1].unit.slices) > height / 2


def test_a_review_copy_names_the_papers_behind_each_paragraph():
    setter = Setter(faces.shipped(), 156)

    plain, review = units_of(setter, REPORT), units_of(setter, REPORT, sources=True)

    assert len(review) == len(plain) + 1


@given(st.lists(st.text("问题", max_size=60), min_size=1, max_size=9).map(tuple))
def test_columns_share_the_whole_width(heads):
    widths = shares(heads, (), 156)

    assert sum(widths) == 156
    assert min(widths) * MM > 10
