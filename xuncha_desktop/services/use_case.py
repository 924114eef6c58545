"""The one door for changes: post, keys, transaction, audit entry and change notice are the door's."""

import importlib
import pkgutil
from collections.abc import Callable, Mapping, Set
from typing import Concatenate, Generic, ParamSpec, TypeVar

from xuncha_desktop.kernel.errors import Invalid, NotAllowed, ReadOnly, Refused, Stale, StorageFailed
from xuncha_desktop.kernel.levels import Compartment
from xuncha_desktop.kernel.people import Post
from xuncha_desktop.services.session import Session, Tx
from xuncha_desktop.storage.connection import Busy

P = ParamSpec("P")
T = TypeVar("T")


class UseCase(Generic[P, T]):
    """An act people do. Calling it opens the door; another use case calls its `work` inside its own transaction."""

    def __init__(
        self,
        name: str,
        label: str,
        compartment: Compartment,
        by: Set[Post],
        work: Callable[Concatenate[Tx, P], T],
        *,
        watched: bool = False,
        then: Callable[[Session], None] | None = None,
    ) -> None:
        self.name = name
        self.label = label
        self.compartment = compartment
        self.by = frozenset(by)
        self.work = work
        self.watched = watched
        self.then = then
        self.__doc__ = work.__doc__

    def __call__(self, session: Session, *args: P.args, **kwargs: P.kwargs) -> T:
        """Do it. Raises a `Refused`; a refusal for want of rights leaves one entry in the audit."""
        try:
            self.require(session)
            with session.carry_out(self.name, self.compartment) as tx:
                done = self.work(tx, *args, **kwargs)
        except Refused as reason:
            if self._tells(reason):
                session.note_refusal(self.name, self.compartment, reason)
            raise
        if self.then:
            self.then(session)
        return done

    def require(self, session: Session) -> None:
        """Raise `NotAllowed` if this person's post or keys do not carry the act, `ReadOnly` where none can be kept."""
        if not session.actor.posts & self.by:
            raise NotAllowed(f"您的岗位不能办理“{self.label}”")
        if session.read_only:
            raise ReadOnly
        session.db(self.compartment)

    def _tells(self, reason: Refused) -> bool:
        """Want of rights always; of a watched act everything but a form's own check, a race and a failing disk."""
        ordinary = isinstance(reason, (Invalid, Stale, StorageFailed, Busy))
        return isinstance(reason, NotAllowed) or (self.watched and not ordinary)

    def why_not(self, session: Session) -> str | None:
        """The reason the act is not this person's, for the hint of a disabled button; None if it is."""
        try:
            self.require(session)
        except (NotAllowed, ReadOnly) as reason:
            return str(reason)
        return None


_use_cases: dict[str, UseCase[..., object]] = {}


def use_case(
    name: str,
    label: str,
    *,
    compartment: Compartment = Compartment.WORK,
    by: Set[Post],
    watched: bool = False,
    then: Callable[[Session], None] | None = None,
) -> Callable[[Callable[Concatenate[Tx, P], T]], UseCase[P, T]]:
    """Declare an act: `name` stands in the audit, `label` is what people call it, `by` the posts that may do it.

    `watched`: it touches rights, keys or packages, so that what is refused inside it stands in the audit as well.
    `then`: what follows in another compartment once it is done; it refuses nothing, and login makes good what was cut.
    """

    def declare(work: Callable[Concatenate[Tx, P], T]) -> UseCase[P, T]:
        made = UseCase(name, label, compartment, by, work, watched=watched, then=then)
        if name in _use_cases:
            raise TypeError(f"two use cases are called {name}")
        _use_cases[name] = made  # pyright: ignore[reportArgumentType]
        return made

    return declare


def use_cases() -> Mapping[str, UseCase[..., object]]:
    """Every declared act by name."""
    package = importlib.import_module("xuncha_desktop.services")
    for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
        importlib.import_module(module.name)
    return dict(sorted(_use_cases.items()))
