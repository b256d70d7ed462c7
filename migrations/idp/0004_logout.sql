-- Sessions of which a client holds a grant, from the first grant to the end: whom to tell, and when to look whether the
-- session is over. The session itself is short-lived state; this is what must not be lost of it.
CREATE TABLE followed_session (
    id TEXT PRIMARY KEY,
    personne TEXT NOT NULL,
    moyen TEXT NOT NULL,
    look_at BIGINT NOT NULL,
    ended_at BIGINT
);
CREATE INDEX followed_session_look_at ON followed_session (look_at);
CREATE INDEX followed_session_personne ON followed_session (personne);
CREATE INDEX followed_session_moyen ON followed_session (moyen);

-- The situations that its grants rest on.
CREATE TABLE followed_situation (
    situation TEXT NOT NULL,
    session TEXT NOT NULL REFERENCES followed_session (id) ON DELETE CASCADE,
    PRIMARY KEY (situation, session)
);
CREATE INDEX followed_situation_session ON followed_situation (session);

-- One row a client that is told of an end, with its receipt.
CREATE TABLE logout_notice (
    id TEXT PRIMARY KEY, -- jti of the logout token
    origin TEXT NOT NULL UNIQUE, -- what it tells: nobody is told twice
    session TEXT NOT NULL,
    client TEXT NOT NULL,
    subject TEXT NOT NULL,
    queued_at BIGINT NOT NULL,
    state TEXT NOT NULL,
    attempts BIGINT NOT NULL,
    next_at BIGINT NOT NULL, -- while a node sends: the end of its lease
    status BIGINT, -- HTTP, of the last answer
    settled_at BIGINT
);
CREATE INDEX logout_notice_session ON logout_notice (session);
CREATE INDEX logout_notice_due ON logout_notice (state, next_at);
