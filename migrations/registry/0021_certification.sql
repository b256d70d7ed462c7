-- Who vouches for the civil status of whom the registry took in itself (IDN-05), JDV_J111.
CREATE TABLE certification (
    personne  TEXT NOT NULL PRIMARY KEY,
    etat      TEXT NOT NULL,
    depuis    BIGINT NOT NULL
);

-- Whoever was there before. A civil status that replaced another one was decided by two of the support, on the day that the
-- history has. Whose own request was validated came by FranceConnect (`fc:`), at its lowest level; where a gestionnaire's request
-- names them too, one of the two only attached them, and a document of identity is all that is sure, as for all others. Their
-- day is not known: 0. The stage is JSON whose first fields stand in this order; a portal gives RPPS numbers, of twelve digits.
INSERT INTO certification (personne, etat, depuis)
SELECT p.identifiant, CASE
    WHEN p.identifiant IN (SELECT personne FROM etat_civil_historique) THEN 'AC'
    WHEN p.identifiant IN (
        SELECT substr(etape, 32, 12) FROM demande
        WHERE auteur LIKE 'fc:%' AND etape LIKE '{"etape":"Validee","personne":"%'
    ) AND p.identifiant NOT IN (
        SELECT substr(etape, 32, 12) FROM demande
        WHERE flux = 'GESTIONNAIRE' AND etape LIKE '{"etape":"Validee","personne":"%'
    ) THEN 'FC'
    ELSE 'DI' END,
    COALESCE((SELECT MAX(h.remplace_le) FROM etat_civil_historique h WHERE h.personne = p.identifiant), 0)
FROM personne p WHERE p.genre = 'PROFESSIONNEL' AND p.source = 'PORTAIL';
