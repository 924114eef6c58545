"""Locks a process puts on itself: no network, no core dump, and for readers of foreign files nearly nothing at all."""

import ctypes
import errno
import os
import platform
import struct
import sys
from dataclasses import dataclass, field

_ALLOW, _EPERM, _KILL = 0x7FFF0000, 0x00050000 | errno.EPERM, 0x80000000
_LOAD, _IF_EQUAL, _IF_AT_LEAST, _IF_BITS, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
_NUMBER, _ARCHITECTURE, _FIRST_ARGUMENT = 0, 4, 16  # offsets in struct seccomp_data
_ARGUMENT_SIZE = 8
_AF_UNIX = 1
_X32 = 0x40000000
_IO_URING_SETUP = 425  # the same number everywhere; a ring could open sockets past the filter
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND

_PR_SET_DUMPABLE, _PR_SET_SECCOMP, _PR_SET_NO_NEW_PRIVS, _FILTER_MODE = 4, 22, 38, 2


@dataclass(frozen=True, slots=True)
class _Machine:
    """Syscall numbers of one processor family (linux/unistd.h)."""

    audit_name: int
    socket: int
    opens: dict[int, int]  # syscall → index of its flags argument
    escapes: tuple[int, ...]


_X86_64 = _Machine(
    audit_name=0xC000003E,
    socket=41,
    opens={2: 1, 257: 2},
    # clone fork vfork execve kill ptrace tkill tgkill; truncate ftruncate rename mkdir rmdir creat link unlink
    # symlink chmod fchmod chown mknod; the *at family; setns unshare mount process_vm_* pidfd_* execveat openat2
    escapes=(
        *(56, 57, 58, 59, 62, 101, 200, 234, 76, 77, 82, 83, 84, 85, 86, 87, 88, 90, 91, 92, 93, 94, 133, 165),
        *(258, 259, 260, 263, 264, 265, 266, 268, 272, 308, 310, 311, 316, 322, 424, 434, 435, 437, 438, 452),
    ),
)
_AARCH64 = _Machine(
    audit_name=0xC00000B7,
    socket=198,
    opens={56: 2},
    escapes=(
        *(33, 34, 35, 36, 37, 38, 40, 45, 46, 52, 53, 54, 55, 97, 117, 129, 130, 131, 220, 221),
        *(268, 270, 271, 276, 281, 424, 434, 435, 437, 438, 452),
    ),
)
_MACHINES = {"x86_64": _X86_64, "aarch64": _AARCH64}


def no_network() -> bool:
    """From now on this process and its children get no socket but AF_UNIX (the display and D-Bus need that one).

    False where no such lock is known (Windows, other processors): there the system's own rule has to stand in.
    Raises OSError when the kernel refuses. Inherited and passed descriptors are not covered.
    """
    return _lock(escapes=False)


def no_escape() -> bool:
    """For a child that reads foreign files: no socket, no new process or program, no signal, no change to any file.

    Reading stays allowed, because unembedded fonts are looked up on the disk. Not to be undone. Returns as
    `no_network`.
    """
    return _lock(escapes=True)


def no_core_dumps() -> None:
    """Keep memory out of core files, and closed to other processes of the same user where the system can."""
    try:
        import resource
    except ImportError:  # Windows: error reports are switched off by the installer
        return
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux" and _libc().prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0):
        raise OSError(ctypes.get_errno(), "prctl")


@dataclass(slots=True)
class _Program:
    """A classic BPF program under construction."""

    code: list[bytes] = field(default_factory=list[bytes])

    def add(self, operation: int, yes: int, no: int, value: int) -> None:
        self.code.append(struct.pack("HBBI", operation, yes, no, value))

    def give(self, verdict: int) -> None:
        self.add(_RETURN, 0, 0, verdict)


def _lock(*, escapes: bool) -> bool:
    machine = _MACHINES.get(platform.machine())
    if sys.platform != "linux" or machine is None:
        return False
    _install(_program(machine, platform.machine() == "x86_64", escapes=escapes).code)
    return True


def _program(machine: _Machine, has_x32: bool, *, escapes: bool) -> _Program:
    p = _Program()
    p.add(_LOAD, 0, 0, _ARCHITECTURE)
    p.add(_IF_EQUAL, 1, 0, machine.audit_name)
    p.give(_KILL)
    p.add(_LOAD, 0, 0, _NUMBER)
    if has_x32:
        p.add(_IF_AT_LEAST, 0, 1, _X32)
        p.give(_KILL)
    denied = (_IO_URING_SETUP, *((machine.socket, *machine.escapes) if escapes else ()))
    for number in denied:
        p.add(_IF_EQUAL, 0, 1, number)
        p.give(_EPERM)
    if escapes:
        for number, index in machine.opens.items():
            p.add(_IF_EQUAL, 0, 4, number)
            p.add(_LOAD, 0, 0, _FIRST_ARGUMENT + _ARGUMENT_SIZE * index)
            p.add(_IF_BITS, 0, 1, _WRITING)
            p.give(_EPERM)
            p.give(_ALLOW)
    else:
        p.add(_IF_EQUAL, 0, 4, machine.socket)
        p.add(_LOAD, 0, 0, _FIRST_ARGUMENT)
        p.add(_IF_EQUAL, 0, 1, _AF_UNIX)
        p.give(_ALLOW)
        p.give(_EPERM)
    p.give(_ALLOW)
    return p


def _install(code: list[bytes]) -> None:
    class Filter(ctypes.Structure):
        _fields_ = [("length", ctypes.c_ushort), ("code", ctypes.c_void_p)]

    held = ctypes.create_string_buffer(b"".join(code))
    filter_ = Filter(len(code), ctypes.addressof(held))
    libc = _libc()
    if libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) or libc.prctl(
        _PR_SET_SECCOMP, _FILTER_MODE, ctypes.byref(filter_), 0, 0
    ):
        raise OSError(ctypes.get_errno(), "seccomp")


def _libc() -> ctypes.CDLL:
    return ctypes.CDLL(None, use_errno=True)
