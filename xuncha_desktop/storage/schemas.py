"""The committed schema of each compartment, its version, and the migrator that lifts an older file."""

from collections.abc import Callable, Sequence
from pathlib import Path

from xuncha_desktop.kernel.errors import Refused
from xuncha_desktop.kernel.levels import Compartment
from xuncha_desktop.storage.connection import Connection

_FOLDER = Path(__file__).parent / "schema"

Step = Callable[[Connection], None]

# Steps[n] lifts a file of schema version n + 1 to n + 2. Until release 1.0 the committed schema is version 1.
STEPS: dict[Compartment, tuple[Step, ...]] = {compartment: () for compartment in Compartment}


class TooNew(Refused):
    """The file was written by a newer program."""


def version_of(compartment: Compartment) -> int:
    """The schema version this program writes."""
    return len(STEPS[compartment]) + 1


def statements(compartment: Compartment) -> str:
    """The SQL that makes an empty compartment of today's version."""
    own = _FOLDER / f"{compartment.value}.sql"
    return (_FOLDER / "common.sql").read_text("utf-8") + (own.read_text("utf-8") if own.exists() else "")


def make(db: Connection, compartment: Compartment) -> None:
    """Create the tables of a new file in one transaction."""
    db.execute("BEGIN IMMEDIATE")
    for sql in _split(statements(compartment)):
        db.execute(sql)
    db.execute(f"PRAGMA user_version={version_of(compartment)}")
    db.execute("COMMIT")


def migrate(db: Connection, compartment: Compartment, steps: Sequence[Step] | None = None) -> None:
    """Lift an older file step by step, each step and its version number in one transaction.

    A kill leaves the file at a whole version; the next start goes on from there. Raises `TooNew` and touches
    nothing if the file is newer than the program.
    """
    todo = STEPS[compartment] if steps is None else steps
    row = db.execute("PRAGMA user_version").fetchone()
    found = int(row[0]) if row else 0
    if found > len(todo) + 1:
        raise TooNew(f"“{compartment.label}”是用更新版本的程序写的（第{found}版），请先升级本程序。数据没有改动")
    for number, step in enumerate(todo[found - 1 :], start=found):
        db.execute("BEGIN IMMEDIATE")
        try:
            step(db)
            db.execute(f"PRAGMA user_version={number + 1}")
            db.execute("COMMIT")
        except BaseException:
            if db.in_transaction:
                db.execute("ROLLBACK")
            raise


def _split(script: str) -> list[str]:
    """Whole statements; a trigger's body ends with END, so its inner semicolon does not end it."""
    found, part = list[str](), ""
    for line in script.splitlines():
        if not line.lstrip().startswith("--"):
            part += line + "\n"
        if line.endswith(";") and ("CREATE TRIGGER" not in part or line.endswith("END;")):
            found.append(part.strip())
            part = ""
    return found
