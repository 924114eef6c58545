"""Makes resources/icons from the npm package `lucide-static` and our own application icon.

    python packaging/make_icons.py LUCIDE_STATIC.tgz [--out resources/icons]

The package is told by its digest; another version is refused. Nothing is fetched. Icons are copied byte for
byte under our names. `app.svg` is drawn by hand and stays; only its picture is made anew.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import sys
import tarfile
from pathlib import Path

PACKAGE = "lucide-static"
VERSION = "1.62.0"
SHA256 = "386f9080c440d6f5049cefe3456ae8357f7a0c7f76e59670cd1cb83bc7050a44"
APP_PIXELS = 256

# Our name → Lucide's, where they differ; `""` where they are the same.
ICONS = {
    "home": "house",
    "inbox": "",
    "send": "",
    "package": "",
    "package-open": "",
    "archive": "",
    "file-text": "",
    "files": "",
    "folder": "",
    "folder-open": "",
    "search": "",
    "filter": "funnel",
    "columns": "columns-3",
    "sort": "arrow-up-down",
    "plus": "",
    "minus": "",
    "edit": "pencil",
    "trash": "trash-2",
    "copy": "",
    "save": "",
    "check": "",
    "check-circle": "circle-check",
    "x": "",
    "x-circle": "circle-x",
    "alert-triangle": "triangle-alert",
    "alert-octagon": "octagon-alert",
    "bell": "",
    "clock": "",
    "calendar": "",
    "user": "",
    "users": "",
    "user-check": "",
    "key": "key-round",
    "lock": "",
    "unlock": "lock-open",
    "shield": "",
    "shield-check": "",
    "eye": "",
    "eye-off": "",
    "printer": "",
    "download": "",
    "upload": "",
    "paperclip": "",
    "image": "",
    "link": "",
    "history": "",
    "undo": "undo-2",
    "redo": "redo-2",
    "chevron-up": "",
    "chevron-down": "",
    "chevron-left": "",
    "chevron-right": "",
    "arrow-left": "",
    "arrow-right": "",
    "log-out": "",
    "settings": "",
    "help-circle": "circle-question-mark",
    "info": "",
    "list": "",
    "table": "",
    "clipboard-check": "",
    "clipboard-list": "",
    "stamp": "",
    "signature": "",
    "flow": "route",
    "mail": "",
    "phone": "",
    "usb": "",
    "hard-drive": "",
    "database": "",
    "refresh": "refresh-cw",
    "more-horizontal": "ellipsis",
    "star": "",
    "flag": "",
    "gavel": "",
    "scale": "",
    "building": "building-2",
    "map-pin": "",
    "book-open": "",
}

README = """# 图标

线条图标取自 npm 软件包 {package} {version}（ISC；其中源自 Feather 的为 MIT，见 `LICENSE-lucide.txt`），逐字节复制，
由 `packaging/make_icons.py` 制成。软件包 SHA-256：
`{sha256}`

颜色用 `currentColor`，由界面按主题给定。`app.svg` 是本软件自己的图标，`app.png` 由它画出（{pixels}×{pixels}）。

| 文件 | 原名 | SHA-256 |
| --- | --- | --- |
{rows}
"""


def open_package(path: Path) -> tarfile.TarFile:
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    if digest != SHA256:
        sys.exit(f"{path.name} is not {PACKAGE} {VERSION} (SHA-256 {digest})")
    return tarfile.open(path)


def read(package: tarfile.TarFile, member: str) -> bytes:
    stream = package.extractfile(f"package/{member}")
    if stream is None:
        sys.exit(f"{member} is no file")
    return stream.read()


def draw(svg: Path, png: Path) -> None:
    """The picture of an SVG on a clear ground."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from PySide6.QtCore import Qt
    from PySide6.QtGui import QGuiApplication, QImage, QPainter
    from PySide6.QtSvg import QSvgRenderer

    application = QGuiApplication([])
    image = QImage(APP_PIXELS, APP_PIXELS, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    QSvgRenderer(str(svg)).render(painter)
    painter.end()
    if not image.save(str(png)):
        sys.exit(f"{png.name} was not written")
    application.quit()


def readme(out: Path) -> str:
    files = [(f"{name}.svg", original or name) for name, original in ICONS.items()]
    files += [("app.svg", "—"), ("app.png", "—")]
    rows = [
        f"| {name} | {origin} | {hashlib.sha256((out / name).read_bytes()).hexdigest()} |" for name, origin in files
    ]
    return README.format(package=PACKAGE, version=VERSION, sha256=SHA256, pixels=APP_PIXELS, rows="\n".join(rows))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("package", type=Path)
    parser.add_argument("--out", type=Path, default=Path(__file__).parents[1] / "resources" / "icons")
    arguments = parser.parse_args()
    out: Path = arguments.out
    package = open_package(arguments.package)
    for name, original in ICONS.items():
        (out / f"{name}.svg").write_bytes(read(package, f"icons/{original or name}.svg"))
    (out / "LICENSE-lucide.txt").write_bytes(read(package, "LICENSE"))
    draw(out / "app.svg", out / "app.png")
    (out / "README.md").write_text(readme(out), encoding="utf-8")


if __name__ == "__main__":
    main()
