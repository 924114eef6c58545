"""Refusals: what the user is told, in final Chinese. Anything else that is raised is a bug."""

from collections.abc import Mapping


class Refused(Exception):
    """The user asked for something that cannot be done; the message is shown as it is."""


class NotAllowed(Refused):
    """The person's post, relation to the record, or keys do not carry this act."""


class Invalid(Refused):
    """Some fields are wrong: one sentence per field, keyed by field name."""

    def __init__(self, issues: Mapping[str, str]) -> None:
        self.issues = dict(issues)
        super().__init__("；".join(self.issues.values()))


class Stale(Refused):
    """Somebody saved the record since this person opened it."""


class NotFound(Refused):
    """No such record, or this person may not know of it: the two are not told apart."""


class Damaged(Refused):
    """A file is not what was written: cut, altered, foreign or empty."""


class StorageFailed(Refused):
    """The disk is full, pulled out or failing; nothing of the act was kept."""


class ReadOnly(StorageFailed):
    """The workspace lies where nothing can be written: it is looked at, and every act is refused with this sentence."""

    def __init__(self) -> None:
        super().__init__("只读方式打开：工作区所在的磁盘或文件夹不能写入，不能保存")


class Cancelled(Exception):
    """The person pressed 取消 while a long piece of work was running."""
