-- What two agents of the support decide of somebody, and what records held before (docs/decisions/0021).

-- Suspensions, strikings off, deaths, ends of practice. No row is taken away; `leve_le`: when two agents set another end.
CREATE TABLE retrait (
    personne   TEXT NOT NULL,
    ordre      BIGINT NOT NULL,
    cause      TEXT NOT NULL, -- SUSPENSION, RADIATION, DECES, CESSATION
    debut      BIGINT NOT NULL,
    fin        BIGINT,
    decide_le  BIGINT NOT NULL,
    leve_le    BIGINT,
    PRIMARY KEY (personne, ordre)
);

-- 1: there is a row in `retrait`. People are read without looking for one.
ALTER TABLE personne ADD COLUMN retiree BIGINT NOT NULL DEFAULT 0;

-- Instants at which somebody begins or ceases to be out of service, until the log has told them.
CREATE TABLE bascule (
    personne  TEXT NOT NULL,
    le        BIGINT NOT NULL,
    PRIMARY KEY (personne, le)
);

CREATE INDEX bascule_le ON bascule (le);

-- Each civil status that a write replaced, in order: restricted as the present one is.
CREATE TABLE etat_civil_historique (
    personne           TEXT NOT NULL,
    ordre              BIGINT NOT NULL,
    nom                TEXT NOT NULL,
    prenoms            TEXT NOT NULL,
    civilite           TEXT NOT NULL,
    sexe               TEXT NOT NULL,
    naissance          TEXT,
    commune_naissance  TEXT NOT NULL,
    pays_naissance     TEXT NOT NULL,
    lieu_naissance     TEXT NOT NULL,
    remplace_le        BIGINT NOT NULL,
    PRIMARY KEY (personne, ordre)
);

-- Contact data that were replaced, as long as they may be put back.
CREATE TABLE contact_ancien (
    personne        TEXT NOT NULL,
    ordre           BIGINT NOT NULL,
    mobile          TEXT,
    courriel        TEXT,
    remplacees_le   BIGINT NOT NULL,
    gardees_jusque  BIGINT NOT NULL,
    PRIMARY KEY (personne, ordre)
);

CREATE INDEX contact_ancien_jusque ON contact_ancien (gardees_jusque);

-- Frozen: they change no more, activate no e-CPS and leave the registry for nobody.
ALTER TABLE correspondance ADD COLUMN gelee_depuis BIGINT;

-- Freezes that people ask for, and their ends: until somebody answered.
CREATE TABLE demande_gel (
    personne  TEXT NOT NULL PRIMARY KEY,
    quoi      TEXT NOT NULL, -- GELER, DEGELER
    motif     TEXT NOT NULL,
    le        BIGINT NOT NULL
);

CREATE INDEX demande_gel_le ON demande_gel (le);
