"""B5: a day's acts, each with permission, audit chain and commits, against their bare statements on plain files."""

import shutil
import statistics
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from tests.bench.measure import Asked, Line, Recorder, replay, spent
from tests.bench.world import LEADER, World, plain
from xuncha_desktop.demonstration.draws import Draws
from xuncha_desktop.kernel.levels import Compartment
from xuncha_desktop.records.onsite import Finding
from xuncha_desktop.records.restricted import Petition
from xuncha_desktop.services import findings, reading
from xuncha_desktop.services.reading import Query
from xuncha_desktop.services.session import Session
from xuncha_desktop.storage.table import Where

ROUNDS = 40
Files = dict[Compartment, Any]
GOAL = "<= 1.5x"
_AUDIT = Compartment.AUDIT


def run(world: World) -> list[Line]:
    """The same acts on a copy of the workspace and on a copy of its twins."""
    with tempfile.TemporaryDirectory(dir=world.folder.parent, prefix="daily-") as folder:
        copy = world.copied(Path(folder) / "copy")
        session = world.enter(LEADER, copy / "workspace")
        twins = {one: plain(world.twin(one, copy / "plain")) for one in Compartment}
        alone = _with_audit(copy)
        try:
            return _lines(world, _days(session, twins, alone))
        finally:
            session.close()
            for db in (*twins.values(), *alone.values()):
                db.close()


def _with_audit(copy: Path) -> Files:
    """Further twins, each with room for the audit's entries: what a program with one plain file would have."""
    shutil.copytree(copy / "plain", copy / "alone")
    found = {one: plain(copy / f"alone/{one.value}.db") for one in Compartment}
    for one, db in found.items():
        if one is not _AUDIT:
            db.execute(
                "CREATE TABLE entry (seq INTEGER PRIMARY KEY, entry_id BLOB NOT NULL UNIQUE, hash BLOB NOT NULL, "
                "sealed BLOB NOT NULL)"
            )
    return found


def _days(session: Session, twins: Files, alone: Files) -> dict[str, list[tuple[float, float, float, int]]]:
    """(ours, bare, bare in one file, statements) of every act."""
    drafts = session.table(Finding).where(Where("state = 'draft'"), limit=2 * ROUNDS)
    petitions = session.table(Petition).where(limit=200)
    draws, found = Draws(7), dict[str, list[tuple[float, float, float, int]]]()
    with Recorder(session) as recorder:
        for turn in range(ROUNDS):
            for what, act in _acts(session, drafts[2 * turn : 2 * turn + 2], draws.one(petitions)):
                ours = spent(act)
                asked = recorder.taken()
                bare = spent(partial(replay, asked, twins))
                one = spent(partial(replay, _in_one_file(asked), alone))
                found.setdefault(what, []).append((ours, bare, one, len(asked)))
    return found


def _acts(session: Session, two: list[Finding], petition: Petition) -> list[tuple[str, Callable[[], Any]]]:
    first, other = two
    fact = f"{first.fact}经核对原始凭证，上述情况属实。"
    return [
        ("save a finding", lambda: findings.correct(session, first.id, first.version, fact=fact)),
        ("change a finding's state", lambda: findings.void(session, other.id, other.version, "与另一问题重复")),
        ("list a hundred, newest first", lambda: reading.page(session, Query("finding"))),
        ("open a finding with its history", lambda: _open(session, first.id)),
        ("open a secret petition, audited", lambda: _open_secret(session, petition.id)),
    ]


def _open(session: Session, record_id: str) -> None:
    reading.open_one(session, "finding", record_id)
    reading.history(session, "finding", record_id)


def _open_secret(session: Session, record_id: str) -> None:
    reading.open_one(session, "petition", record_id)


def _in_one_file(asked: list[Asked]) -> list[Asked]:
    """The remark: the same statements with the audit's entry in the act's own file, and so in one commit."""
    home = next((one.compartment for one in asked if one.sql == "COMMIT"), None)
    if home is None:
        return asked
    ends = ("BEGIN IMMEDIATE", "COMMIT")
    own = [one for one in asked if one.compartment is not _AUDIT and one.sql != "COMMIT"]
    entries = [Asked(home, one.sql, one.values) for one in asked if one.compartment is _AUDIT and one.sql not in ends]
    return [*own, *entries, Asked(home, "COMMIT", ())]


def _lines(world: World, found: dict[str, list[tuple[float, float, float, int]]]) -> list[Line]:
    lines: list[Line] = []
    sums = [0.0, 0.0]
    for what, times in found.items():
        ours, bare, one = (statistics.median(each) for each in zip(*(t[:3] for t in times), strict=True))
        sums = [sums[0] + ours, sums[1] + bare]
        note = f"{times[0][3]} statements" + (f"; in one plain file about {one:.2f} ms" if one > 0.01 else "")
        lines.append(Line("B5", world.name, what, ours, bare, GOAL, note=note))
    lines.append(Line("B5", world.name, "the whole mix", *sums, goal=GOAL))
    return lines
