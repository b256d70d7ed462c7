use ambient::Seconds;
use oidc::Parameters;

use super::bench::Bench;
use crate::client::LogoutRules;
use crate::fakes::BRICE;
use crate::logout::{Closing, How, LogoutRefusal, NoticeState, Why};
use crate::stamp::{Stamps as _, SubjectKind};

fn params(pairs: &[(&str, &str)]) -> Parameters {
    Parameters::parse(url::form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish().as_bytes())
}

// requirement: S04
#[tokio::test]
async fn an_end_refuses_the_session_and_queues_one_notice_a_client() {
    let bench = Bench::new().await;
    let (session, _) = bench.signed_in().await;
    bench.signed_in_again(&session).await;
    bench.house.ends.end(&session.id, Why::Person { asked: None }).await.unwrap();
    assert!(bench.house.stamps.latest(&[SubjectKind::Session.of(&session.id)]).await.unwrap().is_some());
    assert!(bench.house.sessions.named(&session.id).await.unwrap().is_none());
    assert_eq!(bench.house.notices.all().len(), 2, "two clients, three grants");
    assert_eq!(bench.notice("dui").state, NoticeState::Waiting);
    assert_eq!(bench.notice("dmp").state, NoticeState::Unaddressed);
    assert_eq!(bench.house.journal.field("session.closed", "notices").as_deref(), Some("2"));
}

// requirement: S04
#[tokio::test]
async fn a_session_that_ends_twice_tells_nobody_twice() {
    let bench = Bench::new().await;
    let (session, _) = bench.signed_in().await;
    let first = {
        bench.house.ends.end(&session.id, Why::Over).await.unwrap();
        bench.notice("dui").id
    };
    bench.house.ends.end(&session.id, Why::OtherPerson).await.unwrap();
    assert_eq!(bench.house.notices.all().len(), 2);
    assert_eq!(bench.notice("dui").id, first);
}

#[tokio::test]
async fn the_page_says_who_was_told_and_who_answered() {
    let bench = Bench::new().await;
    let (session, _) = bench.signed_in().await;
    let frame = LogoutRules {
        frontchannel_uri: Some("https://dmp.example/fin?x=1".into()),
        frontchannel_session_required: true,
        ..LogoutRules::default()
    };
    bench.house.change_client("dmp", |client| client.logout = frame).await;
    bench.house.ends.end(&session.id, Why::Over).await.unwrap();
    let told = bench.house.ends.told(std::slice::from_ref(&session.id)).await.unwrap();
    let of = |name: &str| told.iter().find(|one| one.service == name).unwrap();
    assert_eq!((of("Dossier résident").how, &of("Dossier résident").frame), (How::Waiting, &None));
    assert_eq!(of("DMP").how, How::ByBrowser);
    let frame = of("DMP").frame.clone().unwrap();
    let pairs: Vec<_> = frame.query_pairs().into_owned().collect();
    let issuer = crate::fakes::ISSUER.to_owned();
    let named = |name: &str, value: String| (name.to_owned(), value);
    assert_eq!(pairs, [named("x", "1".into()), named("iss", issuer), named("sid", session.id.to_string())]);
    bench.deliver().await;
    let told = bench.house.ends.told(std::slice::from_ref(&session.id)).await.unwrap();
    assert!(told.iter().any(|one| matches!(one.how, How::Answered { .. })));
}

// requirement: S05
#[tokio::test]
async fn a_hint_closes_its_own_session_and_never_that_of_somebody_else() {
    let bench = Bench::new().await;
    let (session, tokens) = bench.signed_in().await;
    let hint = tokens.id_token.unwrap();
    bench.house.clock.advance(Seconds::hours(1));
    let params = params(&[("id_token_hint", &hint)]);
    let proven = bench.house.logout.prove(&params).await.unwrap_or_else(|refusal| panic!("{refusal}"));
    let closing = async |own| bench.house.logout.closing(&proven, own).await.unwrap();
    let elsewhere = Closing::Elsewhere(session.id.clone());
    assert_eq!(closing(None).await, elsewhere, "an expired hint ends it, and shows nobody whose services these were");
    assert_eq!(closing(Some(&session)).await, Closing::AtOnce(vec![session.id.clone()]));
    let brice = bench.house.sign_in(BRICE).await;
    assert_eq!(closing(Some(&brice)).await, Closing::Ask);
    let later = bench.house.sign_in(crate::fakes::ALBA).await;
    let both = vec![session.id.clone(), later.id.clone()];
    assert_eq!(closing(Some(&later)).await, Closing::AtOnce(both.clone()));
    for ended in &both {
        bench.house.ends.end(ended, Why::Person { asked: None }).await.unwrap();
    }
    let told = bench.house.ends.told(&both).await.unwrap();
    assert_eq!(told.len(), 2, "the services of the earlier session are told of, though the later one has none");
}

// requirement: S05
#[tokio::test]
async fn without_a_hint_the_person_is_asked_and_a_bad_request_closes_nothing() {
    let bench = Bench::new().await;
    let (session, tokens) = bench.signed_in().await;
    let hint = tokens.id_token.unwrap();
    let prove = async |pairs: &[(&str, &str)]| bench.house.logout.prove(&params(pairs)).await;
    let empty = prove(&[]).await.unwrap_or_else(|refusal| panic!("{refusal}"));
    assert_eq!(bench.house.logout.closing(&empty, Some(&session)).await.unwrap(), Closing::Ask);
    assert_eq!(bench.house.logout.closing(&empty, None).await.unwrap(), Closing::Nothing);
    let mut broken = hint.clone().into_bytes();
    let middle = hint.find('.').unwrap() + 10;
    broken[middle] = if broken[middle] == b'A' { b'B' } else { b'A' };
    let unsigned = format!("eyJhbGciOiJub25lIn0.{}.", hint.split('.').nth(1).unwrap());
    for bad in [String::from_utf8(broken).unwrap(), unsigned, "bad".to_owned(), tokens.access_token] {
        assert!(matches!(prove(&[("id_token_hint", &bad)]).await, Err(LogoutRefusal::Hint)));
    }
    let other = [("id_token_hint", hint.as_str()), ("client_id", "dmp")];
    assert!(matches!(prove(&other).await, Err(LogoutRefusal::Client(_))));
    let nowhere = [("post_logout_redirect_uri", "https://tilleuls.example/")];
    assert!(matches!(prove(&nowhere).await, Err(LogoutRefusal::RedirectUri(_))));
    let stranger = [("id_token_hint", hint.as_str()), ("post_logout_redirect_uri", "https://evil.example/")];
    assert!(matches!(prove(&stranger).await, Err(LogoutRefusal::RedirectUri(_))));
    let only_state = prove(&[("state", "s")]).await.unwrap_or_else(|refusal| panic!("{refusal}"));
    assert_eq!(only_state.return_to, None);
}
