-- Visits of the portal, shared by its nodes (docs/decisions/0019-portal-sessions.md). Digests are HMAC-SHA-256 under a key that is
-- in no database; what is sealed opens with that key and the browser's cookie together.
CREATE TABLE visite (
    nom         TEXT NOT NULL PRIMARY KEY, -- digest of the cookie
    porte       TEXT NOT NULL,             -- CADUCEE, FRANCECONNECT
    sujet       TEXT NOT NULL,             -- digest of iss and sub
    session     TEXT,                      -- digest of iss and sid
    emis_le     BIGINT NOT NULL,           -- iat of the ID token
    ouverte_le  BIGINT NOT NULL,
    vue_le      BIGINT NOT NULL,           -- noted once a minute at most
    fermee_le   BIGINT,
    finit_le    BIGINT NOT NULL,           -- forgotten then
    contenu     BYTEA NOT NULL,            -- sealed; empty once closed
    brouillon   BYTEA                      -- sealed: a form that is given back
);

CREATE INDEX visite_sujet ON visite (sujet);
CREATE INDEX visite_session ON visite (session);
CREATE INDEX visite_fin ON visite (finit_le);

-- Logout tokens that came (OpenID Connect Back-Channel Logout 1.0): each once, and stronger than a sign-in under way.
CREATE TABLE deconnexion (
    jti             TEXT NOT NULL PRIMARY KEY, -- digest
    sujet           TEXT,
    session         TEXT,
    emise_le        BIGINT NOT NULL,
    faite           SMALLINT NOT NULL,
    retenue_jusque  BIGINT NOT NULL
);

CREATE INDEX deconnexion_session ON deconnexion (session);
CREATE INDEX deconnexion_sujet ON deconnexion (sujet);
CREATE INDEX deconnexion_fin ON deconnexion (retenue_jusque);
