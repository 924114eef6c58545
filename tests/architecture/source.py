"""The source as the architecture tests read it: every file of the tree, parsed once."""

import ast
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
PROGRAM = ("xuncha_desktop/", "ui/")


@dataclass(frozen=True)
class Source:
    """A Python file by its path from the root."""

    name: str

    @cached_property
    def text(self) -> str:
        return (ROOT / self.name).read_text(encoding="utf-8")

    @cached_property
    def lines(self) -> list[str]:
        return self.text.splitlines()

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.text, self.name)

    def walk(self) -> Iterator[ast.AST]:
        return ast.walk(self.tree)


@lru_cache(maxsize=1)
def tree_files() -> tuple[str, ...]:
    """Every file that is, or is about to be, in the repository, by its path from the root."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    return tuple(sorted(name for name in listed.split("\0") if name and (ROOT / name).is_file()))


@lru_cache(maxsize=1)
def sources() -> tuple[Source, ...]:
    """Every Python file of the repository."""
    return tuple(Source(name) for name in tree_files() if name.endswith(".py"))


def program() -> tuple[Source, ...]:
    """The Python files that are shipped."""
    return tuple(source for source in sources() if source.name.startswith(PROGRAM))
