//! What is sent again, too late or by a session that was left open.

use ambient::Seconds;
use rcgen::KeyPair;
use registry_core::certificat::{Emploi, Etape, NouvelleCommande, RaisonRevocation, Suite};

use super::bureau::{Bureau, EDITEUR, REPOND, SE_TAIT, de, demande};
use crate::banc::{Banc, id};
use crate::portail::{EJ, cle, finess};

// requirement: CRT-08 S11
async fn a_session_that_was_left_open_gives_no_certificate_and_ends_one(banc: Banc) {
    let bureau = Bureau::ouvrir(banc).await;
    let certificat = bureau.obtenir("a", Emploi::Authentification, "DUI-AUTH").await;
    let commandee = bureau.commander("b", Emploi::Signature, "DUI-SIGN").await.unwrap();
    let ancienne = bureau.preuve(EDITEUR);
    bureau.banc.horloge.advance(Seconds(301));
    let (ej, logiciel) = (finess(EJ), "Autre logiciel".to_owned());
    let nouvelle = NouvelleCommande { ej, logiciel, emploi: Emploi::Insi, nom: "INSI-AUTO".to_owned() };
    let avant = bureau.banc.colonne("certificat", "etape").await;
    let refus = [
        bureau.administration.commander(&ancienne, &cle("c"), nouvelle).await.unwrap_err(),
        bureau.administration.retirer(&ancienne, &commandee, &demande("DUI-SIGN")).await.unwrap_err(),
        bureau.administration.renouveler(&ancienne, &certificat, &demande("DUI-AUTH")).await.unwrap_err(),
    ];
    assert_eq!(refus.map(|erreur| erreur.code()), ["certificat_preuve_perimee"; 3]);
    assert_eq!(bureau.banc.colonne("certificat", "etape").await, avant);
    let illisible = bureau.administration.retirer(&ancienne, &commandee, "x").await.unwrap_err();
    assert_eq!(illisible.code(), "pkcs10_autre_chose", "told before anybody goes and shows who they are");
    let raison = RaisonRevocation::CleCompromise;
    assert_eq!(bureau.administration.revoquer(&id(EDITEUR), &certificat, raison).await.unwrap(), Suite::Faite);
}

// requirement: O03
async fn a_request_that_is_sent_again_while_the_authority_is_asked_waits_for_no_other_one(banc: Banc) {
    let bureau = Bureau::ouvrir(banc).await;
    let ancien = bureau.commander("a", Emploi::Authentification, "DUI-AUTH").await.unwrap();
    let (premiere, seconde) = (demande("DUI-AUTH"), demande("DUI-AUTH"));
    let preuve = bureau.preuve(EDITEUR);
    for (humeur, attendue) in [(SE_TAIT, Suite::Gardee), (REPOND, Suite::Faite)] {
        bureau.autorite.est(humeur);
        let suite = bureau.administration.retirer(&preuve, &ancien, &premiere).await.unwrap();
        assert_eq!(suite, attendue);
    }
    for (humeur, attendue) in [(SE_TAIT, Suite::Gardee), (REPOND, Suite::Faite)] {
        bureau.autorite.est(humeur);
        let suite = bureau.administration.renouveler(&preuve, &ancien, &seconde).await.unwrap().1;
        assert_eq!(suite, attendue);
    }
    assert_eq!(bureau.dits(), ["COMMANDE", "EN_COURS", "DELIVRE", "EN_COURS", "DELIVRE"]);
}

// requirement: X03
async fn an_order_that_the_authority_lost_holds_back_no_revocation_of_another(banc: Banc) {
    let bureau = Bureau::ouvrir(banc).await;
    let perdu = bureau.obtenir("a", Emploi::Authentification, "DUI-AUTH").await;
    let autre = bureau.obtenir("b", Emploi::Signature, "DUI-SIGN").await;
    bureau.autorite.est(SE_TAIT);
    for certificat in [&perdu, &autre] {
        let suite = bureau.administration.revoquer(&id(EDITEUR), certificat, RaisonRevocation::CleCompromise).await;
        assert_eq!(suite.unwrap(), Suite::Gardee);
        bureau.banc.horloge.advance(Seconds(60));
    }
    *bureau.autorite.perdue.lock().unwrap() = Some(perdu.clone());
    bureau.autorite.est(REPOND);
    bureau.administration.tour().await.unwrap();
    assert!(matches!(bureau.etape(&perdu).await, Etape::ARevoquer { .. }));
    assert!(matches!(bureau.etape(&autre).await, Etape::Revoque { .. }));
}

// requirement: CRT-07 CRT-08
async fn nobody_hears_that_what_was_revoked_is_issued_and_nothing_that_ended_is_renewed(banc: Banc) {
    let bureau = Bureau::ouvrir(banc).await;
    let key = KeyPair::generate().unwrap();
    let perdu = bureau.commander("a", Emploi::Authentification, "DUI-AUTH").await.unwrap();
    let retirer = async |demande: &str| {
        bureau.administration.retirer(&bureau.preuve(EDITEUR), &perdu, demande).await.map_err(|erreur| erreur.code())
    };
    assert_eq!(retirer(&de("DUI-AUTH", &key)).await, Ok(Suite::Faite));
    bureau.autorite.est(SE_TAIT);
    let raison = RaisonRevocation::CleCompromise;
    bureau.administration.revoquer(&id(EDITEUR), &perdu, raison).await.unwrap();
    assert_eq!(retirer(&de("DUI-AUTH", &key)).await, Err("certificat_autre_etape"), "to be revoked");
    bureau.autorite.est(REPOND);
    bureau.administration.tour().await.unwrap();
    assert_eq!(retirer(&de("DUI-AUTH", &key)).await, Err("certificat_autre_etape"), "revoked");

    let fini = bureau.obtenir("b", Emploi::Authentification, "DUI-AUTH").await;
    bureau.banc.horloge.advance(Seconds::hours(24 * (3 * 365 + 2)));
    let suivant = bureau.commander("c", Emploi::Authentification, "DUI-AUTH").await;
    assert!(suivant.is_ok(), "{suivant:?}");
    let renouvele = bureau.administration.renouveler(&bureau.preuve(EDITEUR), &fini, &demande("DUI-AUTH")).await;
    assert_eq!(
        renouvele.unwrap_err().code(),
        "certificat_autre_etape",
        "another one bears the name and serves its use"
    );
}

sur_les_deux_moteurs!(
    a_session_that_was_left_open_gives_no_certificate_and_ends_one,
    a_request_that_is_sent_again_while_the_authority_is_asked_waits_for_no_other_one,
    an_order_that_the_authority_lost_holds_back_no_revocation_of_another,
    nobody_hears_that_what_was_revoked_is_issued_and_nothing_that_ended_is_renewed,
);
