-- What an extract of FINESS says of structures and nothing else does (docs/decisions/0042). A structure that stands here is described by
-- FINESS: an extraction of people does not write over it.
CREATE TABLE structure_finess (
    structure          TEXT NOT NULL PRIMARY KEY REFERENCES structure (cle),
    categorie          TEXT NOT NULL, -- TRE_R66, of an establishment
    libelle_categorie  TEXT NOT NULL,
    statut             TEXT NOT NULL, -- of a legal entity
    libelle_statut     TEXT NOT NULL,
    lu_le              BIGINT NOT NULL
);

-- Establishments of a legal entity are counted for each form.
CREATE INDEX structure_ej ON structure (finess_ej);
