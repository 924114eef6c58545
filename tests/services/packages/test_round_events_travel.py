"""A group's events reach the office with its results: there they start clocks, and a voided one withdraws them."""

import pytest

from tests.regimes import bind
from tests.services.packages.world import Exchange
from xuncha_desktop.kernel.errors import NotAllowed
from xuncha_desktop.records.events import EventState, RoundEvent
from xuncha_desktop.records.onsite import EntryMeeting
from xuncha_desktop.records.rectification import Deadline
from xuncha_desktop.rules.shipped import shipped_profile
from xuncha_desktop.services import deadlines, onsite, round_events


def rules(both: Exchange) -> set[str]:
    """The clocks that run at the office for the group."""
    return {one.rule for one in deadlines.of(both.office.clerk, both.group_record)}


def test_an_event_the_group_registered_starts_the_offices_clocks(both: Exchange) -> None:
    liaison = both.group.clerk
    made = round_events.register(liaison, both.round.id, "stay_ended", "2019-07-08")
    assert liaison.table(Deadline).count() == 0
    both.take(both.office.clerk, both.result())
    copy = both.office.clerk.table(RoundEvent).get(made.id)
    assert (copy.custodian, copy.registered_by) == (made.custodian, made.registered_by)
    assert {"inspection_report", "leading_group_hearing"} <= rules(both)
    with pytest.raises(NotAllowed, match="另一工作区保管"):
        round_events.correct(both.office.clerk, copy.id, copy.version, happened_on="2019-07-07")


def test_what_the_group_voids_is_undone_at_the_office_with_its_next_results(both: Exchange) -> None:
    liaison = both.group.clerk
    made = round_events.register(liaison, both.round.id, "stay_ended", "2019-07-08")
    both.take(both.office.clerk, both.result())
    round_events.cancel(liaison, made.id, made.version, "还没有离驻")
    both.take(both.office.clerk, both.result())
    assert both.office.clerk.table(RoundEvent).get(made.id).state is EventState.VOID
    assert rules(both) == set()


def test_an_entry_meeting_is_its_event_and_starts_its_clocks_when_it_reaches_the_office(both: Exchange) -> None:
    for side in (both.office.holder, both.group.holder):
        bind(side, both.round.id, shipped_profile("yangling"))
    held = {"held_on": "2019-07-08", "place": "会议室", "chair": "赵启明"}
    made = onsite.register_entry_meeting(both.group.clerk, both.group_record.id, **held)
    assert both.group.clerk.table(Deadline).count() == 0
    both.take(both.office.clerk, both.result())
    (clock,) = deadlines.of(both.office.clerk, both.group_record)
    assert (clock.rule, clock.trigger_on) == ("speeches_study", "2019-07-08")
    again = onsite.correct_entry_meeting(both.group.clerk, made.id, made.version, held_on="2019-07-05")
    both.take(both.office.clerk, both.result())
    (moved,) = deadlines.of(both.office.clerk, both.group_record)
    assert (moved.id, moved.trigger_on) == (clock.id, "2019-07-05")
    assert both.office.clerk.table(EntryMeeting).get(made.id).version == again.version
