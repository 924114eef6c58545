"""The stay: imprecise days of the plan, and where the group stands today."""

from datetime import date

import pytest

from xuncha_desktop.rules.calendar import shipped_calendar
from xuncha_desktop.rules.shipped import shipped_profile
from xuncha_desktop.rules.stay import Stay, StayRefused, rough_day

STAY = Stay(date(2019, 7, 8), date(2019, 8, 7))


@pytest.mark.provision("LX-04-00a")
def test_the_plans_imprecise_month_holds_the_groups_days_and_shows_what_is_left():
    on_site = shipped_profile("lixian").on_site
    begins, ends = rough_day(on_site.begins), rough_day(on_site.ends)
    assert (begins.words, ends.words) == ("2019年7月上旬", "2019年8月上旬")
    assert (begins.earliest_on, begins.latest_on) == (date(2019, 7, 1), date(2019, 7, 10))
    assert STAY.fits(begins, ends)
    assert not Stay(date(2019, 7, 11), date(2019, 8, 7)).fits(begins, ends)
    assert not Stay(date(2019, 7, 8), date(2019, 8, 11)).fits(begins, ends)
    assert STAY.words(date(2019, 7, 16)) == "进驻第9天/共31天（还剩22天）"
    assert STAY.words(date(2019, 8, 7)) == "进驻第31天/共31天（还剩0天）"
    assert STAY.words(date(2019, 7, 5)) == "距进驻还有3天"
    assert STAY.words(date(2019, 8, 8)) == "进驻已结束（共31天）"
    assert STAY.working_days(shipped_calendar()) == 23


@pytest.mark.parametrize(
    ("text", "first_on", "last_on", "words"),
    [
        ("2020-02-下旬", date(2020, 2, 21), date(2020, 2, 29), "2020年2月下旬"),
        ("2019-07-中旬", date(2019, 7, 11), date(2019, 7, 20), "2019年7月中旬"),
        ("2019-07", date(2019, 7, 1), date(2019, 7, 31), "2019年7月"),
        ("2019-07-08", date(2019, 7, 8), date(2019, 7, 8), "2019年7月8日"),
    ],
)
def test_a_rough_day_keeps_its_words_and_its_bounds(text: str, first_on: date, last_on: date, words: str):
    found = rough_day(text)
    assert (found.earliest_on, found.latest_on, found.words) == (first_on, last_on, words)
    assert found.exact == (first_on == last_on)


@pytest.mark.parametrize(
    "text", ["", "2019-13-上旬", "2019-07-上", "20190708", "2019-02-30", "0019-07-08", "２０１９-07"]
)
def test_what_is_no_day_is_refused(text: str):
    with pytest.raises(StayRefused):
        rough_day(text)


def test_a_stay_that_ends_before_it_begins_is_refused():
    with pytest.raises(StayRefused, match="不能早于"):
        Stay(date(2019, 8, 7), date(2019, 7, 8))
