"""The lock-out: it counts, it waits, and neither a clock nor a restart nor a broken file opens it early."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xuncha_desktop.crypto.attempts import DELAYS, LIMIT, LOCK_SECONDS, STRANGERS, Attempts, Uptime, stranger


def at(seconds: int, boot: str = "a") -> Uptime:
    return Uptime(boot, seconds)


def after_failures(count: int, when: Uptime, name: str = "zhang") -> Attempts:
    state = Attempts()
    for _ in range(count):
        state = state.failed(name, when)
    return state


def is_locked(state: Attempts, name: str) -> bool:
    return state.failures_of(name) == LIMIT


def test_k01_the_wait_grows_with_each_of_the_first_four_failures() -> None:
    waits = [after_failures(count, at(100)).wait("zhang", at(100))[1] for count in range(LIMIT)]
    assert waits == list(DELAYS)
    assert waits == sorted(set(waits))


def test_k02_the_fifth_failure_locks_for_half_an_hour_and_then_five_are_free_again() -> None:
    state = after_failures(LIMIT, at(100))
    assert is_locked(state, "zhang")
    assert state.wait("zhang", at(100))[1] == LOCK_SECONDS
    assert state.wait("zhang", at(100 + LOCK_SECONDS - 1))[1] == 1
    state, left = state.wait("zhang", at(100 + LOCK_SECONDS))
    assert left == 0
    assert state.failed("zhang", at(5000)).wait("zhang", at(5000))[1] == DELAYS[1]


def test_k02_the_officer_ends_a_lock_and_a_right_password_ends_the_count() -> None:
    state = after_failures(LIMIT, at(100)).failed("li", at(100)).cleared("zhang")
    assert state.wait("zhang", at(100))[1] == 0
    assert state.wait("li", at(100))[1] == DELAYS[1]


def test_k03_a_name_that_does_not_exist_is_counted_like_any_other() -> None:
    name = stranger("meiyou")
    assert after_failures(LIMIT, at(1), name).wait(stranger(" MEIYOU"), at(1))[1] == LOCK_SECONDS


def test_k03_of_a_name_nobody_has_the_file_keeps_next_to_nothing() -> None:
    typed = [f"Mima-{number}#" for number in range(500)]
    kept = {stranger(one) for one in typed}
    assert len(kept) == STRANGERS
    state = Attempts()
    for one in typed:
        state = state.failed(stranger(one), at(1))
    assert set(state.failures) == kept
    assert not any(one.encode() in state.to_bytes() for one in typed)


def test_k04_after_a_restart_the_wait_begins_anew_and_is_kept() -> None:
    state, left = after_failures(LIMIT, at(100)).wait("zhang", at(7, "b"))
    assert left == LOCK_SECONDS
    state = Attempts.from_bytes(state.to_bytes())
    assert state.wait("zhang", at(7 + 60, "b"))[1] == LOCK_SECONDS - 60


def test_k04_time_running_backwards_within_one_start_begins_the_wait_anew() -> None:
    assert after_failures(LIMIT, at(1000)).wait("zhang", at(10))[1] == LOCK_SECONDS


def test_what_is_kept_is_read_back() -> None:
    state = after_failures(3, at(9)).failed("li", at(10))
    assert Attempts.from_bytes(state.to_bytes()) == state
    assert Attempts.from_bytes(None) == Attempts()


@given(st.binary(max_size=60))
def test_any_unreadable_content_counts_as_four_failures_for_everybody(raw: bytes) -> None:
    state = Attempts.from_bytes(raw)
    assert state.suspect
    assert state.wait("zhang", at(1))[1] == 0
    assert is_locked(state.failed("zhang", at(1)), "zhang")
    assert not is_locked(state.cleared("zhang").failed("li", at(1)), "li")


@pytest.mark.parametrize(
    "change",
    [
        {"names": {"x": [0, "a", 1]}},
        {"names": {"x": [1, "a", -1]}},
        {"names": {"x": [9, "a", 1]}},
        {"names": {"x": [1, 2, 1]}},
        {"names": {"x": [True, "a", 1]}},
        {"names": {"x": [1, "a"]}},
        {"names": []},
        {"suspect": 0},
        {"format": "other"},
    ],
)
def test_content_with_strange_values_is_not_believed(change: dict[str, object]) -> None:
    value = json.loads(after_failures(1, at(1)).to_bytes()) | change
    assert Attempts.from_bytes(json.dumps(value).encode()) == Attempts(suspect=True)


def test_a_guesser_cannot_push_his_own_count_out_by_trying_many_names() -> None:
    state = after_failures(LIMIT - 1, at(1))
    for number in range(200):
        state = state.failed(stranger(f"name{number}"), at(2))
    assert is_locked(state.failed("zhang", at(3)), "zhang")
    assert not is_locked(state, "li")
