"""The places of the window: what stands in the navigation, for whom, and which screen it opens."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from ui.shell.frame import Frame
from ui.shell.ledger_page import LedgerPage
from ui.shell.lines import LINES, PLAN, Line, line_of
from xuncha_desktop.kernel.people import OFFICE, Post
from xuncha_desktop.records.registry import record_type
from xuncha_desktop.services.session import Session

if TYPE_CHECKING:
    from ui.screens.record_page import RecordPage

EVERYBODY = frozenset(Post)
HOME = "home"


@dataclass(frozen=True, slots=True)
class Place:
    """`make` builds the screen when the place is first turned to; `group` is the heading it stands under."""

    name: str
    title: str
    icon: str
    posts: frozenset[Post]
    make: Callable[[Frame], QWidget]
    group: str = ""


def _home(frame: Frame) -> QWidget:
    from ui.screens.home import HomeScreen

    return HomeScreen(frame)


def _accounts(frame: Frame) -> QWidget:
    from ui.screens.accounts import AccountsScreen

    return AccountsScreen(frame)


def _audit(frame: Frame) -> QWidget:
    from ui.screens.audit import AuditScreen

    return AuditScreen(frame)


def _planning(frame: Frame) -> QWidget:
    from ui.screens.planning import PlanningScreen

    return PlanningScreen(frame)


def _findings(frame: Frame) -> QWidget:
    from ui.screens.findings import FindingsScreen

    return FindingsScreen(frame)


def _working_papers(frame: Frame) -> QWidget:
    from ui.screens.working_papers import WorkingPapersScreen

    return WorkingPapersScreen(frame)


def _interviews(frame: Frame) -> QWidget:
    from ui.screens.interviews import InterviewsScreen

    return InterviewsScreen(frame)


def _entry_meetings(frame: Frame) -> QWidget:
    from ui.screens.entry_meetings import EntryMeetingsScreen

    return EntryMeetingsScreen(frame)


def _group_meetings(frame: Frame) -> QWidget:
    from ui.screens.group_meetings import GroupMeetingsScreen

    return GroupMeetingsScreen(frame)


def _petitions(frame: Frame) -> QWidget:
    from ui.screens.petitions import PetitionsScreen

    return PetitionsScreen(frame)


def _leads(frame: Frame) -> QWidget:
    from ui.screens.leads import LeadsScreen

    return LeadsScreen(frame)


def _feedback(frame: Frame) -> QWidget:
    from ui.screens.feedback import FeedbackScreen

    return FeedbackScreen(frame)


# Types with a screen of their own; every other line of the navigation gets the general ledger.
SCREENS: dict[str, Callable[[Frame], QWidget]] = {
    "finding": _findings,
    "paper": _working_papers,
    "interview": _interviews,
    "entry_meeting": _entry_meetings,
    "group_meeting": _group_meetings,
    "petition": _petitions,
    "lead": _leads,
    "feedback": _feedback,
}


def record_page(frame: Frame, type_name: str, record_id: str) -> "RecordPage":
    """The page of one record; an empty id begins a new one. Raises `NotFound`, `NotAllowed`."""
    from ui.screens.record_page import RecordPage

    return RecordPage(frame, type_name, record_id, line_of(type_name))


def ledger(line: Line) -> Place:
    """A record type's place: its own screen or its ledger, and behind every row its form."""
    make = SCREENS.get(line.type, lambda frame: LedgerPage(frame, line))
    return Place(line.type, line.title, line.icon, line.posts, make, line.group)


PLACES: tuple[Place, ...] = (
    Place(HOME, "首页", "home", EVERYBODY, _home),
    Place("planning", "计划与编组", "clipboard-check", OFFICE, _planning, PLAN),
    *map(ledger, LINES),
    Place(
        "accounts",
        "账号与授权",
        "key",
        EVERYBODY,
        _accounts,
        "系统",
    ),
    Place("audit", "审计记录", "history", frozenset((Post.SECURITY_AUDITOR,)), _audit, "系统"),
)


def places_for(session: Session, places: tuple[Place, ...] = PLACES) -> list[Place]:
    """What this person sees: by post, and never the ledger of a compartment he has no key for.

    A screen of a type's own stays: it takes in sealed what the person may write and not read.
    """
    types = {line.type for line in LINES} - set(SCREENS)
    return [
        place
        for place in places
        if place.posts & session.actor.posts
        and (place.name not in types or session.holds(record_type(place.name).compartment))
    ]
