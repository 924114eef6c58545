"""Whatever the texts of a document, a letter or minutes: nothing overlaps, leaves the 版心 or crosses the red line."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.printing.papers import MM, STAMP, body_box, overlaps, placed, red_lines
from xuncha_desktop.printing import FORMS, plain, render, reopen
from xuncha_desktop.printing.margins import Dress
from xuncha_desktop.printing.samples import sample_of

DRESSED = sorted(name for name, form in FORMS.items() if form.dress in (Dress.OFFICIAL, Dress.LETTER))
SIGNS = "中共临溪县委巡察工作领导小组办公室，、（）《》“”—0123456789祎喆𠮷𬭎〔〕"
WORD = st.text(SIGNS, min_size=1, max_size=60)
LEFT, RIGHT = 28 * MM, 184 * MM
OWN = ("level", "kind", "tone", "role", "period", "urgency", "widths", "align", "issued_on", "printed_on")
few = settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])


def changed(draw: Any, value: Any, key: str = "") -> Any:
    """The view's JSON with about every third text another one."""
    if isinstance(value, dict):
        return {name: inner if name in OWN else changed(draw, inner, name) for name, inner in value.items()}
    if isinstance(value, list):
        return [changed(draw, inner, key) for inner in value]
    return draw(WORD) if isinstance(value, str) and value and draw(st.integers(0, 2)) == 0 else value


def stands(pdf: bytes) -> None:
    pages = placed(pdf)
    for chars in pages:
        assert overlaps(chars) == []
        assert min(char["x0"] for char in chars) >= LEFT - 0.5
        assert max(body_box(char)[2] for char in chars) <= RIGHT + 1
    red = red_lines(pdf)
    assert red
    for y in red:
        assert [c["text"] for c in pages[0] if body_box(c)[1] + 1 < y < body_box(c)[3] - 1] == []


@pytest.mark.parametrize("name", DRESSED)
@few
@given(st.data())
def test_texts_of_any_length_stand_beside_each_other(name, data):
    view = reopen(name, changed(data.draw, plain(sample_of(name))))

    stands(render(name, view, STAMP))


def holding(value: dict[str, Any], field: str) -> dict[str, Any]:
    """The part of a view's JSON that has the field."""
    return value["marks"] if field == "number" else value


FIELDS = ("office", "mark", "signer", "issuer", "recipients", "number", "copies_to", "receipt_title")
HELD = [(name, field) for name in DRESSED for field in FIELDS if field in holding(plain(sample_of(name)), field)]


@pytest.mark.parametrize("length", [16, 60])
@pytest.mark.parametrize(("name", "field"), HELD)
def test_one_long_text_stays_in_its_place(name, field, length):
    value = plain(sample_of(name))
    long = ("中共临溪县委巡察工作领导小组办公室、中共临溪县纪律检查委员会、临溪县监察委员会" * 2)[:length]
    holding(value, field)[field] = long

    stands(render(name, reopen(name, value), STAMP))
