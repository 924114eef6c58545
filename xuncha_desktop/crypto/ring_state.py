"""Who has which account, certificate and key of a workspace, as the statements read so far leave it."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum

from xuncha_desktop.kernel.levels import Compartment
from xuncha_desktop.kernel.people import belongs

SYSTEM_ADMIN = "system_admin"
SECURITY_ADMIN = "security_admin"
SECURITY_AUDITOR = "security_auditor"
OFFICERS = (SYSTEM_ADMIN, SECURITY_ADMIN, SECURITY_AUDITOR)

IDENTITY = "identity"
"""The key pair of a reporter's identity; its private half is granted like a compartment's key."""
AUDIT_DETAIL = "audit_detail"
"""The key pair audit bodies are sealed to; only auditors hold its private half, and hand it to the next one."""

COMPARTMENT_KEYS = tuple(compartment.value for compartment in Compartment)
KEYS = (*COMPARTMENT_KEYS, IDENTITY, AUDIT_DETAIL)
BUSINESS_KEYS = frozenset((*COMPARTMENT_KEYS, IDENTITY))

OFFICER_OPENS = {
    SYSTEM_ADMIN: frozenset(("core",)),
    SECURITY_ADMIN: frozenset(("core", "audit")),
    SECURITY_AUDITOR: frozenset(("core", "audit", AUDIT_DETAIL)),
}

OPEN_ENDED = date.max


class AccountState(StrEnum):
    """Where an account stands, as the accounts list shows it."""

    NEW = "new"
    PENDING = "pending"
    ACTIVE = "active"
    DISABLED = "disabled"

    @property
    def label(self) -> str:
        """What the user calls it."""
        return {"new": "未启用", "pending": "待授权", "active": "在用", "disabled": "停用"}[self.value]


@dataclass(frozen=True)
class Account:
    """A person's way in. `invitation` is the public half of the initial password's key until the first login."""

    user_id: str
    login: str
    name: str
    invitation: str
    agreement: str
    signing: str
    slot_version: int
    slot_digest: str
    password_changed_at: int
    disabled: bool = False

    @property
    def enrolled(self) -> bool:
        """Whether the person has made his own keys."""
        return bool(self.signing)


@dataclass(frozen=True)
class Certificate:
    """Signed by the 安全保密管理员: these posts, for this round or group ("" for the whole workspace), these days.

    `opens` names the keys the posts may hold. Both days are inclusive, in Beijing time.
    """

    certificate_id: str
    user_id: str
    posts: tuple[str, ...]
    scope: str
    from_on: date
    until_on: date
    opens: frozenset[str]
    revoked: bool = False

    def valid_on(self, day: date) -> bool:
        """Whether it counts on that day."""
        return not self.revoked and self.from_on <= day <= self.until_on

    def belongs_to(self, kind: str) -> bool:
        """Whether every post of it is held in that kind of workspace; one that is not takes the others with it."""
        return all(belongs(post, kind) for post in self.posts)


@dataclass
class RingState:
    """The fold of the statements. Changed only by `ring_rules.apply`; everyone else reads."""

    workspace_id: str
    kind: str
    publics: dict[str, tuple[str, ...]] = field(default_factory=dict[str, tuple[str, ...]])
    makers: dict[tuple[str, int], str] = field(default_factory=dict[tuple[str, int], str])
    founders: dict[str, str] = field(default_factory=dict[str, str])
    accounts: dict[str, Account] = field(default_factory=dict[str, Account])
    certificates: dict[str, Certificate] = field(default_factory=dict[str, Certificate])
    grants: dict[tuple[str, str, int], bytes] = field(default_factory=dict[tuple[str, str, int], bytes])
    epoch: int = 0
    head: str = ""

    def copy(self) -> "RingState":
        """A state that can be carried further without touching this one."""
        return replace(
            self,
            publics=dict(self.publics),
            makers=dict(self.makers),
            founders=dict(self.founders),
            accounts=dict(self.accounts),
            certificates=dict(self.certificates),
            grants=dict(self.grants),
        )

    def generation(self, key: str) -> int:
        """The number of the key in force; it grows by one with each rotation."""
        return len(self.publics[key]) - 1

    def by_login(self, login: str) -> Account | None:
        """The account of that login name, whatever the case of its letters."""
        wanted = login.strip().casefold()
        return next((account for account in self.accounts.values() if account.login.casefold() == wanted), None)

    def signed_for(self, user_id: str, day: date) -> tuple[Certificate, ...]:
        """Those valid on that day, of whatever place."""
        held = (certificate for certificate in self.certificates.values() if certificate.user_id == user_id)
        return tuple(certificate for certificate in held if certificate.valid_on(day))

    def signed_by(self, user_id: str, day: date) -> tuple[Certificate, ...]:
        """Those begun by that day and not revoked, run out or not, of whatever place."""
        held = (certificate for certificate in self.certificates.values() if certificate.user_id == user_id)
        return tuple(one for one in held if one.from_on <= day and not one.revoked)

    def certificates_of(self, user_id: str, day: date) -> tuple[Certificate, ...]:
        """Those valid on that day and in this place; a group's posts give no right in an office, nor the reverse."""
        return tuple(one for one in self.signed_for(user_id, day) if one.belongs_to(self.kind))

    def entitled(self, user_id: str, day: date) -> frozenset[str]:
        """The keys his certificates of that day open here, granted or not."""
        return self._opened(user_id, self.certificates_of(user_id, day))

    def was_entitled(self, user_id: str, day: date) -> frozenset[str]:
        """As `entitled`, whatever the place: by what a statement was judged before posts were bound to places."""
        return self._opened(user_id, self.signed_for(user_id, day))

    def _opened(self, user_id: str, certificates: tuple[Certificate, ...]) -> frozenset[str]:
        if user_id not in self.accounts or self.accounts[user_id].disabled:
            return frozenset()
        return frozenset[str]().union(*(one.opens for one in certificates))

    def holds(self, user_id: str, key: str) -> bool:
        """Whether the key in force has been wrapped for him."""
        return (user_id, key, self.generation(key)) in self.grants

    def has_post(self, user_id: str, post: str, day: date) -> bool:
        """Whether a certificate of that day gives him the post."""
        return any(post in certificate.posts for certificate in self.certificates_of(user_id, day))

    def posts_ever(self, user_id: str) -> set[str]:
        """Every post the account was ever certified for, revoked or run out."""
        own = (certificate for certificate in self.certificates.values() if certificate.user_id == user_id)
        return {post for certificate in own for post in certificate.posts}

    def wanting(self, day: date) -> Iterator[tuple[str, str]]:
        """(user, key) that certificates open and no holder has wrapped yet."""
        for user_id in self.accounts:
            for key in sorted(self.entitled(user_id, day)):
                if not self.holds(user_id, key):
                    yield user_id, key

    def state_of(self, user_id: str, day: date) -> AccountState:
        """待授权 until both a certificate and at least one wrapped key are there."""
        account = self.accounts[user_id]
        if account.disabled:
            return AccountState.DISABLED
        if not account.enrolled:
            return AccountState.NEW
        opened = any(self.holds(user_id, key) for key in self.entitled(user_id, day))
        return AccountState.ACTIVE if opened else AccountState.PENDING
