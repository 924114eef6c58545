"""What the office prepares: term, unit library, round with its profile, groups and who sits in them."""

from collections.abc import Mapping, Sequence
from typing import Any

from xuncha_desktop.kernel.errors import Invalid, Refused
from xuncha_desktop.kernel.levels import Compartment
from xuncha_desktop.kernel.people import Post
from xuncha_desktop.records.organisation import Group, GroupMember, Round, RoundState, Term, Unit
from xuncha_desktop.records.registry import exact_day
from xuncha_desktop.rules.bodies import PostPlace
from xuncha_desktop.rules.codes import CodeMark
from xuncha_desktop.rules.profile import Profile, ProfileKind
from xuncha_desktop.rules.purposes import ListPurpose
from xuncha_desktop.rules.stay import Stay, rough_day
from xuncha_desktop.services import calendars, profiles
from xuncha_desktop.services.code_check import refuse_codes_beside
from xuncha_desktop.services.round_events import stays_settled
from xuncha_desktop.services.session import Session, Tx
from xuncha_desktop.services.use_case import use_case
from xuncha_desktop.storage.table import Where

PLANNERS = frozenset((Post.OFFICE_DIRECTOR, Post.OFFICE_CLERK))

# A round goes forward one stage at a time and, if a stage was entered too early, one back.
_STAGES = tuple(RoundState)


@use_case("term.register", "登记届次", compartment=Compartment.CORE, by=PLANNERS)
def register_term(tx: Tx, **values: Any) -> Term:
    """A new term of the party committee."""
    return tx.new(Term, **values)


@use_case("unit.register", "登记单位", compartment=Compartment.CORE, by=PLANNERS)
def register_unit(tx: Tx, **values: Any) -> Unit:
    """A new unit in the library. Raises `Invalid` for a name that stands there already."""
    _refuse_known_names(tx, [values])
    return tx.new(Unit, **values)


@use_case("unit.register_many", "批量登记单位", compartment=Compartment.CORE, by=PLANNERS)
def register_units(tx: Tx, rows: Sequence[Mapping[str, Any]]) -> int:
    """Many units at once, all or none: one transaction, one audit entry."""
    _refuse_known_names(tx, rows)
    tx.add_many([Unit(**tx.head(), **Unit.type.clean(row)) for row in rows])
    return len(rows)


@use_case("unit.correct", "修改单位", compartment=Compartment.CORE, by=PLANNERS)
def correct_unit(tx: Tx, unit_id: str, version: int, **values: Any) -> Unit:
    """Change what the library says of a unit."""
    return tx.change(tx.table(Unit).get(unit_id), version, **values)


@use_case("round.plan", "拟订轮次", compartment=Compartment.CORE, by=PLANNERS)
def plan_round(tx: Tx, profile: Profile, **values: Any) -> Round:
    """A new round, bound to this very version of the profile for good. Raises `Refused` for one that orders none."""
    if profile.about.kind is not ProfileKind.INSPECTION:
        raise Refused(f"“{profile.about.name}”不是巡察的规则档，不能据以拟订轮次")
    profiles.keep(tx, profile)
    known = tx.table(Term).get(str(values.get("term_id", "")))
    values = {**values, "term_id": known.id, "profile": profile.about.name, "profile_digest": profile.digest}
    made = tx.new(Round, **values)
    refuse_unfit(profile, made)
    return made


@use_case("round.correct", "修改轮次", compartment=Compartment.CORE, by=PLANNERS)
def correct_round(tx: Tx, round_id: str, version: int, **values: Any) -> Round:
    """Change a round that has not been approved yet."""
    found = tx.table(Round).get(round_id)
    if found.state is not RoundState.DRAFT:
        raise Refused("轮次已经批准，方案内容不能再改")
    corrected = tx.change(found, version, **values)
    refuse_unfit(profiles.by_digest(tx.session, corrected.profile_digest), corrected)
    return corrected


@use_case("round.advance", "推进轮次", compartment=Compartment.CORE, by=PLANNERS)
def advance_round(tx: Tx, round_id: str, version: int, stage: RoundState, reason: str = "") -> Round:
    """Go on to the next stage, or back to the one before with a reason."""
    found = tx.table(Round).get(round_id)
    step = _STAGES.index(stage) - _STAGES.index(found.state)
    if step not in (1, -1):
        raise Refused("轮次只能逐个阶段推进")
    if step == -1 and not reason.strip():
        raise Refused("退回上一阶段须写明原因")
    return tx.change(found, version, reason=reason.strip() or None, state=stage)


