use carte_cps::RefusListe;
use idp_core::carte::{Echec, Tolerance};
use pages::Samples;

use super::*;

const NOW: Timestamp = Timestamp::from_seconds(1_795_000_000);

fn vue(age: i64, left: i64) -> VueListe {
    let (faite, suivante) = (NOW.minus(Seconds(age)), NOW.plus(Seconds(left)));
    VueListe { numero: "01A1EE565E01".to_owned(), faite, suivante, lignes: 3 }
}

fn etat(broken: bool) -> EtatRevocations {
    let autorite = |nom: &str, sante, complete, delta| EtatAutorite { nom: nom.to_owned(), sante, complete, delta };
    let echec = Echec { refus: RefusListe::Signataire, depuis: NOW.minus(Seconds(90)), fois: 4 };
    EtatRevocations {
        le: NOW,
        autorites: match broken {
            false => vec![autorite("TEST FORT PERSONNES", Sante::AJour, Some(vue(60, 80_000)), Some(vue(1, 600)))],
            true => vec![
                autorite("TEST FORT PERSONNES", Sante::Perimee, Some(vue(90_000, -3_600)), None),
                autorite("TEST STANDARD PERSONNES", Sante::Absente, None, None),
            ],
        },
        sources: vec![EtatSource {
            nom: "http://localhost:8453/crl/fort-personnes.crl".to_owned(),
            reussie_le: Some(NOW.minus(Seconds(2))),
            echec: broken.then_some(echec),
        }],
        tolerance: match broken {
            false => Tolerance::default(),
            true => Tolerance { eidas2: Seconds(3_600), eidas1: Seconds::hours(4), ..Tolerance::default() },
        },
    }
}

impl Samples for Revocations {
    fn samples(langue: Langue) -> Vec<(&'static str, Self)> {
        let cadre = || Cadre::new(langue, &TEXTES, "Exploitation").a_l_adresse(routes::REVOCATIONS);
        vec![("tout va bien", Self::new(cadre(), &etat(false))), ("rien ne va", Self::new(cadre(), &etat(true)))]
    }
}

#[test]
fn the_page_renders_in_both_languages() {
    pages::samples::check::<Revocations>().unwrap();
}

// requirement: X03
#[test]
fn an_operator_sees_what_is_late_and_what_lies() {
    let page = |broken| Revocations::new(Cadre::new(Langue::Fr, &TEXTES, ""), &etat(broken)).render().unwrap();
    let (good, bad) = (page(false), page(true));
    assert!(good.contains("Tout est à jour") && !good.contains("revocation.signataire"));
    assert!(good.contains("refusée dès la fin de la liste") && !good.contains("acceptée encore"));
    for said in [
        "acceptée encore 60 min",
        "TEST FORT PERSONNES, TEST STANDARD PERSONNES",
        "Périmée",
        "Absente",
        "revocation.signataire",
        "signée par aucune autorité",
        "4 fois",
    ] {
        assert!(bad.contains(said), "{said}");
    }
}
