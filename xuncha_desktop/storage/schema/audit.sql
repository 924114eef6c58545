-- Carried audit entries: clear are number, hash and sealed body only.

CREATE TABLE entry (
    seq INTEGER PRIMARY KEY,
    entry_id BLOB NOT NULL UNIQUE,
    hash BLOB NOT NULL,
    sealed BLOB NOT NULL
) STRICT;

-- A fence against slips; who holds the key and means harm is found by the hash chain.
CREATE TRIGGER entry_is_never_changed BEFORE UPDATE ON entry
BEGIN SELECT RAISE(ABORT, 'append only'); END;

CREATE TRIGGER entry_is_never_removed BEFORE DELETE ON entry
BEGIN SELECT RAISE(ABORT, 'append only'); END;
