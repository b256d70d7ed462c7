# La page d’un exploitant : ce que l’on sait des cartes et des certificats arrêtés.
revocations-espace = Exploitation
revocations-titre = Cartes et certificats arrêtés
revocations-tout-va-bien = Tout est à jour.
revocations-sources-en-defaut = Une source ne répond pas comme il faut.
revocations-les-bonnes-restent = Personne n’est refusé pour cela. Les dernières bonnes listes servent jusqu’à leur fin.
revocations-sans-liste = Sans liste en vigueur : { $autorites }.
revocations-que-faire = Leurs cartes et leurs certificats ne sont plus acceptés comme d’habitude. Regardez d’où viennent les listes, plus bas.
revocations-vu = État lu le { $quand }.
revocations-listes = Listes
revocations-autorite = Autorité
revocations-etat = État
revocations-age = Âge
revocations-fin = Vaut jusqu’au
revocations-cartes = Certificats arrêtés
revocations-complete = liste complète
revocations-delta = changements depuis
revocations-a-jour = À jour
revocations-perimee = Périmée
revocations-absente = Absente
revocations-secondes = { $n } s
revocations-minutes = { $n } min
revocations-heures = { $n } h
revocations-sources = D’où elles viennent
revocations-fois = { $n ->
    [one] Refusée une fois
   *[other] Refusée { $n } fois
}
revocations-depuis = Depuis le { $quand }
revocations-reussie = Dernière réponse acceptée le { $quand }
revocations-jamais = Aucune réponse acceptée depuis le démarrage.
revocations-repond = Répond
revocations-regle = Quand une liste a pris fin
revocations-regle-texte = Une carte n’est jugée que sur une liste en vigueur. Après sa fin, elle vaut au plus :
revocations-aussitot = refusée dès la fin de la liste
revocations-encore = acceptée encore { $duree } après la fin
revocations-surveiller = Deux alertes du journal : revocation.stale et revocation.source. Les mêmes chiffres pour une supervision :
