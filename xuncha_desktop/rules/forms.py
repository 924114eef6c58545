"""Printed forms as a profile states them: title, copies, signers, labels."""

from collections.abc import Sequence
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
class FormWidth:
    """The width of a label or a column in whole millimetres, by the name of its label."""

    id: Id
    width: Annotated[int, Between(5, 257)]


@dataclass(frozen=True, kw_only=True)
class Form(Rule):
    """A printed form: its title, copies, signers, labels, the order of its rows and the widths of its columns.

    `fields` names the rows by their labels; one that is not named is not printed; none named is the layout's own order.
    A width that is not given is the layout's own.

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
    fields: tuple[Id, ...] = ()
    widths: tuple[FormWidth, ...] = ()

    def ordered(self, own: Sequence[str]) -> tuple[str, ...]:
        """The rows in the office's order; `own` is the layout's."""
        return self.fields or tuple(own)

    def width(self, label_id: str, own: int) -> int:
        """The width the office gave, or the layout's own."""
        return next((width.width for width in self.widths if width.id == label_id), own)

    def text(self, label_id: str) -> str:
        """The printed word for a label. Raises KeyError."""
        for label in self.labels:
            if label.id == label_id:
                return label.label
        raise KeyError(label_id)
