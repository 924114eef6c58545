"""Every example counted by hand comes out as it was counted, with the same days stepped over."""

import tomllib
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from xuncha_desktop.rules.basis import Standing
from xuncha_desktop.rules.calendar import shipped_calendar
from xuncha_desktop.rules.deadlines import DeadlineRule, RestDay, Unit, due
from xuncha_desktop.rules.explanation import explained

TABLE = tomllib.loads((Path(__file__).parent / "examples.toml").read_text("utf-8"))
EXAMPLES: list[dict[str, Any]] = [example for part in TABLE.values() for example in part["examples"]]
LIMITS = {"wd": Unit.WORKING_DAY, "months": Unit.MONTH, "days": Unit.CALENDAR_DAY}


def name(example: dict[str, Any]) -> str:
    limit = next(key for key in LIMITS if key in example)
    return f"{example['from']}+{example[limit]}{limit}"


def listed(text: str, from_on: date) -> Iterator[date]:
    """The days a text names: `12-30..31 1-1`."""
    for part in text.split():
        month, _, days = part.partition("-")
        first, _, last = days.partition("..")
        year = from_on.year + (int(month) < from_on.month)
        yield from (date(year, int(month), day) for day in range(int(first), int(last or first) + 1))


@pytest.mark.parametrize("example", EXAMPLES, ids=name)
def test_a_due_date_is_what_was_counted_by_hand(example: dict[str, Any]):
    key = next(key for key in LIMITS if key in example)
    rule = DeadlineRule(
        id="trial",
        label="试",
        trigger="received",
        trigger_standing=Standing.ARTICLE,
        unit=LIMITS[key],
        amount=example[key],
        responsible="unit",
        standing=Standing.ARTICLE,
        article="一",
    )
    from_on = date.fromisoformat(example["from"])
    rest_day = RestDay.NEXT_WORKING_DAY if example.get("moved") else RestDay.UNCHANGED
    found = due(rule, from_on, shipped_calendar(), rest_day=rest_day)
    (way,) = explained(found, "").stretches
    assert found.due_on == date.fromisoformat(example["due"])
    assert [day.on for day in way.skipped] == list(listed(example.get("off", ""), from_on))
    assert [day.on for day in way.exchanged] == list(listed(example.get("on", ""), from_on))
    assert (way.cut, bool(way.moved_from)) == (example.get("cut", False), example.get("moved", False))
    assert (found.rest_name, found.provisional) == (example.get("rest", ""), example.get("unsure", False))


def test_the_table_is_as_large_as_it_claims_and_names_no_example_twice():
    assert len(EXAMPLES) >= 60
    assert len({(name(example), example.get("moved")) for example in EXAMPLES}) == len(EXAMPLES)
