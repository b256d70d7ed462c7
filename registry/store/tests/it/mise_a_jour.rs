//! What a professional asks for of a situation that they hold: their employer decides.

use annuaire::Fait;
use jiff::civil::date;
use registry_core::demande::{
    Decision, Demande, DemandeError, DemandeId, Demandeur, Etape, Motif, Nature, NouvelleDemande, NouvelleMiseAJour,
    Voulue, VueGestionnaire,
};
use registry_core::espace::{Espace, MaSituation};
use registry_core::habilitation::Perimetre;
use registry_core::idempotence::Auteur;
use registry_core::journal::Geste;
use registry_core::paris;
use registry_core::situation_acte::{Modification, Noms, QuandFinir, SituationDemandee, Transfert, Version};
use sante::IdentifiantNational;

use crate::banc::{Banc, SECOND, id};
use crate::extraction::{ALBA, Extraction, GENRE, NOE, PAUL};
use crate::portail::{COLLEGUE, EHPAD, EJ, IME, MAS, agent, attestations, cle, demande, finess, identite, situation};

/// Alba's situation at the EHPAD, as her own space shows it.
async fn mienne(banc: &Banc) -> (MaSituation, Modification) {
    let dossier = Espace::new(banc.guichet()).mon_dossier(&id(ALBA)).await.unwrap();
    let mut siennes = dossier.situations.into_iter();
    let une = siennes.find(|une| une.structure.as_ref().unwrap().details.finess == EHPAD).unwrap();
    let valeurs = Modification {
        noms: une.noms.clone(),
        profession: une.situation.code_role.clone(),
        role: une.situation.code_genre.clone(),
        debut: une.situation.debut.map(paris::jour),
        fin: une.situation.fin.map(|fin| paris::dernier_jour(fin.le)),
    };
    (une, valeurs)
}

pub async fn nouvelle(banc: &Banc, voulue: Voulue) -> NouvelleMiseAJour {
    let (une, _) = mienne(banc).await;
    NouvelleMiseAJour { situation: une.situation.id, version: une.version.unwrap(), voulue }
}

/// Coordination instead of care.
pub async fn autre_role(banc: &Banc) -> NouvelleMiseAJour {
    let (_, valeurs) = mienne(banc).await;
    nouvelle(banc, Voulue::Modification(Modification { role: "GENR10".to_owned(), ..valeurs })).await
}

pub fn depart() -> Voulue {
    Voulue::Fin { dernier_jour: date(2027, 3, 28), motif: "RS".to_owned() }
}

pub async fn demander(banc: &Banc, mot: &str, nouvelle: NouvelleMiseAJour) -> Result<DemandeId, DemandeError> {
    banc.deposer().mettre_a_jour(&id(ALBA), &cle(mot), nouvelle).await
}

pub async fn accepter(
    banc: &Banc,
    (agent, mot): (&IdentifiantNational, &str),
    demande: &DemandeId,
) -> Result<VueGestionnaire, DemandeError> {
    let faite = banc.traiter().traiter(agent, &cle(mot), (demande, 1), sans_diplomes()).await;
    faite.map(|faite| faite.vue)
}

fn sans_diplomes() -> Decision {
    Decision::MettreAJour { diplomes_verifies: false }
}

async fn la_sienne(banc: &Banc) -> Demande {
    banc.consultation().miennes(&Auteur::personne(&id(ALBA))).await.unwrap().remove(0)
}

async fn roles(banc: &Banc) -> Vec<String> {
    let situations = banc.personne(ALBA).await.unwrap().exercices.remove(0).situations;
    situations.into_iter().map(|une| une.code_genre_activite).collect()
}

