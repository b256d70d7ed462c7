# Texts of the layouts, of the error page and of the script.
aller-au-contenu = Aller au contenu
autre-langue = English
rubriques = Rubriques
se-deconnecter = Se déconnecter
copier = Copier
ruban-essai = Environnement d’essai : toutes les personnes et tous les lieux sont inventés.
ruban-repetition = Environnement de répétition : toutes les personnes et tous les lieux sont inventés.
pied-accessibilite = Accessibilité : non conforme
pied-donnees = Vos données servent à vous connecter, et à rien d’autre
service-vers = pour aller vers

erreur-que-faire = Que faire maintenant
erreur-assistance = À donner à l’assistance si vous appelez :
erreur-reference = référence
erreur-equipe-technique = Pour l’équipe technique
erreur-code = Code
erreur-client = Client
erreur-regle = Règle
erreur-journal = Détail
erreur-recu = Reçu
erreur-declare = Déclaré
