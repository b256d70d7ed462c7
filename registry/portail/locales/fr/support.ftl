# The support of the ANS, and professions that are asked for.
onglet-support = Assistance
support-titre = Assistance nationale
support-aide = Un agent propose, un autre confirme.
support-ouvrir = Ouvrir le dossier
support-ouvrir-nom = Ouvrir le dossier de { $numero }
bloc-support = Ouvrir le dossier de quelqu’un
champ-personne = Numéro RPPS
champ-personne-aide = Onze chiffres.
support-attente = { $n ->
    [0] Propositions à confirmer
    [one] Une proposition à confirmer
   *[other] { $n } propositions à confirmer
 }
support-attente-aide = Comparez avec la pièce, puis confirmez.
support-vide = Ce que propose un collègue s’affichera ici.
support-motif = Pièce : { $motif }
support-avant = Avant : { $civil }
support-apres = Après : { $civil }
support-confirmee = C’est fait. La personne est prévenue par e‑mail, si le registre a son adresse.
support-abandonnee = Proposition abandonnée. Rien n’a changé.
support-proposee = C’est proposé. Un autre agent confirme dans les 72 heures.
support-ressemblances = Personnes qui se ressemblent
support-professions = Professions demandées
support-professions-titre = Professions demandées
support-professions-aide = Notez l’avis de chaque partenaire (DNS, CNSA, CNAM), puis décidez.
support-professions-vide = Une profession demandée par une structure s’affichera ici.
etat-civil-titre = Corriger un état civil
etat-civil-aide = Recopiez la pièce. Un autre agent confirmera.
etat-civil-envoyer = Proposer la correction
etat-civil-faits = La personne
bloc-motif-correction = Pourquoi
champ-motif-correction = Pièce vue et numéro de la demande
champ-motif-correction-aide = Par exemple : acte de naissance, demande 42
champ-distinctes = J’ai comparé les fiches : ce sont d’autres personnes
champ-code-sexe = Sexe
sexe-f = Féminin
sexe-m = Masculin
professions-titre = Professions demandées
professions-aide = Le groupement régional d’appui au développement de l’e‑santé (GRADeS) relaie votre demande. L’Agence du numérique en santé (ANS) décide. En attendant, employez « Autre professionnel ».
professions-manque = Une profession manque à la liste ?
professions-voir = Voir les demandes
professions-demander = Demander une profession
professions-demandees = { $n ->
    [0] Aucune demande
    [one] Une demande
   *[other] { $n } demandes
 }
professions-vide = Ce que vous demandez s’affichera ici, avec la réponse.
professions-le = Demandée le { $jour }.
professions-usages = Services : { $texte }
professions-volume = { $n ->
    [one] Une personne.
   *[other] { $n } personnes.
 }
professions-envoyee = Demande envoyée au GRADeS.
professions-suivie = C’est noté. La structure le voit dans sa liste.
profession-titre = Demander une profession
profession-aide = Dites son nom, combien de personnes, et pour quels usages.
profession-envoyer = Envoyer au GRADeS
bloc-profession = La profession
champ-libelle = Nom de la profession
champ-volume = Nombre de personnes concernées
champ-usages = Services numériques dont elles ont besoin
champ-usages-aide = 1 000 caractères au plus. Par exemple : dossier usager, messagerie de santé.
champ-demandee-le = Demandée le
profession-envoyee = Au GRADeS
profession-relayee = À l’ANS
profession-retenue = Retenue
profession-ecartee = Non retenue
profession-relayer = Relayer à l’ANS
profession-relayer-nom = Relayer à l’ANS la demande { $libelle }
profession-retenir = Retenir
profession-retenir-nom = Retenir la profession { $libelle }
profession-ecarter = Ne pas retenir
profession-ecarter-nom = Ne pas retenir la profession { $libelle }
retenir-titre = Retenir cette profession
retenir-aide = Donnez son code et son premier jour. Elle s’ajoutera à la nomenclature.
retenir-envoyer = Retenir la profession
ecarter-titre = Ne pas retenir cette profession
ecarter-aide = Dites quelle profession employer à la place.
ecarter-envoyer = Ne pas la retenir
bloc-decision = Ce que la structure lira
