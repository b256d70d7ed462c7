//! Token exchange: RFC 8693, as an API uses it.

use oidc::GrantType;
use oidc::token_exchange::{ACCESS_TOKEN, JWT};

use super::*;
use crate::client::{AccessTokenFormat, LegalPerson, Profile};
use crate::fakes::FakeSender;
use crate::moyen::{Authentication, MoyenKind};
use crate::token::purpose;

const API: &str = "https://dmp.example/api";
/// Of the token endpoint, as a proof names it.
const URL: &str = "https://issuer.test/token";

/// `dmp` is an API that exchanges the tokens of `dui`.
async fn house_of_apis() -> FakeIssuer {
    let house = house().await;
    house
        .change_client("dmp", |client| {
            client.profile = Profile::Oidc;
            client.grants = vec![GrantType::TokenExchange];
            client.scopes = vec!["openid".into(), "rpps".into(), "scope_all".into()];
            client.tokens.format = AccessTokenFormat::AtJwt;
            client.tokens.serves = vec![API.into()];
            client.tokens.exchanges_tokens_of = vec!["dui".into()];
            client.legal_person = Some(LegalPerson {
                struct_id_nat: "1690990114".into(),
                raison_sociale: "DMP FICTIF".into(),
                purposes: vec!["dmp.lecture".into()],
            });
        })
        .await;
    house
}

fn exchange(token: &str) -> String {
    let grant = GrantType::TokenExchange.word();
    format!(
        "grant_type={grant}&client_id=dmp&client_secret=s3cret&subject_token={token}&subject_token_type={ACCESS_TOKEN}"
    )
}

async fn exchanged(house: &FakeIssuer, form: &str) -> TokenResponse {
    house.token(form).await.unwrap_or_else(|refusal| panic!("{refusal}"))
}

#[tokio::test]
async fn an_api_exchanges_the_token_that_it_was_sent_for_one_of_its_own() {
    let house = house_of_apis().await;
    let (_, tokens) = signed_in(&house).await;
    let form = format!("{}&audience={API}&scope=dmp.lecture+scope_all", exchange(&tokens.access_token));
    let answer = exchanged(&house, &form.replace(ACCESS_TOKEN, JWT)).await;
    assert_eq!(answer.issued_token_type, Some(ACCESS_TOKEN));
    assert_eq!((&answer.refresh_token, &answer.id_token, &answer.session_state), (&None, &None, &None));
    assert_eq!(answer.scope, "dmp.lecture scope_all");
    let claims = verified(&house, &answer.access_token).await;
    assert_eq!((&claims["aud"], &claims["client_id"]), (&API.into(), &"dmp".into()));
    assert_eq!(claims["act"]["client_id"], "dmp");
    assert_eq!(claims["SubjectNameID"], ALBA);
    assert_ne!(claims["sub"], verified(&house, &tokens.access_token).await["sub"], "pairwise: each client its own");
    assert_eq!(introspected(&house, "dmp", &answer.access_token).await["active"], true);
    assert_eq!(introspected(&house, "dui", &answer.access_token).await["active"], false);
    assert!(house.userinfo.answer(&answer.access_token).await.is_err());
    assert_eq!(house.journal.events().last().copied(), Some("token.exchanged"));
}

#[tokio::test]
async fn the_scope_of_an_exchange_never_grows() {
    let house = house_of_apis().await;
    let session = house.sign_in(ALBA).await;
    let code = house.code(&QUERY.replace("+scope_all", ""), &session, Some("sit-1")).await;
    let narrow = exchanged(&house, &redemption(&code)).await;
    let form = exchange(&narrow.access_token);
    for wide in ["scope_all", "rpps", "situation", "dmp.ecriture"] {
        assert_eq!(error(&house, &format!("{form}&scope={wide}")).await, ErrorCode::InvalidScope, "{wide}");
    }
    assert_eq!(exchanged(&house, &form).await.scope, "dmp.lecture");
}

