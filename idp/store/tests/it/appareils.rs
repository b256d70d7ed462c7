use std::collections::HashSet;

use ambient::Seconds;
use ecps::AppareilId;
use idp_core::ecps::{Appareil, AppareilEtat, Appareils, Replaced};
use tokio::task::JoinSet;

use crate::bench::SqlBench;
use crate::samples::{appareil, personne};

crate::on_both_engines!(
    a_device_is_read_as_it_was_enrolled,
    an_enrolment_replaces_the_device_before,
    a_locked_device_is_replaced_too_and_a_revoked_one_is_not,
    a_state_moves_only_from_where_it_is,
    one_of_twenty_moves_a_state,
    twenty_parallel_enrolments_leave_one_active_device,
    a_device_enrolled_twice_is_refused_and_changes_nothing,
    the_rank_of_a_device_only_grows_and_each_serves_one,
    whose_e_cps_ends_soon_is_told_once_a_step,
);

fn id(number: usize) -> AppareilId {
    appareil(number).id
}

async fn a_device_is_read_as_it_was_enrolled(bench: SqlBench) {
    let store = bench.open().await;
    assert_eq!(store.enroler(&appareil(1)).await.unwrap(), Replaced(None));
    let node = bench.open().await;
    assert_eq!(node.appareil(&id(1)).await.unwrap(), Some(appareil(1)));
    assert_eq!(node.de_personne(&personne()).await.unwrap(), Some(appareil(1)));
    assert_eq!(node.appareil(&id(2)).await.unwrap(), None);
    assert_eq!(node.de_personne(&"899900000029".parse().unwrap()).await.unwrap(), None);
}

async fn an_enrolment_replaces_the_device_before(bench: SqlBench) {
    let store = bench.open().await;
    store.enroler(&appareil(1)).await.unwrap();
    assert_eq!(store.enroler(&appareil(2)).await.unwrap(), Replaced(Some(id(1))));
    assert_eq!(store.de_personne(&personne()).await.unwrap(), Some(appareil(2)));
    let before = Appareil { etat: AppareilEtat::Remplace, ..appareil(1) };
    assert_eq!(store.appareil(&id(1)).await.unwrap(), Some(before));
    let other = Appareil { personne: "899900000029".parse().unwrap(), ..appareil(3) };
    assert_eq!(store.enroler(&other).await.unwrap(), Replaced(None), "another person's is left alone");
}

async fn a_locked_device_is_replaced_too_and_a_revoked_one_is_not(bench: SqlBench) {
    let store = bench.open().await;
    store.enroler(&appareil(1)).await.unwrap();
    assert!(store.passer(&id(1), AppareilEtat::Actif, AppareilEtat::Verrouille).await.unwrap());
    assert_eq!(store.de_personne(&personne()).await.unwrap().unwrap().etat, AppareilEtat::Verrouille);
    assert_eq!(store.enroler(&appareil(2)).await.unwrap(), Replaced(Some(id(1))));
    assert!(store.passer(&id(2), AppareilEtat::Actif, AppareilEtat::Revoque).await.unwrap());
    assert_eq!(store.de_personne(&personne()).await.unwrap(), None);
    assert_eq!(store.enroler(&appareil(3)).await.unwrap(), Replaced(None));
    assert_eq!(store.appareil(&id(2)).await.unwrap().unwrap().etat, AppareilEtat::Revoque);
}

async fn a_state_moves_only_from_where_it_is(bench: SqlBench) {
    let store = bench.open().await;
    store.enroler(&appareil(1)).await.unwrap();
    assert!(!store.passer(&id(1), AppareilEtat::Verrouille, AppareilEtat::Actif).await.unwrap());
    assert!(!store.passer(&id(9), AppareilEtat::Actif, AppareilEtat::Revoque).await.unwrap());
    assert!(store.passer(&id(1), AppareilEtat::Actif, AppareilEtat::Verrouille).await.unwrap());
    assert!(!store.passer(&id(1), AppareilEtat::Actif, AppareilEtat::Verrouille).await.unwrap());
}

