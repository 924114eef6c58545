"""The profile a round is bound to, kept in the workspace by its digest; and words for codes and references."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from xuncha_desktop.kernel.errors import NotFound, Refused
from xuncha_desktop.kernel.levels import Compartment
from xuncha_desktop.records.fields import Kind
from xuncha_desktop.records.organisation import Round
from xuncha_desktop.records.registry import Record, record_type
from xuncha_desktop.rules.bodies import BodyKind
from xuncha_desktop.rules.codes import Code
from xuncha_desktop.rules.profile import Profile, ProfileKind
from xuncha_desktop.rules.purposes import SET_PURPOSES
from xuncha_desktop.rules.shipped import FIRST, shipped_profile, shipped_profiles
from xuncha_desktop.rules.telling import Feedback
from xuncha_desktop.services.session import UNKNOWN, Session, Tx
from xuncha_desktop.storage import meta
from xuncha_desktop.storage.connection import Connection
from xuncha_desktop.storage.table import Table, Where

EDITION = "edition:"  # core: where an edition made or taken in here came from, by its digest
_SETS = {purpose.value: purpose for purpose in SET_PURPOSES}  # uses whose choices have two levels and own terms
_read: dict[str, Profile] = {}  # profiles are immutable and known by digest, so one reading serves every session


def keep(tx: Tx, profile: Profile) -> None:
    """Store a profile in the workspace; storing the same one again changes nothing."""
    tx.db.execute(
        "INSERT INTO profile (digest, name, body) VALUES (?, ?, ?) ON CONFLICT (digest) DO NOTHING",
        (profile.digest, profile.about.name, profile.to_bytes()),
    )


def by_digest(session: Session, digest: str) -> Profile:
    """A profile of this workspace. Raises `NotFound`."""
    if digest not in _read:
        _read[digest] = Profile.from_bytes(_body(session.db(Compartment.CORE), digest))
    return _read[digest]


def digests(session: Session) -> list[str]:
    """What lies in this workspace: the profiles rounds are bound to and the editions made or taken in here."""
    rows = session.db(Compartment.CORE).execute("SELECT digest FROM profile ORDER BY digest").fetchall()
    return [str(row[0]) for row in rows]


def editions(session: Session) -> dict[str, str]:
    """The editions made or taken in here, by digest, with what is known of their making."""
    return meta.starting_with(session.db(Compartment.CORE), EDITION)


def of_round(session: Session, round_id: str) -> Profile:
    """The profile a round is bound to."""
    return by_digest(session, session.table(Round).get(round_id).profile_digest)


def latest(session: Session) -> Profile:
    """The profile of the newest round; before the first round, the one the program begins with."""
    rounds = session.table(Round).where(Where(), order="year DESC, rowid DESC", limit=1)
    return by_digest(session, rounds[0].profile_digest) if rounds else shipped(None)


def offered(session: Session | None = None) -> tuple[Profile, ...]:
    """The profiles that order inspections, for planning a round; the first one leads.

    Of a regulation the workspace has editions of its own of, its newest stands before the one of the program.
    """
    shipped_ones = shipped_profiles()
    newest: dict[str, Profile] = {}
    own = [by_digest(session, one) for one in editions(session)] if session else []
    for one in own:
        if one.about.id not in newest or newest[one.about.id].about.edition < one.about.edition:
            newest[one.about.id] = one
    found = [one for one in (*newest.values(), *shipped_ones) if one.about.kind is ProfileKind.INSPECTION]
    return tuple(sorted(found, key=lambda one: (one.about.id != FIRST, one.about.id, -one.about.edition)))


def shipped(name: str | None) -> Profile:
    """A profile that comes with the program, by its id, its Chinese name or its place. Raises `NotFound`."""
    return shipped_profile(name or FIRST)


def feedback_rule(profile: Profile) -> Feedback:
    """How the profile wants feedback given. Raises `Refused` where the regime says nothing of feedback."""
    if profile.feedback is None:
        raise Refused("本轮次的规则档没有规定巡察反馈，不能起草和登记反馈意见")
    return profile.feedback


class Names:
    """Words for what records hold as codes and ids; loaded in batches, remembered for one screen."""

    def __init__(self, session: Session, profile: Profile | None = None) -> None:
        self._session = session
        self._profile = profile
        self._titles: dict[tuple[str, str], str] = {}
        self._words: dict[str, dict[str, str]] = {}

    def choices(self, source: str) -> Mapping[str, str]:
        """The codes of a list with their words, in the profile's order."""
        return codes(self.profile, source)

    @property
    def profile(self) -> Profile:
        """The profile the words come from."""
        if self._profile is None:
            self._profile = latest(self._session)
        return self._profile

    def code(self, source: str, value: str) -> str:
        """The word of a code, a category's in full; a code this profile does not know is shown as it is."""
        if source not in self._words:
            self._words[source] = {one.value: one.words for one in offers(self.profile, source)}
        return self._words[source].get(value, value)

    def prepare(self, records: Iterable[Record]) -> None:
        """Load the titles every reference of these records needs: one query a type."""
        wanted: dict[str, set[str]] = {}
        for record in records:
            for f in record.type.fields:
                value = getattr(record, f.name) if f.kind is Kind.REF else None
                if value and f.source and (f.source, value) not in self._titles:
                    wanted.setdefault(f.source, set()).add(value)
        for source, ids in wanted.items():
            self._load(source, sorted(ids))

    def titles(self, type_name: str, ids: Collection[str]) -> Mapping[str, str]:
        """The titles of some records of a type."""
        return {one: self.title(type_name, one) for one in ids}

    def title(self, source: str, record_id: str) -> str:
        """The title of a referenced record; 无权知悉 where its compartment is closed to this person."""
        if (source, record_id) not in self._titles:
            self._load(source, [record_id])
        return self._titles[source, record_id]

    def forget(self) -> None:
        """Titles may have changed."""
        self._titles.clear()

    def _load(self, source: str, ids: list[str]) -> None:
        type_ = record_type(source)
        if not self._session.holds(type_.compartment):
            self._titles |= {(source, one): UNKNOWN for one in ids}
            return
        table: Table[Any] = Table(self._session.db(type_.compartment), type_)
        found = {
            r.id: type_.title_of(r) for r in table.where(Where(f"id IN ({', '.join('?' * len(ids))})", tuple(ids)))
        }
        self._titles |= {(source, one): found.get(one, "（未随数据交换）") for one in ids}


