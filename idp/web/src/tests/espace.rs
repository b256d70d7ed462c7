use ecps::CodeLu;
use http::StatusCode;
use idp_core::ecps::{AppareilEtat, DemandeEtat};
use idp_core::journal::{Acte, Journal as _, event};

use super::browser::{Answer, Navigateur};
use super::maison::Maison;
use crate::fakes::ALBA;

const WALLET: &str = "https://wallet.test";

impl Navigateur {
    /// Into the space, by the phone; its page.
    pub(super) async fn enter_space(&mut self, maison: &Maison, number: &str) -> Answer {
        let sent = self.get(&maison.authorization, "/espace").await;
        assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.html);
        let path = sent.location().to_owned();
        let csrf = self.get(&maison.authorization, &path).await.csrf();
        self.post(&maison.authorization, &format!("{path}/numero"), &[("csrf", &csrf), ("numero", number)]).await;
        maison.telephone.answer(DemandeEtat::Approuvee);
        let back = self.post(&maison.authorization, &format!("{path}/suite"), &[("csrf", &csrf)]).await;
        assert_eq!(back.location(), format!("{WALLET}/espace"), "no code, no client: {}", back.html);
        self.get(&maison.authorization, "/espace").await
    }

    /// By the card; the last page.
    pub(super) async fn by_card(&mut self, maison: &Maison, path: &str) -> Answer {
        let sent = self.get(&maison.authorization, path).await;
        let login = sent.location().to_owned();
        self.card = Some("CPS 899900000011");
        let read = self.get(&maison.carte, &login.replace("/connexion/", "/carte/")).await;
        let ticket = read.location().strip_prefix(WALLET).expect("a ticket").to_owned();
        let back = self.get(&maison.authorization, &ticket).await;
        assert_eq!(back.location(), format!("{WALLET}{path}"), "{}", back.html);
        self.get(&maison.authorization, path).await
    }
}

// requirement: S10 M24
#[tokio::test]
async fn whoever_comes_to_their_space_signs_in_and_sees_what_is_theirs() {
    let maison = Maison::new().await;
    let mut browser = Navigateur::default();
    let page = browser.enter_space(&maison, ALBA).await;
    assert_eq!(page.status, StatusCode::OK);
    for words in ["ALBA FICTIF-ROUX", "Mes sessions", "Ici", "par e-CPS", "192.0.2.7", "Votre espace Caducée"] {
        assert!(page.html.contains(words), "{words}");
    }
    assert!(!maison.issuer.journal.events().contains(&"authorization.granted"), "the space gets no code");
    let again = Navigateur::default().get(&maison.authorization, "/espace?error=access_denied").await;
    assert!(again.html.contains("Vous n’êtes pas dans votre espace"), "the way back from the login is not the login");
}

// requirement: S10
#[tokio::test]
async fn a_session_is_closed_from_another_browser_and_the_own_one_leaves() {
    let maison = Maison::new().await;
    let (mut here, mut there) = (Navigateur::default(), Navigateur::default());
    there.enter_space(&maison, ALBA).await;
    let page = here.enter_space(&maison, ALBA).await;
    let (csrf, sessions) = (page.csrf(), values(&page, "session"));
    assert_eq!(sessions.len(), 2);
    let (own, other) = (&sessions[0], &sessions[1]);
    let closed =
        here.post(&maison.authorization, "/espace/sessions/fermer", &[("csrf", &csrf), ("session", other)]).await;
    assert_eq!(closed.location(), "/espace?fait=session");
    assert!(here.get(&maison.authorization, closed.location()).await.html.contains("La session est fermée."));
    assert_eq!(there.get(&maison.authorization, "/espace").await.status, StatusCode::SEE_OTHER, "signed out");
    let left = here.post(&maison.authorization, "/espace/sessions/fermer", &[("csrf", &csrf), ("session", own)]).await;
    assert!(left.html.contains("Vous avez fermé la session de ce navigateur"));
    assert!(!here.cookies.contains_key("__Host-caducee-esante-wallet-session"));
}

// requirement: A14
#[tokio::test]
async fn a_form_of_the_space_without_its_token_ends_nothing() {
    let maison = Maison::new().await;
    let mut browser = Navigateur::default();
    let page = browser.enter_space(&maison, ALBA).await;
    maison.fakes.with_phone(ALBA).await;
    let session = values(&page, "session").remove(0);
    for path in [
        "sessions/fermer",
        "services/fermer",
        "cartes/fermer",
        "tout-fermer",
        "e-cps/arreter",
        "e-cps/tester",
        "e-cps/activer",
    ] {
        for token in ["", "forged"] {
            let fields =
                [("csrf", token), ("session", &session), ("motif", "vol"), ("service", "dui"), ("moyens", "oui")];
            let refused = browser.post(&maison.authorization, &format!("/espace/{path}"), &fields).await;
            assert_eq!(refused.status, StatusCode::FORBIDDEN, "{path}");
        }
    }
    assert_eq!(browser.get(&maison.authorization, "/espace").await.status, StatusCode::OK);
    assert_eq!(maison.fakes.dehors.appareils.lock().unwrap()[0].etat, AppareilEtat::Actif);
}

