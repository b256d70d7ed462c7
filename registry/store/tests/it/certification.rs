//! Who vouches for a civil status (IDN-05).

use std::sync::Arc;

use registry_core::EtatCivil;
use registry_core::demande::{Decision, Etape, NouvelleInscription, VueGestionnaire};
use registry_core::espace::Espace;
use registry_core::idempotence::Auteur;
use registry_core::identite::{Certification, Certifications as _, Certifie, EtatCivilSaisi};
use registry_core::support::Dossiers;
use registry_store::Magasin;
use sante::IdentifiantNational;

use crate::banc::{Banc, MAINTENANT, PREMIER, id};
use crate::etat_civil::corriger;
use crate::extraction::{ALBA, Extraction};
use crate::portail::{agent, attestations, cle, demande, identite, inscription};
use crate::support::{UN, agent as du_support};

async fn etat(banc: &Banc, personne: &IdentifiantNational) -> Option<Certifie> {
    banc.magasin.certifications(std::slice::from_ref(personne)).await.unwrap().remove(personne)
}

// requirement: IDN-05
async fn franceconnect_vouches_for_whom_it_signed_in(banc: Banc) {
    banc.portail().await;
    let deposee = banc.deposer().deposer(&cle("a"), demande("sub-1", identite())).await.unwrap();
    let valider = Decision::Valider { attestations: attestations(), distinctes: Vec::new() };
    banc.traiter().traiter(&agent(), &cle("b"), (&deposee, 1), valider).await.unwrap();
    let faites = banc.consultation().miennes(&Auteur::franceconnect("sub-1")).await.unwrap();
    let Etape::Validee { personne, .. } = &faites[0].etape else { panic!("{:?}", faites[0].etape) };
    let attendu = Certifie { etat: Certification::FranceConnect, depuis: Some(MAINTENANT) };
    assert_eq!(etat(&banc, personne).await, Some(attendu));
}

// requirement: IDN-05
async fn a_document_that_was_seen_asks_for_it_and_a_correction_by_two_forces_it(banc: Banc) {
    let personne = banc.inscrite().await;
    let dossiers = Dossiers::new(banc.guichet(), Arc::new(banc.magasin.clone()));
    let lu = dossiers.lire(&du_support(UN), &personne).await.unwrap();
    assert_eq!(lu.certifie.map(|certifie| certifie.etat), Some(Certification::Demandee));
    let connu = lu.personne.etat_civil().clone();
    corriger(&banc, &personne, EtatCivil { nom: "FICTIF-LUCE-BIS".to_owned(), ..connu }).await;
    let mien = Espace::new(banc.guichet()).mon_dossier(&personne).await.unwrap();
    assert_eq!(mien.certifie.map(|certifie| certifie.etat), Some(Certification::Forcee));
}

// requirement: IDN-05
async fn an_extraction_says_nothing_of_it(banc: Banc) {
    banc.importer(&Extraction::exemple().texte(), PREMIER).await;
    assert_eq!(etat(&banc, &id(ALBA)).await, None);
}

// requirement: IDN-05
async fn whom_a_former_release_registered_is_taken_up_by_what_its_rows_say(banc: Banc) {
    let corrigee = banc.inscrite().await;
    let connu = banc.registre().fiche(&corrigee).await.unwrap().unwrap().personne.etat_civil().clone();
    corriger(&banc, &corrigee, EtatCivil { nom: "FICTIF-LUCE-BIS".to_owned(), ..connu }).await;
    let autre = |nom: &str, naissance: &str| EtatCivilSaisi {
        nom: nom.to_owned(),
        naissance: naissance.to_owned(),
        ..identite()
    };
    let saisie = NouvelleInscription { identite: autre("Fictif-Ravel", "03/11/1978"), ..inscription() };
    let faite = banc.enregistrer().enregistrer(&agent(), &cle("vue"), saisie).await.unwrap();
    let VueGestionnaire::Validee { personne: vue } = faite.vue else { panic!("{:?}", faite.vue) };
    let demande = demande("sub-1", autre("Fictif-Bizet", "25/07/1969"));
    let deposee = banc.deposer().deposer(&cle("a"), demande).await.unwrap();
    let valider = Decision::Valider { attestations: attestations(), distinctes: Vec::new() };
    banc.traiter().traiter(&agent(), &cle("b"), (&deposee, 1), valider).await.unwrap();
    let faites = banc.consultation().miennes(&Auteur::franceconnect("sub-1")).await.unwrap();
    let Etape::Validee { personne: connectee, .. } = &faites[0].etape else { panic!("{:?}", faites[0].etape) };

    banc.executer("DROP TABLE certification").await;
    banc.executer("DELETE FROM registry_migrations WHERE version = 21").await;
    Magasin::ouvrir(banc.url()).await.unwrap().fermer().await;
    for (personne, etat_attendu, depuis) in [
        (&corrigee, Certification::Forcee, Some(MAINTENANT)),
        (&vue, Certification::Demandee, None),
        (connectee, Certification::FranceConnect, None),
    ] {
        assert_eq!(etat(&banc, personne).await, Some(Certifie { etat: etat_attendu, depuis }));
    }
}

// requirement: IDN-05
async fn a_request_of_franceconnect_that_a_former_release_stored_is_one_of_franceconnect(banc: Banc) {
    banc.portail().await;
    let deposee = banc.deposer().deposer(&cle("a"), demande("sub-1", identite())).await.unwrap();
    banc.executer(r#"UPDATE demande SET dossier = replace(dossier, ',"certification":"FC"', '')"#).await;
    assert!(banc.colonne("demande", "dossier").await.iter().all(|dossier| !dossier.contains("certification")));
    let valider = Decision::Valider { attestations: attestations(), distinctes: Vec::new() };
    banc.traiter().traiter(&agent(), &cle("b"), (&deposee, 1), valider).await.unwrap();
    let faites = banc.consultation().miennes(&Auteur::franceconnect("sub-1")).await.unwrap();
    let Etape::Validee { personne, .. } = &faites[0].etape else { panic!("{:?}", faites[0].etape) };
    assert_eq!(etat(&banc, personne).await.map(|certifie| certifie.etat), Some(Certification::FranceConnect));
}

sur_les_deux_moteurs!(
    whom_a_former_release_registered_is_taken_up_by_what_its_rows_say,
    a_request_of_franceconnect_that_a_former_release_stored_is_one_of_franceconnect,
    franceconnect_vouches_for_whom_it_signed_in,
    a_document_that_was_seen_asks_for_it_and_a_correction_by_two_forces_it,
    an_extraction_says_nothing_of_it,
);
