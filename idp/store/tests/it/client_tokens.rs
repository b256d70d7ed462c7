use ambient::Seconds;
use idp_core::client_token::{ClientToken, ClientTokens};
use idp_core::grant::Grants;

use crate::bench::{NOW, SqlBench};
use crate::samples::terms;

crate::on_both_engines!(
    the_token_of_a_service_is_found_by_its_name_on_every_node,
    the_token_of_a_service_is_no_emission_of_a_grant,
    two_tokens_never_share_a_name,
);

fn token(name: &str) -> ClientToken {
    ClientToken { token: name.to_owned(), at: NOW, expires_at: NOW.plus(Seconds(120)), terms: terms() }
}

async fn the_token_of_a_service_is_found_by_its_name_on_every_node(bench: SqlBench) {
    let (store, node) = (bench.open().await, bench.open().await);
    store.record(&token("a")).await.unwrap();
    assert_eq!(node.client_token("a").await.unwrap(), Some(token("a")));
    assert_eq!(node.client_token("b").await.unwrap(), None);
}

// requirement: T12
async fn the_token_of_a_service_is_no_emission_of_a_grant(bench: SqlBench) {
    let store = bench.open().await;
    store.record(&token("a")).await.unwrap();
    assert_eq!(store.by_token("a").await.unwrap(), None);
}

async fn two_tokens_never_share_a_name(bench: SqlBench) {
    let store = bench.open().await;
    store.record(&token("a")).await.unwrap();
    assert!(store.record(&token("a")).await.is_err());
}
