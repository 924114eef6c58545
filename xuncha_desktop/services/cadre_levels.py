"""Levels of cadres that leads are parted by: what the regime says of a lead's level, and which ledgers there are."""

from collections.abc import Sequence

from xuncha_desktop.kernel.levels import Tone
from xuncha_desktop.records.restricted import Lead
from xuncha_desktop.rules.bodies import BodyKind
from xuncha_desktop.rules.matters import CadreLevel
from xuncha_desktop.rules.profile import Profile
from xuncha_desktop.rules.wording import cadre_words
from xuncha_desktop.services import profiles
from xuncha_desktop.services.cells import Cell
from xuncha_desktop.services.session import Session


def levels_of(profile: Profile) -> tuple[CadreLevel, ...]:
    """The levels in the profile's order, those whose leads go first before the others."""
    return tuple(sorted(profile.cadre_levels, key=lambda level: not level.first))


def kept_by_office(profile: Profile) -> tuple[CadreLevel, ...]:
    """The levels whose ledger the inspection office keeps."""
    return tuple(level for level in levels_of(profile) if _keeper_is_office(profile, level))


def told(session: Session, lead: Lead) -> str:
    """What the round's profile says of the level a lead stands on, with its ground; nothing where it has none."""
    profile = profiles.of_round(session, lead.round_id)
    level = next((one for one in profile.cadre_levels if one.id == lead.cadre_level), None)
    if level is None:
        return ""
    words = cadre_words(profile, level)
    return f"{level.label}：{words + '。' if words else ''}{ground(profile, level)}"


def told_of(session: Session, lead_id: str) -> str:
    """The same of a lead in a ledger that is open already: only the profile's words, nothing of the lead."""
    return told(session, session.table(Lead).get(lead_id))


def cells_of(session: Session, leads: Sequence[Lead]) -> list[Cell]:
    """How a ledger shows the level of each lead; those that go first are marked."""
    by_round = {one: profiles.of_round(session, one).cadre_levels for one in {lead.round_id for lead in leads}}
    return [_cell(lead, by_round[lead.round_id]) for lead in leads]


def ground(profile: Profile, level: CadreLevel) -> str:
    """Standing and article a level of its own rests on, with the profile's note."""
    return f"依据：{profile.cite(level)}" + (f"（{level.note}）。" if level.note else "。")


def _keeper_is_office(profile: Profile, level: CadreLevel) -> bool:
    return bool(level.ledger_kept_by) and profile.body(level.ledger_kept_by).kind is BodyKind.OFFICE


def _cell(lead: Lead, levels: Sequence[CadreLevel]) -> Cell:
    level = next((one for one in levels if one.id == lead.cadre_level), None)
    if level is None:
        return Cell(lead.cadre_level or "")
    return Cell(f"{level.label}　优先", Tone.NOTICE) if level.first else Cell(level.label)
