use std::time::Duration;

use ambient::Ambient;
use idp_core::journal::{Acte, Journal as _};
use idp_core::port::PortError;
use idp_store::Audit;
use journal::{CheckpointKey, Journal, Place, Settings, page, verify};

use crate::bench::{NOW, SqlBench};

crate::on_both_engines!(an_act_is_in_the_journal_when_the_port_answers, an_origin_told_twice_is_refused);

async fn audit(bench: &SqlBench) -> Audit {
    let (ambient, _) = Ambient::fixed(NOW, 1);
    let settings =
        Settings { url: bench.url.clone(), node: "a".to_owned(), checkpoint_every: Duration::from_secs(3_600) };
    Audit(Journal::open(settings, key(), ambient).await.unwrap())
}

fn key() -> CheckpointKey {
    CheckpointKey::from_bytes(&[7; 32]).unwrap()
}

async fn an_act_is_in_the_journal_when_the_port_answers(bench: SqlBench) {
    let _beside_the_stores = bench.open().await;
    let audit = audit(&bench).await;
    audit.record(Acte::new("token.issued").with("client.id", "dui")).await.unwrap();
    let elsewhere = journal::open(&bench.url).await.unwrap();
    let stored = page(&elsewhere, &Place::default(), 10).await.unwrap();
    assert_eq!(stored.len(), 1);
    assert_eq!((stored[0].event.as_str(), stored[0].fields.as_str()), ("token.issued", r#"{"client.id":"dui"}"#));
    assert_eq!(verify(&elsewhere, &[key().verifying()]).await.unwrap().records, 1);
}

async fn an_origin_told_twice_is_refused(bench: SqlBench) {
    let audit = audit(&bench).await;
    let told = Acte { origin: Some("code:a".to_owned()), ..Acte::new("token.issued") };
    audit.record(told.clone()).await.unwrap();
    assert!(matches!(audit.record(told).await, Err(PortError::Inconsistent { .. })));
}
