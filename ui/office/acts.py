"""Acts that take long and write: done in a job with a session of its own, and told to the window afterwards."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from ui.jobs import Job, Report
from ui.shell.frame import Frame
from xuncha_desktop.records.registry import Record
from xuncha_desktop.services import evidence
from xuncha_desktop.services.evidence import Stored
from xuncha_desktop.services.session import Changes, Session


def start(frame: Frame, label: str, work: Callable[[Session, Report], Any]) -> Job:
    """Start `work`; whatever it changed is broadcast when it has ended, also where it failed half way."""
    seen: list[Changes] = []

    def run(session: Session, report: Report) -> Any:
        session.on_change = seen.append
        return work(session, report)

    def tell() -> None:
        for changes in seen:
            frame.desk.changed.emit(changes)

    job = frame.jobs.start(label, run)
    job.ended.connect(tell)
    return job


def hang(frame: Frame, record: Record, paths: Sequence[Path], done: Callable[[], object] | None = None) -> Job | None:
    """Encrypt files and hang them on a record of the work compartment. Nothing for no files."""
    if not paths:
        return None

    def work(session: Session, report: Report) -> list[tuple[Stored, str]]:
        found: list[tuple[Stored, str]] = []
        for number, path in enumerate(paths, 1):
            words = f"第{number}份，共{len(paths)}份：{path.name}"
            found.append((evidence.take_in(session, path, lambda count, w=words: report(count, 0, w)), path.name))
        return found

    def attach(found: list[tuple[Stored, str]]) -> None:
        for stored, name in found:
            frame.desk.run(
                lambda session, s=stored, n=name: evidence.attach(session, record.type.name, record.id, s, n)
            )
        if done is not None:
            done()

    job = frame.jobs.start("添加扫描件", work)
    job.finished.connect(attach)
    job.failed.connect(frame.refuse)
    return job
