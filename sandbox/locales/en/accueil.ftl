espace = Sandbox
accueil-titre = Where to start
accueil-aide = A whole identity provider on this machine. Nothing leaves it.
ouvrir-dui = Open Dossier résident
adresses = For your service
decouverte = Discovery
declarer = Declare your application
confiance = Trust the certificates
portail = RPPS+ portal
espace-personne = The professional’s own space
espace-ouvrir = Open the professional’s own space
espace-ouvrir-aide = Their means of signing in, sessions, services, and what happened: any of it can be ended, or all of it at once.
portail-demande = Ask for an RPPS number
portail-demande-aide = Choose an invented person of the simulated FranceConnect: they send their request.
portail-gestion = Decide on a request
portail-gestion-aide = Import the card of Malik FICTIF-ROCHE (gestionnaire.p12), then choose “My card”.
portail-delais = Pass the delays
portail-delais-aide = The directory waits 24 hours and the e-CPS 48: here you decide. You put the clock forward too.
portail-courriels = Read the mails
portail-courriels-aide = The number arrives by mail, through a real mail server. Nothing reaches an address at @nulle-part.exemple.test.
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
partenaires = Partner space
partenaires-entrer = Declare a service and read its requests
partenaires-entrer-aide = Enter by mail: the link comes to Messages.
