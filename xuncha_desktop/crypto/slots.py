"""A user's slot: his private keys, wrapped by his password and bound to his account, its version and this workspace."""

from dataclasses import dataclass

from xuncha_desktop.crypto import reading
from xuncha_desktop.crypto.primitives import (
    KEY_BYTES,
    SALT_BYTES,
    KdfCost,
    Octets,
    derive,
    open_sealed,
    seal,
    stretch,
)
from xuncha_desktop.kernel import canonical
from xuncha_desktop.kernel.errors import Damaged, NotAllowed
from xuncha_desktop.kernel.ids import RandomBytes

WRONG_PASSWORD = "登录名或口令不对"


@dataclass(frozen=True)
class Bundle:
    """What a slot holds: the two private keys, or, until the first login, only the invitation to make them."""

    agreement: bytearray
    signing: bytearray
    invitation: bytearray

    def packed(self) -> bytes:
        """One byte for the kind, then the keys."""
        return b"I" + self.invitation if self.invitation else b"K" + self.agreement + self.signing


@dataclass(frozen=True)
class Slot:
    """One wrapped bundle. `second`: a second secret beside the password is needed. `must_change`: first login."""

    version: int
    cost: KdfCost
    salt: bytes
    second: bool
    must_change: bool
    sealed: bytes

    def as_json(self) -> reading.Fields:
        """The slot as it stands in the file."""
        return self._head() | {"sealed": self.sealed.hex()}

    def digest(self) -> str:
        """What the owner's statement says of his slot, so that a swapped or older one is noticed."""
        return canonical.digest(self.as_json())

    def bound_to(self, workspace_id: str, user_id: str) -> bytes:
        """The authenticated surroundings of the wrap."""
        return canonical.canonical({"workspace_id": workspace_id, "user_id": user_id, "slot": self._head()})

    def open(self, workspace_id: str, user_id: str, password: str, second: bytes | None) -> Bundle:
        """Unwrap. A wrong password, a wrong second secret and a slot from elsewhere are one NotAllowed."""
        secret = b"" if second is None or not self.second else second
        key = _wrapping_key(password, self.salt, self.cost, secret)
        try:
            packed = open_sealed(key, self.sealed, self.bound_to(workspace_id, user_id))
        except Damaged as error:
            raise NotAllowed(WRONG_PASSWORD) from error
        if packed[:1] == b"I" and len(packed) == 1 + KEY_BYTES:
            return Bundle(bytearray(), bytearray(), bytearray(packed[1:]))
        if packed[:1] == b"K" and len(packed) == 1 + 2 * KEY_BYTES:
            return Bundle(bytearray(packed[1:33]), bytearray(packed[33:]), bytearray())
        raise Damaged("密钥槽中的内容不完整")

    def _head(self) -> reading.Fields:
        kdf = {"name": "argon2id", "m": self.cost.memory_kib, "t": self.cost.passes, "p": self.cost.lanes}
        return {
            "version": self.version,
            "kdf": kdf,
            "salt": self.salt.hex(),
            "second": self.second,
            "must_change": self.must_change,
        }


def slot_from_json(value: object) -> Slot:
    """Read a slot. Raises Damaged; derivation parameters out of bounds are refused here, before any hashing."""
    found = reading.fields(value, ("version", "kdf", "salt", "second", "must_change", "sealed"))
    kdf = reading.fields(found["kdf"], ("name", "m", "t", "p"))
    if kdf["name"] != "argon2id":
        raise Damaged("密钥槽使用了本版本不认识的口令算法")
    return Slot(
        reading.whole(found, "version"),
        KdfCost(reading.whole(kdf, "m"), reading.whole(kdf, "t"), reading.whole(kdf, "p")),
        reading.octets(found, "salt", length=SALT_BYTES),
        reading.flag(found, "second"),
        reading.flag(found, "must_change"),
        reading.octets(found, "sealed"),
    )


@dataclass(frozen=True)
class Wrapping:
    """How to wrap: password, cost, optional 32-byte second secret, and whether it must be changed at once."""

    password: str
    cost: KdfCost
    second: bytes | None = None
    must_change: bool = False


def make_slot(bound: tuple[str, str], version: int, bundle: Bundle, how: Wrapping, random: RandomBytes) -> Slot:
    """A fresh slot for (workspace_id, user_id), with a new salt."""
    salt = random(SALT_BYTES)
    bare = Slot(version, how.cost, salt, how.second is not None, how.must_change, b"")
    key = _wrapping_key(how.password, salt, how.cost, how.second or b"")
    sealed = seal(key, bundle.packed(), bare.bound_to(*bound), random)
    return Slot(version, how.cost, salt, bare.second, how.must_change, sealed)


def spend_as_long(password: str, cost: KdfCost) -> None:
    """What opening a slot costs, for a login that does not exist: the two must not be told apart by a watch."""
    _wrapping_key(password, bytes(SALT_BYTES), cost, b"")


def _wrapping_key(password: str, salt: bytes, cost: KdfCost, second: Octets) -> bytes:
    return derive(stretch(password, salt, cost) + bytes(second), "slot", salt=salt)
