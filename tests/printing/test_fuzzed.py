"""Whatever a view holds: nothing overlaps, no character is lost, nothing crashes."""

from collections import Counter
from dataclasses import replace

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.printing.papers import MM, STAMP, body_box, characters, overlaps
from xuncha_desktop.kernel.levels import Level
from xuncha_desktop.printing import Marks, render
from xuncha_desktop.printing.forms.ledger import Ledger, LedgerRow
from xuncha_desktop.printing.forms.paper import Annex, Official
from xuncha_desktop.printing.samples import sample_of
from xuncha_desktop.printing.tables import Column
from xuncha_desktop.printing.text import Part

SIGNS = "巡察整改问题县委领导小组，。、；：（）《》“”——……0123456789.%abcXYZ 年月万元祎喆𠮷𬭎〔〕①★－＋"
words = st.text(SIGNS, max_size=80)
line = st.text(SIGNS.replace(" ", ""), min_size=1, max_size=16)
part = st.builds(Part, st.text(SIGNS, min_size=1, max_size=400), st.integers(0, 4))
official = st.builds(
    Official,
    marks=st.builds(Marks, st.sampled_from(Level), line, st.sampled_from(["", "5年"]), st.sampled_from(["", "特急"])),
    mark=st.text("中共临溪县委巡察工作领导小组文件", min_size=2, max_size=24),
    title=line,
    recipients=words,
    text=st.lists(part, max_size=8).map(tuple),
    office=line,
    issued_on=st.sampled_from(["", "2019年9月20日"]),
    signer=st.sampled_from(["", "郑𬭎", "赵启明"]),
    sealed=st.booleans(),
    annexes=st.lists(st.builds(Annex, line, st.lists(part, max_size=2).map(tuple)), max_size=2).map(tuple),
    remark=words,
    copies_to=words,
    issuer=st.text(SIGNS.replace(" ", ""), max_size=20),
    printed_on=st.just("2019年9月20日"),
)
few = settings(max_examples=5, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def shown(pdf: bytes) -> Counter[str]:
    return Counter(c["text"] for page in characters(pdf) for c in page if c["text"].strip())


def within(pdf: bytes, left: float, right: float) -> None:
    for chars in characters(pdf):
        assert overlaps(chars) == []
        assert min(body_box(c)[0] for c in chars) >= left * MM - 2
        assert max(body_box(c)[2] for c in chars) <= right * MM + 4


@few
@given(official)
def test_an_official_paper_loses_no_character_and_overlaps_none(view):
    pdf = render("official", view, STAMP)

    within(pdf, 28, 184)
    said = Counter(c for part in view.text for c in part.text if c.strip())
    assert not said - shown(pdf)


@few
@given(
    st.lists(st.tuples(words, words, st.sampled_from(["郑𬭎", "孙祎", "赵启明"]), words), max_size=40),
    st.booleans(),
)
def test_a_ledger_loses_no_character_and_overlaps_none(rows, grouped):
    columns = (Column("甲", 40, grouped=grouped), Column("乙", 157), Column("丙", 20, name=True), Column("丁", 40))
    view = Ledger(Marks(Level.INTERNAL, "1"), "台账", "全部", columns, tuple(LedgerRow(row) for row in rows))
    pdf = render("ledger", view, STAMP)

    within(pdf, 20, 277)
    said = Counter(c for row in rows for cell in (row if not grouped else row[1:]) for c in cell if c.strip())
    assert not said - shown(pdf)


@few
@given(st.lists(words, min_size=9, max_size=9))
def test_a_working_paper_loses_no_character_and_overlaps_none(texts):
    sample = sample_of("working_paper")
    entries = tuple(replace(entry, text=text * 5) for entry, text in zip(sample.entries, texts, strict=False))
    pdf = render("working_paper", replace(sample, entries=entries), STAMP)

    within(pdf, 28, 184)
    assert not Counter(c for entry in entries for c in entry.text if c.strip()) - shown(pdf)
