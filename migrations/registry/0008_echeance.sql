-- Ends of situations that the log has not told as past yet.
CREATE TABLE echeance (
    situation  TEXT NOT NULL PRIMARY KEY,
    fin        BIGINT NOT NULL
);

CREATE INDEX echeance_fin ON echeance (fin);

-- Of a former release: those that were to come when it last wrote.
INSERT INTO echeance (situation, fin)
    SELECT id, fin FROM situation WHERE fin > (SELECT COALESCE(MAX(survenu), 0) FROM evenement);
