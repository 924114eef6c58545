"""口令 rules are values; what is wrong is said all at once."""

from datetime import date

import pytest

from xuncha_desktop.crypto.passwords import POLICIES, PasswordPolicy, check_password
from xuncha_desktop.kernel.errors import Invalid
from xuncha_desktop.kernel.levels import Level

SECRET = POLICIES[Level.SECRET]


@pytest.mark.parametrize("password", ["Xuncha-2026", "巡察工作要保密守纪律-1", "zhangsan 01!", "e\u0301tudes-2026"])
def test_a_password_with_letters_digits_and_symbols_is_taken(password: str) -> None:
    check_password(password, SECRET, "liaison")


@pytest.mark.parametrize(
    ("password", "sentence"),
    [
        ("Abc-12345", "不能少于10个字符"),
        ("1234567890-", "要有字母"),
        ("abcdefghij-", "要有数字"),
        ("abcdefgh1234", "要有符号"),
        ("abcdefgh 1234", "要有符号"),
        ("Zhang.San-2026", "不能包含登录名"),
        ("Abcdefg-12\n", "控制字符"),
    ],
)
def test_a_weak_password_is_refused_with_the_reason(password: str, sentence: str) -> None:
    with pytest.raises(Invalid, match=sentence) as caught:
        check_password(password, SECRET, "zhang.san")
    assert list(caught.value.issues) == ["password"]


def test_everything_that_is_wrong_is_said_at_once() -> None:
    with pytest.raises(Invalid) as caught:
        check_password("", SECRET, "zhang")
    assert str(caught.value).count("口令") == 4


def test_k18_length_counts_characters_as_a_person_does() -> None:
    policy = PasswordPolicy(4, 30)
    check_password("𠮷a1!", policy, "")
    with pytest.raises(Invalid, match="不能少于4个"):
        check_password("e\u03011!", policy, "")


def test_the_stricter_level_asks_for_more_and_for_less_time() -> None:
    lower = POLICIES[Level.CONFIDENTIAL]
    assert (lower.min_length, lower.max_age_days) == (8, 30)
    assert (SECRET.min_length, SECRET.max_age_days) == (10, 7)
    assert SECRET.due_on(date(2026, 2, 25)) == date(2026, 3, 4)
    assert set(POLICIES) == set(Level)
