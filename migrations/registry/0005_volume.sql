-- What the last extraction said of each person, as a digest: who has the same the next day is not compared.
CREATE TABLE empreinte_extraction (
    personne   TEXT NOT NULL PRIMARY KEY,
    empreinte  TEXT NOT NULL
);
