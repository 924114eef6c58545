"""Kinds of documents and the chains of approval they go through."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated

from xuncha_desktop.rules.basis import Between, BodyRef, DocumentRef, EventRef, Id, PostRef, Rule


class Relation(StrEnum):
    """What a step asks of the person besides the post."""

    ANY = "any"
    HANDLER = "handler"


@dataclass(frozen=True, kw_only=True)
class Document:
    """A kind of matter that goes through a chain, carries a deadline or is printed."""

    id: Id
    label: str


@dataclass(frozen=True, kw_only=True)
class Step(Rule):
    """One stage of a chain: taken by a person in one of the posts `by`, or by a `body` that decides on paper.

    A body's decision is entered by one of the posts `registered_by` (代录), with minutes or a scan where asked.
    An empty `send_back` means that this stage cannot return the matter; `returns_to` empty means to the first step.
    A `final` step closes the matter, so no step stands after it. `heard` and `agreed` are the events a body's decision
    is: that it dealt with the matter, whatever it said, and that it said yes; both start and meet deadlines.
    A `switchable` step, always one that travels as a request, is left out in a round by a registered decision.
    """

    id: Id
    label: str
    by: tuple[PostRef, ...] = ()
    relation: Relation = Relation.ANY
    persons: Annotated[int, Between(1, 9)] = 1
    body: BodyRef = ""
    registered_by: tuple[PostRef, ...] = ()
    agree: str
    send_back: str = ""
    returns_to: str = ""
    minutes: bool = False
    scan: bool = False
    travels_as: DocumentRef = ""
    switchable: bool = False
    final: bool = False
    heard: EventRef = ""
    agreed: EventRef = ""

    @property
    def on_paper(self) -> bool:
        """Whether a body decides outside the program and the decision is registered here."""
        return bool(self.body)


@dataclass(frozen=True, kw_only=True)
class Chain(Rule):
    """The ordered stages one kind of document passes."""

    id: Id
    label: str
    document: DocumentRef
    steps: tuple[Step, ...]

    def step(self, step_id: str) -> Step:
        """The step of this id. Raises KeyError: the id came from a record pinned to another profile."""
        return self.steps[self.position(step_id)]

    def position(self, step_id: str) -> int:
        """Where a step stands, from 0. Raises KeyError."""
        for index, step in enumerate(self.steps):
            if step.id == step_id:
                return index
        raise KeyError(step_id)

    def after(self, step_id: str) -> Step | None:
        """The next step, or None when this was the last."""
        index = self.position(step_id) + 1
        return self.steps[index] if index < len(self.steps) else None

    def returned_to(self, step_id: str) -> Step:
        """Where a matter goes when this step sends it back."""
        target = self.step(step_id).returns_to
        return self.step(target) if target else self.steps[0]
