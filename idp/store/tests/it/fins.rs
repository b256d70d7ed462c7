//! The end of everything of one person.

use ambient::Seconds;
use idp_core::ecps::{AppareilEtat, Appareils as _};
use idp_core::espace::{CleFinie, Fins as _, MoyensFinis};
use idp_core::passkey::{Added, Passkeys as _};
use idp_core::stamp::{Stamps as _, SubjectKind};
use sante::IdentifiantNational;
use tokio::task::JoinSet;

use crate::bench::{NOW, SqlBench};
use crate::passkeys::passkey;
use crate::samples::{appareil, personne};

crate::on_both_engines!(
    what_is_closed_without_the_means_leaves_them,
    everything_of_one_person_ends_at_once_and_nothing_of_another,
    of_an_end_and_twenty_enrolments_at_once_no_means_of_before_the_end_is_left,
);

fn another() -> IdentifiantNational {
    "899900000029".parse().unwrap()
}

async fn what_is_closed_without_the_means_leaves_them(bench: SqlBench) {
    let store = bench.open().await;
    store.enroler(&appareil(1)).await.unwrap();
    store.add(&passkey(1), 5).await.unwrap();
    assert_eq!(store.tout(&personne(), false, NOW).await.unwrap(), MoyensFinis::default());
    assert!(store.raised(&[SubjectKind::Personne.of(personne()).since(NOW)]).await.unwrap());
    assert_eq!(store.de_personne(&personne()).await.unwrap(), Some(appareil(1)));
    assert_eq!(store.of_person(&personne()).await.unwrap(), [passkey(1)]);
}

async fn everything_of_one_person_ends_at_once_and_nothing_of_another(bench: SqlBench) {
    let store = bench.open().await;
    let theirs = idp_core::ecps::Appareil { personne: another(), ..appareil(2) };
    let their_key = idp_core::passkey::Passkey { personne: another(), ..passkey(3) };
    store.enroler(&appareil(1)).await.unwrap();
    store.enroler(&theirs).await.unwrap();
    assert!(store.passer(&appareil(1).id, AppareilEtat::Actif, AppareilEtat::Verrouille).await.unwrap());
    for key in [passkey(1), passkey(2), their_key.clone()] {
        store.add(&key, 5).await.unwrap();
    }
    let mut finis = store.tout(&personne(), true, NOW).await.unwrap();
    finis.cles.sort();
    let mut ended =
        [1, 2].map(|n| CleFinie { id: passkey(n).id.to_string(), nom: passkey(n).name.as_str().to_owned() });
    ended.sort();
    assert_eq!(finis, MoyensFinis { ecps: Some(appareil(1).id), cles: ended.into() });
    let node = bench.open().await;
    assert_eq!(node.appareil(&appareil(1).id).await.unwrap().unwrap().etat, AppareilEtat::Revoque);
    assert!(node.of_person(&personne()).await.unwrap().is_empty());
    for moyen in [appareil(1).id.to_string(), passkey(1).moyen(), passkey(2).moyen()] {
        assert!(node.raised(&[SubjectKind::Moyen.of(&moyen).since(NOW)]).await.unwrap(), "{moyen}");
    }
    assert_eq!(node.de_personne(&another()).await.unwrap(), Some(theirs.clone()));
    assert_eq!(node.of_person(&another()).await.unwrap(), std::slice::from_ref(&their_key));
    for subject in [
        SubjectKind::Personne.of(another()),
        SubjectKind::Moyen.of(&theirs.id),
        SubjectKind::Moyen.of(their_key.moyen()),
    ] {
        assert!(!node.raised(&[subject.since(NOW)]).await.unwrap());
    }
    assert_eq!(node.tout(&personne(), true, NOW.plus(Seconds(1))).await.unwrap(), MoyensFinis::default(), "once");
}

/// Whatever is there afterwards was enrolled after the end; the end names each means that it took, once.
async fn of_an_end_and_twenty_enrolments_at_once_no_means_of_before_the_end_is_left(bench: SqlBench) {
    let (store, other) = (bench.open().await, bench.open().await);
    store.add(&passkey(0), 50).await.unwrap();
    let mut acts = JoinSet::new();
    for n in 1..=20 {
        let node = if n % 2 == 0 { store.clone() } else { other.clone() };
        acts.spawn(async move { node.add(&passkey(n), 50).await.unwrap() });
    }
    let finis = other.tout(&personne(), true, NOW).await.unwrap();
    assert!(acts.join_all().await.into_iter().all(|added| added == Added::Yes));
    let left = store.of_person(&personne()).await.unwrap();
    assert_eq!(left.len() + finis.cles.len(), 21);
    assert!(finis.cles.iter().any(|cle| cle.id == passkey(0).id.to_string()));
    assert!(left.iter().all(|key| finis.cles.iter().all(|cle| cle.id != key.id.to_string())));
}
