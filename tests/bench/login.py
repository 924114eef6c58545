"""B2: from the right password to a usable home screen, against the key derivation alone."""

import statistics

from tests.bench.measure import Line
from tests.bench.world import HOLDER, LEADER, World, child

REPEATS = 3
GOAL = "<= derivation + 300 ms"


def run(world: World) -> list[Line]:
    """Each time a process of its own: what is loaded at the first login is part of the wait."""
    lines: list[Line] = []
    for login in (HOLDER, LEADER):
        found = [child("login_window", world.workspace, login) for _ in range(REPEATS)]
        middle = {name: statistics.median(one[name] for one in found) for name in found[0]}
        for name in ("opened", "shown", "usable"):
            over = f"derivation + {middle[name] - middle['derivation']:.0f} ms"
            what = f"{login}: password to {_WHAT[name]}"
            lines.append(Line("B2", world.name, what, middle[name], middle["derivation"], GOAL, note=over))
    return lines


_WHAT = {"opened": "open session", "shown": "window painted", "usable": "home screen filled"}
