"""The places of the window: what stands in the navigation, for whom, and which screen it opens."""

import importlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from ui.shell.frame import Frame
from ui.shell.ledger_page import LedgerPage
from ui.shell.lines import LINES, PLAN, RECORDS, Line, line_of
from xuncha_desktop.kernel.people import BUSINESS, OFFICE, Post
from xuncha_desktop.records.registry import record_type
from xuncha_desktop.services.session import Session

if TYPE_CHECKING:
    from ui.screens.record_page import RecordPage

EVERYBODY = frozenset(Post)
HOME = "home"
SYSTEM = "系统"


@dataclass(frozen=True, slots=True)
class Place:
    """`make` builds the screen when the place is first turned to; `group` is the heading it stands under."""

    name: str
    title: str
    icon: str
    posts: frozenset[Post]
    make: Callable[[Frame], QWidget]
    group: str = ""


def _screen(module: str, name: str) -> Callable[[Frame], QWidget]:
    """A screen loaded when its place is first turned to: the window opens without waiting for the others."""

    def make(frame: Frame) -> QWidget:
        return getattr(importlib.import_module(f"ui.screens.{module}"), name)(frame)

    return make


# Types with a screen of their own; every other line of the navigation gets the general ledger.
SCREENS: dict[str, Callable[[Frame], QWidget]] = {
    "round_event": _screen("events", "EventsScreen"),
    "finding": _screen("findings", "FindingsScreen"),
    "paper": _screen("working_papers", "WorkingPapersScreen"),
    "interview": _screen("interviews", "InterviewsScreen"),
    "entry_meeting": _screen("entry_meetings", "EntryMeetingsScreen"),
    "group_meeting": _screen("group_meetings", "GroupMeetingsScreen"),
    "petition": _screen("petitions", "PetitionsScreen"),
    "lead": _screen("leads", "LeadsScreen"),
    "feedback": _screen("feedback", "FeedbackScreen"),
    "rectification_task": _screen("rectification", "RectificationScreen"),
    "package": _screen("exchange", "ExchangeScreen"),
}


def record_page(frame: Frame, type_name: str, record_id: str) -> "RecordPage":
    """The page of one record; an empty id begins a new one. Raises `NotFound`, `NotAllowed`."""
    from ui.screens.record_page import RecordPage

    return RecordPage(frame, type_name, record_id, line_of(type_name))


def audit_page(frame: Frame, *, refused: bool) -> QWidget:
    """The auditor's screen narrowed to what came since the last visit, or to the refusals among it."""
    from ui.screens.audit import AuditScreen

    return AuditScreen(frame, since=True, refused=refused)


def ledger(line: Line) -> Place:
    """A record type's place: its own screen or its ledger, and behind every row its form."""
    make = SCREENS.get(line.type, lambda frame: LedgerPage(frame, line))
    return Place(line.type, line.title, line.icon, line.posts, make, line.group)


PLACES: tuple[Place, ...] = (
    Place(HOME, "首页", "home", EVERYBODY, _screen("home", "HomeScreen")),
    Place("planning", "计划与编组", "clipboard-check", OFFICE, _screen("planning", "PlanningScreen"), PLAN),
    Place("regulation", "规则与日历", "scale", BUSINESS, _screen("regulation", "RegulationScreen"), PLAN),
    *map(ledger, LINES),
    Place("blank_papers", "空白表", "table", BUSINESS, _screen("blank_papers", "BlankPapersScreen"), RECORDS),
    Place("accounts", "账号与授权", "key", EVERYBODY, _screen("accounts", "AccountsScreen"), SYSTEM),
    Place("peers", "往来工作区", "usb", frozenset((Post.SECURITY_ADMIN,)), _screen("peers", "PeersScreen"), SYSTEM),
    Place("audit", "审计记录", "history", frozenset((Post.SECURITY_AUDITOR,)), _screen("audit", "AuditScreen"), SYSTEM),
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
