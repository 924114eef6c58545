"""What a rule stands on: an article, a reading of one, or the office's own custom."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated


@dataclass(frozen=True)
class Ref:
    """Marks a text in a profile as the id of an entry of a top-level section."""

    section: str


@dataclass(frozen=True)
class Between:
    """Marks a number in a profile with its lowest and highest sensible value."""

    low: int
    high: int


@dataclass(frozen=True)
class Word:
    """Marks a text that must be an identifier: small letters, digits, underscores."""


Id = Annotated[str, Word()]
ArticleRef = Annotated[str, Ref("articles")]
BodyRef = Annotated[str, Ref("bodies")]
PostRef = Annotated[str, Ref("posts")]
DocumentRef = Annotated[str, Ref("documents")]
EventRef = Annotated[str, Ref("events")]
PhaseRef = Annotated[str, Ref("phases")]
DutyRef = Annotated[str, Ref("duties")]


class Standing(StrEnum):
    """How strong a rule is; printed and hovered with it."""

    ARTICLE = "article"
    INFERRED = "inferred"
    CUSTOM = "custom"

    @property
    def label(self) -> str:
        """条文, 推定 or 惯例."""
        return _STANDING_LABELS[self]


_STANDING_LABELS = {Standing.ARTICLE: "条文", Standing.INFERRED: "推定", Standing.CUSTOM: "惯例"}


@dataclass(frozen=True, kw_only=True)
class Rule:
    """Anything a profile prescribes. `article` is empty for a custom; `note` is our own wording, never the text's.

    `printed` is the text's own term, a few characters, where it differs from the standard one that is shown.
    """

    standing: Standing
    article: ArticleRef = ""
    note: str = ""
    printed: str = ""


@dataclass(frozen=True, kw_only=True)
class Point:
    """One thing of an enumeration: a check point, a condition, a content; `group` gathers what belongs together."""

    id: Id
    label: str
    group: str = ""


@dataclass(frozen=True, kw_only=True)
class Article:
    """A place in the regulation, with what it is about in a few words of our own."""

    number: str
    gist: str


def cited(title: str, standing: Standing, article: str) -> str:
    """How a paper names the ground of a rule: 条文·《…》六、（四）; a custom names none."""
    if standing is Standing.CUSTOM:
        return standing.label
    return f"{standing.label}·{title}{article}"
