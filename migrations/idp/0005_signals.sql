-- Shared Signals: what each receiver wants to hear, and what waits for it.
CREATE TABLE signal_stream (
    id TEXT PRIMARY KEY,
    client TEXT NOT NULL UNIQUE,
    method TEXT NOT NULL,
    status TEXT NOT NULL,
    content TEXT NOT NULL -- JSON
);

-- Subjects that a receiver asked to hear nothing more of.
CREATE TABLE signal_muted (
    stream TEXT NOT NULL REFERENCES signal_stream (id) ON DELETE CASCADE,
    subject TEXT NOT NULL,
    PRIMARY KEY (stream, subject)
);

CREATE TABLE signal (
    id TEXT PRIMARY KEY, -- jti of the security event token
    origin TEXT NOT NULL UNIQUE, -- what it tells: nobody hears it twice
    stream TEXT NOT NULL REFERENCES signal_stream (id) ON DELETE CASCADE,
    event TEXT NOT NULL, -- JSON
    queued_at BIGINT NOT NULL,
    state TEXT NOT NULL,
    attempts BIGINT NOT NULL,
    next_at BIGINT NOT NULL, -- while a node pushes: the end of its lease
    settled_at BIGINT
);
CREATE INDEX signal_due ON signal (state, next_at);
CREATE INDEX signal_stream_waiting ON signal (stream, state, queued_at);

-- Every notice of an ended session is looked at once, for the stream of its client.
ALTER TABLE logout_notice ADD COLUMN heard BIGINT NOT NULL DEFAULT 0;
CREATE INDEX logout_notice_heard ON logout_notice (heard, queued_at);
