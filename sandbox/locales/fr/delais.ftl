# « Anticiper le délai », dans le bac à sable.
delais-titre = Délais en cours
delais-simule = bac à sable
delais-aide = Après une validation, l’annuaire attend 24 h et l’e-CPS 48 h. Ici, vous pouvez passer ces délais.
delais-vide = Personne n’attend
delais-vide-aide = Une personne apparaît ici quand un gestionnaire valide sa demande.
delais-annuaire = Annuaire : { $quand }.
delais-ecps = e-CPS : { $quand }.
delais-anticiper = Anticiper le délai
delais-anticiper-qui = Anticiper le délai de { $nom }