// requirement: CRT-03 CRT-06
#[tokio::test]
async fn an_exchange_reads_the_dmp_for_who_showed_an_e_cps_and_for_nobody_else_and_calls_no_insi() {
    let house = house_of_apis().await;
    let purposes = vec!["dmp.lecture".into(), "insi.recherche".into(), "mss.envoi".into()];
    house.change_client("dmp", |client| client.legal_person.as_mut().unwrap().purposes = purposes).await;
    for (kind, lent) in [(MoyenKind::Ecps, "dmp.lecture mss.envoi"), (MoyenKind::PasskeyAttestee, "mss.envoi")] {
        let (personne, moyen, at) = (ALBA.parse().unwrap(), "moyen-1".to_owned(), house.ambient.now());
        let proof = Authentication { personne, kind, moyen, at, plafond: None };
        let session = house.sessions.open(proof, None).await.unwrap().session;
        let code = house.code(&QUERY.replace("+scope_all", ""), &session, Some("sit-1")).await;
        let tokens = exchanged(&house, &redemption(&code)).await;
        let form = exchange(&tokens.access_token);
        let given = exchanged(&house, &form).await.scope;
        assert_eq!(given, lent, "{kind:?}");
        let told = refused(&house, &format!("{form}&scope=insi.recherche")).await.public();
        assert_eq!((told.error, told.description), (ErrorCode::InvalidScope, purpose::FOR_A_SERVICE));
        if kind.is_passkey() {
            let told = refused(&house, &format!("{form}&scope=dmp.lecture")).await.public();
            assert_eq!((told.error, told.description), (ErrorCode::InvalidScope, purpose::OF_A_PERSON));
        }
    }
}

// requirement: T09
#[tokio::test]
async fn what_may_not_be_exchanged_reads_alike() {
    let house = house_of_apis().await;
    let (_, tokens) = signed_in(&house).await;
    let unknown = refused(&house, &exchange("nothing")).await.public();
    assert_eq!(unknown.error, ErrorCode::InvalidRequest);
    for other in [tokens.id_token.as_deref().unwrap(), tokens.refresh_token.as_deref().unwrap()] {
        assert_eq!(refused(&house, &exchange(other)).await.public(), unknown);
    }
    let own = exchanged(&house, &exchange(&tokens.access_token)).await;
    assert_eq!(refused(&house, &exchange(&own.access_token)).await.public(), unknown, "not one of its own");
    house.change_client("dui", |client| client.tokens.resources = vec!["https://mss.example".into()]).await;
    let form = format!("{}&resource=https://mss.example", refresh(tokens.refresh_token.as_deref().unwrap()));
    let elsewhere = exchanged(&house, &form).await;
    assert_eq!(refused(&house, &exchange(&elsewhere.access_token)).await.public(), unknown, "for another resource");
    house.change_client("dmp", |client| client.tokens.exchanges_tokens_of.clear()).await;
    assert_eq!(refused(&house, &exchange(&tokens.access_token)).await.public(), unknown, "of a stranger");
}

#[tokio::test]
async fn an_exchange_names_its_parts_in_kind() {
    let house = house_of_apis().await;
    let (_, tokens) = signed_in(&house).await;
    let form = exchange(&tokens.access_token);
    let id_token = "urn:ietf:params:oauth:token-type:id_token";
    for wrong in [
        form.replace("subject_token=", "subject="),
        form.replace("&subject_token_type", "&kind"),
        form.replace(ACCESS_TOKEN, id_token),
        format!("{form}&requested_token_type={id_token}"),
        format!("{form}&actor_token=x&actor_token_type={JWT}"),
    ] {
        assert_eq!(error(&house, &wrong).await, ErrorCode::InvalidRequest, "{wrong}");
    }
    for target in
        ["&resource=https://x.example", "&audience=dui", "&resource=https://x.example&audience=https://dmp.example/api"]
    {
        assert_eq!(error(&house, &format!("{form}{target}")).await, ErrorCode::InvalidTarget, "{target}");
    }
    assert!(house.token(&format!("{form}&resource={API}&audience={API}")).await.is_ok());
    house.change_client("dmp", |client| client.tokens.resources = vec![API.into()]).await;
    assert!(house.token(&form).await.is_ok(), "one name, whatever list it stands in");
    house.change_client("dmp", |client| client.tokens.serves.push("https://other.example".into())).await;
    assert_eq!(error(&house, &form).await, ErrorCode::InvalidTarget, "which of the two is not guessed");
}

// requirement: S08 T14
#[tokio::test]
async fn whatever_ends_the_grant_ends_what_was_exchanged() {
    let house = house_of_apis().await;
    let (session, tokens) = signed_in(&house).await;
    let answer = exchanged(&house, &exchange(&tokens.access_token)).await;
    house.sessions.end(&session.id).await.unwrap();
    assert_eq!(introspected(&house, "dmp", &answer.access_token).await["active"], false);
    assert_eq!(error(&house, &exchange(&tokens.access_token)).await, ErrorCode::InvalidRequest);
}

