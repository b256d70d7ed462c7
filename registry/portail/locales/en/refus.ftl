# What the registry refuses, in English: one sentence for each code. In French the registry says it itself.

# Rights
agent_sans_habilitation = You have no right on this portal. Ask the legal representative of the structure, or a mandataire, to name you.
structure_sans_contrat = No contract in force covers this structure. Ask its legal representative to sign one with the ANS.
structure_hors_perimetre = You do not manage this structure. Ask one of its gestionnaires.
designation_reservee = Only the legal representative or a mandataire names a gestionnaire, and only the legal representative names a mandataire. Ask them.
administration_reservee = Only a technical administrator of the structure sees to its certificates. Ask the legal representative or a mandataire to name you.
structure_inconnue = The registry does not know this structure. Check its FINESS number, or ask the ARS to register it.
porteur_inconnu = No active card holder has this identifier. Copy the one on the CPE card, or order the card.
gestionnaire_autre_organisme = This person’s card comes from another organisation. Name somebody of the structure or of the organisation that runs it.
representant_carte_d_ailleurs = This card is that of another organisation, and each organisation that one directs has its own card (CDE). Ask for one for this organisation, with form F101.
representant_sans_carte = A professional represents a structure with the card of that structure (CDE), not with their own. Ask for that card with form F101.
gestionnaire_sans_formation = A gestionnaire takes the online training first. Tick the box once the person has taken it.
administrateur_sur_etablissement = Certificates are ordered for the legal entity and serve all its establishments. Choose “All the establishments”.
designation_de_soi = This card bears your name: nobody names themselves. Ask another legal representative or mandataire.
deja_habilitee = This person already has this right. There is nothing to do.
habilitation_inconnue = This right is not, or is no longer, in force. Open the list of people with rights again.
contrat_personne_physique = This FINESS number is that of a natural person, and the membership contract is signed by a legal person. Ask your professional order or the ARS for your card.
contrat_plusieurs_etablissements = An organisation with several establishments signs its contract for the legal entity. Choose the FINESS number of the legal entity.
deja_sous_contrat = A contract in force or to come already covers this structure. There is nothing to do.
etablissement_sous_contrat = A contract already covers an establishment of this organisation, which has only one. Have the ANS end it, then ask for that of the legal entity.
jour_passe = This last day is over. Choose today or later.
porteur_mauvais_identifiant = The identifier of a card holder begins with 3 and a FINESS number, or with 5 and a SIRET number. Copy the one on the card.
porteur_autre_structure = The identifier is that of another structure. Choose the one that issued the card.
porteur_deja_connu = This identifier is already taken. Open the record that has it.

# What may happen anywhere
registre_hors_service = The service is unavailable for the moment. Try again in a minute.
cle_reutilisee = This form has already been sent with something else in it. Open the page again and start over: nothing was recorded.
saisie_a_completer = Some fields are to be completed. Follow the sentence beside each of them.
personne_inconnue = Nobody has this identifier. Check the number, or register the person.
personne_desactivee = This person is no longer active. The authority that registers them may restore them.
numeros_epuises = There is no RPPS number left to give. Ask the support of the ANS.

# Searches and the space of a professional
recherche_trop_courte = This is too short for a search. Write at least two letters of the name, or the RPPS number.
recherche_numero = This is not an RPPS number. Copy its 11 digits, or the 12 of the national identifier.
recherches_trop_nombreuses = Many searches came from here in a short time. Wait a little, then start again.
espace_sans_dossier = The registry has no active record under your number. Ask your employer or the national support.
mssante_sans_rpps = A mailbox in one’s own name asks for an RPPS number. Have the person registered first, or open an organisation’s mailbox.
mssante_personne_inconnue = The directory knows nobody under this number. Check it, or come back 24 hours after the registration.
mssante_hors_activite = This person no longer practises. The authority that registers them may restore them.
mssante_sans_activite = This person has no current activity. Their employer may add a place of work.
mssante_categorie = Neither students nor this profession exchange health data. Check the profession with the employer.
mssante_usage = None of their roles is one of care, follow-up or coordination. Check the role with their employer.
rien_a_attendre = No delay runs for this person. There is nothing to do.

