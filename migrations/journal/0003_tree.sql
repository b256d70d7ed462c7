-- One Merkle tree over the records of all chains (RFC 6962 §2.1), grown by each checkpoint in the order of the chains' names
-- (docs/decisions/0044).

-- Up to here the records of a chain are leaves.
ALTER TABLE journal_chain ADD COLUMN grown BIGINT NOT NULL DEFAULT 0;

-- Leaves that follow one another and are records that follow one another in one chain.
CREATE TABLE journal_run (
    leaf BIGINT NOT NULL PRIMARY KEY, -- the first one, from 0
    writer TEXT NOT NULL,
    sequence BIGINT NOT NULL, -- of the first one
    count BIGINT NOT NULL
);
-- A record is one leaf.
CREATE UNIQUE INDEX journal_run_record ON journal_run (writer, sequence);

-- Complete subtrees of 256, of 65,536… leaves, so that a proof reads no more than a few hundred rows. Derived.
CREATE TABLE journal_node (
    level BIGINT NOT NULL, -- 8, 16, 24…
    place BIGINT NOT NULL,
    hash TEXT NOT NULL,
    PRIMARY KEY (level, place)
);

-- The head of the tree at each checkpoint. Those of the version before have none.
CREATE TABLE journal_point (
    number BIGINT NOT NULL PRIMARY KEY, -- of the checkpoint
    size BIGINT NOT NULL, -- leaves
    edge TEXT NOT NULL, -- JSON: complete subtrees from left to right, from which the tree grows on
    note TEXT NOT NULL -- signed note (c2sp.org/tlog-checkpoint)
);
