"""What a round is called by its kind, the way it is organised, and the earlier round it looks back at."""

from xuncha_desktop.records.organisation import Round
from xuncha_desktop.services import profiles
from xuncha_desktop.services.session import Session


def kind(session: Session, run: Round) -> str:
    """专项巡察（机动；依据2018年人防专项巡察）, in the words of the round's own profile.

    An earlier round that is not in this workspace is not told: a group has its own round only.
    """
    names = profiles.Names(session, profiles.by_digest(session, run.profile_digest))
    source = session.table(Round).find(run.source_round_id) if run.source_round_id else None
    further = (_attributes(names, run), f"依据{source.name}" if source else "")
    said = "；".join(part for part in further if part)
    return f"{names.code('inspection_type', run.kind)}{f'（{said}）' if said else ''}"


def manner(names: profiles.Names, run: Round) -> str:
    """以机动、交叉巡察方式, before “开展”; empty for a round without attributes."""
    said = _attributes(names, run)
    return f"以{said}方式" if said else ""


def _attributes(names: profiles.Names, run: Round) -> str:
    return "、".join(names.code("inspection_attribute", one) for one in run.attributes)
