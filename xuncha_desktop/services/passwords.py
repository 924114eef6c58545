"""What a new password still lacks, sentence by sentence, for a page that shows it while it is being typed."""

from xuncha_desktop.crypto.passwords import PasswordPolicy, check_password
from xuncha_desktop.kernel.errors import Invalid


def wishes(policy: PasswordPolicy, login: str, text: str) -> list[tuple[str, bool]]:
    """Every rule with whether `text` meets it; rules that only a broken text shows come last."""
    always, broken = _broken(policy, login, ""), _broken(policy, login, text)
    return [(rule, rule not in broken) for rule in always] + [(rule, False) for rule in broken if rule not in always]


def _broken(policy: PasswordPolicy, login: str, text: str) -> list[str]:
    try:
        check_password(text, policy, login)
    except Invalid as invalid:
        return [sentence for words in invalid.issues.values() for sentence in words.split("；")]
    return []
