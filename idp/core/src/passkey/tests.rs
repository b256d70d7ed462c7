use ambient::Seconds;
use oidc::Acr;

use super::*;
use crate::assurance::{Assurance, Levels};
use crate::fakes::{ALBA, BRICE, FakeCeremonies, FakeHouse};
use crate::interaction::InteractionId;
use crate::moyen::{Authentication, MoyenKind};
use crate::session::Session;

struct Desk {
    house: FakeHouse,
    interaction: InteractionId,
}

impl Desk {
    async fn new() -> Self {
        Self { house: FakeHouse::new().await, interaction: InteractionId::from("interaction") }
    }

    fn keyring(&self) -> &Keyring {
        &self.house.keyring
    }

    async fn session(&self, qui: &str, kind: MoyenKind) -> Session {
        let proof = Authentication {
            personne: qui.parse().unwrap(),
            kind,
            moyen: "means-1".into(),
            at: self.house.ambient.now(),
            plafond: None,
        };
        self.house.sessions.open(proof, None).await.unwrap().session
    }

    /// The device `id` of this person, added on the word of their phone.
    async fn added(&self, qui: &str, id: &str) -> Passkey {
        let session = self.session(qui, MoyenKind::Ecps).await;
        self.add(&session, id).await.unwrap()
    }

    async fn add(&self, session: &Session, id: &str) -> Result<Passkey, PasskeyError> {
        let options = self.keyring().enrol_start(session).await?;
        self.keyring().enrol_finish(session, &FakeCeremonies::answer(&options, id, "", 5), "Ma clé").await
    }

    fn handle(&self, qui: &str) -> String {
        self.keyring().handle(&qui.parse().unwrap()).to_string()
    }

    async fn sign_in(&self, qui: &str, id: &str, counter: u32) -> Result<Authentication, PasskeyError> {
        let options = self.keyring().login_start(&self.interaction).await?;
        let answer = FakeCeremonies::answer(&options, id, &self.handle(qui), counter);
        self.keyring().login_finish(&self.interaction, &answer).await
    }

    async fn mails(&self) -> Vec<String> {
        self.house.ensuite.ensuite().await;
        self.house.messages.courriels.lock().unwrap().clone()
    }
}

// requirement: M14 M21
#[tokio::test]
async fn a_passkey_is_added_after_a_fresh_proof_and_signs_its_holder_in() {
    let desk = Desk::new().await;
    let passkey = desk.added(ALBA, "device").await;
    assert_eq!((passkey.kind(), passkey.given_by), (MoyenKind::Passkey, MoyenKind::Ecps));
    assert_eq!(passkey.expires_at, desk.house.ambient.now().plus(Seconds::hours(3 * 8_766)));
    let proof = desk.sign_in(ALBA, "device", 6).await.unwrap();
    assert_eq!((proof.personne.to_string().as_str(), proof.kind), (ALBA, MoyenKind::Passkey));
    assert_eq!((proof.moyen, proof.at), (passkey.moyen(), desk.house.ambient.now()));
    let held = desk.keyring().of_person(&ALBA.parse().unwrap()).await.unwrap();
    assert_eq!((held.len(), held[0].used_at, held[0].counter), (1, Some(proof.at), 6));
    assert_eq!(desk.mails().await, ["Une clé d'accès a été ajoutée"]);
    assert_eq!(desk.house.journal.field("passkey.added", "means").as_deref(), Some("MOBILE"));
}

// requirement: M14 S11
#[tokio::test]
async fn a_proof_of_more_than_five_minutes_gives_no_passkey() {
    let desk = Desk::new().await;
    let session = desk.session(ALBA, MoyenKind::Carte).await;
    desk.house.clock.advance(Seconds(299));
    desk.keyring().enrol_start(&session).await.unwrap();
    desk.house.clock.advance(Seconds(1));
    assert!(matches!(desk.keyring().enrol_start(&session).await, Err(PasskeyError::ProofTooOld)));
}

