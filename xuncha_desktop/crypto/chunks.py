"""Encrypted attachments: a stream of 64 KiB authenticated chunks under a key used for one file only.

STREAM construction: the nonce is seven zero bytes, a 4-byte counter and a flag on the last chunk. The prefix may
be zero because no key ever encrypts two files. Cutting, appending, reordering and altering are all refused, and no
byte of a chunk that is not right is ever given out.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from xuncha_desktop.crypto.primitives import KEY_BYTES, SUITE, Octets
from xuncha_desktop.kernel.errors import Damaged

HEADER = b"XCA" + SUITE.encode()
CHUNK = 64 * 1024

_TAG = 16
_SEALED = CHUNK + _TAG
_MOST_CHUNKS = 2**32
_DAMAGED = "附件密文已损坏：被截断、改动，或者不是用这把密钥加密的"


@dataclass(frozen=True)
class Written:
    """What was written: the hex digest and lengths in bytes. Only the ciphertext's digest may name a file."""

    sha256_of_ciphertext: str
    plain_length: int
    cipher_length: int


def encrypt_stream(key: Octets, src: BinaryIO, dst: BinaryIO) -> Written:
    """Encrypt everything `src` still holds into `dst`, in constant memory. The key must be fresh for this file."""
    cipher, digest = _cipher(key), hashlib.sha256(HEADER)
    dst.write(HEADER)
    plain_length, number, chunk = 0, 0, _read_full(src, CHUNK)
    while True:
        following = _read_full(src, CHUNK) if len(chunk) == CHUNK else b""
        sealed = cipher.encrypt(_nonce(number, last=not following), chunk, HEADER)
        dst.write(sealed)
        digest.update(sealed)
        plain_length += len(chunk)
        if not following:
            return Written(digest.hexdigest(), plain_length, cipher_length(plain_length))
        number, chunk = number + 1, following


def decrypt_stream(key: Octets, src: BinaryIO, dst: BinaryIO) -> int:
    """Decrypt into `dst`, return the plain length. Raises Damaged; what was written before then was authentic.

    A cut is seen only at the end, so whoever calls must throw away what he received when this raises.
    """
    length = 0
    for chunk in _chunks(_cipher(key), src):
        dst.write(chunk)
        length += len(chunk)
    return length


def cipher_length(plain_length: int) -> int:
    """How many bytes the encrypted file has."""
    return len(HEADER) + plain_length + _TAG * max(1, -(-plain_length // CHUNK))


def plain_length(cipher_length_: int) -> int:
    """How many bytes are inside an encrypted file of this length. Raises Damaged for a length no file can have."""
    body = cipher_length_ - len(HEADER)
    full, rest = divmod(body, _SEALED)
    if body < _TAG or 0 < rest < _TAG or (rest == _TAG and full):
        raise Damaged(_DAMAGED)
    return body - _TAG * (full + bool(rest))


class ChunkReader:
    """Random access to an encrypted file that can seek.

    Opening authenticates the last chunk, and with it the file's length: a file cut at a chunk border is refused
    even if only its beginning is wanted.
    """

    def __init__(self, key: Octets, src: BinaryIO) -> None:
        self._cipher, self._src = _cipher(key), src
        self.length = plain_length(src.seek(0, 2))
        self._last = max(0, -(-self.length // CHUNK) - 1)
        src.seek(0)
        _read_header(src)
        self._chunk(self._last)

    def read(self, offset: int, length: int) -> bytes:
        """At most `length` bytes from `offset`; fewer at the end, as a file does."""
        end = min(self.length, offset + length)
        if offset < 0 or length < 0 or offset >= end:
            return b""
        first, last = offset // CHUNK, (end - 1) // CHUNK
        joined = b"".join(self._chunk(number) for number in range(first, last + 1))
        return joined[offset - first * CHUNK : end - first * CHUNK]

    def chunks(self) -> Iterator[bytes]:
        """The whole content, chunk by chunk."""
        return (self._chunk(number) for number in range(self._last + 1))

    def _chunk(self, number: int) -> bytes:
        self._src.seek(len(HEADER) + number * _SEALED)
        return _open_chunk(self._cipher, number, _read_full(self._src, _SEALED), last=number == self._last)


def open_reader(key: Octets, src: BinaryIO) -> ChunkReader:
    """A reader over a seekable encrypted file. Raises Damaged."""
    return ChunkReader(key, src)


def read_range(key: Octets, src: BinaryIO, offset: int, length: int) -> bytes:
    """Some bytes out of the middle; see `ChunkReader.read`. Raises Damaged."""
    return ChunkReader(key, src).read(offset, length)


def _chunks(cipher: AESGCM, src: BinaryIO) -> Iterator[bytes]:
    _read_header(src)
    number, sealed = 0, _read_full(src, _SEALED)
    while True:
        following = _read_full(src, _SEALED) if len(sealed) == _SEALED else b""
        chunk = _open_chunk(cipher, number, sealed, last=not following)
        if number and not chunk:
            raise Damaged(_DAMAGED)
        yield chunk
        if not following:
            return
        number, sealed = number + 1, following


def _open_chunk(cipher: AESGCM, number: int, sealed: bytes, *, last: bool) -> bytes:
    try:
        return cipher.decrypt(_nonce(number, last=last), sealed, HEADER)
    except InvalidTag as error:
        raise Damaged(_DAMAGED) from error


def _read_header(src: BinaryIO) -> None:
    if _read_full(src, len(HEADER)) != HEADER:
        raise Damaged("这不是本系统加密的附件，或者出自更新的版本")


def _nonce(number: int, *, last: bool) -> bytes:
    if number >= _MOST_CHUNKS:
        raise Damaged("附件过大，不能加密")
    return bytes(7) + number.to_bytes(4, "big") + (b"\1" if last else b"\0")


def _cipher(key: Octets) -> AESGCM:
    if len(key) != KEY_BYTES:
        raise ValueError("a file key has 32 bytes")
    return AESGCM(key)


def _read_full(src: BinaryIO, count: int) -> bytes:
    """Exactly `count` bytes unless the stream ends: a pipe may give fewer at a time."""
    parts: list[bytes] = []
    while count and (part := src.read(count)):
        parts.append(part)
        count -= len(part)
    return b"".join(parts)
