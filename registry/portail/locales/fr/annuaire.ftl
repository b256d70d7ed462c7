# The public directory.
annuaire-titre = Annuaire public
annuaire-aide = Qui a un numéro RPPS, et où cette personne travaille. Ni adresse, ni téléphone. Une personne y paraît 24 h après sa validation.
annuaire-personne = Essayez sans le prénom, ou avec le numéro RPPS. Une personne validée depuis moins de 24 h n’y paraît pas encore.
annuaire-portail = Portail RPPS+
annuaire-lien = Vérifier un numéro dans l’annuaire public
annuaire-trop-aide = Pour vérifier beaucoup de numéros à la fois, prenez l’extraction publique de l’Annuaire Santé : elle est complète et refaite chaque jour.
