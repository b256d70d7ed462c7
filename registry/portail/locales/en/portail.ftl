# The portal: what every page shares, and its first page.
espace = RPPS+ portal
role-demandeur = With FranceConnect
accueil-titre = RPPS+ portal
accueil-h1 = An RPPS number, a place, a role
accueil-lead = Professionals of social and medico-social care who need digital health services are registered here.
accueil-portes = Which door is yours?
accueil-gestionnaire = I manage professionals
accueil-gestionnaire-aide = With your CPE or CDE card
accueil-professionnel = I ask to be registered
accueil-professionnel-aide = With FranceConnect; your gestionnaire then validates
accueil-numero = I have an RPPS number already
accueil-numero-aide = With your e-CPS or your CPS card: your file, your contact data, one more place
accueil-ordre = Do you depend on an Order or on the ARS?
accueil-ordre-phrase = Doctor, nurse, pharmacist, psychologist: your Order or the ARS registers you, not this portal.
deconnexion-titre = Sign out?
deconnexion-phrase = Your session will close here and where you signed in.
deconnexion-rester = Stay signed in
