//! Many people in one file.

mod illisible;
mod naissance;
mod oubli;

use std::sync::Arc;

use ambient::Seconds;
use async_trait::async_trait;
use jiff::civil::date;
use registry_core::demande::{Attestations, FiltreDemandes};
use registry_core::habilitation::Perimetre;
use registry_core::journal::{Acte, LotActe};
use registry_core::lot::{
    Bureau, Case, Choix, Etape, Etat, Executer, Feuille, FichierRefuse, Issue, LigneDeLot, LotId, Pas, Rang, Tableur,
};
use sante::IdentifiantNational;

use crate::banc::{Banc, id};
use crate::extraction::NOE;
use crate::portail::{COLLEGUE, IME, agent, attestations, finess};

const ENTETE: &str = "numero_rpps;civilite;nom_naissance;prenoms;date_naissance;commune_naissance;piece_identite;courriel;\
    telephone;finess;profession;role;date_debut;date_fin";
const LUCIE: &str = ";Mme;FICTIF-LUCE;Lucie, Zoé;12/05/1990;93066;carte;lucie@exemple.test;06 39 98 00 90;690990114;313;GENR11;01/02/2027;";

/// Cells apart by `;`, one line a row: files of every kind are the affair of another crate.
struct DesLignes;

#[async_trait]
impl Tableur for DesLignes {
    async fn lire(&self, octets: Vec<u8>) -> Result<Feuille, FichierRefuse> {
        let texte = String::from_utf8(octets).unwrap();
        let mut lignes = texte.lines().map(|ligne| ligne.split(';').map(|dit| Case::Texte(dit.to_owned())).collect());
        let entete = lignes.next().unwrap();
        let rangs = lignes.enumerate().map(|(rang, cases)| Rang { ligne: rang as u32 + 2, cases }).collect();
        Ok(Feuille { entete, rangs, calendrier: None, autres: Vec::new() })
    }
}

impl Banc {
    fn bureau(&self) -> Bureau {
        let magasin = Arc::new(self.magasin.clone());
        Bureau::new(self.guichet(), magasin.clone(), magasin, Arc::new(DesLignes))
    }

    pub fn executer_lots(&self) -> Executer {
        let magasin = Arc::new(self.magasin.clone());
        Executer::new(self.guichet(), magasin.clone(), magasin)
    }

    async fn deposer_lot(&self, lignes: &[&str]) -> LotId {
        self.bureau().deposer(&agent(), ("personnel.csv", fichier(lignes))).await.unwrap()
    }

    async fn lignes_du_lot(&self, lot: &LotId) -> Vec<LigneDeLot> {
        let toutes = Choix { limite: 5_000, ..Choix::default() };
        self.bureau().lignes(&agent(), lot, toutes).await.unwrap()
    }

    async fn etats(&self, lot: &LotId) -> Vec<Etat> {
        self.lignes_du_lot(lot).await.iter().map(LigneDeLot::etat).collect()
    }

    /// Until there is nothing to do.
    async fn finir(&self) {
        while self.executer_lots().avancer("noeud").await.unwrap() != Pas::Rien {}
    }
}

fn fichier(lignes: &[&str]) -> Vec<u8> {
    format!("{ENTETE}\n{}", lignes.join("\n")).into_bytes()
}

/// Somebody of whom no other is a look-alike: surnames of their own, born on days and in places of their own.
fn quelqu_un(rang: usize, lieu: &str) -> String {
    let lettre = |place: usize| char::from(b'A' + (rang / 26_usize.pow(place as u32) % 26) as u8);
    let nom: String = [lettre(0), 'O', lettre(1), 'I', lettre(0), 'A', lettre(1), 'U', lettre(0)].iter().collect();
    let (jour, mois, annee) = (rang % 28 + 1, rang % 12 + 1, 1_960 + rang % 40);
    let commune = ["93066", "2B033", "97411", "75115", "63113"][rang % 5];
    format!(
        ";M;FICTIF {nom};{nom};{jour:02}/{mois:02}/{annee};{commune};passeport;p{rang}@exemple.test;0639980090;{lieu};313;GENR11;01/02/2027;"
    )
}

fn codes(ligne: &LigneDeLot) -> Vec<(&'static str, &str)> {
    ligne
        .ecarts()
        .iter()
        .map(|ecart| (ecart.colonne.map_or("", |colonne| colonne.nom()), ecart.code.as_str()))
        .collect()
}

