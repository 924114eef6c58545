"""Names whose codes come from one round's profile, not from the newest round's."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from ui.records.names import Choice, Names
from xuncha_desktop.services import profiles

GROUP_POSTS = "group"


class ProfileNames:
    """The window's names, with the codes of `profile`. `place` limits the posts offered to one place's."""

    def __init__(self, names: Names, profile: Any, place: str = "") -> None:
        self._names, self._profile, self._place = names, profile, place

    def choices(self, source: str) -> Sequence[Choice]:
        """The codes of a list."""
        if source == "post" and self._place:
            return [Choice(post.id, post.label) for post in self._profile.posts if post.place.value == self._place]
        return [Choice(one.value, one.words, one.group, one.note) for one in profiles.offers(self._profile, source)]

    def code(self, source: str, value: str) -> str:
        """What a code is called."""
        return next((choice.label for choice in self.choices(source) if choice.value == value), value)

    def titles(self, type_name: str, ids: Collection[str]) -> Mapping[str, str]:
        """Titles of records."""
        return self._names.titles(type_name, ids)

    def find(self, type_name: str, words: str, limit: int = 20) -> Sequence[tuple[str, str]]:
        """Records holding words."""
        return self._names.find(type_name, words, limit)


class MoreNames:
    """The window's names, and lists of choices a sheet brings along."""

    def __init__(self, names: Names, lists: Mapping[str, Sequence[Choice]]) -> None:
        self._names, self._lists = names, lists

    def choices(self, source: str) -> Sequence[Choice]:
        """The codes of a list."""
        return self._lists[source] if source in self._lists else self._names.choices(source)

    def code(self, source: str, value: str) -> str:
        """What a code is called."""
        return next((choice.label for choice in self.choices(source) if choice.value == value), value)

    def titles(self, type_name: str, ids: Collection[str]) -> Mapping[str, str]:
        """Titles of records."""
        return self._names.titles(type_name, ids)

    def find(self, type_name: str, words: str, limit: int = 20) -> Sequence[tuple[str, str]]:
        """Records holding words."""
        return self._names.find(type_name, words, limit)
