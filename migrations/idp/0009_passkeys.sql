-- Passkeys of people (WebAuthn): public keys and what is kept beside them. `id` is the SHA-256 of the credential's own
-- identifier. A row that was removed stays, so that who still holds the key is told so and it is nobody else's.
CREATE TABLE passkey (
    id TEXT PRIMARY KEY,
    personne TEXT NOT NULL,
    name TEXT NOT NULL,
    attested SMALLINT NOT NULL,
    synchronised SMALLINT NOT NULL,
    credential TEXT NOT NULL, -- JSON of the library
    counter BIGINT NOT NULL,
    given_by TEXT NOT NULL,
    added_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    used_at BIGINT,
    removed_at BIGINT
);
CREATE INDEX passkey_personne ON passkey (personne, added_at);
