# Many people in one file.
onglet-lots = En nombre
lots-titre = Enregistrer en nombre
lots-aide = Un fichier, une ligne par personne, pour tous les établissements que vous gérez.
lots-envoi = Envoyer un fichier
lots-etape-1 = Remplissez le modèle.
lots-etape-1-suite = Une ligne par personne et par établissement.
lots-etape-2 = Envoyez-le, puis relisez.
lots-etape-2-suite = Rien n’est enregistré à ce moment. Corrigez votre fichier et renvoyez-le autant qu’il le faut.
lots-etape-3 = Confirmez.
lots-etape-3-suite = Les lignes prêtes sont enregistrées une à une ; vous pouvez fermer la page.
lots-modele = Télécharger le modèle
lots-fichier = Fichier
lots-fichier-aide = CSV ou classeur XLSX, 5 Mo et 5 000 lignes au plus.
lots-envoyer = Envoyer et relire
lots-sans-fichier = Choisissez un fichier, puis envoyez-le.
lots-refuse = Ce fichier n’a pas été lu
lots-refuse-suite = Rien n’a été enregistré. Choisissez le fichier de nouveau une fois corrigé.
lots-miens = Mes fichiers
lots-vide = Les fichiers que vous envoyez s’afficheront ici.
lots-ouvrir = Ouvrir
lots-ouvrir-nom = Ouvrir { $fichier }
lots-tous = Tous mes fichiers
lots-colonnes = Les colonnes du fichier
lot-etape-apercu = À confirmer
lot-etape-en-cours = En cours
lot-etape-termine = Terminé
lot-etape-abandonne = Abandonné
lot-apercu-titre = Aperçu de { $fichier }
lot-apercu-aide = { $n ->
    [one] Une ligne lue. Rien n’est encore enregistré ; cet aperçu est gardé un jour.
   *[other] { $n } lignes lues. Rien n’est encore enregistré ; cet aperçu est gardé un jour.
}
lot-en-cours-titre = { $fichier } : enregistrement en cours
lot-en-cours-aide = { $n ->
    [one] Une ligne dans ce fichier.
   *[other] { $n } lignes dans ce fichier, enregistrées l’une après l’autre.
}
lot-termine-titre = { $fichier } : terminé
lot-termine-aide = { $n ->
    [one] Une ligne traitée. Téléchargez le compte rendu : il est gardé 30 jours.
   *[other] { $n } lignes traitées. Téléchargez le compte rendu : il est gardé 30 jours.
}
lot-compte-rendu = Télécharger le compte rendu
lot-avancement-titre = Avancement
lot-avancement = { $faites } lignes faites sur { $total }
lot-avancement-suite = Cette page se met à jour seule. Vous pouvez la fermer : le travail continue.
lot-actualiser = Actualiser
lot-corriger = Envoyer un fichier corrigé
lot-compte = { $mot } : { $nombre }
lot-chiffres = Où en sont les lignes
lot-refusee = { $n ->
    [one] Refusée
   *[other] Refusées
}
lot-a-decider = { $n ->
    [one] Ressemble à quelqu’un
   *[other] Ressemblent à quelqu’un
}
lot-rattachement = { $n ->
    [one] Sera rattachée
   *[other] Seront rattachées
}
lot-prete = { $n ->
    [one] Prête
   *[other] Prêtes
}
lot-en-place = Déjà en place
lot-inscrite = { $n ->
    [one] Inscrite
   *[other] Inscrites
}
lot-rattachee = { $n ->
    [one] Rattachée
   *[other] Rattachées
}
lot-a-examiner = À examiner
lot-transmise = { $n ->
    [one] Transmise
   *[other] Transmises
}
lot-ignorees = Colonnes et feuilles que nous n’avons pas lues :
lot-confirmer = Confirmer pour toutes les lignes
lot-confirmer-aide = Les lignes refusées restent de côté. Les personnes qui ressemblent à quelqu’un vous attendront dans vos demandes.
lot-lancer = Enregistrer les lignes prêtes
lot-abandonner = Abandonner ce fichier
champ-lot-face-a-face = J’ai recueilli l’état civil de chaque personne en sa présence
champ-lot-face-a-face-aide = Avec la pièce d’identité indiquée sur sa ligne.
champ-lot-diplomes-verifies = J’ai vérifié les diplômes de chacune
champ-lot-besoin-verifie = Chacune a besoin d’un accès, et sait qu’elle recevra une e‑CPS seule
champ-lot-conditions-acceptees = J’accepte les conditions d’utilisation du portail pour chaque enregistrement
lot-lieux = Par établissement
lot-sans-lieu = Établissement illisible
lot-lignes = Lignes
lot-choix = Choisir les lignes à afficher
lot-col-ligne = Ligne
lot-col-lieu = Établissement
lot-col-etat = État
lot-col-phrases = À savoir
lot-ligne = Ligne { $ligne }
lot-examiner = Examiner
lot-examiner-nom = Examiner la demande de { $nom }
lot-feuilles = Pages de lignes
lot-feuille = Page { $numero }
lot-numero = Numéro RPPS { $numero }
lot-connue-registre = Cette personne a déjà un numéro : elle aura un lieu de travail de plus.
lot-connue-ligne = C’est la personne de la ligne { $ligne } : elle aura un lieu de travail de plus.
lot-semblable-registre = Le registre connaît quelqu’un qui lui ressemble. Vous direz dans vos demandes si c’est la même personne.
lot-semblable-ligne = Elle ressemble à la personne de la ligne { $ligne }. Vous direz dans vos demandes si c’est la même.
