"""Audit bodies sealed to the auditor, by whoever writes them, under a key that is gone a moment later.

A session draws one key, seals it to the auditor's public key by HPKE and ratchets it at each entry: an intruder on
the running session reads nothing written before. Every entry carries the session's sealed key (81 bytes), so it
opens by itself even if the entries before it were rolled back.
"""

import hashlib
import hmac

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from xuncha_desktop.crypto.primitives import KEY_BYTES, SUITE, Octets, open_with, seal_to
from xuncha_desktop.kernel.errors import Damaged
from xuncha_desktop.kernel.ids import RandomBytes

FIRST = bytes(32)
"""What stands before the first entry of a chain."""

_SUITE_BYTE = SUITE.encode()
_SESSION_BYTES = 1 + 32 + KEY_BYTES + 16
_HEAD_BYTES = 1 + _SESSION_BYTES + 4
_INFO = b"audit-session"
_NONCE = bytes(12)  # every message key is used once
_CHAIN = b"xuncha-audit-v1\0"
_DAMAGED = "审计内容已损坏，或者不是封给这名安全审计员的"


class AuditSealer:
    """One session's writer. Not for two threads."""

    def __init__(self, auditor_public: str, random: RandomBytes) -> None:
        """Begin a session. Raises Damaged for a public key (hex) that is none."""
        self._key = random(KEY_BYTES)
        self._head = _SUITE_BYTE + seal_to(auditor_public, self._key, _INFO)
        self._counter = 0

    def seal(self, body: bytes) -> bytes:
        """One sealed entry. The counter goes on even if the entry is rolled back."""
        head = self._head + self._counter.to_bytes(4, "big")
        message_key, self._key = _step(self._key)
        self._counter += 1
        return head + AESGCM(message_key).encrypt(_NONCE, body, head)


class AuditOpener:
    """The auditor's reader. Fast when entries come in the order they were written, right in any order."""

    def __init__(self, private: Octets) -> None:
        self._private = bytes(private)
        self._roots: dict[bytes, bytes] = {}
        self._at: dict[bytes, tuple[int, bytes]] = {}

    def open(self, sealed: bytes) -> bytes:
        """The body of an entry. Raises Damaged."""
        if len(sealed) < _HEAD_BYTES + 16 or sealed[:1] != _SUITE_BYTE:
            raise Damaged(_DAMAGED)
        head = sealed[:_HEAD_BYTES]
        session, counter = head[1:-4], int.from_bytes(head[-4:], "big")
        if counter >= _MOST_ENTRIES:
            raise Damaged(_DAMAGED)
        try:
            return AESGCM(self._message_key(session, counter)).decrypt(_NONCE, sealed[_HEAD_BYTES:], head)
        except InvalidTag as error:
            raise Damaged(_DAMAGED) from error

    def _message_key(self, session: bytes, counter: int) -> bytes:
        if session not in self._roots:
            self._roots[session] = open_with(self._private, session, _INFO)
        reached, key = self._at.get(session, (0, b""))
        if not key or reached > counter:
            reached, key = 0, self._roots[session]
        for _ in range(counter - reached):
            key = _step(key)[1]
        self._at[session] = (counter, key)
        return _step(key)[0]


_MOST_ENTRIES = 10_000_000  # a forged counter must not keep the reader busy for an hour


def entry_hash(previous: bytes, seq: int, sealed: bytes) -> bytes:
    """The chain: 32 bytes over the hash before (`FIRST` at the beginning), the sequence number and the sealed body."""
    if len(previous) != 32:
        raise ValueError("a hash has 32 bytes")
    digest = hashlib.sha256(_CHAIN + previous)
    digest.update(seq.to_bytes(8, "big") + len(sealed).to_bytes(4, "big"))
    digest.update(sealed)
    return digest.digest()


def _step(key: bytes) -> tuple[bytes, bytes]:
    """(key of this entry, key of the session from here on); the way back is closed."""
    return hmac.digest(key, b"\1", "sha256"), hmac.digest(key, b"\2", "sha256")
