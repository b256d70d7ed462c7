-- Who vouches for the civil status of whom the registry took in itself (IDN-05), JDV_J111. Whoever was there before was
-- registered on a document of identity, or by FranceConnect, which nothing tells any more: a request for certification.
CREATE TABLE certification (
    personne  TEXT NOT NULL PRIMARY KEY,
    etat      TEXT NOT NULL,
    depuis    BIGINT NOT NULL
);

INSERT INTO certification (personne, etat, depuis)
SELECT identifiant, 'DI', 0 FROM personne WHERE genre = 'PROFESSIONNEL' AND source = 'PORTAIL';
