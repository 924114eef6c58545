"""The one cipher suite, "1": Argon2id, HKDF-SHA256, AES-256-GCM, HPKE over X25519, Ed25519.

Every sealed text begins with the suite byte and every derivation and signature names its purpose, so that an
office may later plug in another suite without one being mistaken for the other.
"""

import hashlib
import unicodedata
from dataclasses import dataclass
from typing import TypeAlias

from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives import hashes, hpke
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from xuncha_desktop.kernel.errors import Damaged, Invalid
from xuncha_desktop.kernel.ids import RandomBytes

SUITE = "1"
KEY_BYTES = 32
SALT_BYTES = 16
PASSWORD_LIMIT = 1024

Octets: TypeAlias = bytes | bytearray

_SUITE_BYTE = SUITE.encode()
_SPACE = b"xuncha/" + _SUITE_BYTE + b"/"
_HPKE = hpke.Suite(hpke.KEM.X25519, hpke.KDF.HKDF_SHA256, hpke.AEAD.AES_256_GCM)
_NOT_OURS = "内容已损坏，或者不是用这把密钥封装的"


@dataclass(frozen=True)
class KdfCost:
    """What one password guess costs (RFC 9106). `memory_kib` in KiB.

    Values outside the bounds raise Damaged as soon as they are made, before anything is hashed: a forged header
    must neither weaken the password nor exhaust the machine.
    """

    memory_kib: int = 256 * 1024
    passes: int = 3
    lanes: int = 4

    def __post_init__(self) -> None:
        if not (64 * 1024 <= self.memory_kib <= 1024 * 1024 and 1 <= self.passes <= 10 and 1 <= self.lanes <= 8):
            raise Damaged("口令保护参数超出允许范围，文件可能被人改动")


LOWEST_COST = KdfCost(64 * 1024, 1, 4)


def normalised(password: str) -> str:
    """The password in NFC, so that one typed on another keyboard is the same one. Raises Invalid if too long."""
    # Before NFC as well: reordering a megabyte of combining marks would freeze the window.
    if len(password) > 4 * PASSWORD_LIMIT:
        raise Invalid({"password": f"口令不能超过{PASSWORD_LIMIT}个字符"})
    text = unicodedata.normalize("NFC", password)
    if len(text) > PASSWORD_LIMIT:
        raise Invalid({"password": f"口令不能超过{PASSWORD_LIMIT}个字符"})
    if any(0xD800 <= ord(character) <= 0xDFFF for character in text):
        raise Invalid({"password": "口令中有不能识别的字符"})
    return text


def stretch(password: str, salt: Octets, cost: KdfCost) -> bytes:
    """32 bytes from a password by Argon2id. Raises Invalid for a password over the cap."""
    secret = normalised(password).encode()
    kdf = Argon2id(
        salt=bytes(salt), length=KEY_BYTES, iterations=cost.passes, lanes=cost.lanes, memory_cost=cost.memory_kib
    )
    return kdf.derive(secret)


def derive(secret: Octets, purpose: str, *, salt: bytes = b"", length: int = KEY_BYTES) -> bytes:
    """A key for one purpose out of a secret, by HKDF-SHA256."""
    return HKDF(hashes.SHA256(), length, salt or None, _SPACE + purpose.encode()).derive(bytes(secret))


def seal(key: Octets, plaintext: Octets, aad: bytes, random: RandomBytes) -> bytes:
    """AES-256-GCM under a shared key: suite byte, 12-byte nonce, ciphertext with tag."""
    nonce = random(12)
    return _SUITE_BYTE + nonce + AESGCM(_key(key)).encrypt(nonce, plaintext, _SUITE_BYTE + aad)


def open_sealed(key: Octets, sealed: bytes, aad: bytes) -> bytes:
    """The inverse of `seal`. Raises Damaged for another key, another `aad` or altered bytes."""
    if len(sealed) < 29 or sealed[:1] != _SUITE_BYTE:
        raise Damaged(_NOT_OURS)
    try:
        return AESGCM(_key(key)).decrypt(sealed[1:13], sealed[13:], _SUITE_BYTE + aad)
    except InvalidTag as error:
        raise Damaged(_NOT_OURS) from error


def seal_to(public: str, plaintext: Octets, info: bytes) -> bytes:
    """HPKE (RFC 9180, base mode) to an X25519 public key in hex; only its private half opens it again.

    The ephemeral key is drawn inside the library, so these bytes differ from run to run. Raises Damaged for a
    public key that is none.
    """
    try:
        receiver = X25519PublicKey.from_public_bytes(_public_bytes(public))
        return _SUITE_BYTE + _HPKE.encrypt(plaintext, receiver, _SPACE + info)
    except ValueError as error:
        raise Damaged("接收方的公钥无效") from error


def open_with(private: Octets, sealed: bytes, info: bytes) -> bytes:
    """The inverse of `seal_to`. Raises Damaged for another receiver, another `info` or altered bytes."""
    if sealed[:1] != _SUITE_BYTE:
        raise Damaged(_NOT_OURS)
    receiver = X25519PrivateKey.from_private_bytes(_key(private))
    try:
        return _HPKE.decrypt(sealed[1:], receiver, _SPACE + info)
    except (InvalidTag, ValueError) as error:
        raise Damaged(_NOT_OURS) from error


def agreement_public(private: Octets) -> str:
    """The X25519 public key of a private one, in hex."""
    return X25519PrivateKey.from_private_bytes(_key(private)).public_key().public_bytes_raw().hex()


def signing_public(private: Octets) -> str:
    """The Ed25519 public key of a private one, in hex."""
    return Ed25519PrivateKey.from_private_bytes(_key(private)).public_key().public_bytes_raw().hex()


def sign(private: Octets, context: str, message: bytes) -> bytes:
    """Ed25519 over the message and what the signature is for, so that it cannot be used for anything else."""
    return Ed25519PrivateKey.from_private_bytes(_key(private)).sign(_in_context(context, message))


def verify(public: str, context: str, message: bytes, signature: bytes) -> bool:
    """Whether the holder of this public key (hex) signed this message in this context."""
    try:
        Ed25519PublicKey.from_public_bytes(_public_bytes(public)).verify(signature, _in_context(context, message))
    except (InvalidSignature, ValueError, Damaged):
        return False
    return True


def fingerprint(public: str) -> str:
    """Ten groups of four digits, about 132 bits, for two people to compare by voice."""
    number = int.from_bytes(hashlib.sha256(_SPACE + b"fingerprint\0" + _public_bytes(public)).digest(), "big")
    digits = f"{number % 10**40:040d}"
    return " ".join(digits[start : start + 4] for start in range(0, 40, 4))


def _in_context(context: str, message: bytes) -> bytes:
    return _SPACE + context.encode() + b"\0" + message


def _key(key: Octets) -> bytes:
    raw = bytes(key)
    if len(raw) != KEY_BYTES:
        raise ValueError("a key has 32 bytes")
    return raw


def _public_bytes(public: str) -> bytes:
    try:
        raw = bytes.fromhex(public)
    except ValueError as error:
        raise Damaged("公钥的写法不对") from error
    if len(raw) != KEY_BYTES or raw.hex() != public:
        raise Damaged("公钥的写法不对")
    return raw
