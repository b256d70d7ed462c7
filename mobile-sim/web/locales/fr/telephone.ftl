# The simulated phone: its list, its screens. « Code secret » is the PIN, « numéro » the two digits.
espace = Téléphones simulés
simule = simulé
liste-titre = Téléphones
liste-aide = Chaque téléphone est simulé : une page et un fichier sur cette machine. Il porte une e-CPS au plus.
aucun-titre = Aucun téléphone
aucun-aide = Créez-en un, puis activez une e-CPS avec le numéro d’une personne inventée.
nouveau-titre = Nouveau téléphone
nouveau-nom = Son nom
nouveau-aide = Par exemple : le téléphone d’Alba
nouveau-creer = Créer ce téléphone
detail-sans = Sans e-CPS
etat-active = active
etat-sans = à activer
etat-bloquee = bloquée
etat-attente = une demande
telephone-aide = Ce téléphone n’existe pas : il sert à essayer l’e-CPS sur cette machine.
tous = Tous les téléphones
continuer = Continuer
annuler = Annuler
fermer = Fermer
compris = J’ai compris
pave = Chiffres
effacer = Effacer le dernier chiffre
oublie = Oublié
chiffres-tapes = { $n ->
    [0] Aucun chiffre tapé, sur { $sur }
    [one] Un chiffre tapé, sur { $sur }
   *[other] { $n } chiffres tapés, sur { $sur }
 }
chiffres-lus = { $quoi } : { $chiffres }
reseau = Le service e-CPS ne répond pas. Attendez une minute, puis réessayez.
reponse-inattendue = Le service e-CPS a répondu autre chose que prévu. Réessayez dans une minute.

moment-activer = Activer
activer-titre = Activez votre e-CPS
activer-phrase = Il vous faut votre numéro RPPS, reçu par e-mail, et votre téléphone.
activer-numero = 8, puis votre numéro RPPS
activer-numero-aide = 12 chiffres en tout. Sans numéro RPPS : le numéro de la première ligne de votre carte.
activer-codes = Vous recevrez un code par SMS et un autre par e-mail.
activer-illisible = Ce n’est pas un numéro RPPS. Tapez 8, puis ses 11 chiffres.
activer-a-nouveau = Activer à nouveau
activer-carte = Ou avec votre carte
activer-lien = Ce que dit le code QR
activer-lien-aide = Dans votre espace, après votre connexion par carte. Ici, l’appareil photo est simulé : collez le lien affiché sous le code.
activer-lire = Lire ce code
activer-pas-un-code = Ce n’est pas le code QR d’une activation. Copiez tout le lien affiché sous le code.

moment-codes = Taper les deux codes
codes-titre = Deux codes vous attendent
codes-phrase = L’un est arrivé par SMS, l’autre par e-mail. Ils servent une fois, pendant dix minutes.
codes-sms = Code reçu par SMS
codes-courriel = Code reçu par e-mail
codes-autre-numero = Changer de numéro

moment-choisir = Choisir un code secret
choisir-titre = Choisissez un code secret
choisir-encore = Tapez-le encore une fois
choisir-phrase = Six chiffres que vous seul connaissez. Ni suite, ni chiffre répété, ni date.
choisir-differents = Les deux codes ne sont pas les mêmes. Choisissez à nouveau.
choisir-faible = Ce code se devine trop vite. Choisissez-en un autre.

moment-activee = Activée
activee-titre = Votre e-CPS est prête
activee-fin = Elle sert sur ce téléphone jusqu’au { $jour }.
activee-code = Votre code reste dans votre tête : il n’est gardé nulle part. Oublié ? Il faudra activer à nouveau.

moment-accueil = Accueil
accueil-fin = Valable jusqu’au { $jour }
accueil-rien = Rien à valider
accueil-rien-aide = Une demande arrivera ici quand vous vous connecterez sur un écran.
accueil-chercher = Chercher une demande
accueil-historique = Mes dernières validations
accueil-sim = Changer de carte SIM (essai)
accueil-retirer = Retirer mon e-CPS de ce téléphone
accueil-close = Cette demande est finie. Recommencez sur l’écran où vous vous connectez.
accueil-nombre-epuise = Trois numéros n’étaient pas les bons. Recommencez sur l’écran où vous vous connectez.

moment-notification = Notification
notification = Une demande vous attend. Ouvrez pour la voir.

moment-nombre = Reporter le numéro
nombre-qui = Qui demande ?
nombre-service = Service
nombre-pour = Pour
nombre-depuis = Depuis
nombre-il-y-a = il y a { $n ->
    [one] une seconde
   *[other] { $n } secondes
 }
nombre-inconnu = Vous n’avez jamais utilisé ce navigateur.
nombre-taper = Tapez le numéro vu à l’écran
nombre-inexact = Ce n’est pas le numéro de l’écran. Regardez-le, puis tapez-le à nouveau.
pas-moi = Ce n’est pas moi
nombre-refuser = Refuser

moment-code = Taper le code
code-titre = Votre code secret
code-pour = Pour valider auprès de
code-inexact = Ce n’est pas le bon code. { $n ->
    [0] Plus aucun essai.
    [one] Encore un essai.
   *[other] Encore { $n } essais.
 }

moment-oubli = Code oublié
oubli-titre = Vous avez oublié votre code
oubli-phrase = Personne ne peut vous le rendre : il n’est gardé nulle part. Activez à nouveau votre e-CPS, en trois minutes.
oubli-revenir = Je m’en souviens

moment-validee = Validé
validee-titre = C’est validé
validee-phrase = Reprenez sur l’écran : { $service } vous attend.
validee-partage = Écran partagé ? Fermez votre session quand vous le quittez.

moment-pas-moi = Ce n’est pas moi
pas-moi-titre = Demande refusée
pas-moi-phrase = Personne n’est entré à votre nom. Les demandes venues de là-bas sont arrêtées.
pas-moi-suite = Un message vous le confirme. Votre code n’a pas été donné.
pas-moi-voir = Voir mes dernières demandes

moment-refusee = Refusée
refusee-titre = Vous avez refusé
refusee-phrase = { $service } ne vous connectera pas cette fois.

moment-bloquee = Bloquée
bloquee-titre = Votre e-CPS est bloquée
bloquee-phrase = Trois codes n’étaient pas les bons. Par sécurité, elle ne sert plus sur ce téléphone.
bloquee-suite = Vous pouvez l’activer à nouveau tout de suite, avec votre numéro RPPS. Comptez trois minutes.

moment-perdue = Terminée
perdue-titre = Cette e-CPS ne sert plus
perdue-remplacee = Vous l’avez activée sur un autre téléphone. Celui-ci ne sert plus.
perdue-revoquee = Elle a été arrêtée. Vous pouvez l’activer à nouveau avec votre numéro RPPS.
perdue-expiree = Trois ans ont passé. Activez-la à nouveau avec votre numéro RPPS.
perdue-sim = La carte SIM de ce téléphone a changé. Votre e-CPS s’est arrêtée : activez-la de nouveau.

moment-historique = Dernières validations
historique-titre = Mes dernières validations
historique-vide = Rien pour l’instant
issue-approuvee = Validé
issue-refusee = Refusé
issue-pas-moi = Ce n’était pas moi

moment-lieu = Dire où l’on travaille
lieu-ou = Où travaillez-vous maintenant ?
lieu-absent = Choisissez un des lieux de la liste.
nombre-service-seul = le service lui-même
nombre-seul = Ce service vous demande sans passer par une page de connexion. Continuez seulement si vous êtes devant lui.
