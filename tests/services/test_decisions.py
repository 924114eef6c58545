"""Decisions on paper: registered for a body, and the gate they open."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.office_room import OfficeRoom, office_room
from xuncha_desktop.kernel.errors import Invalid, NotAllowed, NotFound, Refused
from xuncha_desktop.records.rectification import Decision
from xuncha_desktop.rules.shipped import shipped_profile
from xuncha_desktop.services import decisions

NEEDS = decisions.before_feedback(shipped_profile("lixian"))


@pytest.fixture
def here(tmp_path: Path) -> Iterator[OfficeRoom]:
    with office_room(tmp_path) as made:
        made.at("2019-09-10")
        yield made


def require(here: OfficeRoom, index: int) -> Decision:
    return decisions.require(here.clerk, here.round.id, here.unit.id, NEEDS[index])


def test_feedback_stands_on_the_secretary_meeting_and_on_the_leading_group() -> None:
    assert [(need.document, need.step.body) for need in NEEDS] == [
        ("inspection_report", "secretary_meeting"),
        ("feedback", "leading_group"),
    ]
    assert NEEDS[0].words == "县委书记专题会议的“审议同意”（条文·巡察工作方案六、（四））"


def test_a_decision_is_registered_for_its_body_with_who_entered_it(here: OfficeRoom) -> None:
    made = here.decide("inspection_report", "secretary_meeting")
    assert (made.registered_by, made.wording, made.decided_on) == ("吴干事", "原则同意", "2019-09-10")
    assert require(here, 0) == made


def test_a_decision_without_its_scan_opens_nothing(here: OfficeRoom) -> None:
    made = here.decide("feedback", "leading_group", scan=False)
    with pytest.raises(Refused, match="扫描件"):
        require(here, 1)
    here.scan(made)
    assert require(here, 1) == made


def test_the_last_word_counts(here: OfficeRoom) -> None:
    here.decide("feedback", "leading_group")
    here.decide("feedback", "leading_group", agreed=False)
    with pytest.raises(Refused, match="没有同意"):
        require(here, 1)
    later = here.decide("feedback", "leading_group")
    assert require(here, 1) == later


def test_a_decision_about_another_unit_or_matter_opens_nothing(here: OfficeRoom) -> None:
    here.decide("feedback", "leading_group", unit_id=here.other_unit.id)
    here.decide("public_disclosure", "leading_group")
    with pytest.raises(Refused, match="须先登记县委巡察工作领导小组的“同意反馈”"):
        require(here, 1)


def test_a_body_the_chain_does_not_name_is_refused(here: OfficeRoom) -> None:
    with pytest.raises(Refused, match="不由县委决定"):
        here.decide("feedback", "county_committee")
    with pytest.raises(NotFound):
        here.decide("no_such_matter", "leading_group")
    with pytest.raises(Invalid, match="决策机构"):
        here.decide("feedback", "nobody")
    assert here.clerk.table(Decision).count() == 0


def test_the_supervisor_does_not_register_decisions(here: OfficeRoom) -> None:
    with pytest.raises(NotAllowed):
        decisions.register(here.supervisor, here.round.id, "feedback", body="leading_group")


def test_a_decision_of_tomorrow_is_refused(here: OfficeRoom) -> None:
    with pytest.raises(Refused, match="不能晚于今天"):
        here.decide("feedback", "leading_group", decided_on="2019-09-11")
