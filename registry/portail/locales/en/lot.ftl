# Many people in one file.
onglet-lots = Many at once
lots-titre = Register many people
lots-aide = One file, one line a person, for all the establishments that you manage.
lots-envoi = Send a file
lots-etape-1 = Fill in the template.
lots-etape-1-suite = One line for each person in each establishment.
lots-etape-2 = Send it, then look.
lots-etape-2-suite = Nothing is registered at this point. Correct your file and send it again as often as needed.
lots-etape-3 = Confirm.
lots-etape-3-suite = Lines that are ready are registered one by one; you may close the page.
lots-modele = Download the template
lots-fichier = File
lots-fichier-aide = CSV or XLSX workbook, 5 MB and 5,000 lines at most.
lots-envoyer = Send and look
lots-sans-fichier = Choose a file, then send it.
lots-refuse = This file was not read
lots-refuse-suite = Nothing was registered. Choose the file again once it is corrected.
lots-miens = My files
lots-vide = The files that you send will appear here.
lots-ouvrir = Open
lots-ouvrir-nom = Open { $fichier }
lots-tous = All my files
lots-colonnes = The columns of the file
lot-etape-apercu = To confirm
lot-etape-en-cours = Under way
lot-etape-termine = Finished
lot-etape-abandonne = Given up
lot-apercu-titre = Preview of { $fichier }
lot-apercu-aide = { $n ->
    [one] One line read. Nothing is registered yet; this preview is kept for a day.
   *[other] { $n } lines read. Nothing is registered yet; this preview is kept for a day.
}
lot-en-cours-titre = { $fichier }: registration under way
lot-en-cours-aide = { $n ->
    [one] One line in this file.
   *[other] { $n } lines in this file, registered one after the other.
}
lot-termine-titre = { $fichier }: finished
lot-termine-aide = { $n ->
    [one] One line done. Download the report: it is kept for 30 days.
   *[other] { $n } lines done. Download the report: it is kept for 30 days.
}
lot-compte-rendu = Download the report
lot-avancement-titre = Progress
lot-avancement = { $faites } lines done of { $total }
lot-avancement-suite = This page updates by itself. You may close it: the work goes on.
lot-actualiser = Refresh
lot-corriger = Send a corrected file
lot-compte = { $mot }: { $nombre }
lot-chiffres = Where the lines stand
lot-refusee = Refused
lot-a-decider = { $n ->
    [one] Looks like somebody
   *[other] Look like somebody
}
lot-rattachement = Will be attached
lot-prete = Ready
lot-en-place = Already there
lot-inscrite = Registered
lot-rattachee = Attached
lot-a-examiner = To examine
lot-transmise = Sent on
lot-ignorees = Columns and sheets that we did not read:
lot-confirmer = Confirm for all lines
lot-confirmer-aide = Refused lines are left aside. People who look like somebody will wait for you among your requests.
lot-lancer = Register the lines that are ready
lot-abandonner = Give this file up
champ-lot-face-a-face = I collected the civil status of each person in their presence
champ-lot-face-a-face-aide = With the identity document named on their line.
champ-lot-diplomes-verifies = I checked the diplomas of each of them
champ-lot-besoin-verifie = Each of them needs an access, and knows that they will get an e-CPS only
champ-lot-conditions-acceptees = I accept the portal’s terms for each registration
lot-lieux = By establishment
lot-sans-lieu = Establishment that cannot be read
lot-lignes = Lines
lot-choix = Choose the lines to show
lot-col-ligne = Line
lot-col-lieu = Establishment
lot-col-etat = State
lot-col-phrases = To know
lot-ligne = Line { $ligne }
lot-examiner = Examine
lot-examiner-nom = Examine the request of { $nom }
lot-feuilles = Pages of lines
lot-feuille = Page { $numero }
lot-numero = RPPS number { $numero }
lot-connue-registre = This person has a number already: they will get one more place of work.
lot-connue-ligne = This is the person of line { $ligne }: they will get one more place of work.
lot-semblable-registre = The registry knows somebody who looks alike. You will say among your requests whether it is the same person.
lot-semblable-ligne = They look like the person of line { $ligne }. You will say among your requests whether it is the same.
