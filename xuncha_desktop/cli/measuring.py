"""`xuncha measure`: a finished PDF held to GB/T 9704-2012, as a table or as JSON."""

import argparse
import dataclasses
import json
from pathlib import Path

from xuncha_desktop.kernel.errors import Refused
from xuncha_desktop.services.measuring import Measured, measure

MAX_BYTES = 200 * 1024 * 1024


def run(chosen: argparse.Namespace) -> int:
    """0 if every measure keeps to its rule, 1 if one deviates."""
    measured = measure(_read(chosen.file))
    print(_json(measured) if chosen.json else _table(measured))
    return 0 if measured.within else 1


def _table(measured: Measured) -> str:
    deviating = [finding for finding in measured.findings if not finding.within]
    lines = [f"文种：{measured.kind}　页数：{measured.pages}　测量{len(measured.findings)}项　不符{len(deviating)}项"]
    lines += [
        f"{'符合' if f.within else '不符'}  第{f.page}页  {f.what}：{f.found}（GB/T 9704-2012 {f.clause}，"
        f"{f.strength}：{f.wanted}）"
        for f in measured.findings
    ]
    return "\n".join(lines)


def _json(measured: Measured) -> str:
    return json.dumps(dataclasses.asdict(measured) | {"within": measured.within}, ensure_ascii=False, indent=2)


def _read(file: Path) -> bytes:
    try:
        if file.stat().st_size > MAX_BYTES:
            raise Refused(f"“{file.name}”超过{MAX_BYTES // 1024 // 1024}兆，不能测量")
        return file.read_bytes()
    except OSError as error:
        raise Refused(f"“{file.name}”不能读取") from error
