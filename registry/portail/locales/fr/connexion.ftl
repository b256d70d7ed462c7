# Why nobody was signed in.
refus-accueil = Revenir à l’accueil
refus-rien-perdu = Personne n’a été connecté, et rien n’a été envoyé.
refus-depart-titre = Cette connexion n’a pas commencé ici
refus-depart-phrase = Ce navigateur n’a pas de connexion en cours, ou elle a plus de 15 minutes.
refus-depart-suite = Recommencez depuis l’accueil.
refus-reponse-titre = Nous n’avons pas reconnu cette réponse
refus-reponse-phrase = La réponse reçue n’est pas celle que le portail attendait.
refus-reponse-suite = Recommencez depuis l’accueil.
refus-injoignable-titre = La connexion ne répond pas
refus-injoignable-phrase = Le portail n’arrive pas à joindre le service de connexion. Votre carte et votre téléphone n’ont aucun problème.
refus-injoignable-suite = Attendez deux minutes, puis réessayez.
refus-abandon-titre = Vous n’êtes pas connecté
refus-abandon-phrase = La connexion a été annulée ou refusée.
refus-abandon-suite = Recommencez quand vous voulez.
refus-reglage-titre = Le portail doit corriger un réglage
refus-reglage-phrase = Le service de connexion n’a pas accepté la demande du portail. Vous n’y êtes pour rien, et réessayer n’y changera rien.
refus-reglage-suite = Donnez le code ci-dessous à l’assistance.
