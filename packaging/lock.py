"""Writes the locks: every package pinned, with the digests of its files for every system, and no index named."""

import re
import subprocess
import sys
from pathlib import Path

FOLDER = Path("requirements")
OPTIONS = ["--universal", "--python-version", "3.11", "--generate-hashes", "--no-header", "--no-annotate", "--quiet"]


def compile_lock(uv: str, source: Path, target: Path, *more: str) -> None:
    """Solve afresh: the old lock is removed first, or its pins would be kept."""
    target.unlink(missing_ok=True)
    subprocess.run([uv, "pip", "compile", str(source), *OPTIONS, "-o", str(target), *more], check=True)


def floors(source: Path) -> str:
    """The lower bounds of `source` as exact pins, a line each."""
    bounds = re.findall(r"^([\w-]+)>=([\w.]+)", source.read_text(encoding="utf-8"), re.MULTILINE)
    return "".join(f"{name}=={version}\n" for name, version in bounds)


def main(uv: str) -> None:
    """The development lock first; the program's own is then a part of it."""
    dev, runtime = FOLDER / "dev.in", FOLDER / "runtime.in"
    compile_lock(uv, dev, FOLDER / "dev.txt")
    compile_lock(uv, runtime, FOLDER / "runtime.txt", "--constraint", str(FOLDER / "dev.txt"))
    lowest = Path("out") / "floor.constraints"
    lowest.write_text(floors(runtime), encoding="utf-8")
    compile_lock(uv, dev, FOLDER / "floor.txt", "--constraint", str(lowest))


if __name__ == "__main__":
    main(sys.argv[1])
