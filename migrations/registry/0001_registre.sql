-- People of the registry. A database of its own: nothing of the provider stands beside it.
-- Times are milliseconds since 1970-01-01T00:00:00Z; lists are JSON texts; days are written 1988-02-04.

CREATE TABLE structure (
    cle             TEXT NOT NULL PRIMARY KEY,
    genre           TEXT NOT NULL,
    finess          TEXT NOT NULL,
    finess_ej       TEXT NOT NULL,
    raison_sociale  TEXT NOT NULL,
    details         TEXT NOT NULL
);

-- Civil status is restricted: what is public stands in exercice and situation.
CREATE TABLE personne (
    identifiant          TEXT NOT NULL PRIMARY KEY,
    genre                TEXT NOT NULL,
    source               TEXT NOT NULL,
    nom                  TEXT NOT NULL,
    prenoms              TEXT NOT NULL,
    civilite             TEXT NOT NULL,
    sexe                 TEXT NOT NULL,
    naissance            TEXT,
    commune_naissance    TEXT NOT NULL,
    pays_naissance       TEXT NOT NULL,
    lieu_naissance       TEXT NOT NULL,
    autres_identifiants  TEXT NOT NULL,
    structure            TEXT REFERENCES structure (cle),
    desactivee_le        BIGINT,
    desactivee_par       TEXT
);

CREATE INDEX personne_source ON personne (source, identifiant);
CREATE INDEX personne_structure ON personne (structure);

CREATE TABLE exercice (
    personne      TEXT NOT NULL REFERENCES personne (identifiant),
    profession    TEXT NOT NULL,
    categorie     TEXT NOT NULL,
    rang          BIGINT NOT NULL,
    civilite      TEXT NOT NULL,
    nom           TEXT NOT NULL,
    prenom        TEXT NOT NULL,
    savoir_faire  TEXT NOT NULL,
    retire_le     BIGINT,
    PRIMARY KEY (personne, profession, categorie)
);

CREATE TABLE situation (
    id                  TEXT NOT NULL PRIMARY KEY,
    personne            TEXT NOT NULL,
    profession          TEXT NOT NULL,
    categorie           TEXT NOT NULL,
    rang                BIGINT NOT NULL,
    source              TEXT NOT NULL,
    mode                TEXT NOT NULL,
    secteur             TEXT NOT NULL,
    section_pharmacien  TEXT NOT NULL,
    role                TEXT NOT NULL,
    genre_activite      TEXT NOT NULL,
    autorite            TEXT NOT NULL,
    structure           TEXT REFERENCES structure (cle),
    debut               BIGINT,
    fin                 BIGINT,
    terminee_par        TEXT,
    FOREIGN KEY (personne, profession, categorie) REFERENCES exercice (personne, profession, categorie)
);

CREATE INDEX situation_personne ON situation (personne);
CREATE INDEX situation_structure ON situation (structure);
-- One open situation a place and a mode of practice (SIT-03).
CREATE UNIQUE INDEX situation_ouverte ON situation (personne, profession, categorie, COALESCE(structure, ''), mode)
    WHERE fin IS NULL;

-- Where enrolment secrets are sent: read under a right of its own, each read told to the journal.
CREATE TABLE correspondance (
    personne  TEXT NOT NULL PRIMARY KEY REFERENCES personne (identifiant),
    mobile    TEXT,
    courriel  TEXT
);

CREATE TABLE evenement (
    numero    BIGINT NOT NULL PRIMARY KEY,
    survenu   BIGINT NOT NULL,
    personne  TEXT NOT NULL,
    fait      TEXT NOT NULL
);

-- One row. Whoever writes anything takes it first: a number is given out only when those below it are committed.
CREATE TABLE dernier_evenement (
    seul    BIGINT NOT NULL PRIMARY KEY,
    numero  BIGINT NOT NULL
);

INSERT INTO dernier_evenement (seul, numero) VALUES (1, 0);