// requirement: GES-22 ENR-07 ENR-10 NOT-01
async fn a_file_is_shown_without_writing_anybody_then_registered_line_by_line(banc: Banc) {
    banc.portail().await;
    let (avant, lettres) = (banc.photographie().await, banc.colonne("outbox_letter", "subject").await.len());
    let (un, deux) = (quelqu_un(7, IME), quelqu_un(401, IME));
    let lot = banc.deposer_lot(&[LUCIE, &un, &deux]).await;
    assert_eq!(banc.photographie().await, avant, "a preview writes nobody");
    assert_eq!(banc.etats(&lot).await, [Etat::Prete; 3]);
    let vu = banc.bureau().voir(&agent(), &lot).await.unwrap();
    let par_lieu: Vec<_> =
        vu.comptes.iter().map(|compte| (compte.structure.as_ref().unwrap().as_str(), compte.nombre)).collect();
    assert_eq!(par_lieu, [("690990114", 1), (IME, 2)]);
    assert_eq!(banc.executer_lots().avancer("noeud").await.unwrap(), Pas::Rien, "nobody confirmed");
    banc.bureau().lancer(&agent(), &lot, &attestations()).await.unwrap();
    banc.finir().await;
    let lignes = banc.lignes_du_lot(&lot).await;
    let Some(Issue::Inscrite { personne }) = &lignes[0].issue else { panic!("{:?}", lignes[0]) };
    assert_eq!(banc.personne(&personne.to_string()).await.unwrap().exercices[0].situations.len(), 1);
    let nommees: Vec<_> = lignes.iter().filter_map(LigneDeLot::personne).cloned().collect();
    let lues = banc
        .carnet
        .actes
        .lock()
        .unwrap()
        .iter()
        .any(|acte| matches!(acte, Acte::Lot(LotActe::Lu { personnes, .. }) if *personnes == nommees));
    assert!(nommees.len() == 3 && lues, "whoever reads the lines is told with whom they name");
    let courriel = banc.lecture().correspondance(personne, "test").await.unwrap().courriel;
    assert_eq!(courriel.as_deref(), Some("lucie@exemple.test"));
    let ecrites = banc.colonne("outbox_letter", "subject").await.len() - lettres;
    assert_eq!(ecrites, 3, "each of them is told their number");
    assert!(banc.colonne("lot_ligne", "contenu").await.iter().all(String::is_empty), "nothing of anybody is kept");
    let vu = banc.bureau().voir(&agent(), &lot).await.unwrap();
    assert!(matches!(vu.lot.etape, Etape::Termine { .. }));
    let rendu = banc.bureau().compte_rendu(&agent(), &lot).await.unwrap();
    assert!(rendu.contains(&format!("\"Inscrite\";\"{}\"", personne.rpps().unwrap())), "{rendu}");
}

// requirement: ENR-10 R11
async fn a_file_taken_up_after_a_stop_registers_nobody_twice(banc: Banc) {
    banc.portail().await;
    let lignes: Vec<String> = (0..6).map(|rang| quelqu_un(rang * 131 + 7, IME)).collect();
    let lignes: Vec<&str> = lignes.iter().map(String::as_str).chain([LUCIE]).collect();
    let lot = banc.deposer_lot(&lignes).await;
    banc.bureau().lancer(&agent(), &lot, &attestations()).await.unwrap();
    banc.executer("CREATE TABLE copie AS SELECT * FROM lot_ligne").await;
    banc.executer("CREATE TABLE copie_lot AS SELECT * FROM lot").await;
    banc.finir().await;
    let faites = banc.lignes_du_lot(&lot).await;
    let avant = banc.nombre_personnes().await;
    // as if the process had died each time between the registration and its note
    banc.executer("DELETE FROM lot_ligne").await;
    banc.executer("INSERT INTO lot_ligne SELECT * FROM copie").await;
    banc.executer("DELETE FROM lot").await;
    banc.executer("INSERT INTO lot SELECT * FROM copie_lot").await;
    banc.finir().await;
    assert_eq!(banc.nombre_personnes().await, avant);
    assert_eq!(banc.lignes_du_lot(&lot).await, faites, "the same numbers");
}

