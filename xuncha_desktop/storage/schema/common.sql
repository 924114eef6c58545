-- What every compartment has beside its record tables.

CREATE TABLE meta (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Append-only: the whole record after each change. History, undo of an import and comparison come from here.
-- With rowids: without them a body longer than a quarter of a page takes a page of its own (measured: 3 times the size).
CREATE TABLE revision (
    record_id TEXT NOT NULL,
    version INTEGER NOT NULL,
    type TEXT NOT NULL,
    act TEXT NOT NULL,
    actor TEXT NOT NULL,
    at INTEGER NOT NULL,
    reason TEXT,
    body TEXT NOT NULL,
    PRIMARY KEY (record_id, version)
) STRICT;

-- Audit entries born in the same transaction as the change, until they are carried into the audit file.
CREATE TABLE outbox (
    n INTEGER PRIMARY KEY AUTOINCREMENT,
    entry_id BLOB NOT NULL UNIQUE,
    sealed BLOB NOT NULL
) STRICT;

-- Items sealed to a compartment by somebody who may write there but not read.
CREATE TABLE deposit (
    id TEXT PRIMARY KEY,
    sealed BLOB NOT NULL
) STRICT, WITHOUT ROWID;

-- One running number per body, kind and year; given at issue, never reused.
CREATE TABLE sequence (
    body TEXT NOT NULL,
    kind TEXT NOT NULL,
    year INTEGER NOT NULL,
    last INTEGER NOT NULL,
    PRIMARY KEY (body, kind, year)
) STRICT, WITHOUT ROWID;

-- How far this compartment has taken in each package (no transaction spans two files).
CREATE TABLE import_state (
    package_id TEXT PRIMARY KEY,
    channel TEXT NOT NULL,
    seq INTEGER NOT NULL,
    section TEXT NOT NULL,
    at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE search_entry (
    rowid INTEGER PRIMARY KEY AUTOINCREMENT,
    record_id TEXT NOT NULL UNIQUE,
    type TEXT NOT NULL
) STRICT;

CREATE VIRTUAL TABLE search USING fts5 (
    words,
    content = '',
    tokenize = 'unicode61 remove_diacritics 0'
);
