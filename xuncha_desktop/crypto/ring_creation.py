"""The first key file of a workspace: three officers and one business holder, each with an initial password.

Their key pairs are made here at once, because a workspace without a holder of its keys would be lost; nothing of
theirs opens until each has replaced his initial password. Everyone later makes his own keys at his first login.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from xuncha_desktop.crypto import reading
from xuncha_desktop.crypto.keyring import KeyRing, check_naming
from xuncha_desktop.crypto.primitives import KEY_BYTES, KdfCost, agreement_public, signing_public
from xuncha_desktop.crypto.ring_state import (
    AUDIT_DETAIL,
    BUSINESS_KEYS,
    KEYS,
    OFFICER_OPENS,
    OPEN_ENDED,
    SECURITY_ADMIN,
    SECURITY_AUDITOR,
    SYSTEM_ADMIN,
    RingState,
)
from xuncha_desktop.crypto.slots import Bundle, Slot, Wrapping, make_slot
from xuncha_desktop.crypto.statements import Statement
from xuncha_desktop.crypto.unlocked import public_of, wrap_key
from xuncha_desktop.kernel.ids import RandomBytes


@dataclass(frozen=True)
class Founder:
    """One of the first four people."""

    user_id: str
    login: str
    name: str
    password: str


@dataclass(frozen=True)
class Founders:
    """The four; `holder_post` is the business post the holder is certified for, in the profile's code."""

    system_admin: Founder
    security_admin: Founder
    security_auditor: Founder
    holder: Founder
    holder_post: str

    def by_post(self) -> dict[str, Founder]:
        """Each under his post."""
        return {
            SYSTEM_ADMIN: self.system_admin,
            SECURITY_ADMIN: self.security_admin,
            SECURITY_AUDITOR: self.security_auditor,
            self.holder_post: self.holder,
        }


@dataclass(frozen=True)
class Created:
    """A new ring, and the keys its compartment files are to be made with."""

    ring: KeyRing
    keys: dict[str, bytearray]


def create_ring(
    workspace_id: str,
    kind: str,
    founders: Founders,
    *,
    at: int,
    from_on: date,
    cost: KdfCost,
    random: RandomBytes,
    until_on: date = OPEN_ENDED,
) -> Created:
    """A workspace ("office" or "group") with its first four accounts, certificates and grants.

    `until_on` ends the holder's certificate; the officers' are open-ended, since a workspace whose only
    安全保密管理员 has run out could certify nobody again. Raises NotAllowed (two people of one login, an unknown
    kind), Invalid (a login or name that cannot be one, a password over the cap).
    """
    posts = founders.by_post()
    for founder in posts.values():
        check_naming(founder.login, founder.name)
    bundles = {post: _bundle(random) for post in posts}
    slots = {
        founder.user_id: _slot(workspace_id, founder, bundles[post], cost, random) for post, founder in posts.items()
    }
    keys = {key: bytearray(random(KEY_BYTES)) for key in KEYS}
    body: reading.Fields = {
        "workspace_id": workspace_id,
        "workspace_kind": kind,
        "publics": {key: public_of(key, secret) for key, secret in keys.items()},
        "founders": {post: _entry(founder, bundles[post], slots) for post, founder in posts.items()},
    }
    scribe = _Scribe(KeyRing(workspace_id, kind, {}, (), RingState(workspace_id, kind)), founders, bundles, at)
    scribe.say(SYSTEM_ADMIN, "create", body, slots)
    for certificate in _certificates(founders, from_on, until_on):
        scribe.say(SECURITY_ADMIN, "certify", certificate, {})
    for by, post, key in _first_grants(founders.holder_post):
        scribe.grant(by, post, key, keys[key])
    return Created(scribe.ring, keys)


class _Scribe:
    """Appends the founding statements, each signed by the founder it comes from."""

    def __init__(self, ring: KeyRing, founders: Founders, bundles: dict[str, Bundle], at: int) -> None:
        self.ring, self._founders, self._bundles, self._at = ring, founders.by_post(), bundles, at

    def say(self, by: str, kind: str, body: reading.Fields, slots: dict[str, Slot]) -> None:
        signer = self._founders[by].user_id
        unsigned = Statement(self.ring.epoch + 1, self.ring.head, kind, body, signer, self._at, b"")
        signed = unsigned.signed(self.ring.workspace_id, self._bundles[by].signing)
        self.ring = self.ring.continued(signed, slots)

    def grant(self, by: str, post: str, key: str, secret: bytearray) -> None:
        user_id = self._founders[post].user_id
        wrapped = wrap_key(self.ring.state, user_id, key, secret).hex()
        self.say(by, "grant", {"user_id": user_id, "key": key, "generation": 0, "wrapped": wrapped}, {})


def _certificates(founders: Founders, from_on: date, until_on: date) -> Iterator[reading.Fields]:
    posts = founders.by_post()
    for post in (SECURITY_ADMIN, SYSTEM_ADMIN, SECURITY_AUDITOR, founders.holder_post):
        yield {
            "certificate_id": f"founding-{post}",
            "user_id": posts[post].user_id,
            "posts": [post],
            "scope": "",
            "from_on": from_on.isoformat(),
            "until_on": (OPEN_ENDED if post in OFFICER_OPENS else until_on).isoformat(),
            "opens": sorted(OFFICER_OPENS.get(post, BUSINESS_KEYS)),
        }


def _first_grants(holder: str) -> Iterator[tuple[str, str, str]]:
    """(by, to, key): the holder keeps every business key, then hands the officers theirs."""
    yield from ((holder, holder, key) for key in sorted(BUSINESS_KEYS))
    yield SECURITY_AUDITOR, SECURITY_AUDITOR, AUDIT_DETAIL
    for officer, opens in OFFICER_OPENS.items():
        yield from ((holder, officer, key) for key in sorted(opens & BUSINESS_KEYS))


def _bundle(random: RandomBytes) -> Bundle:
    return Bundle(bytearray(random(KEY_BYTES)), bytearray(random(KEY_BYTES)), bytearray())


def _slot(workspace_id: str, founder: Founder, bundle: Bundle, cost: KdfCost, random: RandomBytes) -> Slot:
    how = Wrapping(founder.password, cost, must_change=True)
    return make_slot((workspace_id, founder.user_id), 1, bundle, how, random)


def _entry(founder: Founder, bundle: Bundle, slots: dict[str, Slot]) -> reading.Fields:
    return {
        "user_id": founder.user_id,
        "login": founder.login,
        "name": founder.name,
        "agreement": agreement_public(bundle.agreement),
        "signing": signing_public(bundle.signing),
        "slot": slots[founder.user_id].digest(),
    }
