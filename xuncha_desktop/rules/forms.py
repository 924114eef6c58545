"""Printed forms as a profile states them: title, copies, signers, labels."""

from dataclasses import dataclass
from typing import Annotated

from xuncha_desktop.rules.basis import Between, BodyRef, DocumentRef, Id, PostRef, Rule, Standing


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
