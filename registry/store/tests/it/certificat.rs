//! Software certificates of a legal entity, from their order to their end, signed by the card authority of tests.

pub mod bureau;
mod reprises;

use ambient::Seconds;
use certificat_org::Organisation;
use rcgen::KeyPair;
use registry_core::certificat::{Emploi, Etape, NouvelleCommande, RaisonRevocation, Suite};
use registry_core::journal::Geste;
use registry_core::situation_acte::NouvelleSituation;
use rustls_pki_types::CertificateDer;
use rustls_pki_types::pem::PemObject as _;

use crate::banc::{Banc, id};
use crate::courrier::pris;
use crate::portail::{COLLEGUE, DIRECTRICE, EHPAD, EJ, GESTIONNAIRE, attestations, cle, finess, situation};
use bureau::{Bureau, EDITEUR, REFUSE, REPOND, SE_TAIT, de, demande};

// requirement: CRT-01 CRT-05 CRT-06 CRT-07
async fn the_three_certificates_of_a_software_are_ordered_and_retrieved(banc: Banc) {
    let bureau = Bureau::ouvrir(banc).await;
    let manquants = bureau.administration.tableau(&id(EDITEUR)).await.unwrap();
    assert!(manquants[0].jeux.is_empty() && manquants[0].peut_administrer);
    let auth = bureau.obtenir("a", Emploi::Authentification, "DUI-AUTH").await;
    bureau.obtenir("b", Emploi::Signature, "DUI-SIGN").await;
    let tableau = bureau.administration.tableau(&id(EDITEUR)).await.unwrap();
    assert_eq!(tableau[0].jeux[0].manquants, [Emploi::Insi]);
    let insi = bureau.obtenir("c", Emploi::Insi, "INSI-AUTO-DUI").await;
    let tableau = bureau.administration.tableau(&id(DIRECTRICE)).await.unwrap();
    assert!(tableau[0].jeux[0].manquants.is_empty() && !tableau[0].peut_administrer && tableau[0].peut_revoquer);
    for (certificat, est_insi) in [(auth, false), (insi, true)] {
        let Etape::Delivre(delivrance) = bureau.etape(&certificat).await else { panic!("issued") };
        let der = CertificateDer::from_pem_slice(delivrance.certificat.as_bytes()).unwrap();
        let organisation = Organisation::lire(&der).unwrap();
        assert_eq!((organisation.struct_id_nat.as_str(), organisation.nom.insi()), ("1690990015", est_insi));
    }
    assert_eq!(bureau.dits(), ["COMMANDE", "EN_COURS", "DELIVRE"].repeat(3));
    let natures = bureau.banc.distribuer(pris()).await;
    assert_eq!(natures.len(), 6, "the director and the technician hear of each: {natures:?}");
    assert!(natures.iter().all(|(_, nature)| *nature == "certificat_delivre"));
}

// requirement: CRT-08 CRT-09 CRT-10 GES-17 R01
async fn only_who_was_named_sees_to_certificates(banc: Banc) {
    let bureau = Bureau::ouvrir(banc).await;
    let nouvelle =
        |emploi| NouvelleCommande { ej: finess(EJ), logiciel: "DUI".to_owned(), emploi, nom: "DUI-AUTH".to_owned() };
    for (qui, code) in [
        (DIRECTRICE, "administration_reservee"),
        (GESTIONNAIRE, "administration_reservee"),
        (COLLEGUE, "agent_sans_habilitation"),
    ] {
        let refus =
            bureau.administration.commander(&bureau.preuve(qui), &cle("z"), nouvelle(Emploi::Authentification)).await;
        assert_eq!(refus.unwrap_err().code(), code, "{qui}");
    }
    let refus = Geste::Refus { agent: id(GESTIONNAIRE), structure: finess(EJ), code: "administration_reservee" };
    assert!(bureau.banc.gestes().contains(&refus));
    let certificat = bureau.obtenir("a", Emploi::Authentification, "DUI-AUTH").await;
    let etranger = bureau.administration.retirer(&bureau.preuve(GESTIONNAIRE), &certificat, &demande("DUI-AUTH")).await;
    assert_eq!(etranger.unwrap_err().code(), "administration_reservee");
    assert_eq!(
        bureau.administration.lire(&id(COLLEGUE), &certificat).await.unwrap_err().code(),
        "agent_sans_habilitation"
    );
    assert_eq!(bureau.designer(COLLEGUE, EHPAD).await, Err("administrateur_sur_etablissement"));
    let personne = id(crate::extraction::NOE);
    let chez =
        NouvelleSituation { personne, structure: finess(EHPAD), situation: situation(), attestations: attestations() };
    let gestion = bureau.banc.situations().ajouter(&id(EDITEUR), &cle("g"), chez).await;
    assert_eq!(gestion.unwrap_err().code(), "structure_hors_perimetre", "who sees to certificates manages nobody");
}

