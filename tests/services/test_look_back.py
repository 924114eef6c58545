"""Facts older than the regulation looks back are told of, and never refused."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.group_room import Room, room
from xuncha_desktop.rules.shipped import shipped_profile
from xuncha_desktop.services import findings, profiles
from xuncha_desktop.services.paper_views import round_papers


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


@pytest.mark.provision("JDZ-26-01")
def test_a_letter_asks_for_the_years_the_regulation_names_and_for_none_where_it_names_none(
    here: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    (first, *_) = round_papers.letters(here.leader, here.group)
    assert "年来" not in "".join(part.text for part in first.text)
    monkeypatch.setattr(profiles, "of_round", lambda *_: shipped_profile("jingdezhen"))
    letters = round_papers.letters(here.leader, here.group)
    assert len(letters) >= 6
    assert all("近3年来" in letter.text[0].text for letter in letters)
