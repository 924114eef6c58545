"""Coverage by the term and by the years: two clocks that do not know each other."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from tests.office_room import OfficeRoom, office_room
from xuncha_desktop.kernel.levels import Compartment, Tone
from xuncha_desktop.records.organisation import Round, RoundState
from xuncha_desktop.rules.shipped import shipped_profile
from xuncha_desktop.services import coverage, planning, profiles
from xuncha_desktop.services.coverage import Covered, typed_day


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[OfficeRoom]:
    with office_room(tmp_path) as made:
        monkeypatch.setattr(profiles, "latest", lambda session: shipped_profile("yangling"))
        yield made


def of(here: OfficeRoom, name: str) -> Covered:
    (found,) = [one for one in coverage.standing(here.director).units if one.unit.name == name]
    return found


def unit(here: OfficeRoom, name: str, last: str | None) -> None:
    planning.register_unit(here.director, name=name, kind="government_organ", last_inspected=last)


@pytest.mark.provision("YL-21-00")
def test_every_unit_is_due_five_years_after_its_last_inspection_whatever_the_term(here: OfficeRoom) -> None:
    unit(here, "五泉镇党委", "2015-11-25")
    unit(here, "区水务局", "2013-02-28")
    unit(here, "区文旅局", "2018-06-30")
    here.at("2020-11-20")
    near, late, calm = (of(here, name) for name in ("五泉镇党委", "区水务局", "区文旅局"))
    assert (near.due_on, late.due_on, calm.due_on) == (date(2020, 11, 25), date(2018, 2, 28), date(2023, 6, 30))
    assert near.light is not None
    assert (near.light.words, near.light.tone) == ("剩5天", Tone.NOTICE)
    assert late.light is not None
    assert late.light.tone is Tone.ALERT
    assert "逾期" in late.light.words
    assert calm.light is not None
    assert calm.light.tone is Tone.CALM
    assert "第二十一条" in near.light.ground
    names = [one.unit.name for one in coverage.standing(here.director).units]
    assert names.index("区水务局") < names.index("五泉镇党委") < names.index("区文旅局")


@pytest.mark.provision("YL-02-00b", "JDZ-16-00a")
def test_the_term_knows_which_units_are_still_to_be_inspected(here: OfficeRoom) -> None:
    unit(here, "五泉镇党委", None)
    assert coverage.standing(here.director).done == 0
    with here.director.carry_out("test", Compartment.CORE) as tx:
        (round_,) = tx.table(Round).where()
        tx.change(round_, None, state=RoundState.ON_SITE)
    after = coverage.standing(here.director)
    assert 0 < after.done < len(after.units)
    assert not of(here, "五泉镇党委").in_term
    assert of(here, "五泉镇党委").due_on is None


def test_the_rules_stand_there_with_their_articles(here: OfficeRoom) -> None:
    said = " ".join(coverage.standing(here.director).rules)
    assert "每届至少1次" in said
    assert "每5年至少1次" in said


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("2016-05-09", (date(2016, 5, 9), False)),
        ("2016年5月9日", (date(2016, 5, 9), False)),
        ("2016年5月", (date(2016, 5, 1), True)),
        ("2016.05", (date(2016, 5, 1), True)),
        ("2016年", (date(2016, 1, 1), True)),
        ("2016", (date(2016, 1, 1), True)),
        ("2016-13-01", None),
        ("上一届", None),
        (None, None),
    ],
)
def test_a_typed_day_is_read_as_far_as_it_goes(text: str | None, found: tuple[date, bool] | None) -> None:
    assert typed_day(text) == found
