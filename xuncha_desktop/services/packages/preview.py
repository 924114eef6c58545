"""What taking a package in would do: every record against what lies here, before anybody decides."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from xuncha_desktop.kernel.levels import Compartment
from xuncha_desktop.records.registry import record_type
from xuncha_desktop.services.packages.enclosures import Enclosures
from xuncha_desktop.services.packages.merge import Fate
from xuncha_desktop.services.packages.receive import RECEIVE, Arrival, discarded_if_refused, noted, open_section, opens
from xuncha_desktop.services.packages.taking import Judged, judged
from xuncha_desktop.services.session import Session

ROWS = 2000
"""How many differences a preview lists; all of them are counted, and conflicts are always listed."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One row of the preview."""

    type: str
    id: str
    title: str
    fate: Fate
    here: int | None
    there: int


@dataclass
class Preview:
    """What taking a package in would do. `unread` are the sections this person cannot open."""

    cover: Enclosures
    counts: Counter[tuple[str, Fate]] = field(default_factory=Counter[tuple[str, Fate]])
    rows: list[Difference] = field(default_factory=list[Difference])
    unread: list[Compartment] = field(default_factory=list[Compartment])

    @property
    def conflicts(self) -> int:
        """How many records two workspaces both claim to keep."""
        return sum(count for (_, fate), count in self.counts.items() if fate is Fate.CONFLICT)


def preview(session: Session, arrival: Arrival) -> Preview:
    """Every record against what lies here. Changes nothing. Raises Damaged, PackageRefused, NotAllowed."""
    with noted(session, RECEIVE), discarded_if_refused(session, arrival):
        return look(session, arrival)


def look(session: Session, arrival: Arrival) -> Preview:
    """The preview itself; what it refuses, the caller notes."""
    made = Preview(arrival.enclosures)
    parcel = arrival.parcel()
    for index, entry in enumerate(arrival.examined.manifest.sections):
        if not opens(session, entry.compartment):
            made.unread.append(entry.compartment)
            continue
        section = open_section(session, arrival.examined, index)
        for part in judged(session, section, parcel):
            _add(made, part)
    return made


def _add(made: Preview, part: Iterable[Judged]) -> None:
    for each in part:
        type_ = each.incoming.type
        made.counts[type_.name, each.fate] += 1
        if len(made.rows) < ROWS or each.fate is Fate.CONFLICT:
            here = each.local.version if each.local else None
            title = record_type(type_.name).title_of(each.incoming)
            made.rows.append(Difference(type_.name, each.incoming.id, title, each.fate, here, each.incoming.version))