// requirement: SIT-14 GES-24 ENR-05 GES-25 NOT-06 R09
async fn a_change_is_asked_for_by_the_person_and_done_by_the_employer(banc: Banc) {
    banc.portail().await;
    let (une, avant) = mienne(&banc).await;
    let faite = demander(&banc, "a", autre_role(&banc).await).await.unwrap();
    assert_eq!(demander(&banc, "a", autre_role(&banc).await).await.unwrap(), faite, "once under one key");
    assert_eq!(roles(&banc).await, ["GENR11", "GENR08"], "nobody gives a role to themselves");
    let ouverte = banc.consultation().ouvrir(&agent(), &faite).await.unwrap();
    assert_eq!((ouverte.dossier.objet.nature(), ouverte.structure.as_str()), (Nature::Modification, EHPAD));
    let lettres = banc.colonne("outbox_letter", "content").await.len();
    let vue = accepter(&banc, (&agent(), "b"), &faite).await.unwrap();
    assert_eq!(vue, VueGestionnaire::Validee { personne: id(ALBA) });
    assert_eq!(roles(&banc).await, ["GENR10", "GENR08"]);
    let situation = une.situation.id;
    assert_eq!(banc.faits(ALBA).await.last(), Some(&Fait::SituationModifiee { situation: situation.clone() }));
    let ecrites = banc.colonne("outbox_letter", "content").await;
    assert_eq!(ecrites.len(), lettres + 1);
    assert!(ecrites.iter().any(|lettre| lettre.contains("demande_acceptee")), "the person is told");
    let changee =
        Geste::Situation { agent: agent(), personne: id(ALBA), situation: situation.clone(), quoi: "changed" };
    let decidee = Geste::Demande { auteur: Auteur::personne(&agent()), demande: faite, etape: "VALIDEE" };
    let gestes = banc.gestes();
    assert!(gestes.contains(&changee) && gestes.contains(&decidee));
    let sienne = la_sienne(&banc).await;
    assert!(
        matches!(&sienne.etape, Etape::Validee { situation: une, par, .. } if *une == situation && *par == agent())
    );
    let (_, apres) = mienne(&banc).await;
    assert_eq!(apres, Modification { role: "GENR10".to_owned(), ..avant });
}

// requirement: ENR-18 GES-24
async fn another_profession_is_given_once_its_diplomas_were_checked(banc: Banc) {
    banc.portail().await;
    let (_, valeurs) = mienne(&banc).await;
    let voulue = Modification { profession: "324".to_owned(), ..valeurs };
    let faite = demander(&banc, "a", nouvelle(&banc, Voulue::Modification(voulue)).await).await.unwrap();
    let refusee = accepter(&banc, (&agent(), "b"), &faite).await.unwrap_err();
    assert_eq!((refusee.code(), refusee.objections()[0].champ), ("saisie_a_completer", "diplomes_verifies"));
    let decision = Decision::MettreAJour { diplomes_verifies: true };
    banc.traiter().traiter(&agent(), &cle("c"), (&faite, 1), decision).await.unwrap();
    assert_eq!(mienne(&banc).await.1.profession, "324");
}

// requirement: SIT-14 ENR-08 ENR-17
async fn while_it_waits_nothing_else_is_asked_or_changed_and_the_person_may_take_it_back(banc: Banc) {
    banc.portail().await;
    let (une, valeurs) = mienne(&banc).await;
    let faite = demander(&banc, "a", autre_role(&banc).await).await.unwrap();
    let seconde = demander(&banc, "b", nouvelle(&banc, depart()).await).await.unwrap_err();
    assert_eq!(seconde.code(), "demande_deja_en_cours");
    let ailleurs =
        NouvelleDemande { demandeur: Demandeur::Ecps(id(ALBA)), structure: finess(MAS), ..demande("", identite()) };
    assert_eq!(banc.deposer().deposer(&cle("c"), ailleurs).await.unwrap_err().code(), "demande_deja_en_cours");
    let version = une.version.unwrap();
    let voulue = Modification { role: "GENR12".to_owned(), ..valeurs };
    let changee = banc.situations().modifier(&agent(), &une.situation.id, &version, &voulue).await.unwrap_err();
    assert_eq!(changee.code(), "demande_en_cours");
    let autrui = banc.deposer().retirer(&Auteur::personne(&id(NOE)), &faite).await.unwrap_err();
    assert_eq!(autrui.code(), "demande_inconnue");
    banc.deposer().retirer(&Auteur::personne(&id(ALBA)), &faite).await.unwrap();
    let tard = banc.traiter().traiter(&agent(), &cle("d"), (&faite, 2), sans_diplomes()).await.unwrap_err();
    assert_eq!(tard.code(), "demande_deja_traitee");
    demander(&banc, "e", nouvelle(&banc, depart()).await).await.unwrap();
    banc.situations().terminer(&agent(), &une.situation.id, &version, QuandFinir::Maintenant).await.unwrap();
}

