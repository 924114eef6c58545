"""The window: no SQL, no rules; the only importer of Qt."""

import sys

if sys.version_info < (3, 12):
    import ctypes

    # PySide6 6.12: every `Signal.emit` gives back True without counting the reference, so each call takes one away
    # (measured), and after some thousands the interpreter ends itself. From 3.12 on True is immortal; before, we
    # give it more references than can ever be lost.
    ctypes.c_ssize_t.from_address(id(True)).value += 1 << 40
