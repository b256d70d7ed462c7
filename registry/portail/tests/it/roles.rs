//! Each address of the portal against each kind of visitor: what is not theirs is neither shown nor done (R01).

use http::StatusCode;

use crate::decor::Decor;
use crate::guichets::autres::{GRADES, SUPPORT};
use crate::navigateur::Reponse;

/// Made from the routers: a route added there is tried here.
const ROUTES: &str = include_str!("../../../../docs/routes.md");
/// For everybody: the doors, the general terms, the public directory, and where the provider speaks with a token of its own.
const PORTES: [&str; 10] = [
    "/",
    "/adhesion/conditions",
    "/annuaire",
    "/connexion",
    "/connexion/preuve",
    "/connexion/retour",
    "/deconnexion",
    "/deconnexion/caducee",
    "/franceconnect",
    "/franceconnect/retour",
];

/// Which tells whoever directs a structure how to come in; nothing is sent there by a stranger.
const ADHERER: (&str, &str) = ("GET", "/adhesion");

/// `(method, address)` of everything behind a door, with identifiers that nobody gave to this visitor.
fn privees() -> Vec<(&'static str, String)> {
    let lignes = ROUTES.lines().filter(|ligne| ligne.contains("`registry/portail/"));
    let routes = lignes.filter_map(|ligne| {
        let mut cases = ligne.split('|').map(str::trim).skip(1);
        let (methodes, chemin) = (cases.next()?, cases.next()?.trim_matches('`'));
        Some((methodes, chemin.replace("{finess}", "690990114").replace("{id}", "d")))
    });
    let privees = routes.filter(|(_, chemin)| chemin.starts_with('/') && !PORTES.contains(&chemin.as_str()));
    let privees = privees.flat_map(|(methodes, chemin)| methodes.split(", ").map(move |une| (une, chemin.clone())));
    privees.filter(|une| (une.0, une.1.as_str()) != ADHERER).collect()
}

async fn demander(decor: &mut Decor, methode: &str, chemin: &str) -> Reponse {
    match methode {
        "GET" => decor.navigateur.lire(chemin).await,
        _ => decor.navigateur.envoyer(chemin, "", &[("personne", "899900000011"), ("structure", "690990114")]).await,
    }
}

/// Nothing was asked of the registry, but for what it keeps for this visitor.
fn rien_de_fait(decor: &Decor) -> bool {
    let (temoin, autres) = (&decor.registre, &decor.registre.autres);
    temoin.decisions.lock().unwrap().is_empty()
        && temoin.ajoutees.lock().unwrap().is_empty()
        && temoin.fins.lock().unwrap().is_empty()
        && autres.designees.lock().unwrap().is_empty()
        && autres.changes.lock().unwrap().is_empty()
        && autres.corrections.lock().unwrap().is_empty()
        && autres.civils.lock().unwrap().is_empty()
        && autres.cherches.lock().unwrap().is_empty()
}

// requirement: R01
#[tokio::test]
async fn who_is_not_signed_in_sees_the_doors_alone() {
    let mut decor = Decor::nouveau().await;
    let privees = privees();
    assert!(privees.len() > 40, "{privees:?}");
    for (methode, chemin) in privees {
        let reponse = demander(&mut decor, methode, &chemin).await;
        assert!(!reponse.statut.is_success(), "{methode} {chemin}: {} {}", reponse.statut, reponse.html);
        let porte = if chemin.starts_with(ADHERER.1) { ADHERER.1 } else { "/" };
        assert!(["", "/", porte].contains(&reponse.vers.as_str()), "{methode} {chemin}: {}", reponse.vers);
    }
    assert!(rien_de_fait(&decor));
}

// requirement: R01 GES-24
#[tokio::test]
async fn who_asks_to_be_registered_has_no_desk_no_space_and_no_support() {
    let mut decor = Decor::nouveau().await;
    decor.entrer_franceconnect("lina").await;
    // whoever directs a structure asks for its contract without a card (CON-09)
    let siennes = |chemin: &str| chemin.starts_with("/demande") || chemin.starts_with("/adhesion");
    for (methode, chemin) in privees().into_iter().filter(|(_, chemin)| !siennes(chemin)) {
        let reponse = demander(&mut decor, methode, &chemin).await;
        assert!(!reponse.statut.is_success(), "{methode} {chemin}: {} {}", reponse.statut, reponse.html);
    }
    assert!(rien_de_fait(&decor));
}

// requirement: R01
#[tokio::test]
async fn a_professional_without_a_right_is_told_so_at_the_desk_and_at_the_support() {
    let mut decor = Decor::nouveau().await;
    decor.entrer_caducee("899900000011").await;
    for chemin in ["/bureau", "/support", "/support/etat-civil", "/support/professions"] {
        let reponse = decor.navigateur.lire(chemin).await;
        assert_eq!(reponse.statut, StatusCode::FORBIDDEN, "{chemin}: {}", reponse.html);
    }
}

// requirement: R10
#[tokio::test]
async fn who_got_a_right_over_an_establishment_works_at_the_desk_and_hears_why_not_where_they_served() {
    for (agent, page) in [(SUPPORT, "/support"), (GRADES, "/grades")] {
        let mut decor = Decor::nouveau().await;
        decor.entrer_caducee(agent).await;
        assert_eq!(decor.navigateur.lire("/").await.vers, page);
        *decor.registre.autres.habilites.lock().unwrap() = true;
        assert_eq!(decor.navigateur.lire("/").await.vers, "/bureau", "{agent}");
        let bureau = decor.navigateur.lire("/bureau").await;
        assert_eq!(bureau.statut, StatusCode::OK);
        assert!(bureau.html.contains(r#"href="/bureau/droits""#), "{}", bureau.html);
        assert!(!bureau.html.contains(&format!(r#"href="{page}"#)), "{}", bureau.html);
        let refus = decor.navigateur.lire(page).await;
        assert_eq!(refus.statut, StatusCode::FORBIDDEN);
        assert!(refus.html.contains("Vous avez un droit sur un établissement"), "{}", refus.html);
    }
}

// requirement: R10
#[tokio::test]
async fn who_serves_everybody_comes_with_a_card() {
    for (agent, page) in [(SUPPORT, "/support"), (GRADES, "/grades")] {
        let mut decor = Decor::nouveau().await;
        *decor.caducee.identifiant.lock().unwrap() = agent.to_owned();
        decor.aller_retour("/connexion").await;
        assert_ne!(decor.navigateur.lire("/").await.vers, page, "with the e-CPS");
        let refus = decor.navigateur.lire(page).await;
        assert_eq!(refus.statut, StatusCode::FORBIDDEN);
        assert!(refus.html.contains("avec une carte, jamais avec l’e‑CPS"), "{}", refus.html);
    }
}
