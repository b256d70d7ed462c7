# Why nobody was signed in.
refus-accueil = Back to the first page
refus-rien-perdu = Nobody was signed in, and nothing was sent.
refus-depart-titre = This sign-in did not begin here
refus-depart-phrase = This browser has no sign-in under way, or it is more than 15 minutes old.
refus-depart-suite = Begin again from the first page.
refus-reponse-titre = We did not recognise this answer
refus-reponse-phrase = The answer is not the one that the portal expected.
refus-reponse-suite = Begin again from the first page.
refus-injoignable-titre = The sign-in service does not answer
refus-injoignable-phrase = The portal cannot reach the sign-in service. Nothing is wrong with your card or your phone.
refus-injoignable-suite = Wait two minutes, then try again.
refus-abandon-titre = You are not signed in
refus-abandon-phrase = The sign-in was cancelled or refused.
refus-abandon-suite = Begin again whenever you like.
refus-reglage-titre = The portal must correct a setting
refus-reglage-phrase = The sign-in service did not accept the portal’s request. It is not your doing, and trying again will change nothing.
refus-reglage-suite = Give the code below to the help desk.
