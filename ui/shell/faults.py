"""What nobody caught: a refusal goes to the shell, anything else to a log without contents and the crash window."""

import logging
import platform
import sys
import threading
import traceback
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QObject, QStandardPaths, Signal
from PySide6.QtWidgets import QDialog, QPlainTextEdit, QVBoxLayout, QWidget

from ui.login.parts import buttons, primary, quiet
from ui.theme.metrics import Space
from ui.widgets.card import label
from xuncha_desktop import __version__
from xuncha_desktop.kernel.clock import local_text, micros, system_clock
from xuncha_desktop.kernel.errors import Cancelled, Refused

log = logging.getLogger(__name__)
_MOST_BYTES = 512 * 1024


def report_of(error: BaseException) -> str:
    """What went wrong, by kinds, files and lines only: an exception's own words may quote what somebody typed."""
    lines = [f"{local_text(micros(system_clock()))}　版本 {__version__}　Python {platform.python_version()}"]
    seen: BaseException | None = error
    while seen is not None:
        lines.append(f"{type(seen).__module__}.{type(seen).__qualname__}")
        lines += [
            f"  {Path(frame.filename).name}:{frame.lineno} {frame.name}"
            for frame in traceback.extract_tb(seen.__traceback__)
        ]
        seen = seen.__cause__ or (None if seen.__suppress_context__ else seen.__context__)
    return "\n".join(lines)


def log_path() -> Path:
    """Where faults are written down."""
    folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.GenericDataLocation)
    return Path(folder) / "xuncha-desktop" / "faults.log"


def write_down(text: str) -> bool:
    """Add to the log, which begins anew when it has grown large. False if there is no room for it."""
    path = log_path()
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        mode = "w" if path.exists() and path.stat().st_size > _MOST_BYTES else "a"
        with path.open(mode, encoding="utf-8") as file:
            file.write(text + "\n\n")
    except OSError:
        return False
    return True


class Faults(QObject):
    """The hook of last resort. `refused` carries a refusal, `bug` the report; both arrive on the window's thread."""

    refused = Signal(object)
    bug = Signal(str)

    def install(self) -> None:
        """Take over from Python."""
        sys.excepthook = self._hook
        threading.excepthook = lambda told: self.handle(told.exc_value) if told.exc_value else None

    def handle(self, error: BaseException) -> None:
        """Sort it."""
        if isinstance(error, Refused):
            self.refused.emit(error)
        elif not isinstance(error, (Cancelled, KeyboardInterrupt, SystemExit)):
            text = report_of(error)
            write_down(text)
            self.bug.emit(text)

    def _hook(self, _: type[BaseException], error: BaseException, __: TracebackType | None) -> None:
        self.handle(error)


class CrashWindow(QDialog):
    """Says that the fault is the program's. The window behind it stays, with everything typed in it."""

    def __init__(self, parent: QWidget | None, text: str, lock: Callable[[], object] | None) -> None:
        super().__init__(parent)
        self.setWindowTitle("程序出现意外")
        self.setMinimumSize(560, 380)
        self.shown = QPlainTextEdit(text)
        self.shown.setReadOnly(True)
        self.shown.setAccessibleName("故障记录")
        go_on = quiet("继续使用")
        go_on.clicked.connect(self.reject)
        made = [go_on]
        if lock is not None:
            again = primary("暂存内容并重新启动")
            again.clicked.connect(self.accept)
            again.clicked.connect(lock)
            made.append(again)
        column = QVBoxLayout(self)
        column.setContentsMargins(Space.WIDE, Space.WIDE, Space.WIDE, Space.NORMAL)
        column.setSpacing(Space.NEAR)
        column.addWidget(label("程序出现意外", "title"))
        column.addWidget(
            label(
                "刚才的操作没有完成，已保存的内容不受影响，正在填写的内容仍在窗口中。"
                "下面的记录不含任何业务内容，可以抄给维护人员。",
                wrap=True,
            )
        )
        column.addWidget(self.shown, 1)
        column.addWidget(label(f"记录存放在：{log_path()}", "small", wrap=True))
        column.addLayout(buttons(*made))
