//! facts/psc.md §4.4: `channel=CARD`.

use std::net::IpAddr;

use ambient::{ExposeSecret as _, Seconds};
use oidc::TokenResponse;

use super::{ALBA, BRICE, ask, form, house, poll};
use crate::carte::{DemandeVue, RefusReponse, ReponseCarte};
use crate::fakes::{FakeCards, FakeIssuer};
use crate::grant::Grants as _;
use crate::journal::event::{CARD_ANSWERED, CARD_WRONG_NUMBER, LOGIN_SUCCEEDED};
use crate::moyen::MoyenKind;
use crate::stamp::{Stamps as _, SubjectKind};

async fn asked(house: &FakeIssuer, personne: &str) -> String {
    let form = form("dui", &format!("login_hint={personne}&binding_message=47"));
    let accepted = ask(house, &form.replace("channel=MOBILE", "channel=CARD")).await;
    accepted.unwrap_or_else(|refusal| panic!("{refusal}")).auth_req_id.expose_secret().to_owned()
}

fn source() -> IpAddr {
    "192.0.2.9".parse().unwrap()
}

fn card(personne: &str) -> Vec<Vec<u8>> {
    vec![format!("CPS {personne}").into_bytes()]
}

async fn shown(house: &FakeIssuer, personne: &str) -> Option<DemandeVue> {
    house.ciba.cards().voir(&card(personne), source()).await.unwrap()
}

async fn answer(
    house: &FakeIssuer,
    personne: &str,
    vue: &DemandeVue,
    reponse: ReponseCarte,
) -> Result<(), RefusReponse> {
    house.ciba.cards().repondre(&card(personne), source(), (&vue.demande, &reponse)).await
}

fn yes(nombre: &str, situation: Option<&str>) -> ReponseCarte {
    ReponseCarte::Approuver { nombre: nombre.to_owned(), situation: situation.map(str::to_owned) }
}

async fn later(house: &FakeIssuer, id: &str) -> Result<TokenResponse, &'static str> {
    house.clock.advance(Seconds(6));
    poll(house, "dui", id).await
}

// requirement: M04
#[tokio::test]
async fn a_card_answers_with_the_number_of_the_services_screen() {
    let house = house().await;
    let id = asked(&house, ALBA).await;
    assert!(house.phones.shown().is_empty(), "no phone rings");
    assert_eq!(later(&house, &id).await.err(), Some("authorization_pending"));
    let vue = shown(&house, ALBA).await.expect("a request waits for this card");
    assert_eq!((vue.client.as_str(), vue.chiffres), ("Dossier résident", 2));
    assert!(shown(&house, BRICE).await.is_none(), "and for no other");
    let stolen = answer(&house, BRICE, &vue, yes("47", None)).await;
    assert!(matches!(stolen, Err(RefusReponse::Absente)), "{stolen:?}");
    let wrong = answer(&house, ALBA, &vue, yes("74", None)).await;
    assert!(matches!(wrong, Err(RefusReponse::NombreInexact)), "{wrong:?}");
    answer(&house, ALBA, &vue, yes("47", None)).await.unwrap();
    assert!(shown(&house, ALBA).await.is_none());
    assert!(matches!(answer(&house, ALBA, &vue, yes("47", None)).await, Err(RefusReponse::Absente)), "once");
    let tokens = later(&house, &id).await.unwrap();
    let session = tokens.session_state.as_deref().unwrap().into();
    let grant = house.grants.of_session(&session).await.unwrap().pop().unwrap();
    assert_eq!((grant.authentication.kind, grant.authentication.moyen.as_str()), (MoyenKind::Carte, FakeCards::MOYEN));
    assert_eq!(house.journal.field(LOGIN_SUCCEEDED, "means").as_deref(), Some("CARD"));
    assert!(house.journal.events().contains(&CARD_ANSWERED));
    assert_eq!(later(&house, &id).await.err(), Some("invalid_grant"), "spent");
}