// requirement: SIT-14 ENR-16
async fn a_rejection_has_its_reason_and_changes_nothing(banc: Banc) {
    banc.portail().await;
    let faite = demander(&banc, "a", autre_role(&banc).await).await.unwrap();
    let rejet = Decision::Rejeter { motif: Motif::Defaut, commentaire: "Votre contrat dit autre chose.".to_owned() };
    banc.traiter().traiter(&agent(), &cle("b"), (&faite, 1), rejet).await.unwrap();
    assert_eq!(roles(&banc).await, ["GENR11", "GENR08"]);
    let sienne = la_sienne(&banc).await.etape;
    assert!(
        matches!(&sienne, Etape::Rejetee { motif: Motif::Defaut, commentaire, .. } if commentaire.contains("contrat"))
    );
    let lettres = banc.colonne("outbox_letter", "content").await;
    assert!(lettres.iter().any(|lettre| lettre.contains("Votre contrat dit autre chose.")));
    demander(&banc, "c", autre_role(&banc).await).await.unwrap();
}

// requirement: SIT-14 GES-15 GES-24 R02
async fn nobody_decides_for_themselves_nor_from_another_establishment(banc: Banc) {
    const SA_CARTE: &str = "3690990015/CPE00004";
    banc.portail().await;
    banc.nommer(COLLEGUE, Perimetre::Etablissement(finess(IME))).await;
    banc.declarer(SA_CARTE, "Fictif-Martel", "Alba").await;
    banc.nommer(SA_CARTE, Perimetre::EntiteJuridique(finess(EJ))).await;
    let faite = demander(&banc, "a", autre_role(&banc).await).await.unwrap();
    let avant = banc.photographie().await;
    let ailleurs = accepter(&banc, (&id(COLLEGUE), "b"), &faite).await.unwrap_err();
    let soi_meme = accepter(&banc, (&id(SA_CARTE), "c"), &faite).await.unwrap_err();
    assert_eq!((ailleurs.code(), soi_meme.code()), ("structure_hors_perimetre", "demande_pour_soi_meme"));
    assert_eq!(banc.photographie().await, avant);
    accepter(&banc, (&agent(), "d"), &faite).await.unwrap();
}

// requirement: SIT-14 R12
async fn what_moved_meanwhile_is_not_overwritten(banc: Banc) {
    banc.portail().await;
    let faite = demander(&banc, "a", autre_role(&banc).await).await.unwrap();
    banc.importer(&Extraction::exemple().avec(0, GENRE, "GENR12").texte(), SECOND).await;
    let tard = accepter(&banc, (&agent(), "b"), &faite).await.unwrap_err();
    assert_eq!(tard.code(), "situation_changee_depuis");
    assert_eq!(roles(&banc).await, ["GENR12", "GENR08"]);
    let rejet = Decision::Rejeter { motif: Motif::Changement, commentaire: String::new() };
    banc.traiter().traiter(&agent(), &cle("c"), (&faite, 1), rejet).await.unwrap();
    let perimee = NouvelleMiseAJour { version: Version::from(String::new()), ..autre_role(&banc).await };
    assert_eq!(demander(&banc, "d", perimee).await.unwrap_err().code(), "fiche_changee");
}

