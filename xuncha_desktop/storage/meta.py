"""Small facts of a compartment by name: who it belongs to, the last key file seen, the demonstration mark."""

from xuncha_desktop.storage.connection import Connection

_LATEST = "last_login"  # the name it had when only logins were remembered


def read(db: Connection, name: str) -> str | None:
    """The fact of that name."""
    row = db.execute("SELECT value FROM meta WHERE name = ?", (name,)).fetchone()
    return str(row[0]) if row else None


def write(db: Connection, name: str, value: str) -> None:
    """Keep a fact, inside the caller's transaction."""
    db.execute(
        "INSERT INTO meta (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        (name, value),
    )


def latest(db: Connection) -> int:
    """The latest moment this file has known, in microseconds; 0 if none. No clock set back undoes it."""
    return int(read(db, _LATEST) or 0)


def remember(db: Connection, at: int) -> None:
    """Keep a moment if it is the latest, inside the caller's transaction."""
    if at > latest(db):
        write(db, _LATEST, str(at))


def correct(db: Connection, at: int) -> None:
    """Put an earlier moment in the place of the latest, inside the caller's transaction: that one was an error."""
    write(db, _LATEST, str(at))


def forget(db: Connection, name: str) -> None:
    """Drop a fact, inside the caller's transaction."""
    db.execute("DELETE FROM meta WHERE name = ?", (name,))


def starting_with(db: Connection, prefix: str) -> dict[str, str]:
    """Every fact whose name begins so, by the rest of its name."""
    found = db.execute(
        "SELECT name, value FROM meta WHERE substr(name, 1, ?) = ? ORDER BY name", (len(prefix), prefix)
    ).fetchall()
    return {str(name)[len(prefix) :]: str(value) for name, value in found}
