-- Initial access tokens of dynamic registration (RFC 7591), as HMAC-SHA-256 under a key that is in no database.

CREATE TABLE initial_access (
    resting TEXT PRIMARY KEY,
    uses_left BIGINT, -- NULL: any number
    expires_at BIGINT, -- milliseconds since 1970 (UTC); NULL: never
    trusted SMALLINT NOT NULL -- 1: whoever gave it vouches for the clients that it makes
);
CREATE INDEX initial_access_expires_at ON initial_access (expires_at);
