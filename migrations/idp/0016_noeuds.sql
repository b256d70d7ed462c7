-- The processes that serve, as each tells of itself every few seconds by its own clock. Times are milliseconds since 1970 (UTC).

CREATE TABLE noeud (
    id TEXT PRIMARY KEY, -- of one boot
    machine TEXT NOT NULL, -- the name of the host
    version TEXT NOT NULL,
    debut BIGINT NOT NULL,
    vu_le BIGINT NOT NULL
);
CREATE INDEX noeud_vu_le ON noeud (vu_le);
