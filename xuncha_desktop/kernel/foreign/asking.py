"""The program's side: starts the child, gives it a file, waits no longer than allowed, and believes nothing."""

import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Mapping
from contextlib import suppress
from os import environ
from pathlib import Path
from typing import IO, TypeVar

from xuncha_desktop.kernel.errors import Refused
from xuncha_desktop.kernel.foreign.wire import Head, Room, receive, send

BROKEN = "broken"
LATE = "late"
ABORTED = "aborted"
FROZEN_FLAG = "--child="  # the shipped program starts itself with this and a module instead of an interpreter
_ROOT = str(Path(__file__).resolve().parents[3])
_START = "import sys; sys.path.insert(0, sys.argv[1]); from {module} import main; main()"

T = TypeVar("T")


class Failed(Exception):
    """No answer: the child's own word, or one of these.

    `BROKEN` where it fell or made an answer up, `LATE` where it was stopped, `ABORTED` where its reader gave up by
    itself, as a reader in Rust does that gets no more memory (only POSIX tells).
    """

    @property
    def word(self) -> str:
        """The word alone: no text of a foreign file is ever in it where the caller knows his words."""
        return str(self.args[0])


class Child:
    """A child serving requests; `module` has a `main` that ends in `serving.serve`. It starts at the first request.

    Not for two threads at once; `close` may come from any thread and cuts a running request short.
    """

    def __init__(self, module: str, *, seconds: float) -> None:
        self._module = module
        self._seconds = seconds
        self._process: subprocess.Popen[bytes] | None = None
        self._owed: Room | None = None  # of an answer that was asked for ahead and not taken yet

    @property
    def running(self) -> bool:
        """Whether the child that answered last is still there."""
        return self._process is not None

    def ask(self, head: Head, payload: bytes, room: Room) -> tuple[Mapping[str, object], bytes]:
        """One request. `room`: how many bytes the answer may bring. Raises `Failed`, and may be asked again."""

        def talk(process: subprocess.Popen[bytes]) -> tuple[Mapping[str, object], bytes]:
            owed, self._owed = self._owed, None
            if owed is not None:  # nobody took it
                receive(_pipe(process.stdout), owed)
            send(_pipe(process.stdin), head, payload)
            return receive(_pipe(process.stdout), room)

        process = self._process = self._process or self._start()
        return self._in_time(process, talk)

    def ask_ahead(self, head: Head, room: Room) -> None:
        """Ask a running child for something short, and go on while it works; `answer` takes what it says.

        One request at a time: it lies in the empty pipe, so that nothing waits here. A fault shows in `answer`.
        """
        process = self._process
        if process is not None and self._owed is None:
            self._owed = room
            with suppress(OSError, ValueError):  # the child has gone: there will be no answer
                send(_pipe(process.stdin), head)

    def answer(self) -> tuple[Mapping[str, object], bytes]:
        """The answer to what was asked ahead; the time allowed begins now. Raises `Failed`."""
        process, owed, self._owed = self._process, self._owed, None
        if process is None or owed is None:  # closed in between, or asked for something else
            raise Failed(BROKEN)
        return self._in_time(process, lambda process: receive(_pipe(process.stdout), owed))

    def _in_time(
        self,
        process: subprocess.Popen[bytes],
        talk: Callable[[subprocess.Popen[bytes]], tuple[Mapping[str, object], bytes]],
    ) -> tuple[Mapping[str, object], bytes]:
        late = threading.Event()
        timer = threading.Timer(self._seconds, lambda: (late.set(), process.kill()))
        timer.start()
        try:
            answer, body = talk(process)
        except (OSError, EOFError, ValueError, Refused) as error:
            self.close()
            raise Failed(LATE if late.is_set() else _last_word(process)) from error
        finally:
            timer.cancel()
            timer.join()
        if "fault" in answer:
            raise Failed(str(answer["fault"]))
        return answer, body

    def close(self) -> None:
        """End the child."""
        process, self._process, self._owed = self._process, None, None
        if process is not None:
            _end(process)

    def _start(self) -> subprocess.Popen[bytes]:
        if getattr(sys, "frozen", False):
            command = [sys.executable, FROZEN_FLAG + self._module]
        else:
            command = [sys.executable, "-I", "-B", "-c", _START.format(module=self._module), _ROOT]
        # Windows starts nothing without its root.
        kept = {"SYSTEMROOT": environ["SYSTEMROOT"]} if "SYSTEMROOT" in environ else {}
        return subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=Path(sys.executable).anchor,
            env=kept,
            close_fds=True,
        )


def trusted(read: Callable[[], T]) -> T:
    """What `read` makes of an answer; whatever the child made up instead of one is a broken file. Raises `Failed`."""
    try:
        return read()
    except (KeyError, TypeError, ValueError) as error:
        raise Failed(BROKEN) from error


def _end(process: subprocess.Popen[bytes]) -> None:
    process.kill()
    for pipe in (process.stdin, process.stdout):
        if pipe is not None:
            with suppress(OSError):  # the rest of an unsent message has nobody to go to
                pipe.close()
    process.wait()


def _last_word(ended: subprocess.Popen[bytes]) -> str:
    # Locked in, a process cannot send itself the signal that aborts it, and falls by the next instruction instead.
    return ABORTED if ended.returncode in (-signal.SIGABRT, -signal.SIGSEGV) else BROKEN


def _pipe(pipe: IO[bytes] | None) -> IO[bytes]:
    if pipe is None:
        raise TypeError("the child was started without pipes")
    return pipe
