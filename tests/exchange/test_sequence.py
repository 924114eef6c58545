"""Every package finds its place in its channel, or is shown not to have one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.exchange.world import head
from xuncha_desktop.exchange.manifest import Manifest
from xuncha_desktop.exchange.sequence import ChannelState, Order, Verdict, sequence


def chain(length: int, start: str = "") -> list[Manifest]:
    """A sender's packages, each naming the one before."""
    found: list[Manifest] = []
    for seq in range(1, length + 1):
        prev = found[-1].digest if found else ""
        found.append(Manifest(head(seq=seq, prev=prev, package_id=f"{start or 'package'}-{seq:08d}"), (), ()))
    return found


SENT = chain(8)


def after(count: int, *held: Manifest) -> ChannelState:
    known = {manifest.head.seq: manifest.digest for manifest in SENT[:count]}
    return ChannelState(count, known, {manifest.head.seq: manifest.digest for manifest in held})


def judge(manifest: Manifest, state: ChannelState) -> Verdict:
    return sequence(manifest, manifest.digest, state)


def test_the_next_package_is_in_order() -> None:
    for number, manifest in enumerate(SENT):
        assert judge(manifest, after(number)) == Verdict(Order.IN_ORDER)


def test_x07_a_package_seen_before_changes_nothing() -> None:
    assert judge(SENT[2], after(3)).order is Order.DUPLICATE
    assert judge(SENT[0], after(3)).order is Order.DUPLICATE


def test_x08_a_package_that_comes_too_early_is_held_until_the_missing_one_is_in() -> None:
    assert judge(SENT[2], after(1)) == Verdict(Order.GAP, (2,))
    assert judge(SENT[4], after(1, SENT[2])) == Verdict(Order.GAP, (2, 4))
    assert judge(SENT[2], after(1, SENT[2])) == Verdict(Order.GAP, (2,))
    assert judge(SENT[2], after(2, SENT[2])) == Verdict(Order.IN_ORDER)
    assert "2、4" in judge(SENT[4], after(1, SENT[2])).sentence


def test_x09_an_old_package_that_was_skipped_is_not_taken_in_later() -> None:
    state = ChannelState(4, {1: SENT[0].digest, 4: SENT[3].digest})
    assert judge(SENT[1], state).order is Order.OLD


def test_x10_a_forged_counter_is_refused() -> None:
    assert judge(Manifest(head(seq=10**6, prev="00" * 32), (), ()), after(2)).order is Order.JUMP
    assert judge(Manifest(head(seq=1002, prev="00" * 32), (), ()), after(2)).order is Order.GAP
    assert judge(Manifest(head(seq=1003, prev="00" * 32), (), ()), after(2)).order is Order.JUMP


def test_x27_two_packages_with_one_number_sound_the_alarm() -> None:
    cloned = chain(8, "cloned")
    assert judge(cloned[2], after(3)).order is Order.FORK
    assert judge(cloned[3], after(3)).order is Order.FORK
    assert judge(cloned[4], after(3, SENT[4])).order is Order.FORK
    assert judge(cloned[5], after(3, SENT[4])).order is Order.FORK


def test_a_first_package_that_names_one_before_it_is_a_fork() -> None:
    assert judge(Manifest(head(seq=1, prev="00" * 32), (), ()), ChannelState()).order is Order.FORK


@given(order=st.permutations(range(8)))
def test_x08_whatever_the_order_of_arrival_all_are_imported_once(order: list[int]) -> None:
    known: dict[int, str] = {}
    held: dict[int, str] = {}
    imported: list[int] = []
    for arrival in order:
        seq = SENT[arrival].head.seq
        verdict = judge(SENT[arrival], ChannelState(len(imported), known, held))
        assert verdict.order in {Order.IN_ORDER, Order.GAP}
        held[seq] = SENT[arrival].digest
        while (turn := len(imported) + 1) in held:
            assert judge(SENT[turn - 1], ChannelState(len(imported), known, held)).order is Order.IN_ORDER
            known[turn] = held.pop(turn)
            imported.append(turn)
    assert imported == list(range(1, 9))


@pytest.mark.parametrize("order", Order)
def test_every_verdict_says_something(order: Order) -> None:
    assert len(Verdict(order).sentence) > 5