// requirement: M14
#[tokio::test]
async fn what_is_worth_less_than_a_passkey_gives_none_and_no_passkey_gives_another() {
    let desk = Desk::new().await;
    for kind in [MoyenKind::Passkey, MoyenKind::PasskeyAttestee] {
        let session = desk.session(ALBA, kind).await;
        assert!(matches!(desk.keyring().enrol_start(&session).await, Err(PasskeyError::MeansTooWeak)), "{kind:?}");
    }
    // begun after a strong proof, finished after a weak one
    let strong = desk.session(ALBA, MoyenKind::Ecps).await;
    let options = desk.keyring().enrol_start(&strong).await.unwrap();
    let mut weak = strong.clone();
    weak.authentication.kind = MoyenKind::Passkey;
    let answer = FakeCeremonies::answer(&options, "device", "", 0);
    let refused = desk.keyring().enrol_finish(&weak, &answer, "Ma clé").await;
    assert!(matches!(refused, Err(PasskeyError::MeansTooWeak)));
}

#[tokio::test]
async fn where_models_are_listed_a_passkey_is_told_as_a_vouched_one() {
    let desk = Desk::new().await;
    *desk.house.ceremonies.vouched_only.lock().unwrap() = true;
    assert_eq!(desk.added(ALBA, "device").await.kind(), MoyenKind::PasskeyAttestee);
    assert_eq!(desk.sign_in(ALBA, "device", 6).await.unwrap().kind, MoyenKind::PasskeyAttestee);
}

// requirement: M13
#[tokio::test]
async fn a_question_is_answered_once_and_only_by_whom_it_was_asked() {
    let desk = Desk::new().await;
    desk.added(ALBA, "device").await;
    let options = desk.keyring().login_start(&desk.interaction).await.unwrap();
    let answer = FakeCeremonies::answer(&options, "device", &desk.handle(ALBA), 6);
    let elsewhere = InteractionId::from("another interaction");
    assert!(matches!(desk.keyring().login_finish(&elsewhere, &answer).await, Err(PasskeyError::Stale)));
    desk.keyring().login_start(&elsewhere).await.unwrap();
    let refused = desk.keyring().login_finish(&elsewhere, &answer).await;
    assert!(matches!(refused, Err(PasskeyError::Refused(_))), "it answers the question of another interaction");
    desk.keyring().login_finish(&desk.interaction, &answer).await.unwrap();
    assert!(matches!(desk.keyring().login_finish(&desk.interaction, &answer).await, Err(PasskeyError::Stale)));
}

// requirement: M13
#[tokio::test]
async fn a_question_dies_after_five_minutes_and_with_the_next_one() {
    let desk = Desk::new().await;
    desk.added(ALBA, "device").await;
    let options = desk.keyring().login_start(&desk.interaction).await.unwrap();
    let first = FakeCeremonies::answer(&options, "device", &desk.handle(ALBA), 6);
    desk.keyring().login_start(&desk.interaction).await.unwrap();
    let refused = desk.keyring().login_finish(&desk.interaction, &first).await;
    assert!(matches!(refused, Err(PasskeyError::Refused(_))), "another question took its place");
    let options = desk.keyring().login_start(&desk.interaction).await.unwrap();
    desk.house.clock.advance(Seconds(300));
    let late = FakeCeremonies::answer(&options, "device", &desk.handle(ALBA), 6);
    assert!(matches!(desk.keyring().login_finish(&desk.interaction, &late).await, Err(PasskeyError::Stale)));
}

