espace = Bac à sable
accueil-titre = Par où commencer
accueil-aide = Un fournisseur d’identité complet sur cette machine. Rien n’en sort.
ouvrir-dui = Ouvrir Dossier résident
adresses = Pour votre service
decouverte = Découverte
declarer = Déclarer votre application
confiance = Accepter les certificats
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
