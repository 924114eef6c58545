"""Breaking into pages: order, height, what stays together, what is repeated."""

from collections.abc import Iterable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xuncha_desktop.printing.blocks import Gap, glue, kept
from xuncha_desktop.printing.flow import Page, Unit, paginate

HEIGHT = 100.0


def unit(*slices: float, **more: object) -> Gap:
    return Gap(slices=slices, **more)


def shown(pages: Iterable[Page], units: list[Unit]) -> list[list[tuple[int, int, int]]]:
    return [[(units.index(p.unit), p.start, p.stop) for p in page if p.unit in units] for page in pages]


def test_no_text_is_one_empty_page():
    assert list(paginate([], HEIGHT)) == [()]


def test_what_does_not_fit_goes_to_the_next_page():
    units: list[Unit] = [unit(60.0), unit(41.0)]

    assert shown(paginate(units, HEIGHT), units) == [[(0, 0, 1)], [(1, 0, 1)]]


def test_a_unit_goes_on_over_the_page():
    units: list[Unit] = [unit(*[30.0] * 7)]

    assert shown(paginate(units, HEIGHT), units) == [[(0, 0, 3)], [(0, 3, 6)], [(0, 6, 7)]]


def test_no_line_is_left_alone():
    lines: list[Unit] = [unit(*[30.0] * 7, glue=glue(7, whole=3))]

    assert shown(paginate(lines, HEIGHT), lines) == [[(0, 0, 3)], [(0, 3, 5)], [(0, 5, 7)]]


def test_a_heading_goes_with_what_follows():
    units: list[Unit] = [unit(70.0), unit(20.0, with_next=True), unit(15.0)]

    assert shown(paginate(units, HEIGHT), units) == [[(0, 0, 1)], [(1, 0, 1), (2, 0, 1)]]


def test_what_may_not_stand_alone_takes_the_last_slices_before_it_along():
    units: list[Unit] = [unit(*[20.0] * 4, glue=glue(4, whole=3)), unit(25.0, with_previous=True)]

    assert shown(paginate(units, HEIGHT), units) == [[(0, 0, 2)], [(0, 2, 4), (1, 0, 1)]]


def test_heads_are_repeated_on_every_page_they_rule():
    head = unit(10.0, with_next=True)
    rows: list[Unit] = [unit(40.0, heads=(head,)) for _ in range(5)]
    pages = list(paginate([head, *rows], HEIGHT))

    assert [page[0].unit is head for page in pages] == [True, True, True]
    assert [sum(p.unit is head for p in page) for page in pages] == [1, 1, 1]


def test_space_above_is_dropped_at_the_top_of_a_page():
    units: list[Unit] = [unit(90.0), unit(50.0, before=30.0), unit(40.0, before=10.0)]

    assert [[p.top for p in page] for page in paginate(units, HEIGHT)] == [[0.0], [0.0, 60.0]]


def test_a_group_taller_than_a_page_is_cut_rather_than_lost():
    units = kept([unit(60.0), unit(60.0), unit(60.0)])

    assert [len(page) for page in paginate(units, HEIGHT)] == [1, 1, 1]


heights = st.floats(1, 40)
units_strategy = st.lists(
    st.builds(
        lambda slices, before, with_next, with_previous, whole: unit(
            *slices,
            before=before,
            with_next=with_next,
            with_previous=with_previous,
            glue=glue(len(slices), whole),
        ),
        st.lists(heights, min_size=1, max_size=12),
        st.floats(0, 20),
        st.booleans(),
        st.booleans(),
        st.integers(1, 4),
    ),
    max_size=12,
)


@given(units_strategy, st.booleans())
def test_every_slice_is_placed_once_in_order_inside_the_page(units, with_heads):
    head = unit(10.0)
    units = [replace(each, heads=(head,) if with_heads else ()) for each in units]
    placed: list[tuple[int, int]] = []
    for page in paginate(units, HEIGHT):
        used = 0.0
        for part in page:
            assert part.top >= used - 0.01
            used = part.top + sum(part.unit.slices[part.start : part.stop])
            if part.unit is not head:
                placed += [(id(part.unit), n) for n in range(part.start, part.stop)]
        assert used <= HEIGHT + 0.01

    assert placed == [(id(each), n) for each in units for n in range(len(each.slices))]


@pytest.mark.parametrize("count", range(1, 12))
def test_glue_parts_no_first_and_no_last_line(count):
    parts = glue(count, whole=3)

    assert len(parts) == count - 1
    assert count < 2 or (parts[0] and parts[-1])
