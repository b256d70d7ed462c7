use http::StatusCode;

use super::browser::Navigateur;
use super::maison::{CARTE, Maison};
use crate::fakes::FakeAnnuaire;

/// Follows the card link of the login page; the answer of the card host.
async fn show(
    maison: &Maison,
    browser: &mut Navigateur,
    card: Option<&'static str>,
) -> (String, super::browser::Answer) {
    let (path, page) = browser.begin(maison, "").await;
    let link = path.replace("/connexion/", "/carte/");
    assert!(page.html.contains(&format!(r#"href="{CARTE}{link}""#)));
    browser.card = card;
    let answer = Navigateur { card, ..Navigateur::default() }.get(&maison.carte, &link).await;
    (path, answer)
}

#[tokio::test]
async fn a_card_signs_in_over_both_hosts() {
    let maison = Maison::new().await;
    let mut browser = Navigateur::default();
    let (path, read) = show(&maison, &mut browser, Some("CPS 899900000011")).await;
    let ticket = read.location().strip_prefix("https://wallet.test").unwrap().to_owned();
    assert!(ticket.starts_with(&format!("{path}/carte?ticket=")));

    let stolen = Navigateur::default().get(&maison.authorization, &ticket).await;
    assert_eq!(stolen.status, StatusCode::FORBIDDEN);
    assert!(stolen.location().is_empty());

    let back = browser.get(&maison.authorization, &ticket).await;
    assert!(back.parameter("code").is_some());
    let again = browser.get(&maison.authorization, &ticket).await;
    assert_eq!(again.location(), path, "a ticket serves once");
}

#[tokio::test]
async fn a_card_that_does_not_do_gets_a_page_that_says_what_to_do() {
    let maison = Maison::new().await;
    for (card, words) in [
        (None, "Aucune carte n’a été lue"),
        (Some("old"), "Cette carte est arrivée à sa date de fin"),
        (Some("CPS 899900000037"), "Le répertoire ne connaît pas le porteur de cette carte"),
    ] {
        let (path, page) = show(&maison, &mut Navigateur::default(), card).await;
        assert_eq!(page.status, StatusCode::FORBIDDEN);
        assert!(page.html.contains(words), "{words}");
        assert!(page.html.contains(&format!(r#"href="https://wallet.test{path}""#)), "the phone remains");
    }
}

// requirement: O03
#[tokio::test]
async fn a_card_needs_the_registry() {
    let maison = Maison::new().await;
    maison.issuer.annuaire.set_down(true);
    let (_, page) = show(&maison, &mut Navigateur::default(), Some("CPS 899900000011")).await;
    assert_eq!(page.status, StatusCode::SERVICE_UNAVAILABLE);
    maison.issuer.annuaire.set_down(false);
    maison.issuer.annuaire.forget(&FakeAnnuaire::aide_soignante("899900000011", &[]).identifiant);
    let (_, page) = show(&maison, &mut Navigateur::default(), Some("CPS 899900000011")).await;
    assert_eq!(page.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn two_tickets_are_none_and_the_page_says_what_to_do() {
    let maison = Maison::new().await;
    let mut browser = Navigateur::default();
    let (path, _) = show(&maison, &mut browser, None).await;
    for query in ["?ticket=a&ticket=b", "?ticket=%FF", ""] {
        let page = browser.get(&maison.authorization, &format!("{path}/carte{query}")).await;
        assert_eq!(page.status, StatusCode::BAD_REQUEST, "{query}");
        assert!(page.html.contains("La lecture de votre carte a trop attendu"), "{query}");
    }
}
