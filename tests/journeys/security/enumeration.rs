//! Whoever asks for one number after another, to learn which of them are somebody's.

use std::time::{Duration, Instant};

use sante::Rpps;

use crate::nodes::shared;
use crate::surfer::Surfer;

use super::by_phone::ServiceByPhone;

/// Numbers that are somebody's, and as many that are nobody's.
const ASKED: usize = 200;
/// Of times that differ by no more than the noise of a machine on which other tests run.
const ALIKE: f64 = 1.5;

#[derive(Clone, Copy, PartialEq)]
enum Whose {
    Somebodys,
    Nobodys,
}

// requirement: M03
#[tokio::test]
async fn a_number_is_answered_alike_and_as_fast_whether_it_is_somebodys_or_nobodys() {
    let nodes = shared();
    let sandbox = &nodes.sandbox;
    nodes.activate("autre-activite");
    let with_and_without_phone = ["autre-activite", "sans-poste", "medico-administratif"];
    let somebodys = with_and_without_phone.map(|qui| sandbox.person(qui)["identifiant"].as_str().expect("a number"));
    let (service, door) = (ServiceByPhone::registered(sandbox).await, Surfer::new(sandbox, None));

    let mut times = [Vec::new(), Vec::new()];
    for n in 0..ASKED {
        // what one leaves to be done after its answer falls on both kinds alike
        let turn = [Whose::Somebodys, Whose::Nobodys, Whose::Nobodys, Whose::Somebodys];
        for whose in &turn[n % 2 * 2..][..2] {
            let number = match whose {
                Whose::Somebodys => somebodys[n % somebodys.len()].to_owned(),
                Whose::Nobodys => format!("8{}", Rpps::with_key(9_880_000_000 + n as u64).as_str()),
            };
            let begun = Instant::now();
            let answer = service.ask(&door, &number).await;
            times[*whose as usize].push(begun.elapsed());
            let members: Vec<String> = answer.json().as_object().expect("an object").keys().cloned().collect();
            assert_eq!(
                (answer.status, members.join(" ").as_str()),
                (200, "auth_req_id expires_in interval"),
                "{number}"
            );
        }
    }
    let [somebody, nobody] = times.map(median);
    let ratio = somebody.as_secs_f64() / nobody.as_secs_f64();
    assert!((1.0 / ALIKE..ALIKE).contains(&ratio), "somebody's {somebody:?}, nobody's {nobody:?}");
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort();
    times[times.len() / 2]
}
