"""The round's second regime beside its own: which it is, and what its rules make of the same events of a unit."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from xuncha_desktop.kernel.errors import Refused
from xuncha_desktop.kernel.levels import Compartment, Tone
from xuncha_desktop.kernel.people import Post
from xuncha_desktop.records.organisation import Group, Round, RoundState
from xuncha_desktop.records.rectification import Deadline
from xuncha_desktop.records.registry import exact_day
from xuncha_desktop.rules.calendar import WorkCalendar
from xuncha_desktop.rules.deadlines import DeadlineRule
from xuncha_desktop.rules.lights import TimeLight
from xuncha_desktop.rules.profile import Profile, ProfileKind
from xuncha_desktop.rules.reference import Reference, beside
from xuncha_desktop.rules.side_by_side import Bearing, Origin, side_by_side
from xuncha_desktop.services import calendars, occurrences, profile_reading, profiles
from xuncha_desktop.services.session import Session, Tx
from xuncha_desktop.services.use_case import use_case


@use_case("round.set_reference", "登记参照规则档", compartment=Compartment.CORE, by={Post.OFFICE_DIRECTOR})
def choose(tx: Tx, round_id: str, version: int, digest: str, reason: str) -> Round:
    """Name another profile whose dates are shown beside the round's own, or none for an empty `digest`.

    It is pinned to that very version. Raises `Refused` for the round's own profile, one that orders no inspections, a
    closed round, no change or no reason; `NotFound`, `Stale`.
    """
    found = tx.table(Round).get(round_id)
    if found.state is RoundState.CLOSED:
        raise Refused("轮次已经办结，不再改参照规则档")
    if not reason.strip():
        raise Refused("请写明选用、更换或撤销参照规则档的理由")
    if digest == (found.reference_digest or ""):
        raise Refused("参照规则档没有变化")
    if digest == found.profile_digest:
        raise Refused("参照规则档不能与本轮次依据的规则档相同")
    new = profile_reading.find(tx.session, digest) if digest else None
    if new and new.about.kind is not ProfileKind.INSPECTION:
        raise Refused(f"“{new.about.name}”不是巡察的规则档，不能作参照")
    if new:
        profiles.keep(tx, new)
    tx.facts |= {"from": found.reference_digest or "", "to": digest}
    named = f"{new.about.name}（第{new.about.edition}版）" if new else None
    return tx.change(found, version, reason=reason.strip(), reference=named, reference_digest=digest or None)


def offered(session: Session, round_: Round) -> list[Profile]:
    """The profiles that may stand beside a round's own, the one already chosen among them."""
    known = [one.profile for one in profile_reading.known(session)]
    fit = [one for one in known if one.about.kind is ProfileKind.INSPECTION]
    return [one for one in fit if one.digest != round_.profile_digest]


def of_round(session: Session, round_id: str) -> Profile | None:
    """The second regime of a round, None where it names none. Raises `NotFound`."""
    digest = session.table(Round).get(round_id).reference_digest
    return profiles.by_digest(session, digest) if digest else None


def of_group(session: Session, group_id: str) -> Profile | None:
    """The second regime of a group's round."""
    group = session.table(Group).find(group_id)
    return of_round(session, group.round_id) if group else None


@dataclass(frozen=True, slots=True)
class Comparison:
    """A second regime with the events of one unit as it would call them, ready to be asked rule by rule."""

    profile: Profile
    events: Mapping[str, date]
    work: WorkCalendar
    today: date

    def of(self, rule: DeadlineRule, from_on: str | None, met_on: str | None) -> Reference:
        """The same matter under it; days of the round's own clock as they are stored."""
        days = {"from_on": exact_day(from_on), "done_on": exact_day(met_on)}
        return beside(rule, self.profile, self.events, self.work, self.today, **days)


def of_unit(session: Session, round_id: str, unit_id: str) -> Comparison | None:
    """What a second regime is asked for a unit; None where the round names none.

    The round's acts are read by that regime's own declarations; registered events are known by their common ids.
    """
    profile = of_round(session, round_id)
    if profile is None:
        return None
    both = (*occurrences.of_round(session, round_id), *occurrences.of_round(session, round_id, profile))
    ours = sorted((one for one in both if one.concerns(unit_id)), key=lambda one: one.on)
    return Comparison(profile, occurrences.first_days(session, ours), calendars.current(session), session.today)


def of_clock(session: Session, clock: Deadline) -> Reference | None:
    """A clock's matter under the second regime of its round; None where the round names none."""
    found = of_unit(session, clock.round_id, clock.unit_id)
    if found is None:
        return None
    rule = profiles.by_digest(session, clock.profile_digest).deadline(clock.rule)
    return found.of(rule, clock.trigger_on, clock.met_on)


def together(label: str, due_on: date | None, light: TimeLight | None, reference: Reference, profile: Profile) -> str:
    """The second regime's reckoning in full, and which of the two dates the round's own policy lets lead."""
    if reference.due_on is None:
        return reference.paragraph
    own = Bearing(Origin.REGULATION, label, due_on, light or TimeLight(Tone.MUTED, "尚未起算", profile.about.cites))
    found = side_by_side([own, reference.bearing()], profile.lights)
    governing = found.bearings[found.governing].origin
    leads = "规定没有日期，按参照时限提示。" if governing is Origin.REFERENCE else f"以{governing.label}为准。"
    return reference.paragraph + leads
