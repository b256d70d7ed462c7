# Texts of the layouts, of the error page and of the script.
aller-au-contenu = Skip to content
autre-langue = Français
rubriques = Sections
se-deconnecter = Sign out
copier = Copy
ruban-essai = Trial environment: every person and every place is invented.
ruban-repetition = Rehearsal environment: every person and every place is invented.
pied-accessibilite = Accessibility: not compliant
pied-donnees = Your data serve to sign you in, and nothing else
service-vers = on the way to

erreur-que-faire = What to do now
erreur-assistance = To give to the help desk if you call:
erreur-reference = reference
erreur-equipe-technique = For the technical team
erreur-code = Code
erreur-client = Client
erreur-regle = Rule
erreur-journal = Detail
erreur-recu = Received
erreur-declare = Declared
