"""口令 rules: how long, of what, and for how many days; values that an office's 保密办 may tighten."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from xuncha_desktop.crypto.primitives import normalised
from xuncha_desktop.kernel.errors import Invalid
from xuncha_desktop.kernel.levels import Level


@dataclass(frozen=True)
class PasswordPolicy:
    """Length in code points after NFC; the age in days after which a new one is due."""

    min_length: int
    max_age_days: int
    needs_letters: bool = True
    needs_digits: bool = True
    needs_special: bool = True

    def due_on(self, changed_on: date) -> date:
        """The first day on which the password must be changed before anything else."""
        return changed_on + timedelta(days=self.max_age_days)


# 惯例: the figures commonly cited for 秘密级 and 机密级 machines; lower levels keep the former.
POLICIES: Mapping[Level, PasswordPolicy] = {
    Level.PUBLIC: PasswordPolicy(8, 30),
    Level.INTERNAL: PasswordPolicy(8, 30),
    Level.CONFIDENTIAL: PasswordPolicy(8, 30),
    Level.SECRET: PasswordPolicy(10, 7),
    Level.TOP_SECRET: PasswordPolicy(10, 7),
}


def check_password(password: str, policy: PasswordPolicy, login: str) -> None:
    """Raises Invalid, keyed `password`, with everything that is still wrong with a new password."""
    text = normalised(password)
    wrong = [sentence for broken, sentence in _tests(text, policy, login) if broken]
    if wrong:
        raise Invalid({"password": "；".join(wrong)})


def _tests(text: str, policy: PasswordPolicy, login: str) -> list[tuple[bool, str]]:
    special = any(not (character.isalnum() or character.isspace()) for character in text)
    return [
        (len(text) < policy.min_length, f"口令不能少于{policy.min_length}个字符"),
        (policy.needs_letters and not any(map(str.isalpha, text)), "口令中要有字母"),
        (policy.needs_digits and not any(map(str.isdecimal, text)), "口令中要有数字"),
        (policy.needs_special and not special, "口令中要有符号"),
        (not all(character.isprintable() for character in text), "口令中不能有换行等控制字符"),
        (bool(login) and login.casefold() in text.casefold(), "口令中不能包含登录名"),
    ]
