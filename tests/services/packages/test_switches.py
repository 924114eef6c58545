"""A step the regime lets a round leave out is left out by a registered decision, and taken up again by another."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.office_room import OPEN, bring, office_room
from tests.regimes import bind, other
from tests.services.packages.world import Exchange
from tests.services.test_requests import Pair
from xuncha_desktop.kernel.errors import NotAllowed, Refused
from xuncha_desktop.kernel.people import Post
from xuncha_desktop.records.rectification import Decision
from xuncha_desktop.records.requests import ImmediateRectification, ImmediateState
from xuncha_desktop.rules.profile import ProfileRefused
from xuncha_desktop.rules.shipped import shipped_profile
from xuncha_desktop.services import immediate, switches
from xuncha_desktop.services.packages import kinds

STEP = "immediate_rectification.leading_group_consent"


@pytest.fixture
def pair(tmp_path: Path) -> Iterator[Pair]:
    with office_room(tmp_path) as made:
        found = Pair(made)
        for at in (found.office.director, found.leader):
            bind(at, found.record.round_id, shipped_profile("yangling"))
        yield found


def now(pair: Pair) -> ImmediateRectification:
    return pair.leader.table(ImmediateRectification).get(pair.record.id)


def decide(pair: Pair, decided_on: str = "2019-07-10", *, off: bool = True) -> Decision:
    """The office registers what the leading group decided, and it comes to the group."""
    paper = {"body": "leading_group", "wording": "立行立改不再逐项报批", "original_at": "巡察办卷柜2"}
    made = switches.register(pair.office.clerk, pair.record.round_id, STEP, off=off, decided_on=decided_on, **paper)
    bring(pair.leader, made)
    return made


@pytest.mark.provision("YL-26-00b")
def test_the_consent_to_an_immediate_rectification_can_be_left_out_in_a_round_and_asked_for_again(pair: Pair) -> None:
    record = now(pair)
    with pytest.raises(Refused, match="须经区委巡察工作领导小组同意"):
        immediate.issue(pair.leader, record.id, record.version, "2019-07-15", "2019-07-31")
    decide(pair)
    with pytest.raises(Refused, match=r"“领导小组批准”已由.*2019-07-10决定停用，不必请示"):
        immediate.request(pair.leader, record.id, record.version, "2019-07-15")
    decide(pair, "2019-07-12", off=False)
    assert immediate.why_not(pair.leader, record, immediate.request) is None
    with pytest.raises(Refused, match="须经区委巡察工作领导小组同意"):
        immediate.issue(pair.leader, record.id, record.version, "2019-07-15", "2019-07-31")
    decide(pair, "2019-07-13")
    issued = immediate.issue(pair.leader, record.id, record.version, "2019-07-15", "2019-07-31")
    assert issued.state is ImmediateState.ISSUED


def test_what_was_asked_before_the_step_was_left_out_is_taken_back_and_goes_on(pair: Pair) -> None:
    record = now(pair)
    immediate.request(pair.leader, record.id, record.version, "2019-07-09")
    asked = now(pair)
    assert immediate.why_not(pair.leader, asked, immediate.redraft)
    decide(pair)
    back = immediate.redraft(pair.leader, asked.id, asked.version, "环节停用")
    issued = immediate.issue(pair.leader, back.id, back.version, "2019-07-15", "2019-07-31")
    assert issued.state is ImmediateState.ISSUED


def test_only_what_the_profile_lets_be_left_out_is_and_only_by_the_offices_registration(pair: Pair) -> None:
    said = {"body": "leading_group", "wording": "停用", "decided_on": "2019-07-10", "original_at": "卷柜2"}
    with pytest.raises(NotAllowed):
        switches.register(pair.leader, pair.record.round_id, STEP, off=True, **said)
    with pytest.raises(Refused, match="没有这个可以停用的环节"):
        switches.register(pair.office.clerk, pair.record.round_id, switches.REVIEW, off=True, **said)
    with pytest.raises(Refused, match="决定日期"):
        switches.register(
            pair.office.clerk, pair.record.round_id, STEP, off=True, **(said | {"decided_on": "2029-01-01"})
        )
    assert switches.off(pair.office.clerk, pair.record.round_id) == {}
    decide(pair)
    assert list(switches.off(pair.office.clerk, pair.record.round_id)) == [STEP]


def test_a_profile_cannot_call_a_step_switchable_that_no_decision_could_leave_out() -> None:
    def careless(content: dict[str, Any]) -> None:
        content["chains"][0]["steps"][1]["switchable"] = True

    with pytest.raises(ProfileRefused, match="可停用的只能是机关以请示答复的步骤"):
        other(careless)


def test_the_decision_travels_to_the_group_with_the_answers(both: Exchange) -> None:
    clerk = both.office.clerk
    said = {"body": "leading_group", "wording": "本轮不再送审阅", "original_at": "卷柜2", "decided_on": "2019-07-08"}
    made = switches.register(clerk, both.round.id, switches.REVIEW, off=True, **said)
    both.take(both.group.clerk, both.send(both.office, kinds.INSTRUCTION, made.id))
    member = both.group.workspace.session(Post.MEMBER, name="孙组员", compartments=OPEN)
    assert list(switches.off(member, both.round.id)) == [switches.REVIEW]
