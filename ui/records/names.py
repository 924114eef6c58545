"""What values are called: words for codes and states, titles for references; the one thing screens look up in bulk."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from ui.desk import Desk, timed
from xuncha_desktop.kernel.errors import NotAllowed
from xuncha_desktop.records.registry import record_type
from xuncha_desktop.services import reading
from xuncha_desktop.services.session import UNKNOWN, Changes

_KEPT = 20_000  # titles remembered before all are forgotten and asked again


@dataclass(frozen=True, slots=True)
class Choice:
    """One code that can be chosen. `group` is the heading it stands under, `note` what its tooltip says."""

    value: str
    label: str
    group: str = ""
    note: str = ""


class Names(Protocol):
    """What cells, editors and lists ask. Titles come in bulk so that a list never asks row by row."""

    def choices(self, source: str) -> Sequence[Choice]:
        """The codes of a list, in the order they are offered."""
        ...

    def code(self, source: str, value: str) -> str:
        """What a code is called; an unknown one is shown as it is, so that nothing disappears."""
        ...

    def titles(self, type_name: str, ids: Collection[str]) -> Mapping[str, str]:
        """Titles of records; 无权知悉 where this person has no key or no such record is."""
        ...

    def find(self, type_name: str, words: str, limit: int = 20) -> Sequence[tuple[str, str]]:
        """(id, title) of records that hold every word, the newest first; none where this person may not know."""
        ...


class DeskNames:
    """Names out of the desk's session; titles are remembered until a record of their type changes."""

    def __init__(
        self,
        desk: Desk,
        choices: Callable[[str], Sequence[Choice]],
    ) -> None:
        self._desk = desk
        self._choices = choices
        self._titles: dict[str, dict[str, str]] = {}
        self._codes: dict[str, dict[str, str]] = {}
        desk.changed.connect(self.forget)

    def choices(self, source: str) -> Sequence[Choice]:
        """The codes of a list, in the order they are offered."""
        return self._choices(source)

    def code(self, source: str, value: str) -> str:
        """What a code is called."""
        if source not in self._codes:
            self._codes[source] = {choice.value: choice.label for choice in self._choices(source)}
        return self._codes[source].get(value, value)

    def titles(self, type_name: str, ids: Collection[str]) -> Mapping[str, str]:
        """Titles of records, asked once for all that are not remembered."""
        known = self._titles.setdefault(type_name, {})
        if len(known) > _KEPT:
            known.clear()
        wanted = [record_id for record_id in ids if record_id not in known]
        if wanted:
            try:
                with timed(f"titles of {type_name}"):
                    found = reading.titles(self._desk.session, type_name, wanted)
            except NotAllowed:
                found = {}
            known |= {record_id: found.get(record_id, UNKNOWN) for record_id in wanted}
        return {record_id: known[record_id] for record_id in ids}

    def find(self, type_name: str, words: str, limit: int = 20) -> Sequence[tuple[str, str]]:
        """(id, title) of records that hold every word."""
        type_ = record_type(type_name)
        try:
            with timed(f"find {type_name}"):
                page = reading.page(self._desk.session, reading.Query(type_name, words=words), size=limit)
        except NotAllowed:
            return []
        return [(record.id, type_.title_of(record)) for record in page.rows]

    def forget(self, changes: Changes | None = None) -> None:
        """Ask again for titles of changed types, or for everything (another round, another profile)."""
        if changes is None:
            self._titles.clear()
            self._codes.clear()
            return
        for type_name in {type_name for type_name, _ in changes.records}:
            self._titles.pop(type_name, None)