async fn one_node_works_on_a_file_at_a_time_and_another_takes_over_from_a_dead_one(banc: Banc) {
    banc.portail().await;
    let lignes: Vec<String> = (0..25).map(|rang| quelqu_un(rang * 29 + 3, IME)).collect();
    let lignes: Vec<&str> = lignes.iter().map(String::as_str).collect();
    let lot = banc.deposer_lot(&lignes).await;
    banc.bureau().lancer(&agent(), &lot, &attestations()).await.unwrap();
    assert_eq!(banc.executer_lots().avancer("un").await.unwrap(), Pas::Lignes(20));
    assert_eq!(banc.executer_lots().avancer("autre").await.unwrap(), Pas::Rien, "the first one holds it");
    banc.horloge.advance(Seconds(61));
    assert_eq!(banc.executer_lots().avancer("autre").await.unwrap(), Pas::Lignes(5));
    assert_eq!(banc.executer_lots().avancer("un").await.unwrap(), Pas::Rien);
    assert!(banc.etats(&lot).await.iter().all(|etat| *etat == Etat::Inscrite));
    let suivant = banc.deposer_lot(&[LUCIE]).await;
    banc.bureau().lancer(&agent(), &suivant, &attestations()).await.unwrap();
    assert_eq!(banc.executer_lots().avancer("un").await.unwrap(), Pas::Lignes(1));
    banc.executer_lots().rendre("un").await.unwrap();
    assert_eq!(banc.executer_lots().avancer("autre").await.unwrap(), Pas::Lignes(0), "a node that stops gives it back");
}

// requirement: ENR-10 R12
async fn two_that_believe_to_hold_one_file_register_nobody_twice(banc: Banc) {
    banc.portail().await;
    let lignes: Vec<String> = (0..25).map(|rang| quelqu_un(rang * 29 + 3, IME)).collect();
    let lignes: Vec<&str> = lignes.iter().map(String::as_str).collect();
    let lot = banc.deposer_lot(&lignes).await;
    banc.bureau().lancer(&agent(), &lot, &attestations()).await.unwrap();
    let avant = banc.nombre_personnes().await;
    // the same name: the lease keeps them apart no more
    tokio::join!(banc.finir(), banc.finir());
    assert_eq!(banc.nombre_personnes().await, avant + 25);
    let issues: Vec<_> = banc.lignes_du_lot(&lot).await.into_iter().map(|ligne| ligne.issue).collect();
    assert!(issues.iter().all(|issue| matches!(issue, Some(Issue::Inscrite { .. }))), "{issues:?}");
}

// requirement: ENR-11 ENR-12 ENR-15 SIT-03 SIT-06
async fn who_is_known_is_attached_who_looks_alike_waits_and_the_rest_goes_on(banc: Banc) {
    banc.portail().await;
    let noe = |nom: &str, lieu: &str| {
        format!(";M;{nom};Noé;21/11/1975;97411;carte;noe@exemple.test;0639980091;{lieu};313;GENR11;01/02/2027;")
    };
    let a_l_ime = LUCIE.replace("690990114", IME);
    let lignes = [
        noe("FICTIF-DURIEUX", IME),
        noe("FICTIF-DURIEU", IME),
        LUCIE.to_owned(),
        a_l_ime.clone(),
        LUCIE.to_owned(),
        a_l_ime.replace("GENR11", "GENR10"),
        format!("{NOE};;FICTIF-MARTIN;Noé;;;;;;690990122;313;GENR11;01/02/2027;"),
        "899900009999;;FICTIF-RIEN;Luc;;;;;;690990122;313;GENR11;01/02/2027;".to_owned(),
    ];
    let lot = banc.deposer_lot(&lignes.each_ref().map(String::as_str)).await;
    let attendus = [
        Etat::Rattachement,
        Etat::ADecider,
        Etat::Prete,
        Etat::Rattachement,
        Etat::Refusee,
        Etat::Refusee,
        Etat::Refusee,
        Etat::Refusee,
    ];
    assert_eq!(banc.etats(&lot).await, attendus);
    let lignes = banc.lignes_du_lot(&lot).await;
    assert_eq!(codes(&lignes[4]), [("", "ligne_en_double")]);
    assert_eq!(codes(&lignes[5]), [("", "ligne_en_double")]);
    assert_eq!(codes(&lignes[6]), [("numero_rpps", "numero_d_un_autre")]);
    assert_eq!(codes(&lignes[7])[0].0, "numero_rpps");
    let avant = banc.nombre_personnes().await;
    banc.bureau().lancer(&agent(), &lot, &attestations()).await.unwrap();
    banc.finir().await;
    assert_eq!(banc.nombre_personnes().await, avant + 1, "Lucie, once");
    let issues: Vec<Etat> = banc.etats(&lot).await;
    assert_eq!(issues[..4], [Etat::Rattachee, Etat::AExaminer, Etat::Inscrite, Etat::Rattachee]);
    let ouvertes = banc.consultation().a_traiter(&agent(), &FiltreDemandes::default(), None).await.unwrap().lignes;
    assert_eq!(ouvertes.len(), 1, "somebody decides on the look-alike");
    let encore = banc.deposer_lot(&[LUCIE, &a_l_ime, &noe("FICTIF-DURIEU", IME)]).await;
    assert_eq!(
        banc.etats(&encore).await,
        [Etat::EnPlace, Etat::EnPlace, Etat::Refusee],
        "sent again, nothing is done twice"
    );
}

