-- What the provider must not lose, for SQLite and PostgreSQL alike. Times are milliseconds since 1970 (UTC).
-- Codes, tokens and secrets rest as HMAC-SHA-256 under a key that is in no database.

CREATE TABLE client (
    id TEXT PRIMARY KEY,
    registration TEXT NOT NULL -- JSON
);

CREATE TABLE signing_key (
    kid TEXT PRIMARY KEY,
    alg TEXT NOT NULL,
    public_jwk TEXT NOT NULL,
    sealed BYTEA NOT NULL, -- AES-256-GCM under the key of a file
    created_at BIGINT NOT NULL,
    signs_from BIGINT NOT NULL,
    retired_at BIGINT
);

-- session × client, with the situation that was chosen for it
CREATE TABLE granted (
    id TEXT PRIMARY KEY,
    session TEXT NOT NULL,
    content TEXT NOT NULL, -- JSON
    ends_at BIGINT NOT NULL
);
CREATE INDEX granted_session ON granted (session);
CREATE INDEX granted_ends_at ON granted (ends_at);

-- Written before a token leaves. The primary key is what makes a code or a refresh token single use, whatever the
-- short-lived state says. The grant is written in the same transaction, after the emission that may be refused.
CREATE TABLE emission (
    origin TEXT PRIMARY KEY,
    grant_id TEXT NOT NULL REFERENCES granted (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
    token TEXT NOT NULL UNIQUE, -- jti of the access token
    at BIGINT NOT NULL
);
CREATE INDEX emission_grant ON emission (grant_id);

CREATE TABLE refresh_token (
    resting TEXT PRIMARY KEY,
    grant_id TEXT NOT NULL REFERENCES granted (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
    issued_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL
);
CREATE INDEX refresh_token_grant ON refresh_token (grant_id);
CREATE INDEX refresh_token_expires_at ON refresh_token (expires_at);

-- Whatever was issued earlier than `at` is refused.
CREATE TABLE stamp (
    kind TEXT NOT NULL,
    id TEXT NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (kind, id)
);

CREATE TABLE spent (
    kind TEXT NOT NULL,
    value TEXT NOT NULL,
    until BIGINT NOT NULL,
    PRIMARY KEY (kind, value)
);
CREATE INDEX spent_until ON spent (until);

CREATE TABLE compteur (
    cle TEXT PRIMARY KEY,
    tries BIGINT NOT NULL,
    until BIGINT -- end of the window; NULL: until cleared
);
CREATE INDEX compteur_until ON compteur (until);

-- How far the registry's events have been read.
CREATE TABLE curseur (
    journal TEXT PRIMARY KEY,
    position BIGINT NOT NULL
);
INSERT INTO curseur (journal, position) VALUES ('annuaire', 0);

-- One row a person: parallel enrolments queue on it.
CREATE TABLE titulaire (
    personne TEXT PRIMARY KEY,
    enrolements BIGINT NOT NULL
);

CREATE TABLE appareil (
    id TEXT PRIMARY KEY,
    personne TEXT NOT NULL,
    cle_approbation TEXT NOT NULL, -- JWK
    cle_transport TEXT NOT NULL, -- JWK
    oprf_sealed BYTEA NOT NULL, -- under the wrapping key that is in no database
    attestation TEXT NOT NULL,
    notification TEXT NOT NULL,
    active_le BIGINT NOT NULL,
    expire_le BIGINT NOT NULL,
    etat TEXT NOT NULL
);
CREATE UNIQUE INDEX appareil_un_par_personne ON appareil (personne) WHERE etat IN ('actif', 'verrouille');
