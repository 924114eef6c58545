"""`xuncha`: without words the window, with words the command line; demonstration and pictures belong to the window."""

import sys
from collections.abc import Sequence

RETURN = "--return"
"""How the window starts itself after a lock; the word after it is the workspace's folder."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run and return the exit code."""
    words = list(sys.argv[1:] if argv is None else argv)
    if words and words[0] != RETURN:
        if argv is None:  # as a program of its own, not called from one
            _lock()
        return _command(words)
    from ui import environment

    try:
        environment.settle()
    except environment.Injected as reason:
        print(reason, file=sys.stderr)
        return 2
    from ui import app

    return app.run(words[1] if len(words) > 1 else None)


def _lock() -> None:
    """The command line opens the same workspaces as the window: no network and no core dump for it either."""
    from xuncha_desktop.kernel import sandbox

    sandbox.no_core_dumps()
    sandbox.no_network()


def _command(words: list[str]) -> int:
    if words[0] == "demo":
        from ui import demo

        return int(demo.main(words[1:]))
    if words[0] == "shots":
        from ui import shots

        return int(shots.main(words[1:]))
    from xuncha_desktop import cli

    return cli.main(words)


if __name__ == "__main__":
    sys.exit(main())
