-- What every account of the workspace may know. No count or title of findings, petitions or leads.

CREATE TABLE profile (
    digest TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    body BLOB NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE group_member (
    id TEXT PRIMARY KEY NOT NULL,
    origin TEXT NOT NULL,
    custodian TEXT NOT NULL,
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    created_by TEXT NOT NULL,
    updated_at INTEGER NOT NULL,
    group_id TEXT NOT NULL,
    name TEXT NOT NULL,
    post TEXT NOT NULL,
    home_unit TEXT NOT NULL,
    duties TEXT,
    avoids TEXT NOT NULL
) STRICT;

CREATE INDEX group_member_updated_at ON group_member (updated_at);
CREATE INDEX group_member_group_id ON group_member (group_id);

CREATE TABLE inspection_group (
    id TEXT PRIMARY KEY NOT NULL,
    origin TEXT NOT NULL,
    custodian TEXT NOT NULL,
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    created_by TEXT NOT NULL,
    updated_at INTEGER NOT NULL,
    round_id TEXT NOT NULL,
    name TEXT NOT NULL,
    code TEXT NOT NULL,
    unit_id TEXT NOT NULL,
    stay_from_on TEXT,
    stay_until_on TEXT
) STRICT;

CREATE INDEX inspection_group_updated_at ON inspection_group (updated_at);
CREATE INDEX inspection_group_unit_id ON inspection_group (unit_id);

CREATE TABLE package (
    id TEXT PRIMARY KEY NOT NULL,
    origin TEXT NOT NULL,
    custodian TEXT NOT NULL,
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    created_by TEXT NOT NULL,
    updated_at INTEGER NOT NULL,
    title TEXT NOT NULL,
    kind TEXT NOT NULL,
    direction TEXT NOT NULL,
    peer_id TEXT NOT NULL,
    channel TEXT NOT NULL,
    seq INTEGER NOT NULL,
    manifest_digest TEXT NOT NULL,
    file_digest TEXT NOT NULL,
    size INTEGER NOT NULL,
    medium TEXT,
    purpose TEXT,
    reason TEXT,
    at INTEGER NOT NULL,
    receipt_at INTEGER,
    receipt TEXT,
    state TEXT NOT NULL
) STRICT;

CREATE INDEX package_updated_at ON package (updated_at);
CREATE INDEX package_peer_id ON package (peer_id);

CREATE TABLE peer (
    id TEXT PRIMARY KEY NOT NULL,
    origin TEXT NOT NULL,
    custodian TEXT NOT NULL,
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    created_by TEXT NOT NULL,
    updated_at INTEGER NOT NULL,
    name TEXT NOT NULL,
    kind TEXT NOT NULL,
    workspace_id TEXT NOT NULL,
    group_id TEXT,
    keys TEXT NOT NULL,
    revoked INTEGER NOT NULL
) STRICT;

CREATE INDEX peer_updated_at ON peer (updated_at);
CREATE INDEX peer_group_id ON peer (group_id);

CREATE TABLE round (
    id TEXT PRIMARY KEY NOT NULL,
    origin TEXT NOT NULL,
    custodian TEXT NOT NULL,
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    created_by TEXT NOT NULL,
    updated_at INTEGER NOT NULL,
    name TEXT NOT NULL,
    term_id TEXT NOT NULL,
    year INTEGER NOT NULL,
    kind TEXT NOT NULL,
    attributes TEXT NOT NULL,
    source_round_id TEXT,
    basis TEXT,
    from_on TEXT NOT NULL,
    until_on TEXT NOT NULL,
    profile TEXT NOT NULL,
    profile_digest TEXT NOT NULL,
    reference TEXT,
    reference_digest TEXT,
    state TEXT NOT NULL
) STRICT;

CREATE INDEX round_updated_at ON round (updated_at);

CREATE TABLE term (
    id TEXT PRIMARY KEY NOT NULL,
    origin TEXT NOT NULL,
    custodian TEXT NOT NULL,
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    created_by TEXT NOT NULL,
    updated_at INTEGER NOT NULL,
    name TEXT NOT NULL,
    from_on TEXT NOT NULL,
    until_on TEXT
) STRICT;

CREATE INDEX term_updated_at ON term (updated_at);

CREATE TABLE unit (
    id TEXT PRIMARY KEY NOT NULL,
    origin TEXT NOT NULL,
    custodian TEXT NOT NULL,
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    created_by TEXT NOT NULL,
    updated_at INTEGER NOT NULL,
    name TEXT NOT NULL,
    kind TEXT NOT NULL,
    superior TEXT,
    principal TEXT,
    principal_post TEXT,
    staff INTEGER,
    contact TEXT,
    last_inspected TEXT,
    note TEXT
) STRICT;

CREATE INDEX unit_updated_at ON unit (updated_at);
CREATE INDEX unit_name ON unit (name);
