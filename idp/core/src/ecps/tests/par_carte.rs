//! A phone that reads its activation off the screen of somebody who has just signed in with their card.

use ambient::Seconds;
use mobile_device::{Etape, Refus, Telephone};
use sante::IdentifiantNational;

use super::banc::{ALBA, BRICE, Banc, CHEZ_ELLE, CODE, TROP_TOT, actes, mot};
use crate::ecps::{CodeMontre, EcpsError, EtatCarte, FRAICHE, Motif, ParCarte, Source};
use crate::moyen::{Authentication, MoyenKind};
use crate::stamp::{Stamps as _, SubjectKind};

fn preuve(banc: &Banc, identifiant: &str, kind: MoyenKind) -> Authentication {
    Authentication {
        personne: identifiant.parse().unwrap(),
        kind,
        moyen: "issuer:01".to_owned(),
        at: banc.ambient.now(),
        plafond: None,
    }
}

fn source() -> Source {
    Source::from(CHEZ_ELLE.parse::<std::net::IpAddr>().unwrap())
}

async fn ouvrir(banc: &Banc, preuve: &Authentication) -> ParCarte {
    banc.activations.ouvrir_par_carte(preuve, source()).await.unwrap()
}

async fn montre(banc: &Banc, identifiant: &str) -> CodeMontre {
    match ouvrir(banc, &preuve(banc, identifiant, MoyenKind::Carte)).await {
        ParCarte::Code(code) => code,
        ParCarte::PasAvant(_) | ParCarte::CarteDemandee => panic!("no code"),
    }
}

async fn etat(banc: &Banc, code: &CodeMontre, identifiant: &str) -> EtatCarte {
    let personne: IdentifiantNational = identifiant.parse().unwrap();
    banc.activations.etat_carte(&code.activation, &personne).await.unwrap()
}

// requirement: M14 M15
#[tokio::test]
async fn a_phone_that_read_the_code_and_is_not_its_owner_s_becomes_no_e_cps_once_they_say_so() {
    let banc = Banc::neuf(1);
    let code = montre(&banc, ALBA).await;
    let mut stranger = Telephone::neuf("telephone-1");
    stranger.lire_code(&banc.ctx(), &code.lien.texte()).await.unwrap();
    assert_eq!(etat(&banc, &code, ALBA).await, EtatCarte::Lu, "no PIN is chosen yet");
    banc.horloge.advance(Seconds(1));
    assert!(!banc.vies.arreter(&ALBA.parse().unwrap(), Motif::PasMoi).await.unwrap(), "no e-CPS to end");
    assert_eq!(mot(stranger.choisir_code(&banc.ctx(), CODE).await), "ticket_perime");
    assert!(banc.dehors.appareils.lock().unwrap().is_empty());
    banc.horloge.advance(Seconds(1));
    let code = montre(&banc, ALBA).await;
    let mut own = Telephone::neuf("telephone-2");
    own.lire_code(&banc.ctx(), &code.lien.texte()).await.unwrap();
    own.choisir_code(&banc.ctx(), CODE).await.unwrap();
}

// requirement: M14 S11
#[tokio::test]
async fn an_activation_that_was_under_way_when_the_person_closed_everything_enrols_no_phone() {
    let banc = Banc::neuf(1);
    let code = montre(&banc, ALBA).await;
    let mut telephone = Telephone::neuf("telephone-1");
    telephone.lire_code(&banc.ctx(), &code.lien.texte()).await.unwrap();
    banc.horloge.advance(Seconds(1));
    banc.stamps.raise(&SubjectKind::Personne.of(ALBA), banc.ambient.now()).await.unwrap();
    assert_eq!(mot(telephone.choisir_code(&banc.ctx(), CODE).await), "ticket_perime");
    assert!(banc.dehors.appareils.lock().unwrap().is_empty());
    banc.horloge.advance(Seconds(1));
    let code = montre(&banc, ALBA).await;
    let mut telephone = Telephone::neuf("telephone-2");
    telephone.lire_code(&banc.ctx(), &code.lien.texte()).await.unwrap();
    telephone.choisir_code(&banc.ctx(), CODE).await.unwrap();
}

