# The simulated phone: its list, its screens.
espace = Simulated phones
simule = simulated
liste-titre = Phones
liste-aide = Each phone is simulated: a page and a file on this machine. It carries one e-CPS at most.
aucun-titre = No phone
aucun-aide = Create one, then activate an e-CPS with the number of an invented person.
nouveau-titre = New phone
nouveau-nom = Its name
nouveau-aide = For example: Alba’s phone
nouveau-creer = Create this phone
detail-sans = Without e-CPS
etat-active = active
etat-sans = to activate
etat-bloquee = locked
etat-attente = a request
telephone-aide = This phone does not exist: it serves to try the e-CPS on this machine.
tous = All phones
continuer = Continue
annuler = Cancel
fermer = Close
compris = I understand
pave = Digits
effacer = Erase the last digit
oublie = Forgotten
chiffres-tapes = { $n ->
    [0] No digit typed, of { $sur }
    [one] One digit typed, of { $sur }
   *[other] { $n } digits typed, of { $sur }
 }
chiffres-lus = { $quoi }: { $chiffres }
reseau = The e-CPS service does not answer. Wait a minute, then try again.
reponse-inattendue = The e-CPS service answered something else than expected. Try again in a minute.

moment-activer = Activate
activer-titre = Activate your e-CPS
activer-phrase = You need your RPPS number, received by e-mail, and your phone.
activer-numero = 8, then your RPPS number
activer-numero-aide = 12 digits in all. Without an RPPS number: the number on the first line of your card.
activer-codes = You will receive one code by text message and another by e-mail.
activer-illisible = This is not an RPPS number. Type 8, then its 11 digits.
activer-a-nouveau = Activate again
activer-carte = Or with your card
activer-lien = What the QR code says
activer-lien-aide = In your space, after signing in with your card. The camera is simulated here: paste the link shown below the code.
activer-lire = Read this code
activer-pas-un-code = This is not the QR code of an activation. Copy the whole link shown below the code.

moment-codes = Type both codes
codes-titre = Two codes are waiting
codes-phrase = One came by text message, the other by e-mail. They work once, for ten minutes.
codes-sms = Code received by text message
codes-courriel = Code received by e-mail
codes-autre-numero = Change number

moment-choisir = Choose a secret code
choisir-titre = Choose a secret code
choisir-encore = Type it once more
choisir-phrase = Six digits that only you know. No sequence, no repeated digit, no date.
choisir-differents = The two codes are not the same. Choose again.
choisir-faible = This code is guessed too fast. Choose another one.

moment-activee = Activated
activee-titre = Your e-CPS is ready
activee-fin = It works on this phone until { $jour }.
activee-code = Your code stays in your head: it is kept nowhere. Forgotten? You will have to activate again.

moment-accueil = Home
accueil-fin = Valid until { $jour }
accueil-rien = Nothing to approve
accueil-rien-aide = A request will come here when you sign in on a screen.
accueil-chercher = Look for a request
accueil-historique = My latest approvals
accueil-sim = Change the SIM card (trial)
accueil-retirer = Remove my e-CPS from this phone
accueil-close = This request is over. Start again on the screen where you sign in.
accueil-nombre-epuise = Three numbers were not the right ones. Start again on the screen where you sign in.

moment-notification = Notification
notification = A request is waiting. Open to see it.

moment-nombre = Carry the number over
nombre-qui = Who asks?
nombre-service = Service
nombre-pour = For
nombre-depuis = From
nombre-il-y-a = { $n ->
    [one] one second ago
   *[other] { $n } seconds ago
 }
nombre-inconnu = You have never used this browser.
nombre-taper = Type the number seen on the screen
nombre-inexact = This is not the screen’s number. Look at it, then type it again.
pas-moi = This is not me
nombre-refuser = Refuse

moment-code = Type the code
code-titre = Your secret code
code-pour = To approve for
code-inexact = This is not the right code. { $n ->
    [0] No try left.
    [one] One try left.
   *[other] { $n } tries left.
 }

moment-oubli = Code forgotten
oubli-titre = You have forgotten your code
oubli-phrase = Nobody can give it back: it is kept nowhere. Activate your e-CPS again, in three minutes.
oubli-revenir = I remember it

moment-validee = Approved
validee-titre = Approved
validee-phrase = Carry on at the screen: { $service } is waiting for you.
validee-partage = Shared screen? Close your session when you leave it.

moment-pas-moi = This is not me
pas-moi-titre = Request refused
pas-moi-phrase = Nobody got in under your name. Requests from that place are stopped.
pas-moi-suite = A message confirms it. Your code was not given.
pas-moi-voir = See my latest requests

moment-refusee = Refused
refusee-titre = You refused
refusee-phrase = { $service } will not sign you in this time.

moment-bloquee = Locked
bloquee-titre = Your e-CPS is locked
bloquee-phrase = Three codes were not the right ones. For safety, it no longer works on this phone.
bloquee-suite = You can activate it again at once, with your RPPS number. It takes three minutes.

moment-perdue = Ended
perdue-titre = This e-CPS no longer works
perdue-remplacee = You activated it on another phone. This one no longer works.
perdue-revoquee = It was stopped. You can activate it again with your RPPS number.
perdue-expiree = Three years have passed. Activate it again with your RPPS number.
perdue-sim = The SIM card of this phone has changed. Your e-CPS has ended: activate it again.

moment-historique = Latest approvals
historique-titre = My latest approvals
historique-vide = Nothing yet
issue-approuvee = Approved
issue-refusee = Refused
issue-pas-moi = It was not me

moment-lieu = Say where you work
lieu-ou = Where are you working now?
lieu-absent = Choose one of the places in the list.
nombre-service-seul = the service itself
nombre-seul = This service asks you without a sign-in page. Go on only if you are in front of it.
