# Contact data that gestionnaires see to.
onglet-coordonnees = Contact data
coordonnees-titre = Contact data to see to
coordonnees-aide = Before the first activation of the e-CPS. Afterwards, the person changes them.
corrections-titre = { $n ->
    [0] Corrections to confirm
    [one] One correction to confirm
   *[other] { $n } corrections to confirm
 }
corrections-aide = One gestionnaire met the person. Another one checks, then confirms.
corrections-vide = A correction proposed by a colleague will show here.
revenus-titre = { $n ->
    [0] Returned e-mails
    [one] One returned e-mail
   *[other] { $n } returned e-mails
 }
revenus-aide = The address does not exist, or takes nothing any more. Meet the person to correct it.
revenus-vide = An e-mail that comes back will show here.
revenu-demande = Somebody without a number
revenu-le = Came back on { $heure }
revenu-ecarter = Put aside
revenu-ecarter-nom = Put aside the e-mail: { $nom }
revenu-ecarte = E-mail put aside.
revenu-code = Code of the server: { $code }
correction-titre = Correct contact data
correction-aide = The person is in front of you. Another gestionnaire will confirm within 72 hours.
correction-envoyer = Propose the correction
correction-faits = The person
champ-rencontre = The person is in front of me, and I have checked their identity document
correction-confirmer = Confirm
correction-confirmer-nom = Confirm the correction of { $numero }
correction-abandonner = Withdraw
correction-abandonner-nom = Withdraw the correction of { $numero }
correction-jusque = To confirm before { $heure }
correction-courriel = E-mail: { $adresse }
correction-mobile = Mobile: { $numero }
correction-collegue = A colleague confirms
correction-confirmee = Correction made. The former address is told.
correction-abandonnee = Correction withdrawn. Nothing changed.