// requirement: MIE-06 M14
#[tokio::test]
async fn a_card_makes_a_phone_an_e_cps_without_any_code_by_sms_or_mail() {
    let banc = Banc::neuf(1);
    let code = montre(&banc, ALBA).await;
    assert_eq!(etat(&banc, &code, ALBA).await, EtatCarte::EnAttente);
    let mut telephone = Telephone::neuf("telephone-1");
    telephone.lire_code(&banc.ctx(), &code.lien.texte()).await.unwrap();
    assert_eq!(etat(&banc, &code, ALBA).await, EtatCarte::Lu);
    banc.ensuite().await;
    assert!(banc.dehors.sms.lock().unwrap().is_empty() && banc.dehors.courriels.lock().unwrap().is_empty());
    telephone.choisir_code(&banc.ctx(), CODE).await.unwrap();
    assert_eq!(telephone.carte().unwrap().identifiant, ALBA);
    assert_eq!(etat(&banc, &code, ALBA).await, EtatCarte::Active);
    assert_eq!(banc.journal.field("ecps.enrolee", "par").as_deref(), Some("carte"));
    banc.ensuite().await;
    assert_eq!(banc.dehors.courriels.lock().unwrap()[0].0, "Votre e-CPS est activée", "and the person is told");

    let demande = banc.ouvrir(ALBA).await;
    telephone.regarder(&banc.ctx()).await.unwrap();
    telephone.approuver(&banc.ctx(), &demande.id, &demande.nombre, CODE).await.unwrap();
}

// requirement: MIE-17 M14
#[tokio::test]
async fn a_code_of_a_screen_serves_one_phone_and_for_ninety_seconds() {
    let banc = Banc::neuf(1);
    let code = montre(&banc, ALBA).await;
    banc.horloge.advance(Seconds(89));
    let mut premier = Telephone::neuf("telephone-1");
    premier.lire_code(&banc.ctx(), &code.lien.texte()).await.unwrap();
    let mut second = Telephone::neuf("telephone-2");
    assert_eq!(mot(second.lire_code(&banc.ctx(), &code.lien.texte()).await), "code_carte_perime");
    assert!(matches!(second.etape, Etape::Vierge));

    let tard = montre(&banc, ALBA).await;
    banc.horloge.advance(Seconds(90));
    assert_eq!(mot(second.lire_code(&banc.ctx(), &tard.lien.texte()).await), "code_carte_perime");
    assert_eq!(etat(&banc, &tard, ALBA).await, EtatCarte::Perime);
    let personne: IdentifiantNational = ALBA.parse().unwrap();
    assert!(banc.activations.code_montre(&tard.activation, &personne).await.unwrap().is_none());
    premier.choisir_code(&banc.ctx(), CODE).await.expect("who read it in time has ten minutes for the PIN");
}

#[tokio::test]
async fn of_two_phones_that_read_at_one_moment_one_enrols() {
    let banc = Banc::neuf(1);
    let code = montre(&banc, ALBA).await;
    let lu = ecps::CodeLu { code: code.lien.code.clone() };
    let lus = futures::future::join_all((0..8).map(|_| banc.activations.lire_carte(&lu))).await;
    assert_eq!(lus.iter().filter(|lu| lu.is_ok()).count(), 1);
}

// requirement: M14
#[tokio::test]
async fn only_a_card_shown_a_moment_ago_shows_a_code() {
    let banc = Banc::neuf(1);
    assert!(ouvrir(&banc, &preuve(&banc, ALBA, MoyenKind::Ecps)).await == ParCarte::CarteDemandee);
    let carte = preuve(&banc, ALBA, MoyenKind::Carte);
    banc.horloge.advance(FRAICHE);
    assert!(ouvrir(&banc, &carte).await == ParCarte::CarteDemandee, "the screen may be somebody else's by now");
    assert!(!actes(&banc.journal).contains_key("ecps.activation.par_carte"));
}

