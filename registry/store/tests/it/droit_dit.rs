//! What holders of rights over structures are told: named, taken back, about to end.

use ambient::Seconds;
use annuaire::Correspondance;
use jiff::civil::{Date, date};
use registry_core::NouveauPorteur;
use registry_core::habilitation::{NouvelleDesignation, Perimetre, Rappels};
use registry_core::paris;

use crate::banc::{Banc, id};
use crate::courrier::{inconnu, pris};
use crate::portail::{COLLEGUE, DIRECTRICE, EHPAD, EJ, cle, designation, finess};
use crate::porteur::directrice;

/// Every card holder of these tests has this address.
const A: &str = "claire.rouvier@example.org";

fn dits(natures: &[&'static str]) -> Vec<(String, &'static str)> {
    natures.iter().map(|nature| (A.to_owned(), *nature)).collect()
}

impl Banc {
    /// The morning of that day has come.
    fn attendre(&self, jour: Date) {
        let millis = paris::debut(jour).unwrap().millis() - self.ambient.now().millis();
        self.horloge.advance(Seconds(millis / 1_000));
    }
}

// requirement: GES-02
async fn who_is_named_and_who_loses_the_right_hear_of_it(banc: Banc) {
    banc.portail().await;
    let droit = banc.nommer(COLLEGUE, Perimetre::Etablissement(finess(EHPAD))).await;
    assert_eq!(banc.distribuer(pris()).await, dits(&["droit_accorde"]));
    assert_eq!(banc.lettres(&format!("personne:{COLLEGUE}")).await.len(), 1);
    banc.designation().retirer(&id(DIRECTRICE), &droit).await.unwrap();
    assert_eq!(banc.distribuer(pris()).await, dits(&["droit_retire"]));
    assert!(banc.designation().retirer(&id(DIRECTRICE), &droit).await.is_err());
    assert!(banc.distribuer(pris()).await.is_empty(), "a refusal tells nobody");
}

// requirement: GES-02
async fn of_whom_the_registry_has_no_address_it_says_so_and_writes_nothing(banc: Banc) {
    banc.portail().await;
    let sans_adresse = "3690990015/CPE00030";
    let correspondance = Correspondance { mobile: None, courriel: None, activation_des: None };
    let porteur = NouveauPorteur { identifiant: id(sans_adresse), correspondance, ..directrice() };
    let porteur = NouveauPorteur { nom: "FICTIF-SOREL".to_owned(), ..porteur };
    banc.declaration().declarer_porteur(porteur).await.unwrap();
    for (qui, joignable) in [(COLLEGUE, true), (sans_adresse, false)] {
        banc.nommer(qui, Perimetre::Etablissement(finess(EHPAD))).await;
        assert_eq!(banc.designation().joignable(&id(qui)).await.unwrap(), joignable);
        assert_eq!(!banc.distribuer(pris()).await.is_empty(), joignable, "{qui}");
    }
}

// requirement: GES-01 CON-11
async fn a_successor_and_whoever_made_place_hear_of_it(banc: Banc) {
    banc.portail().await;
    let perimetre = Perimetre::EntiteJuridique(finess(EJ));
    banc.contrats().succeder("ans-contrats", &perimetre, &id(COLLEGUE)).await.unwrap();
    assert_eq!(banc.distribuer(pris()).await, dits(&["droit_accorde", "droit_retire"]));
    let personnes = [COLLEGUE, DIRECTRICE].map(|qui| format!("personne:{qui}"));
    assert_eq!(banc.lettres(&personnes[0]).await.len(), 1);
    assert_eq!(banc.lettres(&personnes[1]).await.len(), 2, "named by the contract, then replaced");
}

// requirement: GES-02
async fn an_end_that_is_near_is_told_once(banc: Banc) {
    banc.portail().await;
    let (rappels, jusque) = (Rappels::new(banc.guichet()), Some(date(2027, 4, 30)));
    let sur = || Perimetre::Etablissement(finess(EHPAD));
    let bornee = NouvelleDesignation { jusque, ..designation(COLLEGUE, sur()) };
    banc.designation().designer(&id(DIRECTRICE), &cle("bornee"), bornee).await.unwrap();
    banc.distribuer(pris()).await;
    rappels.tour().await.unwrap();
    assert!(banc.distribuer(pris()).await.is_empty(), "months before");
    banc.attendre(date(2027, 4, 17));
    let ensemble = tokio::join!(rappels.tour(), rappels.tour());
    assert!(ensemble.0.is_ok() && ensemble.1.is_ok());
    assert_eq!(banc.distribuer(pris()).await, dits(&["droit_finissant"]));
    banc.horloge.advance(Seconds::hours(24));
    rappels.tour().await.unwrap();
    assert!(banc.distribuer(pris()).await.is_empty(), "once");
}

// requirement: GES-02
async fn whoever_was_named_again_or_for_a_few_days_is_not_told(banc: Banc) {
    banc.portail().await;
    let rappels = Rappels::new(banc.guichet());
    let nommer = |mot: &'static str, depuis, jusque| {
        let sur = Perimetre::Etablissement(finess(EHPAD));
        let voulue = NouvelleDesignation { depuis, jusque: Some(jusque), ..designation(COLLEGUE, sur) };
        let designation = banc.designation();
        async move { designation.designer(&id(DIRECTRICE), &cle(mot), voulue).await.unwrap() }
    };
    nommer("un", date(2027, 1, 1), date(2027, 4, 30)).await;
    nommer("deux", date(2027, 5, 1), date(2027, 5, 10)).await;
    banc.distribuer(pris()).await;
    for jour in [date(2027, 4, 20), date(2027, 5, 2)] {
        banc.attendre(jour);
        rappels.tour().await.unwrap();
        assert!(banc.distribuer(pris()).await.is_empty(), "{jour}");
    }
}

async fn a_notice_of_a_right_that_came_back_is_kept_under_its_structure(banc: Banc) {
    banc.portail().await;
    banc.nommer(COLLEGUE, Perimetre::Etablissement(finess(EHPAD))).await;
    assert_eq!(banc.distribuer(inconnu()).await, dits(&["droit_accorde"]));
    let lettres = banc.lettres(&format!("personne:{COLLEGUE}")).await;
    assert_eq!(lettres[0].sender, format!("F{EHPAD}"));
}

sur_les_deux_moteurs!(
    who_is_named_and_who_loses_the_right_hear_of_it,
    of_whom_the_registry_has_no_address_it_says_so_and_writes_nothing,
    a_successor_and_whoever_made_place_hear_of_it,
    an_end_that_is_near_is_told_once,
    whoever_was_named_again_or_for_a_few_days_is_not_told,
    a_notice_of_a_right_that_came_back_is_kept_under_its_structure,
);