# Requests
structure_fermee = This establishment does not register its professionals yet. Choose another one, or ask your employer to join.
demande_deja_en_cours = A request is already under way for this person. Wait for its decision before you send another one.
demande_inconnue = This request does not exist, or was not sent to you. Open the list of requests again.
demande_deja_traitee = This request has already been decided. There is nothing to do.
demande_changee = The request has changed since you opened it. Read it again before you decide.
candidat_inattendu = The person you chose is not one of those that the registry proposed. Open the request again.
decision_d_un_autre_objet = This decision does not answer this request. Open the request again.
situation_changee_depuis = The situation has changed since this request was sent. Reject it: the person may send another one.
demande_pour_soi_meme = Nobody decides on their own request. Ask another gestionnaire of the establishment.
commentaire_long = The comment has more than 500 characters. Shorten it.
rien_ne_change = Nothing changes yet. Change what is no longer right, or go back to your record.
autre_employeur = This establishment belongs to another employer. Ask for the end of this place of work, then for a place of work there.

# Contact data
mobile_illisible = This number is not complete. Write ten digits, or + and the country code for a foreign number.
mobile_fixe = This number gets no text messages. Give a mobile number, which begins with 06 or 07.
courriel_incomplet = This address is not complete. Write it like this: name@example.org.
courriel_mssante = An MSSanté address opens with the e‑CPS: it cannot be used to activate it. Give another address.
contact_saisie = Something in the contact data is to be corrected. Read the sentence beside the field.
contact_preuve_perimee = You signed in more than five minutes ago. Approve once more on your phone: what you wrote is kept.
contact_inchange = These contact data are already the right ones. There is nothing to do.
contact_change_entre_temps = The contact data have changed meanwhile. Open the record again and start over.
contact_deja_active = This person has already activated an e‑CPS. They alone change their contact data, in their own space.
contact_pas_encore = These contact data do not activate an e‑CPS yet. Wait until the time that the last message says, then start again.
contact_gele = These contact data are frozen: they no longer change, and no longer activate an e‑CPS. Ask the national support to lift it.
contact_non_gele = These contact data are not frozen. There is nothing to lift.
contact_gel_deja_demande = The national support already has a request about these contact data. Wait for its answer: it comes by email.
contact_autre_structure = This person was not registered by your structure. Ask the one that registered them.
contact_sans_rencontre = A correction is made with the person present. Meet them, then tick the box.
contact_autres_coordonnees = These contact data are not the ones that were proposed. Ask the person for them again, or withdraw the proposal.
motif_absent = Say in one sentence what happened.
motif_long = Shorten this text: 500 characters at most.

# What a second person confirms
proposition_inconnue = This proposal does not exist. Open the list of proposals again.
proposition_deja_tranchee = This proposal is closed already. Open the record of the person again.
proposition_perimee = This proposal is more than 72 hours old. Make a new one.
proposition_meme_personne = This proposal bears your name: somebody else confirms it. Ask a colleague who has the right.
proposition_concernee = This decision is about you: others take it. Ask a colleague who has the right.
proposition_deja_ouverte = A proposal is already waiting for this person. Confirm it or withdraw it first.

# The national support
support_sans_motif = The reason is missing, or has more than 500 characters. Write which document justifies the act, and the number of the request.
support_reserve = This page is that of the national support. Write to them to have a record corrected.
support_habilite = You have a right on an establishment: as long as it lasts, you no longer serve at the support. Go back to the desk.
support_sans_carte = The support works with a card, never with the e‑CPS. Sign out, then come back with your card.
fiche_changee_entre_temps = The record has changed meanwhile. Open it again and start over.
retrait_deja_prononce = This measure already holds for this person. There is nothing to do.
retrait_absent = This person is in service. There is nothing to lift.
retrait_sans_terme = Only a suspension has a last day. Leave this field empty.
deces_a_venir = This date is to come. Write the day of the death.
gel_deja_prononce = These contact data are already frozen. There is nothing to do.
gel_absent = These contact data are not frozen. Freeze them first.
anciennes_coordonnees_absentes = The former contact data are no longer kept. Meet the person, or let them change the data with their card.
demande_de_gel_close = This request already has its answer. Open the list again.