// requirement: NOT-05
#[tokio::test]
async fn a_card_does_not_shorten_the_delays_of_the_registry() {
    let banc = Banc::neuf(1);
    let des = ambient::Timestamp::from_seconds(1_900_003_600);
    assert!(ouvrir(&banc, &preuve(&banc, TROP_TOT, MoyenKind::Carte)).await == ParCarte::PasAvant(des));
    banc.horloge.advance(Seconds::hours(1));
    montre(&banc, TROP_TOT).await;
}

#[tokio::test]
async fn a_code_is_shown_to_whose_it_is_and_cannot_be_reckoned_from_its_name() {
    let banc = Banc::neuf(1);
    let code = montre(&banc, ALBA).await;
    let brice: IdentifiantNational = BRICE.parse().unwrap();
    assert!(banc.activations.code_montre(&code.activation, &brice).await.unwrap().is_none());
    assert_eq!(etat(&banc, &code, BRICE).await, EtatCarte::Perime);
    for autre in [String::new(), ".".to_owned(), format!("{}.", code.activation), format!("{}.x", code.activation)] {
        let lu = banc.activations.lire_carte(&ecps::CodeLu { code: autre.clone() }).await;
        assert!(matches!(lu, Err(EcpsError::CodeCartePerime)), "{autre}");
    }
    let mut telephone = Telephone::neuf("telephone-1");
    let ailleurs = code.lien.texte().replace("wallet.test", "autre.test");
    assert_eq!(telephone.lire_code(&banc.ctx(), "https://ailleurs.test/").await.unwrap_err(), Refus::PasUnCode);
    assert_eq!(telephone.lire_code(&banc.ctx(), &ailleurs).await.unwrap_err(), Refus::CleSubstituee);
}

// requirement: M19
#[tokio::test]
async fn strangers_who_use_up_a_person_s_activations_by_codes_leave_the_card() {
    let banc = Banc::neuf(1);
    for n in 0..20 {
        let source = Source::from(std::net::IpAddr::from([198, 51, 100, n]));
        let _ = banc.activations.ouvrir(ALBA, source).await;
    }
    assert!(matches!(banc.activations.ouvrir(ALBA, source()).await, Err(EcpsError::TropDActivations)));
    montre(&banc, ALBA).await;
}

// requirement: MIE-09 MIE-15
#[tokio::test]
async fn the_holder_of_the_card_of_a_structure_has_an_e_cps_under_the_number_of_that_card() {
    let banc = Banc::neuf(1);
    for porteur in ["3690990015/CPET0002", "3690990015/CPED0001", "599999999800019/CPAT0001"] {
        banc.dehors.porteurs.lock().unwrap().push(porteur.to_owned());
        let code = montre(&banc, porteur).await;
        let mut telephone = Telephone::neuf(format!("telephone de {porteur}"));
        telephone.lire_code(&banc.ctx(), &code.lien.texte()).await.unwrap();
        telephone.choisir_code(&banc.ctx(), CODE).await.unwrap();
        // typed as people do, on the login page
        let demande = banc.ouvrir(&porteur.to_lowercase().replace('/', " / ")).await;
        telephone.regarder(&banc.ctx()).await.unwrap();
        telephone.approuver(&banc.ctx(), &demande.id, &demande.nombre, CODE).await.unwrap();
        let prise = banc.demandes.prendre(&demande.id).await.unwrap();
        assert_eq!(prise.preuve.personne.to_string(), porteur);

        let autre = banc.active(porteur).await;
        assert_eq!(autre.carte().unwrap().identifiant, porteur, "and by two codes too");
    }
}

// requirement: X03 M14
#[tokio::test]
async fn a_card_whose_revocation_data_were_too_old_gives_no_e_cps() {
    let banc = Banc::neuf(1);
    let late = Authentication { plafond: Some(oidc::Acr::Eidas2), ..preuve(&banc, ALBA, MoyenKind::Carte) };
    assert!(matches!(ouvrir(&banc, &late).await, ParCarte::CarteDemandee));
}
