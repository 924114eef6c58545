"""Makes the environment the commands run in: packages by the lock's digests, and `xuncha` on its path.

Nothing of ours is built or installed: a path file inside the environment names the source tree, relative to
itself, so this step needs no build tool, and everything after it works with the network cut off.
"""

import subprocess
import sys
import venv
from pathlib import Path

import check_system

LAUNCHER = '#!/bin/sh\nexec "$(dirname "$(readlink -f "$0")")/python" -P -m ui "$@"\n'


def main(folder: Path, lock: Path, stamp: Path) -> None:
    """Make or mend `folder` until it holds what `lock` says; `stamp` appears last."""
    if not check_system.ensure(check_system.LIBRARIES):
        sys.exit(1)
    if not usable(folder):
        print(f"正在建立运行环境 {folder}（Python {sys.version.split()[0]}）……", flush=True)
        venv.create(folder, clear=True, with_pip=True)
    install(folder, lock)
    link(folder)
    for old in folder.glob(".ready-*"):
        old.unlink()
    stamp.touch()


def usable(folder: Path) -> bool:
    """Whether the folder's own Python and pip still start: both break when the system's Python is replaced."""
    python = folder / "bin" / "python"
    probe = "import pip, sys; sys.exit(sys.version_info < (3, 11))"
    return python.exists() and subprocess.run([python, "-c", probe], stderr=subprocess.DEVNULL).returncode == 0


def install(folder: Path, lock: Path) -> None:
    """Install exactly the lock. Wheels only: no package's build script runs on this machine."""
    print(f"正在按 {lock} 安装依赖包……", flush=True)
    options = ["--quiet", "--disable-pip-version-check", "--no-deps", "--require-hashes", "--only-binary", ":all:"]
    done = subprocess.run([folder / "bin" / "python", "-m", "pip", "install", *options, "-r", lock])
    if done.returncode:
        print(f"依赖包没有装好，见上。 The packages of {lock} could not be installed, see above.", file=sys.stderr)
        sys.exit(done.returncode)


def link(folder: Path) -> None:
    """Put the source tree on the environment's path, and the command `xuncha` beside its Python."""
    site = next((folder / "lib").glob("python3.*")) / "site-packages"
    ups = [".."] * len(site.relative_to(folder.parent).parts)
    (site / "xuncha.pth").write_text("/".join(ups) + "\n", encoding="utf-8")
    launcher = folder / "bin" / "xuncha"
    launcher.write_text(LAUNCHER, encoding="utf-8")
    launcher.chmod(0o755)


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
