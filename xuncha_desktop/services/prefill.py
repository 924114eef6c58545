"""What a new record begins with, so that nobody types it again: place, day, people of the group, the usual words."""

from typing import Any

from xuncha_desktop.kernel.levels import Compartment
from xuncha_desktop.kernel.people import Post
from xuncha_desktop.records.onsite import GroupMeeting, Interview
from xuncha_desktop.records.organisation import Group
from xuncha_desktop.services import numbering, onsite, planning, profiles
from xuncha_desktop.services.session import Session
from xuncha_desktop.storage.table import Where


def group_of(session: Session) -> Group | None:
    """The group a new record belongs to without asking; None in an office's workspace."""
    return numbering.group_of(session)


def first_values(session: Session, type_name: str, group: Group | None) -> dict[str, Any]:
    """Values of a new record of a type, by field name."""
    found: dict[str, Any] = {"unit_id": group.unit_id} if group else {}
    today = session.today.isoformat()
    match type_name:
        case "finding":
            return found | {"handlers": (session.actor.name,)}
        case "petition":
            return found | {
                "received_on": today,
                "signature": _known(session, group, "petition_signature", "anonymous"),
            }
        case "interview":
            return found | {"held_on": today} | _like_last_talk(session)
        case "entry_meeting":
            agenda = tuple(onsite.entry_agenda(session, group.round_id)) if group else ()
            return found | {"held_on": today, "agenda": agenda} | _chair(session, group)
        case "group_meeting":
            return {"held_on": today, "minute_taker": session.actor.name} | _meeting(session, group)
        case _:
            return found


def _known(session: Session, group: Group | None, source: str, code: str) -> str | None:
    profile = profiles.of_round(session, group.round_id) if group else profiles.latest(session)
    return code if code in profiles.codes(profile, source) else None


def _like_last_talk(session: Session) -> dict[str, Any]:
    """The same two people at the same table as at this person's last talk; else he alone, the second to be added."""
    me = session.actor.name
    mine = Where("created_by = ?", (session.actor.user_id,))
    last = session.table(Interview).where(mine, order="rowid DESC", limit=1)
    if not last:
        return {"interviewers": (me,), "recorder": me}
    return {"interviewers": last[0].interviewers, "recorder": last[0].recorder or me, "place": last[0].place}


def _chair(session: Session, group: Group | None) -> dict[str, Any]:
    return {} if group is None else {"chair": _leader(session, group) or ""}


def _meeting(session: Session, group: Group | None) -> dict[str, Any]:
    if group is None:
        return {}
    last = session.table(GroupMeeting).where(Where("group_id = ?", (group.id,)), order="rowid DESC", limit=1)
    if last:
        return {"chair": last[0].chair, "place": last[0].place, "attendees": last[0].attendees}
    people = tuple(member.name for member in _people(session, group))
    return {"chair": _leader(session, group) or "", "attendees": people or (session.actor.name,)}


def _leader(session: Session, group: Group) -> str | None:
    if Post.LEADER in session.actor.posts:
        return session.actor.name
    return next((m.name for m in _people(session, group) if m.post == Post.LEADER.value), None)


def _people(session: Session, group: Group) -> list[Any]:
    return list(planning.members(session, group.id)) if session.holds(Compartment.CORE) else []
