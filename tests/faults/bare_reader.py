"""Child program: what somebody with all files, one password and the plain driver gets at, past the program's doors.

    python -m tests.faults.bare_reader WORKSPACE LOGIN PASSWORD

Tries every secret that the password opens on every file. Prints one JSON object: by file what opened it, and of an
opened database every table with every row, blobs in hex.
"""

import json
import sys
from contextlib import closing, suppress
from dataclasses import fields
from datetime import date
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2

from xuncha_desktop.crypto.chunks import ChunkReader
from xuncha_desktop.crypto.keyring import KeyRing
from xuncha_desktop.crypto.unlocked import Unlocked
from xuncha_desktop.kernel.errors import Refused


def secrets(unlocked: Unlocked) -> dict[str, bytes]:
    """Every 32-byte secret of his: the keys he was given, former ones, and his private halves."""
    found = {f"key {name}": bytes(key) for name, key in unlocked.keys.items()}
    found |= {f"former {name} {n}": bytes(k) for name, keys in unlocked.former.items() for n, k in enumerate(keys)}
    found |= {f"own {f.name}": bytes(getattr(unlocked.bundle, f.name)) for f in fields(unlocked.bundle)}
    return {name: secret for name, secret in found.items() if len(secret) == 32}


def tables(path: Path, secret: bytes) -> dict[str, list[list[Any]]] | None:
    """Every table's rows, None if the secret does not open the file."""
    with closing(dbapi2.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as db:
        db.execute("PRAGMA cipher_log_level=NONE")
        db.execute(f"PRAGMA key=\"x'{secret.hex()}'\"")
        with suppress(dbapi2.DatabaseError):
            named = db.execute("SELECT name FROM sqlite_schema WHERE type = 'table'").fetchall()
            return {name: [list(map(plain, row)) for row in rows(db, name)] for (name,) in named}
    return None


def rows(db: Any, table: str) -> list[tuple[Any, ...]]:
    """A full-text table without content has no rows of its own; its shadow tables are listed by themselves."""
    try:
        return db.execute(f'SELECT * FROM "{table}"').fetchall()
    except dbapi2.OperationalError:
        return []


def plain(value: object) -> object:
    """A value as JSON can hold it."""
    return value.hex() if isinstance(value, bytes) else value


def opens_attachment(path: Path, secret: bytes) -> bool:
    """Whether a secret opens an encrypted attachment."""
    with suppress(Refused), path.open("rb") as source:
        return bool(ChunkReader(secret, source).length)
    return False


def main(workspace: Path, login: str, password: str) -> None:
    """Try everything on everything."""
    unlocked = KeyRing.from_bytes((workspace / "keys.a").read_bytes()).unlock(login, password, date(2019, 7, 9))
    own = secrets(unlocked)
    opened: dict[str, list[str]] = {}
    dump: dict[str, Any] = {}
    for path in sorted(path for path in workspace.rglob("*") if path.is_file()):
        name = str(path.relative_to(workspace))
        for label, secret in own.items():
            if path.suffix == ".db" and (found := tables(path, secret)) is not None:
                opened.setdefault(name, []).append(label)
                dump[name] = found
            elif path.parent.parent.name == "files" and opens_attachment(path, secret):
                opened.setdefault(name, []).append(label)
    print(json.dumps({"secrets": sorted(own), "opened": opened, "dump": dump}, ensure_ascii=False))


if __name__ == "__main__":
    main(Path(sys.argv[1]), *sys.argv[2:4])
