"""Age keys out of secret bytes, so that a workspace or a 开通码 has one without storing another secret."""

from collections.abc import Iterable

from xuncha_desktop.crypto.primitives import agreement_public

_ALPHABET = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
_GENERATORS = (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)


def age_identity(secret: bytes) -> str:
    """The age X25519 identity (private) of 32 secret bytes."""
    if len(secret) != 32:
        raise ValueError("an age identity has 32 bytes")
    return _bech32("age-secret-key-", secret).upper()


def age_recipient(secret: bytes) -> str:
    """The public recipient that belongs to `age_identity` of the same bytes."""
    return _bech32("age", bytes.fromhex(agreement_public(secret)))


def _bech32(prefix: str, payload: bytes) -> str:
    """BIP 173, in which age writes its keys."""
    values = list(_five_bits(payload))
    expanded = [ord(each) >> 5 for each in prefix] + [0] + [ord(each) & 31 for each in prefix]
    check = _polymod([*expanded, *values, 0, 0, 0, 0, 0, 0]) ^ 1
    values += [check >> shift & 31 for shift in (25, 20, 15, 10, 5, 0)]
    return prefix + "1" + "".join(_ALPHABET[each] for each in values)


def _five_bits(payload: bytes) -> Iterable[int]:
    number = int.from_bytes(payload, "big")
    groups = -(-len(payload) * 8 // 5)
    number <<= groups * 5 - len(payload) * 8
    return [number >> 5 * place & 31 for place in range(groups - 1, -1, -1)]


def _polymod(values: Iterable[int]) -> int:
    check = 1
    for value in values:
        top = check >> 25
        check = (check & 0x1FFFFFF) << 5 ^ value
        for place, generator in enumerate(_GENERATORS):
            if top >> place & 1:
                check ^= generator
    return check
