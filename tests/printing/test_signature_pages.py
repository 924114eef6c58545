"""署名 and 成文日期 never stand on a page without a line of the text before them (GB/T 9704-2012, 7.3.5)."""

from dataclasses import replace

import pytest

from tests.printing.papers import page_texts
from xuncha_desktop.printing import Stamp, render
from xuncha_desktop.printing.forms.paper import Annex
from xuncha_desktop.printing.samples import sample_of
from xuncha_desktop.printing.text import Part

WORD = "正文"
LINE = Part(f"本段落为{WORD}内容，共计一行。")
HEADING = Part(f"（一）这是一个{WORD}标题", 2)
LONG = Part(f"本段落为{WORD}内容，" * 9)
TABLE = Part(heads=("序", "内容"), rows=tuple((str(n), f"表中{WORD}") for n in range(7)))
ENDS = {"text": (LINE,), "heading": (HEADING,), "table": (TABLE,)}
OFFICE, DAY = "临溪县委某某某办", "2019年9月20日"
ANNEXES = tuple(Annex(f"附件所列的清单之{n}", ()) for n in range(3))
LENGTHS = range(1, 61)


def signed_page(form: str, text: tuple[Part, ...], **more: object) -> str:
    view = replace(sample_of(form), text=text, office=OFFICE, issued_on=DAY, title="通知", **more)
    (page,) = [page for page in page_texts(render(form, view, Stamp())) if OFFICE in page and DAY in page]
    return page


@pytest.mark.parametrize("end", ENDS)
@pytest.mark.parametrize("annexes", [(), ANNEXES], ids=["plain", "附件说明"])
def test_a_signature_takes_a_line_of_the_text_along(end, annexes):
    more = {"annexes": annexes, "copies_to": "", "issuer": "", "mark": "临溪县委文件"}
    for count in LENGTHS:
        page = signed_page("official", (*(LINE,) * (count - 1), *ENDS[end]), **more)
        assert WORD in page, (end, count)


def test_a_signature_takes_a_line_along_where_all_the_text_is_headings():
    for count in LENGTHS:
        page = signed_page("letter", (HEADING,) * count, annexes=ANNEXES[:1], copies_to="", sealed=False)
        assert WORD in page, count


def test_a_paragraph_leaves_two_lines_with_the_signature():
    for count in range(8, 32):
        page = signed_page("official", (*(LINE,) * (count - 1), LONG), annexes=(), copies_to="", issuer="")
        text = [line for line in page.split(OFFICE)[0].split("\n") if WORD in line or "内容" in line]
        assert len(text) >= 2, count


def test_a_remark_stands_on_the_page_of_the_signature():
    for count in range(8, 32):
        page = signed_page("official", (LINE,) * count, annexes=(), copies_to="", issuer="", remark="联系人周敏")
        assert "联系人周敏" in page
        assert WORD in page


def test_a_request_with_a_list_of_annexes_has_text_beside_its_signature():
    sample = sample_of("instruction_request")
    pages = page_texts(render("instruction_request", sample, Stamp()))

    (signed,) = [page for page in pages if sample.issued_on in page]
    assert sample.text[-1].text in signed.split(sample.issued_on)[0]
