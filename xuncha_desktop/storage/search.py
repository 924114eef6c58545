"""Full-text search by single characters: FTS5 without content, removed by the old text (foundation 27)."""

import re
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


def index(db: Connection, type_name: str, record_id: str, old: str | None, new: str) -> None:
    """Bring the index from a record's old words to its new ones. `old` is None for a new record."""
    if old == new:
        return
    if old is not None:
        row = db.execute("SELECT rowid FROM search_entry WHERE record_id = ?", (record_id,)).fetchone()
        if row:
            words = split_characters(old)
            db.execute("INSERT INTO search (search, rowid, words) VALUES ('delete', ?, ?)", (row[0], words))
            db.execute("DELETE FROM search_entry WHERE rowid = ?", (row[0],))
    entry = db.execute("INSERT INTO search_entry (record_id, type) VALUES (?, ?)", (record_id, type_name))
    db.execute("INSERT INTO search (rowid, words) VALUES (?, ?)", (entry.lastrowid, split_characters(new)))


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
