# The support of the ANS, and professions that are asked for.
onglet-support = Support
support-titre = National support
support-aide = One agent proposes, another one confirms.
support-ouvrir = Open the file
support-ouvrir-nom = Open the file of { $numero }
bloc-support = Open somebody’s file
champ-personne = RPPS number
champ-personne-aide = Eleven digits.
support-attente = { $n ->
    [0] Proposals to confirm
    [one] One proposal to confirm
   *[other] { $n } proposals to confirm
 }
support-attente-aide = Compare with the document, then confirm.
support-vide = What a colleague proposes will show here.
support-motif = Document: { $motif }
support-avant = Before: { $civil }
support-apres = After: { $civil }
support-confirmee = Done. The person is told by e-mail, if the registry has their address.
support-abandonnee = Proposal withdrawn. Nothing changed.
support-proposee = Proposed. Another agent confirms within 72 hours.
support-ressemblances = People who look alike
support-professions = Professions asked for
support-professions-titre = Professions asked for
support-professions-aide = Write down the opinions of DNS, CNSA and CNAM, then decide.
support-professions-vide = A profession that a structure asks for will show here.
etat-civil-titre = Correct a civil status
etat-civil-aide = Copy the document. Another agent will confirm.
etat-civil-envoyer = Propose the correction
etat-civil-faits = The person
bloc-motif-correction = Why
champ-motif-correction = Document seen and number of the ticket
champ-motif-correction-aide = For example: birth certificate, ticket 42
champ-distinctes = I have compared the files: they are other people
champ-code-sexe = Sex
sexe-f = Female
sexe-m = Male
professions-titre = Professions asked for
professions-aide = The regional body that supports digital health (GRADeS) relays your request. The French digital health agency (ANS) decides. Meanwhile, use “Autre professionnel”.
professions-manque = Is a profession missing from the list?
professions-voir = See the requests
professions-demander = Ask for a profession
professions-demandees = { $n ->
    [0] No request
    [one] One request
   *[other] { $n } requests
 }
professions-vide = What you ask for will show here, with the answer.
professions-le = Asked for on { $jour }.
professions-usages = Services: { $texte }
professions-volume = { $n ->
    [one] One person.
   *[other] { $n } people.
 }
professions-envoyee = Request sent to the GRADeS.
professions-suivie = Written down. The structure sees it in its list.
profession-titre = Ask for a profession
profession-aide = Say its name, how many people, and for which uses.
profession-envoyer = Send to the GRADeS
bloc-profession = The profession
champ-libelle = Name of the profession
champ-volume = Number of people
champ-usages = Digital services that they need
champ-usages-aide = 1,000 characters at most. For example: user record, health messaging.
champ-demandee-le = Asked for on
profession-envoyee = At the GRADeS
profession-relayee = At the ANS
profession-retenue = Taken in
profession-ecartee = Not taken in
profession-relayer = Relay to the ANS
profession-relayer-nom = Relay to the ANS the request { $libelle }
profession-retenir = Take in
profession-retenir-nom = Take in the profession { $libelle }
profession-ecarter = Do not take in
profession-ecarter-nom = Do not take in the profession { $libelle }
retenir-titre = Take this profession in
retenir-aide = Give its code and its first day. It will join the list.
retenir-envoyer = Take the profession in
ecarter-titre = Do not take this profession in
ecarter-aide = Say which profession to use instead.
ecarter-envoyer = Do not take it in
bloc-decision = What the structure will read
