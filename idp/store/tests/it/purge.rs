use ambient::Seconds;
use idp_core::client_token::{ClientToken, ClientTokens};
use idp_core::compteur::{Compteurs, Limit};
use idp_core::grant::{GrantId, Grants};
use idp_core::registration::{InitialAccess, InitialAccessTokens as _};
use idp_core::spent::Spent;
use idp_core::stamp::{Stamps, SubjectKind};
use idp_store::{Purged, Sql};

use crate::bench::{NOW, SqlBench};
use crate::samples::{emission, grant, refresh, resting, terms};

crate::on_both_engines!(nothing_that_still_counts_is_purged, what_is_over_is_purged);

const SESSION: Seconds = Seconds::hours(4);

async fn filled(bench: &SqlBench) -> std::sync::Arc<Sql> {
    let store = bench.open().await;
    store.open(&grant(1), &emission(1, "code:a"), Some(&refresh(1, "r1"))).await.unwrap();
    Spent::spend(&*store, "jti", &resting("a"), NOW.plus(Seconds(120))).await.unwrap();
    store.count("window", Limit { tries: 3, window: Some(Seconds(60)) }, NOW).await.unwrap();
    store.count("for ever", Limit { tries: 3, window: None }, NOW).await.unwrap();
    let token = "service".to_owned();
    store.record(&ClientToken { token, at: NOW, expires_at: NOW.plus(Seconds(120)), terms: terms() }).await.unwrap();
    for (name, expires_at) in [("given", Some(NOW.plus(Seconds(60)))), ("standing", None)] {
        let access = InitialAccess { resting: resting(name), uses: None, expires_at, trusted: false };
        store.add(&access).await.unwrap();
    }
    store.raise(&SubjectKind::Session.of("s"), NOW).await.unwrap();
    store.raise(&SubjectKind::Personne.of("p"), NOW).await.unwrap();
    store
}

async fn nothing_that_still_counts_is_purged(bench: SqlBench) {
    let store = filled(&bench).await;
    assert_eq!(store.purge(NOW, SESSION).await.unwrap(), Purged::default());
    let at_the_session_s_end = store.purge(NOW.plus(SESSION), SESSION).await.unwrap();
    assert_eq!((at_the_session_s_end.grants, at_the_session_s_end.stamps), (0, 0));
    assert!(store.by_token("jti-of-code:a-for-1").await.unwrap().is_some());
}

async fn what_is_over_is_purged(bench: SqlBench) {
    let store = filled(&bench).await;
    let purged = store.purge(NOW.plus(Seconds::hours(6)), SESSION).await.unwrap();
    let (grants, refresh_tokens, client_tokens, initial_accesses) = (1, 1, 1, 1);
    let expected = Purged { grants, refresh_tokens, client_tokens, initial_accesses, ..Purged::default() };
    assert_eq!(purged, Purged { spent: 1, compteurs: 1, stamps: 1, ..expected });
    assert!(store.usable(&resting("standing"), NOW.plus(Seconds::hours(6))).await.unwrap().is_some());
    assert_eq!(store.grant(&GrantId::from("grant-1")).await.unwrap(), None);
    assert_eq!(store.by_token("jti-of-code:a-for-1").await.unwrap(), None, "its emissions went with it");
    assert_eq!(store.tries("for ever", NOW.plus(Seconds::hours(6))).await.unwrap(), 1);
    assert_eq!(store.latest(&[SubjectKind::Personne.of("p")]).await.unwrap(), Some(NOW));
}
