# Long lists, and requests for professions on their way through the GRADeS.
filtre-titre = Chercher dans la liste
bloc-filtre = Chercher dans la liste
filtre-envoyer = Chercher
filtre-vide = Rien ne correspond. Élargissez la recherche.
filtre-etablissements = Tous
filtre-etapes = Toutes
champ-nom-cherche = Nom ou prénom
champ-nom-cherche-aide = Le début suffit.
champ-etape = Étape
liste-nombre = { $n ->
    [one] Une demande.
   *[other] { $n } demandes.
 }
page-suivante = Page suivante
page-premiere = Retour au début
onglet-grades = Professions demandées
grades-titre = Professions demandées
grades-aide = Relayez la demande à l’Agence du numérique en santé (ANS), réunissez celles qui se ressemblent, ou rendez-la avec un motif.
grades-vide = Une profession demandée dans votre région s’affichera ici.
grades-fait = C’est fait. La structure est prévenue par e‑mail.
professions-reunies = { $n ->
    [one] Une demande en tout.
   *[other] { $n } demandes réunies, en tout :
 }
professions-reunie = Réunie avec une demande pour la même profession.
professions-complement = Le GRADeS ajoute : { $texte }
professions-inscrite = À la nomenclature : { $nom }.
champ-instruction = Avis et réponses
profession-rendue = Rendue
profession-refaire = Compléter et redemander
profession-refaire-nom = Compléter et redemander la profession { $libelle }
profession-reunir = Réunir
profession-reunir-nom = Réunir la demande { $libelle } avec une autre
profession-rendre = Rendre
profession-rendre-nom = Rendre la demande { $libelle } à la structure
profession-avis = Noter un avis
profession-avis-nom = Noter un avis sur { $libelle }
relayer-titre = Relayer à l’ANS
relayer-aide = L’ANS lira ce que la structure a écrit, et ce que vous ajoutez.
relayer-envoyer = Relayer à l’ANS
relayer-faits = La demande
bloc-relayer = Ce que vous ajoutez
champ-complement = Complément pour l’ANS
champ-complement-aide = Facultatif, 1 000 caractères au plus. Par exemple : les diplômes, l’usage dans la région.
rendre-titre = Rendre cette demande
rendre-aide = La structure lira votre motif et pourra envoyer une demande complétée.
rendre-envoyer = Rendre la demande
rendre-faits = La demande
bloc-rendre = Ce que la structure lira
reunir-titre = Réunir deux demandes
reunir-aide = L’autre demande continue pour les deux. Les réponses vont à chaque structure.
reunir-envoyer = Réunir les demandes
reunir-faits = La demande
bloc-reunir = La demande qui continue
champ-avec = Demande pour la même profession
avis-titre = Noter l’avis d’un partenaire
avis-aide = L’ANS décide avec trois partenaires : la Délégation au numérique en santé (DNS), la Caisse nationale de solidarité pour l’autonomie (CNSA) et la Caisse nationale de l’assurance maladie (CNAM).
avis-envoyer = Noter cet avis
avis-faits = La demande
bloc-avis = L’avis
champ-partenaire = Qui l’a donné
champ-rendu-le = Quel jour
champ-rendu-le-aide = Par exemple : 22/11/2026
champ-avis = Ce qu’il dit
retenir-faits = La demande
ecarter-faits = La demande
champ-code-profession = Code à la nomenclature
champ-code-profession-aide = Trois chiffres, encore libres.
champ-premier-jour = Premier jour
champ-premier-jour-aide = Par exemple : 01/01/2027
