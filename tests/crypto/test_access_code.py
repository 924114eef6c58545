"""开通码: typed by hand, forgiving of look-alikes, unforgiving of errors, and the same keys at both ends."""

from itertools import pairwise
from random import Random

import pyrage
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from xuncha_desktop.crypto.access_code import ALPHABET, AccessKeys, keys_of, new_code, read_code
from xuncha_desktop.crypto.primitives import LOWEST_COST, open_with, seal_to
from xuncha_desktop.kernel.errors import Invalid

CODE = new_code(Random(5).randbytes)


def test_a_code_is_five_groups_of_four_and_a_check_symbol() -> None:
    assert [len(group) for group in CODE.split("-")] == [4, 4, 4, 4, 4, 1]
    assert set(CODE) <= set(ALPHABET + "-")
    assert len({new_code(Random(seed).randbytes) for seed in range(50)}) == 50


def test_all_hundred_bits_of_the_source_reach_the_code() -> None:
    top, low = new_code(lambda count: b"\x80" + bytes(count - 1)), new_code(lambda count: bytes(count - 1) + b"\x10")
    assert top.startswith("G000-0000-0000-0000-0000-")
    assert low.startswith("0000-0000-0000-0000-0001-")


@given(st.integers(0, 2**31))
def test_case_spaces_and_look_alikes_do_not_matter(seed: int) -> None:
    code = new_code(Random(seed).randbytes)
    for typed in [code.lower(), code.replace("-", " "), code.replace("-", ""), f"  {code}\n", code.replace("-", "－")]:
        assert read_code(typed) == code.replace("-", "")
    assert read_code(code.replace("0", "o").replace("1", "l")) == code.replace("-", "")
    assert read_code(code.replace("0", "O").replace("1", "I")) == code.replace("-", "")


def test_every_single_wrong_symbol_and_every_exchange_is_found() -> None:
    kept = CODE.replace("-", "")
    for place in range(len(kept)):
        for symbol in set(ALPHABET) - {kept[place]}:
            with pytest.raises(Invalid):
                read_code(kept[:place] + symbol + kept[place + 1 :])
    for first in range(20):
        for second in range(first + 1, 20):
            swapped = list(kept)
            swapped[first], swapped[second] = swapped[second], swapped[first]
            if swapped != list(kept):
                with pytest.raises(Invalid):
                    read_code("".join(swapped))


@pytest.mark.parametrize("typed", ["", "ABCD", CODE + "0", CODE[:-1] + "U", "口令" * 20, "0" * 1_000_000])
def test_what_cannot_be_a_code_is_refused_before_any_hashing(typed: str) -> None:
    with pytest.raises(Invalid):
        keys_of(typed, LOWEST_COST)


def test_both_ends_make_the_same_keys_and_another_code_makes_others() -> None:
    here, there = keys_of(CODE, LOWEST_COST), keys_of(CODE.lower().replace("-", " "), LOWEST_COST)
    assert here == there
    other = keys_of(new_code(Random(6).randbytes), LOWEST_COST)
    assert other.seed != here.seed
    sealed = seal_to(here.agreement_public("work"), b"content", b"task")
    assert open_with(there.agreement_private("work"), sealed, b"task") == b"content"


def test_no_two_purposes_share_a_key() -> None:
    keys = AccessKeys(bytes(32))
    made = [*(keys.agreement_private(name) for name in ["core", "work", "restricted", "age"]), keys.mac_key()]
    assert len(set(made)) == len(made)
    assert all(left != right for left, right in pairwise(made))


@settings(max_examples=25)
@given(st.binary(min_size=32, max_size=32))
def test_age_takes_the_identity_and_the_recipient_as_its_own(seed: bytes) -> None:
    keys = AccessKeys(seed)
    identity = pyrage.x25519.Identity.from_str(keys.age_identity())
    assert str(identity.to_public()) == keys.age_recipient()
    sealed = pyrage.encrypt(b"content", [pyrage.x25519.Recipient.from_str(keys.age_recipient())])
    assert pyrage.decrypt(sealed, [identity]) == b"content"