#[tokio::test]
async fn the_question_of_one_person_is_not_answered_for_another() {
    let desk = Desk::new().await;
    let alba = desk.session(ALBA, MoyenKind::Ecps).await;
    let options = desk.keyring().enrol_start(&alba).await.unwrap();
    let mut brice = desk.session(BRICE, MoyenKind::Ecps).await;
    let answer = FakeCeremonies::answer(&options, "device", "", 0);
    assert!(matches!(desk.keyring().enrol_finish(&brice, &answer, "Ma clé").await, Err(PasskeyError::Stale)));
    // even under the name of a session that somebody else took over
    brice.id = alba.id.clone();
    assert!(matches!(desk.keyring().enrol_finish(&brice, &answer, "Ma clé").await, Err(PasskeyError::Stale)));
}

#[tokio::test]
async fn a_device_is_added_once_and_a_person_has_so_many() {
    let desk = Desk::new().await;
    let session = desk.session(ALBA, MoyenKind::Ecps).await;
    desk.add(&session, "one").await.unwrap();
    assert!(matches!(desk.add(&session, "one").await, Err(PasskeyError::Known)));
    desk.add(&session, "two").await.unwrap();
    desk.add(&session, "three").await.unwrap();
    assert!(matches!(desk.add(&session, "four").await, Err(PasskeyError::TooMany)));
}

#[tokio::test]
async fn a_key_that_the_device_does_not_find_by_itself_is_not_added() {
    let desk = Desk::new().await;
    let session = desk.session(ALBA, MoyenKind::Ecps).await;
    let options = desk.keyring().enrol_start(&session).await.unwrap();
    let mut answer: serde_json::Value =
        serde_json::from_str(&FakeCeremonies::answer(&options, "device", "", 0)).unwrap();
    answer["discoverable"] = false.into();
    let refused = desk.keyring().enrol_finish(&session, &answer.to_string(), "Ma clé").await;
    assert!(matches!(refused, Err(PasskeyError::NotDiscoverable)));
    assert!(matches!(desk.keyring().enrol_finish(&session, "{}", "  ").await, Err(PasskeyError::Name)));
}

#[tokio::test]
async fn an_unknown_key_signs_nobody_in_and_a_known_one_only_its_holder() {
    let desk = Desk::new().await;
    desk.added(ALBA, "device").await;
    assert!(matches!(desk.sign_in(ALBA, "elsewhere", 6).await, Err(PasskeyError::Unknown)));
    assert!(matches!(desk.sign_in(BRICE, "device", 6).await, Err(PasskeyError::Refused(_))));
    desk.keyring().login_start(&desk.interaction).await.unwrap();
    let unread = desk.keyring().login_finish(&desk.interaction, "<b>").await;
    assert!(matches!(unread, Err(PasskeyError::Unreadable(_))));
}

// requirement: M13
#[tokio::test]
async fn a_counter_that_does_not_grow_is_refused_and_told() {
    let desk = Desk::new().await;
    desk.added(ALBA, "device").await;
    desk.sign_in(ALBA, "device", 6).await.unwrap();
    // the fake library reads the counter that was stored with the credential, the store its own: both refuse
    assert!(matches!(desk.sign_in(ALBA, "device", 4).await, Err(PasskeyError::Counter)));
    assert_eq!(desk.house.journal.events().last(), Some(&"passkey.counter_fell"));
    assert_eq!(desk.mails().await.last().map(String::as_str), Some("Une clé d'accès a peut-être été copiée"));
    desk.sign_in(ALBA, "device", 9).await.unwrap();
}

// requirement: M15 S08
#[tokio::test]
async fn a_removed_passkey_ends_its_sessions_and_signs_nobody_in() {
    let desk = Desk::new().await;
    let alba = ALBA.parse().unwrap();
    let passkey = desk.added(ALBA, "device").await;
    let proof = desk.sign_in(ALBA, "device", 6).await.unwrap();
    let opened = desk.house.sessions.open(proof, None).await.unwrap().session;
    assert!(!desk.keyring().remove(&BRICE.parse().unwrap(), &passkey.id).await.unwrap(), "not theirs");
    assert!(desk.house.sessions.named(&opened.id).await.unwrap().is_some());
    assert!(desk.keyring().remove(&alba, &passkey.id).await.unwrap());
    assert!(desk.house.sessions.named(&opened.id).await.unwrap().is_none());
    assert!(!desk.keyring().remove(&alba, &passkey.id).await.unwrap(), "once");
    assert!(desk.keyring().of_person(&alba).await.unwrap().is_empty());
    assert!(matches!(desk.sign_in(ALBA, "device", 7).await, Err(PasskeyError::Removed)));
    assert_eq!(desk.mails().await.last().map(String::as_str), Some("Une clé d'accès a été retirée"));
}

