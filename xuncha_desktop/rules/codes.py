"""Code lists and category sets of a profile: what may be chosen, what lies below a choice, what answers to what."""

from dataclasses import dataclass
from enum import StrEnum

from xuncha_desktop.rules.basis import ArticleRef, Id, Point, Rule
from xuncha_desktop.rules.purposes import ListPurpose


class CodeMark(StrEnum):
    """What the program does beyond offering the choice."""

    OTHER = "other"
    SOURCE_ROUND = "source_round"
    NOT_PUBLIC = "not_public"

    @property
    def label(self) -> str:
        """In words, for a list."""
        return _MARK_LABELS[self]


_MARK_LABELS = {
    CodeMark.OTHER: "须写明内容",
    CodeMark.SOURCE_ROUND: "须指明所依据的轮次",
    CodeMark.NOT_PUBLIC: "不公开",
}


@dataclass(frozen=True, kw_only=True)
class Code:
    """One choice. It stands on its list's basis; `article` narrows the place down.

    `printed` is the text's own word where the label is the standard one. `parent` is the choice it lies under
    (two levels, no more). `points` are check points; `conditions` must hold for the choice, and `all_met` is what
    a matter is called that meets every one of them.
    """

    id: Id
    label: str
    article: ArticleRef = ""
    note: str = ""
    printed: str = ""
    parent: str = ""
    marks: tuple[CodeMark, ...] = ()
    points: tuple[Point, ...] = ()
    conditions: tuple[Point, ...] = ()
    all_met: str = ""


@dataclass(frozen=True, kw_only=True)
class CodeList(Rule):
    """A closed list of choices, in the order they are offered."""

    id: Id
    label: str
    purpose: ListPurpose
    items: tuple[Code, ...]

    def code(self, code_id: str) -> Code:
        """The choice of this id. Raises KeyError."""
        for item in self.items:
            if item.id == code_id:
                return item
        raise KeyError(code_id)

    def whole_word(self, code: Code) -> str:
        """With the choice it lies under and the text's own term: 政治纪律—阳奉阴违, 廉洁纪律（原文称“廉政纪律”）."""
        said = f"{self.word(code.parent)}—{code.label}" if code.parent else code.label
        return f"{said}（原文称“{code.printed}”）" if code.printed else said

    def word(self, code_id: str) -> str:
        """What the choice is called; an id from elsewhere is shown as it is, so that nothing disappears."""
        return next((item.label for item in self.items if item.id == code_id), code_id)


@dataclass(frozen=True, kw_only=True)
class CategorySet(CodeList):
    """Categories for findings; `several` tells whether a finding may stand under more than one of the set.

    An `overlay` lies over the general categories and does not replace them.
    """

    several: bool = False
    overlay: bool = False


@dataclass(frozen=True, kw_only=True)
class CategoryPair:
    """A category of one set and what it counts as in another."""

    source: Id
    target: Id


@dataclass(frozen=True, kw_only=True)
class CategoryMap(Rule):
    """How one category set is read in terms of another; sets are named by their ids."""

    id: Id
    source: Id
    target: Id
    pairs: tuple[CategoryPair, ...]
