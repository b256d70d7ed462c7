-- The audit record: one hash chain a writer (node and boot), joined by signed checkpoints. Rows are only ever added.

CREATE TABLE journal_record (
    writer TEXT NOT NULL,
    sequence BIGINT NOT NULL, -- from 1, without gap
    previous TEXT NOT NULL, -- hash of the record before, or the writer's first link
    origin TEXT UNIQUE, -- what must be told only once
    at BIGINT NOT NULL, -- milliseconds since 1970 (UTC)
    event TEXT NOT NULL,
    fields TEXT NOT NULL, -- JSON, keys in order
    hash TEXT NOT NULL,
    PRIMARY KEY (writer, sequence)
);
CREATE INDEX journal_record_at ON journal_record (at);

-- Where each chain stands; moves in the transaction of the records. Derived: what proves is the records and checkpoints.
CREATE TABLE journal_chain (
    writer TEXT PRIMARY KEY,
    sequence BIGINT NOT NULL,
    hash TEXT NOT NULL,
    checkpointed BIGINT NOT NULL -- up to here a checkpoint has signed
);

CREATE TABLE journal_checkpoint (
    number BIGINT PRIMARY KEY, -- from 1, without gap
    content TEXT NOT NULL, -- JSON: number, at, hash of the checkpoint before, heads of the chains that moved
    key_id TEXT NOT NULL,
    signature TEXT NOT NULL -- Ed25519 over the content
);
