-- Finding people, why situations ended, and professions that the list has not got.

-- The folded words of the names that somebody practises under, as bytes: their order is the same everywhere, so that the words
-- that begin like another stand together. Made of exercice, so it holds nothing of its own.
CREATE TABLE mot_exercice (
    personne  TEXT NOT NULL,
    mot       BYTEA NOT NULL,
    PRIMARY KEY (personne, mot)
);

CREATE INDEX mot_exercice_mot ON mot_exercice (mot, personne);

-- People who were here before: folding is not for SQL, so they are taken up when the registry opens.
INSERT INTO ressemblance_a_faire (personne) SELECT identifiant FROM personne WHERE genre = 'PROFESSIONNEL'
    AND identifiant NOT IN (SELECT personne FROM ressemblance_a_faire);

-- As a gestionnaire said it (JDV_J92).
CREATE TABLE motif_fin (
    situation  TEXT NOT NULL PRIMARY KEY,
    motif      TEXT NOT NULL
);

-- ROL-09
CREATE TABLE profession_demandee (
    id         TEXT NOT NULL PRIMARY KEY,
    libelle    TEXT NOT NULL,
    volume     BIGINT NOT NULL,
    usages     TEXT NOT NULL,
    structure  TEXT NOT NULL, -- FINESS of the establishment
    par        TEXT NOT NULL,
    le         BIGINT NOT NULL,
    etape      TEXT NOT NULL, -- JSON
    ouverte    BIGINT NOT NULL,
    version    BIGINT NOT NULL
);

CREATE INDEX profession_demandee_structure ON profession_demandee (structure, le);
CREATE INDEX profession_demandee_ouverte ON profession_demandee (ouverte, le);
