# The public directory.
annuaire-titre = Public directory
annuaire-aide = Who has an RPPS number, and where they work. No address, no phone number. Somebody shows there 24 hours after their validation.
annuaire-personne = Try without the first name, or with the RPPS number. Somebody validated less than 24 hours ago does not show yet.
annuaire-portail = RPPS+ portal
annuaire-lien = Check a number in the public directory
annuaire-trop-aide = To check many numbers at once, take the public extraction of the Annuaire Santé: it is complete and made again every day.
recherche-approchees = Nobody has exactly that name: here are names one letter away.
mssante = Named MSSanté mailbox
mssante-oui = Possible: an RPPS number, and a role of care, follow-up or coordination.
mssante-sans-rpps = Not yet: an RPPS number is needed first.
mssante-inconnue = Not yet: the directory shows this number 24 hours after the validation.
mssante-hors-activite = Not possible: this person no longer practises.
mssante-sans-activite = Not possible: no current activity.
mssante-categorie = Not possible: neither students nor this profession exchange health data through MSSanté.
mssante-usage = Not possible: none of their roles is one of care, follow-up or coordination.
fiche-services = Health services