#[tokio::test]
async fn an_exchanged_token_never_outlives_its_grant() {
    let house = house_of_apis().await;
    let (_, mut tokens) = signed_in(&house).await;
    for _ in 0..9 {
        house.clock.advance(Seconds::minutes(26));
        tokens = exchanged(&house, &refresh(tokens.refresh_token.as_deref().unwrap())).await;
    }
    house.clock.advance(Seconds::minutes(5));
    let tokens = exchanged(&house, &refresh(tokens.refresh_token.as_deref().unwrap())).await;
    house.clock.advance(Seconds(30));
    assert_eq!(exchanged(&house, &exchange(&tokens.access_token)).await.expires_in, 30);
}

// spec: RFC 8693 §5
#[tokio::test]
async fn an_exchanged_token_ends_with_the_one_that_it_came_of() {
    let house = house_of_apis().await;
    let (_, tokens) = signed_in(&house).await;
    house.clock.advance(Seconds(tokens.expires_in - 20));
    assert_eq!(exchanged(&house, &exchange(&tokens.access_token)).await.expires_in, 20);
}

/// An API behind `dmp`, which exchanges what the one before it exchanged.
async fn api_behind(house: &FakeIssuer, id: &str, before: &str) {
    let dmp = house.clients.client(&"dmp".into()).await.unwrap().unwrap();
    let mut next = Client { id: id.into(), ..dmp };
    next.tokens.exchanges_tokens_of = vec![before.into()];
    house.register(next).await;
}

#[tokio::test]
async fn a_second_exchange_says_who_acted_before() {
    let house = house_of_apis().await;
    api_behind(&house, "labo", "dmp").await;
    let (_, tokens) = signed_in(&house).await;
    let first = exchanged(&house, &exchange(&tokens.access_token)).await;
    let second = exchange(&first.access_token).replace("client_id=dmp", "client_id=labo");
    let claims = verified(&house, &exchanged(&house, &second).await.access_token).await;
    assert_eq!((&claims["act"]["client_id"], &claims["act"]["act"]["client_id"]), (&"labo".into(), &"dmp".into()));
}

// requirement: T09
#[tokio::test]
async fn four_clients_act_one_behind_the_other_and_no_fifth() {
    let house = house_of_apis().await;
    let (_, tokens) = signed_in(&house).await;
    let mut token = exchanged(&house, &exchange(&tokens.access_token)).await.access_token;
    for (before, id) in [("dmp", "api-2"), ("api-2", "api-3"), ("api-3", "api-4"), ("api-4", "api-5")] {
        api_behind(&house, id, before).await;
        let form = exchange(&token).replace("client_id=dmp", &format!("client_id={id}"));
        match id {
            "api-5" => assert_eq!(error(&house, &form).await, ErrorCode::InvalidRequest),
            _ => token = exchanged(&house, &form).await.access_token,
        }
    }
}

// requirement: T09
#[tokio::test]
async fn a_client_exchanges_nothing_that_it_exchanged_before() {
    let house = house_of_apis().await;
    house.change_client("dmp", |client| client.tokens.exchanges_tokens_of.push("dmp".into())).await;
    let (_, tokens) = signed_in(&house).await;
    let own = exchanged(&house, &exchange(&tokens.access_token)).await;
    assert_eq!(error(&house, &exchange(&own.access_token)).await, ErrorCode::InvalidRequest);
}

// requirement: T05
#[tokio::test]
async fn a_token_that_is_bound_to_a_key_is_not_exchanged_for_one_that_is_not() {
    let house = house_of_apis().await;
    let session = house.sign_in(ALBA).await;
    let code = house.code(QUERY, &session, Some("sit-1")).await;
    let sender = FakeSender::new();
    let proven = async |form: &str, jti: &str| {
        let dpop = [sender.proof(&FakeSender::claims("POST", URL, house.ambient.now(), jti))];
        let params = Parameters::parse(form.as_bytes());
        let call = BackChannelCall { dpop: &dpop, url: URL, ..BackChannelCall::plain(&params, "192.0.2.1") };
        house.tokens.answer(&call).await.unwrap_or_else(|refusal| panic!("{refusal}"))
    };
    let form = exchange(&proven(&redemption(&code), "1").await.access_token);
    assert_eq!(error(&house, &form).await, ErrorCode::InvalidRequest, "nothing is proven");
    assert_eq!(proven(&form, "2").await.token_type, "DPoP");
}