// requirement: S10 S11
#[tokio::test]
async fn everything_closes_in_one_act_and_the_page_says_what_did() {
    for (moyens, words) in [("", "servent encore"), ("oui", "ne servent plus")] {
        let maison = Maison::new().await;
        let (mut here, mut there) = (Navigateur::default(), Navigateur::default());
        there.enter_space(&maison, ALBA).await;
        here.enter_space(&maison, ALBA).await;
        maison.fakes.with_phone(ALBA).await;
        let csrf = here.get(&maison.authorization, "/espace/tout-fermer").await.csrf();
        maison.issuer.clock.advance(ambient::Seconds(1));
        let closed =
            here.post(&maison.authorization, "/espace/tout-fermer", &[("csrf", &csrf), ("moyens", moyens)]).await;
        assert!(closed.status == StatusCode::OK && closed.html.contains(words), "{}", closed.html);
        for browser in [&mut here, &mut there] {
            assert_eq!(browser.get(&maison.authorization, "/espace").await.status, StatusCode::SEE_OTHER);
        }
        let etat = maison.fakes.dehors.appareils.lock().unwrap()[0].etat;
        assert_eq!(etat == AppareilEtat::Revoque, moyens == "oui");
    }
}

// requirement: MIE-06 MIE-17 M14
#[tokio::test]
async fn the_code_of_an_activation_is_shown_after_a_card_alone_and_says_what_became_of_it() {
    let maison = Maison::new().await;
    let mut browser = Navigateur::default();
    browser.enter_space(&maison, ALBA).await;
    let page = browser.by_card(&maison, "/espace/e-cps/activer").await;
    assert!(page.html.contains("Votre carte a été lue."), "{}", page.html);
    let csrf = page.csrf();
    let shown = browser.post(&maison.authorization, "/espace/e-cps/activer", &[("csrf", &csrf)]).await;
    let address = shown.location().to_owned();
    let code = browser.get(&maison.authorization, &address).await;
    assert!(code.html.contains(r#"<svg class="qr""#) && code.html.contains("qui le lit le premier"));
    let link = code.html.split(r#"id="lien-code">"#).nth(1).unwrap().split('<').next().unwrap();
    let (_, secret) = link.split_once('#').expect("the code is in the fragment");
    let etat = format!("{address}/etat");
    assert_eq!(browser.get(&maison.authorization, &etat).await.status, StatusCode::NO_CONTENT);
    let read = maison.activations.lire_carte(&CodeLu { code: secret.to_owned() }).await.unwrap();
    assert_eq!(read.identifiant, ALBA);
    assert_eq!(browser.get(&maison.authorization, &etat).await.status, StatusCode::RESET_CONTENT);
    for (language, words) in [("", "Un téléphone a lu le code."), ("?ui_locales=en", "A phone has read the code.")] {
        let read = browser.get(&maison.authorization, &format!("{address}{language}")).await;
        assert!(read.html.contains(words), "{}", read.html);
        let poll = read.html.split(r#"data-poll=""#).nth(1).unwrap().split('"').next().unwrap();
        let poll = poll.replace("&#38;", "&").replace("&amp;", "&");
        let waits = browser.get(&maison.authorization, &poll).await.status;
        assert_eq!(waits, StatusCode::NO_CONTENT, "{poll}: the page is not loaded again and again");
    }

    let mut stranger = Navigateur::default();
    stranger.enter_space(&maison, crate::fakes::BRICE).await;
    let theirs = stranger.get(&maison.authorization, &address).await;
    assert!(theirs.html.contains("Ce code ne sert plus") && !theirs.html.contains("<svg class=\"qr\""));
}

#[tokio::test]
async fn a_code_that_nobody_read_in_ninety_seconds_is_gone_from_the_screen() {
    let maison = Maison::new().await;
    let mut browser = Navigateur::default();
    browser.enter_space(&maison, ALBA).await;
    let csrf = browser.by_card(&maison, "/espace/e-cps/activer").await.csrf();
    let shown = browser.post(&maison.authorization, "/espace/e-cps/activer", &[("csrf", &csrf)]).await;
    maison.issuer.clock.advance(ambient::Seconds(90));
    let gone = browser.get(&maison.authorization, shown.location()).await;
    assert!(gone.html.contains("Ce code ne sert plus") && !gone.html.contains("lien-code"));
    maison.issuer.clock.advance(ambient::Seconds::minutes(5));
    let later = browser.get(&maison.authorization, "/espace/e-cps/activer").await;
    assert!(later.location().starts_with("/connexion/"), "an old proof by card shows nothing");
}

#[tokio::test]
async fn a_trial_of_the_e_cps_shows_the_number_and_what_came_of_it() {
    let maison = Maison::new().await;
    let mut browser = Navigateur::default();
    let csrf = browser.enter_space(&maison, ALBA).await.csrf();
    maison.fakes.with_phone(ALBA).await;
    let sent = browser.post(&maison.authorization, "/espace/e-cps/tester", &[("csrf", &csrf)]).await;
    let address = sent.location().to_owned();
    let waiting = browser.get(&maison.authorization, &address).await;
    assert!(waiting.html.contains("Rien ne sera ouvert.") && waiting.html.contains("digits__one"));
    assert_eq!(browser.get(&maison.authorization, &format!("{address}/etat")).await.status, StatusCode::NO_CONTENT);
    maison.fakes.dehors.ensuite().await;
    assert_eq!(maison.fakes.dehors.reveils.lock().unwrap().len(), 1, "the phone rang");
    maison.issuer.clock.advance(ambient::Seconds(120));
    assert_eq!(browser.get(&maison.authorization, &format!("{address}/etat")).await.status, StatusCode::RESET_CONTENT);
    let silent = browser.get(&maison.authorization, &address).await;
    assert!(silent.html.contains("Votre téléphone n’a pas répondu"));
    let mut stranger = Navigateur::default();
    stranger.enter_space(&maison, crate::fakes::BRICE).await;
    assert_eq!(stranger.get(&maison.authorization, &address).await.location(), "/espace", "nobody else's trial");
}

// requirement: M15 S10
#[tokio::test]
async fn what_opened_this_very_session_is_ended_and_the_page_says_so() {
    let maison = Maison::new().await;
    maison.fakes.with_phone(ALBA).await;
    let mut by_phone = Navigateur::default();
    by_phone.enter_space(&maison, ALBA).await;
    let csrf = by_phone.get(&maison.authorization, "/espace/e-cps/arreter").await.csrf();
    let fields = [("csrf", csrf.as_str()), ("motif", "perte")];
    let ended = by_phone.post(&maison.authorization, "/espace/e-cps/arreter", &fields).await;
    assert!(ended.html.contains("Votre e-CPS est arrêtée") && ended.html.contains("celle de ce navigateur aussi"));
    assert!(!by_phone.cookies.contains_key("__Host-caducee-esante-wallet-session"));

    let mut by_card = Navigateur::default();
    let page = by_card.by_card(&maison, "/espace").await;
    let (csrf, card) = (page.csrf(), values(&page, "carte").remove(0));
    let fields = [("csrf", csrf.as_str()), ("carte", card.as_str())];
    let ended = by_card.post(&maison.authorization, "/espace/cartes/fermer", &fields).await;
    assert!(ended.html.contains("Les sessions de cette carte sont fermées"), "{}", ended.html);
    assert_eq!(by_card.get(&maison.authorization, "/espace").await.status, StatusCode::SEE_OTHER);
}

// requirement: M24 S10
#[tokio::test]
async fn the_whole_history_is_read_sheet_after_sheet_and_nobody_else_s() {
    let maison = Maison::new().await;
    let (mut here, mut stranger) = (Navigateur::default(), Navigateur::default());
    stranger.enter_space(&maison, crate::fakes::BRICE).await;
    here.enter_space(&maison, ALBA).await;
    for rank in 0..70 {
        let acte = Acte::new(event::ECPS_APPROVED).with("personne.id", ALBA).with("source", format!("fait n° {rank}."));
        maison.issuer.journal.record(acte).await.unwrap();
    }
    let (mut address, mut told, mut sheets) = ("/espace".to_owned(), String::new(), 0);
    loop {
        let sheet = here.get(&maison.authorization, &address).await;
        assert_eq!(sheet.status, StatusCode::OK);
        told.push_str(&sheet.html);
        sheets += 1;
        let Some(next) = sheet.html.split(r#"href="/espace/historique?"#).nth(1) else { break };
        address = format!("/espace/historique?{}", next.split('"').next().unwrap());
    }
    assert_eq!(sheets, 3);
    for rank in 0..70 {
        assert_eq!(told.matches(&format!("fait n° {rank}.")).count(), 1, "{rank}");
    }
    assert!(!stranger.get(&maison.authorization, "/espace/historique").await.html.contains("fait n°"));
}

/// The values of the hidden fields of this name, in their order.
fn values(page: &Answer, name: &str) -> Vec<String> {
    let before = format!(r#"name="{name}" value=""#);
    page.html.split(&before).skip(1).map(|rest| rest.split('"').next().unwrap().to_owned()).collect()
}