// requirement: CRT-06 CRT-07
async fn an_order_follows_the_naming_rule_and_is_the_only_one_for_its_use(banc: Banc) {
    let bureau = Bureau::ouvrir(banc).await;
    let code =
        async |mot: &str, emploi, nom: &str| bureau.commander(mot, emploi, nom).await.map_err(|erreur| erreur.code());
    assert_eq!(code("a", Emploi::Insi, "DUI-AUTH").await, Err("certificat_nom_insi"));
    assert_eq!(code("a", Emploi::Signature, "INSI-AUTO").await, Err("certificat_nom_insi"));
    assert_eq!(code("a", Emploi::Insi, "INSI-DUI").await, Err("certificat_nom"));
    assert_eq!(code("a", Emploi::Authentification, "DUI AUTH").await, Err("certificat_nom"));
    let premier = code("a", Emploi::Authentification, "DUI-AUTH").await;
    assert_eq!(code("a", Emploi::Authentification, "DUI-AUTH").await, premier, "sent twice, done once");
    assert_eq!(code("b", Emploi::Authentification, "DUI-AUTH-2").await, Err("certificat_deja_commande"));
    assert_eq!(code("b", Emploi::Signature, "dui-auth").await, Err("certificat_nom_pris"));
    bureau.administration.annuler(&id(EDITEUR), &premier.unwrap()).await.unwrap();
    assert!(code("b", Emploi::Authentification, "DUI-AUTH").await.is_ok());
}

// requirement: CRT-08 X13
async fn a_bad_request_changes_nothing(banc: Banc) {
    let bureau = Bureau::ouvrir(banc).await;
    let certificat = bureau.commander("a", Emploi::Authentification, "DUI-AUTH").await.unwrap();
    let avant = bureau.banc.colonne("certificat", "etape").await;
    for (texte, code) in [
        ("", "pkcs10_vide"),
        ("x", "pkcs10_autre_chose"),
        (&demande("INSI-AUTO"), "pkcs10_autre_nom"),
        (&KeyPair::generate().unwrap().serialize_pem(), "pkcs10_cle_privee"),
        (&format!("{}{}", demande("DUI-AUTH"), demande("DUI-AUTH")), "pkcs10_plusieurs"),
    ] {
        let refus = bureau.administration.retirer(&bureau.preuve(EDITEUR), &certificat, texte).await.unwrap_err();
        assert_eq!(refus.code(), code);
    }
    assert_eq!(bureau.banc.colonne("certificat", "etape").await, avant);
}

// requirement: O03
async fn what_the_authority_does_not_answer_is_kept_and_asked_again(banc: Banc) {
    let bureau = Bureau::ouvrir(banc).await;
    let certificat = bureau.commander("a", Emploi::Authentification, "DUI-AUTH").await.unwrap();
    bureau.autorite.est(SE_TAIT);
    let demande = demande("DUI-AUTH");
    assert_eq!(
        bureau.administration.retirer(&bureau.preuve(EDITEUR), &certificat, &demande).await.unwrap(),
        Suite::Gardee
    );
    bureau.administration.tour().await.unwrap();
    assert!(matches!(bureau.etape(&certificat).await, Etape::EnCours { .. }));
    bureau.autorite.est(REPOND);
    bureau.administration.tour().await.unwrap();
    assert!(matches!(bureau.etape(&certificat).await, Etape::Delivre(_)));
    assert_eq!(
        bureau.administration.retirer(&bureau.preuve(EDITEUR), &certificat, &demande).await.unwrap(),
        Suite::Faite
    );
    assert_eq!(bureau.dits(), ["COMMANDE", "EN_COURS", "DELIVRE"], "the same request twice is once");
}

async fn what_the_authority_refuses_waits_for_another_request(banc: Banc) {
    let bureau = Bureau::ouvrir(banc).await;
    let certificat = bureau.commander("a", Emploi::Authentification, "DUI-AUTH").await.unwrap();
    bureau.autorite.est(REFUSE);
    let suite =
        bureau.administration.retirer(&bureau.preuve(EDITEUR), &certificat, &demande("DUI-AUTH")).await.unwrap();
    assert_eq!(suite, Suite::Refusee);
    let Etape::Commande { refus: Some(motif) } = bureau.etape(&certificat).await else { panic!("open again") };
    assert_eq!(motif, "Votre structure est inconnue.");
    bureau.autorite.est(REPOND);
    let suite =
        bureau.administration.retirer(&bureau.preuve(EDITEUR), &certificat, &demande("DUI-AUTH")).await.unwrap();
    assert_eq!(suite, Suite::Faite);
}

