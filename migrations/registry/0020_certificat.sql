-- Software certificates of legal entities (docs/decisions/0027).
CREATE TABLE certificat (
    id           TEXT NOT NULL PRIMARY KEY,
    ej           TEXT NOT NULL,
    logiciel     TEXT NOT NULL,
    emploi       TEXT NOT NULL, -- SIGNATURE, AUTHENTIFICATION, INSI
    nom          TEXT NOT NULL,
    mot          TEXT NOT NULL, -- COMMANDE, EN_COURS, DELIVRE, A_REVOQUER, REVOQUE, ANNULE
    etape        TEXT NOT NULL, -- JSON
    -- SHA-256 of the public key, once a request was brought.
    empreinte    TEXT,
    commande_par TEXT NOT NULL,
    commande_le  BIGINT NOT NULL,
    remplace     TEXT
);

CREATE INDEX certificat_ej ON certificat (ej, commande_le);
-- One key, one certificate.
CREATE UNIQUE INDEX certificat_cle ON certificat (empreinte);
-- What the authority has something to do about.
CREATE INDEX certificat_en_attente ON certificat (commande_le) WHERE mot IN ('EN_COURS', 'A_REVOQUER');
