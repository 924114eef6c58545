-- Petitions and leads.

CREATE TABLE lead (
    id TEXT PRIMARY KEY NOT NULL,
    origin TEXT NOT NULL,
    custodian TEXT NOT NULL,
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    created_by TEXT NOT NULL,
    updated_at INTEGER NOT NULL,
    number TEXT NOT NULL,
    round_id TEXT NOT NULL,
    group_id TEXT NOT NULL,
    unit_id TEXT NOT NULL,
    accused TEXT NOT NULL,
    accused_post TEXT,
    cadre_level TEXT,
    content TEXT NOT NULL,
    source TEXT NOT NULL,
    finding_id TEXT,
    petition_id TEXT,
    reviewed_by TEXT,
    reviewed_on TEXT,
    review_words TEXT,
    screening TEXT,
    screening_words TEXT,
    screened_by TEXT,
    screened_on TEXT,
    disposition TEXT,
    disposition_words TEXT,
    decided_by TEXT,
    decided_on TEXT,
    decision TEXT,
    decision_registered_by TEXT,
    decision_original_at TEXT,
    formed_on TEXT NOT NULL,
    state TEXT NOT NULL
) STRICT;

CREATE INDEX lead_updated_at ON lead (updated_at);
CREATE INDEX lead_group_id ON lead (group_id);
CREATE INDEX lead_unit_id ON lead (unit_id);
CREATE INDEX lead_finding_id ON lead (finding_id);
CREATE INDEX lead_petition_id ON lead (petition_id);
CREATE INDEX lead_number ON lead (number);

CREATE TABLE petition (
    id TEXT PRIMARY KEY NOT NULL,
    origin TEXT NOT NULL,
    custodian TEXT NOT NULL,
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    created_by TEXT NOT NULL,
    updated_at INTEGER NOT NULL,
    number TEXT NOT NULL,
    round_id TEXT NOT NULL,
    group_id TEXT NOT NULL,
    unit_id TEXT NOT NULL,
    channel TEXT NOT NULL,
    received_on TEXT NOT NULL,
    signature TEXT NOT NULL,
    reporter TEXT,
    accused TEXT,
    accused_post TEXT,
    content TEXT NOT NULL,
    outcome TEXT,
    outcome_words TEXT,
    outcome_by TEXT,
    outcome_on TEXT,
    outcome_registered_by TEXT,
    outcome_original_at TEXT,
    reviewed_by TEXT,
    reviewed_on TEXT,
    review_words TEXT,
    result TEXT,
    state TEXT NOT NULL
) STRICT;

CREATE INDEX petition_updated_at ON petition (updated_at);
CREATE INDEX petition_group_id ON petition (group_id);
CREATE INDEX petition_unit_id ON petition (unit_id);
CREATE INDEX petition_number ON petition (number);
CREATE INDEX petition_state ON petition (state, updated_at);
CREATE INDEX petition_received_on ON petition (received_on);

CREATE TABLE restricted_file (
    id TEXT PRIMARY KEY NOT NULL,
    origin TEXT NOT NULL,
    custodian TEXT NOT NULL,
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    created_by TEXT NOT NULL,
    updated_at INTEGER NOT NULL,
    owner_type TEXT NOT NULL,
    owner_id TEXT NOT NULL,
    position INTEGER NOT NULL,
    name TEXT NOT NULL,
    form TEXT NOT NULL,
    pages INTEGER,
    provider TEXT,
    original_at TEXT,
    media_type TEXT NOT NULL,
    size INTEGER NOT NULL,
    file TEXT NOT NULL,
    key TEXT NOT NULL
) STRICT;

CREATE INDEX restricted_file_updated_at ON restricted_file (updated_at);
CREATE INDEX restricted_file_owner_id ON restricted_file (owner_id);

CREATE TABLE restricted_print (
    id TEXT PRIMARY KEY NOT NULL,
    origin TEXT NOT NULL,
    custodian TEXT NOT NULL,
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    created_by TEXT NOT NULL,
    updated_at INTEGER NOT NULL,
    form TEXT NOT NULL,
    label TEXT NOT NULL,
    subject_type TEXT NOT NULL,
    subject_id TEXT NOT NULL,
    view_digest TEXT NOT NULL,
    copies INTEGER NOT NULL,
    reprint INTEGER NOT NULL,
    draft INTEGER NOT NULL,
    checkpoint TEXT,
    purpose TEXT,
    target TEXT,
    pages TEXT,
    failed TEXT,
    printed_by TEXT NOT NULL,
    at INTEGER NOT NULL
) STRICT;

CREATE INDEX restricted_print_updated_at ON restricted_print (updated_at);
CREATE INDEX restricted_print_subject_id ON restricted_print (subject_id);
CREATE INDEX restricted_print_view_digest ON restricted_print (view_digest);
