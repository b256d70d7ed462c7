-- Folded traits of each professional, and the numbers by which people who may be the same are found. Written with the
-- person and the names of exercise; made of them, so it holds nothing of its own.
CREATE TABLE ressemblance (
    personne      TEXT NOT NULL PRIMARY KEY,
    naissance     BIGINT,
    nom           BIGINT,
    nom_exercice  BIGINT,
    prenom_lieu   BIGINT,
    traits        TEXT NOT NULL
);

CREATE INDEX ressemblance_naissance ON ressemblance (naissance);
CREATE INDEX ressemblance_nom ON ressemblance (nom);
CREATE INDEX ressemblance_nom_exercice ON ressemblance (nom_exercice) WHERE nom_exercice IS NOT NULL;
CREATE INDEX ressemblance_prenom_lieu ON ressemblance (prenom_lieu);

-- People who were here before: folding is not for SQL, so they are taken up when the registry opens.
CREATE TABLE ressemblance_a_faire (
    personne  TEXT NOT NULL PRIMARY KEY
);

INSERT INTO ressemblance_a_faire (personne) SELECT identifiant FROM personne WHERE genre = 'PROFESSIONNEL';

-- The last order number given out of each range of RPPS numbers.
CREATE TABLE numero_rpps (
    plage    TEXT NOT NULL PRIMARY KEY,
    dernier  BIGINT NOT NULL
);
