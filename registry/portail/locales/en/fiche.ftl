# Somebody found, and what is done about where they work.
revenir = Go back
pages-suivantes = Pages of the list
page-numero = Page { $numero }
recherche-titre = Find a professional
recherche-aide = Whoever has a number is not registered again: a place of work is added.
recherche-envoyer = Search
bloc-recherche = Whom are you looking for?
champ-recherche = Name of practice or RPPS number
champ-recherche-aide = In any order, with or without accents. The beginning of a name is enough.
recherche-trouvees = { $n ->
    [0] Nobody answers this search
    [one] One person found
   *[other] { $n } people found
 }
recherche-davantage = { $n ->
    [one] Too many answers: here is one
   *[other] Too many answers: here are { $n }
 }
recherche-precisez = Say more of the name, or add the given name.
recherche-personne = Try without the given name, or with the RPPS number. Somebody without a number is to be registered.
etablissements-titre = { $n ->
    [0] Your establishments
    [one] Your establishment
   *[other] Your { $n } establishments
 }
etablissements-vide = You register professionals in no establishment.
effectif-titre = Establishment
effectif-aide = Those who work there, and those who will soon. Ended situations are not here.
effectif-voir = See who works there
effectif-voir-nom = See who works there: { $lieu }
effectif-nombre = { $n ->
    [0] Nobody for now
    [one] One person
   *[other] { $n } people
 }
effectif-vide = The professionals whom you register here will show.
fiche-titre = Professional
fiche-aide = Their file.
fiche-numero = National identifier { $numero }
fiche-lieux = Where this person works
fiche-sans-lieu = No place of work at present.
fiche-sans-nom = Professional without a place of work
fiche-ouvrir = Open the file
fiche-ouvrir-nom = Open the file of { $nom }
fiche-ajouter = Add a place of work
fiche-corriger = Correct the contact data
fiche-corriger-nom = Correct the contact data of { $nom }
fiche-hors-activite = This person is out of service. If they have left, end their activity. All else waits for their return.
fiche-ailleurs = Outside your establishments
fiche-autorite = Kept by an Order or an ARS
fiche-modifier = Change
fiche-modifier-a = Change the activity at { $lieu }
fiche-terminer = End the activity
fiche-terminer-a = End the activity at { $lieu }
fiche-ajoutee = Place of work added. The person will read it by e-mail.
fiche-modifiee = Activity changed. The person will read it by e-mail.
fiche-terminee = End recorded. At that date, access stops by itself.
fiche-correction = Correction proposed. Another gestionnaire confirms it within 72 hours.
lieu-hors-activite = Out of service
lieu-finess = FINESS { $finess }
lieu-depuis = Since { $jour }.
lieu-jusque = Until { $jour }.
lieu-motif = Reason: { $motif }.
lieu-en-cours = Current
lieu-a-venir = To come
lieu-finit = End planned
lieu-termine = Activity ended
lieu-sans-nom = Without an establishment
champ-etablissement = Establishment
champ-periode = Period
ajout-titre = Add a place of work
ajout-aide = The number stays the same. The other places do not change.
ajout-envoyer = Add this place
ajout-faits = The person
modification-titre = Change the activity in this establishment
modification-aide = The former value stays in the history. The person is told by e-mail.
modification-envoyer = Save the changes
modification-faits = What the file says now
fin-titre = End the activity in this establishment
fin-aide = The person keeps the number. The access tied to this establishment stops.
fin-envoyer = End this activity
fin-faits = The activity
bloc-fin = When, and why
champ-dernier-jour = Last day of work
champ-dernier-jour-aide = Leave empty to end now. For example: 31/12/2026
champ-motif-fin = Reason, if known