async fn one_of_twenty_moves_a_state(bench: SqlBench) {
    let (one, other) = (bench.open().await, bench.open().await);
    one.enroler(&appareil(1)).await.unwrap();
    let mut tasks = JoinSet::new();
    for n in 0..20 {
        let node = if n % 2 == 0 { one.clone() } else { other.clone() };
        tasks.spawn(async move { node.passer(&id(1), AppareilEtat::Actif, AppareilEtat::Revoque).await.unwrap() });
    }
    assert_eq!(tasks.join_all().await.into_iter().filter(|moved| *moved).count(), 1);
}

async fn twenty_parallel_enrolments_leave_one_active_device(bench: SqlBench) {
    let (one, other) = (bench.open().await, bench.open().await);
    let mut tasks = JoinSet::new();
    for n in 0..20 {
        let node = if n % 2 == 0 { one.clone() } else { other.clone() };
        tasks.spawn(async move { node.enroler(&appareil(n)).await.unwrap() });
    }
    let replaced: HashSet<_> = tasks.join_all().await.into_iter().filter_map(|Replaced(device)| device).collect();
    assert_eq!(replaced.len(), 19, "each enrolment but the first replaced another device");
    let mut active = Vec::new();
    for n in 0..20 {
        let device = one.appareil(&id(n)).await.unwrap().unwrap();
        match device.etat {
            AppareilEtat::Actif => active.push(device),
            etat => assert_eq!(etat, AppareilEtat::Remplace),
        }
    }
    assert_eq!(active.len(), 1);
    assert!(!replaced.contains(&active[0].id));
    assert_eq!(one.de_personne(&personne()).await.unwrap().as_ref(), active.first());
}

async fn a_device_enrolled_twice_is_refused_and_changes_nothing(bench: SqlBench) {
    let store = bench.open().await;
    store.enroler(&appareil(1)).await.unwrap();
    assert!(store.enroler(&appareil(1)).await.is_err());
    assert_eq!(store.de_personne(&personne()).await.unwrap(), Some(appareil(1)));
}

async fn the_rank_of_a_device_only_grows_and_each_serves_one(bench: SqlBench) {
    let (one, other) = (bench.open().await, bench.open().await);
    one.enroler(&appareil(1)).await.unwrap();
    assert!(one.avancer(&id(1), 1).await.unwrap());
    assert!(!other.avancer(&id(1), 1).await.unwrap());
    assert!(other.avancer(&id(1), 7).await.unwrap());
    assert!(!one.avancer(&id(1), 6).await.unwrap());
    assert!(!one.avancer(&id(9), 1).await.unwrap(), "no such device");
    let mut tasks = JoinSet::new();
    for n in 0..20 {
        let node = if n % 2 == 0 { one.clone() } else { other.clone() };
        tasks.spawn(async move { node.avancer(&id(1), 8).await.unwrap() });
    }
    assert_eq!(tasks.join_all().await.into_iter().filter(|moved| *moved).count(), 1);
    assert!(one.avancer(&id(1), u64::MAX).await.unwrap());
    assert!(!one.avancer(&id(1), u64::MAX).await.unwrap());
}

async fn whose_e_cps_ends_soon_is_told_once_a_step(bench: SqlBench) {
    let store = bench.open().await;
    store.enroler(&appareil(1)).await.unwrap();
    let end = appareil(1).expire_le;
    let due = |days: i64, step: i64| {
        let (store, now) = (store.clone(), end.minus(Seconds::hours(24 * days)));
        async move { store.a_rappeler(now, now.plus(Seconds::hours(24 * step)), (step, 10)).await.unwrap() }
    };
    assert!(due(31, 30).await.is_empty());
    assert_eq!(due(30, 30).await, [appareil(1)]);
    assert!(store.rappele(&id(1), 30).await.unwrap());
    assert!(!store.rappele(&id(1), 30).await.unwrap(), "another node told it");
    assert!(due(20, 30).await.is_empty());
    assert_eq!(due(7, 7).await, [appareil(1)]);
    assert!(store.rappele(&id(1), 7).await.unwrap());
    assert!(due(6, 30).await.is_empty(), "who was told a week before is not told a month before");
    assert!(due(0, 7).await.is_empty(), "it has ended");
    store.passer(&id(1), AppareilEtat::Actif, AppareilEtat::Verrouille).await.unwrap();
    assert!(due(2, 1).await.is_empty());
}