// requirement: CRT-08
async fn a_certificate_is_renewed_with_another_key_while_the_first_goes_on(banc: Banc) {
    let bureau = Bureau::ouvrir(banc).await;
    let key = KeyPair::generate().unwrap();
    let ancien = bureau.commander("a", Emploi::Authentification, "DUI-AUTH").await.unwrap();
    bureau.administration.retirer(&bureau.preuve(EDITEUR), &ancien, &de("DUI-AUTH", &key)).await.unwrap();
    bureau.banc.horloge.advance(Seconds::hours(24));
    let meme =
        bureau.administration.renouveler(&bureau.preuve(EDITEUR), &ancien, &de("DUI-AUTH", &key)).await.unwrap_err();
    assert_eq!(meme.code(), "pkcs10_cle_deja_servie");
    let nouvelle = demande("DUI-AUTH");
    let (suivant, suite) = bureau.administration.renouveler(&bureau.preuve(EDITEUR), &ancien, &nouvelle).await.unwrap();
    assert_eq!(suite, Suite::Faite);
    assert_eq!(
        bureau.administration.renouveler(&bureau.preuve(EDITEUR), &ancien, &nouvelle).await.unwrap().0,
        suivant,
        "once"
    );
    for un in [&ancien, &suivant] {
        assert!(matches!(bureau.etape(un).await, Etape::Delivre(_)));
    }
    let encore =
        bureau.administration.renouveler(&bureau.preuve(EDITEUR), &ancien, &demande("DUI-AUTH")).await.unwrap_err();
    assert_eq!(encore.code(), "certificat_deja_remplace");
}

// requirement: X03 M15
async fn whoever_names_the_technician_revokes_too_and_the_authority_is_told_even_late(banc: Banc) {
    let bureau = Bureau::ouvrir(banc).await;
    let certificat = bureau.obtenir("a", Emploi::Authentification, "DUI-AUTH").await;
    bureau.autorite.est(SE_TAIT);
    let revoquer = async |qui: &str| {
        let raison = RaisonRevocation::CleCompromise;
        bureau.administration.revoquer(&id(qui), &certificat, raison).await.map_err(|erreur| erreur.code())
    };
    assert_eq!(revoquer(GESTIONNAIRE).await, Err("administration_reservee"));
    assert_eq!(revoquer(DIRECTRICE).await, Ok(Suite::Gardee));
    assert!(matches!(bureau.etape(&certificat).await, Etape::ARevoquer { .. }));
    bureau.autorite.est(REPOND);
    bureau.administration.tour().await.unwrap();
    assert!(matches!(bureau.etape(&certificat).await, Etape::Revoque { .. }));
    assert_eq!(revoquer(DIRECTRICE).await, Ok(Suite::Faite), "twice is once");
    let listes = bureau.autorite.igc.crls(bureau.banc.ambient.now()).unwrap();
    assert!(listes.iter().any(|liste| liste.autorite == igc::Role::Organisations && liste.der.len() > 150));
    assert_eq!(bureau.dits().last(), Some(&"REVOQUE"));
    let encore =
        bureau.administration.retirer(&bureau.preuve(EDITEUR), &certificat, &demande("DUI-AUTH")).await.unwrap_err();
    assert_eq!(encore.code(), "certificat_autre_etape");
    let suivante = bureau.commander("b", Emploi::Authentification, "DUI-AUTH").await;
    assert!(suivante.is_ok(), "another one may be ordered");
}

// requirement: CRT-08
async fn the_end_of_a_certificate_is_told_once_two_months_before_unless_another_takes_over(banc: Banc) {
    let bureau = Bureau::ouvrir(banc).await;
    let auth = bureau.obtenir("a", Emploi::Authentification, "DUI-AUTH").await;
    bureau.obtenir("b", Emploi::Signature, "DUI-SIGN").await;
    bureau.banc.distribuer(pris()).await;
    bureau.administration.rappeler().await.unwrap();
    assert!(bureau.banc.distribuer(pris()).await.is_empty());
    bureau.banc.horloge.advance(Seconds::hours(24 * (3 * 365 - 59)));
    bureau.administration.renouveler(&bureau.preuve(EDITEUR), &auth, &demande("DUI-AUTH")).await.unwrap();
    bureau.banc.distribuer(pris()).await;
    for attendues in [2, 0] {
        bureau.administration.rappeler().await.unwrap();
        let dites = bureau.banc.distribuer(pris()).await;
        assert_eq!(dites.len(), attendues, "{dites:?}");
        assert!(dites.iter().all(|(_, nature)| *nature == "certificat_finissant"));
    }
}

// requirement: R09
async fn without_its_record_nothing_is_ordered(banc: Banc) {
    let bureau = Bureau::ouvrir(banc).await;
    *bureau.banc.carnet.casse.lock().unwrap() = true;
    assert!(bureau.commander("a", Emploi::Authentification, "DUI-AUTH").await.is_err());
    *bureau.banc.carnet.casse.lock().unwrap() = false;
    assert!(bureau.banc.colonne("certificat", "id").await.is_empty());
}

sur_les_deux_moteurs!(
    the_three_certificates_of_a_software_are_ordered_and_retrieved,
    only_who_was_named_sees_to_certificates,
    an_order_follows_the_naming_rule_and_is_the_only_one_for_its_use,
    a_bad_request_changes_nothing,
    what_the_authority_does_not_answer_is_kept_and_asked_again,
    what_the_authority_refuses_waits_for_another_request,
    a_certificate_is_renewed_with_another_key_while_the_first_goes_on,
    whoever_names_the_technician_revokes_too_and_the_authority_is_told_even_late,
    the_end_of_a_certificate_is_told_once_two_months_before_unless_another_takes_over,
    without_its_record_nothing_is_ordered,
);
