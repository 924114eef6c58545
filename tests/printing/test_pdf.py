"""The file itself: every object lies where the table says, and what is cut back is gone."""

import io
import re

import pytest

from xuncha_desktop.printing import Stamp, render
from xuncha_desktop.printing.outline import Entry, write_outline
from xuncha_desktop.printing.pdf import Pdf, number, words
from xuncha_desktop.printing.samples import sample_of


def places(raw: bytes) -> list[int]:
    """Where the objects 1, 2, … lie, from the table at the end."""
    start = int(raw.rsplit(b"startxref\n", 1)[1].split()[0])
    assert raw[start:].startswith(b"xref\n0 ")
    return [int(row[:10]) for row in raw[start:].split(b" f \n", 1)[1].split(b"trailer")[0].splitlines()]


def small(*, detour: bool) -> bytes:
    out = io.BytesIO()
    pdf = Pdf(out)
    catalog = pdf.reserve()
    pdf.put("<< /First 1 >>")
    mark = pdf.mark()
    if detour:
        pdf.stream(b"secret" * 500)
        pdf.put("<< /Also true >>")
        pdf.take_back(mark)
    pdf.put("<< /Second 2 >>")
    pdf.put("<< /Type /Catalog >>", catalog)
    pdf.finish(catalog, pdf.put("<< >>"))
    return out.getvalue()


@pytest.mark.parametrize("name", ["official", "ledger", "letter"])
def test_every_object_lies_where_the_table_says(name):
    raw = render(name, sample_of(name), Stamp(1, 2), Stamp(2, 2))

    for own, place in enumerate(places(raw), 1):
        assert raw[place:].startswith(b"%d 0 obj\n" % own)
    used = {int(found) for found in re.findall(rb"(\d+) 0 R", raw)}
    assert used <= set(range(1, len(places(raw)) + 1))


def test_every_stream_is_as_long_as_it_says():
    raw = render("official", sample_of("official"), Stamp(1, 1))

    found = [(int(one[1]), one.end()) for one in re.finditer(rb"/Length (\d+)[^>]*>>\nstream\n", raw)]
    assert len(found) > 5
    assert all(raw[start + length :].startswith(b"\nendstream\nendobj\n") for length, start in found)


def test_what_is_cut_back_has_never_been_there():
    assert small(detour=True) == small(detour=False)


def test_another_content_has_another_name():
    found = {re.search(rb"/ID \[<(\w+)> <\1>\]", render("ledger", sample_of("ledger"), Stamp(n, 2))) for n in (1, 2)}

    assert len({one[1] for one in found if one}) == 2


@pytest.mark.parametrize(
    ("value", "said"), [(0, "0"), (595.27559, "595.2756"), (-250.0, "-250"), (0.00001, "0"), (100, "100"), (7.5, "7.5")]
)
def test_measures_are_said_without_needless_zeros(value, said):
    assert number(value) == said


def test_words_are_right_beyond_the_bmp():
    assert bytes.fromhex(words("𠮷")[1:-1]).decode("utf-16") == "𠮷"


def test_an_outline_without_entries_says_nothing():
    out = io.BytesIO()
    write_outline(Pdf(out), [])

    assert b"<< /Type /Outlines  >>" in out.getvalue()


def test_a_heading_holds_those_below_it_and_is_folded():
    out = io.BytesIO()
    levels = (0, 1, 3, 2, 1, 0)
    write_outline(Pdf(out), [Entry(str(place), level, 9, 700.0) for place, level in enumerate(levels)])
    said = {int(one[1]): one[2].decode() for one in re.finditer(rb"(\d+) 0 obj\n(.*)\nendobj", out.getvalue())}

    root, first, section, *_, last = (said[number] for number in range(1, 8))
    assert "/First 2 0 R /Last 7 0 R /Count 4" in root
    assert "/First 3 0 R /Last 6 0 R /Count 2" in first
    assert "/First 4 0 R /Last 5 0 R /Count -2" in section
    assert "/Prev 2 0 R" in last
    assert "/Next" not in last
