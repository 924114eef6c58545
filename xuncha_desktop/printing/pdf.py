"""A PDF written while it is made: each object goes out as it ends, and only where it lies is remembered."""

import hashlib
import zlib
from array import array
from collections.abc import Iterable
from typing import Any, BinaryIO, Final, NamedTuple

_HEAD: Final = b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n"
_ID: Final = 16  # bytes of a file's own name, ISO 32000-1 §14.4
_PACKED: Final = "/Filter /FlateDecode"


class Mark(NamedTuple):
    """A state of the file to go back to."""

    end: int
    objects: int
    digest: Any


class Pdf:
    """A file with a page tree still to come; `out` is empty and can be cut back. Numbers of objects begin at 1."""

    def __init__(self, out: BinaryIO) -> None:
        self._out = out
        self._end = 0
        self._places = array("Q", [0])
        self._digest = hashlib.sha256()
        self._write(_HEAD)

    def reserve(self) -> int:
        """The number of an object that is put later."""
        self._places.append(0)
        return len(self._places) - 1

    def put(self, said: str | bytes, number: int = 0) -> int:
        """Write an object, a new one or one reserved; its number comes back."""
        number = number or self.reserve()
        self._places[number] = self._end
        self._write(b"%d 0 obj\n%b\nendobj\n" % (number, said.encode("ascii") if isinstance(said, str) else said))
        return number

    def stream(self, content: bytes, entries: str = "") -> int:
        """Write a stream, packed where that makes it smaller; `entries` are more of its dictionary."""
        packed = zlib.compress(content)
        smaller = len(packed) + len(_PACKED) < len(content)
        content = packed if smaller else content
        words = f"<< /Length {len(content)} {_PACKED if smaller else ''} {entries} >>".encode("ascii")
        return self.put(b"%b\nstream\n%b\nendstream" % (words, content))

    def mark(self) -> Mark:
        """The state now."""
        return Mark(self._end, len(self._places), self._digest.copy())

    def take_back(self, mark: Mark) -> None:
        """As if nothing had been written since."""
        self._out.seek(mark.end)
        self._out.truncate()
        self._end, self._digest = mark.end, mark.digest.copy()
        del self._places[mark.objects :]

    def finish(self, catalog: int, info: int) -> None:
        """Write where everything lies. The same objects have the same ID."""
        start, own = self._end, self._digest.hexdigest()[: 2 * _ID]
        self._write(b"xref\n0 %d\n0000000000 65535 f \n" % len(self._places))
        for place in self._places[1:]:
            self._write(b"%010d 00000 n \n" % place)
        known = f"/Size {len(self._places)} /Root {ref(catalog)} /Info {ref(info)} /ID [<{own}> <{own}>]"
        self._write(f"trailer\n<< {known} >>\nstartxref\n{start}\n%%EOF\n".encode("ascii"))

    def _write(self, raw: bytes) -> None:
        self._out.write(raw)
        self._digest.update(raw)
        self._end += len(raw)


def ref(number: int) -> str:
    """A reference to an object."""
    return f"{number} 0 R"


def refs(numbers: Iterable[int]) -> str:
    """References as an array."""
    return f"[{' '.join(map(ref, numbers))}]"


def words(text: str) -> str:
    """A text string, right beyond the BMP (§7.9.2.2)."""
    return f"<FEFF{text.encode('utf-16-be').hex().upper()}>" if text else "()"


def number(value: float) -> str:
    """A measure to a ten-thousandth, without needless zeros."""
    return f"{value:.4f}".rstrip("0").rstrip(".")
