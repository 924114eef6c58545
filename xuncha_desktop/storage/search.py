"""Full-text search by single characters: FTS5 without content, removed by the old text (foundation 27)."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from xuncha_desktop.kernel.text import split_characters
from xuncha_desktop.storage.connection import Connection

_TERM = re.compile(r"[^\s\"]+")
MAX_TERMS = 12


@dataclass(frozen=True, slots=True)
class Hit:
    """One record found; `rank` grows with how recently it was written."""

    type: str
    record_id: str
    rank: int


def index(db: Connection, type_name: str, texts: Iterable[tuple[str, str | None, str]]) -> None:
    """Bring the index from records' old words to their new ones: (id, old words or None, new words)."""
    changed = [(record_id, old, new) for record_id, old, new in texts if old != new]
    for record_id, old, _ in changed:
        if old is not None:
            _remove(db, record_id, old)
    row = db.execute("SELECT seq FROM sqlite_sequence WHERE name = 'search_entry'").fetchone()
    first = int(row[0]) + 1 if row else 1
    entries = ((rowid, one[0], type_name) for rowid, one in enumerate(changed, first))
    db.executemany("INSERT INTO search_entry (rowid, record_id, type) VALUES (?, ?, ?)", entries)
    words = ((rowid, split_characters(one[2])) for rowid, one in enumerate(changed, first))
    db.executemany("INSERT INTO search (rowid, words) VALUES (?, ?)", words)


def _remove(db: Connection, record_id: str, old: str) -> None:
    row = db.execute("SELECT rowid FROM search_entry WHERE record_id = ?", (record_id,)).fetchone()
    if row:
        words = split_characters(old)
        db.execute("INSERT INTO search (search, rowid, words) VALUES ('delete', ?, ?)", (row[0], words))
        db.execute("DELETE FROM search_entry WHERE rowid = ?", (row[0],))


def find(db: Connection, text: str, *, limit: int = 50, before: int | None = None) -> list[Hit]:
    """The newest records that contain every word of `text`; `before` goes on from the last hit's rank."""
    query = query_of(text)
    if not query:
        return []
    found = db.execute(
        "SELECT e.type, e.record_id, e.rowid FROM search s JOIN search_entry e ON e.rowid = s.rowid "
        "WHERE s.search MATCH ? AND s.rowid < ? ORDER BY s.rowid DESC LIMIT ?",
        (query, before if before is not None else 2**62, limit),
    )
    return [Hit(*row) for row in found.fetchall()]


def query_of(text: str) -> str:
    """The FTS5 query: each word a phrase of its characters, all of them wanted; operators are plain text."""
    terms = (split_characters(term).split() for term in _TERM.findall(text)[:MAX_TERMS])
    phrases = (" ".join(_plain(word) for word in term) for term in terms)
    return " ".join(f'"{phrase}"' for phrase in phrases if phrase.strip())


def _plain(word: str) -> str:
    return "".join(char if char.isalnum() or ord(char) > 127 else " " for char in word)