// requirement: COL-01 COL-05 GES-15 SIT-01 ROL-08
async fn every_objection_stands_beside_its_column_and_the_line_is_named(banc: Banc) {
    banc.portail().await;
    let lignes = [
        LUCIE.replace("12/05/1990", "31/02/1990").replace("06 39 98 00 90", "=1+1").replace(";carte;", ";;"),
        LUCIE.replace("690990114", "440990216"),
        LUCIE.replace("690990114", "690990015"),
        LUCIE.replace(";313;", ";318;").replace("01/02/2027", "34000"),
        LUCIE.replace("FICTIF-LUCE", "").replace("GENR11", ""),
    ];
    let lot = banc.deposer_lot(&lignes.each_ref().map(String::as_str)).await;
    let lues = banc.lignes_du_lot(&lot).await;
    assert!(lues.iter().all(|ligne| ligne.etat() == Etat::Refusee && ligne.contenu.is_none()));
    assert_eq!(
        codes(&lues[0]),
        [
            ("telephone", "case_formule"),
            ("date_naissance", "date_impossible"),
            ("piece_identite", "attestation_absente")
        ]
    );
    assert_eq!(codes(&lues[1]), [("finess", "structure_hors_perimetre")]);
    assert_eq!(codes(&lues[2]), [("finess", "lieu_entite_juridique")]);
    assert_eq!(codes(&lues[3]), [("date_debut", "numero_de_jour"), ("profession", "profession_retiree")]);
    let colonnes: Vec<&str> = codes(&lues[4]).into_iter().map(|(colonne, _)| colonne).collect();
    assert_eq!(colonnes, ["nom_naissance", "role"]);
    let refusee = banc.bureau().lancer(&agent(), &lot, &attestations()).await.unwrap_err();
    assert_eq!(refusee.code(), "lot_sans_ligne");
}

// requirement: GES-12 GES-14 GES-20 R02
async fn a_file_is_its_author_s_alone_and_stays_in_their_scope(banc: Banc) {
    banc.portail().await;
    banc.nommer(COLLEGUE, Perimetre::Etablissement(finess(IME))).await;
    let lot = banc.deposer_lot(&[LUCIE]).await;
    let collegue = id(COLLEGUE);
    let bureau = banc.bureau();
    assert_eq!(bureau.voir(&collegue, &lot).await.unwrap_err().code(), "lot_inconnu");
    assert_eq!(bureau.compte_rendu(&collegue, &lot).await.unwrap_err().code(), "lot_inconnu");
    assert_eq!(bureau.lancer(&collegue, &lot, &attestations()).await.unwrap_err().code(), "lot_inconnu");
    assert!(bureau.miens(&collegue).await.unwrap().is_empty());
    let sien = bureau.deposer(&collegue, ("a.csv", fichier(&[LUCIE, &quelqu_un(9, IME)]))).await.unwrap();
    let comptes = bureau.voir(&collegue, &sien).await.unwrap();
    assert_eq!((comptes.nombre(Etat::Refusee), comptes.nombre(Etat::Prete)), (1, 1));
    let inconnu: IdentifiantNational = id(NOE);
    let refus = bureau.deposer(&inconnu, ("a.csv", fichier(&[LUCIE]))).await.unwrap_err();
    assert_eq!(refus.code(), "agent_sans_habilitation");
}

