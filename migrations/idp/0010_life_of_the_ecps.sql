-- The rank of the last evaluation of a PIN: two copies of one phone's file betray each other by it. And how many days before
-- its end the holder of an e-CPS was told last.
ALTER TABLE appareil ADD COLUMN rang BIGINT NOT NULL DEFAULT 0;
ALTER TABLE appareil ADD COLUMN rappel BIGINT;
CREATE INDEX appareil_expire_le ON appareil (expire_le) WHERE etat = 'actif';
