-- What each access token is good for, refresh tokens that serve once with a grace for a lost answer, and the tokens of
-- services that act in their own name. Everything is added: a node of the version before goes on.

ALTER TABLE emission ADD COLUMN content TEXT; -- JSON: client, scope, resource, confirmation, actors
ALTER TABLE emission ADD COLUMN expires_at BIGINT;

ALTER TABLE refresh_token ADD COLUMN confirmation TEXT; -- JSON, the key that it is bound to
ALTER TABLE refresh_token ADD COLUMN follows TEXT; -- the one that was spent for it
ALTER TABLE refresh_token ADD COLUMN used_at BIGINT; -- first use
ALTER TABLE refresh_token ADD COLUMN followed_by TEXT; -- which of its successors was used

-- A refresh token that served once under the version before has no grace.
UPDATE refresh_token SET used_at = issued_at, followed_by = ''
WHERE 'refresh:' || resting IN (SELECT origin FROM emission);

CREATE TABLE client_token (
    token TEXT PRIMARY KEY, -- jti, or the form in which an opaque token rests
    client TEXT NOT NULL,
    content TEXT NOT NULL, -- JSON
    at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL
);
CREATE INDEX client_token_expires_at ON client_token (expires_at);
