"""The two versions of a feedback: for any tree and any marks, each is numbered on without a gap and leaks nothing."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.office_room import PRINCIPAL, OfficeRoom, office_room
from xuncha_desktop.kernel.blocks import Paragraph, bare_text, encode
from xuncha_desktop.records.rectification import FeedbackItem, ItemLevel
from xuncha_desktop.services import feedback, feedback_items, feedback_versions
from xuncha_desktop.services.feedback_versions import Numbered, chinese, is_own, numbered

LEVELS = list(ItemLevel)


@st.composite
def trees(draw: st.DrawFn) -> list[FeedbackItem]:
    """Items of any tree, each with words of its own, some the principal's by mark and some by name."""
    made: list[FeedbackItem] = []

    def grow(parent: str | None, depth: int) -> None:
        for position in range(1, draw(st.integers(0 if depth else 1, 3)) + 1):
            number = len(made)
            item = FeedbackItem(
                id=f"item-{number}",
                origin="w",
                custodian="w",
                created_at=0,
                created_by="u",
                updated_at=0,
                feedback_id="f",
                parent_id=parent,
                level=LEVELS[depth],
                position=position,
                wording=f"内容〈{number}〉",
                about_principal=draw(st.booleans()),
                persons=draw(st.sampled_from([(), (PRINCIPAL,), ("孙祎", PRINCIPAL), ("孙祎",)])),
            )
            made.append(item)
            if depth < 2:
                grow(item.id, depth + 1)

    grow(None, 0)
    return made


def marks_of(lines: tuple[Numbered, ...]) -> list[str]:
    return [line.number for line in lines]


def expected_marks(lines: tuple[Numbered, ...]) -> list[str]:
    """Counted anew from the levels alone: what a reader who knows nothing of the rest would write."""
    counts, found = [0, 0, 0], list[str]()
    for line in lines:
        depth = LEVELS.index(line.item.level)
        counts[depth] += 1
        counts[depth + 1 :] = [0] * (2 - depth)
        n = counts[depth]
        found.append([f"{chinese(n)}、", f"（{chinese(n)}）", f"{n}."][depth])
    return found


@pytest.mark.provision("LX-06-04-00c")
@given(trees())
def test_both_versions_are_numbered_without_a_gap(items: list[FeedbackItem]) -> None:
    for leaves_out in (True, False):
        lines = numbered(items, PRINCIPAL, leaves_out_own=leaves_out)
        assert marks_of(lines) == expected_marks(lines)


@pytest.mark.provision("LX-06-04-00c")
@given(trees())
def test_the_principals_version_holds_nothing_of_his_own_and_the_other_everything(items: list[FeedbackItem]) -> None:
    short = numbered(items, PRINCIPAL, leaves_out_own=True)
    shown = {line.item.id for line in short}
    parents = {item.id: item.parent_id for item in items}
    for item in items:
        chain, at = [item], item.parent_id
        while at:
            chain.append(next(one for one in items if one.id == at))
            at = parents[at]
        if any(is_own(one, PRINCIPAL) for one in chain):
            assert item.id not in shown
    whole = numbered(items, PRINCIPAL, leaves_out_own=False)
    assert [line.item for line in whole] == items


@given(trees())
def test_what_is_nobodys_own_stays_unless_all_under_it_goes(items: list[FeedbackItem]) -> None:
    shown = {line.item.id for line in numbered(items, PRINCIPAL, leaves_out_own=True)}
    parents = {item.id: item.parent_id for item in items}
    for item in items:
        if any(other.parent_id == item.id for other in items) or is_own(item, PRINCIPAL):
            continue
        above = [one for one in items if one.id in _ancestors(item.id, parents)]
        assert (item.id in shown) == (not any(is_own(one, PRINCIPAL) for one in above))


def _ancestors(item_id: str, parents: dict[str, str | None]) -> set[str]:
    found, at = set[str](), parents[item_id]
    while at:
        found.add(at)
        at = parents[at]
    return found


@pytest.mark.parametrize(
    ("number", "words"),
    [(1, "一"), (9, "九"), (10, "十"), (11, "十一"), (20, "二十"), (21, "二十一"), (99, "九十九"), (101, "一〇一")],
)
def test_chinese_numbers(number: int, words: str) -> None:
    assert chinese(number) == words


@pytest.fixture
def here(tmp_path: Path) -> Iterator[OfficeRoom]:
    with office_room(tmp_path) as made:
        made.at("2019-09-10")
        yield made


@pytest.mark.provision("LX-06-04-00c")
def test_the_texts_of_both_versions(here: OfficeRoom) -> None:
    found = here.drafted()
    whole = bare_text(feedback_versions.text(here.clerk, found, "organisation"))
    short = bare_text(feedback_versions.text(here.clerk, found, "principal"))
    assert "（二）主任一人签批支出" in whole
    assert "（三）公章管理不严" in whole
    assert "主任" not in short
    assert "（二）公章管理不严" in short
    assert "原因：制度缺失" in short
    assert [line.path for line in feedback_versions.version(here.clerk, found, "principal")][-3:] == [
        "二",
        "二（一）",
        "二（一）1",
    ]


def test_no_paper_number_is_in_a_version(here: OfficeRoom) -> None:
    found = here.drafted()
    paper = here.signed_paper("临巡二〔2019〕底001号")
    item = here.items(found)["用印无登记"]
    feedback_items.edit(here.clerk, item.id, item.version, paper_id=paper.id)
    raw = encode(feedback_versions.text(here.clerk, found, "organisation")).decode()
    assert paper.id not in raw
    assert not re.search("底\\d{3}号", raw)


def test_an_opening_that_counts_and_a_name_left_behind_are_warned_about(here: OfficeRoom) -> None:
    found = here.drafted()
    assert feedback_versions.warnings(here.clerk, found) == []
    opening = encode((Paragraph("巡察发现2个方面4个问题。"),)).decode()
    found = feedback.correct(here.clerk, found.id, found.version, opening=opening)
    item = here.items(found)["用印无登记"]
    feedback_items.edit(here.clerk, item.id, item.version, wording=f"{PRINCIPAL}未安排用印登记")
    said = feedback_versions.warnings(here.clerk, found)
    assert len(said) == 2
    assert "数量" in said[0]
    assert PRINCIPAL in said[1]
