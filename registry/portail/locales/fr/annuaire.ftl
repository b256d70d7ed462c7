# The public directory.
annuaire-titre = Annuaire public
annuaire-aide = Qui a un numéro RPPS, et où cette personne travaille. Ni adresse, ni téléphone. Une personne y paraît 24 h après sa validation.
annuaire-personne = Essayez sans le prénom, ou avec le numéro RPPS. Une personne validée depuis moins de 24 h n’y paraît pas encore.
annuaire-portail = Portail RPPS+
annuaire-lien = Vérifier un numéro dans l’annuaire public
annuaire-trop-aide = Pour vérifier beaucoup de numéros à la fois, prenez l’extraction publique de l’Annuaire Santé : elle est complète et refaite chaque jour.
recherche-approchees = Personne ne porte exactement ce nom : voici des noms à une lettre près.
mssante = Boîte MSSanté nominative
mssante-oui = Possible : un numéro RPPS et un rôle de soin, de suivi ou de coordination.
mssante-sans-rpps = Pas encore : il faut d’abord un numéro RPPS.
mssante-inconnue = Pas encore : l’annuaire montrera ce numéro 24 h après la validation.
mssante-hors-activite = Impossible : cette personne n’exerce plus.
mssante-sans-activite = Impossible : aucune activité en cours.
mssante-categorie = Impossible : ni les étudiants ni cette profession n’échangent des données de santé par MSSanté.
mssante-usage = Impossible : aucun de ses rôles ne sert au soin, au suivi ou à la coordination.
fiche-services = Services de santé
