use std::sync::Arc;

use ambient::{ExposeSecret, Seconds, Timestamp};
use carte_cps::{Famille, RefusCarte};
use oidc::Acr;

use super::*;
use crate::authorization::AuthorizationRequest;
use crate::fakes::{ALBA, FakeHouse};
use crate::interaction::{Browser, InteractionId, LoginError, Step};
use crate::moyen::MoyenKind;
use crate::stamp::{Stamps as _, SubjectKind};

/// Reads a chain of one text: `CPS 899900000011`, or a refusal by its first word.
struct Authorities;

impl VerificationCarte for Authorities {
    fn verifier(&self, chaine: &[Vec<u8>], _now: Timestamp) -> Result<CarteLue, RefusCarte> {
        let text = std::str::from_utf8(&chaine[0]).unwrap();
        let Some((kind, number)) = text.split_once(' ') else { return Err(RefusCarte::Expiree) };
        let famille = if kind == "CPE" { Famille::Etablissement } else { Famille::Cps };
        let plafond = (kind == "LATE").then_some(Acr::Eidas2);
        Ok(CarteLue { identifiant: number.parse().unwrap(), famille, moyen: "issuer:01".into(), plafond })
    }

    fn reconnaitre(&self, certificat: &[u8]) -> Result<CarteLue, RefusCarte> {
        self.verifier(&[certificat.to_vec()], Timestamp::from_millis(0))
    }
}

struct Desk {
    house: FakeHouse,
    lecture: Lecture,
    browser: Browser,
    id: InteractionId,
}

async fn desk() -> Desk {
    desk_for(None).await
}

/// Of a service that asks for a level.
async fn desk_for(floor: Option<Acr>) -> Desk {
    let house = FakeHouse::new().await;
    let lecture = Lecture::new(LectureDeps {
        ambient: house.ambient.clone(),
        rest: house.rest.clone(),
        autorites: Arc::new(Authorities),
        interactions: house.interactions.clone(),
        tickets: house.tickets.clone(),
        annuaire: house.annuaire.clone(),
        compteurs: house.compteurs.clone(),
        stamps: house.stamps.clone(),
        journal: house.journal.clone(),
    });
    let source = "192.0.2.7".parse().unwrap();
    let mut browser = Browser { interaction: None, session: None, navigateur: None, source, agent: String::new() };
    let request = AuthorizationRequest { acr_floor: floor, ..house.request() };
    let stepped = house.logins.begin(request, &browser).await.unwrap();
    browser.interaction = stepped.cookies.interaction;
    let Step::Page(id) = stepped.step else { panic!("nobody is signed in") };
    Desk { house, lecture, browser, id }
}

impl Desk {
    async fn read(&self, card: &str) -> Result<String, RefusLecture> {
        let chain: Vec<Vec<u8>> = if card.is_empty() { vec![] } else { vec![card.as_bytes().to_vec()] };
        let ticket = self.lecture.lire(&self.id, &chain, self.browser.source).await?;
        Ok(ticket.expose_secret().to_owned())
    }

    async fn bring(&self, ticket: &str) -> Result<bool, LoginError> {
        let stepped = self.house.logins.with_ticket(&self.id, ticket, &self.browser).await?;
        Ok(stepped.leaves())
    }
}

#[tokio::test]
async fn a_card_signs_its_holder_in() {
    let desk = desk().await;
    let ticket = desk.read("CPS 899900000011").await.unwrap();
    assert!(desk.bring(&ticket).await.unwrap());
    assert_eq!(desk.house.journal.field("login.succeeded", "means").as_deref(), Some(MoyenKind::Carte.auth_mode()));
    assert_eq!(desk.house.journal.field("login.succeeded", "personne.id").as_deref(), Some(ALBA));
}

#[tokio::test]
async fn a_ticket_serves_once_and_for_a_minute() {
    let first = desk().await;
    let ticket = first.read("CPS 899900000011").await.unwrap();
    first.house.clock.advance(Seconds(60));
    assert!(matches!(first.bring(&ticket).await, Err(LoginError::TicketPerime)));

    let second = desk().await;
    let ticket = second.read("CPS 899900000011").await.unwrap();
    second.house.annuaire.set_down(true);
    assert!(matches!(second.bring(&ticket).await, Err(LoginError::AnnuaireMuet(_))));
    assert!(matches!(second.bring(&ticket).await, Err(LoginError::Overtaken)));
}

