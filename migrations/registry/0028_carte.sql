-- Cards: orders, and what came of each (docs/decisions/0044).
CREATE TABLE carte (
    id           TEXT NOT NULL PRIMARY KEY,
    modele       TEXT NOT NULL, -- CPS, CPE, CDE
    porteur      TEXT NOT NULL,
    structure    TEXT, -- FINESS; NULL for a professional's card
    mot          TEXT NOT NULL, -- COMMANDEE, PRODUITE, ENVOYEE, RECUE, A_OPPOSER, OPPOSEE, ANNULEE
    etape        TEXT NOT NULL, -- JSON
    origine      TEXT NOT NULL, -- COMMANDE, RENOUVELLEMENT, CHANGEMENT_EXERCICE
    commande_par TEXT NOT NULL,
    commande_le  BIGINT NOT NULL,
    remplace     TEXT,
    exercice     TEXT, -- digest of the practice that a CPS stands for
    -- Until when it is good, where somebody may have it.
    jusque       BIGINT,
    renouvelee   SMALLINT NOT NULL DEFAULT 0
);

CREATE INDEX carte_porteur ON carte (porteur, commande_le);
CREATE INDEX carte_structure ON carte (structure, commande_le);
-- What the authority has something to do about.
CREATE INDEX carte_en_attente ON carte (commande_le) WHERE mot IN ('COMMANDEE', 'PRODUITE', 'A_OPPOSER');
CREATE INDEX carte_fin ON carte (jusque) WHERE renouvelee = 0;
-- A card has one successor: two nodes that renew or replace it at once do it once.
CREATE UNIQUE INDEX carte_suivante ON carte (remplace) WHERE mot NOT IN ('ANNULEE', 'A_OPPOSER', 'OPPOSEE');

-- One row: up to which event changes of practice were looked at. What was told before there were cards concerns none.
CREATE TABLE carte_exercice (
    seul    BIGINT NOT NULL PRIMARY KEY,
    numero  BIGINT NOT NULL
);

INSERT INTO carte_exercice (seul, numero) SELECT seul, numero FROM dernier_evenement WHERE seul = 1;
