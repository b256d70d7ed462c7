//! Who serves everybody, the support or a GRADeS, has no right over an establishment: they would decide twice about its people
//! (R10).

use ambient::Seconds;
use jiff::civil::date;
use registry_core::habilitation::{NouvelleDesignation, Perimetre};
use registry_core::profession_demandee::{FiltreProfessions, ProfessionDemandeeId, Relais};
use registry_core::retrait::Cause;

use crate::activite::retrait;
use crate::banc::{Banc, id};
use crate::portail::{DIRECTRICE, EHPAD, cle, designation, finess};
use crate::professions::{GRADES, du_grades};
use crate::support::{DEUX, UN, agent};

fn a_l_ehpad() -> Perimetre {
    Perimetre::Etablissement(finess(EHPAD))
}

// requirement: R10
async fn who_gets_a_right_over_an_establishment_serves_at_the_support_no_more(banc: Banc) {
    let personne = banc.inscrite().await;
    let radiation = retrait(&personne, Cause::Radiation, date(2027, 1, 15));
    let proposition = banc.activite().proposer_retrait(&agent(UN), radiation).await.unwrap();
    let droit = banc.nommer(DEUX, a_l_ehpad()).await;
    let avant = banc.photographie().await;
    let refus = banc.yeux().confirmer(&agent(DEUX), &proposition).await.unwrap_err();
    let lecture = banc.yeux().ouvertes(&agent(DEUX)).await.unwrap_err();
    assert_eq!((refus.code(), lecture.code()), ("support_habilite", "support_habilite"));
    assert_eq!(banc.photographie().await, avant);
    assert!(banc.yeux().ouvertes(&agent(UN)).await.is_ok(), "nobody else loses anything");
    banc.designation().retirer(&id(DIRECTRICE), &droit).await.unwrap();
    banc.yeux().confirmer(&agent(DEUX), &proposition).await.unwrap();
}

// requirement: R10
async fn a_right_to_come_takes_nothing_away_before_its_first_day(banc: Banc) {
    banc.portail().await;
    let voulue = NouvelleDesignation { depuis: date(2027, 1, 17), ..designation(UN, a_l_ehpad()) };
    banc.designation().designer(&id(DIRECTRICE), &cle("plus-tard"), voulue).await.unwrap();
    assert!(banc.yeux().ouvertes(&agent(UN)).await.is_ok());
    banc.horloge.advance(Seconds::hours(48));
    assert_eq!(banc.yeux().ouvertes(&agent(UN)).await.unwrap_err().code(), "support_habilite");
}

// requirement: R10
async fn nor_does_an_agent_of_a_grades_who_gets_one(banc: Banc) {
    banc.portail().await;
    let (lui, professions) = (du_grades(GRADES), banc.professions());
    let lire = async || professions.de_la_region(&lui, &FiltreProfessions::default(), None).await.map(drop);
    assert!(lire().await.is_ok());
    banc.nommer(GRADES, a_l_ehpad()).await;
    let aucune = ProfessionDemandeeId::from("aucune".to_owned());
    let relais = Relais::Relayer { complement: String::new() };
    let agit = professions.relayer(&lui, (&aucune, 1), relais).await.unwrap_err();
    let refus = [lire().await.unwrap_err().code(), agit.code()];
    assert_eq!(refus, ["grades_habilite"; 2]);
}

sur_les_deux_moteurs!(
    who_gets_a_right_over_an_establishment_serves_at_the_support_no_more,
    a_right_to_come_takes_nothing_away_before_its_first_day,
    nor_does_an_agent_of_a_grades_who_gets_one,
);
