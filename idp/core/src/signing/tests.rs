use std::sync::Arc;

use ambient::{Ambient, Seconds, Timestamp};
use serde_json::json;

use super::{Deps, SealKey, Signing, SigningError, SigningSettings, Stage, TokenType};
use crate::fakes::{FakeIssuer, FakeJournal, FakeKeys, ISSUER};
use crate::key::SigningAlg::{self, ES256};

async fn kid_in_use(house: &FakeIssuer) -> String {
    let token = house.signing.sign(ES256, &json!({})).await.unwrap();
    jsonwebtoken::decode_header(token).unwrap().kid.unwrap()
}

async fn published(house: &FakeIssuer) -> Vec<String> {
    house.signing.jwks().await.unwrap().keys.iter().filter_map(|key| key.common.key_id.clone()).collect()
}

// requirement: K07
#[tokio::test]
async fn a_new_key_is_published_before_it_signs_and_the_old_one_after_it_signed() {
    let house = FakeIssuer::new().await;
    let old = kid_in_use(&house).await;
    let settings = SigningSettings::default();
    house.signing.rotate(ES256).await.unwrap();
    assert_eq!(published(&house).await.len(), 3);
    assert_eq!(kid_in_use(&house).await, old);
    let last = house.signing.sign(ES256, &json!({ "iss": ISSUER, "typ": "ID" })).await.unwrap();
    house.clock.advance(settings.lead);
    let new = kid_in_use(&house).await;
    assert_ne!(new, old);
    assert!(published(&house).await.contains(&old));
    house.clock.advance(settings.last_token);
    assert!(!published(&house).await.contains(&old));
    assert!(published(&house).await.contains(&new));
    assert!(house.signing.verify(&last, TokenType::Id).await.is_ok(), "an old ID token still hints");
}

// requirement: K07
#[tokio::test]
async fn a_retired_key_vouches_for_a_token_and_then_for_a_hint_no_longer_than_they_may_serve() {
    let house = FakeIssuer::new().await;
    let settings = SigningSettings::default();
    house.signing.rotate(ES256).await.unwrap();
    let access = house.signing.sign(ES256, &json!({ "iss": ISSUER, "typ": "Bearer" })).await.unwrap();
    let hint = house.signing.sign(ES256, &json!({ "iss": ISSUER, "typ": "ID" })).await.unwrap();
    house.clock.advance(settings.lead);
    assert!(house.signing.verify(&access, TokenType::Access).await.is_ok());
    house.clock.advance(settings.last_token);
    assert!(house.signing.verify(&access, TokenType::Access).await.is_err());
    house.clock.advance(Seconds(settings.last_hint.0 - settings.last_token.0 - 1));
    assert!(house.signing.verify(&hint, TokenType::Id).await.is_ok());
    house.clock.advance(Seconds(1));
    assert!(house.signing.verify(&hint, TokenType::Id).await.is_err(), "a key that leaks later forges no hint");
}

// requirement: K07
#[tokio::test]
async fn the_drill_a_leaked_key_is_removed_at_once_and_another_signs() {
    let house = FakeIssuer::new().await;
    let leaked = kid_in_use(&house).await;
    // in the middle of an ordinary rotation: the key to come does not sign yet
    let ahead = house.signing.rotate(ES256).await.unwrap();
    let forged = house.signing.sign(ES256, &json!({ "iss": ISSUER, "typ": "ID" })).await.unwrap();
    house.signing.retire_now(&leaked).await.unwrap();
    assert!(!published(&house).await.contains(&leaked));
    assert!(house.signing.verify(&forged, TokenType::Id).await.is_err());
    let follower = kid_in_use(&house).await;
    assert_eq!(follower, ahead, "caches know it already");
    assert!(published(&house).await.contains(&follower));
    house.clock.advance(SigningSettings::default().lead);
    assert_ne!(kid_in_use(&house).await, leaked, "the rotation goes on");
    assert!(matches!(house.signing.retire_now(&leaked).await, Err(SigningError::UnknownKey(_))));
}

