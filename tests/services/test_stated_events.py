"""Events a record states anyway are known without being registered; what is registered goes before them."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.office_room import OfficeRoom, office_room
from tests.regimes import bind, other
from xuncha_desktop.kernel.levels import Compartment
from xuncha_desktop.records.organisation import Group
from xuncha_desktop.records.rectification import Deadline
from xuncha_desktop.rules.clocks import Certainty
from xuncha_desktop.rules.rounds import Fact
from xuncha_desktop.rules.shipped import shipped_profiles
from xuncha_desktop.services import (
    deadlines,
    occurrences,
    planning,
    profiles,
    record_history,
    round_clocks,
    round_events,
)
from xuncha_desktop.services.packages import settling


@pytest.fixture
def here(tmp_path: Path) -> Iterator[OfficeRoom]:
    with office_room(tmp_path) as made:
        made.at("2019-07-20")
        with made.director.carry_out("setup", Compartment.CORE) as tx:
            stay = {"stay_from_on": "2019-07-08", "stay_until_on": "2019-08-07"}
            made.group = tx.save(tx.table(Group).get(made.group.id), made.group.changed(**stay))
        yield made


def days(here: OfficeRoom) -> dict[str, tuple[str, bool]]:
    """Each event's day, and whether it is a fact."""
    return {one.event: (one.on, one.dated) for one in occurrences.of_round(here.clerk, here.round.id)}


def test_the_days_of_a_stay_are_its_events_and_one_to_come_is_planned(here: OfficeRoom) -> None:
    assert days(here) == {"stay_began": ("2019-07-08", True), "stay_ended": ("2019-08-07", False)}
    clocks = {one.rule: one for one in round_clocks.of_group(here.clerk, here.group).clocks}
    assert clocks["inspection_report"].certainty is Certainty.PLANNED
    here.at("2019-08-08")
    assert days(here)["stay_ended"] == ("2019-08-07", True)
    clocks = {one.rule: one for one in round_clocks.of_group(here.clerk, here.group).clocks}
    assert clocks["inspection_report"].certainty is Certainty.HAPPENED


def test_what_was_registered_goes_before_what_a_record_states(here: OfficeRoom) -> None:
    made = round_events.register(here.clerk, here.round.id, "stay_began", "2019-07-09", group_id=here.group.id)
    assert days(here)["stay_began"] == ("2019-07-09", True)
    round_events.cancel(here.clerk, made.id, made.version, "记错了日期")
    assert days(here)["stay_began"] == ("2019-07-08", True)


def test_which_events_a_record_states_is_the_profiles_to_say(here: OfficeRoom) -> None:
    def silent(content: dict[str, list[dict[str, str]]]) -> None:
        for event in content["events"]:
            event.pop("stated_by", None)

    bind(here.director, here.round.id, other(silent))
    assert days(here) == {}


def test_every_regime_of_inspections_says_which_events_a_stay_is() -> None:
    for profile in shipped_profiles():
        if profile.about.kind.value == "inspection":
            stated = {one.stated_by: one.id for one in profile.events if one.stated_by}
            assert (stated[Fact.STAY_BEGINS], stated[Fact.STAY_ENDS]) == ("stay_began", "stay_ended")


def running(here: OfficeRoom) -> dict[str, str]:
    """The clocks that run for the group, with the day each began."""
    return {one.rule: one.trigger_on for one in deadlines.of(here.clerk, here.group)}


def started_by(here: OfficeRoom, event: str) -> set[str]:
    return {rule.id for rule in profiles.of_round(here.clerk, here.round.id).started_by(event)}


def stay(here: OfficeRoom, **days: str) -> None:
    group = here.clerk.table(Group).get(here.group.id)
    planning.correct_group(here.clerk, group.id, group.version, **days)


def test_the_clocks_of_a_stay_follow_the_days_set_for_the_group(here: OfficeRoom) -> None:
    began = started_by(here, "stay_began")
    stay(here, stay_from_on="2019-07-09")
    assert began
    assert running(here) == dict.fromkeys(began, "2019-07-09")
    stay(here, stay_from_on="2019-07-10")
    assert running(here) == dict.fromkeys(began, "2019-07-10")
    (clock, *_) = deadlines.of(here.clerk, here.group)
    assert len(record_history.events(here.clerk, clock.type.name, clock.id)) == 2
    stay(here, stay_from_on="2019-07-21")
    assert running(here) == {}, "a stay to come starts nothing"


def test_a_login_makes_good_what_was_cut_off_or_came_due_and_then_writes_nothing(here: OfficeRoom) -> None:
    began, ended = started_by(here, "stay_began"), started_by(here, "stay_ended")
    assert running(here) == {}
    round_events.stays_settled(here.clerk)
    assert running(here) == dict.fromkeys(began, "2019-07-08")
    here.at("2019-08-08")
    settling.settle(here.clerk)
    assert ended
    assert running(here) == dict.fromkeys(began, "2019-07-08") | dict.fromkeys(ended, "2019-08-07")
    before = {one.id: one.version for one in here.clerk.table(Deadline).where()}
    settling.settle(here.clerk)
    assert {one.id: one.version for one in here.clerk.table(Deadline).where()} == before


def test_a_day_registered_by_hand_goes_before_the_stay_in_its_clocks_too(here: OfficeRoom) -> None:
    round_events.stays_settled(here.clerk)
    round_events.register(here.clerk, here.round.id, "stay_began", "2019-07-09", group_id=here.group.id)
    stay(here, stay_from_on="2019-07-10")
    assert set(running(here).values()) == {"2019-07-09"}
