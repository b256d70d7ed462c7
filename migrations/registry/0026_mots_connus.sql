-- Finding people although a letter slipped, and by several words at once without looking beside. Made of exercice: nothing of its own.

-- All words of the person, apart by spaces, one before and one after: the other words of a question are read on the row of the first.
ALTER TABLE mot_exercice ADD COLUMN tous TEXT NOT NULL DEFAULT '';

-- Every word that a name has, and about how many people have it: the rarest word of a question leads.
CREATE TABLE mot_connu (
    mot     BYTEA NOT NULL PRIMARY KEY,
    texte   TEXT NOT NULL,
    nombre  BIGINT NOT NULL
);

-- Numbers of a word and of what remains when one letter is left out: two words that a slip made of one another meet in one of them.
CREATE TABLE mot_proche (
    cle    BIGINT NOT NULL,
    texte  TEXT NOT NULL,
    PRIMARY KEY (cle, texte)
);

-- People who were here before: folding is not for SQL, so they are taken up when the registry opens.
DELETE FROM mot_exercice;
INSERT INTO ressemblance_a_faire (personne) SELECT identifiant FROM personne WHERE genre = 'PROFESSIONNEL'
    AND identifiant NOT IN (SELECT personne FROM ressemblance_a_faire);
