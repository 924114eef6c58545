"""A workspace that cannot be written to: mounted read-only where this user may, its rights taken away elsewhere."""

import os
import subprocess
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

import pytest


@contextmanager
def read_only(path: Path) -> Generator[None]:
    """Nothing below this folder can be written meanwhile."""
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        yield from _mounted(path)
    else:
        yield from _without_rights(path)


def _mounted(path: Path) -> Generator[None]:
    try:
        done = subprocess.run(["mount", "--bind", str(path), str(path)], capture_output=True, text=True)
    except FileNotFoundError:
        pytest.skip("only on systems with mount, or for a user whose rights can be taken away")
    if done.returncode:
        pytest.skip(f"only on systems where this user may mount: {done.stderr.strip()}")
    try:
        subprocess.run(["mount", "-o", "remount,bind,ro", str(path)], check=True)
        yield
    finally:
        subprocess.run(["umount", "--lazy", str(path)], check=True)


def _without_rights(path: Path) -> Generator[None]:
    parts = {part: part.stat().st_mode for part in (path, *path.rglob("*"))}
    for part, mode in parts.items():
        part.chmod(mode & ~0o222)
    try:
        yield
    finally:
        for part, mode in parts.items():
            part.chmod(mode)
