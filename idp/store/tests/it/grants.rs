use ambient::Seconds;
use idp_core::espace::Octrois;
use idp_core::grant::{Emission, Emitted, Grant, GrantId, Grants, RefreshToken};
use idp_core::session::SessionId;

use crate::bench::{NOW, SqlBench};
use crate::samples::{emission, grant, personne, refresh, resting};

crate::on_both_engines!(
    an_opened_grant_is_found_by_each_of_its_names,
    a_spent_origin_names_its_grant_and_writes_nothing_else,
    a_further_emission_is_found_too,
    a_refresh_token_that_goes_out_again_lives_on,
    a_refresh_token_never_changes_its_grant,
    an_emission_without_grant_writes_nothing,
    a_person_s_grants_are_found_until_their_end_the_latest_first,
);

async fn an_opened_grant_is_found_by_each_of_its_names(bench: SqlBench) {
    let store = bench.open().await;
    assert_eq!(store.open(&grant(1), &emission(1, "code:a"), Some(&refresh(1, "r1"))).await.unwrap(), Emitted::Yes);
    let node = bench.open().await;
    assert_eq!(node.grant(&GrantId::from("grant-1")).await.unwrap(), Some(grant(1)));
    assert_eq!(node.by_token("jti-of-code:a-for-1").await.unwrap().unwrap().grant, grant(1));
    assert_eq!(node.refresh_token(&resting("r1")).await.unwrap(), Some(refresh(1, "r1")));
    assert_eq!(node.of_session(&SessionId::from("session")).await.unwrap(), [grant(1)]);
    assert_eq!(node.latest_of(&SessionId::from("session"), &grant(1).client).await.unwrap(), Some(grant(1)));
    assert_eq!(node.latest_of(&SessionId::from("session"), &"another".into()).await.unwrap(), None);
    assert_eq!(node.by_token("jti").await.unwrap(), None);
    assert_eq!(node.refresh_token(&resting("r")).await.unwrap(), None);
}

async fn a_spent_origin_names_its_grant_and_writes_nothing_else(bench: SqlBench) {
    let store = bench.open().await;
    store.open(&grant(1), &emission(1, "code:a"), Some(&refresh(1, "r1"))).await.unwrap();
    let by = GrantId::from("grant-1");
    let again = store.open(&grant(2), &emission(2, "code:a"), Some(&refresh(2, "r2"))).await.unwrap();
    assert_eq!(again, Emitted::AlreadySpent { by: by.clone() });
    let as_refresh = store.emit(&emission(1, "code:a"), Some(&refresh(1, "r3"))).await.unwrap();
    assert_eq!(as_refresh, Emitted::AlreadySpent { by });
    assert_eq!(store.grant(&GrantId::from("grant-2")).await.unwrap(), None);
    assert_eq!(store.by_token("jti-of-code:a-for-2").await.unwrap(), None);
    assert_eq!(store.refresh_token(&resting("r2")).await.unwrap(), None);
    assert_eq!(store.refresh_token(&resting("r3")).await.unwrap(), None);
}

async fn a_further_emission_is_found_too(bench: SqlBench) {
    let store = bench.open().await;
    store.open(&grant(1), &emission(1, "code:a"), Some(&refresh(1, "r1"))).await.unwrap();
    assert_eq!(store.emit(&emission(1, "refresh:r1"), Some(&refresh(1, "r2"))).await.unwrap(), Emitted::Yes);
    assert_eq!(store.by_token("jti-of-refresh:r1-for-1").await.unwrap().unwrap().grant, grant(1));
    assert_eq!(store.refresh_token(&resting("r2")).await.unwrap(), Some(refresh(1, "r2")));
}

async fn a_refresh_token_that_goes_out_again_lives_on(bench: SqlBench) {
    let store = bench.open().await;
    store.open(&grant(1), &emission(1, "code:a"), Some(&refresh(1, "r1"))).await.unwrap();
    let longer = RefreshToken { expires_at: NOW.plus(Seconds::hours(1)), ..refresh(1, "r1") };
    assert_eq!(store.emit(&emission(1, "refresh:x"), Some(&longer)).await.unwrap(), Emitted::Yes);
    assert_eq!(store.refresh_token(&resting("r1")).await.unwrap(), Some(longer));
}

async fn a_refresh_token_never_changes_its_grant(bench: SqlBench) {
    let store = bench.open().await;
    store.open(&grant(1), &emission(1, "code:a"), Some(&refresh(1, "r1"))).await.unwrap();
    store.open(&grant(2), &emission(2, "code:b"), Some(&refresh(2, "r2"))).await.unwrap();
    assert!(store.emit(&emission(2, "refresh:x"), Some(&refresh(2, "r1"))).await.is_err());
    assert_eq!(store.refresh_token(&resting("r1")).await.unwrap(), Some(refresh(1, "r1")));
    assert_eq!(store.by_token("jti-of-refresh:x-for-2").await.unwrap(), None, "whole or nothing");
}

async fn an_emission_without_grant_writes_nothing(bench: SqlBench) {
    let store = bench.open().await;
    let lost = Emission { grant: GrantId::from("grant-9"), ..emission(9, "refresh:x") };
    assert!(store.emit(&lost, Some(&refresh(9, "r9"))).await.is_err());
    assert_eq!(store.refresh_token(&resting("r9")).await.unwrap(), None);
    store.open(&grant(1), &emission(1, "refresh:x"), Some(&refresh(1, "r1"))).await.unwrap();
    assert_eq!(store.grant(&GrantId::from("grant-1")).await.unwrap(), Some(grant(1)));
}

async fn a_person_s_grants_are_found_until_their_end_the_latest_first(bench: SqlBench) {
    let store = bench.open().await;
    for n in 1..4_usize {
        let opened_at = grant(n).opened_at.plus(Seconds(i64::try_from(n).unwrap()));
        let granted = Grant { opened_at, session: format!("session-{n}").as_str().into(), ..grant(n) };
        store.open(&granted, &emission(n, &format!("code:{n}")), None).await.unwrap();
    }
    let mut other = Grant { session: "theirs".into(), ..grant(9) };
    other.authentication.personne = "899900000029".parse().unwrap();
    store.open(&other, &emission(9, "code:9"), None).await.unwrap();
    let of = |at, au_plus| {
        let store = store.clone();
        async move {
            let found = Octrois::de(&*store, &personne(), at, au_plus).await.unwrap();
            found.into_iter().map(|grant| grant.id.to_string()).collect::<Vec<_>>()
        }
    };
    assert_eq!(of(NOW, 10).await, ["grant-3", "grant-2", "grant-1"]);
    assert_eq!(of(NOW, 2).await, ["grant-3", "grant-2"]);
    assert!(of(grant(1).ends_at, 10).await.is_empty());
}
