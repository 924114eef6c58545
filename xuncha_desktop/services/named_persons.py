"""Persons named in the running text of a paper, as the records know them: their names are set whole in one face."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import chain
from typing import Any, Final, cast

from xuncha_desktop.printing import faces
from xuncha_desktop.printing.form import View
from xuncha_desktop.printing.views import alone, texts
from xuncha_desktop.records.onsite import Interview
from xuncha_desktop.records.organisation import GroupMember, Unit
from xuncha_desktop.records.rectification import FeedbackItem, RectificationTask
from xuncha_desktop.records.registry import Record
from xuncha_desktop.records.restricted import Lead, Petition
from xuncha_desktop.services.session import Session
from xuncha_desktop.storage.table import Where

_NAMING: Final[tuple[tuple[type[Record], str], ...]] = (
    (GroupMember, "name"),
    (Unit, "principal"),
    (Interview, "interviewee"),
    (FeedbackItem, "persons"),
    (RectificationTask, "responsible_person"),
    (Petition, "accused"),
    (Lead, "accused"),
)


def named(session: Session, view: View) -> View:
    """The view with the names on it that have a character rarer than the text's own face holds.

    Of what lies in a compartment this person has no key to, no name is asked for.
    """
    said = tuple(texts(view))
    rare = faces.shipped().lacking(set(chain.from_iterable(said)))
    if not rare:
        return view
    found = {name for name in _persons(session, rare) if any(name in text for text in said)}
    given = cast(Any, view)
    return replace(given, marks=replace(view.marks, names=tuple(sorted(found))))


def _persons(session: Session, rare: frozenset[str]) -> Iterator[str]:
    for kind, field in _NAMING:
        if session.holds(kind.type.compartment):
            having = Where(" OR ".join([f"{field} LIKE ?"] * len(rare)), tuple(f"%{char}%" for char in sorted(rare)))
            values = (getattr(record, field) for record in session.table(kind).where(having))
            yield from alone(chain.from_iterable((one,) if isinstance(one, str) else one for one in values))
