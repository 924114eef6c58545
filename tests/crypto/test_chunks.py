"""The chunk stream: whatever is done to an encrypted file, nothing false comes out of it."""

import hashlib
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from xuncha_desktop.crypto import chunks
from xuncha_desktop.crypto.chunks import CHUNK, HEADER
from xuncha_desktop.kernel.errors import Damaged

KEY = bytes(range(32))
SEALED = CHUNK + 16
LENGTHS = [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK, 3 * CHUNK + 5]


def content(length: int) -> bytes:
    return (bytes(range(251)) * (length // 251 + 1))[:length]


def encrypted(plain: bytes) -> bytes:
    target = BytesIO()
    chunks.encrypt_stream(KEY, BytesIO(plain), target)
    return target.getvalue()


def refused(raw: bytes, key: bytes = KEY) -> bytes:
    """Assert that every way of reading refuses, and return what the stream had given out before it did."""
    target = BytesIO()
    with pytest.raises(Damaged):
        chunks.decrypt_stream(key, BytesIO(raw), target)
    with pytest.raises(Damaged):
        list(chunks.open_reader(key, BytesIO(raw)).chunks())
    return target.getvalue()


class Dribble(BytesIO):
    """A stream that gives at most 1,000 bytes at a time, as a pipe does."""

    def read(self, size: int | None = -1, /) -> bytes:
        return super().read(min(1000, size if size and size > 0 else 1000))


@pytest.mark.parametrize("length", LENGTHS)
def test_what_went_in_comes_out_and_the_lengths_are_known(length: int) -> None:
    plain, target = content(length), BytesIO()
    written = chunks.encrypt_stream(KEY, Dribble(plain), target)
    raw = target.getvalue()
    assert written.plain_length == length
    assert written.cipher_length == len(raw) == chunks.cipher_length(length)
    assert written.sha256_of_ciphertext == hashlib.sha256(raw).hexdigest()
    assert chunks.plain_length(len(raw)) == length
    back = BytesIO()
    assert chunks.decrypt_stream(KEY, Dribble(raw), back) == length
    assert back.getvalue() == plain
    assert b"".join(chunks.open_reader(KEY, BytesIO(raw)).chunks()) == plain


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(LENGTHS), st.integers(0, 4 * CHUNK), st.integers(0, 3 * CHUNK))
def test_a_range_is_the_same_as_a_slice_of_the_whole(length: int, offset: int, count: int) -> None:
    plain = content(length)
    assert chunks.read_range(KEY, BytesIO(encrypted(plain)), offset, count) == plain[offset : offset + count]


@settings(max_examples=80, deadline=None)
@given(st.sampled_from(LENGTHS), st.data())
def test_a_flipped_bit_is_refused_and_only_true_chunks_before_it_came_out(length: int, data: st.DataObject) -> None:
    plain = content(length)
    raw = bytearray(encrypted(plain))
    position = data.draw(st.integers(0, len(raw) - 1))
    raw[position] ^= 1 << data.draw(st.integers(0, 7))
    given_out = refused(bytes(raw))
    assert plain.startswith(given_out)
    assert len(given_out) <= max(0, position - len(HEADER)) // SEALED * CHUNK


@settings(max_examples=80, deadline=None)
@given(st.sampled_from(LENGTHS), st.data())
def test_a_cut_file_is_refused_wherever_it_is_cut(length: int, data: st.DataObject) -> None:
    plain = content(length)
    raw = encrypted(plain)
    borders = [len(HEADER) + n * SEALED for n in range(4) if len(HEADER) + n * SEALED < len(raw)]
    cut = data.draw(st.sampled_from(borders) | st.integers(0, len(raw) - 1))
    assert plain.startswith(refused(raw[:cut]))


@settings(max_examples=40, deadline=None)
@given(st.sampled_from(LENGTHS), st.binary(min_size=1, max_size=40) | st.just(bytes(SEALED)))
def test_an_appended_file_is_refused(length: int, more: bytes) -> None:
    refused(encrypted(content(length)) + more)


def test_reordered_repeated_and_dropped_chunks_are_refused() -> None:
    raw = encrypted(content(3 * CHUNK))
    parts = [raw[4 + n * SEALED : 4 + (n + 1) * SEALED] for n in range(3)]
    for order in [(1, 0, 2), (0, 2, 1), (0, 0, 1, 2), (0, 2), (0, 1, 2, 2), (2,)]:
        refused(HEADER + b"".join(parts[n] for n in order))


def test_a_file_cut_at_a_border_is_refused_even_when_only_its_beginning_is_wanted() -> None:
    raw = encrypted(content(3 * CHUNK))
    with pytest.raises(Damaged):
        chunks.read_range(KEY, BytesIO(raw[: 4 + 2 * SEALED]), 0, 10)


def test_another_key_another_suite_and_foreign_files_are_refused() -> None:
    raw = encrypted(content(100))
    refused(raw, bytes(32))
    refused(b"XCA2" + raw[4:])
    refused(b"%PDF-1.7 something else")
    refused(b"")
