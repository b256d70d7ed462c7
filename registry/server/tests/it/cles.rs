//! Who may ask.

use annuaire::Refus;
use http::{StatusCode, header};

use crate::maison::{ALBA, Maison, corps};

const EVENEMENTS: &str = "/v1/evenements?apres=0";

#[tokio::test]
async fn without_a_known_key_nothing_is_told() {
    let maison = Maison::ouvrir().await;
    for (cle, code, defi) in [
        (None, "cle_absente", "Bearer realm=\"registre\""),
        (Some("Basic Y2xlOg=="), "cle_absente", "Bearer realm=\"registre\""),
        (Some("Bearer cle-inventee"), "cle_inconnue", "Bearer realm=\"registre\", error=\"invalid_token\""),
        (Some("Bearer "), "cle_inconnue", "Bearer realm=\"registre\", error=\"invalid_token\""),
    ] {
        for chemin in [ALBA, &format!("{ALBA}/correspondance"), EVENEMENTS, "/v1/personnes/not-one"] {
            let reponse = maison.demander(chemin, cle).await;
            assert_eq!(reponse.status(), StatusCode::UNAUTHORIZED, "{chemin} {cle:?}");
            assert_eq!(reponse.headers()[header::WWW_AUTHENTICATE], defi);
            assert_eq!(corps::<Refus>(reponse).await.code, code);
        }
    }
}

// requirement: COL-15 R01
#[tokio::test]
async fn a_key_opens_its_own_right_only() {
    let maison = Maison::ouvrir().await;
    let correspondance = format!("{ALBA}/correspondance");
    for (chemin, droit) in [(ALBA, "lecture"), (&correspondance, "correspondance"), (EVENEMENTS, "evenements")] {
        for autre in ["lecture", "correspondance", "evenements"] {
            let reponse = maison.demander(chemin, Some(&format!("Bearer cle-{autre}"))).await;
            if autre == droit {
                assert_eq!(reponse.status(), StatusCode::OK, "{chemin}");
                continue;
            }
            assert_eq!(reponse.status(), StatusCode::FORBIDDEN, "{chemin} {autre}");
            let defi = reponse.headers()[header::WWW_AUTHENTICATE].to_str().unwrap().to_owned();
            assert!(defi.contains("insufficient_scope") && defi.contains(droit), "{defi}");
            assert_eq!(corps::<Refus>(reponse).await.code, "droit_absent");
        }
    }
}

#[tokio::test]
async fn the_configuration_holds_no_key() {
    let dossier = tempfile::tempdir().unwrap();
    let config = crate::maison::config(&dossier);
    assert!(!format!("{config:?}").contains("cle-lecture"));
}
