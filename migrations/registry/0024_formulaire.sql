-- Forms of structures on their way: F101 (contract with CDE, or the CDE of a successor), F301 (a first CPE).
CREATE TABLE formulaire (
    id         TEXT NOT NULL PRIMARY KEY,
    nature     TEXT NOT NULL, -- ADHESION, SUCCESSION, CPE
    auteur     TEXT NOT NULL,
    sujet      TEXT NOT NULL, -- what it is about; a name in it is a digest
    finess     TEXT NOT NULL,
    contenu    TEXT NOT NULL, -- JSON
    etape      TEXT NOT NULL, -- JSON
    stade      TEXT NOT NULL, -- ENVOYE, A_REPRENDRE, ACCEPTE, REJETE, RETIRE, SANS_SUITE
    ouvert     BIGINT NOT NULL,
    version    BIGINT NOT NULL,
    envoye_le  BIGINT NOT NULL
);

-- The same form sent twice is one.
CREATE UNIQUE INDEX formulaire_ouvert ON formulaire (sujet) WHERE ouvert = 1;
CREATE INDEX formulaire_auteur ON formulaire (auteur, envoye_le);
CREATE INDEX formulaire_finess ON formulaire (finess, envoye_le);
CREATE INDEX formulaire_stade ON formulaire (stade, envoye_le);
