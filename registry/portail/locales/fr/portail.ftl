# The portal: what every page shares, and its first page.
espace = Portail RPPS+
role-demandeur = Avec FranceConnect
accueil-titre = Portail RPPS+
accueil-h1 = Un numéro RPPS, un lieu, un rôle
accueil-lead = Ici s’enregistrent les professionnels du médico-social et du social qui ont besoin des services numériques de santé.
accueil-portes = Par quelle porte entrez-vous ?
accueil-gestionnaire = Je gère des professionnels
accueil-gestionnaire-aide = Avec votre carte CPE ou CDE
accueil-professionnel = Je demande mon enregistrement
accueil-professionnel-aide = Avec FranceConnect ; votre gestionnaire valide ensuite
accueil-numero = J’ai déjà un numéro RPPS
accueil-numero-aide = Avec votre e‑CPS ou votre carte CPS : votre dossier, vos coordonnées, un lieu de plus
accueil-ordre = Vous dépendez d’un Ordre ou de l’ARS ?
accueil-ordre-phrase = Médecin, infirmier, pharmacien, psychologue : votre Ordre ou l’ARS vous enregistre, pas ce portail.
deconnexion-titre = Vous déconnecter ?
deconnexion-phrase = Votre session se fermera ici et là où vous vous êtes connecté.
deconnexion-rester = Rester connecté