// requirement: SIT-09 SIT-10 SIT-14
async fn a_departure_is_announced_and_recorded_by_the_employer(banc: Banc) {
    banc.portail().await;
    let faite = demander(&banc, "a", nouvelle(&banc, depart()).await).await.unwrap();
    let (une, _) = mienne(&banc).await;
    assert_eq!(une.situation.fin, None, "announced, not recorded");
    accepter(&banc, (&agent(), "b"), &faite).await.unwrap();
    let (une, _) = mienne(&banc).await;
    assert_eq!(une.situation.fin.unwrap().le, paris::fin_incluse(date(2027, 3, 28)).unwrap());
    let motifs = banc.colonne("motif_fin", "motif").await;
    assert_eq!(motifs, ["RS"]);
}

// requirement: SIT-14 SIT-15 GES-15
async fn a_move_is_decided_by_who_keeps_both_establishments(banc: Banc) {
    banc.portail().await;
    banc.nommer(COLLEGUE, Perimetre::Etablissement(finess(EHPAD))).await;
    let (_, valeurs) = mienne(&banc).await;
    let situation = SituationDemandee { noms: valeurs.noms, role: "GENR10".to_owned(), ..situation() };
    let voulue = Voulue::Transfert(Transfert { structure: finess(MAS), situation });
    let faite = demander(&banc, "a", nouvelle(&banc, voulue).await).await.unwrap();
    let d_un_seul = accepter(&banc, (&id(COLLEGUE), "b"), &faite).await.unwrap_err();
    assert_eq!(d_un_seul.code(), "structure_hors_perimetre");
    accepter(&banc, (&agent(), "c"), &faite).await.unwrap();
    let Etape::Validee { situation: nouvelle, .. } = la_sienne(&banc).await.etape else { panic!("not accepted") };
    let (quittee, _) = mienne(&banc).await;
    assert_eq!(quittee.situation.fin.unwrap().le, paris::debut(date(2027, 2, 1)).unwrap());
    let situations = banc.personne(ALBA).await.unwrap().exercices.remove(0).situations;
    let arrivee = situations.into_iter().find(|une| une.id == nouvelle).unwrap();
    assert_eq!((arrivee.structure.unwrap().finess.as_str(), arrivee.code_genre_activite.as_str()), (MAS, "GENR10"));
}

// requirement: SIT-14 ELI-03 CON-01 ROL-01
async fn what_could_not_be_done_is_not_asked_for(banc: Banc) {
    banc.portail().await;
    banc.contracter("440990026").await;
    let (une, valeurs) = mienne(&banc).await;
    let noms = valeurs.noms.clone();
    let refus = async |voulue| demander(&banc, "a", nouvelle(&banc, voulue).await).await.unwrap_err();
    let vers = |structure: &str| {
        let situation = SituationDemandee { noms: noms.clone(), ..situation() };
        Voulue::Transfert(Transfert { structure: finess(structure), situation })
    };
    let objection = |refus: &DemandeError| refus.objections()[0].code;
    assert_eq!(objection(&refus(Voulue::Modification(valeurs.clone())).await), "rien_ne_change");
    let sans_role = Modification { role: String::new(), ..valeurs.clone() };
    assert_eq!(refus(Voulue::Modification(sans_role)).await.objections()[0].champ, "role");
    assert_eq!(objection(&refus(vers("440990216")).await), "autre_employeur");
    assert_eq!(refus(vers("310990320")).await.code(), "structure_fermee");
    assert_eq!(refus(vers(IME)).await.code(), "role_deja_tenu");
    let inconnu = Voulue::Fin { dernier_jour: date(2027, 3, 28), motif: "XXX".to_owned() };
    assert_eq!(objection(&refus(inconnu).await), "motif_fin_inconnu");
    let a_autrui = nouvelle(&banc, depart()).await;
    let autrui = banc.deposer().mettre_a_jour(&id(NOE), &cle("b"), a_autrui).await.unwrap_err();
    assert_eq!(autrui.code(), "situation_inconnue");
    let de_l_ordre = banc.personne(PAUL).await.unwrap().exercices.into_iter().find(|un| un.code_profession == "60");
    let situation = de_l_ordre.unwrap().situations.remove(0).id;
    let voulue = NouvelleMiseAJour { situation, version: Version::from(String::new()), voulue: depart() };
    let de_l_ordre = banc.deposer().mettre_a_jour(&id(PAUL), &cle("c"), voulue).await.unwrap_err();
    assert_eq!(de_l_ordre.code(), "situation_d_une_autre_autorite");
    let demandes = banc.colonne("demande", "id").await;
    assert_eq!(demandes, Vec::<String>::new());
    assert!(une.version.is_some());
}

