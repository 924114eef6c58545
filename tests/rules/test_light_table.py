"""Many lights at once are the lights one gets one by one."""

import re
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xuncha_desktop.kernel.levels import Tone
from xuncha_desktop.rules.calendar import ONE_DAY, shipped_calendar
from xuncha_desktop.rules.deadlines import DeadlineRefused, Extension, RestDay, Unit
from xuncha_desktop.rules.light_table import Facts, LightTable
from xuncha_desktop.rules.lights import LightKind, Threshold, TimeLight, running
from xuncha_desktop.rules.profile import Profile
from xuncha_desktop.rules.shipped import shipped_profile

WORK = shipped_calendar()
LIXIAN = shipped_profile("lixian")
DAYS = st.dates(date(2018, 1, 1), date(2028, 12, 31))
BY_SHARE = replace(
    LIXIAN.lights,
    kind=LightKind.SHARE_USED,
    thresholds=(Threshold(used_percent=50, tone=Tone.NOTICE), Threshold(used_percent=90, tone=Tone.ALERT)),
)
MOVED = replace(LIXIAN.deadline_policy, rest_day=RestDay.NEXT_WORKING_DAY)
PROFILES = (
    *map(shipped_profile, ("lixian", "yangling", "jingdezhen", "yulin")),
    replace(LIXIAN, lights=BY_SHARE),
    replace(LIXIAN, deadline_policy=MOVED),
)
LONGER = (
    Extension(reason="试", until_on=date(2030, 1, 1)),
    Extension(reason="试", amount=3, unit=Unit.WORKING_DAY),
    Extension(reason="试", amount=1, unit=Unit.MONTH),
)


@st.composite
def clocks(draw: st.DrawFn) -> tuple[Profile, list[Facts]]:
    """A regime and the facts of some of its clocks."""
    profile = draw(st.sampled_from(PROFILES))
    one = st.tuples(
        st.sampled_from([rule.id for rule in profile.deadlines]),
        DAYS,
        st.just(()) | st.just(LONGER[:1]) | st.just(LONGER[1:]),
        st.none() | DAYS,
    )
    return profile, draw(st.lists(one, max_size=30))


def alone(profile: Profile, facts: Facts, today: date) -> tuple[date | None, TimeLight] | str:
    """The long way: the reckoning that can be explained, and a light nobody has shown before."""
    rule, trigger_on, extensions, met_on = facts
    fresh = replace(profile, lights=replace(profile.lights))
    try:
        found = fresh.due(rule, trigger_on, WORK, extensions)
    except DeadlineRefused as refused:
        return str(refused)
    for leg in found.legs:
        assert not leg.days or sum(day.working for day in leg.days) == leg.amount
    return found.due_on, fresh.light(found, today, met_on)


@given(clocks(), DAYS)
def test_a_table_says_what_each_clock_says_alone(drawn: tuple[Profile, list[Facts]], today: date):
    profile, facts = drawn
    table = LightTable(profile, WORK, today)
    for one in facts:
        expected = alone(profile, one, today)
        if isinstance(expected, str):
            with pytest.raises(DeadlineRefused, match=re.escape(expected)):
                table[one]
        else:
            assert tuple(table[one]) == expected
            assert table[one] is table[one]


@given(st.sampled_from(PROFILES), DAYS, st.integers(-400, 400), st.integers(-1000, 1000), st.booleans())
def test_what_a_light_looked_like_on_another_day_does_not_change_it(
    profile: Profile, today: date, left: int, later: int, own: bool
):
    policy, moved = profile.lights, timedelta(days=later)
    days = (today + timedelta(days=left), today)
    running(days[0] + moved, days[1] + moved, policy, "条文", today - ONE_DAY, own=own)
    running(*days, policy, "条文", today - ONE_DAY, own=not own)
    shown = running(*days, policy, "条文", today - ONE_DAY, own=own)
    assert shown == running(*days, replace(policy), "条文", today - ONE_DAY, own=own)
    assert shown.days == left


def test_what_cannot_be_reckoned_is_refused_and_not_remembered():
    table = LightTable(LIXIAN, WORK, date(2020, 1, 1))
    with pytest.raises(DeadlineRefused):
        table["rectification_plan", date(219, 1, 1), (), None]
    assert table == {}
