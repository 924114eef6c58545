"""Code lists and category sets of a profile: what may be chosen, and the check points below a choice."""

from dataclasses import dataclass

from xuncha_desktop.rules.basis import ArticleRef, Id, Rule


@dataclass(frozen=True, kw_only=True)
class Point:
    """A check point below a focus item; `group` gathers points that belong together."""

    id: Id
    label: str
    group: str = ""


@dataclass(frozen=True, kw_only=True)
class Code:
    """One choice. It stands on its list's basis; `article` narrows the place down."""

    id: Id
    label: str
    article: ArticleRef = ""
    note: str = ""
    points: tuple[Point, ...] = ()


@dataclass(frozen=True, kw_only=True)
class CodeList(Rule):
    """A closed list of choices, in the order they are offered."""

    id: Id
    label: str
    items: tuple[Code, ...]

    def code(self, code_id: str) -> Code:
        """The choice of this id. Raises KeyError."""
        for item in self.items:
            if item.id == code_id:
                return item
        raise KeyError(code_id)

    def word(self, code_id: str) -> str:
        """What the choice is called; an id from elsewhere is shown as it is, so that nothing disappears."""
        return next((item.label for item in self.items if item.id == code_id), code_id)


@dataclass(frozen=True, kw_only=True)
class CategorySet(CodeList):
    """Categories for findings; `several` tells whether a finding may stand under more than one of the set."""

    several: bool = False
    overlay: bool = False
