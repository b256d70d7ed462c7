use std::net::IpAddr;

use ambient::Seconds;
use ecps::{CodesSaisis, chemin};
use mobile_device::{Etape, Provider as _, Telephone};

use super::banc::{AILLEURS, ALBA, BRICE, Banc, CHEZ_ELLE, CODE, INCONNU, SANS_MOBILE, TROP_TOT, mot};
use crate::ecps::{EcpsError, Source};

fn source(texte: &str) -> Source {
    Source::from(texte.parse::<IpAddr>().unwrap())
}

// requirement: M14 M18 MIE-05 MIE-06 MIE-07
#[tokio::test]
async fn two_codes_by_two_channels_make_a_phone_an_e_cps() {
    let banc = Banc::neuf(1);
    let telephone = banc.active(ALBA).await;
    let carte = telephone.carte().unwrap();
    assert_eq!(carte.expire_le, banc.ambient.now().plus(Seconds::hours(3 * 8_766)));
    let sms = banc.dehors.sms.lock().unwrap()[0].clone();
    let (_, courriel) = banc.dehors.courriels.lock().unwrap()[0].clone();
    let code_du_courriel =
        courriel.split_whitespace().find(|mot| mot.len() == 6 && mot.parse::<u32>().is_ok()).unwrap();
    assert!(!sms.contains(code_du_courriel), "no channel carries both");
    assert_eq!(banc.journal.events().last(), Some(&"ecps.enrolee"));
}

// requirement: M19
#[tokio::test]
async fn somebody_nobody_and_somebody_out_of_reach_get_the_same_answer() {
    let mut vus = vec![];
    for identifiant in [ALBA, INCONNU, SANS_MOBILE, TROP_TOT] {
        let banc = Banc::neuf(3);
        let ouverte = banc.activations.ouvrir(identifiant, source(CHEZ_ELLE)).await.unwrap();
        assert!(banc.dehors.sms.lock().unwrap().is_empty(), "nothing is sent before the answer");
        let saisie = CodesSaisis {
            activation: ouverte.activation.clone(),
            code_sms: "000000".to_owned(),
            code_courriel: "000000".to_owned(),
        };
        let mut suite = vec![];
        for _ in 0..4 {
            suite.push(banc.activations.confirmer(&saisie).await.err().unwrap().probleme());
        }
        banc.ensuite().await;
        assert_eq!(banc.dehors.sms.lock().unwrap().len(), usize::from(identifiant == ALBA));
        vus.push((ouverte, suite, banc.journal.events()));
    }
    assert_eq!(vus[0], vus[1]);
    assert_eq!(vus[0], vus[2]);
    assert_eq!(vus[0], vus[3]);
}

// requirement: NOT-05
#[tokio::test]
async fn no_code_leaves_before_the_delays_of_the_registry_are_over() {
    let banc = Banc::neuf(1);
    banc.horloge.advance(Seconds(3_599));
    banc.activations.ouvrir(TROP_TOT, source(CHEZ_ELLE)).await.unwrap();
    banc.ensuite().await;
    assert!(banc.dehors.sms.lock().unwrap().is_empty());
    banc.horloge.advance(Seconds(1));
    banc.activations.ouvrir(TROP_TOT, source(CHEZ_ELLE)).await.unwrap();
    banc.ensuite().await;
    assert_eq!(banc.dehors.sms.lock().unwrap().len(), 1);
}

// requirement: NOT-05
#[tokio::test]
async fn the_registry_hears_of_an_activation_before_there_is_one_and_out_of_reach_nothing_is_spent() {
    let banc = Banc::neuf(1);
    let mut telephone = Telephone::neuf("telephone-1");
    telephone.activer(&banc.ctx(), ALBA).await.unwrap();
    let (sms, courriel) = banc.codes().await;
    telephone.confirmer(&banc.ctx(), &sms, &courriel).await.unwrap();
    *banc.dehors.registre_coupe.lock().unwrap() = true;
    telephone.choisir_code(&banc.ctx(), CODE).await.unwrap_err();
    assert!(banc.dehors.appareils.lock().unwrap().is_empty(), "no phone became an e-CPS");
    *banc.dehors.registre_coupe.lock().unwrap() = false;
    telephone.choisir_code(&banc.ctx(), CODE).await.unwrap();
    assert_eq!(*banc.dehors.activees.lock().unwrap(), [ALBA]);
    assert_eq!(banc.dehors.appareils.lock().unwrap().len(), 1);
}