#[tokio::test]
async fn a_key_is_followed_once_it_has_served_its_time() {
    let house = FakeIssuer::new().await;
    house.signing.begin().await.unwrap();
    assert_eq!(house.keys.stored().len(), 2);
    house.clock.advance(SigningSettings::default().rotate_after);
    house.signing.begin().await.unwrap();
    house.signing.begin().await.unwrap();
    assert_eq!(house.keys.stored().len(), 4);
}

// requirement: K08
#[tokio::test]
async fn the_set_does_not_grow_without_bound() {
    let house = FakeIssuer::new().await;
    let settings = SigningSettings::default();
    let first = kid_in_use(&house).await;
    house.signing.rotate(ES256).await.unwrap();
    house.clock.advance(Seconds(settings.lead.0 + settings.last_hint.0 - 1));
    house.signing.keep_fresh().await.unwrap();
    assert!(house.keys.stored().iter().any(|key| key.kid == first), "its hints still serve");
    house.clock.advance(Seconds(1));
    house.signing.keep_fresh().await.unwrap();
    assert!(house.keys.stored().iter().all(|key| key.kid != first));
    assert_eq!(house.keys.stored().len(), 4, "one an algorithm");
}

// requirement: K14
#[tokio::test]
async fn each_algorithm_signs_with_a_key_of_its_own_made_when_it_is_first_asked_for() {
    let house = FakeIssuer::new().await;
    for alg in SigningAlg::ALL {
        let claims = json!({ "iss": ISSUER, "typ": "ID" });
        let (one, two) =
            (house.signing.sign(alg, &claims).await.unwrap(), house.signing.sign(alg, &claims).await.unwrap());
        let keys = house.signing.jwks().await.unwrap();
        let verified = jose::jws::verify(&one, &keys, &[alg]).unwrap();
        assert_eq!(jose::jws::header(&two).unwrap().kid, verified.header.kid, "made once");
        let others: Vec<_> = SigningAlg::ALL.into_iter().filter(|other| *other != alg).collect();
        assert!(jose::jws::verify(&one, &keys, &others).is_err());
        assert!(house.signing.verify(&one, TokenType::Id).await.is_ok());
    }
    let kids: std::collections::HashSet<_> = house.keys.stored().into_iter().map(|key| key.kid).collect();
    assert_eq!(kids.len(), 4);
}

#[tokio::test]
async fn requests_that_find_no_key_at_once_make_one() {
    let house = FakeIssuer::new().await;
    let claims = json!({});
    let tokens = futures::future::join_all((0..5).map(|_| house.signing.sign(SigningAlg::EdDSA, &claims))).await;
    assert!(tokens.into_iter().all(|token| token.is_ok()));
    assert_eq!(house.keys.stored().iter().filter(|key| key.alg == SigningAlg::EdDSA).count(), 1);
}

// requirement: K07
#[tokio::test]
async fn the_schedule_tells_when_each_key_comes_and_goes() {
    let house = FakeIssuer::new().await;
    let (settings, old) = (SigningSettings::default(), kid_in_use(&house).await);
    let new = house.signing.rotate(ES256).await.unwrap();
    let row = async |kid: &str| house.signing.schedule().await.unwrap().into_iter().find(|row| row.kid == kid).unwrap();
    let now = house.ambient.now();
    assert_eq!((row(&old).await.stage, row(&new).await.stage), (Stage::Signs, Stage::ToCome));
    assert_eq!(row(&new).await.signs_from, now.plus(settings.lead));
    assert_eq!(row(&old).await.retires_at, now.plus(settings.lead));
    assert_eq!(row(&old).await.forgotten_at, now.plus(settings.lead).plus(settings.last_hint));
    house.clock.advance(settings.lead);
    assert_eq!((row(&old).await.stage, row(&new).await.stage), (Stage::Retired, Stage::Signs));
    house.clock.advance(settings.last_token);
    assert_eq!(row(&old).await.stage, Stage::Hints);
}

// requirement: K11
#[tokio::test]
async fn the_acts_on_keys_are_in_the_journal() {
    let (ambient, _) = Ambient::fixed(FakeIssuer::START, 1);
    let journal = Arc::new(FakeJournal::default());
    let deps = FakeIssuer::signing_deps(&ambient, Arc::new(FakeKeys::default()));
    let signing = Signing::new(Deps { journal: journal.clone(), ..deps });
    signing.sign(ES256, &json!({})).await.unwrap();
    let kid = signing.rotate(ES256).await.unwrap();
    signing.retire_now(&kid).await.unwrap();
    assert_eq!(journal.events(), ["key.made", "key.made", "key.retired", "key.removed"]);
}

