-- Delays after a validation, the cooling-off of contact data, and what a second person must confirm.
-- Notices themselves rest in the outbox (migrations/outbox), in this database.

-- Nothing planned: at once.
CREATE TABLE disponibilite (
    personne     TEXT NOT NULL PRIMARY KEY,
    validee_le   BIGINT NOT NULL,
    annuaire_le  BIGINT NOT NULL,
    ecps_le      BIGINT NOT NULL
);

-- Before it, the contact data may not activate an e-CPS. An import writes the other columns and leaves this one.
ALTER TABLE correspondance ADD COLUMN activation_des BIGINT;

-- Whoever has activated an e-CPS once: their contact data are their own business from then on.
CREATE TABLE premiere_activation (
    personne  TEXT NOT NULL PRIMARY KEY,
    le        BIGINT NOT NULL
);

CREATE TABLE proposition (
    id          TEXT NOT NULL PRIMARY KEY,
    genre       TEXT NOT NULL, -- CONTACT, ETAT_CIVIL
    personne    TEXT NOT NULL REFERENCES personne (identifiant),
    structure   TEXT REFERENCES structure (cle), -- in whose name; NULL for the support
    contenu     TEXT NOT NULL, -- JSON: before and after; emptied when it is decided
    motif       TEXT NOT NULL,
    par         TEXT NOT NULL,
    le          BIGINT NOT NULL,
    expire_le   BIGINT NOT NULL,
    issue       TEXT NOT NULL, -- OUVERTE, CONFIRMEE, ABANDONNEE, PERIMEE
    second      TEXT, -- who decided
    tranchee_le BIGINT
);

-- One at a time of each kind.
CREATE UNIQUE INDEX proposition_ouverte ON proposition (genre, personne) WHERE issue = 'OUVERTE';
CREATE INDEX proposition_genre ON proposition (genre, issue, structure);