// requirement: R04
#[tokio::test]
async fn codes_that_left_before_the_contact_data_changed_enrol_no_phone() {
    let banc = Banc::neuf(1);
    banc.active(ALBA).await;
    let mut voleur = Telephone::neuf("telephone-2");
    voleur.activer(&banc.ctx(), ALBA).await.unwrap();
    let (sms, courriel) = banc.codes().await;
    voleur.confirmer(&banc.ctx(), &sms, &courriel).await.unwrap();
    let des = banc.ambient.now().plus(Seconds::hours(72));
    *banc.dehors.refroidit.lock().unwrap() = Some((banc.ambient.clone(), des));
    assert_eq!(mot(voleur.choisir_code(&banc.ctx(), CODE).await), "ticket_perime", "a second activation too");
    assert_eq!(banc.journal.events().last(), Some(&"ecps.activation.close"));
    assert_eq!(banc.dehors.appareils.lock().unwrap().len(), 1, "the e-CPS that is active stays so");
    let envoyes = banc.dehors.sms.lock().unwrap().len();
    banc.activations.ouvrir(ALBA, source(CHEZ_ELLE)).await.unwrap();
    banc.ensuite().await;
    assert_eq!(banc.dehors.sms.lock().unwrap().len(), envoyes, "no code leaves meanwhile");
    banc.horloge.advance(Seconds::hours(72));
    assert_eq!(mot(voleur.choisir_code(&banc.ctx(), CODE).await), "ticket_perime", "nor later");
    let mut telephone = Telephone::neuf("telephone-3");
    telephone.activer(&banc.ctx(), ALBA).await.unwrap();
    let (sms, courriel) = banc.codes().await;
    telephone.confirmer(&banc.ctx(), &sms, &courriel).await.unwrap();
    telephone.choisir_code(&banc.ctx(), CODE).await.unwrap();
}

// requirement: M14
#[tokio::test]
async fn three_wrong_pairs_of_codes_close_the_activation_even_for_the_right_ones() {
    let banc = Banc::neuf(1);
    let mut telephone = Telephone::neuf("t");
    telephone.activer(&banc.ctx(), ALBA).await.unwrap();
    let (sms, courriel) = banc.codes().await;
    for attendu in ["codes_inexacts", "codes_inexacts", "activation_close"] {
        assert_eq!(mot(telephone.confirmer(&banc.ctx(), &courriel, &sms).await), attendu);
    }
    assert_eq!(mot(telephone.confirmer(&banc.ctx(), &sms, &courriel).await), "activation_close");
}

#[tokio::test]
async fn each_wrong_pair_says_how_many_tries_remain() {
    let banc = Banc::neuf(1);
    let mut telephone = Telephone::neuf("t");
    telephone.activer(&banc.ctx(), ALBA).await.unwrap();
    for restants in [2, 1, 0] {
        let refus = telephone.confirmer(&banc.ctx(), "000000", "000000").await.unwrap_err();
        assert_eq!(refus.essais_restants(), Some(restants));
    }
}

// requirement: M14
#[tokio::test]
async fn codes_serve_for_ten_minutes_and_once() {
    let banc = Banc::neuf(1);
    let mut telephone = Telephone::neuf("t");
    telephone.activer(&banc.ctx(), ALBA).await.unwrap();
    let (sms, courriel) = banc.codes().await;
    let mut jumeau = telephone.clone();
    telephone.confirmer(&banc.ctx(), &sms, &courriel).await.unwrap();
    assert_eq!(mot(jumeau.confirmer(&banc.ctx(), &sms, &courriel).await), "activation_expiree");

    let mut tard = Telephone::neuf("t");
    tard.activer(&banc.ctx(), ALBA).await.unwrap();
    let (sms, courriel) = banc.codes().await;
    banc.horloge.advance(Seconds::minutes(10));
    assert_eq!(mot(tard.confirmer(&banc.ctx(), &sms, &courriel).await), "activation_expiree");
    assert_eq!(mot(telephone.choisir_code(&banc.ctx(), CODE).await), "ticket_perime", "the ticket has its time too");
}

