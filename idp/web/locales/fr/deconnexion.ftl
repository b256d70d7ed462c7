# La déconnexion.
deconnexion-confirmer-titre = Fermer votre session ?
deconnexion-confirmer-phrase = Vous serez déconnecté de tous les services ouverts avec Caducée sur cet appareil.
deconnexion-confirmer-service = { $service } demande de fermer votre session.
deconnexion-fermer = Fermer ma session
deconnexion-garder = Rester connecté
deconnexion-faite-titre = Votre session est fermée
deconnexion-faite-phrase = Personne ne peut plus l’utiliser sur cet appareil.
deconnexion-faite-suite = Vous pouvez fermer cette fenêtre.
deconnexion-indice-titre = Cette demande de déconnexion ne se lit pas
deconnexion-indice-phrase = Le service qui vous envoie ici a donné une preuve que nous ne reconnaissons pas. Votre session n’a pas changé.
deconnexion-retour-titre = Cette adresse de retour n’est pas déclarée
deconnexion-retour-phrase = Le service qui vous envoie ici n’a pas déclaré l’adresse de retour qu’il demande. Votre session n’a pas changé.
