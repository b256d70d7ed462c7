-- The partner space: people of editors, their organisations, their services, and the way of these to production.
-- Times are milliseconds since 1970 (UTC). Secrets rest as HMAC-SHA-256 under a key that is in no database.

CREATE TABLE partenaire_compte (
    id TEXT PRIMARY KEY,
    courriel TEXT NOT NULL UNIQUE, -- in small letters
    cree_le BIGINT NOT NULL
);

-- Links that were sent by mail. A spent one stays until its end, so that it is spent once.
CREATE TABLE partenaire_lien (
    resting TEXT PRIMARY KEY,
    courriel TEXT NOT NULL,
    expire_le BIGINT NOT NULL,
    spent SMALLINT NOT NULL
);
CREATE INDEX partenaire_lien_expire ON partenaire_lien (expire_le);

-- Passkeys of accounts: public keys and what is kept beside them.
CREATE TABLE partenaire_cle (
    id TEXT PRIMARY KEY,
    compte TEXT NOT NULL,
    nom TEXT NOT NULL,
    credential TEXT NOT NULL, -- JSON of the library
    counter BIGINT NOT NULL,
    ajoutee_le BIGINT NOT NULL,
    vue_le BIGINT
);
CREATE INDEX partenaire_cle_compte ON partenaire_cle (compte, ajoutee_le);

CREATE TABLE partenaire_organisation (
    id TEXT PRIMARY KEY,
    nom TEXT NOT NULL,
    creee_le BIGINT NOT NULL
);

CREATE TABLE partenaire_membre (
    organisation TEXT NOT NULL,
    compte TEXT NOT NULL,
    courriel TEXT NOT NULL,
    role TEXT NOT NULL,
    depuis BIGINT NOT NULL,
    PRIMARY KEY (organisation, compte)
);
CREATE INDEX partenaire_membre_compte ON partenaire_membre (compte);

CREATE TABLE partenaire_invitation (
    organisation TEXT NOT NULL,
    courriel TEXT NOT NULL,
    role TEXT NOT NULL,
    expire_le BIGINT NOT NULL,
    PRIMARY KEY (organisation, courriel)
);
CREATE INDEX partenaire_invitation_courriel ON partenaire_invitation (courriel);

CREATE TABLE partenaire_service (
    id TEXT PRIMARY KEY,
    organisation TEXT NOT NULL,
    cree_le BIGINT NOT NULL,
    version BIGINT NOT NULL,
    content TEXT NOT NULL -- JSON
);
CREATE INDEX partenaire_service_organisation ON partenaire_service (organisation, cree_le);

-- One request for production a service; the steps that it took are in its content.
CREATE TABLE partenaire_demande (
    service TEXT PRIMARY KEY,
    en_attente SMALLINT NOT NULL, -- 1: the operator is to decide
    version BIGINT NOT NULL,
    content TEXT NOT NULL -- JSON
);

-- Keys of the API.
CREATE TABLE partenaire_cle_api (
    resting TEXT PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    organisation TEXT NOT NULL,
    nom TEXT NOT NULL,
    portee TEXT NOT NULL,
    creee_le BIGINT NOT NULL,
    expire_le BIGINT NOT NULL
);
CREATE INDEX partenaire_cle_api_organisation ON partenaire_cle_api (organisation, creee_le);
CREATE INDEX partenaire_cle_api_expire ON partenaire_cle_api (expire_le);