#[tokio::test]
async fn a_ticket_enrols_one_phone() {
    let banc = Banc::neuf(1);
    let mut telephone = Telephone::neuf("t");
    telephone.activer(&banc.ctx(), ALBA).await.unwrap();
    let (sms, courriel) = banc.codes().await;
    telephone.confirmer(&banc.ctx(), &sms, &courriel).await.unwrap();
    let mut jumeau = telephone.clone();
    telephone.choisir_code(&banc.ctx(), CODE).await.unwrap();
    assert_eq!(mot(jumeau.choisir_code(&banc.ctx(), CODE).await), "ticket_perime");
}

#[tokio::test]
async fn one_network_cannot_use_up_a_person_s_activations() {
    let banc = Banc::neuf(1);
    for _ in 0..3 {
        banc.activations.ouvrir(ALBA, source(AILLEURS)).await.unwrap();
    }
    for _ in 0..50 {
        let refus = banc.activations.ouvrir(ALBA, source(AILLEURS)).await.unwrap_err();
        assert!(matches!(refus, EcpsError::TropDActivations));
    }
    banc.activations.ouvrir(ALBA, source(CHEZ_ELLE)).await.unwrap();
}

// requirement: M11 O01 MIE-03
#[tokio::test]
async fn a_simulated_phone_is_refused_where_the_settings_ask_for_hardware() {
    let banc = Banc::neuf(1);
    let mut enrole_avant = banc.active(ALBA).await;
    let banc = banc.en_production();
    assert_eq!(mot(enrole_avant.regarder(&banc.ctx()).await), "attestation_refusee");
    banc.ouvrir(ALBA).await;
    banc.ensuite().await;
    assert!(banc.dehors.reveils.lock().unwrap().is_empty());

    let mut telephone = Telephone::neuf("t");
    telephone.activer(&banc.ctx(), ALBA).await.unwrap();
    let (sms, courriel) = banc.codes().await;
    telephone.confirmer(&banc.ctx(), &sms, &courriel).await.unwrap();
    assert_eq!(mot(telephone.choisir_code(&banc.ctx(), CODE).await), "attestation_refusee");
}

// requirement: MIE-03
#[tokio::test]
async fn keys_must_be_held_by_whoever_enrols_them() {
    let banc = Banc::neuf(1);
    banc.active(ALBA).await;
    let volee: serde_json::Value = serde_json::from_str(&banc.derniere(chemin::APPAREILS)).unwrap();

    // Somebody else's keys and proofs under one's own ticket.
    let mut telephone = Telephone::neuf("t");
    telephone.activer(&banc.ctx(), BRICE).await.unwrap();
    let (sms, courriel) = banc.codes().await;
    telephone.confirmer(&banc.ctx(), &sms, &courriel).await.unwrap();
    let Etape::ChoixCode { ticket, .. } = &telephone.etape else { panic!("not there") };
    let mut enrolement = volee;
    enrolement["ticket"] = ticket.ticket.clone().into();
    let reponse = banc.poster(chemin::APPAREILS, enrolement.to_string()).await.unwrap();
    assert!(reponse.corps.contains("signature_refusee"), "{}", reponse.corps);
    telephone.choisir_code(&banc.ctx(), CODE).await.expect("a refused proof spends no ticket");
}

#[tokio::test]
async fn what_is_no_identifier_says_so() {
    let banc = Banc::neuf(1);
    for faux in ["", "bonjour", "7999", "8999000000"] {
        let refus = banc.activations.ouvrir(faux, source(CHEZ_ELLE)).await.unwrap_err();
        assert!(matches!(refus, EcpsError::IdentifiantIllisible), "{faux}");
    }
}
