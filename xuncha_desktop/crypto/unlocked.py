"""What a person holds in memory after his password was right: private keys, certificates of the day, opened keys."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from xuncha_desktop.crypto.primitives import Octets, agreement_public, derive, open_with, seal_to
from xuncha_desktop.crypto.ring_state import COMPARTMENT_KEYS, AccountState, Certificate, RingState
from xuncha_desktop.crypto.slots import Bundle
from xuncha_desktop.kernel.canonical import canonical
from xuncha_desktop.kernel.errors import Damaged


@dataclass(frozen=True)
class Unlocked:
    """An open account. `keys` holds the keys in force; nothing is in it while the initial password stands.

    `former` holds keys of earlier generations, newest first, for a file whose rotation was interrupted and for
    deposits sealed before it. `broken` names grants that do not open or hold another key than the one announced.
    """

    user_id: str
    login: str
    name: str
    state: AccountState
    must_change: bool
    password_changed_at: int
    bundle: Bundle
    certificates: tuple[Certificate, ...]
    keys: dict[str, bytearray]
    former: dict[str, tuple[bytearray, ...]]
    broken: tuple[str, ...]

    @property
    def posts(self) -> frozenset[str]:
        """The posts certified for the day of the login, whatever their scope."""
        return frozenset(post for certificate in self.certificates for post in certificate.posts)

    def wipe(self) -> None:
        """Overwrite the keys. Copies the interpreter made stay until the process ends, which is why a lock ends it."""
        for buffer in self._buffers():
            buffer[:] = bytes(len(buffer))
        self.keys.clear()
        self.former.clear()

    def _buffers(self) -> Iterator[bytearray]:
        yield from (self.bundle.agreement, self.bundle.signing, self.bundle.invitation)
        yield from self.keys.values()
        for older in self.former.values():
            yield from older


@dataclass(frozen=True)
class Opened:
    """The keys a private key opens, sorted as in `Unlocked`."""

    keys: dict[str, bytearray]
    former: dict[str, tuple[bytearray, ...]]
    broken: tuple[str, ...]


def deposit_private(file_key: Octets) -> bytes:
    """The X25519 private key of a compartment's deposits: whoever can open the file can take in what is sealed to it.

    Sealing needs only the public half, `KeyRing.public_of(compartment)`.
    """
    return derive(file_key, "deposit")


def public_of(key: str, secret: Octets) -> str:
    """The public half of a key as `create` and `rotate` announce it."""
    return agreement_public(deposit_private(secret) if key in COMPARTMENT_KEYS else secret)


def wrap_key(state: RingState, user_id: str, key: str, secret: Octets) -> bytes:
    """A key sealed to one account, good for this workspace, account, key and generation only."""
    return seal_to(state.accounts[user_id].agreement, secret, _info(state, user_id, key, state.generation(key)))


def open_keys(state: RingState, user_id: str, private: Octets, day: date) -> Opened:
    """Everything that is wrapped for the account and opened by its certificates of that day."""
    keys: dict[str, bytearray] = {}
    former: dict[str, tuple[bytearray, ...]] = {}
    broken: list[str] = []
    for key in sorted(state.entitled(user_id, day)):
        for generation in range(state.generation(key), -1, -1):
            wrapped = state.grants.get((user_id, key, generation))
            if wrapped is None:
                continue
            secret = _unwrap(state, (user_id, key, generation), wrapped, private)
            if secret is None:
                broken.append(key)
            elif generation == state.generation(key):
                keys[key] = secret
            else:
                former[key] = (*former.get(key, ()), secret)
    return Opened(keys, former, tuple(broken))


def _unwrap(state: RingState, grant: tuple[str, str, int], wrapped: bytes, private: Octets) -> bytearray | None:
    user_id, key, generation = grant
    try:
        secret = open_with(private, wrapped, _info(state, user_id, key, generation))
    except Damaged:
        return None
    if len(secret) != 32 or public_of(key, secret) != state.publics[key][generation]:
        return None
    return bytearray(secret)


def _info(state: RingState, user_id: str, key: str, generation: int) -> bytes:
    return b"grant\0" + canonical([state.workspace_id, user_id, key, generation])
