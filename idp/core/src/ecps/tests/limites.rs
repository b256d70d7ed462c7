//! Each count of docs/decisions/0029 that the phone keeps, filled to its brim: it stops those who filled it, and nobody else.

use std::net::IpAddr;

use sante::{IdentifiantNational, Rpps};

use super::banc::{AILLEURS, ALBA, BRICE, Banc, CHEZ_ELLE, CODE, mot};
use crate::ecps::{DemandeError, EcpsError, NouvelleDemande, Origine, ParCarte, Source};
use crate::moyen::{Authentication, MoyenKind};

fn numeros() -> impl Iterator<Item = String> {
    (1_u64..).map(|n| IdentifiantNational::Rpps(Rpps::with_key(9_970_000_000 + n)).to_string())
}

fn source(adresse: &str) -> Source {
    Source::from(adresse.parse::<IpAddr>().unwrap())
}

fn de_service(banc: &Banc, client: &str, identifiant: &str) -> NouvelleDemande {
    let origine = Origine::Service { client: client.into(), source: source(AILLEURS) };
    NouvelleDemande { origine, nombre: Some("47".to_owned()), ..banc.nouvelle(identifiant, AILLEURS, None) }
}

async fn passe(banc: &Banc, nouvelle: NouvelleDemande) -> bool {
    match banc.demandes.ouvrir(nouvelle).await {
        Ok(_) => true,
        Err(DemandeError::TropDeDemandes) => false,
        Err(autre) => panic!("{autre}"),
    }
}

// requirement: M19
#[tokio::test]
async fn a_known_browser_waits_after_ten_requests_and_the_person_s_other_ways_go_on() {
    let banc = Banc::neuf(1);
    banc.active(ALBA).await;
    let cookie = banc.cookie_de(ALBA);
    for n in 0..12 {
        assert_eq!(passe(&banc, banc.nouvelle(ALBA, CHEZ_ELLE, cookie.clone())).await, n < 10, "{n}");
    }
    let autre = banc.cookie_de(ALBA);
    assert_ne!(autre, cookie);
    assert!(passe(&banc, banc.nouvelle(ALBA, CHEZ_ELLE, autre)).await, "another browser that she has used");
    assert!(passe(&banc, banc.nouvelle(ALBA, CHEZ_ELLE, None)).await, "a new computer");
    assert!(passe(&banc, de_service(&banc, "dui", ALBA)).await, "a service");
}

// requirement: M19
#[tokio::test]
async fn a_network_that_rings_everybody_is_stopped_and_those_who_are_known_behind_it_go_on() {
    let banc = Banc::neuf(1);
    banc.active(ALBA).await;
    let mut passees = 0;
    for numero in numeros().take(130) {
        passees += usize::from(passe(&banc, banc.nouvelle(&numero, AILLEURS, None)).await);
    }
    assert_eq!(passees, 120);
    assert!(!passe(&banc, banc.nouvelle(ALBA, AILLEURS, None)).await, "unknown, from there");
    assert!(passe(&banc, banc.nouvelle(ALBA, AILLEURS, banc.cookie_de(ALBA))).await, "known, from there");
    assert!(passe(&banc, de_service(&banc, "dui", ALBA)).await, "a service that stands there");
    assert!(passe(&banc, banc.nouvelle(ALBA, CHEZ_ELLE, None)).await, "from elsewhere");
}

// requirement: M09 M19
#[tokio::test]
async fn a_service_that_rings_everybody_is_stopped_and_other_services_go_on() {
    let banc = Banc::neuf(1);
    let mut passees = 0;
    for numero in numeros().take(6_010) {
        passees += usize::from(passe(&banc, de_service(&banc, "malhonnete", &numero)).await);
    }
    assert_eq!(passees, 6_000);
    assert!(passe(&banc, de_service(&banc, "dui", ALBA)).await, "another service");
    assert!(passe(&banc, banc.nouvelle(ALBA, AILLEURS, None)).await, "a browser");
}

// requirement: M19
#[tokio::test]
async fn a_network_that_activates_for_everybody_waits_and_another_network_and_the_card_go_on() {
    let banc = Banc::neuf(1);
    let mut ouvertes = 0;
    for numero in numeros().take(70) {
        match banc.activations.ouvrir(&numero, source(AILLEURS)).await {
            Ok(_) => ouvertes += 1,
            Err(EcpsError::TropDActivations) => {}
            Err(autre) => panic!("{autre}"),
        }
    }
    assert_eq!(ouvertes, 60);
    assert!(matches!(banc.activations.ouvrir(ALBA, source(AILLEURS)).await, Err(EcpsError::TropDActivations)));
    banc.activations.ouvrir(ALBA, source(CHEZ_ELLE)).await.expect("another network");
    assert!(matches!(par_carte(&banc, BRICE, AILLEURS).await, Ok(ParCarte::Code(_))), "by card, from that network");
}

async fn par_carte(banc: &Banc, identifiant: &str, adresse: &str) -> Result<ParCarte, EcpsError> {
    let preuve = Authentication {
        personne: identifiant.parse().unwrap(),
        kind: MoyenKind::Carte,
        moyen: "issuer:01".to_owned(),
        at: banc.ambient.now(),
        plafond: None,
    };
    banc.activations.ouvrir_par_carte(&preuve, source(adresse)).await
}

// requirement: M19
#[tokio::test]
async fn codes_shown_after_a_card_are_counted_for_its_holder_alone() {
    let banc = Banc::neuf(1);
    for _ in 0..10 {
        assert!(matches!(par_carte(&banc, ALBA, CHEZ_ELLE).await, Ok(ParCarte::Code(_))));
    }
    assert!(matches!(par_carte(&banc, ALBA, CHEZ_ELLE).await, Err(EcpsError::TropDActivations)));
    assert!(matches!(par_carte(&banc, BRICE, CHEZ_ELLE).await, Ok(ParCarte::Code(_))), "another person, same network");
    banc.activations.ouvrir(ALBA, source(CHEZ_ELLE)).await.expect("by codes: another count");
}

// requirement: M12 M19
#[tokio::test]
async fn whoever_does_not_hold_the_phone_s_key_neither_asks_nor_uses_up_an_evaluation() {
    let banc = Banc::neuf(1);
    let mut telephone = banc.active(ALBA).await;
    let demande = banc.ouvrir(ALBA).await;
    telephone.regarder(&banc.ctx()).await.unwrap();
    // all that the file says, and another transport key
    let mut fichier = serde_json::to_value(&telephone).unwrap();
    let voisin = serde_json::to_value(banc.active(BRICE).await).unwrap();
    fichier["etape"]["transport"] = voisin["etape"]["transport"].clone();
    let mut faux: mobile_device::Telephone = serde_json::from_value(fichier).unwrap();
    for _ in 0..6 {
        let refus = faux.approuver(&banc.ctx(), &demande.id, &demande.nombre, CODE).await;
        assert_eq!(mot(refus), "signature_refusee");
    }
    telephone.approuver(&banc.ctx(), &demande.id, &demande.nombre, CODE).await.expect("three tries are left");
}
