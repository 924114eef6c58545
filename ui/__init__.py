"""The window: no SQL, no rules; the only importer of Qt."""

import sys

if sys.version_info < (3, 12):
    import ctypes

    # PySide6 6.12 gives back None and True without counting the reference: each call of a C++ function without a
    # result, and each `Signal.emit`, takes one away (measured), and after some ten thousand calls the interpreter
    # ends itself. From Python 3.12 on these objects are immortal; before, they get more references here than a
    # person's day can lose.
    for lasting in (None, True, False):
        ctypes.c_ssize_t.from_address(id(lasting)).value += 1 << 40
