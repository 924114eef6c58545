"""What has happened in a round: the events of its profile with their days, whichever act registered them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from xuncha_desktop.records.events import EventState, RoundEvent
from xuncha_desktop.records.onsite import EntryMeeting
from xuncha_desktop.records.organisation import Group
from xuncha_desktop.records.rectification import (
    Decision,
    Feedback,
    FeedbackReceipt,
    IncomingDocument,
    IncomingState,
    SupervisionNotice,
)
from xuncha_desktop.records.registry import Record, exact_day
from xuncha_desktop.records.requests import ImmediateRectification
from xuncha_desktop.rules.profile import Profile
from xuncha_desktop.rules.rounds import Fact
from xuncha_desktop.rules.stay import rough_day
from xuncha_desktop.services import decisions, feedback, immediate, profiles, rectification_documents
from xuncha_desktop.services.session import Session
from xuncha_desktop.storage.table import Where

PROOF = "事项登记："  # how a clock says that a registered event met it
NOTICE, DELIVERED = "supervision_notice", "登记督办通知单送达"


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One time an event happened, or is planned to. Without `unit_id` it holds for every unit of the round.

    `on` is a day as it was typed; `words` name the paper or entry it is known from. `answers_id` is the registered
    event it answers, where it answers one.
    """

    event: str
    on: str
    unit_id: str | None
    source: Record
    words: str
    answers_id: str | None = None
    ahead: bool = False

    @property
    def planned(self) -> bool:
        """Whether it was registered ahead of its day, or a record states a day to come."""
        return self.ahead or (isinstance(self.source, RoundEvent) and self.source.state is EventState.PLANNED)

    @property
    def dated(self) -> bool:
        """Whether it has happened on a day known exactly, so that clocks can start from it."""
        return not self.planned and exact_day(self.on) is not None

    def concerns(self, unit_id: str) -> bool:
        """Whether it is an event of that unit."""
        return self.unit_id in (None, unit_id)


def by_act(profile: Profile) -> Mapping[str, str]:
    """The events other acts register, with what those acts are called; the rest are registered one by one."""
    found = {event: decisions.register.label for event in decisions.decided_events(profile)}
    steps = profile.feedback.sequence if profile.feedback else ()
    if profile.feedback:
        found[profile.feedback.receipt_event] = feedback.receipt.label
    found |= {step.event: feedback.tell.label for step in steps}
    coming = {rule.fulfilled_by for rule in rectification_documents.owed(profile) if rule.document}
    found |= {event: rectification_documents.receive.label for event in coming if event}
    found |= {event: DELIVERED for event in _begun_by(profile, NOTICE)}
    return found | {event: immediate.issue.label for event in _begun_by(profile, immediate.KIND)}


def of_round(session: Session, round_id: str, reading: Profile | None = None) -> list[Occurrence]:
    """Everything that has happened in a round or is planned, by day; what was voided is left out.

    `reading` is another profile to read the round's acts by: which of its events they would be.
    """
    profile = reading or profiles.of_round(session, round_id)
    where = Where("round_id = ?", (round_id,))
    units = {group.id: group.unit_id for group in session.table(Group).where(where)}
    found = list(_registered(session, where, units))
    found += _stated(session, where, profile, found)
    for source in (_decided, _told, _received, _came, _notified, _suggested):
        found += source(session, where, profile)
    return sorted(found, key=lambda one: one.on)


def first_days(session: Session, happened: Iterable[Occurrence]) -> dict[str, date]:
    """The first exact day of each event; a plan whose day has passed says nothing any more."""
    found: dict[str, date] = {}
    for one in happened:
        on = exact_day(one.on)
        if on and (one.dated or (one.planned and on > session.today)):
            found.setdefault(one.event, on)
    return found


