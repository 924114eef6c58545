"""What a group does at the unit: 动员会, individual interviews and 组务会, registered and corrected."""

import re
from dataclasses import dataclass
from typing import Any

from xuncha_desktop.kernel.errors import Refused
from xuncha_desktop.kernel.people import GROUP
from xuncha_desktop.records.onsite import EntryMeeting, GroupMeeting, Interview
from xuncha_desktop.records.organisation import Group
from xuncha_desktop.records.papers import Opinion, Paper
from xuncha_desktop.services import numbering, profiles
from xuncha_desktop.services.code_check import refuse_unknown_codes
from xuncha_desktop.services.session import Session, Tx
from xuncha_desktop.services.use_case import use_case
from xuncha_desktop.storage.table import Where

INTERVIEWERS = 2  # custom: no article of the shipped profiles gives a number
_TIME = re.compile(r"([01]\d|2[0-3]):[0-5]\d")


@dataclass(frozen=True, slots=True)
class Decided:
    """One paper a group meeting studied, and what it said."""

    paper: Paper
    opinion: Opinion


@use_case("entry_meeting.register", "登记动员会", by=GROUP)
def register_entry_meeting(tx: Tx, group_id: str, **values: Any) -> EntryMeeting:
    """Write down the 动员会 held at the group's unit."""
    group = tx.session.table(Group).get(group_id)
    place = {"unit_id": group.unit_id} | values
    return tx.new(EntryMeeting, round_id=group.round_id, group_id=group.id, **place)


@use_case("entry_meeting.correct", "修改动员会", by=GROUP)
def correct_entry_meeting(tx: Tx, meeting_id: str, version: int, **values: Any) -> EntryMeeting:
    """Change what was written down. Raises `Stale`."""
    return tx.change(tx.table(EntryMeeting).get(meeting_id), version, **values)


def entry_agenda(session: Session, round_id: str) -> list[str]:
    """The items the round's profile wants on the agenda, in its order."""
    return list(profiles.codes(profiles.of_round(session, round_id), "entry_agenda").values())


def entry_warnings(session: Session, meeting: EntryMeeting) -> list[str]:
    """What a 动员会 still lacks under the round's profile: items of the agenda, the signed commitment."""
    lacking = [item for item in entry_agenda(session, meeting.round_id) if item not in meeting.agenda]
    found = [f"规定的议程还没有“{item}”" for item in lacking]
    return found if meeting.commitment_signed else [*found, "巡察承诺书还没有签订"]


@use_case("interview.register", "登记个别谈话", by=GROUP)
def register_interview(tx: Tx, group_id: str, **values: Any) -> Interview:
    """Write down a talk; it gets its number now. Raises `Invalid`."""
    group = tx.session.table(Group).get(group_id)
    place = {"round_id": group.round_id, "group_id": group.id, "unit_id": group.unit_id}
    made = Interview(**tx.head(), **Interview.type.clean(place | values), number="待编号")
    _refuse_wrong(tx, made)
    return tx.add(made.changed(number=numbering.of_group(tx, "interview", group.id)))


@use_case("interview.correct", "修改个别谈话", by=GROUP)
def correct_interview(tx: Tx, interview_id: str, version: int, **values: Any) -> Interview:
    """Change the record of a talk. Raises `Invalid`, `Stale`."""
    corrected = tx.change(tx.table(Interview).get(interview_id), version, **values)
    _refuse_wrong(tx, corrected)
    return corrected


def warnings(interview: Interview) -> list[str]:
    """What is unusual about a talk and may yet be right; saving is not refused for it."""
    found: list[str] = []
    if len(set(interview.interviewers)) < INTERVIEWERS:
        found.append(f"谈话人不足{INTERVIEWERS}名（惯例）")
    if interview.interviewee in interview.interviewers:
        found.append("谈话对象与谈话人同名，请核对")
    if interview.began and interview.ended and interview.ended <= interview.began:
        found.append("结束时刻不晚于开始时刻，请核对")
    return found


def levels_talked_to(session: Session, group_id: str) -> dict[str, int]:
    """How many talks a group had at each level of its round's profile, levels without any included."""
    group = session.table(Group).get(group_id)
    counted = dict.fromkeys(profiles.codes(profiles.of_round(session, group.round_id), "interviewee_level"), 0)
    for talk in session.table(Interview).where(Where("group_id = ?", (group_id,))):
        counted[talk.level] = counted.get(talk.level, 0) + 1
    return counted


@use_case("group_meeting.register", "登记组务会", by=GROUP)
def register_group_meeting(tx: Tx, group_id: str, **values: Any) -> GroupMeeting:
    """Write down a meeting of the group; papers it decides on refer to it."""
    group = tx.session.table(Group).get(group_id)
    return tx.new(GroupMeeting, round_id=group.round_id, group_id=group.id, **values)


@use_case("group_meeting.correct", "修改组务会", by=GROUP)
def correct_group_meeting(tx: Tx, meeting_id: str, version: int, **values: Any) -> GroupMeeting:
    """Change the minutes. Raises `Stale`."""
    return tx.change(tx.table(GroupMeeting).get(meeting_id), version, **values)


def decided_by(session: Session, meeting_id: str) -> list[Decided]:
    """The papers a group meeting studied and what it said on each, in the order they were entered."""
    opinions = session.table(Opinion).where(Where("meeting_id = ?", (meeting_id,)), order="at, rowid")
    papers = {opinion.paper_id: session.table(Paper).get(opinion.paper_id) for opinion in opinions}
    return [Decided(papers[opinion.paper_id], opinion) for opinion in opinions]


def _refuse_wrong(tx: Tx, interview: Interview) -> None:
    Interview.type.validate(interview)
    refuse_unknown_codes(tx.session, interview)
    for moment in (interview.began, interview.ended):
        if moment and not _TIME.fullmatch(moment):
            raise Refused("谈话时刻应写作09:30")
