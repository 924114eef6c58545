"""The time light: tone and words for every state, and what may never be red."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xuncha_desktop.kernel.levels import Tone
from xuncha_desktop.rules.basis import Standing
from xuncha_desktop.rules.calendar import shipped_calendar
from xuncha_desktop.rules.lights import (
    LightKind,
    LightPolicy,
    Threshold,
    TimeLight,
    light_issues,
    own_light,
    rule_light,
)
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


def policy(kind: LightKind, *thresholds: Threshold, **changes: Tone) -> LightPolicy:
    tones = {"overdue": Tone.ALERT, "own_overdue": Tone.NOTICE} | changes
    return LightPolicy(standing=Standing.CUSTOM, note="试", kind=kind, thresholds=thresholds, **tones)


LETTERS = policy(
    LightKind.DAYS_LEFT,
    Threshold(days_left=20, tone=Tone.CALM, words="绿函"),
    Threshold(days_left=10, tone=Tone.NOTICE, words="黄函"),
)
HALF = policy(LightKind.SHARE_USED, Threshold(used_percent=50, tone=Tone.NOTICE, words="黄灯"))
SEVEN = policy(LightKind.DAYS_LEFT, Threshold(days_left=7, tone=Tone.NOTICE))
BEGUN_ON = date(2019, 8, 10)  # 61 days before DUE_ON: half of it are 30.5


def shown(chosen: LightPolicy, today: date, from_on: date | None = BEGUN_ON) -> TimeLight:
    return rule_light(DUE_ON, today, chosen, rule=PLAN, title="方案", from_on=from_on)


@pytest.mark.parametrize(
    ("chosen", "today", "tone", "mark"),
    [
        (LETTERS, date(2019, 9, 19), Tone.CALM, ""),  # 21 days left
        (LETTERS, date(2019, 9, 20), Tone.CALM, "绿函"),
        (LETTERS, date(2019, 9, 29), Tone.CALM, "绿函"),
        (LETTERS, date(2019, 9, 30), Tone.NOTICE, "黄函"),
        (LETTERS, date(2019, 10, 11), Tone.ALERT, ""),
        (HALF, date(2019, 9, 9), Tone.CALM, ""),  # 30 of 61 days are used: not yet half
        (HALF, date(2019, 9, 10), Tone.NOTICE, "黄灯"),
        (HALF, date(2019, 10, 10), Tone.NOTICE, "黄灯"),
        (HALF, date(2019, 10, 11), Tone.ALERT, ""),
        (SEVEN, date(2019, 10, 2), Tone.CALM, ""),
        (SEVEN, date(2019, 10, 3), Tone.NOTICE, ""),
        (SEVEN, date(2019, 10, 11), Tone.ALERT, ""),
    ],
)
def test_each_of_the_three_customs_is_chosen_by_data(chosen: LightPolicy, today: date, tone: Tone, mark: str):
    found = shown(chosen, today)
    assert (found.tone, found.mark) == (tone, mark)


def test_a_share_of_an_unknown_time_warns_of_nothing_but_being_late():
    assert shown(HALF, DUE_ON, from_on=None).tone is Tone.CALM
    assert shown(HALF, DUE_ON + timedelta(days=1), from_on=None).tone is Tone.ALERT


def test_a_units_own_date_never_alarms_even_where_the_last_days_do():
    red = policy(LightKind.DAYS_LEFT, Threshold(days_left=3, tone=Tone.ALERT))
    assert rule_light(DUE_ON, DUE_ON, red, rule=PLAN, title="方案").tone is Tone.ALERT
    assert own_light(DUE_ON, DUE_ON, red).tone is Tone.NOTICE


@given(OFFSETS, st.sampled_from([LETTERS, HALF, SEVEN]))
def test_under_no_custom_does_the_alarm_fade_as_days_pass(offset: int, chosen: LightPolicy):
    order = [Tone.CALM, Tone.NOTICE, Tone.ALERT]
    today = DUE_ON + timedelta(days=offset)
    tomorrow = shown(chosen, today + timedelta(days=1))
    assert order.index(shown(chosen, today).tone) <= order.index(tomorrow.tone)


@pytest.mark.parametrize(
    ("spoilt", "words"),
    [
        (policy(LightKind.DAYS_LEFT, Threshold(used_percent=50, tone=Tone.NOTICE)), "只写 days_left"),
        (policy(LightKind.SHARE_USED, Threshold(days_left=5, tone=Tone.NOTICE)), "只写 used_percent"),
        (policy(LightKind.DAYS_LEFT, Threshold(days_left=5, used_percent=5, tone=Tone.NOTICE)), "只写 days_left"),
        (policy(LightKind.DAYS_LEFT, *[Threshold(days_left=5, tone=Tone.NOTICE)] * 2), "天数相同"),
        (policy(LightKind.SHARE_USED, *[Threshold(used_percent=5, tone=Tone.NOTICE)] * 2), "占比相同"),
        (policy(LightKind.DAYS_LEFT, own_overdue=Tone.ALERT), "own_overdue"),
        (
            policy(
                LightKind.DAYS_LEFT,
                Threshold(days_left=20, tone=Tone.NOTICE),
                Threshold(days_left=10, tone=Tone.CALM),
            ),
            "不能越轻",
        ),
    ],
)
def test_a_policy_that_contradicts_itself_is_told(spoilt: LightPolicy, words: str):
    assert [issue for _, issue in light_issues(spoilt) if words in issue]


@pytest.mark.parametrize("sound", [LETTERS, HALF, SEVEN, LIXIAN.lights])
def test_the_known_customs_are_sound(sound: LightPolicy):
    assert list(light_issues(sound)) == []