@use_case("group.form", "组建巡察组", compartment=Compartment.CORE, by=PLANNERS, then=stays_settled)
def form_group(tx: Tx, **values: Any) -> Group:
    """A new group with the unit it inspects. Its code goes into all its numbers, so no two may share one."""
    values = Group.type.clean(values)
    if tx.table(Group).where(Where("code = ? AND round_id = ?", (values.get("code"), values.get("round_id"))), limit=1):
        raise Invalid({"code": "编号代字已被本轮次另一个巡察组使用"})
    return tx.new(Group, **values)


@use_case("group.correct", "修改巡察组", compartment=Compartment.CORE, by=PLANNERS, then=stays_settled)
def correct_group(tx: Tx, group_id: str, version: int, **values: Any) -> Group:
    """Change a group."""
    return tx.change(tx.table(Group).get(group_id), version, **values)


@use_case("group.appoint", "编组人员", compartment=Compartment.CORE, by=PLANNERS)
def appoint(tx: Tx, **values: Any) -> GroupMember:
    """Put a person into a group. Raises `Invalid` where the person comes from the unit inspected or must avoid it."""
    member = GroupMember(**tx.head(), **GroupMember.type.clean(values))
    group = tx.table(Group).get(member.group_id)
    unit = tx.table(Unit).get(group.unit_id)
    if unit.name in member.home_unit or unit.name in member.avoids:
        raise Invalid({"name": f"{member.name}与{unit.name}有任职或回避关系，不能编入本组"})
    return tx.add(member)


@use_case("group.dismiss", "调整编组人员", compartment=Compartment.CORE, by=PLANNERS)
def change_member(tx: Tx, member_id: str, version: int, **values: Any) -> GroupMember:
    """Change a person's place in a group."""
    return tx.change(tx.table(GroupMember).get(member_id), version, **values)


def members(session: Session, group_id: str) -> list[GroupMember]:
    """Who sits in a group."""
    return session.table(GroupMember).where(Where("group_id = ?", (group_id,)))


def roster_issues(session: Session, group: Group) -> tuple[str, ...]:
    """What the round's profile finds wrong with a group's posts: exactly one 联络员 in 礼县."""
    posts = [member.post for member in members(session, group.id)]
    counts = {post: posts.count(post) for post in set(posts)}
    return profiles.of_round(session, group.round_id).roster_issues(PostPlace.GROUP, counts)


def stay_issues(session: Session, group: Group) -> tuple[str, ...]:
    """What the round's profile finds odd in a group's days at its unit: too short, or outside the days it names.

    Nothing is said of days that are not both known exactly, nor to whom the calendar of this workspace is closed.
    """
    profile = profiles.of_round(session, group.round_id)
    rule, first_on, last_on = profile.on_site, exact_day(group.stay_from_on), exact_day(group.stay_until_on)
    if rule is None or first_on is None or last_on is None or not session.holds(Compartment.WORK):
        return ()
    found: list[str] = []
    if last_on < rule.enough_on(first_on, calendars.current(session)):
        agreed = f"；另定须经{profile.body(rule.changed_by).label}同意" if rule.changed_by else ""
        short = f"进驻{first_on}至{last_on}短于规定的时间"
        found.append(f"{short}：{rule.words}（{profile.cite(rule)}）{agreed}")
    if rule.begins and rule.ends:
        begins, ends = rough_day(rule.begins), rough_day(rule.ends)
        if first_on <= last_on and not Stay(first_on, last_on).fits(begins, ends):
            said = f"规定自{begins.words}至{ends.words}进驻"
            found.append(f"{said}（{profile.cite(rule)}），本组为{first_on}至{last_on}")
    return tuple(found)


def refuse_unfit(profile: Profile, planned: Round) -> None:
    """Raise `Invalid` where kind or attributes are none of the profile's, or one of them asks for an earlier round."""
    refuse_codes_beside(profile, planned)
    if planned.source_round_id == planned.id:
        raise Invalid({"source_round_id": "轮次不能以自己为依据"})
    chosen = {ListPurpose.INSPECTION_TYPE: (planned.kind,), ListPurpose.INSPECTION_ATTRIBUTE: planned.attributes}
    asking = [
        code.label
        for purpose, held in chosen.items()
        for code in profile.codes_for(purpose)
        if code.id in held and CodeMark.SOURCE_ROUND in code.marks
    ]
    if asking and planned.source_round_id is None:
        raise Invalid({"source_round_id": f"{asking[0]}须指明所依据的轮次"})


def _refuse_known_names(tx: Tx, rows: Sequence[Mapping[str, Any]]) -> None:
    known = {unit.name for unit in tx.table(Unit).where()}
    for row in rows:
        name = str(row.get("name", "")).strip()
        if name in known:
            raise Invalid({"name": f"单位库里已有“{name}”"})
        known.add(name)
