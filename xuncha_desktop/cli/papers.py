"""`xuncha forms` and `xuncha form`: which papers there are, and what each looks like."""

import argparse
import dataclasses
import json
from pathlib import Path

from xuncha_desktop.kernel.errors import Refused
from xuncha_desktop.kernel.whole_file import write_whole
from xuncha_desktop.services import blank_papers, profiles, specimens


def forms(chosen: argparse.Namespace) -> int:
    """Every form with its label and sheet."""
    lines = specimens.forms()
    if chosen.json:
        print(json.dumps([dataclasses.asdict(line) for line in lines], ensure_ascii=False, indent=2))
        return 0
    kind = ""
    for line in lines:
        if line.kind != kind:
            kind = line.kind
            print(f"【{kind}】")
        known = (("公开", line.public), ("可存文稿", line.drafted), ("有空白表", line.blank))
        marks = "、".join(word for word, on in known if on)
        print(f"{line.name}\t{line.label}\t{line.width}×{line.height}毫米\t{marks}")
    return 0


def form(chosen: argparse.Namespace) -> int:
    """A specimen of one form, as PDF and as a draft; or the form to be filled in by hand."""
    if chosen.blank:
        if chosen.docx:
            raise Refused("空白表只写成PDF，请去掉 --docx")
        _write(chosen.output, blank_papers.specimen(chosen.name, profiles.shipped(chosen.profile)))
        return 0
    profile = profiles.shipped(chosen.profile) if chosen.profile else None
    _write(chosen.output, specimens.specimen(chosen.name, profile))
    if chosen.docx:
        _write(chosen.docx, specimens.specimen_draft(chosen.name, profile))
    return 0


def _write(path: Path, content: bytes) -> None:
    write_whole(path, content)
    print(f"已写出 {path}（{len(content):,}字节）")
