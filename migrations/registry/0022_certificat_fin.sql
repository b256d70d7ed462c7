-- Until when a certificate is good, and whether its end was told.
ALTER TABLE certificat ADD COLUMN jusque BIGINT;
ALTER TABLE certificat ADD COLUMN fin_annoncee SMALLINT NOT NULL DEFAULT 0;

CREATE INDEX certificat_fin ON certificat (jusque) WHERE fin_annoncee = 0;