// requirement: COL-04 GES-22
async fn a_file_begins_once_with_every_declaration_made_and_not_when_it_is_old(banc: Banc) {
    banc.portail().await;
    let lot = banc.deposer_lot(&[LUCIE]).await;
    let sans = Attestations { face_a_face: false, conditions_acceptees: false, piece: None, ..attestations() };
    let refus = banc.bureau().lancer(&agent(), &lot, &sans).await.unwrap_err();
    let champs: Vec<&str> = refus.objections().iter().map(|objection| objection.champ).collect();
    assert_eq!(champs, ["face_a_face", "conditions_acceptees"]);
    let (bureau, qui) = (banc.bureau(), agent());
    let toutes = attestations();
    let (une, autre) = tokio::join!(bureau.lancer(&qui, &lot, &toutes), bureau.lancer(&qui, &lot, &toutes));
    assert!(une.is_ok() != autre.is_ok());
    assert_eq!(une.and(autre).unwrap_err().code(), "lot_deja_lance");
    assert_eq!(bureau.abandonner(&qui, &lot).await.unwrap_err().code(), "lot_deja_lance");
    let (vieux, abandonne) = (banc.deposer_lot(&[LUCIE]).await, banc.deposer_lot(&[LUCIE]).await);
    bureau.abandonner(&qui, &abandonne).await.unwrap();
    assert!(banc.lignes_du_lot(&abandonne).await.is_empty());
    banc.horloge.advance(Seconds::hours(24));
    assert_eq!(bureau.lancer(&qui, &vieux, &attestations()).await.unwrap_err().code(), "apercu_perime");
    assert_eq!(banc.executer_lots().oublier().await.unwrap(), 2);
    assert_eq!(bureau.voir(&qui, &vieux).await.unwrap_err().code(), "lot_inconnu");
    banc.finir().await;
    banc.horloge.advance(Seconds::hours(30 * 24));
    assert_eq!(banc.executer_lots().oublier().await.unwrap(), 1);
    assert!(banc.colonne("lot_ligne", "nom").await.is_empty() && banc.colonne("lot", "id").await.is_empty());
}

async fn a_right_that_ends_meanwhile_stops_the_lines_that_are_left(banc: Banc) {
    banc.portail_sous_contrat_jusqu_au(Some(date(2027, 1, 15))).await;
    let lot = banc.deposer_lot(&[LUCIE]).await;
    banc.bureau().lancer(&agent(), &lot, &attestations()).await.unwrap();
    banc.horloge.advance(Seconds::hours(16));
    banc.finir().await;
    let magasin = banc.magasin.clone();
    let toutes = Choix { limite: 10, ..Choix::default() };
    let lignes = registry_core::lot::Lots::lignes(&magasin, &lot, toutes).await.unwrap();
    assert_eq!(lignes[0].etat(), Etat::Refusee);
    assert_eq!(codes(&lignes[0]), [("", "structure_sans_contrat")]);
}

async fn files_are_counted_by_the_day_and_nothing_is_kept_without_a_journal(banc: Banc) {
    banc.portail().await;
    *banc.carnet.casse.lock().unwrap() = true;
    assert!(banc.bureau().deposer(&agent(), ("a.csv", fichier(&[LUCIE]))).await.is_err());
    assert!(banc.colonne("lot", "id").await.is_empty());
    *banc.carnet.casse.lock().unwrap() = false;
    for _ in 0..30 {
        banc.deposer_lot(&[LUCIE]).await;
    }
    let refus = banc.bureau().deposer(&agent(), ("a.csv", fichier(&[LUCIE]))).await.unwrap_err();
    assert_eq!(refus.code(), "trop_de_fichiers");
    banc.horloge.advance(Seconds::hours(24));
    banc.deposer_lot(&[LUCIE]).await;
}

sur_les_deux_moteurs!(
    a_file_is_shown_without_writing_anybody_then_registered_line_by_line,
    a_file_taken_up_after_a_stop_registers_nobody_twice,
    one_node_works_on_a_file_at_a_time_and_another_takes_over_from_a_dead_one,
    two_that_believe_to_hold_one_file_register_nobody_twice,
    who_is_known_is_attached_who_looks_alike_waits_and_the_rest_goes_on,
    every_objection_stands_beside_its_column_and_the_line_is_named,
    a_file_is_its_author_s_alone_and_stays_in_their_scope,
    a_file_begins_once_with_every_declaration_made_and_not_when_it_is_old,
    a_right_that_ends_meanwhile_stops_the_lines_that_are_left,
    files_are_counted_by_the_day_and_nothing_is_kept_without_a_journal,
);
