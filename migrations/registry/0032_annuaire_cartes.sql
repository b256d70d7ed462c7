-- The number that is printed on a card, by which the public directory finds its holder. Written again at each stage of a card.
ALTER TABLE carte ADD COLUMN numero TEXT;

CREATE INDEX carte_numero ON carte (numero);

-- The other words of a question are read in the index, without going to the rows: a frequent name has ten thousand of them, each on a
-- page of its own.
DROP INDEX mot_exercice_mot;
CREATE INDEX mot_exercice_mot ON mot_exercice (mot, personne, tous);

-- The same index twice: `structure_ej` stays.
DROP INDEX structure_par_ej;

-- The people of a large place, page by page in the order of their numbers, without sorting all of them for each page.
DROP INDEX situation_structure;
CREATE INDEX situation_structure ON situation (structure, personne);
