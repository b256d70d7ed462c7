-- When a card is looked at again for its renewal; `renouvelee` of 0028 is of the version before, which writes it still.
ALTER TABLE carte ADD COLUMN revue_le BIGINT NOT NULL DEFAULT 0;

-- What the authority has something to do about: two rounds, each with its own.
DROP INDEX carte_en_attente;
CREATE INDEX carte_a_faire ON carte (id) WHERE mot IN ('COMMANDEE', 'PRODUITE');
CREATE INDEX carte_a_opposer ON carte (id) WHERE mot = 'A_OPPOSER';
DROP INDEX carte_fin;
CREATE INDEX carte_fin ON carte (jusque);
