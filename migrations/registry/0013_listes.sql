-- Long lists page by page, and requests for professions on their way through the GRADeS (ROL-09).

-- The stage, and the exercise names folded with a space around each word: what lists are filtered by. Folding is not for SQL, so
-- rows of a former release get their names when the registry opens.
ALTER TABLE demande ADD COLUMN stade TEXT NOT NULL DEFAULT '';
ALTER TABLE demande ADD COLUMN noms_plies TEXT NOT NULL DEFAULT '';

UPDATE demande SET stade = CASE
    WHEN etape LIKE '{"etape":"Envoyee"%' THEN 'ENVOYEE'
    WHEN etape LIKE '{"etape":"AExaminer"%' THEN 'A_EXAMINER'
    WHEN etape LIKE '{"etape":"Validee"%' THEN 'VALIDEE'
    WHEN etape LIKE '{"etape":"Rejetee"%' THEN 'REJETEE'
    WHEN etape LIKE '{"etape":"RefuseeParLeRegistre"%' THEN 'REFUSEE_PAR_LE_REGISTRE'
    ELSE 'RETIREE' END;

ALTER TABLE profession_demandee ADD COLUMN stade TEXT NOT NULL DEFAULT '';
-- With those that were put together with it.
ALTER TABLE profession_demandee ADD COLUMN demandes BIGINT NOT NULL DEFAULT 1;
ALTER TABLE profession_demandee ADD COLUMN personnes BIGINT NOT NULL DEFAULT 0;
-- The one that it was put together with.
ALTER TABLE profession_demandee ADD COLUMN reunie_a TEXT;
ALTER TABLE profession_demandee ADD COLUMN avis TEXT NOT NULL DEFAULT '[]'; -- JSON
-- The code that an accepted one has.
ALTER TABLE profession_demandee ADD COLUMN code TEXT;

UPDATE profession_demandee SET personnes = volume, stade = CASE
    WHEN etape LIKE '{"etape":"Envoyee"%' THEN 'ENVOYEE'
    WHEN etape LIKE '{"etape":"Relayee"%' THEN 'RELAYEE'
    WHEN etape LIKE '{"etape":"Retenue"%' THEN 'RETENUE'
    ELSE 'ECARTEE' END;

CREATE INDEX profession_demandee_stade ON profession_demandee (stade, le);
CREATE INDEX profession_demandee_reunie ON profession_demandee (reunie_a);
