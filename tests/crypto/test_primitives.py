"""The cipher suite against published vectors and against misuse."""

import unicodedata

import pytest
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from xuncha_desktop.crypto import primitives
from xuncha_desktop.crypto.primitives import LOWEST_COST, KdfCost
from xuncha_desktop.kernel.errors import Damaged, Invalid

KEY = bytes(range(32))


def counting(count: int) -> bytes:
    return bytes(count)


def test_argon2id_agrees_with_rfc_9106() -> None:
    # The published vector has a 32 KiB memory and a secret, which our bounds refuse: it is asked of the library.
    kdf = Argon2id(salt=b"\2" * 16, length=32, iterations=3, lanes=4, memory_cost=32, ad=b"\4" * 12, secret=b"\3" * 8)
    assert kdf.derive(b"\1" * 32).hex() == "0d640df58d78766c08c037a34a8b53c9d01ef0452d75b65eb52520e96b01e659"


def test_ed25519_is_the_one_of_rfc_8032() -> None:
    private = bytes.fromhex("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb")
    assert primitives.signing_public(private) == "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c"


def test_x25519_is_the_one_of_rfc_7748() -> None:
    private = bytes.fromhex("77076d0a7318a57d3c16c17251b26645df4c2f87ebc0992ab177fba51db92c2a")
    assert primitives.agreement_public(private) == "8520f0098930a754748b7ddcb43ef75a0dbf3a0d26381af4eba4a98eaa9b4e6a"


def test_a_signature_counts_only_in_its_context_and_for_its_message() -> None:
    public, signature = primitives.signing_public(KEY), primitives.sign(KEY, "grant", b"text")
    assert primitives.verify(public, "grant", b"text", signature)
    assert not primitives.verify(public, "revoke", b"text", signature)
    assert not primitives.verify(public, "grant", b"texT", signature)
    assert not primitives.verify(primitives.signing_public(bytes(32)), "grant", b"text", signature)
    assert not primitives.verify("zz", "grant", b"text", signature)


def test_a_letter_sealed_to_a_key_opens_only_with_its_private_half_and_purpose() -> None:
    sealed = primitives.seal_to(primitives.agreement_public(KEY), b"content", b"grant")
    assert primitives.open_with(KEY, sealed, b"grant") == b"content"
    for private, info in [(bytes(31) + b"\1", b"grant"), (KEY, b"deposit")]:
        with pytest.raises(Damaged):
            primitives.open_with(private, sealed, info)
    for wrong in [sealed[:-1], sealed + b"\0", b"2" + sealed[1:], b"", sealed[:20], sealed[:9] + b"\0" + sealed[10:]]:
        with pytest.raises(Damaged):
            primitives.open_with(KEY, wrong, b"grant")


@pytest.mark.parametrize("public", ["", "00", "g" * 64, "AB" * 32, "00" * 32])
def test_sealing_to_what_is_no_public_key_is_refused(public: str) -> None:
    with pytest.raises(Damaged):
        primitives.seal_to(public, b"content", b"grant")


def test_sealed_bytes_are_refused_when_key_purpose_or_a_bit_differs() -> None:
    sealed = primitives.seal(KEY, b"content", b"slot", counting)
    assert primitives.open_sealed(KEY, sealed, b"slot") == b"content"
    for position in range(len(sealed)):
        flipped = bytearray(sealed)
        flipped[position] ^= 1
        with pytest.raises(Damaged):
            primitives.open_sealed(KEY, bytes(flipped), b"slot")
    with pytest.raises(Damaged):
        primitives.open_sealed(bytes(32), sealed, b"slot")
    with pytest.raises(Damaged):
        primitives.open_sealed(KEY, sealed, b"slots")


def test_one_secret_gives_another_key_for_every_purpose() -> None:
    purposes = ["deposit", "slot", "audit"]
    assert len({primitives.derive(KEY, purpose) for purpose in purposes}) == 3
    assert primitives.derive(KEY, "deposit") == primitives.derive(bytearray(KEY), "deposit")


@pytest.mark.parametrize(
    ("memory", "passes", "lanes"),
    [
        (8, 3, 4),
        (64 * 1024 - 1, 3, 4),
        (64 * 1024 * 1024, 3, 4),
        (65536, 0, 4),
        (65536, 11, 4),
        (65536, 1, 0),
        (65536, 1, 9),
    ],
)
def test_k10_forged_derivation_parameters_are_refused_before_hashing(memory: int, passes: int, lanes: int) -> None:
    with pytest.raises(Damaged):
        KdfCost(memory, passes, lanes)


def test_k18_both_forms_of_the_same_characters_are_the_same_password() -> None:
    composed, decomposed = "é𠮷😀口令", unicodedata.normalize("NFD", "é𠮷😀口令")
    assert composed != decomposed
    salt = bytes(16)
    assert primitives.stretch(composed, salt, LOWEST_COST) == primitives.stretch(decomposed, salt, LOWEST_COST)
    assert primitives.stretch("e𠮷😀口令", salt, LOWEST_COST) != primitives.stretch(composed, salt, LOWEST_COST)


def test_k18_length_is_counted_in_code_points() -> None:
    assert len(primitives.normalised("𠮷" * 1024)) == 1024


@pytest.mark.parametrize("pasted", ["a" * 1_000_000, "\u0300\u0316" * 500_000, "a" * 1025, "\ud800"])
def test_k19_an_overlong_or_unreadable_password_is_refused_before_hashing(pasted: str) -> None:
    with pytest.raises(Invalid):
        primitives.stretch(pasted, bytes(16), LOWEST_COST)


def test_a_fingerprint_is_ten_groups_of_four_digits_and_differs_by_key() -> None:
    first = primitives.fingerprint(primitives.agreement_public(KEY))
    assert [len(group) for group in first.split()] == [4] * 10
    assert first.replace(" ", "").isdecimal()
    assert first != primitives.fingerprint(primitives.agreement_public(bytes(32)))