// requirement: M22
#[tokio::test]
async fn a_passkey_that_a_phone_gave_stays_worth_a_phone_when_passkeys_are_valued_higher() {
    let desk = Desk::new().await;
    *desk.house.ceremonies.vouched_only.lock().unwrap() = true;
    desk.added(ALBA, "by phone").await;
    let session = desk.session(ALBA, MoyenKind::Carte).await;
    desk.add(&session, "by card").await.unwrap();
    let levels = Levels { passkey_attestee: Some(Acr::Eidas3), ..Levels::WORTH };
    let assurance = Assurance { oidc: levels, ..Assurance::default() };
    let raised = Keyring::new(KeyringDeps { assurance, ..(*desk.keyring().deps).clone() });
    for (id, plafond) in [("by phone", Some(Acr::Eidas2)), ("by card", None)] {
        let options = raised.login_start(&desk.interaction).await.unwrap();
        let answer = FakeCeremonies::answer(&options, id, &desk.handle(ALBA), 6);
        assert_eq!(raised.login_finish(&desk.interaction, &answer).await.unwrap().plafond, plafond, "{id}");
    }
}

// requirement: M11 M22
#[tokio::test]
async fn a_passkey_that_nobody_vouches_for_serves_no_more_once_models_are_listed() {
    let desk = Desk::new().await;
    desk.added(ALBA, "before").await;
    *desk.house.ceremonies.vouched_only.lock().unwrap() = true;
    assert!(matches!(desk.sign_in(ALBA, "before", 6).await, Err(PasskeyError::Model(_))));
    let session = desk.session(ALBA, MoyenKind::Carte).await;
    desk.add(&session, "listed").await.unwrap();
    assert_eq!(desk.sign_in(ALBA, "listed", 6).await.unwrap().kind, MoyenKind::PasskeyAttestee);
    *desk.house.ceremonies.vouched_only.lock().unwrap() = false;
    assert!(desk.sign_in(ALBA, "before", 7).await.is_ok(), "it is theirs, and was not removed");
}

#[tokio::test]
async fn three_years_later_a_passkey_ends() {
    let desk = Desk::new().await;
    desk.added(ALBA, "device").await;
    desk.house.clock.advance(Seconds::hours(3 * 8_766));
    assert!(matches!(desk.sign_in(ALBA, "device", 6).await, Err(PasskeyError::Expired)));
}

#[test]
fn every_refusal_has_its_own_code_and_a_remedy() {
    let errors = PasskeyError::catalogue();
    let codes: std::collections::HashSet<_> = errors.iter().map(PasskeyError::code).collect();
    assert_eq!(codes.len(), errors.len());
    assert!(errors.iter().all(|error| !error.remede().is_empty()));
}

// requirement: X03 M14
#[tokio::test]
async fn a_card_whose_revocation_data_were_too_old_gives_no_passkey() {
    let desk = Desk::new().await;
    let mut session = desk.session(ALBA, MoyenKind::Carte).await;
    session.authentication.plafond = Some(oidc::Acr::Eidas2);
    assert!(matches!(desk.keyring().enrol_start(&session).await, Err(PasskeyError::MeansTooWeak)));
    session.authentication.plafond = None;
    assert!(desk.keyring().enrol_start(&session).await.is_ok());
}
