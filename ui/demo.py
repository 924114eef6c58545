"""`xuncha demo`: the made-up county, and a picture of every screen as each person sees it."""

import sys
from collections.abc import Sequence

from xuncha_desktop.cli.main import build_parser
from xuncha_desktop.demonstration import making
from xuncha_desktop.kernel.errors import Refused


def main(words: Sequence[str]) -> int:
    """Make it. Returns the exit code: 0 done, 1 refused, 2 wrong use."""
    try:
        chosen = build_parser().parse_args(["demo", *words])
    except SystemExit as stop:
        return int(stop.code or 0)
    try:
        making.make(chosen.folder, chosen.scale, lambda text: print(text, flush=True))
        if chosen.scale is None:
            from ui import shots

            shots.take(chosen.folder, chosen.folder / "画面")
            print(f"每个岗位的画面在 {chosen.folder / '画面'}", flush=True)
    except Refused as reason:
        print(f"xuncha：{reason}", file=sys.stderr)
        return 1
    return 0
