"""灞桥's daily supervision in an office: no round stands on it, its lists and the year of its duties are there."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.office_room import OfficeRoom, office_room
from xuncha_desktop.kernel.errors import Refused
from xuncha_desktop.rules.duties import Period
from xuncha_desktop.rules.duty_year import duties_of
from xuncha_desktop.rules.shipped import shipped_profile
from xuncha_desktop.services import calendars, planning, profiles

BAQIAO = shipped_profile("baqiao")


@pytest.fixture
def here(tmp_path: Path) -> Iterator[OfficeRoom]:
    with office_room(tmp_path) as made:
        yield made


def test_it_is_not_offered_for_a_round_and_none_is_planned_on_it(here: OfficeRoom) -> None:
    assert BAQIAO not in profiles.offered()
    given = {"term_id": here.round.term_id, "name": "日常监督", "year": 2026, "kind": "special"}
    with pytest.raises(Refused, match="“灞桥区日常监督”不是巡察的规则档"):
        planning.plan_round(here.director, BAQIAO, **given, from_on="2026-01-01", until_on="2026-12-31")


def test_its_methods_and_dispositions_are_chosen_by_use_and_a_round_has_none_of_them(here: OfficeRoom) -> None:
    assert len(profiles.codes(BAQIAO, "supervision_method")) == 16
    assert list(profiles.codes(BAQIAO, "supervision_disposition").values()) == [
        "谈话函询",
        "初步核实",
        "暂存待查",
        "予以了结",
    ]
    assert profiles.codes(profiles.of_round(here.clerk, here.round.id), "supervision_method") == {}


def test_its_year_is_reckoned_by_the_offices_own_calendar(here: OfficeRoom) -> None:
    """2019: 31 March and 30 June are Sundays, 30 September is a Monday, 31 December a Tuesday."""
    found = duties_of(BAQIAO, 2019, calendars.current(here.clerk))
    quarterly = {one.duty.id: [turn.last_worked_on.isoformat() for turn in one.turns] for one in found}
    assert quarterly["stationed_report"] == ["2019-03-29", "2019-06-28", "2019-09-30", "2019-12-31"]
    assert len(BAQIAO.duties_of(Period.MONTHLY)) == 2
