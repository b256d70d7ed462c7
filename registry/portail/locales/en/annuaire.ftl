# The public directory.
annuaire-titre = Public directory
annuaire-aide = Who has an RPPS number, and where they work. No address, no phone number. Somebody shows there 24 hours after their validation.
annuaire-personne = Try without the first name, or with the RPPS number. Somebody validated less than 24 hours ago does not show yet.
annuaire-portail = RPPS+ portal
annuaire-lien = Check a number in the public directory
annuaire-trop-aide = To check many numbers at once, take the public extraction of the Annuaire Santé: it is complete and made again every day.
