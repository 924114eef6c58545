"""开通码: 100 random bits a person types once, from which both ends make the keys of a sealed hand-over.

Twenty symbols of an alphabet without I, L, O and U, in groups of four, and a check symbol that finds every single
wrong symbol and every two exchanged ones. It travels by another way than the package it opens.
"""

from dataclasses import dataclass

from xuncha_desktop.crypto.age_keys import age_identity, age_recipient
from xuncha_desktop.crypto.primitives import KdfCost, agreement_public, derive, stretch
from xuncha_desktop.kernel.errors import Invalid
from xuncha_desktop.kernel.ids import RandomBytes

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
SYMBOLS = 20

_TOLERATED = str.maketrans({"O": "0", "I": "1", "L": "1"})
_SALT = b"xuncha/1/code\0\0\0"


@dataclass(frozen=True)
class AccessKeys:
    """The keys one code stands for. Each purpose has its own; none leads to another."""

    seed: bytes

    def agreement_private(self, purpose: str) -> bytes:
        """An X25519 private key for one purpose, such as a compartment's name."""
        return derive(self.seed, f"code/agreement/{purpose}")

    def agreement_public(self, purpose: str) -> str:
        """Its public half, in hex."""
        return agreement_public(self.agreement_private(purpose))

    def age_identity(self) -> str:
        """The identity that opens the package's outer age layer."""
        return age_identity(self.agreement_private("age"))

    def age_recipient(self) -> str:
        """The recipient the outer age layer is sealed to."""
        return age_recipient(self.agreement_private("age"))

    def mac_key(self) -> bytes:
        """32 bytes with which each end proves to the other that it knows the code."""
        return derive(self.seed, "code/mac")


def new_code(random: RandomBytes) -> str:
    """A fresh code as it is printed: XXXX-XXXX-XXXX-XXXX-XXXX-X."""
    number = int.from_bytes(random(13), "big") >> 4
    values = [number >> 5 * place & 31 for place in range(SYMBOLS - 1, -1, -1)]
    written = "".join(ALPHABET[value] for value in [*values, _check(values)])
    return "-".join(written[start : start + 4] for start in range(0, SYMBOLS + 1, 4))


def read_code(typed: str) -> str:
    """The code in its one spelling, from whatever a person typed. Raises Invalid, keyed `code`."""
    kept = "".join(part for part in typed[:200].upper() if part not in "-－—– \t\r\n　").translate(_TOLERATED)
    if len(kept) != SYMBOLS + 1:
        raise Invalid({"code": f"开通码应有{SYMBOLS + 1}个字符，现有{len(kept)}个"})
    values = [ALPHABET.find(symbol) for symbol in kept]
    if -1 in values:
        raise Invalid({"code": f"开通码中不会有“{kept[values.index(-1)]}”这个字符"})
    if _check(values[:-1]) != values[-1]:
        raise Invalid({"code": "开通码有误，请逐组核对"})
    return kept


def keys_of(typed: str, cost: KdfCost) -> AccessKeys:
    """The keys of a typed code; slow on purpose. Raises Invalid for a code that cannot be one."""
    return AccessKeys(derive(stretch(read_code(typed)[:SYMBOLS], _SALT, cost), "code/seed"))


def _check(values: list[int]) -> int:
    """The sum of a^i·v over the field of 32 elements; the weights all differ, so an exchange always shows."""
    total, weight = 0, 1
    for value in values:
        weight = _times_two(weight)
        total ^= _times(weight, value)
    return total


def _times_two(value: int) -> int:
    doubled = value << 1
    return doubled ^ 0b100101 if doubled & 32 else doubled


def _times(left: int, right: int) -> int:
    product = 0
    while right:
        product ^= left if right & 1 else 0
        left, right = _times_two(left), right >> 1
    return product
