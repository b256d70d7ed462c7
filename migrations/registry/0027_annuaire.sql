-- When what the public directory says of somebody (P) or of a place (S) last changed, or will. Nobody in it: since the first event.
CREATE TABLE annuaire_maj (
    genre  TEXT NOT NULL,
    cle    TEXT NOT NULL,
    le     BIGINT NOT NULL,
    PRIMARY KEY (genre, cle, le)
);

CREATE INDEX annuaire_maj_le ON annuaire_maj (genre, le, cle);

-- The establishments of a legal entity.
CREATE INDEX structure_par_ej ON structure (finess_ej);

-- Of a former release: the last event of whoever has one after the first file, and what is known to come.
INSERT INTO annuaire_maj (genre, cle, le)
    SELECT 'P', personne, le FROM (
        SELECT personne, MAX(survenu) AS le FROM evenement
            WHERE survenu > (SELECT MIN(survenu) FROM evenement) GROUP BY personne
        UNION SELECT personne, annuaire_le FROM disponibilite
        UNION SELECT personne, debut FROM situation WHERE debut > (SELECT COALESCE(MAX(survenu), 0) FROM evenement)
    ) AS connues;
