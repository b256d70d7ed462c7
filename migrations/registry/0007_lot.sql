-- Files of many people: previewed, confirmed, registered line by line (docs/decisions/0016-bulk-registration.md).

CREATE TABLE lot (
    id              TEXT NOT NULL PRIMARY KEY,
    agent           TEXT NOT NULL,
    fichier         TEXT NOT NULL, -- its name
    empreinte       TEXT NOT NULL, -- SHA-256 of its bytes
    etablissements  TEXT NOT NULL, -- JSON
    ignorees        TEXT NOT NULL, -- JSON: columns that were not read
    etape           TEXT NOT NULL, -- APERCU, EN_COURS, TERMINE, ABANDONNE
    attestations    TEXT, -- JSON, once confirmed
    depose_le       BIGINT NOT NULL,
    lance_le        BIGINT,
    termine_le      BIGINT,
    bail_de         TEXT NOT NULL, -- the process that works on it; empty: none yet
    bail_jusque     BIGINT NOT NULL
);

CREATE INDEX lot_agent ON lot (agent, depose_le);
CREATE INDEX lot_etape ON lot (etape, lance_le);

CREATE TABLE lot_ligne (
    lot        TEXT NOT NULL,
    ligne      BIGINT NOT NULL,
    nom        TEXT NOT NULL,
    prenom     TEXT NOT NULL,
    structure  TEXT, -- FINESS
    contenu    TEXT NOT NULL, -- JSON; emptied when the line is done
    constat    TEXT NOT NULL, -- JSON
    remarques  TEXT NOT NULL, -- JSON
    issue      TEXT, -- JSON, once done
    etat       TEXT NOT NULL, -- where it stands, in one word
    a_faire    BIGINT NOT NULL,
    PRIMARY KEY (lot, ligne)
);

CREATE INDEX lot_ligne_etat ON lot_ligne (lot, etat, ligne);
CREATE INDEX lot_ligne_a_faire ON lot_ligne (lot, ligne) WHERE a_faire = 1;
