use carte_cps::RefusCarte;
use idp_core::carte::RefusLecture;
use idp_core::interaction::LoginError;
use idp_core::port::PortError;
use pages::Langue;

use super::key;
use crate::autorisation::difference::Difference;
use crate::textes::TEXTES;

fn has(key: &str) {
    for langue in Langue::TOUTES {
        assert!(TEXTES.texte(langue, key, &[]).is_some(), "{key} is missing in {langue:?}");
    }
}

#[test]
fn every_refused_card_has_its_words() {
    let port = || PortError::unavailable("test", "none");
    let mut refusals: Vec<RefusLecture> = [
        RefusCarte::AucuneCarte,
        RefusCarte::Illisible(String::new()),
        RefusCarte::EmetteurInconnu(String::new()),
        RefusCarte::Expiree,
        RefusCarte::PasEncoreValable,
        RefusCarte::Revoquee,
        RefusCarte::MauvaisUsage(""),
        RefusCarte::PolitiqueInconnue,
        RefusCarte::PasUneCarte(0),
        RefusCarte::CleFaible(String::new()),
        RefusCarte::CrlAbsente(String::new()),
        RefusCarte::CrlPerimee,
        RefusCarte::CarteDeTest,
        RefusCarte::CarteDeProduction,
        RefusCarte::IdentiteIllisible(""),
        RefusCarte::CarteDeService,
        RefusCarte::FamilleIncoherente,
    ]
    .map(RefusLecture::Carte)
    .into();
    refusals.extend([
        RefusLecture::Inconnue,
        RefusLecture::Desactivee,
        RefusLecture::MauvaisPorteur,
        RefusLecture::MoyenInsuffisant,
        RefusLecture::TropDEssais,
        RefusLecture::AnnuaireMuet(String::new()),
        RefusLecture::Port(port()),
    ]);
    for refusal in refusals {
        has(&format!("{}-titre", key(refusal.code())));
        has(&format!("{}-phrase", key(refusal.code())));
        has(&format!("conseil-{}", refusal.conseil().cle()));
    }
}

#[test]
fn every_stopped_login_has_its_words() {
    for error in [
        LoginError::Unknown,
        LoginError::OtherBrowser,
        LoginError::TropDEssais { until: None },
        LoginError::MoyenInsuffisant,
        LoginError::TicketPerime,
        LoginError::ClientSuspendu,
        LoginError::AnnuaireMuet(String::new()),
        LoginError::Port(PortError::unavailable("test", "none")),
    ] {
        for part in ["titre", "phrase", "suite"] {
            has(&format!("{}-{part}", key(error.code())));
        }
    }
}

#[test]
fn every_difference_has_its_words() {
    for difference in Difference::ALL {
        has(&format!("technique-{}", key(difference.code())));
    }
}