#[tokio::test]
async fn another_node_learns_a_key_from_its_first_token() {
    let house = FakeIssuer::new().await;
    let other = Signing::new(FakeIssuer::signing_deps(&house.ambient, house.keys.clone()));
    assert_eq!(other.jwks().await.unwrap().keys.len(), 2);
    house.signing.rotate(ES256).await.unwrap();
    house.clock.advance(Seconds(1));
    let settings = SigningSettings { lead: Seconds(0), ..SigningSettings::default() };
    let deps = FakeIssuer::signing_deps(&house.ambient, house.keys.clone());
    let third = Signing::new(Deps { settings, ..deps });
    third.rotate(ES256).await.unwrap();
    let token = third.sign(ES256, &json!({ "iss": ISSUER, "typ": "ID" })).await.unwrap();
    assert!(other.verify(&token, TokenType::Id).await.is_ok());
}

// requirement: K06
#[tokio::test]
async fn the_published_set_holds_no_private_member() {
    let house = FakeIssuer::new().await;
    let jwks = serde_json::to_value(house.signing.jwks().await.unwrap()).unwrap();
    for key in jwks["keys"].as_array().unwrap() {
        for private in ["d", "p", "q", "dp", "dq", "qi", "k"] {
            assert!(key.get(private).is_none(), "{private}");
        }
        assert_eq!(key["use"], "sig");
        assert_eq!(key["kid"].as_str().unwrap().len(), 43);
    }
}

// requirement: K11
#[tokio::test]
async fn the_store_holds_keys_that_another_seal_key_does_not_open() {
    let house = FakeIssuer::new().await;
    let (ambient, _) = Ambient::fixed(Timestamp::from_seconds(1_795_410_132), 1);
    let seal = SealKey::from_bytes(&[3; 32]).unwrap();
    let thief = Signing::new(Deps { seal, ..FakeIssuer::signing_deps(&ambient, house.keys.clone()) });
    assert!(thief.jwks().await.is_err());
}

// requirement: K01 K03 T09
#[tokio::test]
async fn one_kind_of_token_never_passes_for_another() {
    let house = FakeIssuer::new().await;
    let id = house.signing.sign(ES256, &json!({ "iss": ISSUER, "typ": "ID" })).await.unwrap();
    assert!(house.signing.verify(&id, TokenType::Id).await.is_ok());
    assert!(house.signing.verify(&id, TokenType::Access).await.is_err());
    let foreign = house.signing.sign(ES256, &json!({ "iss": "https://evil.example", "typ": "ID" })).await.unwrap();
    assert!(house.signing.verify(&foreign, TokenType::Id).await.is_err());
    let (signed, _) = id.rsplit_once('.').unwrap();
    assert!(house.signing.verify(&format!("{signed}."), TokenType::Id).await.is_err());
}

// requirement: K03
#[tokio::test]
async fn without_the_claim_typ_an_id_token_is_known_by_what_only_id_tokens_have() {
    let house = FakeIssuer::new().await;
    let id = json!({ "iss": ISSUER, "sub": "s", "at_hash": "h" });
    let userinfo_or_answer = json!({ "iss": ISSUER, "sub": "s", "code": "c" });
    let hinted = house.signing.sign(ES256, &id).await.unwrap();
    assert!(house.signing.verify(&hinted, TokenType::Id).await.is_ok());
    assert!(house.signing.verify(&hinted, TokenType::Access).await.is_err());
    let other = house.signing.sign(ES256, &userinfo_or_answer).await.unwrap();
    assert!(house.signing.verify(&other, TokenType::Id).await.is_err());
    for typ in ["at+jwt", "logout+jwt", "token-introspection+jwt", "secevent+jwt"] {
        let typed = house.signing.sign_typed(ES256, typ, &id).await.unwrap();
        assert!(house.signing.verify(&typed, TokenType::Id).await.is_err(), "{typ}");
    }
}
