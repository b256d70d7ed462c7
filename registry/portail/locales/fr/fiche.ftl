# Somebody found, and what is done about where they work.
revenir = Revenir
pages-suivantes = Pages de la liste
page-numero = Page { $numero }
recherche-titre = Chercher un professionnel
recherche-aide = Quelqu’un qui a déjà un numéro n’est pas enregistré de nouveau : on lui ajoute un lieu de travail.
recherche-envoyer = Chercher
bloc-recherche = Qui cherchez-vous ?
champ-recherche = Nom d’exercice ou numéro RPPS
champ-recherche-aide = Dans n’importe quel ordre, avec ou sans accents. Le début d’un nom suffit.
recherche-trouvees = { $n ->
    [0] Personne ne répond à cette recherche
    [one] Une personne trouvée
   *[other] { $n } personnes trouvées
 }
recherche-davantage = { $n ->
    [one] Trop de réponses : en voici une
   *[other] Trop de réponses : en voici { $n }
 }
recherche-precisez = Précisez le nom, ou ajoutez le prénom.
recherche-personne = Essayez sans le prénom, ou avec le numéro RPPS. Quelqu’un sans numéro est à enregistrer.
etablissements-titre = { $n ->
    [0] Vos établissements
    [one] Votre établissement
   *[other] Vos { $n } établissements
 }
etablissements-vide = Vous n’enregistrez de professionnels dans aucun établissement.
effectif-titre = Établissement
effectif-aide = Ceux qui y travaillent, et ceux qui y arrivent bientôt. Ceux qui sont partis n’y sont plus.
effectif-voir = Voir qui y travaille
effectif-voir-nom = Voir qui y travaille : { $lieu }
effectif-nombre = { $n ->
    [0] Personne pour l’instant
    [one] Une personne
   *[other] { $n } personnes
 }
effectif-vide = Les professionnels que vous enregistrez ici s’afficheront.
fiche-titre = Professionnel
fiche-aide = Sa fiche.
fiche-numero = Identifiant national { $numero }
fiche-lieux = Où cette personne travaille
fiche-sans-lieu = Aucun lieu de travail en cours.
fiche-sans-nom = Professionnel sans lieu de travail
fiche-ouvrir = Ouvrir la fiche
fiche-ouvrir-nom = Ouvrir la fiche de { $nom }
fiche-ajouter = Ajouter un lieu de travail
fiche-corriger = Corriger les coordonnées
fiche-corriger-nom = Corriger les coordonnées de { $nom }
fiche-hors-activite = Cette personne est hors activité. Si elle est partie, mettez fin à son activité. Le reste attend son retour.
fiche-ailleurs = Hors de vos établissements
fiche-autorite = Tenue par un ordre ou une ARS
fiche-modifier = Modifier
fiche-modifier-a = Modifier l’activité à { $lieu }
fiche-terminer = Mettre fin à l’activité
fiche-terminer-a = Mettre fin à l’activité à { $lieu }
fiche-ajoutee = Lieu de travail ajouté. La personne le lira par e‑mail.
fiche-modifiee = Activité modifiée. La personne le lira par e‑mail.
fiche-terminee = Fin enregistrée. À cette date, l’accès s’arrête tout seul.
fiche-correction = Correction proposée. Un autre gestionnaire la confirme dans les 72 heures.
lieu-hors-activite = Hors activité
lieu-finess = FINESS { $finess }
lieu-depuis = Depuis le { $jour }.
lieu-jusque = Jusqu’au { $jour }.
lieu-motif = Motif : { $motif }.
lieu-en-cours = En cours
lieu-a-venir = À venir
lieu-finit = Fin prévue
lieu-termine = Activité terminée
lieu-sans-nom = Sans établissement
champ-etablissement = Établissement
champ-periode = Période
ajout-titre = Ajouter un lieu de travail
ajout-aide = Son numéro reste le même. Les autres lieux ne changent pas.
ajout-envoyer = Ajouter ce lieu
ajout-faits = La personne
modification-titre = Modifier l’activité dans cet établissement
modification-aide = L’ancienne valeur reste dans l’historique. La personne est prévenue par e‑mail.
modification-envoyer = Enregistrer les changements
modification-faits = Ce que dit la fiche maintenant
fin-titre = Mettre fin à l’activité dans cet établissement
fin-aide = La personne garde son numéro. L’accès lié à cet établissement s’arrête.
fin-envoyer = Mettre fin à cette activité
fin-faits = L’activité
bloc-fin = Quand, et pourquoi
champ-dernier-jour = Dernier jour de travail
champ-dernier-jour-aide = Laissez vide pour y mettre fin maintenant. Par exemple : 31/12/2026
champ-motif-fin = Motif, s’il est connu
