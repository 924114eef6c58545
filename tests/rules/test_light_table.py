"""Many lights at once are the lights one gets one by one."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xuncha_desktop.rules.calendar import shipped_calendar
from xuncha_desktop.rules.deadlines import DeadlineRefused, Extension
from xuncha_desktop.rules.light_table import LightTable
from xuncha_desktop.rules.shipped import shipped_profile

WORK = shipped_calendar()
LIXIAN = shipped_profile("lixian")
DAYS = st.dates(date(2018, 1, 1), date(2028, 12, 31))
FACTS = st.tuples(
    st.sampled_from([rule.id for rule in LIXIAN.deadlines]),
    DAYS,
    st.just(()) | st.just((Extension(reason="试", until_on=date(2030, 1, 1)),)),
    st.none() | DAYS,
)


@given(st.lists(FACTS, max_size=30), DAYS)
def test_a_table_says_what_each_clock_says_alone(
    facts: list[tuple[str, date, tuple[Extension, ...], date | None]], today: date
):
    table = LightTable(LIXIAN, WORK, today)
    for (rule, trigger_on, extensions, met_on), lit in zip(facts, map(table.__getitem__, facts), strict=True):
        found = LIXIAN.due(rule, trigger_on, WORK, extensions)
        assert (lit.due_on, lit.light) == (found.due_on, LIXIAN.light(found, today, met_on))
    assert len(table) == len(set(facts))


def test_what_cannot_be_reckoned_is_refused_and_not_remembered():
    table = LightTable(LIXIAN, WORK, date(2020, 1, 1))
    with pytest.raises(DeadlineRefused):
        table["rectification_plan", date(219, 1, 1), (), None]
    assert table == {}
