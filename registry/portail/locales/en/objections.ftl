# What the registry objects to in a form or in a line of a file, in English: one sentence for each code, or for each field of
# a code (`code-field`).

# Places of work
lieu_entite_juridique = A legal entity is no place of work. Choose the establishment where the person works.
role_deja_tenu = This person already has a role in this establishment at that time. Change that role, or end it first.
professionnel_inconnu = No active professional has this RPPS number. Check the number, or register the person.
demande_en_cours = A request is under way for this person. Wait for its decision before another change.
situation_inconnue = This place of work does not exist. Open the record of the person again.
situation_d_une_autre_autorite = This place of work is kept by an Ordre or an ARS. For a role in your establishment, add a place of work.
situation_deja_terminee = This place of work has already ended. There is nothing to do.
fin_avant_debut = The end comes before the beginning. Choose a later date.
personne_hors_activite = This person is out of service. End their activity, or reject their request: the rest waits until they are back.
fiche_changee = The record has changed since you opened it. Read it again, then send again.
motif_fin_inconnu = Choose a reason from the list.
meme_etablissement = The person already works in this establishment. Choose another one.
transfert_avant_debut = The person already works in the establishment that they leave. Choose a day after they began there.
debut_absent = Give the first day of work, for example 01/12/2026.
periode_passee = This activity is over already: a number is given to whoever practises. Check the last day.
periode_passee-terme = This suspension is over already. Check the last day.
dates_inversees = The end comes before the beginning. Choose a later date.
dates_inversees-terme = This day comes before the day on which it takes effect. Choose a later day.
date_lointaine-debut = Check the year of the beginning.
date_lointaine-fin = Check the year of the end.
date_lointaine-effet = Check the year of the day on which it takes effect.
date_lointaine-terme = Check the year of the last day.
date_lointaine-reprise = Check the year of the first day back.
date_lointaine-date_debut = { date_lointaine-debut }
date_lointaine-date_fin = { date_lointaine-fin }
nom_exercice_absent-nom_exercice = Give the name used at work.
nom_exercice_absent-prenom_exercice = Give the first name used at work.

# What a gestionnaire declares
attestation_absente = A declaration is missing. Tick its box.
attestation_absente-face_a_face = Take down the civil status with the person in front of you, then tick this box.
attestation_absente-piece = Say which identity document you checked.
attestation_absente-piece_identite = { attestation_absente-piece }
attestation_absente-conditions_acceptees = Accept the terms of use: they hold for each registration.
attestation_absente-diplomes_verifies = Check the diplomas of the person, then tick this box.
attestation_absente-besoin_verifie = Check that the person needs access and knows that they will get an e‑CPS only, then tick this box.

# Professions and roles
profession_manquante = The profession is missing. Choose it from the list.
profession_inconnue = There is no profession with the code “{ $code }”. Choose one from the list.
profession_future = “{ $libelle }” comes into force on { $jour } only. Choose another one.
profession_retiree = “{ $libelle }” was withdrawn from the list on { $jour }. Choose { $remplacant ->
    [aucun] another profession
   *[other] “{ $remplacant }”
 }.
profession_hors_portail = “{ $libelle }” is not registered on the portal. Choose another profession, or “Autre professionnel”.
profession_reglementee = “{ $libelle }” is registered with { $autorite }. Look the person up by their RPPS number, and add the place of work.
etudiant = “{ $libelle }”: students and trainees are not registered on the portal. Wait until they take up their post.
role_manquant = The role is missing. Choose it from the list.
role_inconnu = There is no role with the code “{ $code }”. Choose one from the list.
role_retire = “{ $libelle }” is no longer in force. Choose another role.
role_hors_portail = “{ $libelle }” is not given on the portal. Choose a role from the list.
role_de_soin = “Activité de soin et de pharmacie” is not used in a social or medico-social structure. Choose one of the five medico-social roles.
profession_hors_pilote = “{ $libelle }” is not one of the professions open to sanitary structures. It may be registered all the same, and removed later.
secteur_inconnu = The sector of this structure is not known: sanitary or medico-social. Check that the profession and the role are open to it.

# Civil status
obligatoire-nom = Write the name, as on the identity document.
obligatoire-nom_naissance = { obligatoire-nom }
obligatoire-prenoms = Give at least one first name, all of them if possible, as on the identity document.
obligatoire-naissance = Give the date of birth, for example 04/02/1988.
obligatoire-date_naissance = { obligatoire-naissance }
obligatoire-pays_naissance = Choose the country of birth.
obligatoire-commune_naissance = Look up the commune of birth and choose it from the list.
obligatoire-lieu_naissance = Write the town of birth, in Latin letters.
obligatoire-ville_naissance = { obligatoire-lieu_naissance }
nom_trop_long = Write { $nombre } characters at most.
nom_chiffre = There are no digits in a name. Copy the one on the identity document.
lettres_latines = Write this name in Latin letters, as on the identity document or its official translation.
nom_signe = { $signe ->
    [invisible] An invisible sign
   *[other] The sign “{ $signe }”
 } has no place in a name. Remove it.
