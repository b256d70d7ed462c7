//! The pages of the support and of the GRADeS answer where they may work from; elsewhere nothing tells that they exist (R10).

use http::StatusCode;
use pages::Langue;
use pages::samples::faults;

use crate::decor::Decor;
use crate::guichets::autres::{GRADES, SUPPORT};

const CHEZ_EUX: &str = "192.0.2.7:50000";
const AILLEURS: [&str; 3] = ["192.0.3.7:50000", "[2001:db8:21::1]:50000", "[::1]:50000"];
const PAGES: [&str; 7] = [
    "/support",
    "/support/dossier",
    "/support/etat-civil",
    "/support/activite",
    "/support/gel",
    "/support/professions",
    "/grades",
];

async fn ferme() -> Decor {
    let mut decor = Decor::nouveau().await;
    decor.fermer_aux_autres_reseaux(&["192.0.2.0/24", "2001:db8:20::/48"]);
    decor
}

// requirement: R10
#[tokio::test]
async fn from_another_network_these_pages_are_answered_as_an_address_that_nobody_has() {
    let mut decor = ferme().await;
    decor.entrer_caducee(SUPPORT).await;
    for adresse in AILLEURS {
        let inconnue = decor.navigateur.lire_depuis(adresse, "/rien").await;
        assert_eq!(inconnue.statut, StatusCode::NOT_FOUND);
        for page in PAGES {
            let reponse = decor.navigateur.lire_depuis(adresse, page).await;
            let attendue = inconnue.html.replace("/rien", page);
            assert_eq!((reponse.statut, reponse.html), (StatusCode::NOT_FOUND, attendue), "{adresse} {page}");
        }
    }
    // nobody knows from where it comes
    assert_eq!(decor.navigateur.lire("/support").await.statut, StatusCode::NOT_FOUND);
    for adresse in [CHEZ_EUX, "[::ffff:192.0.2.7]:50000", "[2001:db8:20:1::1]:50000"] {
        assert_eq!(decor.navigateur.lire_depuis(adresse, "/support").await.statut, StatusCode::OK, "{adresse}");
    }
}

// requirement: R10
#[tokio::test]
async fn a_form_of_theirs_does_nothing_from_another_network() {
    let mut decor = ferme().await;
    decor.entrer_caducee(SUPPORT).await;
    let page = decor.navigateur.lire_depuis(CHEZ_EUX, "/support").await.html;
    let champs = [("action", "confirmer"), ("proposition", "p")];
    assert_eq!(decor.navigateur.envoyer("/support", &page, &champs).await.statut, StatusCode::NOT_FOUND);
}

// requirement: R10
#[tokio::test]
async fn there_their_people_are_led_nowhere_that_does_not_answer() {
    let mut decor = ferme().await;
    for (agent, page) in [(SUPPORT, "/support"), (GRADES, "/grades")] {
        decor.entrer_caducee(agent).await;
        assert_eq!(decor.navigateur.lire_depuis(CHEZ_EUX, "/").await.vers, page);
        let vers = decor.navigateur.lire_depuis(AILLEURS[0], "/").await.vers;
        assert_ne!(vers, page);
        let la = decor.navigateur.lire_depuis(AILLEURS[0], &vers).await.html;
        assert!(!la.contains(&format!(r#"href="{page}"#)), "{la}");
        decor.autre_navigateur();
    }
}

// requirement: R10
#[tokio::test]
async fn where_no_network_is_named_they_answer_everywhere() {
    let mut decor = Decor::nouveau().await;
    decor.entrer_caducee(SUPPORT).await;
    assert_eq!(decor.navigateur.lire("/support").await.statut, StatusCode::OK);
    assert_eq!(decor.navigateur.lire_depuis(AILLEURS[0], "/support").await.statut, StatusCode::OK);
}

#[tokio::test]
async fn an_address_that_nobody_has_is_a_page_in_both_languages() {
    let mut decor = Decor::nouveau().await;
    for (adresse, langue, titre) in [
        ("/rien", Langue::Fr, "Cette page n’existe pas"),
        ("/rien?ui_locales=en", Langue::En, "This page does not exist"),
    ] {
        let reponse = decor.navigateur.lire(adresse).await;
        assert_eq!(reponse.statut, StatusCode::NOT_FOUND);
        assert_eq!(faults(&reponse.html, langue), Vec::<String>::new());
        assert!(reponse.html.contains(titre) && reponse.html.contains(r#"href="/""#), "{}", reponse.html);
    }
    let envoi = decor.navigateur.envoyer("/rien", "", &[]).await;
    assert_eq!(envoi.statut, StatusCode::NOT_FOUND);
}
