"""Facts older than the regulation looks back are told of, and never refused."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.group_room import Room, room
from xuncha_desktop.services import findings


@pytest.fixture
def here(tmp_path: Path) -> Iterator[Room]:
    with room(tmp_path / "group") as made:
        yield made


@pytest.mark.provision("LX-06-02-05b")
@pytest.mark.parametrize(
    ("period", "told"),
    [
        ("2015年", True),
        ("2015年3月至2016年6月", True),
        ("2016年7月", False),
        ("2014年至2017年", False),
        ("2016年", False),
        ("上届任期内", False),
        (None, False),
    ],
)
def test_a_finding_wholly_older_than_three_years_is_told_of(here: Room, period: str | None, told: bool) -> None:
    finding = here.finding(period=period)
    said = findings.older_than_looked_back(here.leader, finding)
    assert bool(said) is told
    if told:
        assert "2016-07-08" in said
        assert "六、（二）5" in said