def letterhead(profile: Profile, kind: BodyKind) -> str:
    """The full name on paper of a profile's body of a kind; empty where it names none, or several that differ."""
    found = {body.letterhead for body in profile.bodies if body.kind is kind and body.letterhead}
    return found.pop() if len(found) == 1 else ""


def codes(profile: Profile, source: str) -> Mapping[str, str]:
    """The words of the bodies, the posts or what a profile's lists offer for a use; empty for a use without list."""
    try:
        return dict(profile.choices(source))
    except KeyError:  # a field of another version asks for a use this one does not know
        return {}


@dataclass(frozen=True, slots=True)
class Offer:
    """A choice as a person is asked: its words, the set it stands in where there are several, what its tip says."""

    value: str
    words: str
    group: str = ""
    note: str = ""


def offers(profile: Profile, source: str) -> tuple[Offer, ...]:
    """What lists offer for a use. Categories stand under their set, the second level under the first."""
    purpose = _SETS.get(source)
    if purpose is None:
        return tuple(Offer(value, words) for value, words in codes(profile, source).items())
    sets = profile.lists_for(purpose)
    groups = {one.id: one.label if len(sets) > 1 else "" for one in sets}
    return tuple(Offer(code.id, one.whole_word(code), groups[one.id], _tip(code)) for one in sets for code in one.items)


def _tip(code: Code) -> str:
    told = "、".join(point.label for point in code.points)
    return "\n".join(part for part in (code.note, f"检查要点：{told}" if told else "") if part)


def _body(db: Connection, digest: str) -> bytes:
    row = db.execute("SELECT body FROM profile WHERE digest = ?", (digest,)).fetchone()
    if row is None:
        raise NotFound("本工作区里没有这一轮次所依据的规则档")
    return bytes(row[0])
