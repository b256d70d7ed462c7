-- Who may act for a structure, what is asked for, and what records were before they changed.

-- TRE_R02 of a place, as it was recorded with a contract.
CREATE TABLE secteur_structure (
    structure  TEXT NOT NULL PRIMARY KEY REFERENCES structure (cle),
    secteur    TEXT NOT NULL
);

CREATE TABLE contrat (
    id      TEXT NOT NULL PRIMARY KEY,
    niveau  TEXT NOT NULL, -- EJ, EG
    finess  TEXT NOT NULL,
    debut   BIGINT,
    fin     BIGINT
);

CREATE INDEX contrat_finess ON contrat (finess);

-- No row is taken away: a right that ended has its end.
CREATE TABLE habilitation (
    id            TEXT NOT NULL PRIMARY KEY,
    personne      TEXT NOT NULL REFERENCES personne (identifiant),
    titre         TEXT NOT NULL, -- REPRESENTANT_LEGAL, MANDATAIRE, GESTIONNAIRE
    niveau        TEXT NOT NULL,
    finess        TEXT NOT NULL,
    debut         BIGINT,
    fin           BIGINT,
    accordee_par  TEXT
);

CREATE INDEX habilitation_personne ON habilitation (personne);
CREATE INDEX habilitation_finess ON habilitation (finess, niveau);

CREATE TABLE demande (
    id          TEXT NOT NULL PRIMARY KEY,
    flux        TEXT NOT NULL, -- PROFESSIONNEL, GESTIONNAIRE
    auteur      TEXT NOT NULL,
    sujet       TEXT NOT NULL, -- the person: an identifier, or a digest of a civil status
    structure   TEXT NOT NULL, -- FINESS of the establishment
    dossier     TEXT NOT NULL, -- JSON
    etape       TEXT NOT NULL, -- JSON
    ouverte     BIGINT NOT NULL,
    par         TEXT, -- which gestionnaire decided
    version     BIGINT NOT NULL,
    deposee_le  BIGINT NOT NULL
);

-- One open request a person (ENR-08, ENR-17).
CREATE UNIQUE INDEX demande_ouverte ON demande (sujet) WHERE ouverte = 1;
CREATE INDEX demande_structure ON demande (structure, ouverte, deposee_le);
CREATE INDEX demande_auteur ON demande (auteur, deposee_le);
CREATE INDEX demande_par ON demande (par, deposee_le);

-- What was asked under a key, and what came of it.
CREATE TABLE acte_fait (
    auteur     TEXT NOT NULL,
    cle        TEXT NOT NULL,
    empreinte  TEXT NOT NULL,
    reponse    TEXT NOT NULL,
    PRIMARY KEY (auteur, cle)
);

-- Each value that a write replaced, in order (docs/decisions/0017).
CREATE TABLE situation_historique (
    situation       TEXT NOT NULL,
    ordre           BIGINT NOT NULL,
    source          TEXT NOT NULL,
    role            TEXT NOT NULL,
    genre_activite  TEXT NOT NULL,
    secteur         TEXT NOT NULL,
    autorite        TEXT NOT NULL,
    debut           BIGINT,
    fin             BIGINT,
    terminee_par    TEXT,
    remplacee_le    BIGINT NOT NULL,
    PRIMARY KEY (situation, ordre)
);

CREATE TABLE exercice_historique (
    personne     TEXT NOT NULL,
    profession   TEXT NOT NULL,
    categorie    TEXT NOT NULL,
    ordre        BIGINT NOT NULL,
    civilite     TEXT NOT NULL,
    nom          TEXT NOT NULL,
    prenom       TEXT NOT NULL,
    retire_le    BIGINT,
    remplace_le  BIGINT NOT NULL,
    PRIMARY KEY (personne, profession, categorie, ordre)
);
