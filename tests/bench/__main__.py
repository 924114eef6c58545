"""`python -m tests.bench [ONLY …]`: measure, print the table, keep out/bench.json. ONLY: start deadlines login …"""

import json
import os
import platform
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from tests.bench import daily, deadlines, forms, ledger, login, paper, search, start, workbooks
from tests.bench.measure import Line
from tests.bench.world import ROOT, SCALES, World, world

ALONE: dict[str, Callable[[], list[Line]]] = {
    "start": start.run,
    "deadlines": deadlines.run,
    "paper": paper.run,
    "forms": forms.run,
    "workbooks": workbooks.run,
}
"""What needs no workspace."""

SCALED: dict[str, Callable[[World], list[Line]]] = {
    "login": login.run,
    "ledger": ledger.run,
    "search": search.run,
    "daily": daily.run,
}
KEPT = ROOT / "out/bench.json"
HEAD = f"{'':3} {'scale':6} {'what':48} {'ours':>10} {'yardstick':>10} {'':3} {'ratio':>7}  {'goal':24} remark"


def main(only: list[str]) -> int:
    """Run what was asked for; an unknown name is told. 1 if something could not be measured."""
    unknown = set(only) - {*ALONE, *SCALED}
    if unknown:
        print(f"no benchmark called {', '.join(sorted(unknown))}; there are {', '.join((*ALONE, *SCALED))}")
        return 2
    wanted = [name for name in (*ALONE, *SCALED) if not only or name in only]
    began, lines = time.perf_counter(), list[Line]()
    works = [work for name, work in ALONE.items() if name in wanted]
    worlds = {scale: world(scale) for scale in SCALES} if set(wanted) - set(ALONE) else {}
    works += [partial(SCALED[name], one) for name in wanted if name in SCALED for one in worlds.values()]
    print(HEAD)
    for work in works:
        for line in work():
            print(line, flush=True)
            lines.append(line)
    for growth in _growth(lines):
        print(growth)
    facts = {name: one.facts for name, one in worlds.items()}
    _keep(lines, facts, time.perf_counter() - began)
    return 0


def _growth(lines: list[Line]) -> list[str]:
    """How each cost grows from the small scale to the large."""
    small, large = list(SCALES)
    by_what = {(line.scale, line.bench, line.what): line.ours for line in lines}
    grown = {
        (bench, what): by_what[large, bench, what] / ours
        for (scale, bench, what), ours in by_what.items()
        if scale == small and ours > 0 and (large, bench, what) in by_what
    }
    return [f"growth {bench} {what}: {factor:.1f}x" for (bench, what), factor in grown.items()]


def _keep(lines: list[Line], worlds: dict[str, object], seconds: float) -> None:
    """Replace the results of what was run; others stay from their last run."""
    before = json.loads(KEPT.read_text()) if KEPT.exists() else {"lines": []}
    ran = {line.bench for line in lines}
    kept = [line for line in before["lines"] if line["bench"] not in ran]
    told = {
        "machine": {"processor": _processor(), "cores": os.cpu_count(), "python": platform.python_version()},
        "load": os.getloadavg(),
        "seconds": round(seconds, 1),
        "worlds": {**before.get("worlds", {}), **worlds},
        "lines": sorted([*kept, *(line.told() for line in lines)], key=lambda line: line["bench"]),
    }
    KEPT.parent.mkdir(exist_ok=True)
    KEPT.write_text(json.dumps(told, ensure_ascii=False, indent=1))
    print(f"kept in {KEPT.relative_to(ROOT)}; {seconds:.0f} s, load {os.getloadavg()[0]:.1f}")


def _processor() -> str:
    told = Path("/proc/cpuinfo")
    lines = told.read_text().splitlines() if told.exists() else []
    return next((line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")), platform.machine())


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
