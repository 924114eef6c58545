"""The import contracts of pyproject.toml, as a command: `python -m tests.architecture.borders [CONTRACT]`."""

import sys

from importlinter.cli import lint_imports

CACHE = "out/importlinter"

if __name__ == "__main__":
    sys.exit(lint_imports(limit_to_contracts=tuple(sys.argv[1:]), cache_dir=CACHE))
