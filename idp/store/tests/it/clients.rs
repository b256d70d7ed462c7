use ambient::{Resting, Timestamp};
use idp_core::client::{Client, ClientId, Clients, Origin};

use crate::bench::SqlBench;
use crate::samples::client;

crate::on_both_engines!(
    a_registration_is_read_as_it_was_written,
    a_second_registration_replaces_the_first,
    a_registration_that_was_removed_is_known_no_more,
    a_registration_is_replaced_only_where_it_is_the_one_that_was_read,
    those_that_registered_themselves_are_not_declared_whatever_they_are_called,
);

async fn a_registration_is_read_as_it_was_written(bench: SqlBench) {
    let store = bench.open().await;
    store.register(&client("dui")).await.unwrap();
    let elsewhere = bench.open().await;
    assert_eq!(elsewhere.client(&ClientId::from("dui")).await.unwrap(), Some(client("dui")));
    assert_eq!(elsewhere.client(&ClientId::from("dm")).await.unwrap(), None);
}

async fn a_second_registration_replaces_the_first(bench: SqlBench) {
    let store = bench.open().await;
    store.register(&client("dui")).await.unwrap();
    store.register(&client("dmp")).await.unwrap();
    let changed = Client { pkce_required: false, ..client("dui") };
    store.register(&changed).await.unwrap();
    assert_eq!(Clients::all(&*store).await.unwrap(), [client("dmp"), changed]);
}

async fn a_registration_that_was_removed_is_known_no_more(bench: SqlBench) {
    let store = bench.open().await;
    store.register(&client("dui")).await.unwrap();
    store.register(&client("dmp")).await.unwrap();
    Clients::remove(&*store, &ClientId::from("dui")).await.unwrap();
    Clients::remove(&*store, &ClientId::from("dui")).await.unwrap();
    assert_eq!(Clients::all(&*bench.open().await).await.unwrap(), [client("dmp")]);
}

async fn a_registration_is_replaced_only_where_it_is_the_one_that_was_read(bench: SqlBench) {
    let store = bench.open().await;
    let (before, changed) = (client("dui"), Client { pkce_required: false, ..client("dui") });
    assert!(!store.replace(&before, &changed).await.unwrap(), "it was never there");
    store.register(&before).await.unwrap();
    assert!(store.replace(&before, &changed).await.unwrap());
    assert!(!store.replace(&before, &before).await.unwrap(), "it was changed meanwhile");
    assert_eq!(store.client(&before.id).await.unwrap(), Some(changed.clone()));
    Clients::remove(&*store, &before.id).await.unwrap();
    assert!(!store.replace(&changed, &before).await.unwrap(), "it was removed meanwhile");
    assert_eq!(Clients::all(&*store).await.unwrap(), []);
}

async fn those_that_registered_themselves_are_not_declared_whatever_they_are_called(bench: SqlBench) {
    let store = bench.open().await;
    let at = Timestamp::from_millis(0);
    let origins = [
        ("declared", Origin::Declared),
        ("dynamic", Origin::Dynamic { access: Resting::from("a".to_owned()), at, trusted: true }),
        ("partner", Origin::Partner { service: "s".to_owned(), at }),
    ];
    for (id, origin) in origins {
        let name = r#""origin":{"dynamic":{"at":0}}"#.to_owned();
        store.register(&Client { origin, name, ..client(id) }).await.unwrap();
    }
    let mut declared: Vec<ClientId> = store.declared().await.unwrap().into_iter().map(|client| client.id).collect();
    declared.sort();
    assert_eq!(declared, [ClientId::from("declared"), ClientId::from("partner")]);
}