def _registered(session: Session, where: Where, units: Mapping[str, str]) -> Iterator[Occurrence]:
    for one in session.table(RoundEvent).where(where & Where("state <> ?", (EventState.VOID.value,))):
        unit_id = units.get(one.group_id) if one.group_id else None
        yield Occurrence(one.event, one.happened_on, unit_id, one, PROOF + one.label, one.answers_id)


def _stated(session: Session, where: Where, profile: Profile, typed: Sequence[Occurrence]) -> list[Occurrence]:
    """Events whose day a record states anyway; what was registered for the unit goes before it."""
    events: dict[Fact, list[str]] = {}
    for event in profile.events:
        if event.stated_by:
            events.setdefault(event.stated_by, []).append(event.id)
    known = {(one.event, one.unit_id) for one in typed}
    return [
        Occurrence(event, on, unit_id, source, fact.label, ahead=rough_day(on).earliest_on > session.today)
        for fact, on, unit_id, source in _facts(session, where)
        for event in events.get(fact, ())
        if not known & {(event, unit_id), (event, None)}
    ]


def _facts(session: Session, where: Where) -> Iterator[tuple[Fact, str, str, Record]]:
    """Every day a record states, with the unit it is of and the record."""
    for group in session.table(Group).where(where):
        for fact, on in ((Fact.STAY_BEGINS, group.stay_from_on), (Fact.STAY_ENDS, group.stay_until_on)):
            if on:
                yield fact, on, group.unit_id, group
    for meeting in session.table(EntryMeeting).where(where, order="held_on, rowid"):
        yield Fact.ENTRY_MEETING, meeting.held_on, meeting.unit_id, meeting


def _decided(session: Session, where: Where, profile: Profile) -> Iterator[Occurrence]:
    for one in session.table(Decision).where(where):
        for event in decisions.events_of(profile, one):
            yield Occurrence(event, one.decided_on, one.unit_id, one, one.subject)


def _told(session: Session, where: Where, profile: Profile) -> Iterator[Occurrence]:
    for one in session.table(Feedback).where(where):
        for event, on, number in feedback.events_of(profile, one):
            yield Occurrence(event, on, one.unit_id, one, number)


def _received(session: Session, where: Where, profile: Profile) -> Iterator[Occurrence]:
    event = profile.feedback.receipt_event if profile.feedback else ""
    ours = Where(f"feedback_id IN (SELECT id FROM feedback WHERE {where.sql})", where.values)  # noqa: S608 our own words
    for one in session.table(FeedbackReceipt).where(ours):
        number = session.table(Feedback).get(one.feedback_id).number
        yield Occurrence(event, one.signed_on, one.unit_id, one, number)


def _came(session: Session, where: Where, profile: Profile) -> Iterator[Occurrence]:
    events = {rule.document: rule.fulfilled_by for rule in rectification_documents.owed(profile) if rule.document}
    kept = where & Where("state <> ?", (IncomingState.RETURNED.value,))
    for one in session.table(IncomingDocument).where(kept):
        if event := events.get(one.document):
            yield Occurrence(event, one.received_on, one.unit_id, one, one.number)


def _notified(session: Session, where: Where, profile: Profile) -> Iterator[Occurrence]:
    for one in session.table(SupervisionNotice).where(where & Where("delivered_on IS NOT NULL")):
        for event in _begun_by(profile, NOTICE):
            yield Occurrence(event, one.delivered_on or "", one.unit_id, one, one.number)


def _suggested(session: Session, where: Where, profile: Profile) -> Iterator[Occurrence]:
    for one in session.table(ImmediateRectification).where(where & Where("issued_on IS NOT NULL")):
        for event in _begun_by(profile, immediate.KIND):
            yield Occurrence(event, one.issued_on or "", one.unit_id, one, one.number)


def _begun_by(profile: Profile, document: str) -> frozenset[str]:
    """The events a paper of the house is when it goes out: those that start a clock of its kind."""
    return frozenset(rule.trigger for rule in profile.deadlines if rule.document == document)