// requirement: M07
#[tokio::test]
async fn three_wrong_numbers_and_a_refusal_are_no() {
    let house = house().await;
    let id = asked(&house, ALBA).await;
    let vue = shown(&house, ALBA).await.unwrap();
    for _ in 0..2 {
        assert!(matches!(answer(&house, ALBA, &vue, yes("00", None)).await, Err(RefusReponse::NombreInexact)));
    }
    assert!(matches!(answer(&house, ALBA, &vue, yes("00", None)).await, Err(RefusReponse::NombresEpuises)));
    let told: Vec<_> = house.journal.actes().into_iter().filter(|acte| acte.event == CARD_WRONG_NUMBER).collect();
    assert_eq!(told.iter().map(|acte| acte.fields["closed"] == true).collect::<Vec<_>>(), [false, false, true]);
    assert!(told.iter().all(|acte| acte.fields["personne.id"] == ALBA), "in their history");
    assert!(matches!(answer(&house, ALBA, &vue, yes("47", None)).await, Err(RefusReponse::Absente)));
    assert_eq!(later(&house, &id).await.err(), Some("access_denied"));

    let id = asked(&house, ALBA).await;
    let vue = shown(&house, ALBA).await.unwrap();
    answer(&house, ALBA, &vue, ReponseCarte::Refuser).await.unwrap();
    assert_eq!(later(&house, &id).await.err(), Some("access_denied"));
}

#[tokio::test]
async fn who_works_in_several_places_names_one_of_them() {
    let house = house().await;
    let id = asked(&house, BRICE).await;
    let vue = shown(&house, BRICE).await.unwrap();
    assert_eq!(vue.lieux.len(), 2);
    for place in [None, Some("elsewhere")] {
        assert!(matches!(answer(&house, BRICE, &vue, yes("47", place)).await, Err(RefusReponse::LieuAChoisir)));
    }
    let place = vue.lieux[1].situation.clone();
    answer(&house, BRICE, &vue, yes("47", Some(&place))).await.unwrap();
    let tokens = later(&house, &id).await.unwrap();
    let session = tokens.session_state.as_deref().unwrap().into();
    let grant = house.grants.of_session(&session).await.unwrap().pop().unwrap();
    assert_eq!(grant.situation.unwrap().as_str(), place);
}

#[tokio::test]
async fn a_newer_request_takes_the_place_and_time_ends_both() {
    let house = house().await;
    let first = asked(&house, ALBA).await;
    house.clock.advance(Seconds(1));
    let former = shown(&house, ALBA).await.unwrap();
    let second = asked(&house, ALBA).await;
    assert!(matches!(answer(&house, ALBA, &former, yes("47", None)).await, Err(RefusReponse::Absente)));
    assert_eq!(later(&house, &first).await.err(), Some("access_denied"));
    let vue = shown(&house, ALBA).await.unwrap();
    house.clock.advance(Seconds(120));
    assert!(shown(&house, ALBA).await.is_none());
    assert!(matches!(answer(&house, ALBA, &vue, yes("47", None)).await, Err(RefusReponse::Absente)));
    assert_eq!(later(&house, &second).await.err(), Some("expired_token"));
}

// requirement: X06
#[tokio::test]
async fn a_card_that_left_after_its_answer_opens_nothing_where_it_has_to_stay() {
    let house = house().await;
    for stays in [false, true] {
        house.change_client("dui", |client| client.requests.card_present = stays).await;
        let id = asked(&house, ALBA).await;
        let vue = shown(&house, ALBA).await.unwrap();
        answer(&house, ALBA, &vue, yes("47", None)).await.unwrap();
        house.clock.advance(Seconds(1));
        let left = SubjectKind::Retrait.of(FakeCards::MOYEN);
        house.stamps.raise(&left, house.ambient.now()).await.unwrap();
        assert_eq!(later(&house, &id).await.err(), stays.then_some("invalid_grant"));
    }
}

#[tokio::test]
async fn a_card_that_is_stopped_after_its_answer_opens_nothing() {
    let house = house().await;
    let id = asked(&house, ALBA).await;
    let vue = shown(&house, ALBA).await.unwrap();
    answer(&house, ALBA, &vue, yes("47", None)).await.unwrap();
    house.clock.advance(Seconds(1));
    let moyen = SubjectKind::Moyen.of(FakeCards::MOYEN);
    house.stamps.raise(&moyen, house.ambient.now()).await.unwrap();
    assert_eq!(later(&house, &id).await.err(), Some("access_denied"));
}