nom_mal_forme = A name begins and ends with a letter. Remove the hyphen or the apostrophe that is not needed.
prenom_en_double = The first name “{ $prenom }” is written twice. Keep it once.
trop_de_prenoms = Write { $nombre } first names at most.
civilite_inconnue = Choose Monsieur or Madame.
sexe_inconnu = Choose M or F, or leave this field empty.
date_mal_formee = Write the day, the month and the year in four digits, for example 04/02/1988. Write 00 for what the civil status does not know.
date_incomplete = A day is not written without its month. If the civil status knows the year alone, write 00/00 before it.
date_impossible = This day does not exist. Copy the date on the identity document.
date_future = This date is to come. Check the year.
trop_jeune = The person would be less than { $ans } years old. Check the year.
trop_age = The person would be more than { $ans } years old. Check the year.
date_entiere_attendue = A birth in mainland France has a complete date. Copy the one on the identity document, or ask a gestionnaire to do it.
pays_inconnu = There is no country with the code “{ $code }”. Choose a country from the list.
pays_retire = “{ $pays }” no longer existed on that day. Choose the country of that time.
commune_incoherente = The code { $code } is that of { $commune }, not of { $nom }. Choose the commune from the list.
commune_d_un_autre_temps = “{ $commune }” did not exist on that day. Check the date, or look the commune up by its name.
commune_inconnue = No commune is known as “{ $cherche }”. Look it up by its name, or write its INSEE code.
commune_homonyme = { $nombre } communes are called “{ $nom }”: { $communes }. Write the INSEE code of the right one.
commune_hors_de_france = A birth abroad has no French commune. Empty this field, or choose France.
lieu_trop_long = Write { $nombre } characters at most.
lieu_signe = Write the town with letters, digits, hyphens and apostrophes.
etat_civil_inchange = This civil status is already the right one. There is nothing to do.
etat_civil_tenu_ailleurs = This civil status comes from an Ordre or an ARS. Ask them to correct it: it will come with their file.
etat_civil_change_entre_temps = The civil status has changed meanwhile. Open the record again and start over.
etat_civil_deja_inscrit = Somebody else already has this civil status. Compare the two records before you correct: it may be a duplicate.
etat_civil_ressemblant = With this civil status, the person looks like others. Compare the records, then confirm that they are different people.

# Files of people
attestations_du_lot = Some boxes are still to be ticked. Follow the sentence beside each of them.
trop_de_fichiers = You have sent many files since yesterday. Wait until tomorrow, or put your corrections together in one file.
lot_inconnu = This file is not, or is no longer, yours. Open the list of your files again.
apercu_perime = This preview is more than a day old, or was given up. Send the file again.
lot_deja_lance = This file has already been confirmed. Follow how far it is.
lot_sans_ligne = No line can be registered. Correct the file, then send it again.
fichier_vide = There is nobody in this file. Fill in one line for each person, under the names of the columns.
fichier_trop_lourd = This file has more than 5 MB. Keep the columns of the template alone, or cut it in two.
fichier_trop_long = This file has more than { $nombre } lines. Cut it into several files.
fichier_autre_genre = { $genre ->
    [ods] This is an ODS workbook. In LibreOffice, choose “Save as”, then “Excel 2007-365 (.xlsx)”. Send that second file.
    [xls] This is a workbook of before 2007 (.xls). Save it as “Excel Workbook (.xlsx)”, then send that second file.
    [xlsb] This is a binary workbook (.xlsb). Save it as “Excel Workbook (.xlsx)”, then send that second file.
    [numbers] This is a Numbers document. Choose “Export to”, then “Excel”. Send the .xlsx file.
    [pdf] This is a PDF: its columns cannot be read. Send the original table, as XLSX or CSV.
    [page] This is a page and no table, whatever its name says. Open it in your spreadsheet, save it as XLSX, then send that second file.
   *[inconnu] This file is neither a CSV nor an XLSX workbook. Save it in one of these two formats.
 }
fichier_protege = This workbook is protected by a password. Remove the protection, then send it again.
fichier_gonfle = This workbook holds far more than text. Copy the columns into the template, then send the template.
fichier_abime = This file is damaged. Open it in your spreadsheet, save it again, then send it.
colonnes_manquantes = Some columns are missing: { $colonnes }. Take the first line of the template.
colonne_double = The columns { $une } and { $autre } are both named “{ $nom }”. Keep one of them.
colonnes_sans_nom = The first line cannot be read: a formula, a merged cell or a text too long. Take that of the template.
case_en_erreur = The spreadsheet could not compute this cell. Write the value.
case_trop_longue = There is too much text in this cell. Keep the value alone.
case_fusionnee = This cell is merged with another one. Undo the merge, then fill in each cell.
case_formule = This cell holds a formula, or begins with the sign of one. Write the value alone.
nombre_arrondi = The spreadsheet has rounded this number. Give the column the format “Text”, then copy all the digits.
numero_de_jour = The spreadsheet wrote a number in the place of the day. Write the day, for example 04/02/1988.
jour_illisible = This day does not exist, or cannot be read. Write it like this: 01/12/2026.
numero_illisible = This is not an RPPS number. Copy its 11 digits, or empty this cell.
numero_d_un_autre = This number is not that of the person named. Check the number and the name.
finess_illisible = Copy the 9 characters of the FINESS number of the establishment, not those of the legal entity.
ligne_en_double = Line { $ligne } already gives this person a role in this establishment. Keep one of the two.
ligne_trop_large = This line has more cells than the first one. Check the quotation marks and the separators.
ligne_perdue = This line was not kept. Send it in a new file.
ligne_illisible = The registry could not handle this line. Look the person up by their name; if they are not there, send the line in a new file.
