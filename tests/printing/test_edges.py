"""Every paper at its edges: nothing to say, a line too many, hundreds of rows, long titles, long and rare names."""

from dataclasses import fields, is_dataclass, replace
from typing import Any, get_args, get_type_hints

import pytest

from tests.printing.papers import MM, STAMP, body_box, characters, one_line, overlaps, page_texts
from xuncha_desktop.kernel.errors import Refused
from xuncha_desktop.printing import FORMS, plain, render, reopen
from xuncha_desktop.printing.receipts import Blank
from xuncha_desktop.printing.samples import sample_of
from xuncha_desktop.printing.signing import SignBox
from xuncha_desktop.printing.tables import Column
from xuncha_desktop.printing.text import Part

FORM_NAMES = sorted(FORMS)
FIXED = (Column, SignBox, Blank)  # tuples of these are the form's own and not what is listed on it
MARK = "鑫"  # in no paper's own words
NAMES = ("赵启明", "孙祎", "周敏", "郑𬭎", "何静", "马淏然", "陈立新")
RARE = "𠮷𬭎𫖯" * 10
TITLE = (
    "关于临溪县人民防空工作领导小组办公室党组二〇一七年至二〇一九年三"
    "重一大事项决策执行情况等若干问题的巡察文书及其全部附件资料清单甲"
)
MANY = 500
CHOICES = frozenset(("grades",))  # a form's own columns to tick, not what is listed on it


def listed(name: str) -> list[str]:
    """The fields of a form's view that hold rows, and hold some in the sample."""
    form = FORMS[name]
    found: list[str] = []
    for field, hint in get_type_hints(form.view).items():
        item = next(iter(get_args(hint)), None)
        rows = is_dataclass(item) and item not in FIXED and isinstance(getattr(sample_of(form.name), field), tuple)
        if rows and field not in CHOICES and getattr(sample_of(form.name), field):
            found.append(field)
    return found


def in_text(name: str, field: str) -> bool:
    """Whether the rows are paragraphs of running text."""
    return get_args(get_type_hints(FORMS[name].view)[field])[0] is Part


LISTING = [(name, field) for name in FORM_NAMES for field in listed(name)]
every_form = pytest.mark.parametrize("name", FORM_NAMES)
every_listing = pytest.mark.parametrize(("name", "field"), LISTING)


def told(value: Any, change: Any) -> Any:
    """JSON values with each text changed."""
    if isinstance(value, str):
        return change(value)
    if isinstance(value, dict):
        return {key: told(inner, change) for key, inner in value.items()}
    return [told(inner, change) for inner in value] if isinstance(value, list) else value


def with_rows(name: str, field: str, count: int) -> Any:
    """The sample with so many rows in a field, every text of a row marked."""
    value = plain(sample_of(name))
    rows = value[field]
    value[field] = [_marked(rows[number % len(rows)]) for number in range(count)]
    return reopen(name, value)


def _marked(row: dict[str, Any]) -> dict[str, Any]:
    """Every text of a row that a person may write gets the mark; choices of an enumeration stay."""
    return {key: _mark(key, inner) for key, inner in row.items()}


def _mark(key: str, value: Any) -> Any:
    if key in ("tone", "level", "kind", "role") or not isinstance(value, str | list):
        return value
    return told(value, lambda text: f"{text}{MARK}")


def stands(name: str, pdf: bytes) -> None:
    """No character covers another or leaves the paper's column."""
    paper = FORMS[name].paper
    for chars in characters(pdf):
        assert overlaps(chars) == []
        assert min(char["x0"] for char in chars) >= paper.left * MM - 0.5
        assert max(body_box(char)[2] for char in chars) <= (paper.left + paper.text_width) * MM + 2


def without_words(name: str) -> Any:
    """The sample without rows and without any text but its title and what is the form's own."""
    sample = sample_of(name)
    empty: dict[str, Any] = dict.fromkeys(listed(name), ())
    empty |= {f.name: "" for f in fields(sample) if f.name != "title" and isinstance(getattr(sample, f.name), str)}
    return replace(sample, **{key: value for key, value in empty.items() if type(getattr(sample, key)) is type(value)})


def renamed(text: str) -> str:
    """Every known name replaced by a long and rare one."""
    for known in NAMES:
        text = text.replace(known, RARE)
    return text


@every_form
def test_a_paper_that_knows_nothing_is_drawn_for_handwriting(name):
    view = without_words(name)
    pdf = render(name, view, STAMP)

    stands(name, pdf)
    assert view.title in one_line(pdf)


@every_form
def test_a_title_of_sixty_characters_is_drawn_whole(name):
    assert len(TITLE) >= 60
    pdf = render(name, replace(sample_of(name), title=TITLE), STAMP)

    stands(name, pdf)
    assert TITLE in one_line(pdf)


@every_form
def test_a_name_of_thirty_rare_characters_is_drawn_whole_wherever_a_name_stands(name):
    sample = plain(sample_of(name))
    view = reopen(name, told(sample, renamed))
    pdf = render(name, view, STAMP)

    stands(name, pdf)
    shown = plain(view)
    shown["marks"]["names"] = []  # told to the paper to set them whole, not printed themselves
    said = sum(text.count("𬭎") for text in _texts(shown))
    assert one_line(pdf).count("𬭎") >= said


def test_most_papers_have_a_name_to_try():
    assert sum(told(plain(sample_of(name)), renamed) != plain(sample_of(name)) for name in FORM_NAMES) > 10


def test_p02_a_rare_character_no_face_has_is_named_wherever_it_stands():
    sample = sample_of("petition_ledger")
    rows = tuple(replace(row, cells=(*row.cells[:4], "赵𮯰", *row.cells[5:])) for row in sample.rows)

    with pytest.raises(Refused, match=r"U\+2EBF0"):
        render("petition_ledger", replace(sample, rows=rows), STAMP)


@pytest.mark.parametrize(("name", "field"), [one for one in LISTING if not in_text(*one)])
def test_hundreds_of_rows_are_all_there(name, field):
    pages = page_texts(render(name, with_rows(name, field, MANY), STAMP))

    assert len(pages) > 1
    assert "".join(pages).count(MARK) >= MANY


@every_listing
def test_a_line_too_many_leaves_no_signature_alone(name, field):
    def pages_of(count: int) -> list[str]:
        return page_texts(render(name, with_rows(name, field, count), STAMP))

    low, high, one = 1, 2, len(pages_of(1))
    while len(pages_of(high)) == one:
        low, high = high, high * 2
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if len(pages_of(middle)) == one else (low, middle)

    for count in (low, high, high + 1):
        pages = pages_of(count)
        assert "".join(pages).count(MARK) >= count
        signed = [page for page in pages if "签名：" in page]
        assert all(MARK in page or _says_more(name, page) for page in signed)


def _says_more(name: str, page: str) -> bool:
    """Whether a page with a signature has text of the paper besides it."""
    words = [text for text in _texts(plain(sample_of(name), signed_only=True)) if len(text) > 1]
    return any(word.split("\n")[0] in page for word in words)


def _texts(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value]
    inside = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [text for item in inside for text in _texts(item)]
