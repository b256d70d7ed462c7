use super::*;
use crate::ecps::Navigateurs;
use crate::fakes::FakeCeremonies;
use crate::moyen::Authentication;
use crate::passkey::PasskeyError;

/// The device of Alba, added on the word of her phone; its handle.
async fn added(house: &FakeHouse) -> String {
    let proof = Authentication {
        personne: ALBA.parse().unwrap(),
        kind: MoyenKind::Ecps,
        moyen: "phone-1".into(),
        at: house.ambient.now(),
        plafond: None,
    };
    let session = house.sessions.open(proof, None).await.unwrap().session;
    let options = house.keyring.enrol_start(&session).await.unwrap();
    let answer = FakeCeremonies::answer(&options, "device", "", 1);
    house.keyring.enrol_finish(&session, &answer, "Ma clé").await.unwrap();
    let options: serde_json::Value = serde_json::from_str(&options).unwrap();
    options["handle"].as_str().unwrap().to_owned()
}

async fn answered(tab: &mut Tab<'_>, house: &FakeHouse, handle: &str, counter: u32) -> Result<bool, LoginError> {
    let options = house.logins.ask_passkey(tab.id(), &tab.browser).await?;
    let answer = FakeCeremonies::answer(&options, "device", handle, counter);
    let stepped = house.logins.with_passkey(tab.id(), &answer, &tab.browser).await?;
    Ok(tab.keep(stepped).is_some_and(|answer| answer.parameter("code").is_some()))
}

// requirement: M21
#[tokio::test]
async fn a_passkey_becomes_a_code_without_a_number() {
    let house = FakeHouse::new().await;
    let handle = added(&house).await;
    let mut tab = Tab::new(&house);
    tab.begin(house.request()).await;
    assert!(answered(&mut tab, &house, &handle, 2).await.unwrap());
    assert_eq!(house.journal.field("login.succeeded", "means").as_deref(), Some("WEBAUTHN"));
    let marks = tab.browser.navigateur.as_ref().unwrap().expose_secret().to_owned();
    let known = Navigateurs::new(house.ambient.clone(), house.rest.clone()).reconnaitre(&marks, &ALBA.parse().unwrap());
    assert!(tab.browser.session.is_some() && known.is_none(), "the mark of a person is of the phone alone");
}

// requirement: S09
#[tokio::test]
async fn an_answer_of_another_browser_or_login_proves_nothing() {
    let house = FakeHouse::new().await;
    let handle = added(&house).await;
    let mut mine = Tab::new(&house);
    mine.begin(house.request()).await;
    let options = house.logins.ask_passkey(mine.id(), &mine.browser).await.unwrap();
    let answer = FakeCeremonies::answer(&options, "device", &handle, 2);
    let mut theirs = Tab::new(&house);
    theirs.begin(house.request()).await;
    let refused = house.logins.with_passkey(mine.id(), &answer, &theirs.browser).await;
    assert!(matches!(refused, Err(LoginError::OtherBrowser)));
    let refused = house.logins.with_passkey(theirs.id(), &answer, &theirs.browser).await;
    assert!(matches!(refused, Err(LoginError::Passkey(PasskeyError::Stale))));
    let stepped = house.logins.with_passkey(mine.id(), &answer, &mine.browser).await.unwrap();
    assert!(mine.keep(stepped).is_some(), "the browser that began it goes on");
}

// requirement: S14
#[tokio::test]
async fn a_request_for_a_card_takes_no_passkey_and_no_session_of_one() {
    let house = FakeHouse::new().await;
    let handle = added(&house).await;
    let mut tab = Tab::new(&house);
    tab.begin(house.request()).await;
    assert!(answered(&mut tab, &house, &handle, 2).await.unwrap());
    let mut request = house.request();
    request.moyens = vec![MoyenKind::Carte];
    assert!(tab.begin(request).await.is_none(), "the session of the passkey does not answer");
    let refused = answered(&mut tab, &house, &handle, 3).await;
    assert!(matches!(refused, Err(LoginError::MoyenInsuffisant)));
}

#[tokio::test]
async fn a_refused_key_is_told_in_the_journal_and_loses_nothing() {
    let house = FakeHouse::new().await;
    let handle = added(&house).await;
    let mut tab = Tab::new(&house);
    tab.begin(house.request()).await;
    house.logins.ask_passkey(tab.id(), &tab.browser).await.unwrap();
    let refused = house.logins.with_passkey(tab.id(), "{}", &tab.browser).await;
    assert!(matches!(refused, Err(LoginError::Passkey(_))));
    assert_eq!(house.journal.field("login.failed", "means").as_deref(), Some("WEBAUTHN"));
    assert!(matches!(tab.stage().await, Stage::Parked { .. }));
    assert!(answered(&mut tab, &house, &handle, 2).await.unwrap());
}

#[tokio::test]
async fn a_phone_that_was_asked_is_silent_once_the_passkey_answered() {
    let house = FakeHouse::new().await;
    let handle = added(&house).await;
    let mut tab = Tab::new(&house);
    tab.begin(house.request()).await;
    tab.ask(ALBA).await.unwrap();
    assert!(answered(&mut tab, &house, &handle, 2).await.unwrap());
    assert!(matches!(tab.approved().await, Err(LoginError::Overtaken)));
}
