"""Bodies, posts, approval chains, feedback order and printed forms, as a profile states them."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated

from xuncha_desktop.kernel.levels import Compartment
from xuncha_desktop.rules.basis import Between, BodyRef, DocumentRef, EventRef, Id, PhaseRef, PostRef, Rule, Standing


class BodyKind(StrEnum):
    """What a body is to a round; only the office and the group have accounts here."""

    COMMITTEE = "committee"
    SECRETARY_MEETING = "secretary_meeting"
    LEADING_GROUP = "leading_group"
    OFFICE = "office"
    GROUP = "group"
    GROUP_MEETING = "group_meeting"
    REVIEWER = "reviewer"
    UNIT = "unit"
    PRINCIPAL = "principal"
    DEPARTMENT = "department"


class PostPlace(StrEnum):
    """Where a post is held."""

    GROUP = "group"
    OFFICE = "office"
    LEADING_GROUP = "leading_group"


class Relation(StrEnum):
    """What a step asks of the person besides the post."""

    ANY = "any"
    HANDLER = "handler"


@dataclass(frozen=True, kw_only=True)
class Body(Rule):
    """An organ that sends, decides, receives or is inspected. `letterhead` is its full name on paper."""

    id: Id
    label: str
    kind: BodyKind
    letterhead: str = ""


@dataclass(frozen=True, kw_only=True)
class Access(Rule):
    """What a post opens: compartments, and whether the sealed identity of reporters too."""

    opens: tuple[Compartment, ...]
    reporter: bool = False


@dataclass(frozen=True, kw_only=True)
class Post(Rule):
    """A post of group, office or leading group, and how many a round has; `at_most` absent means no upper limit.

    `access` has a standing of its own: a post may be the regulation's and its keys the office's custom.
    The three officers are no posts of a profile: their rights are fixed.
    """

    id: Id
    label: str
    place: PostPlace
    at_least: Annotated[int, Between(0, 99)]
    at_most: Annotated[int, Between(1, 99)] | None = None
    access: Access

    @property
    def opens(self) -> tuple[Compartment, ...]:
        """The compartments whose keys the post is given."""
        return self.access.opens

    @property
    def opens_reporter(self) -> bool:
        """Whether the post may see who reported."""
        return self.access.reporter

    def count_issue(self, count: int) -> str | None:
        """What is wrong with having so many in one group or office, in Chinese, or None."""
        if count < self.at_least or (self.at_most is not None and count > self.at_most):
            return f"{self.label}应有{self.count_text}，现有{count}名"
        return None

    @property
    def count_text(self) -> str:
        """1名, 1至2名, 至少1名."""
        if self.at_most is None:
            return f"至少{self.at_least}名"
        return f"{self.at_least}名" if self.at_least == self.at_most else f"{self.at_least}至{self.at_most}名"


@dataclass(frozen=True, kw_only=True)
class Dispatch(Rule):
    """Which body sends the groups out, and which one arranges their work."""

    sends: BodyRef
    arranges: BodyRef


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


@dataclass(frozen=True, kw_only=True)
class Event(Rule):
    """Something that happens in a round and is registered with its day; deadlines start from it."""

    id: Id
    label: str
    phase: PhaseRef
    repeatable: bool = False


@dataclass(frozen=True, kw_only=True)
class Phase(Rule):
    """A stretch of the round."""

    id: Id
    label: str


@dataclass(frozen=True, kw_only=True)
class FeedbackStep(Rule):
    """One telling of the results. `leaves_out_own`: findings about the listener in person are not in this version."""

    id: Id
    label: str
    event: EventRef
    audience: BodyRef
    by: BodyRef
    leaves_out_own: bool = False


@dataclass(frozen=True, kw_only=True)
class Feedback(Rule):
    """Who gives feedback, in which order, and who signs for it."""

    responsible: BodyRef
    participants: tuple[BodyRef, ...]
    signed_by: BodyRef
    deputy_may_sign: bool
    sequence: tuple[FeedbackStep, ...]

    def order_issue(self, done: tuple[str, ...], next_id: str) -> str | None:
        """What must come first before the telling `next_id`, in Chinese, or None. `done` holds step ids."""
        for step in self.sequence:
            if step.id == next_id:
                return None
            if step.id not in done:
                return f"应先完成“{step.label}”"
        raise KeyError(next_id)


@dataclass(frozen=True, kw_only=True)
class Review(Rule):
    """An outside body that every matter of the listed kinds must be shown to before anything else is done with it."""

    body: BodyRef
    documents: tuple[DocumentRef, ...]
    switchable: bool


@dataclass(frozen=True, kw_only=True)
class Signer:
    """A signature blank: whose it is and what stands beside it."""

    label: str
    post: PostRef = ""
    body: BodyRef = ""
    times: Annotated[int, Between(1, 9)] = 1


@dataclass(frozen=True, kw_only=True)
class FormLabel:
    """A printed label of a form, by the name the form's layout uses."""

    id: Id
    label: str


@dataclass(frozen=True, kw_only=True)
class Form(Rule):
    """A printed form: its title, copies, signers and labels. Sizes and positions belong to the layout.

    `copies_standing` is apart, because the form may be the regulation's and the number of copies a custom.
    """

    id: Id
    title: str
    document: DocumentRef
    copies: Annotated[int, Between(1, 99)] | None = None
    copies_standing: Standing | None = None
    numbered: bool = False
    signers: tuple[Signer, ...] = ()
    labels: tuple[FormLabel, ...] = ()

    def text(self, label_id: str) -> str:
        """The printed word for a label. Raises KeyError."""
        for label in self.labels:
            if label.id == label_id:
                return label.label
        raise KeyError(label_id)
