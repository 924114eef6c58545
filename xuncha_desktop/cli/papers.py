"""`xuncha forms` and `xuncha form`: which papers there are, and what each looks like."""

import argparse
import dataclasses
import json
from pathlib import Path

from xuncha_desktop.kernel.errors import StorageFailed
from xuncha_desktop.services import profiles, specimens


def forms(chosen: argparse.Namespace) -> int:
    """Every form with its label and sheet."""
    lines = specimens.forms()
    if chosen.json:
        print(json.dumps([dataclasses.asdict(line) for line in lines], ensure_ascii=False, indent=2))
        return 0
    for line in lines:
        marks = "、".join(word for word, on in (("公开", line.public), ("可存文稿", line.drafted)) if on)
        print(f"{line.name}\t{line.label}\t{line.width}×{line.height}毫米\t{marks}")
    return 0


def form(chosen: argparse.Namespace) -> int:
    """A specimen of one form, as PDF and as a draft."""
    profile = profiles.shipped(chosen.profile) if chosen.profile else None
    _write(chosen.output, specimens.specimen(chosen.name, profile))
    if chosen.docx:
        _write(chosen.docx, specimens.specimen_draft(chosen.name, profile))
    return 0


def _write(path: Path, content: bytes) -> None:
    try:
        path.write_bytes(content)
    except OSError as error:
        raise StorageFailed(f"“{path.name}”不能写入（{error.strerror or '原因不明'}）") from error
    print(f"已写出 {path}（{len(content):,}字节）")
