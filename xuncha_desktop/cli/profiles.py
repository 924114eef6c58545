"""`xuncha profile …`: show a regulation profile in words, check folders of one, set two side by side."""

import argparse
import dataclasses
import json
from pathlib import Path
from typing import Any

from xuncha_desktop.kernel.errors import Refused
from xuncha_desktop.rules.compare import Difference, compare
from xuncha_desktop.rules.profile import ProfileRefused
from xuncha_desktop.rules.shipped import find_profile, profile_in
from xuncha_desktop.rules.wording import lines_of


def show(chosen: argparse.Namespace) -> int:
    """Every rule of a profile in words, with its ground."""
    profile = find_profile(chosen.profile)
    lines = lines_of(profile)
    if chosen.json:
        head = {"id": profile.about.id, "name": profile.about.name, "digest": profile.digest}
        _print_json(head | {"lines": [dataclasses.asdict(line) for line in lines]})
        return 0
    print(f"{profile.about.name}（第{profile.about.edition}版）\n{profile.digest}")
    section = ""
    for line in lines:
        if line.section != section:
            section = line.section
            print(f"\n【{section}】")
        ground = f"〔{line.ground}〕" if line.ground else ""
        print(f"{line.label}：{line.words}{ground}")
    return 0


def check(chosen: argparse.Namespace) -> int:
    """Load each folder as the program would. 1 when one of them has a fault; every fault with file and line."""
    results = [_checked(folder) for folder in chosen.folder]
    if chosen.json:
        _print_json(results)
    else:
        for result in results:
            for fault in result["faults"]:
                print(f"{result['folder']}：{fault}")
            if not result["faults"]:
                print(f"{result['folder']}：可以使用，摘要 {result['digest']}")
    return 1 if any(result["faults"] for result in results) else 0


def compare_two(chosen: argparse.Namespace) -> int:
    """Two profiles side by side; `--all` lists also what is the same in both."""
    left, right = find_profile(chosen.left), find_profile(chosen.right)
    rows = [row for row in compare(left, right) if chosen.all or row.difference is not Difference.SAME]
    if chosen.json:
        _print_json([dataclasses.asdict(row) | {"difference": row.difference.value} for row in rows])
        return 0
    print(f"前者：{left.about.name}\n后者：{right.about.name}")
    section = ""
    for row in rows:
        if row.section != section:
            section = row.section
            print(f"\n【{section}】")
        print(f"{row.label}　{row.difference.label}")
        for side, words, ground in (("前者", row.left, row.left_ground), ("后者", row.right, row.right_ground)):
            if words:
                print(f"  {side}：{words}{f'〔{ground}〕' if ground else ''}")
    print(f"\n{_counted(len(rows), same=left.digest == right.digest)}")
    return 0


def _counted(rows: int, *, same: bool) -> str:
    """How many rows were listed; profiles of other bytes are never called the same."""
    if rows:
        return f"共{rows}处"
    return "两者没有不同" if same else "所列规定没有不同，但两份规则档的内容不完全一致（如说明、栏目用语、条目概括）"


def _checked(folder: Path) -> dict[str, Any]:
    found: dict[str, Any] = {"folder": str(folder), "digest": "", "faults": []}
    try:
        profile = profile_in(folder)
    except ProfileRefused as refusal:
        return found | {"faults": list(refusal.faults)}
    except Refused as refusal:
        return found | {"faults": [str(refusal)]}
    return found | {"digest": profile.digest}


def _print_json(value: Any) -> None:
    print(json.dumps(value, ensure_ascii=False, indent=2))
