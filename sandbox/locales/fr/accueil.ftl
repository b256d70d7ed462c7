espace = Bac à sable
accueil-titre = Par où commencer
accueil-aide = Un fournisseur d’identité complet sur cette machine. Rien n’en sort.
ouvrir-dui = Ouvrir Dossier résident
adresses = Pour votre service
decouverte = Découverte
declarer = Déclarer votre application
confiance = Accepter les certificats
portail = Portail RPPS+
espace-personne = L’espace du professionnel
espace-ouvrir = Ouvrir l’espace du professionnel
espace-ouvrir-aide = Ses moyens de connexion, ses sessions, ses services et ce qui s’est passé : il arrête l’un ou l’autre, ou tout à la fois.
portail-demande = Demander un numéro RPPS
portail-demande-aide = Choisissez une personne inventée de FranceConnect simulé : elle envoie sa demande.
portail-gestion = Décider d’une demande
portail-gestion-aide = Importez la carte de Malik FICTIF-ROCHE (gestionnaire.p12), puis choisissez « Ma carte ».
portail-delais = Passer les délais
portail-delais-aide = L’annuaire attend 24 h et l’e-CPS 48 h : ici, vous décidez. Vous avancez aussi l’horloge.
portail-courriels = Lire les courriels
portail-courriels-aide = Le numéro arrive par courriel, par un vrai serveur de messagerie. À une adresse en @nulle-part.exemple.test, rien n’arrive.
personnes = Quelques personnes
combien = { $n ->
    [one] 1 personne dans le registre
   *[other] { $n } personnes dans le registre
 }
personne = Personne
numero = Numéro
pour-essayer = Pour essayer
cartes = Cartes
cartes-aide = Importez une carte dans votre navigateur, puis choisissez « Ma carte ». Mot de passe du fichier : { $mot }
partenaires = Espace partenaires
partenaires-entrer = Déclarer un service et lire ses requêtes
partenaires-entrer-aide = Entrez par courriel : le lien arrive dans Messages.
