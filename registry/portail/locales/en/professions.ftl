# Long lists, and requests for professions on their way through the GRADeS.
filtre-titre = Search the list
bloc-filtre = Search the list
filtre-envoyer = Search
filtre-vide = Nothing answers. Widen the search.
filtre-etablissements = All
filtre-etapes = All
champ-nom-cherche = Name or given name
champ-nom-cherche-aide = The beginning is enough.
champ-etape = Stage
liste-nombre = { $n ->
    [one] One request.
   *[other] { $n } requests.
 }
page-suivante = Next page
page-premiere = Back to the beginning
onglet-grades = Professions asked for
grades-titre = Professions asked for
grades-aide = Relay to the ANS, put together what is alike, or give the request back with a reason.
grades-vide = A profession asked for in your region will show here.
grades-fait = Done. The structure is told by e-mail.
professions-reunies = { $n ->
    [one] One request in all.
   *[other] { $n } requests put together, in all:
 }
professions-reunie = Put together with a request for the same profession.
professions-complement = The GRADeS adds: { $texte }
professions-inscrite = In the list: { $nom }.
champ-instruction = Opinions and answers
profession-rendue = Given back
profession-refaire = Complete and ask again
profession-refaire-nom = Complete and ask again for the profession { $libelle }
profession-reunir = Put together
profession-reunir-nom = Put together the request { $libelle } and another one
profession-rendre = Give back
profession-rendre-nom = Give back the request { $libelle } to the structure
profession-avis = Write down an opinion
profession-avis-nom = Write down an opinion on { $libelle }
relayer-titre = Relay to the ANS
relayer-aide = The ANS will read what the structure wrote, and what you add.
relayer-envoyer = Relay to the ANS
relayer-faits = The request
bloc-relayer = What you add
champ-complement = For the ANS
champ-complement-aide = Optional, 1,000 characters at most. For example: diplomas, uses in the region.
rendre-titre = Give this request back
rendre-aide = The structure will read your reason and may send a completed request.
rendre-envoyer = Give the request back
rendre-faits = The request
bloc-rendre = What the structure will read
reunir-titre = Put two requests together
reunir-aide = The other request goes on for both. Answers go to each structure.
reunir-envoyer = Put the requests together
reunir-faits = The request
bloc-reunir = The request that goes on
champ-avec = Request for the same profession
avis-titre = Write down the opinion of a partner
avis-aide = The ANS decides with three partners: the delegation for digital health (DNS), the national solidarity fund for autonomy (CNSA) and the national health insurance fund (CNAM).
avis-envoyer = Write this opinion down
avis-faits = The request
bloc-avis = The opinion
champ-partenaire = Who gave it
champ-rendu-le = On which day
champ-rendu-le-aide = For example: 22/11/2026
champ-avis = What it says
retenir-faits = The request
ecarter-faits = The request
champ-code-profession = Code in the list
champ-code-profession-aide = Three digits, still free.
champ-premier-jour = First day
champ-premier-jour-aide = For example: 01/01/2027
