"""The child's side: limited and locked in before it reads a byte, it gives back an answer or one word."""

import sys
from collections.abc import Callable, Mapping
from typing import IO, Any

from xuncha_desktop.kernel import sandbox
from xuncha_desktop.kernel.foreign.wire import Head, receive, send

OPEN_FILES = 32

Answer = tuple[Head, bytes | memoryview]


class Fault(Exception):
    """A word for what is wrong with a file."""


def limit(memory: int) -> None:
    """Bound the address space to `memory` bytes, and let no byte be written to any file.

    Windows has no such limits: there the parent's time limit and the reader's own remain.
    """
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_NOFILE, (OPEN_FILES, OPEN_FILES))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    sandbox.no_core_dumps()


def serve(
    answer: Callable[[Mapping[str, object], bytes], Answer],
    *,
    most: int,
    seconds: int,
    requests: IO[bytes] | None = None,
    answers: IO[bytes] | None = None,
) -> None:
    """Answer one message of at most `most` bytes after another, each within `seconds` of the processor's time.

    Any fault becomes a word, never a traceback. Call it after `sandbox.no_escape`.
    """
    source, sink = requests or sys.stdin.buffer, answers or sys.stdout.buffer
    while True:
        try:
            head, payload = receive(source, lambda _: most)
        except EOFError:
            return
        _grant(seconds)
        told: Any
        try:
            told, body = answer(head, payload)
        except Fault as fault:
            told, body = {"fault": str(fault)}, b""
        except MemoryError:
            told, body = {"fault": "memory"}, b""
        except Exception:  # whatever a decoder throws at a hostile file
            told, body = {"fault": "broken"}, b""
        send(sink, told, body)


def _grant(seconds: int) -> None:
    try:
        import resource
    except ImportError:
        return
    usage = resource.getrusage(resource.RUSAGE_SELF)
    used = int(usage.ru_utime + usage.ru_stime)
    resource.setrlimit(resource.RLIMIT_CPU, (used + seconds, resource.RLIM_INFINITY))