#[tokio::test]
async fn a_ticket_serves_the_interaction_of_its_card_only() {
    let mut desk = desk().await;
    let ticket = desk.read("CPS 899900000011").await.unwrap();
    let again = desk.house.logins.begin(desk.house.request(), &desk.browser).await.unwrap();
    let Step::Page(other) = again.step else { panic!("nobody is signed in") };
    desk.id = other;
    assert!(matches!(desk.bring(&ticket).await, Err(LoginError::TicketPerime)));
}

// requirement: S09
#[tokio::test]
async fn a_ticket_is_worthless_in_another_browser() {
    let mut desk = desk().await;
    let ticket = desk.read("CPS 899900000011").await.unwrap();
    desk.browser.interaction = None;
    assert!(matches!(desk.bring(&ticket).await, Err(LoginError::OtherBrowser)));
}

#[tokio::test]
async fn a_card_that_does_not_hold_is_refused_and_recorded() {
    let desk = desk().await;
    assert!(matches!(desk.read("").await, Err(RefusLecture::Carte(RefusCarte::AucuneCarte))));
    assert!(matches!(desk.read("expired").await, Err(RefusLecture::Carte(RefusCarte::Expiree))));
    assert_eq!(desk.house.journal.field("login.failed", "reason").as_deref(), Some("CARTE_EXPIREE"));
    assert!(matches!(desk.read("CPS 899900000037").await, Err(RefusLecture::Inconnue)));
    desk.house.annuaire.set_down(true);
    assert!(matches!(desk.read("CPS 899900000011").await, Err(RefusLecture::AnnuaireMuet(_))));
    assert_eq!(desk.house.journal.events(), ["login.failed"; 4]);
}

// requirement: X03
#[tokio::test]
async fn a_card_that_was_once_stopped_stays_stopped_on_a_node_that_never_heard_of_it() {
    let desk = desk().await;
    desk.house.stamps.raise(&SubjectKind::Moyen.of("issuer:01"), desk.house.ambient.now()).await.unwrap();
    desk.house.clock.advance(Seconds(60));
    assert!(matches!(desk.read("CPS 899900000011").await, Err(RefusLecture::Carte(RefusCarte::Revoquee))));
}

// requirement: M19
#[tokio::test]
async fn a_good_card_is_read_however_many_bad_ones_its_network_has_shown() {
    let desk = desk().await;
    for _ in 0..200 {
        assert!(matches!(desk.read("expired").await, Err(RefusLecture::Carte(RefusCarte::Expiree))));
    }
    assert!(matches!(desk.read("expired").await, Err(RefusLecture::TropDEssais)));
    assert_eq!(desk.house.journal.events().len(), 200, "and the journal is not filled");
    let ticket = desk.read("CPS 899900000011").await.unwrap();
    assert!(desk.bring(&ticket).await.unwrap());
}

// requirement: X04
#[tokio::test]
async fn the_card_of_a_professional_needs_a_professional() {
    let desk = desk().await;
    let mut holder = crate::fakes::FakeAnnuaire::aide_soignante(ALBA, &[]);
    holder.porteur = annuaire::Porteur::PorteurDeCarte { structure: Box::default() };
    desk.house.annuaire.hold(holder);
    assert!(matches!(desk.read("CPS 899900000011").await, Err(RefusLecture::MauvaisPorteur)));
    assert!(desk.read("CPE 899900000011").await.is_ok());
}

#[tokio::test]
async fn a_card_is_not_read_for_a_login_that_is_over() {
    let desk = desk().await;
    let ticket = desk.read("CPS 899900000011").await.unwrap();
    desk.bring(&ticket).await.unwrap();
    assert!(matches!(desk.read("CPS 899900000011").await, Err(RefusLecture::Interaction(LoginError::Overtaken))));
}

// requirement: X03
#[tokio::test]
async fn data_that_are_too_old_for_the_level_that_is_asked_for_do_not_do() {
    let asking = desk_for(Some(Acr::Eidas3)).await;
    let refused = asking.read("LATE 899900000011").await;
    assert!(matches!(refused, Err(RefusLecture::Carte(RefusCarte::CrlPerimee))));
    assert!(asking.read("CPS 899900000011").await.is_ok());
    let content = desk_for(Some(Acr::Eidas2)).await;
    assert!(content.read("LATE 899900000011").await.is_ok());
}
