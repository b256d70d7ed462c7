use ambient::Seconds;
use idp_core::client_token::{ClientToken, ClientTokens};
use idp_core::grant::Grants;

use crate::bench::{NOW, SqlBench};
use crate::samples::{emission, grant, terms};

crate::on_both_engines!(
    the_token_of_a_service_is_found_by_its_name_on_every_node,
    the_token_of_a_service_is_no_emission_of_a_grant,
    two_tokens_never_share_a_name,
    the_operator_sees_until_when_each_client_holds_a_living_token,
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

async fn the_operator_sees_until_when_each_client_holds_a_living_token(bench: SqlBench) {
    let store = bench.open().await;
    assert!(store.last_tokens(NOW).await.unwrap().is_empty());
    store.open(&grant(1), &emission(1, "code:a"), None).await.unwrap();
    let longer = ClientToken { expires_at: NOW.plus(Seconds(600)), ..token("a") };
    store.record(&longer).await.unwrap();
    store.record(&token("b")).await.unwrap();
    let last = store.last_tokens(NOW).await.unwrap();
    assert_eq!(last[&terms().client], NOW.plus(Seconds(600)));
    assert!(store.last_tokens(NOW.plus(Seconds(600))).await.unwrap().is_empty());
}
