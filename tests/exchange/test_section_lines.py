"""The lines inside a section are a stranger's until they are read strictly."""

import hashlib
import io
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.exchange.world import OFFICE
from xuncha_desktop.crypto import chunks
from xuncha_desktop.exchange.manifest import SectionEntry, section_context
from xuncha_desktop.exchange.section import LINE_LIMIT, open_section
from xuncha_desktop.kernel.errors import Damaged
from xuncha_desktop.kernel.levels import Compartment

HEADER = b'{"compartment":"work","counts":{"finding":2},"types":{"finding":1}}\n'


def opened(plain: bytes) -> Iterator[dict[str, object]]:
    key, sealed = bytes(range(32)), io.BytesIO()
    written = chunks.encrypt_stream(key, io.BytesIO(plain), sealed)
    sealed_key = OFFICE.seal(Compartment.WORK)(key, section_context("package0", "sender00", Compartment.WORK))
    entry = SectionEntry(
        Compartment.WORK, sealed_key.hex(), written.cipher_length, hashlib.sha256(sealed.getvalue()).hexdigest()
    )
    section = open_section(sealed, entry, "package0", "sender00", OFFICE.open_key(Compartment.WORK))
    return section.records


def test_two_lines_are_two_records() -> None:
    assert list(opened(HEADER + b'{"a":1}\n{"b":"\\n"}\n')) == [{"a": 1}, {"b": "\n"}]


@pytest.mark.parametrize(
    "plain",
    [
        b"",
        HEADER[:-1],
        HEADER + b'{"a":1}\n',
        HEADER + b'{"a":1}\n{"a":2}\n{"a":3}\n',
        HEADER + b'{"a":1}\n{"a":2}',
        HEADER + b'{"a":1}\n\n',
        HEADER + b'{"a":1}\n[]\n',
        HEADER + b'{"a":1}\n{"a":NaN}\n',
        HEADER + b'{"a":1}\n{"a":1,"a":2}\n',
        HEADER + b'{"a":' + b"[" * 100_000 + b"]" * 100_000 + b"}\n{}\n",
        HEADER + b'{"a":"' + b"x" * LINE_LIMIT + b'"}\n{}\n',
        HEADER + b"x" * (3 * LINE_LIMIT),
        HEADER.replace(b"work", b"core") + b"{}\n{}\n",
        HEADER.replace(b'"types":{"finding":1}', b'"types":{}') + b"{}\n{}\n",
        HEADER.replace(b"finding", b"../x") + b"{}\n{}\n",
    ],
    ids=range(15),
)
def test_x19_lines_that_are_not_as_announced_are_refused(plain: bytes) -> None:
    with pytest.raises(Damaged):
        list(opened(plain))


@given(plain=st.binary(max_size=400))
def test_any_other_bytes_raise_nothing_but_damaged(plain: bytes) -> None:
    with pytest.raises(Damaged):
        list(opened(plain))
    with pytest.raises(Damaged):
        list(opened(HEADER + plain + b"\n\n\n"))
