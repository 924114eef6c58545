"""The time light: tone and words for every state, and what may never be red."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xuncha_desktop.kernel.levels import Tone
from xuncha_desktop.rules.calendar import shipped_calendar
from xuncha_desktop.rules.lights import own_light, rule_light
from xuncha_desktop.rules.shipped import shipped_profile

LIXIAN = shipped_profile("lixian")
PLAN = LIXIAN.deadline("rectification_plan")
DUE_ON = date(2019, 10, 10)
OFFSETS = st.integers(-400, 400)


def light(today: date, due_on: date | None = DUE_ON, done_on: date | None = None):
    return rule_light(due_on, today, LIXIAN.lights, rule=PLAN, title="方案", done_on=done_on)


@pytest.mark.parametrize(
    ("today", "tone", "words"),
    [
        (date(2019, 10, 22), Tone.ALERT, "逾期12天"),
        (date(2019, 10, 11), Tone.ALERT, "逾期1天"),
        (date(2019, 10, 10), Tone.NOTICE, "今天到期"),
        (date(2019, 10, 1), Tone.NOTICE, "剩9天"),
        (date(2019, 9, 30), Tone.NOTICE, "剩10天"),
        (date(2019, 9, 29), Tone.CALM, "剩11天"),
    ],
)
def test_the_light_turns_at_the_profiles_threshold(today: date, tone: Tone, words: str):
    found = light(today)
    assert (found.tone, found.words, found.ground) == (tone, words, "条文·方案六、（四）")


def test_done_is_done_and_lateness_stays_readable():
    assert light(date(2020, 1, 1), done_on=DUE_ON).words == "已完成"
    late = light(date(2020, 1, 1), done_on=DUE_ON + timedelta(days=3))
    assert (late.tone, late.words) == (Tone.DONE, "已完成（逾期3天）")


def test_without_a_number_there_is_no_colour_of_alarm():
    found = LIXIAN.light(LIXIAN.due("feedback", DUE_ON, shipped_calendar()), date(2030, 1, 1))
    assert (found.tone, found.words, found.days) == (Tone.MUTED, "规定未定期限", None)


@given(OFFSETS, st.booleans())
def test_a_units_own_date_is_labelled_its_own_cites_no_article_and_is_never_red(offset: int, done: bool):
    today = DUE_ON + timedelta(days=offset)
    found = own_light(DUE_ON, today, LIXIAN.lights, done_on=today if done else None)
    assert found.ground == "自定时限"
    assert found.tone is not Tone.ALERT
    assert "条文" not in found.ground + found.words
    assert "六" not in found.ground + found.words
    if not done:
        assert found.words.startswith("自定时限")


@given(OFFSETS, st.none() | st.just(DUE_ON))
def test_lasting_effort_is_never_red_even_with_a_date_long_past(offset: int, due_on: date | None):
    found = own_light(due_on, DUE_ON + timedelta(days=offset), LIXIAN.lights, lasting=True)
    assert (found.tone, found.words) == (Tone.CALM, "长期坚持")


@given(OFFSETS)
def test_the_alarm_never_fades_as_days_pass(offset: int):
    order = [Tone.CALM, Tone.NOTICE, Tone.ALERT]
    today = DUE_ON + timedelta(days=offset)
    tomorrow = light(today + timedelta(days=1))
    assert order.index(light(today).tone) <= order.index(tomorrow.tone)
