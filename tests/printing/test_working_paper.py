"""问题底稿 on paper: long facts, many pieces of evidence, places to sign."""

from dataclasses import replace

import pytest

from tests.printing.papers import MM, STAMP, body_box, characters, one_line, overlaps, page_texts, rules
from xuncha_desktop.printing import content_digest, faces, render
from xuncha_desktop.printing.blocks import Drawn, Setter
from xuncha_desktop.printing.flow import paginate
from xuncha_desktop.printing.forms.working_paper import Entry, Evidence, WorkingPaper, working_paper
from xuncha_desktop.printing.pen import PORTRAIT
from xuncha_desktop.printing.samples import sample_of
from xuncha_desktop.printing.signing import BLANK_DATE, SignBox

SENTENCE = "2018年4月19日支付档案室改造费9.8万元，没有提交会议研究（见证003-03）；"


@pytest.fixture
def sample() -> WorkingPaper:

    return sample_of("working_paper")


def with_fact(paper: WorkingPaper, text: str) -> WorkingPaper:
    entries = tuple(replace(entry, text=text) if entry.label == "事实描述" else entry for entry in paper.entries)
    return replace(paper, entries=entries)


def with_evidence(paper: WorkingPaper, count: int) -> WorkingPaper:
    listed = tuple(
        Evidence(f"证003-{n:02d}", f"第{n}号记账凭证及所附发票", "3", "复", "周敏") for n in range(1, count + 1)
    )
    return replace(paper, evidence=listed)


def sound(pdf: bytes) -> None:
    bottom = (PORTRAIT.top + PORTRAIT.text_height) * MM
    for chars, lines in zip(characters(pdf), rules(pdf), strict=True):
        assert overlaps(chars) == []
        assert max(body_box(c)[2] for c in chars) <= (PORTRAIT.left + PORTRAIT.text_width) * MM + 0.5
        assert max(line["bottom"] for line in lines) <= bottom + 0.5


@pytest.mark.parametrize("sentences", [20, 60, 200])
def test_p06_a_long_fact_goes_on_over_the_pages_without_overlap_or_loss(sample, sentences):
    numbered = "".join(f"［{n}］{SENTENCE}" for n in range(sentences))

    pdf = render("working_paper", with_fact(sample, numbered), STAMP)

    sound(pdf)
    shown = one_line(pdf)
    for n in range(sentences):
        assert f"［{n}］" in shown
    pages = page_texts(pdf)
    with_text = [page for page in pages if "没有提交会议研究" in page]
    assert len(with_text) > 1
    assert all("（续）" in page for page in with_text[1:])
    assert all("事实描述" in page for page in with_text)


def test_sixty_pieces_of_evidence_fill_pages_that_repeat_the_head(sample):
    pdf = render("working_paper", with_evidence(sample, 60), STAMP)

    sound(pdf)
    pages = page_texts(pdf)
    listing = [page for page in pages if "记账凭证" in page]
    assert len(listing) > 2
    assert all("材料名称" in page and "提供人" in page for page in listing)
    shown = one_line(pdf)
    assert all(f"证003-{n:02d}" in shown for n in range(1, 61))


def test_the_places_to_sign_are_never_parted_and_never_alone_on_a_page(sample):
    setter = Setter(faces.shipped(), PORTRAIT.text_width)
    for count in range(45):
        pages = paginate(working_paper(setter, with_evidence(sample, count)), PORTRAIT.text_height * MM)
        (page,) = [page for page in pages if any(isinstance(placed.unit, Drawn) for placed in page)]
        boxes = next(n for n, placed in enumerate(page) if isinstance(placed.unit, Drawn))
        heads = {id(head) for placed in page for head in placed.unit.heads}
        assert any(id(placed.unit) not in heads for placed in page[:boxes]), f"alone with {count} rows above"


def test_blanks_are_left_for_handwriting_and_never_filled_in_beforehand(sample):
    empty = replace(sample, places=(SignBox("承办人", 78), SignBox("承办人", 78), SignBox("组长签批", 156)))

    shown = "\n".join(page_texts(render("working_paper", empty, STAMP)))

    assert shown.count("签名：") == 3
    assert "".join(shown.split()).count("".join(BLANK_DATE.split())) == 3
    assert "何静" not in shown
    assert "2019年7月25日" not in shown


def test_a_registered_signature_shows_who_when_and_where_the_original_lies(sample):
    shown = one_line(render("working_paper", sample, STAMP))

    assert "签名：陈立新" in shown
    assert "2019年7月25日" in shown
    assert "代录，原件存组内1号卷" in shown


def test_a_body_has_an_opinion_and_no_signature(sample):
    body = replace(sample, places=(SignBox("组务会研究意见", 156, "同意列入报告。", body=True),))

    shown = one_line(render("working_paper", body, STAMP))

    assert "同意列入报告。" in shown
    assert "签名" not in shown


def test_an_opinion_too_long_for_its_box_is_set_above_it_whole(sample):
    opinion = "".join(f"（意见{n}）请补充核实有关情况，" for n in range(150))
    long = replace(sample, places=(*sample.places[:2], SignBox("副组长审核意见", 78, opinion)))

    pdf = render("working_paper", long, STAMP)

    sound(pdf)
    shown = one_line(pdf)
    assert "（意见见上）" in shown
    assert "（意见0）" in shown
    assert "（意见149）" in shown


def test_the_basis_of_the_chain_is_printed(sample):
    assert "审签次序依据：惯例" in one_line(render("working_paper", sample, STAMP))


def test_signatures_are_no_part_of_what_is_signed(sample):
    unsigned = replace(sample, places=())

    assert content_digest(unsigned) == content_digest(sample)
    assert content_digest(replace(sample, title="另一份")) != content_digest(sample)
    assert render("working_paper", unsigned, STAMP) != render("working_paper", sample, STAMP)


def test_a_paper_without_evidence_or_text_is_still_a_paper(sample):
    bare = replace(sample, entries=(Entry("问题概述", ""),), evidence=(), places=())

    sound(render("working_paper", bare, STAMP))
