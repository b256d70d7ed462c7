use std::time::Duration;

use ambient::{Ambient, Seconds};
use idp_core::espace::{Histoire, Periode};
use idp_core::journal::{Acte, Journal as _};
use idp_core::port::PortError;
use idp_store::Audit;
use journal::{CheckpointKey, Journal, Place, Settings, page, verify};

use crate::bench::{NOW, SqlBench};
use crate::samples::personne;

crate::on_both_engines!(
    an_act_is_in_the_journal_when_the_port_answers,
    an_origin_told_twice_is_refused,
    a_person_s_history_is_theirs_alone_and_bounded,
);

async fn audit(bench: &SqlBench) -> Audit {
    let (ambient, _) = Ambient::fixed(NOW, 1);
    let (node, origin) = ("a".to_owned(), "idp.test/journal".to_owned());
    let settings = Settings { url: bench.url.clone(), node, checkpoint_every: Duration::from_secs(3_600), origin };
    Audit::new(Journal::open(settings, key(), ambient).await.unwrap())
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

/// A person reads their own acts, of the words that they may read, in their time, the latest first.
async fn a_person_s_history_is_theirs_alone_and_bounded(bench: SqlBench) {
    let audit = audit(&bench).await;
    let (alba, brice) = (personne(), "899900000029".parse().unwrap());
    for n in 0..5 {
        let acte = Acte::new("login.succeeded").with("personne.id", alba.to_string()).with("n", n);
        audit.record(acte).await.unwrap();
        audit.record(Acte::new("login.succeeded").with("personne.id", "899900000029")).await.unwrap();
        audit.record(Acte::new("ecps.evaluated").with("personne.id", alba.to_string())).await.unwrap();
        audit.record(Acte::new("token.issued").with("client.id", "dui")).await.unwrap();
    }
    let periode = |au_plus| Periode { depuis: NOW.minus(Seconds(1)), avant: NOW.plus(Seconds(1)), au_plus };
    let of = |personne, au_plus| {
        let audit = &audit;
        async move { Histoire::de(audit, personne, &["login.succeeded"], periode(au_plus)).await.unwrap() }
    };
    let lues: Vec<_> = of(&alba, 3).await.into_iter().map(|fait| fait.champs["n"].as_i64().unwrap()).collect();
    assert_eq!(lues, [4, 3, 2]);
    assert_eq!(of(&alba, 50).await.len(), 5);
    assert!(of(&brice, 50).await.iter().all(|fait| fait.champ("personne.id") == Some("899900000029")));
    let before = Periode { depuis: NOW.minus(Seconds(9)), avant: NOW, au_plus: 50 };
    assert!(Histoire::de(&audit, &alba, &["login.succeeded"], before).await.unwrap().is_empty());
    assert!(Histoire::de(&audit, &alba, &[], periode(50)).await.unwrap().is_empty());
    let elsewhere = journal::open(&bench.url).await.unwrap();
    assert_eq!(verify(&elsewhere, &[key().verifying()]).await.unwrap().records, 20, "the chain is what it was");
}
