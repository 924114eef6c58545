"""Several clocks on one matter: all are shown, one governs."""

from dataclasses import replace
from datetime import date

import pytest

from xuncha_desktop.kernel.levels import Tone
from xuncha_desktop.rules.lights import Governs, own_light, rule_light
from xuncha_desktop.rules.shipped import shipped_profile
from xuncha_desktop.rules.side_by_side import Bearing, Origin, side_by_side

LIXIAN = shipped_profile("lixian")
REPORT = LIXIAN.deadline("rectification_report")
TODAY = date(2019, 12, 1)
LOCAL_ON, CENTRAL_ON = date(2019, 11, 20), date(2020, 3, 20)


def regulation(on: date | None = LOCAL_ON) -> Bearing:
    return Bearing(Origin.REGULATION, "整改报告", on, rule_light(on, TODAY, LIXIAN.lights, rule=REPORT, title="方案"))


def own(on: date | None) -> Bearing:
    return Bearing(Origin.OWN, "台账时限", on, own_light(on, TODAY, LIXIAN.lights))


def reference(on: date = CENTRAL_ON) -> Bearing:
    return Bearing(
        Origin.REFERENCE, "集中整改六个月", on, rule_light(on, TODAY, LIXIAN.lights, rule=REPORT, title="另一规定")
    )


def test_a_later_date_of_the_units_own_does_not_lengthen_the_regulations_time():
    found = side_by_side([own(date(2020, 1, 31)), regulation(), reference()], LIXIAN.lights)
    assert found.bearings[found.governing].origin is Origin.REGULATION
    assert (found.light.tone, found.light.words) == (Tone.ALERT, "逾期11天")
    assert found.words == (
        "规定时限 2019-11-20（条文·方案六、（四）），逾期11天；自定时限 2020-01-31，剩61天；"
        "参照时限 2020-03-20（条文·另一规定六、（四）），剩110天"
    )
    assert [item["origin"] for item in found.plain()["clocks"]] == ["own", "regulation", "reference"]


def test_an_earlier_date_of_the_units_own_governs_only_where_the_profile_lets_the_earliest_govern():
    clocks = [regulation(date(2020, 1, 20)), own(date(2019, 11, 1))]
    assert side_by_side(clocks, LIXIAN.lights).light.words == "剩50天"
    earliest = side_by_side(clocks, replace(LIXIAN.lights, governs=Governs.EARLIEST))
    assert (earliest.light.tone, earliest.light.words) == (Tone.NOTICE, "自定时限逾期30天")


@pytest.mark.parametrize("governs", list(Governs))
def test_a_clock_without_a_date_gives_way_to_one_with_a_date(governs: Governs):
    policy = replace(LIXIAN.lights, governs=governs)
    assert side_by_side([regulation(None), own(date(2020, 1, 31))], policy).governing == 1
    assert side_by_side([regulation(None), own(None)], policy).governing == 0


def test_another_regimes_date_is_shown_and_governs_nothing_that_has_a_date():
    early = reference(date(2019, 10, 1))
    assert side_by_side([early, regulation()], replace(LIXIAN.lights, governs=Governs.EARLIEST)).governing == 1


def test_no_clock_is_a_fault_of_the_program():
    with pytest.raises(ValueError, match="no clock"):
        side_by_side([], LIXIAN.lights)
