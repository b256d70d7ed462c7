-- How often something was asked, by whom or from where: a window each, forgotten when it is over.
CREATE TABLE compteur (
    cle TEXT PRIMARY KEY,
    fois BIGINT NOT NULL,
    jusque BIGINT NOT NULL
);

CREATE INDEX compteur_jusque ON compteur (jusque);