# Forms and contracts
formulaire_incomplet = The form is not complete. Complete the fields that are marked, then send again.
formulaire_hors_finess = FINESS does not know this number. Check it, or have the structure registered: with the ARS, with the DREETS or, in Île-de-France, with the DRIHL, according to the establishment.
formulaire_sans_contrat = No contract in force covers this structure. The legal representative asks for one first.
formulaire_deja_sous_contrat = A contract in force already covers this structure. It holds for all the services: ask for the card alone (CDE) if you become its director.
formulaire_deja_representant = You already represent this structure, with a card: one CDE for each organisation that you direct is enough. If it is somebody else who bears your name, write to the support.
formulaire_deja_porteur = Somebody of this name already has a card of the structure. Name them with the identifier on that card (form F502).
formulaire_deja_envoye = A form about the same thing is already waiting for an answer, and says something else. Withdraw it first, or wait for the answer.
formulaire_autre_etape = This form has moved on since you opened it. Open the list again and look where it stands.
formulaire_inconnu = This form does not exist, or is not yours. Open the list of your forms again.
formulaire_de_soi = This form bears your name: somebody else at the support decides. Ask them.
formulaire_hors_support = Only the support of the ANS decides on forms. Go back to the first page.
formulaire_sans_motif = Say why, and what is to be done, in 500 characters at most.
acte_hors_dates = Write the date of the deed, today or before, for example 01/09/2026.
acte_sans_signataire = Write the name of who signed the deed, in 100 characters at most.
conditions_changees = The general terms have changed since the page was shown. Read them again, then tick the box.
conditions_non_lues = Read the general terms of the means of identification, then tick the box.
titulaire_sans_nom = Write the name, in 100 characters at most.
titulaire_sans_prenom = Write the first name, in 100 characters at most.
titulaire_sans_civilite = Choose Madame or Monsieur.
titulaire_sans_fonction = Write what this person does, in 100 characters at most.

# Cards
carte_porteur_de_role = This person has an RPPS number and a role: they identify with the e‑CPS, without a card. There is nothing to order.
carte_de_professionnel = The CPS card is made when the Ordre or the ARS registers the professional. A structure does not order it.
carte_autre_structure = This person holds the card of another structure. Choose theirs, or ask for a first card with form F301.
carte_directeur_seul = The CDE card is in one name: the legal representative alone orders it, for themselves. For somebody else of the direction, order a CPE.
carte_sans_porteur = Choose somebody from the list. A first card is asked for with form F301, on the Contract page.
carte_deja_commandee = This person already has a card of this type, or one on its way. If it is lost, have it stopped first.
carte_inconnue = This card does not exist, or is not one that you manage. Open the list of cards again.
carte_autre_etape = This card has changed since you opened the page. Open the list of cards again.
carte_profession_a_choisir = A card goes with a profession, and this person does not practise that one, or practises several. Say which.