async fn each_kind_of_request_has_its_own_decision(banc: Banc) {
    banc.portail().await;
    let valider = || Decision::Valider { attestations: attestations(), distinctes: Vec::new() };
    let faite = demander(&banc, "a", autre_role(&banc).await).await.unwrap();
    let validee = banc.traiter().traiter(&agent(), &cle("b"), (&faite, 1), valider()).await.unwrap_err();
    assert_eq!(validee.code(), "decision_d_un_autre_objet");
    let inscription = banc.deposer().deposer(&cle("c"), demande("sub-1", identite())).await.unwrap();
    let appliquee = accepter(&banc, (&agent(), "d"), &inscription).await.unwrap_err();
    assert_eq!(appliquee.code(), "decision_d_un_autre_objet");
}

// requirement: IDN-03 SIT-14
async fn exercise_names_are_asked_for_too(banc: Banc) {
    banc.portail().await;
    let (_, valeurs) = mienne(&banc).await;
    let noms = Noms { nom: "FICTIF-D’ÉTÉ".to_owned(), ..valeurs.noms.clone() };
    let voulue = Voulue::Modification(Modification { noms, ..valeurs });
    let faite = demander(&banc, "a", nouvelle(&banc, voulue).await).await.unwrap();
    let attend = la_sienne(&banc).await;
    assert_eq!(attend.dossier.objet.resume().0.nom, "FICTIF-MARTEL", "listed under the name that people know");
    accepter(&banc, (&agent(), "b"), &faite).await.unwrap();
    assert_eq!(banc.personne(ALBA).await.unwrap().exercices[0].nom, "FICTIF-D’ÉTÉ");
}

// requirement: R09
async fn without_a_journal_nothing_is_asked_or_done(banc: Banc) {
    banc.portail().await;
    let (nouvelle, faite) = (autre_role(&banc).await, demander(&banc, "a", autre_role(&banc).await).await.unwrap());
    let avant = banc.photographie().await;
    *banc.carnet.casse.lock().unwrap() = true;
    assert!(accepter(&banc, (&agent(), "b"), &faite).await.is_err());
    assert!(banc.deposer().retirer(&Auteur::personne(&id(ALBA)), &faite).await.is_err());
    assert!(banc.deposer().mettre_a_jour(&id(ALBA), &cle("c"), nouvelle).await.is_err());
    assert_eq!(banc.photographie().await, avant);
}

sur_les_deux_moteurs!(
    a_change_is_asked_for_by_the_person_and_done_by_the_employer,
    another_profession_is_given_once_its_diplomas_were_checked,
    while_it_waits_nothing_else_is_asked_or_changed_and_the_person_may_take_it_back,
    a_rejection_has_its_reason_and_changes_nothing,
    nobody_decides_for_themselves_nor_from_another_establishment,
    what_moved_meanwhile_is_not_overwritten,
    a_departure_is_announced_and_recorded_by_the_employer,
    a_move_is_decided_by_who_keeps_both_establishments,
    what_could_not_be_done_is_not_asked_for,
    each_kind_of_request_has_its_own_decision,
    exercise_names_are_asked_for_too,
    without_a_journal_nothing_is_asked_or_done,
);
