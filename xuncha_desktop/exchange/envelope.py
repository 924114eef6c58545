"""The age v1 file around a package: encrypting, decrypting, and what can be known without a key."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, cast

import pyrage  # pyright: ignore[reportMissingTypeStubs]

from xuncha_desktop.exchange.refusal import PackageRefused, Reason
from xuncha_desktop.kernel.errors import Damaged

MAGIC = b"age-encryption.org/v1\n"
HEADER_LIMIT = 1 << 16
_NAME = re.compile(r"IPX-([0-9a-f]{8})-(\d{4,15})-([0-9a-f]{8})\.ipx", re.ASCII)


class _Keys(Protocol):
    def from_str(self, text: str, /) -> object: ...


class _X25519(Protocol):
    Identity: _Keys
    Recipient: _Keys


class _Age(Protocol):
    x25519: _X25519
    DecryptError: type[Exception]
    RecipientError: type[Exception]

    def encrypt_io(self, reader: object, writer: object, recipients: Sequence[object]) -> None: ...
    def decrypt_io(self, reader: object, writer: object, identities: Sequence[object]) -> None: ...


_age = cast("_Age", pyrage)


@dataclass(frozen=True, slots=True)
class PublicFacts:
    """All that anybody can learn from a package without a key. Channel, seq and mark are "" when it was renamed.

    For one of several parts: which it is (from 1), of how many, and how many bytes the whole has; else 0.
    """

    name: str
    size: int
    is_package: bool
    stanzas: tuple[str, ...] = ()
    channel: str = ""
    seq: str = ""
    mark: str = ""
    part: int = 0
    parts: int = 0
    whole: int = 0

    @property
    def recipients(self) -> int:
        """How many keys can open it (the library adds a meaningless stanza, which is not counted)."""
        return self.stanzas.count("X25519")


def file_name(channel: str, seq: int, manifest_digest: str) -> str:
    """The name on the drive: ASCII, under 40 characters, no subject and no names."""
    return f"IPX-{channel}-{seq:04d}-{manifest_digest[:8]}.ipx"


def show(path: Path) -> PublicFacts:
    """What the file says to somebody without a key. Raises OSError if it cannot be read."""
    with path.open("rb") as file:
        head = file.read(HEADER_LIMIT)
        size = file.seek(0, 2)
    stanzas = _stanzas(head)
    return PublicFacts(path.name, size, stanzas is not None, stanzas or (), *name_parts(path.name))


def name_parts(name: str) -> tuple[str, str, str]:
    """Channel, number and mark as a file name says them; empty for a name that is none of ours."""
    found = _NAME.fullmatch(name)
    return (found[1], found[2], found[3]) if found else ("", "", "")


def looks_like_age(path: Path) -> bool:
    """Whether the file begins with a complete age header of a sane length."""
    with path.open("rb") as file:
        return _stanzas(file.read(HEADER_LIMIT)) is not None


def encrypt(source: Callable[[int], bytes], write: Callable[[bytes], object], recipients: Sequence[str]) -> None:
    """Encrypt what `source` hands out to age X25519 recipients. An error of either side comes through as it is."""
    try:
        keys = [_age.x25519.Recipient.from_str(each) for each in recipients]
    except _age.RecipientError as error:
        raise Damaged("收件单位的加密公钥无效，请重新登记") from error
    if not keys:
        raise ValueError("a package has a recipient")
    ends = _Ends(source, write)
    try:
        _age.encrypt_io(ends, ends, keys)
    except BaseException:
        ends.raise_kept()
        raise


def decrypt(read: Callable[[int], bytes], write: Callable[[bytes], object], identities: Sequence[str]) -> None:
    """Decrypt what `read` hands out, a whole age file, into `write`.

    Raises PackageRefused for a file that is cut, altered or not for these identities. `write` sees
    bytes before the end of the file is known to be whole: it must keep nothing if this raises.
    """
    keys = [_age.x25519.Identity.from_str(each) for each in identities]
    ends = _Ends(read, write)
    try:
        _age.decrypt_io(ends, ends, keys)
    except BaseException as error:
        ends.raise_kept()
        if isinstance(error, _age.DecryptError) and "No matching keys" in str(error):
            raise PackageRefused(Reason.WRONG_RECIPIENT) from error
        if isinstance(error, (_age.DecryptError, OSError)):
            raise PackageRefused(Reason.DAMAGED) from error
        raise


class _Ends:
    """Both ends of an age stream. Errors pass through Rust as text, so the real one is kept here."""

    def __init__(self, read: Callable[[int], bytes], write: Callable[[bytes], object]) -> None:
        self._read = read
        self._write = write
        self._kept: BaseException | None = None

    def read(self, count: int) -> bytes:
        try:
            return self._read(count)
        except BaseException as error:
            self._kept = error
            raise

    def write(self, block: bytes) -> int:
        try:
            self._write(block)
        except BaseException as error:
            self._kept = error
            raise
        return len(block)

    def flush(self) -> None:
        """Age asks for it; there is nothing to flush."""

    def raise_kept(self) -> None:
        """Raise what one of the ends raised, if it was that."""
        if self._kept is not None:
            raise self._kept


def _stanzas(head: bytes) -> tuple[str, ...] | None:
    """The types of the recipient stanzas, or None if this is no age header."""
    if not head.startswith(MAGIC):
        return None
    end = head.find(b"\n--- ")
    if end < 0:
        return None
    lines = head[len(MAGIC) : end].split(b"\n")
    types = [line.split(b" ")[1] for line in lines if line.startswith(b"-> ")]
    return tuple(each.decode("ascii", "replace") for each in types) or None
