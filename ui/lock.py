"""The lock: what is typed is kept, keys are wiped, and the process ends and begins again at the login window."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QTimer, Signal, Slot

from ui import environment
from ui.__main__ import RETURN
from ui.shell.window import Shell
from xuncha_desktop.kernel.errors import Refused, StorageFailed
from xuncha_desktop.services import drafts, idle

LOOK_MS = 5_000
_TOUCHES = frozenset(
    (
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.InputMethod,
        QEvent.Type.TouchBegin,
        QEvent.Type.TabletPress,
    )
)


class IdleWatch(QObject):
    """`idle` after so many minutes without a touch. Time the machine slept counts: it wakes up locked (K21)."""

    idle = Signal()

    def __init__(self, seconds: Callable[[], float], minutes: Callable[[], int], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._seconds, self._minutes = seconds, minutes
        self._touched = seconds()
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()
        if (app := QCoreApplication.instance()) is not None:
            app.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Every key and every move of the hand is noticed, nothing is taken away."""
        if event.type() in _TOUCHES:
            # After a sleep the first touch must find the lock, not put it off.
            if self._seconds() - self._touched < 60 * self._minutes():
                self._touched = self._seconds()
            else:
                self.look()
        return False

    @Slot()
    def look(self) -> None:
        """Compare the time with the last touch."""
        if self._timer.isActive() and self._seconds() - self._touched >= 60 * self._minutes():
            self.stop()
            self.idle.emit()

    def stop(self) -> None:
        """Watch no longer."""
        self._timer.stop()
        if (app := QCoreApplication.instance()) is not None:
            app.removeEventFilter(self)


class Lock(QObject):
    """`locked`: nothing secret is open any more, the process may end."""

    locked = Signal()

    def __init__(self, shell: Shell, seconds: Callable[[], float]) -> None:
        super().__init__(shell)
        self._shell = shell
        self._begun = False
        session = shell.desk.session
        self.watch = IdleWatch(seconds, lambda: self._minutes, self)
        self._minutes = idle.minutes(session)
        self._noted = False
        shell.desk.changed.connect(lambda _: self._on_changed())
        shell.typed.connect(self.note)
        shell.lock_wanted.connect(self.begin)
        self.watch.idle.connect(self.begin)

    @Slot()
    def begin(self) -> None:
        """Keep what is typed, let a running job come to its safe point, and end."""
        if self._begun:
            return
        self._begun = True
        if not self._keep():
            return
        for job in self._shell.jobs.running:
            job.cancel()
        if self._shell.jobs.running:
            self._shell.cover("正在锁定，等待正在进行的工作停在安全的位置…")
            self._shell.jobs.idle.connect(self._end)
        else:
            self._end()

    def _keep(self) -> bool:
        try:
            drafts.put(self._shell.desk.session, self._shell.workspace, self._shell.keep())
        except Refused as reason:
            # The content is out of sight; the words typed are not given up for want of room on the disk.
            said = self._shell.cover(f"未保存的内容暂存失败：{reason}。请处理后重试，界面内容已隐藏", "重试锁定")
            said.acted.connect(self._again)
            return False
        return True

    def _again(self) -> None:
        self._begun = False
        self.begin()

    @Slot()
    def _end(self) -> None:
        self.watch.stop()
        self._shell.finish()
        self.locked.emit()

    @Slot()
    def note(self) -> None:
        """Keep what is typed now already: a power cut asks nobody first."""
        if self._begun:
            return
        try:
            drafts.put(self._shell.desk.session, self._shell.workspace, self._shell.keep())
            self._noted = True
        except Refused as reason:
            self._shell.refuse(Refused(f"正在填写的内容暂存失败：{reason}"))

    def leave(self) -> None:
        """The person is done: nothing unsaved is left, so nothing waits for him next time."""
        self._begun = True
        self.watch.stop()
        try:
            drafts.clear(self._shell.desk.session, self._shell.workspace)
        except Refused:
            return  # what stays is sealed, and only brings him back to where he was

    def _on_changed(self) -> None:
        self._minutes = idle.minutes(self._shell.desk.session)
        if self._noted:
            self._noted = False
            QTimer.singleShot(0, self, self.note)  # once the page knows that it is saved


def welcome_back(shell: Shell) -> None:
    """Put the person where he was before the lock."""
    session, workspace = shell.desk.session, shell.workspace
    try:
        kept = drafts.get(session, workspace)
        if kept is not None:
            shell.restore(kept)
    except StorageFailed as reason:  # the disk may let it be read another time
        shell.refuse(Refused(f"锁定前未保存的内容暂时无法读取：{reason}"))
    except Refused as reason:
        drafts.clear(session, workspace)
        shell.refuse(Refused(f"锁定前未保存的内容无法恢复：{reason}"))


def start_again(workspace: Path) -> None:
    """Put a fresh process in place of this one: only its end surely wipes what the interpreter copied.

    Nothing secret stands on the command line.
    """
    command = environment.again(RETURN, str(workspace))
    sys.stdout.flush()
    sys.stderr.flush()
    if sys.platform == "win32":  # there, replacing a process is a new process and a torn-off old one
        subprocess.Popen(command, close_fds=True, creationflags=subprocess.CREATE_NEW_PROCESS_GROUP)
    else:
        os.execv(command[0], command)
