-- When the registry refused a request because the person has a number: that is watched (ENR-15), and other refusals are not.
ALTER TABLE demande ADD COLUMN deja_inscrite_le BIGINT;

UPDATE demande SET deja_inscrite_le = deposee_le WHERE stade = 'REFUSEE_PAR_LE_REGISTRE' AND etape LIKE '%DejaInscrite%';

CREATE INDEX demande_deja_inscrite ON demande (deja_inscrite_le) WHERE deja_inscrite_le IS NOT NULL;
