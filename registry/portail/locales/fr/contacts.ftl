# Contact data that gestionnaires see to.
onglet-coordonnees = Coordonnées
coordonnees-titre = Coordonnées à suivre
coordonnees-aide = Avant la première activation de l’e‑CPS. Ensuite, la personne les change elle-même.
corrections-titre = { $n ->
    [0] Corrections à confirmer
    [one] Une correction à confirmer
   *[other] { $n } corrections à confirmer
 }
corrections-aide = Un gestionnaire a rencontré la personne. Un autre vérifie, puis confirme.
corrections-vide = Une correction proposée par un collègue s’affichera ici.
revenus-titre = { $n ->
    [0] E-mails revenus
    [one] Un e‑mail revenu
   *[other] { $n } e‑mails revenus
 }
revenus-aide = L’adresse n’existe pas, ou n’accepte plus rien. Rencontrez la personne pour la corriger.
revenus-vide = Un e‑mail qui revient s’affichera ici.
revenu-demande = Une personne sans numéro
revenu-le = Revenu le { $heure }
revenu-ecarter = Mettre de côté
revenu-ecarter-nom = Mettre de côté l’e‑mail : { $nom }
revenu-ecarte = E-mail mis de côté.
revenu-code = Code du serveur : { $code }
correction-titre = Corriger des coordonnées
correction-aide = La personne est en face de vous. Un autre gestionnaire confirmera dans les 72 heures.
correction-envoyer = Proposer la correction
correction-faits = La personne
champ-rencontre = La personne est en face de moi, et j’ai contrôlé sa pièce d’identité
correction-confirmer = Confirmer
correction-confirmer-nom = Confirmer la correction de { $numero }
correction-abandonner = Abandonner
correction-abandonner-nom = Abandonner la correction de { $numero }
correction-jusque = À confirmer avant le { $heure }
correction-courriel = E-mail : { $adresse }
correction-mobile = Mobile : { $numero }
correction-collegue = Un collègue confirme
correction-confirmee = Correction faite. L’ancienne adresse est prévenue.
correction-abandonnee = Correction abandonnée. Rien n’a changé.
