"""How the records of a group are begun and corrected: which act stands behind 保存."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from xuncha_desktop.records.organisation import Group
from xuncha_desktop.records.registry import Record
from xuncha_desktop.services import findings, leads, onsite, petitions
from xuncha_desktop.services.session import Session
from xuncha_desktop.services.use_case import UseCase

Values = Mapping[str, Any]
OF_PLACE = ("round_id", "group_id")  # known from the group, never asked


@dataclass(frozen=True, slots=True)
class Way:
    """`begin` gives None for a record the person may not see again. `may_begin` is the act whose rights count."""

    begin: Callable[[Session, Group, Values], Record | None]
    correct: Callable[[Session, Record, Values], Record]
    may_begin: UseCase[..., Any]
    without: tuple[str, ...] = ()
    again: bool = False  # several are usually entered one after another


def why_not_begin(session: Session, type_name: str) -> str | None:
    """Why this person cannot begin a record of a type, for the hint of a disabled button."""
    way = WAYS.get(type_name)
    return way.may_begin.why_not(session) if way else "这类记录不在这里登记"


def _draft(session: Session, group: Group, values: Values) -> Record:
    return findings.draft(session, **{"round_id": group.round_id, "group_id": group.id, **values})


def _of_group(act: Callable[..., Record | None]) -> Callable[[Session, Group, Values], Record | None]:
    return lambda session, group, values: act(session, group.id, **values)


def _lead(session: Session, group: Group, values: Values) -> Record | None:
    if leads.register.why_not(session) is None:
        return leads.register(session, group.id, **values)
    leads.hand_in(session, group.id, **values)
    return None


def _correct(act: Callable[..., Record]) -> Callable[[Session, Record, Values], Record]:
    return lambda session, record, values: act(session, record.id, record.version, **values)


WAYS: Mapping[str, Way] = {
    "finding": Way(_draft, _correct(findings.correct), findings.draft, OF_PLACE),
    "interview": Way(
        _of_group(onsite.register_interview),
        _correct(onsite.correct_interview),
        onsite.register_interview,
        OF_PLACE,
        again=True,
    ),
    "entry_meeting": Way(
        _of_group(onsite.register_entry_meeting),
        _correct(onsite.correct_entry_meeting),
        onsite.register_entry_meeting,
        OF_PLACE,
    ),
    "group_meeting": Way(
        _of_group(onsite.register_group_meeting),
        _correct(onsite.correct_group_meeting),
        onsite.register_group_meeting,
        OF_PLACE,
    ),
    # Whoever may hand in a sealed letter may begin one; `receive` registers it where the key is there.
    "petition": Way(_of_group(petitions.receive), _correct(petitions.correct), petitions.hand_in, again=True),
    "lead": Way(_lead, _correct(leads.correct), leads.hand_in),
}