# Software certificates
certificat_logiciel = Write the name of the software, in 2 to 40 signs. For example: Dossier résident.
certificat_nom = A name that begins with INSI is INSI-AUTO or INSI-MANU, followed by a hyphen and whatever you like. For example: INSI-AUTO-DUI.
certificat_nom_insi = The certificate for INSi, and no other, has a name that begins with INSI-AUTO or INSI-MANU. Change the name, or the use.
certificat_nom_pris = Another certificate of this structure has this name. Choose another one.
certificat_deja_commande = This software already has a certificate for this use. Renew it, or revoke it before you order another one.
certificat_inconnu = This certificate does not exist, or is not one that you manage. Open the list of certificates again.
certificat_autre_etape = This certificate has changed since you opened the page. Open the list of certificates again.
certificat_deja_remplace = A new certificate already takes over from this one. Open the list of certificates again.
certificat_preuve_perimee = You signed in more than five minutes ago. Show your card or your e‑CPS once more: what you wrote is kept.
pkcs10_cle_deja_servie = This key already has a certificate. Make a new key, then a new request: a key is used once.
pkcs10_vide = The certificate request (PKCS#10) is missing. Paste the one that the software made.
pkcs10_trop_longue = This text is too long for a certificate request. Paste the PKCS#10 request alone.
pkcs10_cle_privee = This text holds a private key: it must never leave the server. We did not keep it. Make a new key, then paste the request alone.
pkcs10_plusieurs = This text holds several requests. Paste one, that of this certificate.
pkcs10_autre_chose = This text is no certificate request. Paste the one that begins with “-----BEGIN CERTIFICATE REQUEST-----”.
pkcs10_illisible = The request cannot be read. Paste all of it, from the BEGIN line to the END line, unchanged.
pkcs10_cle_faible = The key of the request is too weak. Make an RSA key of 2048 bits at least, or a P-256 key, then a new request.
pkcs10_algorithme = The request is signed with an abandoned algorithm, such as SHA-1. Make it again with SHA-256.
pkcs10_signature = The signature of the request does not go with its key: the text was damaged. Make the request again and paste all of it.
pkcs10_sans_nom = The request must have a name (CN), and one only. Make it again with the name shown on this page.
pkcs10_nom = The name (CN) of the request does not follow the naming rule. Make it again with the name shown on this page.
pkcs10_autre_nom = The request has another name (CN) than the certificate that was ordered. Make it again with the name shown on this page.
pkcs10_autre_structure = The request names another structure. Make it again with the subject shown on this page, or with the name (CN) alone.

# Professions asked for
profession_demandee_inconnue = This request for a profession does not exist. Open the list again.
profession_demandee_autre_etape = This request for a profession has changed meanwhile. Open the list again before you decide.
profession_hors_region = This request for a profession comes from another region. Let the GRADeS of that region answer.
grades_reserve = This page is that of the GRADeS. Ask the ANS to list your card or your RPPS number there.
grades_habilite = You have a right on an establishment: as long as it lasts, you no longer serve at the GRADeS nor at the support. Go back to the desk.
grades_sans_carte = A GRADeS works with a card, never with the e‑CPS. Sign out, then come back with your card.
profession_au_grades = A GRADeS serves this region: it passes the request on. Wait for it, or ask it.
profession_sans_avis = The opinion of a partner is missing. Note those of the DNS, the CNSA and the CNAM, then retain the profession.
profession_de_soi = You asked for this profession yourself. Let a colleague answer.
profession_reunion_impossible = These two requests cannot be joined. Choose another request of the region that was not passed on yet.
profession_sans_libelle = Write the name of the profession, in 120 characters at most.
profession_sans_volume = Write how many people it is about, in digits.
profession_sans_usages = Say which services these people need, in 1,000 characters at most.
profession_sans_partenaire = Choose who gave the opinion.
profession_avis_sans_jour = Write the day of the opinion, today at the latest. For example: 22/11/2026
profession_avis_sans_texte = Write the opinion, in 1,000 characters at most.
profession_sans_motif = Tell the structure why you give it back.
profession_motif_long = Shorten it to 500 characters.
profession_complement_long = Shorten it to 1,000 characters.
profession_code_pris = This code is already that of a profession. Take one that is free.
profession_sans_code = Write the three digits of the code in the nomenclature.
profession_sans_jour = Write the first day, today at the earliest. For example: 01/01/2027
profession_commentaire = Tell the structure, in 500 characters at most, which profession to use instead.
