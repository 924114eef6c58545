"""A planned round as a task package brings it: term, unit, round with its profile, and one group."""

from xuncha_desktop.kernel.levels import Compartment
from xuncha_desktop.records.organisation import Group, Round, Term, Unit
from xuncha_desktop.rules.shipped import shipped_profile
from xuncha_desktop.services import profiles
from xuncha_desktop.services.session import Session


def begin(session: Session) -> Group:
    """Lay a round of 礼县's profile into the workspace; returns its only group."""
    with session.carry_out("setup", Compartment.CORE) as tx:
        profile = shipped_profile("lixian")
        profiles.keep(tx, profile)
        term = tx.new(Term, name="第十五届县委", from_on="2016-08-01")
        unit = tx.new(Unit, name="县人防办", kind="government_organ")
        round_ = tx.new(
            Round,
            name="2019年人防专项巡察",
            term_id=term.id,
            year=2019,
            kind="special",
            from_on="2019-07-01",
            until_on="2019-09-30",
            profile=profile.about.name,
            profile_digest=profile.digest,
        )
        return tx.new(Group, round_id=round_.id, name="第一巡察组", code="一", unit_id=unit.id)


def where(group: Group) -> dict[str, str]:
    """What every record of the group says of its place."""
    return {"round_id": group.round_id, "group_id": group.id, "unit_id": group.unit_id}
