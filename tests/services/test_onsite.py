"""动员会, interviews and 组务会: registered, numbered, warned about, never silently refused."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.group_room import Room, room
from xuncha_desktop.kernel.errors import Invalid, Refused, Stale
from xuncha_desktop.services import onsite, reading, working_papers
from xuncha_desktop.services.chains import Verdict, decide


@pytest.fixture
def here(tmp_path: Path) -> Iterator[Room]:
    with room(tmp_path / "group") as made:
        yield made


def talk(here: Room, **values: object) -> dict[str, object]:
    whole = {
        "interviewee": "钱科长",
        "level": "middle",
        "held_on": "2019-07-10",
        "interviewers": ("孙组员", "赵联络"),
        "content": "谈了项目审批情况",
    }
    return whole | values


@pytest.mark.provision("LX-06-02-02a")
def test_an_entry_meeting_is_told_which_agenda_items_and_which_signature_are_lacking(here: Room) -> None:
    wanted = onsite.entry_agenda(here.member, here.round.id)
    assert len(wanted) == 4
    made = onsite.register_entry_meeting(
        here.member, here.group.id, held_on="2019-07-09", place="三楼会议室", chair="周主任", agenda=tuple(wanted[:3])
    )
    assert made.unit_id == here.unit.id
    told = onsite.entry_warnings(here.member, made)
    assert len(told) == 2
    assert wanted[3] in told[0]
    assert "承诺书" in told[1]
    whole = onsite.correct_entry_meeting(
        here.liaison, made.id, made.version, agenda=tuple(wanted), commitment_signed=True
    )
    assert onsite.entry_warnings(here.member, whole) == []
    with pytest.raises(Stale):
        onsite.correct_entry_meeting(here.liaison, made.id, made.version, place="四楼")


def test_interviews_are_numbered_in_the_groups_own_sequence(here: Room) -> None:
    numbers = [onsite.register_interview(here.member, here.group.id, **talk(here)).number for _ in range(3)]
    assert numbers == [f"临巡二〔2019〕谈{n:03d}号" for n in (1, 2, 3)]


def test_a_refused_interview_uses_up_no_number(here: Room) -> None:
    with pytest.raises(Invalid, match="人员层级"):
        onsite.register_interview(here.member, here.group.id, **talk(here, level="nobody"))
    with pytest.raises(Refused, match="09:30"):
        onsite.register_interview(here.member, here.group.id, **talk(here, began="25:00"))
    with pytest.raises(Invalid, match="谈话内容"):
        onsite.register_interview(here.member, here.group.id, **talk(here, content=""))
    assert onsite.register_interview(here.member, here.group.id, **talk(here)).number.endswith("谈001号")


def test_one_interviewer_is_unusual_but_not_refused(here: Room) -> None:
    usual = onsite.register_interview(here.member, here.group.id, **talk(here))
    assert onsite.warnings(usual) == []
    alone = onsite.correct_interview(here.member, usual.id, usual.version, interviewers=("孙组员",))
    assert onsite.warnings(alone) == ["谈话人不足2名（惯例）"]


def test_times_and_names_that_contradict_each_other_are_pointed_out(here: Room) -> None:
    odd = talk(here, interviewee="孙组员", began="10:00", ended="09:30")
    told = onsite.warnings(onsite.register_interview(here.member, here.group.id, **odd))
    assert len(told) == 2
    assert "同名" in told[0]
    assert "结束时刻" in told[1]


def test_a_wrong_correction_of_an_interview_changes_nothing(here: Room) -> None:
    made = onsite.register_interview(here.member, here.group.id, **talk(here))
    with pytest.raises(Invalid):
        onsite.correct_interview(here.member, made.id, made.version, level="nobody")
    assert reading.open_one(here.member, "interview", made.id) == made


@pytest.mark.provision("LX-06-02-04b")
def test_the_talks_are_counted_by_level_with_levels_nobody_was_asked_at(here: Room) -> None:
    for level in ("principal", "middle", "middle"):
        onsite.register_interview(here.member, here.group.id, **talk(here, level=level))
    counted = onsite.levels_talked_to(here.leader, here.group.id)
    assert (counted["principal"], counted["middle"], counted["retired"]) == (1, 2, 0)
    assert sum(counted.values()) == 3


def test_a_group_meeting_lists_the_papers_it_decided_on(here: Room) -> None:
    found = here.finding()
    paper = working_papers.submit(here.member, found.id, found.version)
    paper = decide(here.deputy, paper.id, paper.version, Verdict(True, "2019-07-11"))
    meeting = onsite.register_group_meeting(
        here.liaison,
        here.group.id,
        held_on="2019-07-12",
        chair="王组长",
        minute_taker="赵联络",
        attendees=("王组长", "李副组长", "赵联络", "孙组员"),
    )
    assert onsite.decided_by(here.liaison, meeting.id) == []
    decide(here.liaison, paper.id, paper.version, Verdict(True, "2019-07-12", words="同意", meeting_id=meeting.id))
    (only,) = onsite.decided_by(here.member, meeting.id)
    assert (only.paper.number, only.opinion.words) == (paper.number, "同意")
    saved = onsite.correct_group_meeting(here.liaison, meeting.id, meeting.version, minutes="一致同意")
    assert saved.minutes == "一致同意"
