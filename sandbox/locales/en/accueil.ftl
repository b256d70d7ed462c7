espace = Sandbox
accueil-titre = Where to start
accueil-aide = A whole identity provider on this machine. Nothing leaves it.
ouvrir-dui = Open Dossier résident
adresses = For your service
decouverte = Discovery
declarer = Declare your application
confiance = Trust the certificates
personnes = Some people
combien = { $n ->
    [one] 1 person in the registry
   *[other] { $n } people in the registry
 }
personne = Person
numero = Number
pour-essayer = To try
cartes = Cards
cartes-aide = Import a card into your browser, then choose “My card”. Password of the file: { $mot }
