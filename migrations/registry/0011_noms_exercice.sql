-- Who gave an exercise its names: those that were changed at the portal hold against the next file (IDN-03).
ALTER TABLE exercice ADD COLUMN noms_par TEXT NOT NULL DEFAULT 'EXTRACTION';

-- Of a former release: the names of people who were registered at the portal.
UPDATE exercice SET noms_par = 'PORTAIL'
    WHERE personne IN (SELECT identifiant FROM personne WHERE source = 'PORTAIL');
