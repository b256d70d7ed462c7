//! The gates of a login, over two nodes: what strangers fill on one they find full on the other, and a known browser, another
//! login and another network find neither.

use ambient::{Ambient, RestKey};
use idp_core::ecps::Navigateurs;
use idp_core::interaction::{Browser, Gates, InteractionId, LoginError, LoginLimits};
use sante::IdentifiantNational;
use tokio::task::JoinSet;

use crate::bench::{NOW, SqlBench};

crate::on_both_engines!(
    strangers_fill_the_places_of_their_network_on_all_nodes_and_never_those_of_a_known_browser,
    strangers_fill_the_count_of_a_person_on_all_nodes_and_never_that_of_a_known_browser,
    one_login_fills_its_questions_for_a_passkey_on_all_nodes_and_those_of_no_other,
);

const ALBA: &str = "899900000011";

/// One node.
async fn gates(bench: &SqlBench) -> Gates {
    let (ambient, _) = Ambient::fixed(NOW, 1);
    let rest = RestKey::from_bytes(&[1; 32]);
    Gates {
        navigateurs: Navigateurs::new(ambient.clone(), rest.clone()),
        ambient,
        rest,
        limits: LoginLimits { parks_par_source: 5, par_personne: 5, questions: 5, ..LoginLimits::default() },
        compteurs: bench.open().await,
    }
}

/// At the address whose last number this is.
fn browser(address: u8, marks: Option<String>) -> Browser {
    let source = std::net::IpAddr::from([192, 0, 2, address]);
    Browser { interaction: None, session: None, navigateur: marks.map(Into::into), source, agent: "Firefox".into() }
}

/// What one of forty does.
#[derive(Clone, Copy)]
enum Knock {
    Park,
    /// From a network of its own.
    Phone,
    Passkey,
}

async fn knock(gates: &Gates, how: Knock, n: u8) -> Result<(), LoginError> {
    match how {
        Knock::Park => gates.park(&browser(7, None)).await,
        Knock::Phone => gates.phone(&ALBA.parse::<IdentifiantNational>().unwrap(), &browser(n, None)).await,
        Knock::Passkey => gates.passkey(&InteractionId::from("one")).await,
    }
}

/// How many of forty at once, on two nodes, go through.
async fn forty(nodes: &[Gates; 2], how: Knock) -> usize {
    let mut tasks = JoinSet::new();
    for n in 0..40_u8 {
        let node = nodes[usize::from(n % 2)].clone();
        tasks.spawn(async move {
            match knock(&node, how, n).await {
                Ok(()) => true,
                Err(LoginError::TropDEssais { until }) => {
                    assert!(until.is_some(), "it is told when to come back");
                    false
                }
                Err(other) => panic!("{other}"),
            }
        });
    }
    tasks.join_all().await.into_iter().filter(|through| *through).count()
}

// requirement: M19
async fn strangers_fill_the_places_of_their_network_on_all_nodes_and_never_those_of_a_known_browser(bench: SqlBench) {
    let nodes = [gates(&bench).await, gates(&bench).await];
    assert_eq!(forty(&nodes, Knock::Park).await, 5);
    let marks = nodes[0].navigateurs.marquer(None);
    for node in &nodes {
        node.park(&browser(7, Some(marks.clone()))).await.expect("somebody has signed in with this browser");
        node.park(&browser(8, None)).await.expect("another network");
        assert!(matches!(node.park(&browser(7, None)).await, Err(LoginError::TropDEssais { .. })));
    }
}

// requirement: M19
async fn strangers_fill_the_count_of_a_person_on_all_nodes_and_never_that_of_a_known_browser(bench: SqlBench) {
    let nodes = [gates(&bench).await, gates(&bench).await];
    assert_eq!(forty(&nodes, Knock::Phone).await, 5);
    let alba: IdentifiantNational = ALBA.parse().unwrap();
    let brice: IdentifiantNational = "899900000029".parse().unwrap();
    let marks = nodes[0].navigateurs.ajouter(None, &alba);
    for node in &nodes {
        node.phone(&alba, &browser(3, Some(marks.clone()))).await.expect("a browser that Alba has used");
        node.phone(&brice, &browser(3, None)).await.expect("another person");
        assert!(matches!(node.phone(&alba, &browser(99, None)).await, Err(LoginError::TropDEssais { .. })));
    }
}

// requirement: M19
async fn one_login_fills_its_questions_for_a_passkey_on_all_nodes_and_those_of_no_other(bench: SqlBench) {
    let nodes = [gates(&bench).await, gates(&bench).await];
    assert_eq!(forty(&nodes, Knock::Passkey).await, 5);
    for node in &nodes {
        node.passkey(&InteractionId::from("another")).await.expect("of the same network");
    }
}
