"""A stay shorter than the regulation's, or outside its days, is told where the group's days are set; never refused."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.office_room import OfficeRoom, office_room
from tests.regimes import bind
from xuncha_desktop.records.organisation import Group
from xuncha_desktop.rules.shipped import shipped_profile
from xuncha_desktop.services import planning


@pytest.fixture
def here(tmp_path: Path) -> Iterator[OfficeRoom]:
    with office_room(tmp_path) as made:
        yield made


def staying(here: OfficeRoom, first_on: str, last_on: str) -> tuple[str, ...]:
    group = here.clerk.table(Group).get(here.group.id)
    days = {"stay_from_on": first_on, "stay_until_on": last_on}
    return planning.stay_issues(here.clerk, planning.correct_group(here.clerk, group.id, group.version, **days))


@pytest.mark.provision("JDZ-16-00b")
def test_twenty_worked_days_are_enough_for_jingdezhen_and_nineteen_are_told(here: OfficeRoom) -> None:
    bind(here.director, here.round.id, shipped_profile("jingdezhen"))
    # 3–7, 10–14, 17–21 and 25–28 September are nineteen; the 29th is a Saturday worked in exchange.
    assert staying(here, "2018-09-03", "2018-09-29") == ()
    (said,) = staying(here, "2018-09-03", "2018-09-28")
    assert said == (
        "进驻2018-09-03至2018-09-28短于规定的时间：不少于20个工作日（条文·实施办法第十六条）；另定须经市委巡察工作领导小组同意"
    )


@pytest.mark.provision("LX-04-00a")
def test_one_month_within_the_days_named_is_enough_for_lixian(here: OfficeRoom) -> None:
    assert staying(here, "2019-07-08", "2019-08-07") == ()
    (short,) = staying(here, "2019-07-08", "2019-08-06")
    assert "为期1个月（条文·巡察工作方案四）" in short
    (other,) = staying(here, "2019-07-15", "2019-08-20")
    assert other.startswith("规定自2019年7月上旬至2019年8月上旬进驻")


def test_days_known_only_roughly_say_nothing(here: OfficeRoom) -> None:
    assert staying(here, "2019-07-上旬", "2019-07") == ()


def test_a_regime_without_a_length_says_nothing(here: OfficeRoom) -> None:
    bind(here.director, here.round.id, shipped_profile("yangling"))
    assert staying(here, "2019-07-08", "2019-07-09") == ()
