-- When an act was done: what came of it is kept for a time, and no longer.
ALTER TABLE acte_fait ADD COLUMN fait_le BIGINT NOT NULL DEFAULT 0;

-- Of a former release: none is older than the log.
UPDATE acte_fait SET fait_le = (SELECT COALESCE(MAX(survenu), 0) FROM evenement);

CREATE INDEX acte_fait_date ON acte_fait (fait_le);
