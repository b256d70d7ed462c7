-- Figures of the whole registry, taken in the background: a page reads these rows and counts nothing (docs/decisions/0044).
CREATE TABLE mesure (
    nom     TEXT NOT NULL,
    cle     TEXT NOT NULL,
    valeur  BIGINT NOT NULL,
    PRIMARY KEY (nom, cle)
);

-- One row: when they were taken, or are being taken; whoever moves it takes them.
CREATE TABLE releve (
    seul     BIGINT NOT NULL PRIMARY KEY,
    debut    BIGINT NOT NULL,
    fini_le  BIGINT NOT NULL
);

INSERT INTO releve (seul, debut, fini_le) VALUES (1, 0, 0);

CREATE INDEX disponibilite_validee ON disponibilite (validee_le);
CREATE INDEX demande_deposee ON demande (deposee_le);
